"""Marks that make a block a heading or set all of it in other type: "# ", "**", "_"."""

from __future__ import annotations

import re

from docforge.importers.draft import Draft

HEAD_RE = re.compile(r"#{1,6}\s+")
EMPHASIS_RE = re.compile(r"(\*\*\*|\*\*|__|\*|_)(\S.*?)\1(:?)")


def unwrap(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """Range without the marks that make a block a heading: # and **."""
    text = draft.bench.text
    if m := HEAD_RE.match(text, start, end):
        draft.set_aside(start, m.end(), "markup", "a mark, not a word")
        start = m.end()
    while (m := EMPHASIS_RE.fullmatch(text, start, end)) and m[1] not in m[2]:
        if m[1] in ("*", "_") and not draft.marked:
            break
        draft.set_aside(start, m.start(2), "markup", "a mark, not a word")
        draft.set_aside(m.end(2), end, "markup", "a mark, not a word")
        start, end = m.start(2), m.end(2)
    return start, end


def is_emphasised(text: str) -> bool:
    """Is all of a block set in other type: "*The mill in 1902.*"?"""
    m = EMPHASIS_RE.fullmatch(text)
    return m is not None and m[1] not in m[2]
