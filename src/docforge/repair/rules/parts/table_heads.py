"""Heads of tables that a page's end cut in two: they stand again on the next page, in the middle of the rows.

What says so is the head itself: the first lines of the page are lines of the last one, below which nothing
but short lines of cells stood. They are set aside, so that all rows are read as those of one table. Marks of
citations that a dump puts at the foot of the page, between the rows, go above the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from math import gcd

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines, wrapping
from docforge.repair.parts.captions import CAPTION_RE, CONTINUED_RE, is_certain
from docforge.repair.tables.kinds import kind_of
from docforge.repair.tables.region import is_prose

RULE = "table-head"
WHY = "the table goes on after the page's end; its head stands there again"
TALLEST = 12  # lines of a head
MOST = 240  # lines of a part
FULL = 0.85  # of the measure: wide cells fill much of it too
ALIKE = 0.85  # two copies of a line of the head that a scan has read
TOLD = 0.3  # share of lines that hold what prose never does
GAP_RE = re.compile(r"\S {3,}\S")
MARKS_RE = re.compile(r"(?:\[\d{1,3}\]\s*)+")


def find_table_heads(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside a head that stands again: "Crop Tons⏎Oats 1␌Crop Tons⏎Rye 9" -> "Crop Tons⏎Oats 1⏎Rye 9"."""
    if "\f" not in text:
        return
    lines = split_lines(text)
    filled = [line for line in lines if not line.blank]
    width = wrapping(text).width
    free = 0  # what stands before is part of an edit already
    for at, (above, below) in enumerate(pairwise(filled), 1):
        if above.page == below.page or above.start < free:
            continue
        first = at + _said(filled[at])
        part = _part_above(filled, at, width)
        held = _head(part, filled[first : first + TALLEST])
        if held is None:
            continue
        begin, size = held
        after = _part_below(filled, first + size, width)
        rows = [line.text.strip() for line in part[begin + size :]]
        if not after or not _told(rows, [line.text.strip() for line in after]):
            continue
        loose = _loose(rows, len(after))
        free = filled[first + size].start
        yield from _edits(text, part[begin:], loose, filled[first + size])


def _said(line: Line) -> bool:
    """Is it "Table 2. Continued"?"""
    match = CAPTION_RE.match(line.text.strip())
    return bool(match and is_certain(match) and CONTINUED_RE.match(match.string[match.end() :]))


def _part_above(filled: Sequence[Line], at: int, width: float) -> Sequence[Line]:
    """The lines before ``at`` that may be a table's: back to prose, a caption, or the page's start."""
    start = at
    while start and at - start < MOST and filled[start - 1].page == filled[at - 1].page:
        line = filled[start - 1]
        match = CAPTION_RE.match(line.text.strip())
        if "\t" in line.text or GAP_RE.search(line.text.strip()) or is_prose(line, width, FULL):
            break
        if (match and is_certain(match)) or line.text.startswith("|"):
            break  # rows with pipes have a rule that knows their heads
        start -= 1
    return filled[start:at]


def _part_below(filled: Sequence[Line], at: int, width: float) -> Sequence[Line]:
    """The lines from ``at`` on, up to prose or the page's end."""
    stop = at
    while stop < len(filled) and stop - at < MOST and filled[stop].page == filled[at].page:
        if is_prose(filled[stop], width, FULL) or "\t" in filled[stop].text:
            break
        stop += 1
    return filled[at:stop]


def _head(part: Sequence[Line], top: Sequence[Line]) -> tuple[int, int] | None:
    """Where in ``part`` the lines of ``top`` stood first, and how many they are; the last place counts."""
    if not top:
        return None
    old = [_letters(line) for line in part]
    new = [_letters(line) for line in top if line.page == top[0].page]
    best: tuple[int, int] | None = None
    for begin in range(len(old) - 3, -1, -1):
        size = 0
        while size < len(new) and begin + size < len(old) - 2 and _alike(old[begin + size], new[size]):
            size += 1
        words = sum(len(re.findall(r"[^\W\d_]{2,}", line.text)) for line in top[:size])
        if any(b.index > a.index + 1 for a, b in pairwise(top[:size])):
            continue  # a dump that sets cells apart follows columns more than rows
        if words >= 2 and sum(map(len, new[:size])) >= 6 and (best is None or size > best[1]):
            best = begin, size
    return best


def _letters(line: Line) -> str:
    return re.sub(r"\W+", "", line.text).casefold()


def _alike(one: str, two: str) -> bool:
    if one == two:
        return bool(one)
    if min(len(one), len(two)) < 12 or abs(len(one) - len(two)) > 3 or one[:2] != two[:2]:
        return False
    return re.sub(r"\d", "", one) == one and SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE


def _told(rows: Sequence[str], more: Sequence[str]) -> bool:
    """Do both parts hold numbers or names of code, or do their lines end alike? Verses do neither."""
    both = [*rows, *more]
    coded = [any(kind_of(word) in ("number", "code") for word in text.split()) for text in both]
    if sum(coded) >= TOLD * len(both):
        return True
    ends = [{text.split()[-1] for text in part} for part in (rows, more)]
    again = ends[0] & ends[1]
    return sum(text.split()[-1] in again for text in both) >= 0.6 * len(both)


def _loose(rows: Sequence[str], below: int) -> int:
    """How many lines at the foot of the page are marks of citations, with the number before them."""
    marks = 0
    while marks < len(rows) and MARKS_RE.fullmatch(rows[-1 - marks]):
        marks += 1
    rest = rows[: len(rows) - marks]
    if not marks or any(MARKS_RE.fullmatch(text) for text in rest) or len(rest) < 2:
        return 0
    if rest[-1].isdigit() and len(rest[-1]) <= 3:
        size = len(rest) - 1
        fits = gcd(size, below) > 1 and gcd(size + 1, below) == 1
        return marks + (fits or not any(text.isdigit() for text in rest[:-1]))
    return marks


def _edits(text: str, part: Sequence[Line], loose: int, goes_on: Line) -> Iterator[Edit]:
    """Join ``part``, but for its last ``loose`` lines, which go above it, with the line that goes on."""
    stop = part[-1].end
    if loose:
        start, cut, marks = part[0].start, part[-loose - 1].end, part[-loose].start
        pieces: tuple[Piece, ...] = ("\n", (marks, stop), "\n\n", (start, cut))
        after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
        why = "marks of citations at the page's foot stand between the rows of a table"
        yield Edit(start, stop, text[start:stop], after, RULE, Safety.LIKELY, why, pieces=pieces)
    cut_out = text[stop : goes_on.start]
    yield Edit(stop, goes_on.start, cut_out, "\n", RULE, Safety.LIKELY, WHY, "repeated table head")
