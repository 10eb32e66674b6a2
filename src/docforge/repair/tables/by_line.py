"""Tables dumped row by row whose cells begin on lines of their own and may be wrapped: "Oats⏎and rye⏎50⏎Dry".

Nothing marks where a cell ends. The lines are read as rows of so many cells at the least cost: how a line
begins, whether the line above had room for its first word, what a column's cells hold and how wide they are.
What the columns hold is learnt from the reading itself, from several first guesses; the cheapest reading of
all is taken, and none where rows stay unlike each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.lines import Line
from docforge.repair.tables.column_costs import Column, kind_in
from docforge.repair.tables.grid import Grid, Parts
from docforge.repair.tables.heads import split_head
from docforge.repair.tables.line_reader import COLUMN, Cell, LineReader, Row
from docforge.repair.tables.word_reader import WordReader, words_of

WIDEST = 8  # columns
LONGEST = 160  # lines that are read
ROUNDS = 5
GLUED = 0.3  # a line, what it costs that no line is parted, from which on words are read
WORDS = 700
RUN = 4  # rows
TURN = 6.0  # how much dearer columns may be at first when begun with another
TRIED = 6  # guesses that are read over again
PLAIN = 2.0  # what a cell of a table without a caption may cost
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
    if len(by_line.lines) < 6 or any("\t" in text for text in by_line.texts):
        return None
    by_word = WordReader(lines[:LONGEST])
    glued = by_word.glued(len(by_word.texts))
    found: list[tuple[float, LineReader, Reading]] = []
    best = cheapest(by_line)
    if best is not None and _sure(by_line, best, width, captioned=captioned):
        found.append((best.cost + glued, by_line, best))
    shared = not found or not _headed(by_line, found[0][2])
    if shared and glued > GLUED * len(by_line.lines) and len(by_word.texts) <= WORDS:
        best = cheapest(by_word)
        if best is not None and _sure(by_word, best, width, captioned=captioned) and telling(best, 0.5):
            found.append((best.cost, by_word, best))
    if not found:
        return None
    _, reader, reading = min(found, key=lambda f: f[0])
    return to_grid(reader, reading, lines)


def _steady(reader: LineReader, found: Reading) -> bool:
    """Does no column hold numbers alone in some rows and none in others, as a dump by column would?"""
    rows = [row for row in found.rows if len(row) == found.count][1:]
    for c in range(found.count):
        numbers = [reader.option(*cell).kind in ("number", "sign") for row in rows if (cell := row[c])]
        runs = [sum(numbers[i : i + RUN]) for i in range(len(numbers) - RUN + 1)]
        if runs and max(runs) == RUN and min(runs) == 0:
            return False
    return True


def _headed(reader: LineReader, found: Reading) -> bool:
    """Do heads of one line each stand on lines of their own? A dump that shares lines would not part them."""
    head = found.rows[0]
    return len(head) == found.count and all(
        cell is not None and cell[0] == cell[1] and len(reader.texts[cell[0]].split()) <= 5 for cell in head
    )


def telling(found: Reading, share: float = 1 / 3) -> bool:
    """Do enough columns hold what prose never does: numbers, codes, or few values again and again?"""
    told = 0
    for column in found.columns:
        total = sum(column.kinds.values())
        coded = column.kinds["number"] + column.kinds["sign"] + column.kinds["code"]
        again = sum(n for n in column.values.values() if n > 1)
        told += bool(total) and (
            coded >= 0.8 * total or (again >= 0.6 * total and 2 * len(column.values) <= total)
        )
    return told >= share * found.count


def cheapest(reader: LineReader) -> Reading | None:
    """The cheapest reading in any number of columns, from several first guesses."""
    tried: list[tuple[float, int, list[Row]]] = []
    for count in range(2, WIDEST + 1):
        fresh = [reader.read(count, reader.learn(g, count, shaped=False)) for g in reader.guesses(count)]
        tried += [(cost, count, rows) for cost, rows in fresh]
        if min(cost for cost, _ in fresh) > reader.dearer * min(cost for cost, *_ in tried):
            break
    tried.sort(key=lambda t: t[0])
    settled = _Settled(reader)
    found = [settled.reading(*t) for t in tried[:TRIED] if len(t[2]) >= 3]
    best = min(found, key=lambda r: r.cost, default=None)
    if best is not None:
        found = [best, *_turned(settled, best)]
    return min(found, key=lambda r: r.cost, default=None)


def _turned(settled: _Settled, found: Reading) -> Iterator[Reading]:
    """The same columns begun with each of them: a reading may be out of step by some cells."""
    for turn in range(1, found.count):
        columns = [*found.columns[turn:], *found.columns[:turn]]
        cost, rows = settled.reader.read(found.count, columns)
        if len(rows) >= 3 and cost < found.cost + TURN:
            yield settled.reading(cost, found.count, rows)


class _Settled:
    """Rows read over again, each round by what the last one found the columns to hold."""

    def __init__(self, reader: LineReader) -> None:
        self.reader = reader
        self.known: dict[tuple[int, tuple[tuple[Cell, ...], ...]], Reading] = {}

    def reading(self, cost: float, count: int, rows: list[Row]) -> Reading:
        """The reading that these rows come to; guesses that have once come together are read once."""
        passed = []
        for _ in range(ROUNDS):
            key = (count, tuple(map(tuple, rows[1:])))
            if key in self.known:
                return self.known[key]
            passed.append(key)
            columns = self.reader.learn(rows[1:], count)
            before = cost
            cost, more = self.reader.read(count, columns)
            if len(more) < 3:
                break
            same = more[1:] == rows[1:]
            rows = more
            if same or abs(before - cost) < 0.01:
                break
        found = Reading(cost, rows, self.reader.learn(rows[1:], count), count)
        self.known.update(dict.fromkeys(passed, found))
        return found


def _sure(reader: LineReader, found: Reading, width: float, *, captioned: bool) -> bool:
    """Are rows alike, columns narrower than a text's lines, and are nearly all lines read?"""
    size = len(reader.lines)
    if any(text in "±=×" for text in reader.texts):
        return False  # a dump that has put signs away from their numbers follows no rows
    whole = sum(len(row) == found.count for row in found.rows)
    if not captioned and not _plain(found, whole):
        return False
    filled = sum(cell is not None for row in found.rows for cell in row)
    if whole < 3 or found.cost > DEAR * size or found.end + 1 < 0.7 * size:
        return False
    if filled < 0.85 * sum(len(row) for row in found.rows):
        return False
    if not _steady(reader, found):
        return False
    kinds = {column.kinds.most_common(1)[0][0] for column in found.columns if column.kinds}
    alike = len(kinds) == 1 and sum(column.wraps for column in found.columns) < 2
    if alike and (kinds <= {"number", "sign"} or not telling(found)):
        return False  # numbers alone tell no rows
    return sum(column.width for column in found.columns) <= NARROW * width * found.count


def go_on_lines(before: Sequence[Line], grid: Grid, lines: Sequence[Line]) -> Grid | None:
    """Rows of the table ``grid`` on its next page, by what its columns hold, under its head again."""
    more = [line for line in lines if not line.blank]
    top, again = _head_again(before, grid, more)
    body = lines[more[again].index - lines[0].index :][:LONGEST]
    above, below = (
        (WordReader(before), WordReader(body))
        if _shares(grid, before)
        else (LineReader(before), LineReader(body))
    )
    starts = {line.start + len(line.text) - len(line.text.lstrip()): k for k, line in enumerate(above.lines)}
    ends = {line.start + len(line.text.rstrip()): k for k, line in enumerate(above.lines)}
    rows: list[Row] = []
    for row in grid.rows[1:]:
        if len(row) == grid.width and all(not c or (c[0][0] in starts and c[-1][1] in ends) for c in row):
            rows.append([(starts[c[0][0]], ends[c[-1][1]]) if c else None for c in row])
    columns = above.learn(rows, grid.width)
    cost, fresh = below.read(grid.width, columns)
    if cost > DEAR * len(body) + TURN or not fresh or _first(below, fresh[0]) != below.lines[0].start:
        return None
    made = to_grid(below, Reading(cost, fresh, columns, grid.width), lines)
    return Grid((*top, *made.rows), made.used, made.why)


def _head_again(
    before: Sequence[Line], grid: Grid, more: Sequence[Line]
) -> tuple[list[tuple[Parts, ...]], int]:
    """The head of the table as it stands again at the top of ``more``, and how many lines it takes."""
    said = [w for w in words_of(before) if any(a <= w.start < b for c in grid.rows[0] for a, b in c)]
    again = 0
    fresh: list[Line] = []
    while again < len(more) - 1 and len(fresh) < len(said):
        fresh += words_of(more[again : again + 1])
        again += 1
    if [w.text for w in said] != [w.text for w in fresh]:
        return [], 0
    moved = dict(zip((w.start for w in said), fresh, strict=True))
    row = [
        tuple((w.start, w.end) for a, w in moved.items() if any(x <= a < y for x, y in cell))
        for cell in grid.rows[0]
    ]
    return [tuple(row)], again


def _shares(grid: Grid, lines: Sequence[Line]) -> bool:
    """Does a line hold several cells of a row?"""
    begins = {line.start + len(line.text) - len(line.text.lstrip()) for line in lines}
    return any(cell and cell[0][0] not in begins for row in grid.rows for cell in row)


def _first(reader: LineReader, row: Row) -> int:
    """Where the row begins in the text."""
    return next(reader.lines[cell[0]].start for cell in row if cell)


def _plain(found: Reading, whole: int) -> bool:
    """Without a caption: many rows, hardly anything between them, words in one column, a mark in another."""
    coded = any(c.kinds["code"] >= 0.9 * sum(c.kinds.values()) for c in found.columns)
    if (
        whole < (4 if coded else 5)
        or found.cost > PLAIN * sum(sum(c.kinds.values()) for c in found.columns) + COLUMN * 2
    ):
        return False
    if not telling(found) or len(found.rows) > whole + 1:
        return False
    worded = [
        c
        for c in found.columns
        if c.kinds["few"] + c.kinds["many"] + c.kinds["one"] >= 0.6 * sum(c.kinds.values())
        and len(c.values) >= 0.8 * sum(c.values.values())
        and sum(map(len, c.values)) >= 8 * len(c.values)
    ]
    return bool(worded)


def may_repeat(region: Sequence[Line]) -> bool:
    """Could lines without a caption be rows: does the end of several come again, or do codes begin them?"""
    filled = [line.text.split() for line in region if not line.blank]
    if not 6 <= len(filled) <= LONGEST:
        return False
    ends = Counter(words[-1] for words in filled)
    again = sum(n for n in ends.values() if n > 1)
    return again >= 0.3 * len(filled) or sum(kind_in(words[0]) == "code" for words in filled) >= 3


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
