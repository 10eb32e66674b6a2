"""Lines of a dump read as rows of so many cells, at the least cost: how lines begin, wrap, and repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docforge.repair.lines import Line
from docforge.repair.tables.column_costs import EMPTY, FULL, NAME_RE, Column, Costs, Option, kind_in
from docforge.repair.tables.grid import Parts, parts_of
from docforge.repair.tables.keys import keys_of, named_keys
from docforge.repair.tables.kinds import kind_of

TALLEST = 12  # lines of one cell
CELL = 0.2  # what a cell costs by itself
GROUP = 2.0  # what it costs that a line by itself names the rows below it
KEY = 1.5  # what a row gains that begins with the next number of a count
COLUMN = 1.5  # what it costs that there is one more column
DEAREST = 8.0  # of all options
HEAD = 24  # lines in which the head ends
TOP = 6  # lines of a head that is no row of cells
TOPS = 1.8  # what each of them costs, and that there is no other head
UNREAD = 1.6  # what it costs that a line is no part of a row
NEVER = 1e9
BEHIND = 5.0  # how much dearer than the cheapest way to a unit a way may be that is followed
OPEN_RE = re.compile(
    r"(?:[,(&/–-]|https?:|[,;] \d\.|\b(?:and|or|on|are) \d\."
    r"|\b(?:of|the|a|an|and|or|in|on|at|by|for|from|with|to|as|per|vs\.?|using|than|that))$"
)
SHARED_RE = re.compile(r"\s*(?P<code>\S+) (?P<rest>[^\W\d_a-zß-ÿ]\S.*)")

Cell = tuple[int, int] | None  # first and last line of a cell
Row = list[Cell]
Held = tuple[float, int, int]  # cost, the line before which it began, how
CELLED, BARE, NAMED, AGAIN, TOPPED = range(5)


def _parted(lines: Sequence[Line]) -> list[Line]:
    """Lines that begin with a name of code and go on with a cell as two lines, where names come often."""
    shared = [SHARED_RE.match(line.text) for line in lines]
    named = [m is not None and NAME_RE.fullmatch(m["code"]) is not None for m in shared]
    alone = sum(NAME_RE.fullmatch(line.text.strip()) is not None for line in lines)
    often = alone + sum(named) >= 3
    found: list[Line] = []
    for line, match, coded in zip(lines, shared, named, strict=True):
        if match and coded and often:
            at = line.start + match.start("rest")
            found.append(replace(line, end=at - 1, text=line.text[: match.start("rest") - 1]))
            found.append(replace(line, start=at, text=line.text[match.start("rest") :]))
        else:
            found.append(line)
    return found


class LineReader:
    """Reads the filled lines of a region as rows of so many cells; a line is never parted."""

    unread = UNREAD
    column = COLUMN
    dearer = 3.0  # times the cheapest reading, from where on more columns are not tried

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = _parted([line for line in lines if not line.blank])
        self.texts = [line.text.strip() for line in self.lines]
        self.apart = [k > 0 and line.index > self.lines[k - 1].index + 1 for k, line in enumerate(self.lines)]
        self.begins = [self._begin(k) for k in range(len(self.texts))]
        self.goes_on = [self._goes_on(k) for k in range(len(self.texts))]
        self.keys = frozenset(keys_of(self.texts))
        self.named = named_keys(self.texts)
        self._count_on()
        self.known: dict[int, list[Option]] = {}
        self.told: dict[tuple[int, bool], list[float]] = {}

    def _count_on(self) -> None:
        """Begin cells with the lines that count on."""
        for k in self.named:
            self.begins[k], self.goes_on[k] = 0.0, 4 * KEY

    def starts(self) -> list[int]:
        """The first units of the lines at the top."""
        return list(range(min(HEAD, len(self.texts))))

    def line_end(self, i: int) -> int:
        """The last unit of the line that begins with unit i; -1 if none does."""
        return i

    def beside(self, option: Option, *, last: bool) -> float:
        """What it costs that the option is, or is not, the last cell of its row."""
        return 0.0

    def asides(self, i: int, *, last: bool) -> list[float]:
        """What ``beside`` says of each option that begins with unit i."""
        key = (i, last)
        if key not in self.told:
            self.told[key] = [self.beside(option, last=last) for option in self.options(i)]
        return self.told[key]

    def glued(self, stop: int) -> float:
        """What it costs that units before ``stop`` share their lines, each line in one cell."""
        return 0.0

    def parts(self, cell: Cell) -> Parts:
        return parts_of(self.lines[cell[0] : cell[1] + 1]) if cell else ()

    def _begin(self, k: int) -> float:
        """What it costs that a cell begins with line k."""
        text = self.texts[k].lstrip("(\"“‘'[")
        cost = 2.6 if text[:1].islower() and kind_of(text.split()[0]) == "word" else 0.0
        if k and OPEN_RE.search(self.texts[k - 1]) and not self.apart[k]:
            cost += 1.2 if text[:1].isupper() else 2.6
        return cost

    def _goes_on(self, k: int) -> float:
        """What it costs that line k goes on with the cell of the line above."""
        if not k or self.apart[k]:
            return 4.0
        text, above = self.texts[k], self.texts[k - 1]
        if OPEN_RE.search(above):
            return 0.0
        bare = text.lstrip("(\"“‘'[")
        if bare[:1].islower() and kind_of(bare.split()[0]) == "word":
            return 0.0
        if text[0] in "[(":
            return 0.8
        if kind_of(text) in ("number", "sign") or kind_of(above) in ("number", "sign"):
            return 2.6
        return 3.0 if above.endswith((".", "]", ")")) else 2.2

    def room(self, first: int, last: int) -> float:
        """How wide a column had room for these units of one line and the first word of the next line."""
        k = last + 1
        after = self.texts[k].split()[0] if k < len(self.texts) and not self.apart[k] else ""
        length = sum(map(len, self.texts[first:k])) + last - first
        return length + (1.15 * (len(after) + 1) + 1 if after else 0.0)

    def options(self, i: int) -> list[Option]:
        """The cells that may begin with line i."""
        if i not in self.known:
            found: list[Option] = []
            cost, text = CELL + self.begins[i], self.texts[i]
            ends: list[float] = []
            width = len(text)
            found.append(Option(i, cost, text, kind_in(text), (), width, self.room(i, i)))
            for j in range(i + 1, min(len(self.texts), i + TALLEST)):
                if self.apart[j]:
                    break
                ends.append(self.room(j - 1, j - 1))
                cost += self.goes_on[j]
                text += " " + self.texts[j]
                width = max(width, len(self.texts[j]))
                if cost > DEAREST:
                    break
                open_ = 2.0 if text.count("(") != text.count(")") else 0.0
                found.append(
                    Option(j, cost + open_, text, kind_in(text), tuple(sorted(ends)), width, self.room(j, j))
                )
            self.known[i] = found
        return self.known[i]

    def option(self, first: int, last: int) -> Option:
        """The cell of these units, or one that comes near it."""
        found = self.options(first)
        return next((o for o in found if o.last >= last), found[-1])

    def read(self, count: int, columns: Sequence[Column]) -> tuple[float, list[Row]]:
        """The cheapest head and rows; what stands after them is unread."""
        size = len(self.texts)
        starts = self.starts()
        bare = [EMPTY] * count + [column.bare for column in columns]
        best = [[(NEVER, -1, CELLED)] * (size + 1) for _ in range(2 * count + 1)]
        best[0][0] = (0.0, -1, CELLED)
        for k, i in enumerate(starts[:TOP]):
            best[count][i] = (TOPS * (k + 1) + self.glued(i), -1, TOPPED)
        for i in range(size):
            if best[count][i][0] < NEVER:
                self._group(best[count], columns[0], i, 0.5)
            first = 0 if i <= starts[-1] else count
            self._step(best, columns, bare, i, first)
            again = best[2 * count][i][0]
            if again < best[count][i][0]:
                best[count][i] = (again, -1, AGAIN)
                self._group(best[count], columns[0], i)
                self._step(best, columns, bare, i, count)
        cost, rows = self._traced(best, count)
        return cost + self.column * count, rows

    def _costs(self, columns: Sequence[Column], c: int, i: int) -> Costs:
        """What each option of unit i costs in column c of the head, or of the body behind it."""
        count = len(columns)
        column, body, last = columns[c % count], c >= count, (c + 1) % count == 0
        begins = c == count
        key = (i, 4 * body + 2 * last + begins)
        found = column.told.get(key)
        if found is None:
            made = column.costs if body else column.heads
            found = made(self.options(i), self.asides(i, last=last))
            if body and i in self.keys:
                found = [(end, cost + (-KEY if begins and end == i + 1 else 4 * KEY)) for end, cost in found]
            if body and self.named and (begins or i in self.named):
                gain = KEY if begins and i in self.named else -4 * KEY
                found = [(end, cost - gain) for end, cost in found]
            column.told[key] = found
        return found

    def _step(
        self, best: list[list[Held]], columns: Sequence[Column], bare: Sequence[float], i: int, level: int
    ) -> None:
        """All cells that may begin with unit i, in the columns from ``level`` on."""
        most = min([held[i][0] for held in best]) + BEHIND
        for c in range(level, len(best) - 1):
            held = best[c][i][0]
            if held > most:
                continue
            after = best[c + 1]
            for end, cost in self._costs(columns, c, i):
                if held + cost < after[end][0]:
                    after[end] = (held + cost, i, CELLED)
            if held + bare[c] < after[i][0]:
                after[i] = (held + bare[c], i, BARE)

    def _group(self, starts: list[Held], first: Column, i: int, more: float = 0.0) -> None:
        """The line of unit i as the name of the rows below it; a full line of wrapped cells is none."""
        end = self.line_end(i)
        if end < 0 or self.begins[i]:
            return
        text = " ".join(self.texts[i : end + 1])
        if kind_of(text) in ("number", "sign") or len(text) > 60:
            return
        if text.endswith(".") or OPEN_RE.search(text):
            return
        cost = (
            starts[i][0]
            + (GROUP if starts[i][2] != NAMED else 3 * GROUP)
            + sum(self.goes_on[i + 1 : end + 1])
        )
        cost += more + (2 * FULL if first.wraps and first.width <= self.room(i, end) else 0.0)
        if cost < starts[end + 1][0]:
            starts[end + 1] = (cost, i, NAMED)

    def _traced(self, best: list[list[Held]], count: int) -> tuple[float, list[Row]]:
        size = len(self.texts)
        cost, at = min((best[2 * count][e][0] + self.unread * (size - e), e) for e in range(1, size + 1))
        rows: list[Row] = []
        if cost >= NEVER:
            return NEVER, rows
        level = 2 * count
        while level:
            row: Row = []
            for c in range(level, level - count, -1):
                _, begin, how = best[c][at]
                row.insert(0, (begin, at - 1) if how == CELLED else None)
                at = begin
            rows.append(row)
            level -= count
            while level and best[level][at][2] == NAMED:
                rows.append([(best[level][at][1], at - 1)])
                at = best[level][at][1]
            if level and best[level][at][2] == AGAIN:
                level = 2 * count
            elif level and best[level][at][2] == TOPPED:
                rows += [[(i, self.line_end(i))] for i in reversed(self.starts()) if i < at]
                break
        return cost, rows[::-1]

    def learn(self, rows: Sequence[Row], count: int, *, shaped: bool = True) -> list[Column]:
        """What the columns of these rows hold."""
        columns = [Column() for _ in range(count)]
        for row in rows:
            if len(row) < count:
                continue
            for column, cell in zip(columns, row, strict=True):
                if cell is not None:
                    column.add(self.option(*cell))
        rows = [row for row in rows if len(row) == count]
        for c, column in enumerate(columns):
            column.settle(sum(row[c] is None for row in rows), shaped=shaped)
        return columns

    def guesses(self, count: int) -> list[list[Row]]:
        """Rows to begin with: cells by how lines begin alone, cut into rows after heads of several sizes."""
        units: list[Cell] = []
        for k in range(len(self.texts)):
            before = units[-1] if units else None
            bound = self.goes_on[k] < max(self.begins[k], 0.5 + 0.5 * self.begins[k])
            if before is not None and bound and not self.apart[k]:
                units[-1] = (before[0], k)
            else:
                units.append((k, k))
        return [
            [units[i : i + count] for i in range(skip, len(units) - count + 1, count)]
            for skip in range(count)
        ]
