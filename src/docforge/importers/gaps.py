"""The room that the page left above and below a block: line ends of the source around it."""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft

REACH = 400  # white space beyond this says nothing more


def gap_above(draft: Draft, chunk: Chunk) -> int:
    """Line ends of the source right above the block; 0 where a page begins or furniture was set aside."""
    text = draft.bench.scene.source.text
    at = draft.span(chunk.start, chunk.end).start
    above = re.search(r"\s*\Z", text[max(0, at - REACH) : at])
    return _ends(above.group() if above else "")


def gap_below(draft: Draft, chunk: Chunk) -> int:
    """Line ends of the source right below the block; 0 where the page ends."""
    text = draft.bench.scene.source.text
    at = draft.span(chunk.start, chunk.end).end
    below = re.match(r"\s*", text[at : at + REACH])
    return _ends(below.group() if below else "")


def _ends(space: str) -> int:
    return 0 if "\f" in space else space.replace("\r\n", "\n").count("\n")
