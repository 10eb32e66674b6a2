"""Entries of a reference list that a text dump ran together or broke up: one entry, one block."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import wrapping
from docforge.repair.references.lists import find_reference_lists
from docforge.repair.references.pieces import Entry, ReferenceList
from docforge.repair.rules.lines.element_lines import has_element_lines

BEGINS = "an entry ends here, and the next begins"
GOES_ON = "the entry before goes on here"
# A word or an address that a line end or a page break cuts is joined by the rules for those.
CUT_RE = re.compile(r"(?:https?://|www\.)\S*[-/_=]\s*$|[^\W\d_][-‐]$")
LISTING_RE = re.compile(r"\s*(?:[-*+•·]|\d{1,2}[.)]|#{1,6})(?:\s|$)")


def find_reference_entries(text: str, scene: Scene) -> Iterator[Edit]:
    """Part entries from each other and from what surrounds them; close up the lines of each."""
    yield from _find(text, wrapped=wrapping(text).wrapped)


def _find(text: str, *, wrapped: bool) -> Iterator[Edit]:
    for found in find_reference_lists(text):
        at = 0
        if found.head[1] > found.head[0]:
            yield from _apart(text, found.head[1])
        elif found.entries:
            yield from _apart(text, found.head[0])
        for i, entry in enumerate(found.entries):
            if i:
                yield from _apart(text, entry.start, at)
            yield from _together(text, entry, found, wrapped=wrapped)
            at = entry.end
        if found.entries:
            yield from _apart(text, at)
        for start, end, kind in found.aside:
            why = "a number that stands apart from its entry" if kind == "list mark" else "a page number"
            yield Edit(start, end, text[start:end], "", "reference-entry", Safety.LIKELY, why, kind)


def find_reference_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """The same in text without wraps, where each line is an element of a page."""
    if not wrapping(text).wrapped or has_element_lines(text):
        for edit in _find(text, wrapped=False):
            yield replace(edit, rule="reference-line")


def _apart(text: str, at: int, least: int = 0) -> Iterator[Edit]:
    """A blank line at ``at``, unless there is one or nothing more follows."""
    start, end = at, at
    while start > least and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    gap = text[start:end]
    if end == len(text) or start == 0 or "\f" in gap or re.search(r"\n[ \t]*\n", gap):
        return
    if (newline := text.find("\n", start, end)) >= 0:
        yield Edit(newline, newline + 1, "\n", "\n\n", "reference-entry", Safety.LIKELY, BEGINS)
    else:
        yield Edit(start, end, gap, "\n\n", "reference-entry", Safety.LIKELY, BEGINS)


def _together(text: str, entry: Entry, found: ReferenceList, *, wrapped: bool) -> Iterator[Edit]:
    """One line end between the lines of an entry; a space where lines are no wraps."""
    low = bisect_left(found.aside, (entry.start,))
    cuts = found.aside[low : bisect_left(found.aside, (entry.end,))]
    for (_, end), (start, _) in zip(entry.pieces, entry.pieces[1:], strict=False):
        borders = [end]
        for cut_start, cut_end, _ in cuts:
            if end <= cut_start < start:
                borders += [cut_start, cut_end]
        borders.append(start)
        space = " " if not wrapped or LISTING_RE.match(text, start) else "\n"
        for k in range(0, len(borders), 2):
            low, high = borders[k], borders[k + 1]
            gap = text[low:high]
            put = space if k == 0 else ""
            if gap.strip() or gap == put:
                continue
            if CUT_RE.search(text, max(0, low - 300), low):
                if "\f" in gap or gap.count("\n") < 2:
                    continue
                put = "\n" if text[high : high + 1].islower() or text[high : high + 1].isdigit() else " "
            yield Edit(low, high, gap, put, "reference-entry", Safety.LIKELY, GOES_ON)
