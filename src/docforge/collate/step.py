"""One more copy, merged into the text so far: its units are matched, and each passage is resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from docforge.collate.additions import Additions, heading_levels, levelled
from docforge.collate.copies import Copy, Elsewhere
from docforge.collate.decide import Pair
from docforge.collate.front import merge_front
from docforge.collate.judge import Which
from docforge.collate.ledger import Ledger, State, front_texts
from docforge.collate.marks import carry_marks, note_ids, pair_empty_notes, with_ids, without_dangling
from docforge.collate.matching import Group, match_units
from docforge.collate.resolve import leftover, resolve
from docforge.collate.tools import Tools
from docforge.collate.units import Slot, Unit, document_of, kind_of
from docforge.model.nodes import Figure, Footnote, TableWrap
from docforge.model.text import document_strings, words
from docforge.places import Span

SHORT = 40
FEW = 6  # units: where the other copy lacks more, it lacks text and not running heads


class Step:
    """The copy ``other``, merged into ``state``, whose text began as that of ``base``."""

    def __init__(self, tools: Tools, base: Copy, other: Copy, state: State) -> None:
        self.tools, self.base, self.other, self.state = tools, base, other, state
        self.b = _distinct(other.units, state.units)
        self.ledger = Ledger(base, other, state)
        self.additions = Additions(base, other, self.ledger, tools, self.b)
        # Where in ``additions.placed`` each passage stands that both copies have, and the other's units.
        self.met: list[tuple[int, int, Sequence[Unit]]] = []

    def run(self) -> None:
        state, a, b = self.state, self.state.units, self.b
        before = Counter(w for text in document_strings(state.document) for w in words(text))
        theirs = Counter(w for text in document_strings(self.other.reading.document) for w in words(text))
        self.meta, _ = merge_front(state.document.meta, self.other.reading.document.meta)
        groups, filled = pair_empty_notes(a, b, match_units(a, b))
        ids = note_ids(a, b, self.other.units, [*groups, *filled])
        self.b[:] = b = [with_ids(unit, ids) for unit in b]
        pair = self._pair()
        levels = heading_levels(a, b, groups)
        for group in groups:
            self._group(group, pair, levels)
        for group in filled:
            note, text = a[group.a[0]], b[group.b[0]]
            self._place(group, [_filled(note, text)], [note], [text], own=True)
        groups = sorted([*groups, *filled], key=lambda g: g.a)
        in_a = {i: g for g in groups for i in g.a}
        in_b = {j: g for g in groups for j in g.b}
        reads_on = _gaps_closed(len(a), in_a)
        for i, unit in enumerate(a):
            if i not in in_a:
                self._only_a(i, unit, reads_on[i])
        self.additions.run(in_a, in_b, levels)
        self._carry_marks()
        state.units = [unit for _, unit in sorted(self.additions.placed, key=lambda p: p[0])]
        document = document_of(replace(state.document, meta=self.meta), state.units)
        self.ledger.people(document)
        state.document = document
        self.ledger.check(before, theirs, document)

    def _carry_marks(self) -> None:
        """Marks of the other copy, set where the text has the same words without them."""
        placed = self.additions.placed
        notes = {unit.node.id for _, unit in placed if isinstance(unit.node, Footnote)}
        for start, stop, donor in self.met:
            units = carry_marks([unit for _, unit in placed[start:stop]], donor, notes)
            placed[start:stop] = zip([key for key, _ in placed[start:stop]], units, strict=True)
        placed[:] = [(key, without_dangling(unit, notes)) for key, unit in placed]

    def _pair(self) -> Pair:
        base, other = self.base, self.other
        better = self.tools.damage.better(base, other)
        return Pair(
            self.tools.eye,
            self.tools.witnesses,
            better,
            Which.A if better is Which.KEEP else better,
            base.set_aside,
            other.set_aside,
            Elsewhere(base, other),
            Elsewhere(other, base),
            lambda text: base.repeats(text) or other.repeats(text),
            lambda text: base.heads(text) or other.heads(text),
            self.tools.decisions.on,
        )

    def _group(self, group: Group, pair: Pair, levels: dict[int, int]) -> None:
        a = [self.state.units[i] for i in group.a]
        b = [levelled(self.b[j], levels) for j in group.b]
        text_a = [i for i, u in zip(group.a, a, strict=True) if u.slot is not Slot.FRONT]
        text_b = [j for j in group.b if self.b[j].slot is not Slot.FRONT]
        if len(text_a) + len(text_b) < len(a) + len(b) and text_a and text_b:
            # Front matter met a passage beside its own: people apart, the passage by itself.
            self.additions.placed += [((i, 0, 0), self.state.units[i]) for i in group.a if i not in text_a]
            self._group(Group(tuple(text_a), tuple(text_b)), pair, levels)
            return
        if any(u.slot is Slot.FRONT for u in (*a, *b)):
            # People are merged by themselves; a paragraph that says the same is the same text.
            result, choices = a, []
            said = Counter(w for text in front_texts(self.meta) for w in words(text))
            for first, units, copy in ((True, a, self.base), (False, b, self.other)):
                told = Counter(w for u in units if u.slot is not Slot.FRONT for w in u.words)
                kept = Counter(w for u in a if u.slot is not Slot.FRONT for w in u.words)
                if rest := told - said - kept:
                    self.ledger.aside(units, rest, copy, first)
            self._place(group, result, a, b, own=True)
            return
        # The other structure sets a passage in one place: where it stands in two, it would move text.
        together = group.a[-1] - group.a[0] == len(group.a) - 1
        solved = resolve(a, b, pair, self.tools.find, together=together)
        result, choices = solved.units, solved.choices
        self.state.forms += solved.forms
        for choice in choices:
            self.ledger.record(choice)
        for first, units, copy in ((True, a, self.base), (False, b, self.other)):
            rest = leftover(units, choices, first, result)
            if rest:
                self.ledger.aside(units, rest, copy, first)
        start = len(self.additions.placed)
        self._place(group, result, a, b, own=not solved.second)
        self.met.append((start, len(self.additions.placed), a if solved.second else b))

    def _place(
        self, group: Group, result: Sequence[Unit], a: Sequence[Unit], b: Sequence[Unit], *, own: bool
    ) -> None:
        """Units of ``a`` (``own``) each where it stood; the other structure where the passage began."""
        new, old = (Counter(w for u in units for w in u.words) for units in (result, a))
        self.state.gained += new - old
        self.state.same += sum(len(u.words) for u in b)
        for k, unit in enumerate(result):
            self.additions.placed.append(((group.a[k], 0, 0) if own else (group.a[0], 0, k), unit))

    def _only_a(self, number: int, unit: Unit, reads_on: bool) -> None:
        """A passage that only the text so far has stays; a running head goes where the other reads on."""
        reason = ""
        if kind_of(unit) in ("paragraph", "heading") and len(unit.words) <= SHORT:
            if self.other.set_aside(unit.text):
                reason = "the other copy has this as a running head or the like"
            elif reads_on and self.base.repeats(unit.text):
                reason = "it looks like a running head, and the other copy reads on without it"
        if reason:
            self.ledger.accounted_a.update(unit.words)
            self.ledger.set_aside(unit.origin or Span(self.base.name, 0, 0), unit.text, reason)
            return
        self.additions.placed.append(((number, 0, 0), unit))


def _filled(empty: Unit, note: Unit) -> Unit:
    assert isinstance(empty.node, Footnote) and isinstance(note.node, Footnote)
    return replace(empty, node=replace(empty.node, blocks=note.node.blocks, origin=note.node.origin))


def _gaps_closed(size: int, groups: dict[int, Group]) -> list[bool]:
    """For each unit: does the other copy go on, without a gap, from what stands before it to what follows?"""
    before: list[Group | None] = []
    last: Group | None = None
    for i in range(size):
        last = groups.get(i, last)
        before.append(last)
    closed = [False] * size
    following: Group | None = None
    for i in range(size - 1, -1, -1):
        following, first = groups.get(i, following), before[i]
        if first is not None and following is not None:
            near = following.a[0] - first.a[-1] <= FEW and following.b[0] - first.b[-1] == 1
            closed[i] = first is following or near
    return closed


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
