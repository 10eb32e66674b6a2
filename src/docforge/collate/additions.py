"""Passages that only another copy has: where they are added, and why one is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from docforge.collate.copies import Copy
from docforge.collate.judge import Which
from docforge.collate.ledger import Ledger, State
from docforge.collate.matching import Group
from docforge.collate.resolve import RULE
from docforge.collate.structure import END_RE, is_read
from docforge.collate.tools import Tools
from docforge.collate.units import Slot, Unit, kind_of
from docforge.model.text import words
from docforge.places import Span
from docforge.repair.edit import Move

PROSE = 8
RUN_OF_TEXT = 40
LONG_WORD = 3
FEW_TABLES = 3  # that have a word which tells tables apart
SAME_TABLE = 0.6  # of the words
WOVEN = 0.6  # of an entry's longer words that stand in the list already
# Where a unit stands among the units of the text so far; units that are added stand before or after one.
Key = tuple[int, int, int]


class Additions:
    """Puts units of ``b`` that met none of the text so far into ``placed``."""

    def __init__(self, base: Copy, other: Copy, ledger: Ledger, tools: Tools, b: Sequence[Unit]) -> None:
        self.base, self.other, self.ledger, self.eye, self.b = base, other, ledger, tools.eye, b
        self.better = tools.damage.better(base, other)
        self.state: State = ledger.state
        self.placed: list[tuple[Key, Unit]] = []
        # Number of the first unit that is plainly text of the article; 0 where there is none.
        self.front = next((i for i, u in enumerate(self.state.units) if is_sentence(u)), 0)
        self.tables = Tables(self.state.units)
        self._listed = Counter(k for u in self.state.units if u.slot is Slot.REFERENCE for k in u.keys)

    def run(self, in_a: Container[int], in_b: dict[int, Group], levels: dict[int, int]) -> None:
        """Place or refuse each unit that met nothing; ``in_a`` and ``in_b`` say which units met."""
        self.in_a = in_a
        """Passages that only the other copy has: added after the passage that they follow there."""
        run: list[int] = []
        for j in range(len(self.b) + 1):
            if j < len(self.b) and j not in in_b:
                run.append(j)
                continue
            if run:
                self._add_run(run, in_b, levels)
            run = []

    def _add_run(self, run: Sequence[int], in_b: dict[int, Group], levels: dict[int, int]) -> None:
        units = [self.b[j] for j in run]
        whole = sum(len(u.words) for u in units if self._is_text(u)) >= RUN_OF_TEXT
        before = in_b.get(run[0] - 1)
        after = in_b.get(run[-1] + 1)
        here = self._other_reading(before, after)
        front = all(
            self.b[j].slot is Slot.FRONT or not in_b.get(j) or in_b[j].a[0] < self.front
            for j in range(run[0])
        )
        for j in run:
            unit = self.b[j]
            reason = self._refusal(unit, whole, front)
            if not reason and kind_of(unit) in ("paragraph", "heading") and _is_said(unit, here):
                reason = "the other copy has a better reading of this at the same place"
            if reason:
                self.ledger.accounted_b.update(unit.words)
                if unit.words and unit.slot is not Slot.FRONT:
                    place = unit.origin or Span(self.other.name, 0, 0)
                    self.ledger.set_aside(place, "\n".join(unit.strings), reason)
                elif unit.slot is Slot.FRONT:
                    self.ledger.accounted_b.subtract(unit.words)
                continue
            if before is not None:
                key, near = (before.a[-1], 1, j), self.state.units[before.a[-1]]
            elif after is not None:
                key, near = (after.a[0], -1, j), self.state.units[after.a[0]]
            else:
                key, near = (len(self.state.units), 0, j), self.state.units[-1]
            self.placed.append((key, levelled(unit, levels)))
            self.state.gained.update(unit.words)
            self.state.moves.append(
                Move(
                    unit.origin or Span(self.other.name, 0, 0),
                    near.origin or Span(self.base.name, 0, 0),
                    RULE,
                    f"only {self.other.name} has this {kind_of(unit)}",
                )
            )

    def _other_reading(self, before: Group | None, after: Group | None) -> Counter[str]:
        """Words of the passages between two that met which have met nothing themselves."""
        if before is None or after is None or self.better is not Which.A:
            return Counter()
        between = range(before.a[-1] + 1, after.a[0])
        return Counter(k for i in between if i not in self.in_a for k in self.state.units[i].keys)

    def _is_text(self, unit: Unit) -> bool:
        if len(unit.words) < PROSE or unit.slot is Slot.FRONT:
            return False
        return (
            not self.base.set_aside(unit.text)
            and not self.base.holds(unit.text)
            and self._readable(unit, 0.8)
        )

    def _readable(self, unit: Unit, least: float) -> bool:
        """Are so many of the words between spaces known words? Numbers count only in tables."""
        tokens = unit.text.split()
        numbers = kind_of(unit) in ("table", "figure", "reference")
        good = sum(
            not self.eye.token(t) and (numbers or any(len(w) > 1 and not w.isdigit() for w in words(t)))
            for t in tokens
        )
        return bool(tokens) and good / len(tokens) >= least

    def _refusal(self, unit: Unit, whole: bool, front: bool) -> str:
        """Why a passage of the other copy alone is not added; "" if it is."""
        if unit.slot is Slot.FRONT:
            return "front matter"
        if self.base.set_aside(unit.text):
            return "the other copy has this as a running head or the like"
        if self.base.holds(unit.text):
            return "the other copy has these words in another place"
        if self.other.repeats(unit.text) or self.base.repeats(unit.text):
            return "it looks like a running head that comes on several pages"
        if kind_of(unit) == "table" and self.tables.hold(unit):
            return "the other copy has a table of the same cells"
        slots = {u.slot for u in self.state.units}
        if unit.slot is Slot.REFERENCE:
            return self._entry_refusal(unit)
        if unit.slot in (Slot.TITLE, Slot.SUBTITLE, Slot.STANDFIRST, Slot.LIST_TITLE):
            return "" if unit.slot not in slots else f"the other copy has another {unit.slot.value}"
        plain = is_sentence(unit) and self._readable(unit, 0.9)
        if front and unit.slot is Slot.BODY and len(unit.words) < RUN_OF_TEXT and self.front and not plain:
            return "it stands before the text begins, among the front matter"
        if whole or kind_of(unit) in ("table", "figure", "reference", "note"):
            least = 0.6 if kind_of(unit) in ("table", "figure") else 0.85
            return "" if self._readable(unit, least) else "it does not read as words"
        if kind_of(unit) == "heading":
            fine = self._readable(unit, 1.0) and len(unit.text) > 3 and any(len(w) > 3 for w in unit.words)
            return "" if fine else "it does not read as a heading"
        # Of the more damaged copy only what also looks like a sentence.
        formed = self.better is not Which.A or bool(unit.text[:1].isupper() and END_RE.search(unit.text))
        if len(unit.words) >= PROSE and self._readable(unit, 0.9) and formed:
            return ""
        return "it does not read as text of the article"

    def _entry_refusal(self, unit: Unit) -> str:
        """Of the more damaged copy no entry is added that is garbled, or woven of entries that are there."""
        worse = self.better is Which.A
        if not is_read(unit) or not self._readable(unit, 0.85 if worse else 0.7):
            return "it does not read as an entry"
        own = Counter(k for k in unit.keys if len(k) > LONG_WORD)
        if worse and (own & self._listed).total() >= WOVEN * own.total():
            return "most of its words stand in entries of the other copy"
        return ""


class Tables:
    """The tables among units, to be found by words that few of them have: "38.0", "Leeds"."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.words = [Counter(u.keys) for u in units if kind_of(u) == "table"]
        self.where: dict[str, list[int]] = {}
        for number, counts in enumerate(self.words):
            for word in counts:
                self.where.setdefault(word, []).append(number)

    def hold(self, table: Unit) -> bool:
        """Has one of the tables most words of this one, as often?"""
        own = Counter(table.keys)
        votes = Counter(n for w in own if len(at := self.where.get(w, ())) <= FEW_TABLES for n in at)
        return any(
            (own & self.words[n]).total() >= SAME_TABLE * own.total()
            for n, _ in votes.most_common(FEW_TABLES)
        )


def _is_said(unit: Unit, here: Counter[str]) -> bool:
    """Are most of its longer words among those of the text that the other copy has at this place?"""
    own = Counter(k for k in unit.keys if len(k) > LONG_WORD)
    return bool(own) and 2 * (own & here).total() >= own.total()


def is_sentence(unit: Unit) -> bool:
    text = unit.text.rstrip()
    return (
        kind_of(unit) == "paragraph" and len(unit.words) >= 2 * PROSE and text.endswith((".", "?", "!", ":"))
    )


def heading_levels(a: Sequence[Unit], b: Sequence[Unit], groups: Sequence[Group]) -> dict[int, int]:
    """What a heading's depth in the other copy is in this one, by the headings that both have."""
    pairs = Counter(
        (b[g.b[0]].level, a[g.a[0]].level)
        for g in groups
        if len(g.a) == len(g.b) == 1 and a[g.a[0]].level and b[g.b[0]].level
    )
    levels: dict[int, int] = {}
    for (theirs, ours), _ in pairs.most_common():
        levels.setdefault(theirs, ours)
    return levels


def levelled(unit: Unit, levels: dict[int, int]) -> Unit:
    return replace(unit, level=levels.get(unit.level, unit.level)) if unit.level else unit
