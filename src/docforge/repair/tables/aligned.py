"""Tables of a layout dump: cells stand where they stood on the page, apart by gutters of white space.

Gutters are strips of spaces that the lines with gaps share. Cells of several lines are put together: under
their first line, or, where cells are centred upon their row, by the cut into rows that leaves them most even.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.lines import Line
from docforge.repair.tables.grid import Grid, Parts, Piece
from docforge.repair.tables.kinds import kind_of
from docforge.repair.tables.region import MARKS_RE

GAP_RE = re.compile(r"\S( {2,})(?=\S)")
TALLEST = 18  # lines of one row
EMPTY = 0.6  # what an empty cell costs when rows are cut; a row saves ROW
ROW = 0.3
UNEVEN = 0.8


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut at the gutters: the stretch of each column, or None."""

    line: Line
    cells: tuple[Piece | None, ...]

    @property
    def filled(self) -> list[int]:
        return [i for i, c in enumerate(self.cells) if c is not None]


def solve_aligned(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Rows and columns by where the cells stand; None where no gutters part them."""
    used = _gapped(lines)
    filled = [line for line in used if not line.blank]
    gapped = [line for line in filled if GAP_RE.search(line.text.strip())]
    if len(gapped) < (2 if captioned else 4) or len(gapped) < 0.4 * len(filled):
        return None
    gutters = find_gutters(gapped)
    if not gutters or (not captioned and len(gutters) < 2):
        return None
    cuts = [_cut(line, gutters) for line in filled]
    if not captioned and _is_prose(cuts):
        return None
    rows = _centred(cuts) or _topped(cuts)
    if len(rows) < 2:
        return None
    why = f"cells stand in the same {len(gutters) + 1} columns on {len(cuts)} lines"
    return Grid(tuple(rows), filled[-1].index - lines[0].index + 1, why)


def _gapped(lines: Sequence[Line]) -> list[Line]:
    """Lines up to the last that has a gap; two lines in a row that fill the measure without one end it."""
    last = -1
    wide = max((len(line.text) for line in lines if GAP_RE.search(line.text.strip())), default=0)
    run = 0
    for i, line in enumerate(lines):
        if line.blank:
            continue
        bare = line.text.strip()
        if GAP_RE.search(bare) or len(line.text) - len(line.text.lstrip(" ")) > 0.3 * wide:
            last, run = i, 0
        elif len(bare) > 0.75 * wide or re.match(r"[*†‡§a-z]\S? ?\S.*[.;]", bare):
            run += 1
            if run >= 2:
                break
        else:
            run += 1
            if run >= 4:
                break
    tail = last + 1
    # Wrapped words of the last row's first cell.
    while (
        tail < len(lines)
        and not lines[tail].blank
        and lines[tail].text.strip()[:1].islower()
        and not MARKS_RE.match(lines[tail].text)
    ):
        if len(lines[tail].text.strip()) > 0.5 * wide or tail - last > 3:
            break
        tail += 1
    return list(lines[: tail if last >= 0 else 0])


def find_gutters(gapped: Sequence[Line]) -> list[tuple[int, int]]:
    """Strips of columns that are blank in all these lines (in nearly all, if there are many)."""
    width = max(len(line.text.rstrip()) for line in gapped)
    cover = [0] * (width + 1)
    for line in gapped:
        for m in re.finditer(r"\S+(?: \S+)*", line.text):
            for i in range(m.start(), m.end()):
                cover[i] += 1
    slack = len(gapped) // 25
    left = min(len(line.text) - len(line.text.lstrip()) for line in gapped)
    gutters: list[tuple[int, int]] = []
    i = left
    while i < width:
        if cover[i] > slack:
            i += 1
            continue
        j = i
        while j < width and cover[j] <= slack:
            j += 1
        if i > left and j < width and (j - i >= 2 or len(gapped) >= 5):
            gutters.append((i, j))
        i = j
    return gutters


def _cut(line: Line, gutters: list[tuple[int, int]]) -> _Cut:
    """The line's stretches by column; words over a gutter belong where they begin."""
    cells: list[Piece | None] = [None] * (len(gutters) + 1)
    text = line.text.rstrip()
    for m in re.finditer(r"\S+(?: \S+)*", text):
        begin, end = m.start(), m.end()
        while begin < end:
            column = sum(begin >= b for b, _ in gutters)
            stop = end
            for b, e in gutters:
                if begin < b < end and not text[b : min(e, end)].strip():
                    stop = b
                    break
            piece = (line.start + begin, line.start + begin + len(text[begin:stop].rstrip()))
            held = cells[column]
            cells[column] = piece if held is None else (held[0], piece[1])
            begin = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
    return _Cut(line, tuple(cells))


def _text(cut: _Cut, column: int) -> str:
    piece = cut.cells[column]
    return "" if piece is None else cut.line.text[piece[0] - cut.line.start : piece[1] - cut.line.start]


def _is_prose(cuts: list[_Cut]) -> bool:
    """Columns of prose beside each other: long cells that go on from line to line."""
    cells = [_text(c, i) for c in cuts for i in c.filled]
    words = sum(len(c.split()) for c in cells) / max(1, len(cells))
    lower = sum(c[:1].islower() for c in cells) / max(1, len(cells))
    numbers = sum(kind_of(c) in ("number", "sign") for c in cells) / max(1, len(cells))
    return numbers < 0.2 and (words >= 4 or lower >= 0.3)


OPEN_RE = re.compile(r"(?:[,(–-]|\b(?:of|the|a|an|and|or|in|on|at|by|for|from|with|to|as|per|vs\.?))$")


def _topped(cuts: list[_Cut]) -> list[tuple[Parts, ...]]:
    """Rows whose cells begin on one line; a line that only goes on with cells above belongs to them."""
    width = len(cuts[0].cells)
    rows: list[list[list[Piece]]] = []
    last: list[_Cut] = []
    for cut in cuts:
        if rows and _goes_on(cut, last):
            for i in cut.filled:
                rows[-1][i].append(cut.cells[i])  # type: ignore[arg-type]
            last.append(cut)
            continue
        rows.append([[p] if (p := cut.cells[i]) is not None else [] for i in range(width)])
        last = [cut]
    return [tuple(tuple(c) for c in row) for row in rows]


def _goes_on(cut: _Cut, above: list[_Cut]) -> bool:
    """Does the line go on with cells of the row above, or fill what that row has left open?"""
    first = above[0]
    held = {i for c in above for i in c.filled}
    if 0 not in cut.filled and not held & set(cut.filled):
        return True
    if any(kind_of(_text(cut, i)) in ("number", "sign") for i in cut.filled):
        return False
    if len(cut.filled) >= len(first.filled) > 1 and 0 in cut.filled:
        return _mostly_lower(cut)
    if not set(cut.filled) <= held:
        return False
    ends = [_text(above[-1], i) for i in cut.filled if above[-1].cells[i]]
    return _mostly_lower(cut) or (bool(ends) and all(OPEN_RE.search(e) for e in ends))


def _mostly_lower(cut: _Cut) -> bool:
    lower = sum(_text(cut, i)[:1].islower() or _text(cut, i)[:1] in "([" for i in cut.filled)
    return lower * 2 > len(cut.filled)


def _centred(cuts: list[_Cut]) -> list[tuple[Parts, ...]] | None:
    """Rows whose cells are centred upon each other, by the cheapest cut; None where cells are not centred."""
    width = len(cuts[0].cells)
    bare = sum(c.cells[0] is None for c in cuts)
    if width < 3 or len(cuts) < 8 or bare < 0.2 * len(cuts):
        return None
    at = [c.line.index for c in cuts]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for j in range(1, len(cuts) + 1):
        options = []
        for i in range(j - 1, max(-1, j - 1 - TALLEST), -1):
            options.append((best[i][0] + _uneven(cuts[i:j], at[i:j], width), i))
        best.append(min(options))
    ranges: list[tuple[int, int]] = []
    j = len(cuts)
    while j > 0:
        ranges.insert(0, (best[j][1], j))
        j = best[j][1]
    above = sum(j - i > 1 and cuts[i].cells[0] is None for i, j in ranges)
    if (
        best[-1][0] / len(ranges) > 0.6
        or above < 0.3 * len(ranges)
        or len(ranges) < 3
        or max(j - i for i, j in ranges) < 3
    ):
        return None
    more = [
        _text(c, k)
        for i, j in ranges
        for k in range(width)
        for c in [c for c in cuts[i:j] if c.cells[k] is not None][1:]
    ]
    lower = sum(t[:1].islower() or t[:1] in "(" for t in more)
    bits = sum(kind_of(t) in ("number", "sign", "code") for t in more)
    if lower < 0.35 * len(more) or bits > 0.3 * len(more):
        return None  # stacked values, not the lines of one text
    return [
        tuple(tuple(p for c in cuts[i:j] if (p := c.cells[k]) is not None) for k in range(width))
        for i, j in ranges
    ]


def _uneven(cuts: Sequence[_Cut], at: Sequence[int], width: int) -> float:
    """What it costs to take these lines for one row."""
    if len(cuts) == 1 and cuts[0].filled == [0]:
        return 1.0 if not _text(cuts[0], 0)[:1].islower() else 2.5
    centre = (at[0] + at[-1]) / 2
    cost = -ROW
    for k in range(width):
        places = [y for c, y in zip(cuts, at, strict=True) if c.cells[k] is not None]
        if not places:
            cost += EMPTY
            continue
        cost += abs((places[0] + places[-1]) / 2 - centre)
        steps = Counter(b - a for a, b in pairwise(places))
        cost += UNEVEN * max(0, len(steps) - 1) + (UNEVEN if max(steps, default=0) > 2 else 0)
        lower = _text(next(c for c in cuts if c.cells[k] is not None), k)[:1].islower()
        cost += 0.3 if lower and k == 0 else 0.0
    return cost
