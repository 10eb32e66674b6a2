"""What a cell costs in a column: what the column holds, what comes again there, and how wide it is."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from docforge.repair.tables.flow_reader import CODE_RE
from docforge.repair.tables.kinds import kind_of

EMPTY = 3.0  # what it costs that a cell is empty
ROOMY = 2.2  # what it costs that a line ends although the next word had room
FULL = 1.2  # what it costs that a cell of a column of wrapped cells ends just where a line is full
WIDER = 1.5  # what it costs that a cell is wider than its column
KINDS = ("number", "sign", "code", "cited", "one", "few", "many")
NAME_RE = re.compile(CODE_RE.pattern + r"|(?=[^_]*_)[\w.()-]+|[\w-]+\.[^\W\d_]{2,5}")  # "01_loads.csv"

Costs = list[tuple[int, float]]  # of the options of a unit: the unit after it, what it costs


@dataclass(frozen=True, slots=True)
class Option:
    """Lines up to ``last`` as a cell: what it costs anywhere, what it holds, how its lines end.

    ``ends`` are, of each line but the last, how wide a column had room for the next word too; in order.
    ``tail`` is the same for the last line.
    """

    last: int
    cost: float
    text: str
    kind: str
    ends: tuple[float, ...]
    width: int
    tail: float


@dataclass(slots=True)
class Column:
    """What the cells of a column are like, as far as they are known."""

    values: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    width: int = 0
    wraps: int = 0
    bare: float = EMPTY  # what it costs that its cell is empty
    widths: list[int] = field(default_factory=list)
    likely: dict[str, float] = field(default_factory=dict)
    again: dict[str, float] = field(default_factory=dict)  # what a value that comes again is cheaper
    told: dict[tuple[int, int], Costs] = field(default_factory=dict)  # of each unit, where the column stands

    @staticmethod
    def flat() -> Column:
        """A column of which nothing is known."""
        return Column(likely=dict.fromkeys(KINDS, 0.9))

    def add(self, option: Option) -> None:
        self.values[option.text] += 1
        self.kinds[option.kind] += 1
        self.widths.append(option.width)
        self.wraps += bool(option.ends)

    def settle(self, empty: int, *, shaped: bool) -> None:
        """What is likely here; ``shaped``: how wide the column is counts too."""
        if shaped and self.widths:
            self.width = sorted(self.widths)[-1 if len(self.widths) < 5 else -2]
        else:
            self.wraps = 0
        total = sum(self.kinds.values()) + 2.1
        self.bare = min(EMPTY, 0.8 - math.log((empty + 0.3) / (total + empty)))
        self.again = {v: min(1.6, 0.8 * (times - 1)) for v, times in self.values.items() if times > 1}
        self.likely = {k: -math.log((self.kinds[k] + 0.3) / total) for k in KINDS}

    def costs(self, options: Sequence[Option], asides: Sequence[float]) -> Costs:
        """What it costs that each option is a cell of this column; called for all of them, time and again."""
        own, wraps, wide, likely, again = self.width, self.wraps, 1.15 * self.width, self.likely, self.again
        found: Costs = []
        for option, cost in zip(options, asides, strict=True):
            cost += option.cost + likely[option.kind]
            if again:
                cost -= again.get(option.text, 0.0)
            width = option.width
            if width > wide > 0:
                cost += WIDER
            elif width < own:
                width = own
            if wraps and width <= option.tail:
                cost += FULL
            if option.ends:
                cost += ROOMY * bisect_left(option.ends, width)
            found.append((option.last + 1, cost))
        return found

    def heads(self, options: Sequence[Option], asides: Sequence[float]) -> Costs:
        """What it costs that each option is the column's head; heads of narrow columns are wrapped more."""
        own = self.width
        return [
            (
                o.last + 1,
                aside
                + 0.8 * o.cost
                + 0.9
                + (ROOMY * bisect_left(o.ends, max(own, o.width)) if o.ends else 0.0),
            )
            for o, aside in zip(options, asides, strict=True)
        ]


def kind_in(text: str) -> str:
    """What a cell holds: "pond_drift()" is code, "Lee et al. [3]" is cited, words are one, few or many."""
    kind = kind_of(text)
    if kind in ("number", "sign"):
        return kind
    if kind in ("code", "word") and NAME_RE.fullmatch(text):
        return "code"
    if text.endswith("]") or (text[:1] == "(" and text[-1:] == ")"):
        return "cited"
    size = text.count(" ")
    return "one" if size == 0 else "few" if size < 5 else "many"
