"""Tables dumped row by row whose cells are wrapped: "Oats⏎and rye 50 In the⏎barn⏎Dry" for one row of four.

Such a dump follows the lines of print. Cells of one line stand side by side, a space apart; a cell that
is wrapped sends what follows it to a line of its own. Where the cells of a row begin is read from that order,
from how words begin, and from what the columns hold in the other rows: the cheapest reading is taken, and
none where rows stay unlike each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from docforge.repair.lines import Line
from docforge.repair.tables.flow_reader import Cell, Column, Reader, Word, learn
from docforge.repair.tables.grid import Grid, Parts

WIDEST = 8  # columns
LONGEST = 120  # lines that are read
TRIED = 3  # numbers of columns that are looked at closely
ROUNDS = 5
WHY = "rows of wrapped cells read alike:"


def solve_flow(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Rows of wrapped cells by the cheapest reading; None where rows stay unlike each other."""
    if not captioned:
        return None
    words = _words(lines[_begin(lines) : _end(lines)])
    if len(words) < 12 or words[-1].line < 6 or len(words) > 12 * words[-1].line:
        return None
    reader = Reader(words)
    found = [r for count in _likeliest(reader) if (r := _read(reader, count)) is not None]
    best = min(found, key=lambda r: r.cost, default=None)
    if best is None or not _sure(reader, best):
        return None
    return _grid(reader, best, lines)


def go_on_flow(before: Sequence[Line], grid: Grid, lines: Sequence[Line]) -> Grid | None:
    """Rows of the table ``grid`` on its next page, read with those of ``before``, under its head again."""
    said = [w for line in before for w in _words([line])]
    head = [w.text for w in said if any(a <= w.start and w.end <= b for c in grid.rows[0] for a, b in c)]
    more = [line for line in lines if not line.blank]
    again: list[str] = []
    at = 0
    while at < len(more) and len(again) < len(head):
        again += more[at].text.split()
        at += 1
    if again != head or at == len(more):
        return None
    above = [line for line in before if not line.blank]
    words = _words([*above, *more[at : at + LONGEST - len(above)]])
    reader = Reader([w for w in words if w.start >= grid.rows[0][0][0][0]])
    found = _read(reader, grid.width)
    if found is None or not _sure(reader, found):
        return None
    rows = [row for row in found.rows if reader.words[row[0][0]].start >= more[at].start]
    if not rows or reader.words[rows[0][0][0]].start > more[at].start + len(more[at].text) - 1:
        return None
    top: list[Parts] = []
    old = [w.start for w in said if w.start >= grid.rows[0][0][0][0]][: len(head)]
    again_words = _words(more[:at])
    if len(old) != len(again_words):
        return None
    new = dict(zip(old, again_words, strict=True))
    for cell in grid.rows[0]:
        inside = [w for a, w in new.items() if any(x <= a < y for x, y in cell)]
        top.append(tuple((w.start, w.end) for w in inside))
    part = _Reading(found.cost, rows, [], found.columns)
    made = _grid(reader, part, lines)
    return Grid((tuple(top), *made.rows[1:]), made.used, made.why)


@dataclass(frozen=True, slots=True)
class _Reading:
    cost: float
    rows: list[list[Cell]]
    head: list[Cell]
    columns: list[Column]

    @property
    def end(self) -> int:
        return self.rows[-1][-1][1]


def _likeliest(reader: Reader) -> list[int]:
    """The numbers of columns with which rows come out most alike at first sight."""
    found: list[tuple[float, int]] = []
    for count in range(2, WIDEST + 1):
        begins = {at: cost for at, (cost, _) in reader.head(count).items()}
        _, rows = reader.rows(count, None, begins)
        if len(rows) >= 3:
            found.append((reader.rows(count, learn(reader, rows, count), begins)[0], count))
    return [count for _, count in sorted(found)[:TRIED]]


def _read(reader: Reader, count: int) -> _Reading | None:
    """The cheapest reading in so many columns, each round by what the last one found them to hold."""
    heads = reader.head(count)
    begins = {at: cost for at, (cost, _) in heads.items()}
    cost, rows = reader.rows(count, None, begins)
    columns: list[Column] = []
    for _ in range(ROUNDS):
        if len(rows) < 3:
            return None
        columns = learn(reader, rows, count)
        before = cost
        cost, rows = reader.rows(count, columns, begins)
        if cost > 1.5 * count * len(rows) or before == cost:
            break
    while len(rows) > 3 and _odd(reader, rows, columns):
        rows.pop()
    if len(rows) < 3:
        return None
    head = reader.head(count, columns)[rows[0][0][0]][1]
    return _Reading(cost, rows, head, columns)


def _odd(reader: Reader, rows: list[list[Cell]], columns: list[Column]) -> bool:
    """Is the last row so unlike the others that it is none?"""
    costs = [sum(c.cost(reader.option(i, j)) for (i, j), c in zip(row, columns, strict=True)) for row in rows]
    sizes = [row[-1][1] - row[0][0] for row in rows]
    return costs[-1] > 2.0 * len(columns) + median(costs[:-1]) or sizes[-1] > 3 * max(sizes[:-1])


def _sure(reader: Reader, found: _Reading) -> bool:
    """Do columns hold what prose never does, do cells wrap, and is each row much as the others are?"""
    cells = [cell for row in found.rows for cell in row]
    wrapped = sum(reader.words[i].line < reader.words[j].line for i, j in cells)
    if not wrapped or found.cost > 0.4 * len(cells) or len(cells) * 8 < found.end:
        return False
    telling = [_telling(column, len(found.rows)) for column in found.columns]
    return all(telling) if len(telling) == 2 else sum(telling) * 3 >= len(telling)


def _telling(column: Column, rows: int) -> bool:
    """Numbers, codes, or few values again and again."""
    coded = column.kinds["number"] + column.kinds["sign"] + column.kinds["code"]
    again = sum(n for n in column.values.values() if n > 1)
    return coded >= 0.8 * rows or (again >= 0.6 * rows and max(map(len, column.values)) <= 60)


def _begin(lines: Sequence[Line]) -> int:
    """The line after the rest of the caption, if the region begins with it."""
    for i, line in enumerate(lines[:5]):
        bare = line.text.rstrip()
        if line.blank or len(bare) < 12:
            break
        if bare.endswith(".") and len(bare.split()) > 1:
            return i + 1
    return 0


NOTE_RE = re.compile(
    r"\s*(?:[*†‡§¶]{1,4}\s?[^\W\d_]|(?:notes?|sources?|abbreviations?|legend)\s*[:.])", re.IGNORECASE
)


def _end(lines: Sequence[Line]) -> int:
    """The line that may be no row any more: the first note, if the rows are that short."""
    stops = (i for i, line in enumerate(lines[:LONGEST]) if i > 4 and NOTE_RE.match(line.text))
    return next(stops, LONGEST)


WORD_RE = re.compile(r"\d\S*(?: ± \d\S*)+|\S+")


def _words(lines: Sequence[Line]) -> list[Word]:
    found: list[Word] = []
    for at, line in enumerate(line for line in lines if not line.blank):
        marks = list(WORD_RE.finditer(line.text))
        for k, m in enumerate(marks):
            start, end = line.start + m.start(), line.start + m.end()
            found.append(Word(start, end, m.group(), k == 0, k + 1 == len(marks), at))
    return found


def _grid(reader: Reader, found: _Reading, lines: Sequence[Line]) -> Grid:
    rows = tuple(tuple(_parts(reader, cell) for cell in row) for row in (found.head, *found.rows))
    end = reader.words[found.end].end
    used = next(i for i, line in enumerate(lines) if line.start <= end <= line.end) + 1
    why = f"{WHY} {len(found.rows)} of {len(found.columns)} cells"
    return Grid(rows, used, why)


def _parts(reader: Reader, cell: Cell) -> Parts:
    """The stretches of a cell, one a line."""
    found: list[Cell] = []
    begin = cell[0]
    for k in range(cell[0], cell[1] + 1):
        if reader.words[k].last or k == cell[1]:
            found.append((reader.words[begin].start, reader.words[k].end))
            begin = k + 1
    return tuple(found)
