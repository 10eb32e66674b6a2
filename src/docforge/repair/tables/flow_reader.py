"""Words of a dump read as rows of so many cells, at the least cost: how cells begin, wrap, and repeat."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from docforge.repair.tables.kinds import kind_of

TALLEST = 7  # lines of one cell
HEAD = 9  # lines of the head
CELL = 0.4  # what a cell costs by itself
OPEN_RE = re.compile(
    r"(?:[,(&/–-]|https?:|\b(?:of|the|a|an|and|or|in|on|at|by|for|from|with|to|as|per|vs\.?))$"
)
CODE_RE = re.compile(r"(?=\w*[_(\d])[^\W\d]\w*(?:\(\))?(?:\.\w+)*")
NUMBER_RE = re.compile(r"[~<>≤≥±+−-]?\d[\d.,]*[%°]?")
ADDRESS_RE = re.compile(r"(?:https?:|www\.)")
NEVER = 1e9
KINDS = ("number", "sign", "code", "words")
Cell = tuple[int, int]  # first and last word


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str
    first: bool  # on its line
    last: bool
    line: int

    @property
    def kind(self) -> str:
        if NUMBER_RE.fullmatch(self.text):
            return "number"
        if CODE_RE.fullmatch(self.text):
            return "code"
        if ADDRESS_RE.match(self.text):
            return "capital"
        bare = self.text.lstrip("(\"“‘'[")
        return "lower" if bare[:1].islower() else "open" if bare != self.text else "capital"


@dataclass(frozen=True, slots=True)
class Option:
    """Words up to ``last`` as a cell: what it costs in any column, and where its lines end.

    ``lines`` are the length of each line but the last, and what the next word would need.
    """

    last: int
    cost: float
    text: str
    kind: str
    ends: bool  # its line too
    whole: bool  # one line
    lines: tuple[tuple[int, float], ...]
    length: int  # of its last line


@dataclass(slots=True)
class Column:
    """What the cells of a column are like, as far as they are known."""

    values: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    width: int = 0
    likely: dict[str, float] = field(default_factory=dict)

    def cost(self, option: Option) -> float:
        """What it costs that the option is a cell of this column."""
        if not self.likely:
            total = sum(self.kinds.values()) + 1.2
            self.likely = {k: -math.log((self.kinds[k] + 0.3) / total) for k in KINDS}
        cost = option.cost + self.likely[option.kind]
        times = self.values.get(option.text, 0)
        if times > 1:
            cost -= min(1.6, 0.8 * (times - 1))
        return cost + self.wrap(option)

    def wrap(self, option: Option) -> float:
        """What it costs that lines end where they end: a wrapped line has no room for the next word."""
        cost = 1.0 if option.length > 1.2 * self.width else 0.0
        for length, need in option.lines:
            if self.width - length > need:
                cost += 1.0
        return cost


class Reader:
    """Reads the words of a region as rows of so many cells."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.kinds = [w.kind for w in words]
        self.texts = [w.text for w in words]
        self.open = [bool(OPEN_RE.search(w.text)) for w in words]
        self.ends = [i for i, w in enumerate(words) if w.last]
        self.grams: Counter[tuple[str, ...]] = Counter(
            tuple(self.texts[i : i + n]) for n in range(1, 6) for i in range(len(words) - n + 1)
        )
        self.inner = self._inner()
        self.known: dict[int, list[Option]] = {}
        self.single: dict[Cell, Option] = {}

    def _inner(self) -> list[float]:
        """What it costs that word i stands in one cell with the word before it, summed up."""
        total, found = 0.0, [0.0]
        depth = 0
        for i in range(1, len(self.words)):
            kind, line = self.kinds[i], self.words[i].first
            cost = {"lower": 0.0, "capital": 0.6, "open": 0.6, "number": 0.8, "code": 2.0}[kind]
            depth += self.texts[i - 1].count("(") - self.texts[i - 1].count(")")
            if depth > 0 or (self.open[i - 1] and not (line and kind == "capital")):
                cost = -0.5
            elif self.kinds[i - 1] == "code" and kind != "lower":
                cost = max(cost, 1.6)
            elif line:
                cost += 0.2 if kind == "lower" else 0.6
            depth = max(0, min(depth, 2))
            total += cost
            found.append(total)
        return found

    def begin(self, i: int) -> float:
        """What it costs that a cell begins with word i."""
        cost = {"lower": 2.6, "capital": 0.0, "open": 0.3, "number": 0.0, "code": 0.0}[self.kinds[i]]
        if i and self.open[i - 1]:
            cost += 1.2 if self.words[i].first and self.kinds[i] == "capital" else 3.0
        return cost

    def stops(self, i: int) -> list[int]:
        """Last words a cell may have that begins with word i: of its line, or of the lines below."""
        found = []
        j = i
        while not self.words[j].last:
            found.append(j)
            j += 1
        found.append(j)
        line = self.words[i].line
        while j + 1 < len(self.words) and self.words[j + 1].line - line < TALLEST:
            j += 1
            while not self.words[j].last:
                j += 1
            found.append(j)
        return found

    def option(self, i: int, j: int) -> Option:
        """Words i to j as a cell of any column."""
        cost = CELL + self.begin(i) + self.inner[j] - self.inner[i]
        if j - i < 5:
            times = self.grams[tuple(self.texts[i : j + 1])]
            if times > 1 and self.kinds[i] != "lower":
                cost -= min(1.0, 0.3 * math.log2(times))
        text = " ".join(self.texts[i : j + 1])
        if text.count("(") != text.count(")"):
            cost += 2.0
        lines: list[tuple[int, float]] = []
        begin = i
        for k in range(i, j):
            if self.words[k].last:
                length = self.words[k].end - self.words[begin].start
                lines.append((length, 1.25 * (len(self.texts[k + 1]) + 1) + 1))
                begin = k + 1
        length = self.words[j].end - self.words[begin].start
        return Option(j, cost, text, kind_in(text), self.words[j].last, not lines, tuple(lines), length)

    def options(self, i: int) -> list[Option]:
        """The cells that may begin with word i."""
        if i not in self.known:
            self.known[i] = [self.option(i, j) for j in self.stops(i)]
        return self.known[i]

    def rows(
        self, count: int, columns: Sequence[Column] | None, heads: dict[int, float]
    ) -> tuple[float, list[list[Cell]]]:
        """The cheapest rows from one of the heads' ends on; each a list of cells."""
        size = len(self.words)
        best: list[list[tuple[float, int]]] = [[(NEVER, -1)] * (size + 1) for _ in range(count + 1)]
        for at, cost in heads.items():
            best[0][at] = (cost, -1)
        for i in range(size):
            if best[count][i][0] < best[0][i][0]:
                best[0][i] = (best[count][i][0], -2)
            for c in range(count):
                held = best[c][i][0]
                if held >= NEVER:
                    continue
                last, after = c == count - 1, best[c + 1]
                column = columns[c] if columns else None
                for option in self.options(i):
                    if last and not option.ends:
                        continue
                    cost = held + (column.cost(option) if column else option.cost)
                    if not last and option.ends and option.whole:
                        cost += 2.5  # a cell of one line leaves room beside it
                    if cost < after[option.last + 1][0]:
                        after[option.last + 1] = (cost, i)
        return self._traced(best, count)

    def _traced(self, best: list[list[tuple[float, int]]], count: int) -> tuple[float, list[list[Cell]]]:
        size = len(self.words)
        ends = [(best[count][e][0] + 1.0 * (size - e), e) for e in range(1, size + 1)]
        cost, at = min(ends)
        rows: list[list[Cell]] = []
        if cost >= NEVER:
            return NEVER, rows
        while True:
            row: list[Cell] = []
            for c in range(count, 0, -1):
                begin = best[c][at][1]
                row.insert(0, (begin, at - 1))
                at = begin
            rows.insert(0, row)
            if best[0][at][1] != -2:
                return cost, rows

    def head(
        self, count: int, columns: Sequence[Column] | None = None
    ) -> dict[int, tuple[float, list[Cell]]]:
        """Heads of so many cells by the word after them; cells stand on one line at their top or foot."""
        found: dict[int, tuple[float, list[Cell]]] = {}
        ends = [j for j in self.ends if self.words[j].line < HEAD]
        for foot in (False, True):
            table: dict[tuple[int, int], tuple[float, list[Cell]]] = {(0, 0): (0.0, [])}
            stop = ends[-1] + 1 if ends else 0
            for i in range(stop):
                for c in range(count):
                    held = table.get((c, i))
                    if held is None:
                        continue
                    for j in range(i, min(stop, i + 14)):
                        lines = self.words[j].line - self.words[i].line
                        if (i, j) not in self.single:
                            self.single[i, j] = self.option(i, j)
                        option = self.single[i, j]
                        cost = held[0] + option.cost + (2.0 if self.kinds[i] == "number" else 0.0)
                        cost += columns[c].wrap(option) if columns else 0.0
                        if foot:
                            if lines and not self.words[i].first:
                                continue
                            if i and self.words[i].first and not lines:
                                cost += 2.5
                        else:
                            if lines and not self.words[j].last:
                                continue
                            if c < count - 1 and not lines and self.words[j].last:
                                cost += 2.5
                        if cost < table.get((c + 1, j + 1), (NEVER, []))[0]:
                            table[c + 1, j + 1] = (cost, [*held[1], (i, j)])
            for j in ends:
                got = table.get((count, j + 1))
                if got is not None and got[0] < found.get(j + 1, (NEVER, []))[0]:
                    found[j + 1] = got
        return found


def kind_in(text: str) -> str:
    """What a cell holds: "pond_drift()" is code, "two words" and "Word" are words."""
    kind = kind_of(text)
    if kind in ("code", "word") and CODE_RE.fullmatch(text):
        return "code"
    return kind if kind in KINDS else "words"


def learn(reader: Reader, rows: list[list[Cell]], count: int) -> list[Column]:
    """What the columns of these rows hold."""
    columns = [Column() for _ in range(count)]
    for row in rows:
        for column, (i, j) in zip(columns, row, strict=True):
            text = " ".join(reader.texts[i : j + 1])
            column.values[text] += 1
            column.kinds[kind_in(text)] += 1
            begin = i
            for k in range(i, j + 1):
                if reader.words[k].last or k == j:
                    column.width = max(column.width, reader.words[k].end - reader.words[begin].start)
                    begin = k + 1
    return columns
