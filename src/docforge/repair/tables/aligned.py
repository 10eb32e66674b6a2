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
from docforge.repair.tables.row_cuts import begin_rows

GAP_RE = re.compile(r"\S( {2,})(?=\S)")
CLOSED_RE = re.compile(r"[^\W\d_a-zß-ÿ].*[.;:]$|[*†‡§]")  # a sentence by itself, a note
TALLEST = 18  # lines of one row
EMPTY = 0.6  # what an empty cell costs when rows are cut; a row saves ROW
ROW = 0.3
UNEVEN = 0.8
LATE = 0.06  # share of cells that begin below their row's first line, where rows have their cells at the top


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
    wide = max((len(line.text) for line in gapped), default=0)
    # Lines that stand far in go on with cells of other columns than the first.
    begun = [line for line in filled if len(line.text) - len(line.text.lstrip(" ")) <= 0.3 * wide]
    if len(gapped) < (2 if captioned else 4) or len(gapped) < 0.4 * len(begun):
        return None
    gutters = find_gutters(gapped)
    if not gutters:
        return None
    cuts = [_cut(line, gutters) for line in filled]
    if not captioned and (_is_sparse(cuts) or (_is_prose(cuts) if len(gutters) > 1 else not _is_pair(cuts))):
        return None
    rows, late = _topped(cuts)
    if late > LATE:
        rows = _centred(cuts) or rows
    if len(rows) < 2:
        return None
    rows = _merged(rows)
    why = f"cells stand in the same {len(gutters) + 1} columns on {len(cuts)} lines"
    return Grid(tuple(rows), filled[-1].index - lines[0].index + 1, why)


def _gapped(lines: Sequence[Line]) -> list[Line]:
    """Lines up to the last that has a gap; two lines in a row that fill the measure without one end it."""
    last = -1
    second = [m.end() for line in lines if (m := GAP_RE.search(line.text.rstrip()))]
    first = sorted(second)[len(second) // 4] if second else 0  # where the second column begins
    wide = max((len(line.text) for line in lines if GAP_RE.search(line.text.strip())), default=0)
    run = 0
    for i, line in enumerate(lines):
        if line.blank:
            continue
        bare = line.text.strip()
        if GAP_RE.search(bare) or len(line.text) - len(line.text.lstrip(" ")) > 0.3 * wide:
            last, run = i, 0
        elif len(line.text.rstrip()) < first and i - last <= TALLEST and not CLOSED_RE.match(bare):
            continue  # words of the first column alone
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
    """Strips of columns that are blank in all these lines (in nearly all, if there are many).

    A strip that is a single space on some lines needs others on which it is clearly a gap.
    """
    width = max(len(line.text.rstrip()) for line in gapped)
    cover = [0] * (width + 1)  # lines with a word there
    tight = [0] * (width + 1)  # lines with a single space there
    for line in gapped:
        for m in re.finditer(r"\S+(?: \S+)*", line.text):
            for i in range(m.start(), m.end()):
                cover[i] += line.text[i] != " "
                tight[i] += line.text[i] == " "
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
    return [
        (i, j)
        for n, (i, j) in enumerate(gutters)
        if max(tight[i:j]) <= slack or _parts_cells(gapped, gutters, n)
    ]


def _parts_cells(gapped: Sequence[Line], gutters: Sequence[tuple[int, int]], n: int) -> bool:
    """Does a strip that is a single space on some lines part cells on others, with words on both sides?"""
    i, j = gutters[n]
    low = gutters[n - 1][1] if n else 0
    high = gutters[n + 1][0] if n + 1 < len(gutters) else len(max((x.text for x in gapped), key=len))
    tight = clear = 0
    for line in gapped:
        text = line.text
        if not text[low:i].strip() or not text[j:high].strip():
            continue
        gap = len(text[j:]) - len(text[j:].lstrip()) + len(text[:i]) - len(text[:i].rstrip()) + j - i
        tight += gap == 1
        clear += gap >= 2
    return clear >= max(1, tight)


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


def _is_sparse(cuts: list[_Cut]) -> bool:
    """Scattered words and numbers, as of the axes and panels of a drawing."""
    return 2 * sum(len(c.filled) for c in cuts) < len(cuts) * len(cuts[0].cells)


def _is_pair(cuts: list[_Cut]) -> bool:
    """Two columns that are no prose: apart by a wide gap, each begun anew on its line or under a full one."""
    texts = [(_text(c, 0), _text(c, 1)) for c in cuts]
    both = [c for c in cuts if len(c.filled) == 2]
    gaps = [c.cells[1][0] - c.cells[0][1] for c in both if c.cells[0] and c.cells[1]]
    left = [a for a, _ in texts if a]
    begun = [b for a, b in texts if a and b]
    if len(both) < 4 or min(gaps) < 3 or len(left) > len(both) + 1:
        return False
    capitals = sum(not t[0].islower() for t in (*left, *begun))
    return capitals == len(left) + len(begun) and max(map(len, left)) <= 60


def _merged(rows: list[tuple[Parts, ...]]) -> list[tuple[Parts, ...]]:
    """Rows without columns that a head alone fills: its words stand beside their column, not above it."""
    k = 0
    while k + 1 < len(rows[0]):
        one, two = ([bool(row[i]) for row in rows] for i in (k, k + 1))
        head = next((n for n, row in enumerate(rows) if row[0]), 0)
        top = {n for n in range(len(rows)) if n <= head}
        apart = not any(a and b for a, b in zip(one, two, strict=True)) and any(one) and any(two)
        alone = [{n for n, held in enumerate(side) if held} for side in (one, two)]
        if k and apart and (alone[0] <= top) != (alone[1] <= top):
            rows = [(*row[:k], row[k] + row[k + 1], *row[k + 2 :]) for row in rows]
        else:
            k += 1
    return rows


def _is_prose(cuts: list[_Cut]) -> bool:
    """Columns of prose beside each other: long cells that go on from line to line."""
    cells = [_text(c, i) for c in cuts for i in c.filled]
    words = sum(len(c.split()) for c in cells) / max(1, len(cells))
    lower = sum(c[:1].islower() for c in cells) / max(1, len(cells))
    numbers = sum(kind_of(c) in ("number", "sign") for c in cells) / max(1, len(cells))
    return numbers < 0.2 and (words >= 4 or lower >= 0.3)


def _topped(cuts: list[_Cut]) -> tuple[list[tuple[Parts, ...]], float]:
    """Rows whose cells begin on one line, and the share of cells that begin later all the same."""
    width = len(cuts[0].cells)
    texts = [[_text(cut, k) for k in range(width)] for cut in cuts]
    gaps = [False, *(b.line.index - a.line.index > 1 for a, b in pairwise(cuts))]
    rows: list[list[list[Piece]]] = []
    cells = late = 0
    for cut, begins in zip(cuts, begin_rows(texts, gaps), strict=True):
        if begins:
            rows.append([[] for _ in range(width)])
        for i in cut.filled:
            fresh = not rows[-1][i]
            cells += fresh and len(rows) > 1
            late += fresh and not begins and len(rows) > 1
            rows[-1][i].append(cut.cells[i])  # type: ignore[arg-type]
    return [tuple(tuple(c) for c in row) for row in rows], late / max(1, cells)


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
