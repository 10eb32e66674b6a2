"""Runs of tiny blocks that are no sentences: cells of a table that could not be told, lettering of a diagram.

As paragraphs of their own they would be taken for text. They are kept together, a line each as they were
found, in one preformatted block, and that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.importers.draft import Chunk, Draft, Role
from docforge.repair.lines import is_finished

CELLS = "cells"  # the kind of a preformatted chunk
FEWEST = 4  # tiny blocks in a run
TINY = 8  # words of one
FEW = 3  # words that are no sentence though a stop ends them
SMALL = 14  # words of a block between tiny ones
TEXT = (Role.FREE, Role.PARAGRAPH)
TITLE_RE = re.compile(r"[^\W\d_].*(?:[^\W\d_]{2}[.!?]|[:;])[\"”’)]*", re.DOTALL)
MARK_RE = re.compile(r"\s*(?:[-*+•◦▪#>|]|\(?(?:\d{1,2}|[a-z])[.)])\s|!\[|\[\^|\\\[|\$\$")


def gather_cells(draft: Draft) -> None:
    """Make one preformatted block of each run: "0⏎⏎3⏎⏎8⏎⏎19" between two paragraphs."""
    kept: list[Chunk] = []
    at = 0
    for first, last in list(_runs(draft.chunks)):
        start, end = draft.chunks[first].start, draft.chunks[last].end
        text = "\n".join(c.text for c in draft.chunks[first : last + 1] if c.role is Role.FREE)
        kept += [*draft.chunks[at:first], Chunk(start, end, text, Role.PREFORMAT, kind=CELLS)]
        at = last + 1
        draft.tell(
            "table-doubtful",
            "Short lines that are no sentences may be cells of a table or the lettering of a picture.",
            start,
            end,
            "They were kept a line each; set the table in article.md, or take them out.",
        )
    draft.chunks[:] = [*kept, *draft.chunks[at:]]


def _runs(chunks: list[Chunk]) -> Iterator[tuple[int, int]]:
    """First and last of each run of tiny blocks, with few small ones among them."""
    tiny: list[int] = []
    led = False  # "are as follows:": what comes next may be the items of a list
    for i, chunk in enumerate([*chunks, None]):
        if chunk is not None and chunk.role is Role.ASIDE:
            continue
        if chunk is None or not _loose(chunk):
            if len(tiny) >= FEWEST and not (led and _items([chunks[k] for k in tiny])):
                yield tiny[0], tiny[-1]
            tiny = []
            led = chunk is not None and chunk.role in TEXT and chunk.text.endswith(":")
        elif chunk.words <= TINY:
            tiny.append(i)


def _items(blocks: list[Chunk]) -> bool:
    """Could the blocks be items: each begins with a letter, and none is a file's name?"""
    return all(c.text[:1].isalpha() and "_" not in c.text for c in blocks)


def _loose(chunk: Chunk) -> bool:
    return (
        chunk.role is Role.FREE
        and chunk.words <= SMALL
        and not _sentence(chunk)
        and not MARK_RE.match(chunk.text)
    )


def _sentence(chunk: Chunk) -> bool:
    """A sentence, a title with a stop or a lead-in: "The Siskin.", not "0.4" or "+FT WET!"."""
    return is_finished(chunk.text) and (chunk.words > FEW or bool(TITLE_RE.fullmatch(chunk.text)))
