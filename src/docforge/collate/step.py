"""One more copy, merged into the text so far: its units are matched, and each passage is resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.collate.additions import Additions, heading_levels, levelled
from docforge.collate.base import Damage
from docforge.collate.copies import Copy
from docforge.collate.damage import Eye
from docforge.collate.decide import Pair
from docforge.collate.front import merge_front
from docforge.collate.judge import Which, Witnesses
from docforge.collate.ledger import Ledger, State, front_texts
from docforge.collate.matching import Group, match_units
from docforge.collate.resolve import leftover, resolve
from docforge.collate.units import Slot, Unit, document_of, kind_of
from docforge.model.nodes import Figure, Footnote, TableWrap
from docforge.model.text import document_strings, words
from docforge.places import Span
from docforge.repair.decisions import Decisions, Verdict

SHORT = 40


@dataclass(frozen=True)
class Tools:
    """What all copies together give to judge by."""

    eye: Eye
    witnesses: Witnesses
    damage: Damage
    texts: dict[str, str]
    decisions: Decisions

    def decided(self, key: str) -> str:
        """The editor's word on a choice: "accept", "reject" or none."""
        decision = self.decisions.on(key)
        return decision.verdict.value if decision and decision.verdict is not Verdict.REPLACE else ""

    def find(self, span: Span, reading: str) -> Span:
        """The reading itself where it stands once in its place of the source, else the whole place."""
        text = self.texts.get(span.file, "")
        first = text.find(reading, span.start, span.end)
        if first < 0 or text.find(reading, first + 1, span.end) >= 0:
            return span
        return Span(span.file, first, first + len(reading))


class Step:
    """The copy ``other``, merged into ``state``, whose text began as that of ``base``."""

    def __init__(self, tools: Tools, base: Copy, other: Copy, state: State) -> None:
        self.tools, self.base, self.other, self.state = tools, base, other, state
        self.b = _distinct(other.units, state.units)
        self.ledger = Ledger(base, other, state)
        self.additions = Additions(base, other, self.ledger, tools.eye, self.b)

    def run(self) -> None:
        state, a, b = self.state, self.state.units, self.b
        before = Counter(w for text in document_strings(state.document) for w in words(text))
        theirs = Counter(w for text in document_strings(self.other.reading.document) for w in words(text))
        self.meta, _ = merge_front(state.document.meta, self.other.reading.document.meta)
        groups = match_units(a, b)
        pair = self._pair()
        levels = heading_levels(a, b, groups)
        for group in groups:
            self._group(group, pair, levels)
        in_a = {i for g in groups for i in g.a}
        in_b = {j: g for g in groups for j in g.b}
        for i, unit in enumerate(a):
            if i not in in_a:
                self._only_a(i, unit)
        self.additions.run(in_b, levels)
        state.units = [unit for _, unit in sorted(self.additions.placed, key=lambda p: p[0])]
        document = document_of(replace(state.document, meta=self.meta), state.units)
        self.ledger.people(document)
        state.document = document
        self.ledger.check(before, theirs, document)

    def _pair(self) -> Pair:
        base, other = self.base, self.other
        better = self.tools.damage.better(base, other)
        first = Which.A if base.number < other.number else Which.B
        return Pair(
            self.tools.eye,
            self.tools.witnesses,
            better,
            first if better is Which.KEEP else better,
            base.set_aside,
            other.set_aside,
            base.holds,
            other.holds,
            lambda text: base.repeats(text) or other.repeats(text),
            self.tools.decided,
        )

    def _group(self, group: Group, pair: Pair, levels: dict[int, int]) -> None:
        a = [self.state.units[i] for i in group.a]
        b = [levelled(self.b[j], levels) for j in group.b]
        if any(u.slot is Slot.FRONT for u in (*a, *b)):
            # People are merged by themselves; a paragraph that says the same is the same text.
            result, choices = a, []
            said = Counter(w for text in front_texts(self.meta) for w in words(text))
            for first, units, copy in ((True, a, self.base), (False, b, self.other)):
                told = Counter(w for u in units if u.slot is not Slot.FRONT for w in u.words)
                kept = Counter(w for u in a if u.slot is not Slot.FRONT for w in u.words)
                if rest := told - said - kept:
                    self.ledger.aside(units, rest, copy, first)
            self._place(group, result, a, b)
            return
        solved = resolve(a, b, pair, self.tools.find)
        result, choices = solved.units, solved.choices
        self.state.forms += solved.forms
        for choice in choices:
            self.ledger.record(choice)
        for first, units, copy in ((True, a, self.base), (False, b, self.other)):
            rest = leftover(units, choices, first, result)
            if rest:
                self.ledger.aside(units, rest, copy, first)
        self._place(group, result, a, b)

    def _place(self, group: Group, result: Sequence[Unit], a: Sequence[Unit], b: Sequence[Unit]) -> None:
        new, old = (Counter(w for u in units for w in u.words) for units in (result, a))
        self.state.gained += new - old
        self.state.same += sum(len(u.words) for u in b)
        for k, unit in enumerate(result):
            self.additions.placed.append(((group.a[0], 0, k), unit))

    def _only_a(self, number: int, unit: Unit) -> None:
        reason = ""
        if kind_of(unit) in ("paragraph", "heading") and len(unit.words) <= SHORT:
            if self.other.set_aside(unit.text):
                reason = "the other copy has this as a running head or the like"
            elif self.base.repeats(unit.text):
                reason = "it looks like a running head, and the other copy reads on without it"
        if reason:
            self.ledger.accounted_a.update(unit.words)
            self.ledger.set_aside(unit.origin or Span(self.base.name, 0, 0), unit.text, reason)
            return
        self.additions.placed.append(((number, 0, 0), unit))


def _distinct(units: Sequence[Unit], taken: Sequence[Unit]) -> list[Unit]:
    """The units with ids that the text so far does not use."""
    used = {u.node.id for u in taken if isinstance(u.node, (Figure, TableWrap, Footnote))}
    done = []
    for unit in units:
        node = unit.node
        if isinstance(node, (Figure, TableWrap, Footnote)) and node.id in used:
            prefix, n = node.id.rstrip("0123456789"), len(used) + 1
            while f"{prefix}{n}" in used:
                n += 1
            unit = replace(unit, node=replace(node, id=f"{prefix}{n}"))
            used.add(f"{prefix}{n}")
        done.append(unit)
    return done
