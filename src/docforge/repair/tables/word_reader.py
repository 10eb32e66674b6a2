"""Words of a dump read as rows of so many cells: cells of one line stand side by side, a space apart.

Such a dump follows the lines of print: a cell of one line leaves room for the next beside it, and a wrapped
cell sends what follows it to a line of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from docforge.repair.lines import Line
from docforge.repair.tables.column_costs import Column, Option, kind_in
from docforge.repair.tables.grid import Parts
from docforge.repair.tables.keys import keys_of, named_keys
from docforge.repair.tables.line_reader import (
    CELL,
    DEAREST,
    HEAD,
    OPEN_RE,
    TALLEST,
    Cell,
    LineReader,
    Row,
)

ROOM = 2.5  # what it costs that nothing stands beside a cell of one line, or that a row ends inside a line
SEVERAL = 9.0  # what it costs that a row ends inside a line
UNREAD = 0.9  # what it costs that a word is no part of a row
COLUMN = 3.0  # what it costs that there is one more column
UNKNOWN = 2.0  # the same while nothing is known of the columns
WORD_RE = re.compile(r"\S+")
LEADING_RE = re.compile(r"\(?\d{1,2}[.)]|\S+:")  # "1." or "Load:", before what it leads


def words_of(lines: Sequence[Line]) -> list[Line]:
    """Each word as a line of its own."""
    return [
        replace(line, start=line.start + m.start(), end=line.start + m.end(), text=m.group())
        for line in lines
        for m in WORD_RE.finditer(line.text)
    ]


def side_cost(above: str, text: str) -> float:
    """What it costs that a word stands in one cell with the word before it on its line."""
    if OPEN_RE.search(above) or LEADING_RE.fullmatch(above):
        return 0.0
    bare = text.lstrip("(\"“‘'[")
    kind, before = kind_in(text), kind_in(above)
    if text in "±=×<>+" or above in "±=×<>+":
        return 0.1
    if bare[:1].islower() and kind != "code":
        return 0.0 if len(bare) > 1 or before != "number" else 0.3
    if kind == "code" or before == "code":
        return 1.8
    if kind in ("number", "sign") and before in ("number", "sign"):
        return 2.2
    if text[0] in "([":
        return 0.2
    return 1.2 if kind in ("number", "sign") or before in ("number", "sign") else 1.0


class WordReader(LineReader):
    """Reads the words of a region; a line may hold several cells."""

    unread = UNREAD
    column = COLUMN
    dearer = 1.3

    def __init__(self, lines: Sequence[Line]) -> None:
        found = words_of(lines)
        firsts = {line.start + len(line.text) - len(line.text.lstrip()) for line in lines}
        self.first = [word.start in firsts for word in found]
        self.lines = found
        self.texts = [word.text for word in found]
        size = len(found)
        self.last = [k + 1 == size or self.first[k + 1] for k in range(size)]
        self.apart = [k > 0 and w.index > found[k - 1].index + 1 for k, w in enumerate(found)]
        self.grams: Counter[tuple[str, ...]] = Counter(
            tuple(self.texts[i : i + n]) for n in range(1, 6) for i in range(size - n + 1)
        )
        self.begins = [self._begin(k) for k in range(size)]
        for k in range(1, size):
            if not self.first[k] and LEADING_RE.fullmatch(self.texts[k - 1]):
                self.begins[k] += 2.6
        for k in range(1, size):
            pair = self.grams[tuple(self.texts[k - 1 : k + 1])]
            if not self.first[k] and pair > 1 and pair == self.grams[(self.texts[k],)]:
                self.begins[k] += 2.0 if pair == self.grams[(self.texts[k - 1],)] else 0.0
        self.goes_on = [
            self._goes_on(k) if self.first[k] else side_cost(self.texts[k - 1], self.texts[k])
            for k in range(size)
        ]
        begins = [k for k in range(size) if self.first[k]]
        self.keys = frozenset(begins[n] for n in keys_of([self.texts[k] for k in begins]))
        ends = [*begins[1:], size]
        said = named_keys([" ".join(self.texts[a:b]) for a, b in zip(begins, ends, strict=True)])
        self.named = frozenset(begins[n] for n in said)
        self._count_on()
        self.flat = Column.flat()
        self.known: dict[int, list[Option]] = {}
        self.told: dict[tuple[int, bool], list[float]] = {}

    def starts(self) -> list[int]:
        return [k for k, first in enumerate(self.first[: 8 * HEAD]) if first][: HEAD // 2]

    def line_end(self, i: int) -> int:
        if not self.first[i]:
            return -1
        while not self.last[i]:
            i += 1
        return i

    def beside(self, option: Option, *, last: bool) -> float:
        if last:
            return 0.0 if self.last[option.last] else SEVERAL
        return ROOM if self.last[option.last] and not option.ends else 0.0

    def parts(self, cell: Cell) -> Parts:
        """The stretches of a cell, one a line."""
        if cell is None:
            return ()
        found: list[tuple[int, int]] = []
        begin = cell[0]
        for k in range(cell[0], cell[1] + 1):
            if self.last[k] or k == cell[1]:
                found.append((self.lines[begin].start, self.lines[k].end))
                begin = k + 1
        return tuple(found)

    def options(self, i: int) -> list[Option]:
        """The cells that may begin with word i: of its line, or down to the end of a line below."""
        if i in self.known:
            return self.known[i]
        found: list[Option] = []
        cost, text, begin, width = CELL + self.begins[i], self.texts[i], i, 0
        ends: list[float] = []
        j = i
        while True:
            length = len(text) if begin == i else self.lines[j].end - self.lines[begin].start
            if not ends or self.last[j]:
                again = self.grams[tuple(self.texts[i : j + 1])] if j - i < 5 else 1
                gain = min(1.0, 0.3 * math.log2(again)) if again > 1 and not self.begins[i] else 0.0
                open_ = 2.0 if text.count("(") != text.count(")") else 0.0
                limits = tuple(sorted(ends))
                room = self.room(begin, j) if self.last[j] else 0.0
                wide = max(width, length)
                found.append(Option(j, cost + open_ - gain, text, kind_in(text), limits, wide, room))
            j += 1
            if j >= len(self.texts) or self.apart[j]:
                break
            if self.first[j]:
                ends.append(self.room(begin, j - 1))
                width = max(width, length)
                begin = j
                if len(ends) >= TALLEST:
                    break
            cost += self.goes_on[j]
            text += " " + self.texts[j]
            if cost > DEAREST:
                break
        self.known[i] = found
        return found

    def guesses(self, count: int) -> list[list[Row]]:
        """Rows to begin with: the cheapest where nothing is known of the columns."""
        self.unread = UNKNOWN
        rows = self.read(count, [self.flat] * count)[1]
        self.unread = UNREAD
        return [rows, *([self._by_ends()] if count == 2 else [])]

    def _by_ends(self) -> list[Row]:
        """Lines as two cells: what stands before, and the end that comes again under other lines."""
        lines = [(k, self.line_end(k)) for k, first in enumerate(self.first) if first]
        again: Counter[tuple[str, ...]] = Counter(
            tuple(self.texts[k : b + 1]) for a, b in lines for k in range(max(a + 1, b - 3), b + 1)
        )
        rows: list[Row] = []
        for a, b in lines:
            ends = [k for k in range(max(a + 1, b - 3), b + 1) if again[tuple(self.texts[k : b + 1])] > 1]
            if ends:
                rows.append([(a, ends[0] - 1), (ends[0], b)])
        return rows

    def glued(self, stop: int) -> float:
        return sum(c for c, first in zip(self.goes_on[:stop], self.first, strict=False) if not first)
