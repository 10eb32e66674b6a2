"""Runs rules over a text: applies what they propose, records it, and can replay the record.

A rule proposes ``Edit``s on the text as the rules before it left it. One rule is one step: its edits are
applied together, in text order; of two that overlap the first one wins. ``replay`` makes the same text again
from the source and the record alone, which is what the conservation check relies on.

The editor's decisions are asked for by the key of each edit. What only a decision makes (a suggestion
accepted, a text of the editor's own) is made in steps of its own, after the rule's; no later edit of a rule
touches what the editor wrote.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.source import SourceText
from docforge.places import Span
from docforge.repair.decisions import Decisions, Verdict
from docforge.repair.edit import Edit, Move, Recorded, Safety, edit_key
from docforge.repair.traced import Replacement, TracedText
from docforge.repair.units import Unit, context, rewrite, units_of, widen
from docforge.repair.words.language import primary
from docforge.repair.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may know of the document besides the text in hand; ``decisions`` are for the engine."""

    source: SourceText
    language: str
    lexicon: Lexicon
    decisions: Decisions = field(default_factory=Decisions)


@dataclass(frozen=True, slots=True)
class Rule:
    """``find`` proposes; ``languages`` empty means any; ``reason`` says why it stands where it does."""

    name: str
    find: Callable[[str, Scene], Iterable[Edit]]
    reason: str
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A unit as it is to be made, its key, and the editor's verdict on what was ``proposed``."""

    unit: Unit
    key: str
    verdict: str = ""
    proposed: str = ""

    @property
    def start(self) -> int:
        return self.unit[0].start

    @property
    def end(self) -> int:
        return self.unit[-1].end

    @property
    def suggested(self) -> bool:
        return self.unit[0].safety is Safety.SUGGEST

    @property
    def made(self) -> bool:
        return self.verdict != "reject" if self.verdict else not self.suggested

    @property
    def own(self) -> bool:
        """Is it made only because the editor says so?"""
        return self.verdict == "replace" or (self.verdict == "accept" and self.suggested)


@dataclass(slots=True)
class Bench:
    """A text under repair and the record of what was done to it. ``fixed`` is where the editor wrote."""

    scene: Scene
    traced: TracedText
    records: list[Recorded] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    step: int = 0
    keys: Counter[str] = field(default_factory=Counter)
    fixed: list[tuple[int, int]] = field(default_factory=list)

    @staticmethod
    def of(scene: Scene) -> Bench:
        return Bench(scene, TracedText.of(scene.source.text))

    @property
    def text(self) -> str:
        return self.traced.text

    def span(self, start: int, end: int) -> Span:
        """Place in the source of ``start:end`` of the text in hand."""
        first, last = self.traced.source_range(start, end)
        return Span(self.scene.source.name, first, max(first, last))

    def raw(self, start: int, end: int) -> str:
        """``start:end`` of the text in hand as the source has it; columns are read one after the other."""
        source, span = self.scene.source.text, self.span(start, end)
        if not any(m.rule == "column-gutter" for m in self.moves):
            return source[span.start : span.end]
        read = ""
        last = None
        for first, stop in self.traced.source_pieces(start, end):
            between = source[last:first] if last is not None and last <= first else "\n"
            if last is not None:
                read += between if len(between.strip()) <= 2 and between.count("\n") <= 1 else "\n"
            read += source[first:stop]
            last = stop
        return read

    def run(self, rules: Sequence[Rule]) -> None:
        for rule in rules:
            if not rule.languages or primary(self.scene.language) in rule.languages:
                self.apply(rule.find(self.text, self.scene))

    def apply(self, edits: Iterable[Edit], *, settled: bool = False) -> None:
        """Apply one step of edits to the text and record them; raises ``ValueError`` on a stale edit.

        ``settled`` edits are built into the document already, so that a decision against one cannot be
        followed any more; it is told.
        """
        if self.fixed and not settled:
            edits = [e for e in edits if not _meets(self.fixed, e.start, e.end)]
        drawn = [self._draw(unit, settled) for unit in units_of(edits, self.text)]
        own: list[_Drawn] = []
        others: list[_Drawn] = []
        for one in drawn:
            if one.own and own and one.start < own[-1].end:
                self._refuse(one, "another decision has changed the same words")
            elif one.own:
                own.append(one)
            else:
                others.append(one)
        taken = [(one.start, one.end) for one in own]
        step = [d for d in others if not d.made or not _meets(taken, d.start, d.end)]
        self._make(step, [d.unit for d in step])
        changes = [e for d in step if d.made for e in d.unit]
        while own:
            own = self._make_own(own, changes)

    def decline(self, edits: Iterable[Edit]) -> None:
        """Record edits that the editor rejected before they were made; the text stays."""
        for edit in edits:
            self.records.append(self._record(_Drawn((edit,), self._key((edit,)), "reject"), (edit,)))

    def verdict(self, edit: Edit) -> str:
        """What the editor said of an edit that is still to be recorded."""
        if not self.scene.decisions:
            return ""
        decision = self.scene.decisions.on(self._key((edit,), count=False))
        return decision.verdict.value if decision else ""

    def _draw(self, unit: Unit, settled: bool) -> _Drawn:
        """A unit with the editor's word on it."""
        plain = _Drawn(unit, self._key(unit))
        decision = self.scene.decisions.on(plain.key)
        if decision is None:
            return plain
        drawn = replace(plain, verdict=decision.verdict.value)
        if settled and (drawn.own or not drawn.made):
            self._refuse(drawn, "the article is built on this repair")
            return plain
        if decision.verdict is not Verdict.REPLACE:
            return drawn
        text, first = self.text, unit[0]
        start, end = widen(text, plain.start, plain.end)
        proposed = text[start : plain.start] + rewrite(text, unit) + text[plain.end : end]
        edit = Edit(start, end, text[start:end], decision.text, first.rule, first.safety, first.why)
        return replace(drawn, unit=(edit,), proposed=proposed)

    def _refuse(self, drawn: _Drawn, why: str) -> None:
        self.diagnostics.append(
            diagnostic(
                "decision-refused",
                f"The decision on {drawn.key} cannot be followed: {why}.",
                self.span(drawn.start, drawn.end),
                "Correct the text in article.md (docforge adopt puts it into the folder), or take it out.",
                key=drawn.key,
            )
        )

    def _make_own(self, own: Sequence[_Drawn], changes: list[Edit]) -> list[_Drawn]:
        """One step of what the editor decided; what touches a word of it is left for the next step.

        The offsets of ``own`` are of the text before ``changes``.
        """
        shift, reach = _Shift(changes), -1
        step: list[_Drawn] = []
        units: list[Unit] = []
        left: list[_Drawn] = []
        for one in own:
            unit = tuple(shift.edit(e, self.text) for e in one.unit)
            start, end = widen(self.text, unit[0].start, unit[-1].end)
            if start > reach:
                step.append(one)
                units.append(unit)
                reach = end
            else:
                left.append(one)
        self._make(step, units)
        changes += [e for one in step for e in one.unit]
        return left

    def _make(self, drawn: Sequence[_Drawn], units: Sequence[Unit]) -> None:
        """One step: record ``drawn`` and make those that are to be made, as ``units``."""
        self.step += 1
        made: list[Edit] = []
        for one, unit in zip(drawn, units, strict=True):
            self.records.append(self._record(one, unit))
            if one.made:
                made += unit
        self.moves += [
            Move(self.span(e.moved, e.moved + len(e.after)), self.span(e.start, e.end), e.rule, e.why)
            for e in made
            if e.moved >= 0
        ]
        self.moves += [
            Move(self.span(start, end), self.span(e.start, e.end), e.rule, e.why)
            for e in made
            for start, end in _set_back(e)
        ]
        self.traced = self.traced.replace(
            [Replacement(e.start, e.end, e.after, e.moved, e.pieces) for e in made]
        )
        after = _Shift(made)
        self.fixed = [(after.at(start), after.at(end)) for start, end in self.fixed]
        if any(one.verdict == "replace" for one in drawn):
            own = [e for one, e in zip(drawn, made, strict=True) if one.verdict == "replace"]
            self.fixed += [(after.before(e.start), after.before(e.start) + len(e.after)) for e in own]
            self.fixed.sort()

    def _record(self, one: _Drawn, unit: Unit) -> Recorded:
        text, first, last = self.text, unit[0], unit[-1]
        start, end = widen(text, first.start, last.end)
        put = rewrite(text, unit)
        return Recorded(
            place=self.span(start, end),
            before=text[start:end],
            after=text[start : first.start] + put + text[last.end : end],
            rule=first.rule,
            safety=first.safety,
            why=first.why,
            key=one.key,
            aside=first.aside,
            step=self.step,
            at=first.start,
            cut=text[first.start : last.end],
            put=put,
            verdict=one.verdict,
            proposed=one.proposed,
        )

    def _key(self, unit: Unit, *, count: bool = True) -> str:
        """Key by the text as received, so that a decision on one edit leaves the keys of others alone.

        The same damage in the same words and signs around them again is "...-2".
        """
        source, first, last = self.scene.source.text, unit[0], unit[-1]
        start, end = self.traced.source_range(first.start, last.end)
        before = source[start:end] or self.text[first.start : last.end]
        after = rewrite(self.text, unit)
        if first.moved >= 0:
            a, b = self.traced.source_range(first.moved, first.moved + len(first.after))
            after = source[a:b]
        key = edit_key(first.rule, before, after, context(source, start, max(start, end)))
        number = self.keys[key] + 1
        if count:
            self.keys[key] = number
        return key if number == 1 else f"{key}-{number}"


def _set_back(edit: Edit) -> Iterator[tuple[int, int]]:
    """Ranges of the passages of an edit's ``pieces`` that come after text which they stood before."""
    reach = begun = edit.start
    moved = False
    for piece in edit.pieces:
        if isinstance(piece, str):
            continue
        if piece[0] < reach:
            if moved:
                yield begun, reach
            begun, moved = piece[0], True
        reach = piece[1]
    if moved:
        yield begun, reach


class _Shift:
    """Offsets of a text -> offsets after edits of it that do not overlap each other."""

    def __init__(self, changes: Sequence[Edit]) -> None:
        ordered = sorted(changes, key=lambda e: (e.end, e.start))
        self.ends = [e.end for e in ordered]
        self.sums = [0, *accumulate(len(e.after) - len(e.before) for e in ordered)]

    def at(self, offset: int) -> int:
        """Behind what is put in at ``offset`` itself."""
        return offset + self.sums[bisect_right(self.ends, offset)]

    def before(self, offset: int) -> int:
        return offset + self.sums[bisect_left(self.ends, offset)]

    def edit(self, edit: Edit, text: str) -> Edit:
        """``edit`` for the ``text`` after the changes; text moved from where it was changed is new there."""
        moved = self.at(edit.moved) if edit.moved >= 0 else -1
        if moved >= 0 and text[moved : moved + len(edit.after)] != edit.after:
            moved = -1
        pieces = tuple(p if isinstance(p, str) else (self.at(p[0]), self.before(p[1])) for p in edit.pieces)
        if "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in pieces) != edit.after:
            pieces = ()
        start = self.at(edit.start)
        return replace(edit, start=start, end=start + len(edit.before), moved=moved, pieces=pieces)


def _meets(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Does ``start:end`` overlap one of the sorted ranges that do not overlap each other?"""
    i = bisect_right(ranges, (start, sys.maxsize))
    return any(a < end and start < b for a, b in ranges[max(0, i - 1) : i + 1])


def replay(text: str, records: Sequence[Recorded]) -> str:
    """The text that the record makes of the source; raises ``ValueError`` if the record does not fit it."""
    for _, step in groupby((r for r in records if r.applied), key=lambda r: r.step):
        pieces, at = [], 0
        for record in sorted(step, key=lambda r: r.at):
            end = record.at + len(record.cut)
            if record.at < at or text[record.at : end] != record.cut:
                raise ValueError(f"the record {record.key} does not fit the text")
            pieces += [text[at : record.at], record.put]
            at = end
        text = "".join((*pieces, text[at:]))
    return text
