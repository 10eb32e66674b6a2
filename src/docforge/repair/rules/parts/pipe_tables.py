"""Pipe tables that a converter read off the pages of a PDF: lines of a cell, rows and tables put together.

The converter keeps the page's line ends inside cells ("Feed<br>intake"), takes a wrapped row for two rows,
and begins a new table on each page, with the head over again. Line ends that are wraps become spaces, rows
that go on are put together, and the table goes on under its first head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines
from docforge.repair.tables.grid import Parts, joined, merged
from docforge.repair.tables.row_cuts import begin_rows

RULE = "pipe-table"
RULED_RE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
PIPE_RE = re.compile(r"(?<!\\)\|")
BREAK_RE = re.compile(r"<br\s*/?>")
MARKUP_RE = re.compile(r"[*_~]+|</?\w+>")
CONTINUED_RE = re.compile(
    r"[*_\s]*(?:table|tab\.|tabelle|tableau|tabla|tabela)\s*\d{1,3}[.:]?[*_\s]*\(?cont[a-z.’']*\)?[*_.\s]*",
    re.IGNORECASE,
)
FURNITURE_RE = re.compile(r"^\W*(?:page )?\d{1,4}(?: of \d{1,4})?\W*$|\bdoi\.org/|\bISSN\b|©", re.IGNORECASE)
TOLD = 1.5  # what the converter's word for a row counts
WRAPPED = 0.35  # share of line ends in cells before a word in small letters, where they are wraps


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a pipe table, and its rows without the rule: cells of the stretches between line ends."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Parts, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0])


def find_pipe_tables(text: str, scene: Scene) -> Iterator[Edit]:
    """Close up what page and measure broke: "|Feed<br>intake|⏎|in grams|" -> "|Feed intake in grams|"."""
    tables = list(_tables(text)) if "\n|" in text or text.startswith("|") else []
    wraps = _wraps(text, tables)
    cut = [0, *(_head_again(text, above, below) for above, below in pairwise(tables))]
    for i, table in enumerate(tables):
        if cut[i]:
            yield _joint(text, tables[i - 1], table, cut[i])
        if wraps:
            yield from _closed(text, table, scene, cut[i])


def _tables(text: str) -> Iterator[_Table]:
    run: list[Line] = []
    for line in [*split_lines(text), None]:
        bare = line.text.strip() if line else ""
        if line and bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
            run.append(line)
            continue
        if len(run) > 2 and RULED_RE.fullmatch(run[1].text):
            rows = [_cells(x) for i, x in enumerate(run) if i != 1]
            if len({len(row) for row in rows}) == 1:
                yield _Table(tuple(run), tuple(rows))
        run = []


def _cells(line: Line) -> tuple[Parts, ...]:
    marks = [m.start() for m in PIPE_RE.finditer(line.text)]
    return tuple(_parts(line, a + 1, b) for a, b in pairwise(marks))


def _parts(line: Line, start: int, end: int) -> Parts:
    """The stretches of a cell between its line ends, without white space around them."""
    found = []
    at = start
    for m in [*BREAK_RE.finditer(line.text, start, end), None]:
        stop = m.start() if m else end
        bare = line.text[at:stop].strip()
        if bare:
            first = line.text.index(bare, at)
            found.append((line.start + first, line.start + first + len(bare)))
        at = m.end() if m else end
    return tuple(found)


def _wraps(text: str, tables: Sequence[_Table]) -> bool:
    """Are line ends in cells those of the page: do words in small letters come after many of them?"""
    after = [
        text[start : start + 1]
        for table in tables
        for row in table.rows[1:]
        for cell in row
        for start, _ in cell[1:]
    ]
    return bool(after) and sum(c.islower() for c in after) >= WRAPPED * len(after)


def _plain(text: str, piece: tuple[int, int]) -> str:
    return MARKUP_RE.sub("", text[slice(*piece)]).strip()


def _closed(text: str, table: _Table, scene: Scene, cut: int) -> Iterator[Edit]:
    """One edit for a table in which cells or rows are closed up; none where nothing is to be done.

    ``cut`` is how many rows at the top stand there again and go.
    """
    body = table.rows[max(1, cut) :]
    firsts = [[_plain(text, cell[0]) if cell else "" for cell in row] for row in body]
    lasts = [[_plain(text, cell[-1]) if cell else "" for cell in row] for row in body]
    room = [
        max((len(_plain(text, piece)) for row in body for piece in row[k]), default=0)
        for k in range(table.width)
    ]
    begun = begin_rows(firsts, [False] * len(body), lasts, room, TOLD)
    rows: list[list[Parts]] = [] if cut else [list(table.rows[0])]
    for cells, begins in zip(body, begun, strict=True):
        if begins:
            rows.append(list(cells))
        else:
            rows[-1] = [a + b for a, b in zip(rows[-1], cells, strict=True)]
    if len(rows) == len(table.rows) - cut and all(len(cell) < 2 for row in rows for cell in row):
        return
    start, end = table.lines[cut + 1 if cut else 0].start, table.lines[-1].end
    pieces: list[Piece] = []
    for i, row in enumerate(rows):
        for cell in row:
            pieces.append("|")
            pieces += joined(text, cell, scene.lexicon)
        pieces.append("|\n" if i + 1 < len(rows) else "|")
        if i == 0 and not cut:
            rule = table.lines[1]
            pieces += [(rule.start, rule.end), "\n"]
    after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
    before = text[start:end]
    if before != after and _signs(before) == _signs(after):
        why = "line ends inside cells are those of the page, and rows go on with the row above"
        yield Edit(start, end, before, after, RULE, Safety.LIKELY, why, pieces=tuple(merged(pieces)))


def _signs(text: str) -> list[str]:
    return sorted(re.sub(r"[\s|\u00ad‐-]+", "", BREAK_RE.sub("", text)))


def _letters(text: str, rows: Sequence[Sequence[Parts]]) -> str:
    cells = (_plain(text, piece) for row in rows for cell in row for piece in cell)
    return re.sub(r"[\W_]+", "", "".join(cells)).casefold()


def _head_again(text: str, above: _Table, below: _Table) -> int:
    """How many rows of the lower table are the upper one's head over again; 0 where it does not go on."""
    between = text[above.lines[-1].end : below.lines[0].start]
    left = [part for part in re.split(r"[\n\f]", between) if part.strip()]
    left = [part for part in left if not CONTINUED_RE.fullmatch(part)]
    if above.width != below.width or len(left) > 3 or not all(FURNITURE_RE.search(part) for part in left):
        return 0
    head = sorted(_letters(text, above.rows[:1]))
    sizes = (n for n in (1, 2) if head and head == sorted(_letters(text, below.rows[:n])))
    return next((n for n in sizes if len(below.rows) > n), 0)


def _joint(text: str, above: _Table, below: _Table, cut: int) -> Edit:
    """The head over again, and what a page's edge left before it, as one line end."""
    start, end = above.lines[-1].end, below.lines[cut + 1].start
    why = "the table goes on after a page break; its head stands there again"
    before = text[start:end]
    return Edit(start, end, before, "\n", RULE, Safety.LIKELY, why, "repeated table head")
