"""Tables dumped row by row whose cells begin on lines of their own and may be wrapped: "Oats⏎and rye⏎50⏎Dry".

Nothing marks where a cell ends. The lines are read as rows of so many cells at the least cost: how a line
begins, whether the line above had room for its first word, what a column's cells hold and how wide they are.
What the columns hold is learnt from the reading itself, from several first guesses; the cheapest reading of
all is taken, and none where rows stay unlike each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docforge.repair.lines import Line
from docforge.repair.tables.by_row import split_head
from docforge.repair.tables.grid import Grid, Parts, parts_of
from docforge.repair.tables.line_reader import NEVER, Column, LineReader, Row
from docforge.repair.tables.word_reader import WordReader

WIDEST = 8  # columns
LONGEST = 160  # lines that are read
ROUNDS = 5
GLUED = 0.3  # a line, what it costs that no line is parted, from which on words are read
WORDS = 700
TURN = 6.0  # how much dearer columns may be at first when begun with another
TRIED = 6  # guesses that are read over again
DEAR = 1.15  # what a line of a table may cost
NARROW = 0.6  # of the text's measure, a column's width in the mean
WHY = "cells on lines of their own, read alike in every row:"


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows as ranges of the lines that are not blank; the first is the head."""

    cost: float
    rows: list[Row]
    columns: list[Column]
    count: int

    @property
    def end(self) -> int:
        """The last line that is read."""
        return max(cell[1] for cell in self.rows[-1] if cell)


def solve_lines(lines: Sequence[Line], width: float, *, captioned: bool) -> Grid | None:
    """Rows of cells on lines of their own by the cheapest reading; None where rows stay unlike each other."""
    by_line = LineReader(lines[:LONGEST])
    if len(by_line.lines) < 6:
        return None
    by_word = WordReader(lines[:LONGEST])
    glued = by_word.glued()
    found: list[tuple[float, LineReader, Reading]] = []
    best = cheapest(by_line)
    if best is not None and _sure(by_line, best, width, captioned=captioned):
        found.append((best.cost + glued, by_line, best))
    if glued > GLUED * len(by_line.lines) and len(by_word.texts) <= WORDS:
        best = cheapest(by_word)
        if best is not None and _sure(by_word, best, width, captioned=captioned) and telling(best):
            found.append((best.cost, by_word, best))
    if not found:
        return None
    _, reader, reading = min(found, key=lambda f: f[0])
    return to_grid(reader, reading, lines)


def telling(found: Reading) -> bool:
    """Do columns hold what prose never does: numbers, codes, or few values again and again?"""
    told = 0
    for column in found.columns:
        total = sum(column.kinds.values())
        coded = column.kinds["number"] + column.kinds["sign"] + column.kinds["code"]
        again = sum(n for n in column.values.values() if n > 1)
        told += bool(total) and (coded >= 0.8 * total or again >= 0.6 * total)
    return told * 3 >= found.count


def cheapest(reader: LineReader) -> Reading | None:
    """The cheapest reading in any number of columns, from several first guesses."""
    tried: list[tuple[float, int, list[Row]]] = []
    for count in range(2, WIDEST + 1):
        for guess in reader.guesses(count):
            cost, rows = reader.read(count, reader.learn(guess, count, shaped=False))
            tried.append((cost, count, rows))
    tried.sort(key=lambda t: t[0])
    found = [_settled(reader, *t) for t in tried[:TRIED] if len(t[2]) >= 3]
    best = min(found, key=lambda r: r.cost, default=None)
    if best is not None:
        found = [best, *_turned(reader, best)]
    return min(found, key=lambda r: r.cost, default=None)


def _turned(reader: LineReader, found: Reading) -> Iterator[Reading]:
    """The same columns begun with each of them: a reading may be out of step by some cells."""
    for turn in range(1, found.count):
        columns = [*found.columns[turn:], *found.columns[:turn]]
        cost, rows = reader.read(found.count, columns)
        if len(rows) >= 3 and cost < found.cost + TURN:
            yield _settled(reader, cost, found.count, rows)


def _settled(reader: LineReader, cost: float, count: int, rows: list[Row]) -> Reading:
    """Rows read over again, each round by what the last one found the columns to hold."""
    columns = reader.learn(rows[1:], count)
    for _ in range(ROUNDS):
        before = cost
        cost, more = reader.read(count, columns)
        if len(more) < 3:
            break
        rows = more
        columns = reader.learn(rows[1:], count)
        if abs(before - cost) < 0.01:
            break
    return Reading(cost, rows, columns, count)


def _sure(reader: LineReader, found: Reading, width: float, *, captioned: bool) -> bool:
    """Are rows alike, columns narrower than a text's lines, and are nearly all lines read?"""
    size = len(reader.lines)
    if any(text in "±=×" for text in reader.texts):
        return False  # a dump that has put signs away from their numbers follows no rows
    whole = sum(len(row) == found.count for row in found.rows)
    filled = sum(cell is not None for row in found.rows for cell in row)
    if whole < 3 or found.cost > DEAR * size or found.end + 1 < 0.7 * size:
        return False
    if filled < 0.85 * sum(len(row) for row in found.rows):
        return False
    kinds = {column.kinds.most_common(1)[0][0] for column in found.columns if column.kinds}
    if len(kinds) == 1 and sum(column.wraps for column in found.columns) < 2:
        return False  # numbers alone tell no rows
    return sum(column.width for column in found.columns) <= NARROW * width * found.count


def go_on_lines(before: Sequence[Line], grid: Grid, lines: Sequence[Line]) -> Grid | None:
    """Rows of the table ``grid`` on its next page, read with those of ``before``, under its head again."""
    above = [line for line in before if not line.blank]
    more = [line for line in lines if not line.blank]
    head = sum(len(cell) for cell in grid.rows[0])
    again = head if _words(above, grid.rows[0]) == " ".join(x.text.strip() for x in more[:head]) else 0
    reader = LineReader([*before, *lines[more[again].index - lines[0].index :]][-LONGEST:])
    at = {line.start + len(line.text) - len(line.text.lstrip()): k for k, line in enumerate(reader.lines)}
    rows: list[Row] = []
    for row in grid.rows:
        cells = [(at[c[0][0]], at[c[-1][0]]) if c and c[0][0] in at and c[-1][0] in at else None for c in row]
        rows.append([*cells, *[None] * (grid.width - len(cells))] if len(cells) > 1 else cells)
    found = _settled(reader, NEVER, grid.width, rows)
    below = LineReader(lines[more[again].index - lines[0].index :][:LONGEST])
    cost, fresh = below.read(grid.width, found.columns)
    if cost > DEAR * len(below.lines) + TURN or not fresh or _first(below, fresh[0]) != below.lines[0].start:
        return None
    made = to_grid(below, replace(found, rows=fresh), lines)
    top: list[Parts] = []
    taken = 0
    for cell in grid.rows[0] if again else ():
        top.append(parts_of(more[taken : taken + len(cell)]))
        taken += len(cell)
    return Grid((tuple(top), *made.rows) if again else made.rows, made.used, made.why)


def _words(lines: Sequence[Line], row: Sequence[Parts]) -> str:
    starts = {a for cell in row for a, _ in cell}
    return " ".join(x.text.strip() for x in lines if x.start + len(x.text) - len(x.text.lstrip()) in starts)


def _first(reader: LineReader, row: Row) -> int:
    """Where the row begins in the text."""
    return next(reader.lines[cell[0]].start for cell in row if cell)


def to_grid(reader: LineReader, found: Reading, lines: Sequence[Line]) -> Grid:
    rows: list[tuple[Parts, ...]] = []
    body = False
    for row in found.rows:
        cells = tuple(reader.parts(c) for c in row)
        body = body or len(cells) == found.count
        if not body and row[0]:
            cells = _split(reader.lines[row[0][0]], found.count) or cells
        rows.append(cells)
    used = reader.lines[found.end].index - lines[0].index + 1
    return Grid(tuple(rows), used, f"{WHY} {len(found.rows)} of {found.count} cells")


def _split(line: Line, count: int) -> tuple[Parts, ...] | None:
    """A head that stands in one line, by its words: "Oats Rye Total"."""
    cells = split_head(line, count, count - 1)
    if cells is None:
        return None
    return (*((),) * (count - len(cells)), *((c,) for c in cells))


def caption_rest(lines: Sequence[Line]) -> int:
    """How many lines at the top are the rest of a caption: they end its sentence."""
    for i, line in enumerate(lines[:4]):
        bare = line.text.strip()
        if line.blank or len(bare) < 12 or not (i or bare[:1].islower()):
            return 0
        if bare.endswith(".") and len(bare.split()) > 3:
            return i + 1
    return 0
