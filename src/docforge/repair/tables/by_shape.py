"""Tables dumped a row a line whose cells hold more than a number: "Oats 12 t, 9 t dry 7".

Each line is cut into so many cells at the least cost: which words go together, and what the same column holds
on the other lines. What columns hold is learnt from the reading itself; a cell may be empty where the others
say so. None where lines stay unlike each other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from docforge.repair.lines import Line
from docforge.repair.tables.column_costs import kind_in
from docforge.repair.tables.grid import Grid, Parts
from docforge.repair.tables.heads import head_rows
from docforge.repair.tables.kinds import kind_of
from docforge.repair.tables.word_reader import WORD_RE, side_cost

WIDEST = 10  # columns
LONGEST = 200  # lines that are read
WORDS = 28  # of one line
LARGEST = 12  # words of one cell
TOP = 12  # lines of the head
CELL = 0.4
SMALL = 1.5  # what it costs that a cell begins in small letters, or with a bracket
TIED = 5.0  # the same with or behind a sign that ties two numbers
TIES = "±=×<>"
EMPTY = 2.4  # what an empty cell may cost at most
UNREAD = 3.0  # what a line costs that is no row, and for each column
A_COLUMN = 1.1
COLUMN = 3.0
ROUNDS = 3
DEAR = 1.15  # what a cell may cost in the mean
DEARER = 1.2  # times the cheapest reading, which may be out of step
VALUES = ("number", "sign", "code", "valued")
KINDS = (*VALUES, "cited", "one", "few", "many")
NEVER = 1e9

Split = list[tuple[int, int] | None]  # of a line's words: each cell's first and the one after its last


@dataclass(slots=True)
class _Shape:
    """What the cells of a column are like."""

    kinds: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    empty: int = 0

    def likely(self) -> dict[str, float]:
        total = sum(self.kinds.values()) + 2.4
        found = {kind: -math.log((self.kinds[kind] + 0.3) / total) for kind in KINDS}
        for one, other in (("number", "valued"), ("valued", "number")):  # "12" and "12 m, 9 m"
            found[one] = min(found[one], found[other] + 0.7)
        return found

    def bare(self) -> float:
        total = sum(self.kinds.values()) + self.empty + 1.0
        return min(EMPTY, -math.log((self.empty + 0.1) / total))

    @property
    def told(self) -> bool:
        total = sum(self.kinds.values())
        return total > 0 and sum(self.kinds[kind] for kind in VALUES) >= 0.8 * total


class _Words:
    """A line's words, what joins cost between them, and what each run of them is."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.places = [(m.start(), m.end()) for m in WORD_RE.finditer(line.text)]
        self.texts = [line.text[a:b] for a, b in self.places]
        self.inner = [0.0]
        for above, text in zip(self.texts, self.texts[1:], strict=False):
            self.inner.append(self.inner[-1] + side_cost(above, text))
        self.begin = [CELL + self._begin(k) for k in range(len(self.texts))]
        self.known: dict[tuple[int, int], tuple[str, str]] = {}

    def _begin(self, k: int) -> float:
        text = self.texts[k]
        if text in TIES or (k and self.texts[k - 1] in TIES):
            return TIED
        return SMALL if text[0].islower() or text[0] in "([" else 0.0

    def cell(self, i: int, j: int) -> tuple[str, str]:
        """Text and kind of words i to j - 1."""
        if (i, j) not in self.known:
            text = " ".join(self.texts[i:j])
            kind = kind_in(text)
            if kind not in VALUES and text[0].isdigit():
                kind = "valued"
            self.known[i, j] = text, kind
        return self.known[i, j]

    def read(self, columns: Sequence[_Shape] | None, count: int) -> tuple[float, Split]:
        """The cheapest cut into so many cells; without known columns none is empty."""
        size = len(self.texts)
        likely = [c.likely() for c in columns] if columns else []
        bare = [c.bare() for c in columns] if columns else []
        best = [[(NEVER, -1)] * (size + 1) for _ in range(count + 1)]
        best[0][0] = (0.0, 0)
        for c in range(count):
            for i in range(size + 1):
                held = best[c][i][0]
                if held >= NEVER:
                    continue
                if c and columns and held + bare[c] < best[c + 1][i][0]:
                    best[c + 1][i] = (held + bare[c], i)
                for j in range(i + 1, min(size, i + LARGEST) + 1):
                    cost = held + self.begin[i] + self.inner[j - 1] - self.inner[i]
                    if columns:
                        text, kind = self.cell(i, j)
                        cost += likely[c][kind]
                        times = columns[c].values[text]
                        cost -= min(1.2, 0.6 * (times - 1)) if times > 1 else 0.0
                        cost += 2.0 if text.count("(") != text.count(")") else 0.0
                    if cost < best[c + 1][j][0]:
                        best[c + 1][j] = (cost, i)
        split: Split = []
        at = size
        for c in range(count, 0, -1):
            begin = best[c][at][1]
            split.insert(0, (begin, at) if begin < at else None)
            at = begin
        return best[count][size][0], split


def solve_shapes(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Rows of a line each by the cheapest cut into cells; None where lines stay unlike each other."""
    filled = [line for line in lines[:LONGEST] if not line.blank]
    if not captioned or len(filled) < 4:
        return None
    read = [_Words(line) for line in filled]
    if any(len(words.texts) > WORDS for words in read):
        read = list(takewhile(lambda words: len(words.texts) <= WORDS, read))
    digits = sum(any(map(str.isdigit, words.line.text)) for words in read)
    several = sum(len(words.texts) >= 3 and kind_of(words.line.text) != "number" for words in read)
    if len(read) < 4 or digits < 0.5 * len(read) or several < 0.7 * len(read):
        return None
    found = [r for count in range(3, WIDEST + 1) if (r := _settled(read, count)) is not None]
    near = DEARER * min((r.cost for r in found), default=0.0)
    best = min((r for r in found if r.cost <= near and r.sure()), key=lambda r: r.cost, default=None)
    return _grid(read, best, lines) if best is not None else None


@dataclass(frozen=True, slots=True)
class _Read:
    cost: float
    rows: list[Split | None]  # of each line; None where it is no row
    columns: list[_Shape]
    spent: float  # on the lines that are rows

    @property
    def body(self) -> range:
        held = [i for i, row in enumerate(self.rows) if row is not None]
        return range(held[0], held[-1] + 1)

    def sure(self) -> bool:
        """Are nearly all lines rows, alike, with values in some columns and few empty cells?"""
        body = self.rows[self.body.start : self.body.stop]
        rows = [row for row in body if row is not None]
        cells = sum(cell is not None for row in rows for cell in row)
        whole = sum(None not in row for row in rows)
        return (
            len(rows) >= 4
            and self.body.start <= TOP
            and len(rows) >= 0.8 * len(body)
            and len(body) >= 0.6 * len(self.rows)
            and whole >= 0.5 * len(rows)
            and self.spent <= DEAR * cells
            and 2 * sum(c.told for c in self.columns) >= len(self.columns)
        )


def _settled(read: Sequence[_Words], count: int) -> _Read | None:
    """The reading in so many columns, each round by what the last one found them to hold."""
    most = UNREAD + A_COLUMN * count
    columns: list[_Shape] | None = None
    costs: list[float] = []
    rows: list[Split | None] = []
    for _ in range(ROUNDS + 1):
        costs, rows = [], []
        for words in read:
            cost, split = words.read(columns, count)
            fits = cost < most
            costs.append(min(cost, most))
            rows.append(split if fits else None)
        if sum(row is not None for row in rows) < 4:
            return None
        columns = _learnt(read, rows, count)
    spent = sum(cost for cost, row in zip(costs, rows, strict=True) if row is not None)
    return _Read(sum(costs) + COLUMN * count, rows, columns or [], spent)


def _learnt(read: Sequence[_Words], rows: Sequence[Split | None], count: int) -> list[_Shape]:
    columns = [_Shape() for _ in range(count)]
    for words, row in zip(read, rows, strict=True):
        for column, cell in zip(columns, row or (), strict=False):
            if cell is None:
                column.empty += 1
                continue
            text, kind = words.cell(*cell)
            column.kinds[kind] += 1
            column.values[text] += 1
    return columns


def _grid(read: Sequence[_Words], found: _Read, lines: Sequence[Line]) -> Grid:
    body = found.body
    rows: list[tuple[Parts, ...]] = []
    for words, row in zip(read[body.start : body.stop], found.rows[body.start : body.stop], strict=True):
        at, places = words.line.start, words.places
        if row is None:
            rows.append((((at + places[0][0], at + places[-1][1]),),))
        else:
            rows.append(tuple(((at + places[c[0]][0], at + places[c[1] - 1][1]),) if c else () for c in row))
    count = len(found.columns)
    top = head_rows([words.line for words in read[: body.start]], count)
    full = sum(row is not None for row in found.rows)
    why = f"{full} lines with the same kinds of cell, {count} to a row"
    return Grid((*top, *rows), read[body.stop - 1].line.index - lines[0].index + 1, why)
