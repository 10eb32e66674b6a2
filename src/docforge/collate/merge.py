"""Several damaged copies of one article -> one reading of it.

Each copy is read by itself. The least damaged copy with a body is the text; each other copy is laid beside
it, passage by passage and then word by word, may add what the text lacks and settle what it has damaged, and
never shortens it. Every word of every copy is in the result, set aside, or in a recorded choice; the check
at the end counts that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docforge.citations.entries import assign_keys, read_entry
from docforge.collate.copies import Copy
from docforge.collate.damage import Eye
from docforge.collate.differences import partial_copies
from docforge.collate.front import merge_front
from docforge.collate.identity import compare_works
from docforge.collate.judge import Which, Witnesses
from docforge.collate.matching import Group, match_units
from docforge.collate.readings import apart
from docforge.collate.resolve import RULE, Choice, Pair, leftover, resolve
from docforge.collate.structure import is_read
from docforge.collate.units import Slot, Unit, document_of, kind_of
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Figure, Footnote, TableWrap
from docforge.model.text import document_strings, inline_text, words
from docforge.places import Span
from docforge.repair.decisions import Decisions, Verdict
from docforge.repair.edit import Move, Recorded, Safety, edit_key
from docforge.repair.lexicon import Lexicon
from docforge.repair.record import Conservation, Reading

SAME_TEXT = "other copy, same text"
OTHER_ONLY = "other copy, not taken"
# A copy is the better one for words that no other evidence decides when it looks that much less damaged.
CLEARLY = 0.7
LEAST = 0.15  # damaged words in a hundred
PROSE = 8
RUN_OF_TEXT = 40
SHORT = 40


def merge_copies(readings: Sequence[Reading], decisions: Decisions | None = None) -> Reading:
    """One reading of the copies that are of the same work as the first; the others are refused and told.

    ``decisions`` are the editor's on choices that were made or could not be made.
    """
    accepted, told = [readings[0]], []
    for reading in readings[1:]:
        found = [compare_works(other.document, reading.document) for other in accepted]
        if any(likeness.same for likeness in found):
            accepted.append(reading)
        else:
            told.append(_unrelated(readings[0], reading, found[0].shown))
    if len(accepted) == 1:
        return replace(readings[0], diagnostics=(*readings[0].diagnostics, *told))
    return _Merge(accepted, decisions or Decisions()).run(told)


def _unrelated(base: Reading, other: Reading, evidence: str) -> Diagnostic:
    name = other.sources[0].name
    return diagnostic(
        "copy-unrelated",
        f"{name} is not a copy of the same article as {base.sources[0].name} and was left out: {evidence}.",
        Span(name, 0, 0),
        "Take it out of this article's copies, or put it into a folder of its own.",
    )


@dataclass(slots=True)
class _State:
    """The text so far, and what the check at the end needs."""

    document: Document
    units: list[Unit]
    records: list[Recorded] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    gained: Counter[str] = field(default_factory=Counter)
    same: int = 0
    forms: int = 0


class _Merge:
    def __init__(self, readings: Sequence[Reading], decisions: Decisions) -> None:
        self.decisions = decisions
        self.copies = [Copy(reading, number) for number, reading in enumerate(readings)]
        texts = [reading.sources[0].text for reading in readings]
        language = readings[0].document.meta.language
        self.eye = Eye(Lexicon(language, "\n".join(texts)))
        self.witnesses = Witnesses([" ".join(document_strings(r.document)) for r in readings])
        self.damage = {copy.number: copy.damage(self.eye) for copy in self.copies}
        self.texts = {reading.sources[0].name: reading.sources[0].text for reading in readings}
        self.numbers = {copy.name: copy.number for copy in self.copies}

    def run(self, told: Sequence[Diagnostic]) -> Reading:
        base = self._base()
        state = _State(base.reading.document, list(base.units))
        lost: Counter[str] = Counter()
        invented: Counter[str] = Counter()
        for other in self.copies:
            if other is not base:
                step = _Step(self, base, other, state)
                step.run()
                lost += step.lost
                invented += step.invented
        document = _rekeyed(state.document)
        found = [*self._diagnostics(base, document), *told, *_broken(base, lost, invented)]
        found += [_question(record) for record in state.records if not (record.applied or record.verdict)]
        for other in self.copies:
            if other is not base:
                found += partial_copies(base.reading, other.reading)
        return Reading(
            document,
            tuple(copy.reading.sources[0] for copy in [base, *(c for c in self.copies if c is not base)]),
            tuple(e for copy in self.copies for e in copy.reading.edits) + tuple(state.records),
            tuple(m for copy in self.copies for m in copy.reading.moves) + tuple(state.moves),
            tuple(found),
            self._account(state, lost, invented),
        )

    def _base(self) -> Copy:
        """The copy that is the text: whole rather than partial, then the least damaged, then the first."""
        most = max(copy.body_words for copy in self.copies)
        whole = [copy for copy in self.copies if 2 * copy.body_words >= most]
        return min(whole, key=lambda c: (round(self._badness(c), 2), c.number))

    def _badness(self, copy: Copy) -> float:
        """Damaged words in a hundred, and the paragraphs that begin or end inside a sentence."""
        return self.damage[copy.number] + 2 * copy.torn

    def better(self, a: Copy, b: Copy) -> Which:
        damage_a, damage_b = self._badness(a), self._badness(b)
        if not b.body_words or not a.body_words:
            return Which.KEEP
        if abs(damage_a - damage_b) < LEAST:
            return Which.KEEP
        if damage_a <= CLEARLY * damage_b:
            return Which.A
        return Which.B if damage_b <= CLEARLY * damage_a else Which.KEEP

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

    def _diagnostics(self, base: Copy, document: Document) -> list[Diagnostic]:
        """What was told of the base; of the others what concerns text that the result has from them."""
        taken = sorted(
            u.origin
            for copy in self.copies
            if copy is not base
            for u in copy.units
            if u.origin and _has(document, u)
        )
        found = []
        for copy in self.copies:
            for d in copy.reading.diagnostics:
                if d.code == "no-title" and document.meta.title:
                    continue
                if d.code == "no-author" and document.meta.contributors:
                    continue
                if (
                    copy is base
                    or d.severity.value == "error"
                    or (
                        d.span is not None
                        and any(s.file == d.span.file and s.start <= d.span.start < s.end for s in taken)
                    )
                ):
                    found.append(d)
        return found

    def _account(self, state: _State, lost: Counter[str], invented: Counter[str]) -> Conservation:
        parts = [copy.reading.conservation for copy in self.copies]
        aside: Counter[str] = Counter()
        changed: Counter[str] = Counter()
        for part in parts:
            aside.update(dict(part.set_aside))
            changed.update(dict(part.changed))
            lost.update(dict(part.unaccounted))
            invented.update(dict(part.invented))
        for record in state.records:
            if record.aside:
                aside[record.aside] += len(words(record.before))
            elif record.applied:
                changed[RULE] += 1
        aside[SAME_TEXT] += state.same
        total = sum(part.source_words for part in parts)
        kept = (
            sum(part.kept for part in parts)
            - state.same
            - sum(
                (Counter(words(r.before)) - Counter(words(r.after))).total()
                for r in state.records
                if r.applied
            )
        )
        return Conservation(
            total,
            max(0, kept),
            tuple(sorted(aside.items())),
            tuple(sorted(changed.items())),
            tuple(sorted((+lost).items())),
            tuple(sorted((+invented).items())),
        )


def _question(record: Recorded) -> Diagnostic:
    """A difference that only a person can decide, with both readings."""
    other = record.witness.file if record.witness else "another copy"
    before, after = apart(record.before, record.after)
    return diagnostic(
        "copy-differs",
        f"{record.place.file} has “{before}”, {other} has “{after}”: {record.why}. The first is printed.",
        record.place,
        "Look into the original.",
    )


def _broken(base: Copy, lost: Counter[str], invented: Counter[str]) -> Iterator[Diagnostic]:
    for code, found, what in (
        ("word-lost", +lost, "of the copies are nowhere accounted for"),
        ("word-invented", +invented, "of the merged text stand in no copy"),
    ):
        if found:
            some = ", ".join(f"“{w}”" for w in sorted(found)[:12])
            yield diagnostic(
                code,
                f"{found.total()} words {what}: {some}.",
                where=base.name,
                hint="This is a fault of docforge, not of the text; compare the article with its copies and"
                " report it.",
            )


def _has(document: Document, unit: Unit) -> bool:
    return any(unit.node is node for node in (*document.body, *document.references, *document.notes))


class _Step:
    """One more copy, merged into the text so far."""

    def __init__(self, merge: _Merge, base: Copy, other: Copy, state: _State) -> None:
        self.merge, self.base, self.other, self.state = merge, base, other, state
        self.b = _distinct(other.units, state.units)
        self.lost: Counter[str] = Counter()
        self.invented: Counter[str] = Counter()
        self.accounted_a: Counter[str] = Counter()
        self.accounted_b: Counter[str] = Counter()
        self.placed: list[tuple[tuple[int, int, int], Unit]] = []
        # Number of the first unit that is plainly text of the article; 0 where there is none.
        self.front = next((i for i, u in enumerate(state.units) if _is_sentence(u)), 0)

    def run(self) -> None:
        state, a, b = self.state, self.state.units, self.b
        before = Counter(w for text in document_strings(state.document) for w in words(text))
        theirs = Counter(w for text in document_strings(self.other.reading.document) for w in words(text))
        self.meta, _ = merge_front(state.document.meta, self.other.reading.document.meta)
        groups = match_units(a, b)
        pair = self._pair()
        levels = _levels(a, b, groups)
        for group in groups:
            self._group(group, pair, levels)
        in_a = {i for g in groups for i in g.a}
        in_b = {j: g for g in groups for j in g.b}
        for i, unit in enumerate(a):
            if i not in in_a:
                self._only_a(i, unit)
        self._only_b(in_b, levels)
        state.units = [unit for _, unit in sorted(self.placed, key=lambda p: p[0])]
        document = document_of(replace(state.document, meta=self.meta), state.units)
        self._people(document)
        state.document = document
        self._check(before, theirs, document)

    def _pair(self) -> Pair:
        base, other = self.base, self.other
        better = self.merge.better(base, other)
        first = Which.A if base.number < other.number else Which.B
        return Pair(
            self.merge.eye,
            self.merge.witnesses,
            better,
            first if better is Which.KEEP else better,
            base.set_aside,
            other.set_aside,
            base.holds,
            other.holds,
            lambda text: base.repeats(text) or other.repeats(text),
            self.merge.decided,
        )

    def _group(self, group: Group, pair: Pair, levels: dict[int, int]) -> None:
        a = [self.state.units[i] for i in group.a]
        b = [_levelled(self.b[j], levels) for j in group.b]
        if any(u.slot is Slot.FRONT for u in (*a, *b)):
            # People are merged by themselves; a paragraph that says the same is the same text.
            result, choices = a, []
            said = Counter(w for text in _front_texts(self.meta) for w in words(text))
            for first, units, copy in ((True, a, self.base), (False, b, self.other)):
                told = Counter(w for u in units if u.slot is not Slot.FRONT for w in u.words)
                kept = Counter(w for u in a if u.slot is not Slot.FRONT for w in u.words)
                if rest := told - said - kept:
                    self._aside(units, rest, copy, first)
            self._place(group, result, a, b)
            return
        solved = resolve(a, b, pair, self.merge.find)
        result, choices = solved.units, solved.choices
        self.state.forms += solved.forms
        for choice in choices:
            self._record(choice)
        for first, units, copy in ((True, a, self.base), (False, b, self.other)):
            rest = leftover(units, choices, first, result)
            if rest:
                self._aside(units, rest, copy, first)
        self._place(group, result, a, b)

    def _place(self, group: Group, result: Sequence[Unit], a: Sequence[Unit], b: Sequence[Unit]) -> None:
        new, old = (Counter(w for u in units for w in u.words) for units in (result, a))
        self.state.gained += new - old
        self.state.same += sum(len(u.words) for u in b)
        for k, unit in enumerate(result):
            self.placed.append(((group.a[0], 0, k), unit))

    def _record(self, choice: Choice) -> None:
        """The choice as an edit of the losing copy; with nobody to decide it is only a question."""
        copy = self.base if choice.first_lost else self.other
        losing = self.accounted_a if choice.first_lost else self.accounted_b
        losing.update(words(choice.lost))
        place = choice.lost_at or Span(copy.name, 0, 0)
        before, after, witness = choice.lost, choice.kept, choice.kept_at
        safety = Safety.LIKELY
        if choice.asked:
            before, after, place, witness = choice.kept, choice.lost, choice.kept_at or place, choice.lost_at
            safety = Safety.SUGGEST
        self.state.records.append(
            Recorded(
                place,
                before,
                after,
                RULE,
                safety,
                choice.why,
                choice.key,
                verdict=choice.word,
                witness=witness,
            )
        )

    def _aside(self, units: Sequence[Unit], rest: Counter[str], copy: Copy, first: bool) -> None:
        """Words of a passage that neither the result nor a losing reading has: labels and the like."""
        (self.accounted_a if first else self.accounted_b).update(rest)
        place = next((u.origin for u in units if u.origin), None) or Span(copy.name, 0, 0)
        text = " ".join(rest.elements())
        self._set_aside(place, text, "the other copy has the same passage without these words")

    def _set_aside(self, place: Span, text: str, why: str) -> None:
        self.state.records.append(
            Recorded(
                place,
                text,
                "",
                RULE,
                Safety.LIKELY,
                why,
                edit_key(RULE, text, "", place.file),
                aside=OTHER_ONLY,
            )
        )

    def _only_a(self, number: int, unit: Unit) -> None:
        reason = ""
        if kind_of(unit) in ("paragraph", "heading") and len(unit.words) <= SHORT:
            if self.other.set_aside(unit.text):
                reason = "the other copy has this as a running head or the like"
            elif self.base.repeats(unit.text):
                reason = "it looks like a running head, and the other copy reads on without it"
        if reason:
            self.accounted_a.update(unit.words)
            self._set_aside(unit.origin or Span(self.base.name, 0, 0), unit.text, reason)
            return
        self.placed.append(((number, 0, 0), unit))

    def _only_b(self, in_b: dict[int, Group], levels: dict[int, int]) -> None:
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
        front = all(
            self.b[j].slot is Slot.FRONT or not in_b.get(j) or in_b[j].a[0] < self.front
            for j in range(run[0])
        )
        for j in run:
            unit = self.b[j]
            reason = self._refusal(unit, whole, front)
            if reason:
                self.accounted_b.update(unit.words)
                if unit.words and unit.slot is not Slot.FRONT:
                    place = unit.origin or Span(self.other.name, 0, 0)
                    self._set_aside(place, "\n".join(unit.strings), reason)
                elif unit.slot is Slot.FRONT:
                    self.accounted_b.subtract(unit.words)
                continue
            if before is not None:
                key, near = (before.a[-1], 1, j), self.state.units[before.a[-1]]
            elif after is not None:
                key, near = (after.a[0], -1, j), self.state.units[after.a[0]]
            else:
                key, near = (len(self.state.units), 0, j), self.state.units[-1]
            self.placed.append((key, _levelled(unit, levels)))
            self.state.gained.update(unit.words)
            self.state.moves.append(
                Move(
                    unit.origin or Span(self.other.name, 0, 0),
                    near.origin or Span(self.base.name, 0, 0),
                    RULE,
                    f"only {self.other.name} has this {kind_of(unit)}",
                )
            )

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
            not self.merge.eye.token(t) and (numbers or any(len(w) > 1 and not w.isdigit() for w in words(t)))
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
        slots = {u.slot for u in self.state.units}
        if unit.slot is Slot.REFERENCE:
            return "" if is_read(unit) and self._readable(unit, 0.7) else "it does not read as an entry"
        if unit.slot in (Slot.TITLE, Slot.SUBTITLE, Slot.STANDFIRST, Slot.LIST_TITLE):
            return "" if unit.slot not in slots else f"the other copy has another {unit.slot.value}"
        plain = _is_sentence(unit) and self._readable(unit, 0.9)
        if front and unit.slot is Slot.BODY and len(unit.words) < RUN_OF_TEXT and self.front and not plain:
            return "it stands before the text begins, among the front matter"
        if whole or kind_of(unit) in ("table", "figure", "reference", "note"):
            least = 0.6 if kind_of(unit) in ("table", "figure") else 0.85
            return "" if self._readable(unit, least) else "it does not read as words"
        if kind_of(unit) == "heading":
            fine = self._readable(unit, 1.0) and len(unit.text) > 3 and any(len(w) > 3 for w in unit.words)
            return "" if fine else "it does not read as a heading"
        if len(unit.words) >= PROSE and self._readable(unit, 0.9):
            return ""
        return "it does not read as text of the article"

    def _people(self, document: Document) -> None:
        """Names, addresses and keywords that lost are recorded as one reading of each copy."""
        ours, others = self.state.document, self.other.reading.document
        new = Counter(w for text in _front_texts(document.meta) for w in words(text))
        for first, source, copy in ((True, ours, self.base), (False, others, self.other)):
            texts = _front_texts(source.meta)
            rest = Counter(w for text in texts for w in words(text)) - new
            if rest:
                (self.accounted_a if first else self.accounted_b).update(rest)
                lost = "; ".join(t for t in texts if set(words(t)) & set(rest))
                kept = "; ".join(_front_texts(document.meta))
                place = next((c.origin for c in source.meta.contributors if c.origin), None)
                self.state.records.append(
                    Recorded(
                        place or Span(copy.name, 0, 0),
                        lost,
                        kept,
                        RULE,
                        Safety.LIKELY,
                        "the people of the article are taken from the copy with the cleaner names",
                        edit_key(RULE, lost, kept, copy.name),
                    )
                )
        self.state.gained += new - Counter(w for text in _front_texts(ours.meta) for w in words(text))

    def _check(self, before: Counter[str], theirs: Counter[str], document: Document) -> None:
        """Every word of both is in the result or accounted for; the result has no word that neither has."""
        now = Counter(w for text in document_strings(document) for w in words(text))
        for have, accounted in ((before, self.accounted_a), (theirs, self.accounted_b)):
            self.lost += have - accounted - now
        self.invented += now - before - self.state.gained
        self.invented += Counter({w: n for w, n in now.items() if not before[w] and not theirs[w]})


def _is_sentence(unit: Unit) -> bool:
    text = unit.text.rstrip()
    return (
        kind_of(unit) == "paragraph" and len(unit.words) >= 2 * PROSE and text.endswith((".", "?", "!", ":"))
    )


def _front_texts(meta: ArticleMeta) -> list[str]:
    people = [" ".join(filter(None, (p.name, p.email, inline_text(p.biography)))) for p in meta.contributors]
    return [*people, *(a.text for a in meta.affiliations), *meta.keywords]


def _levels(a: Sequence[Unit], b: Sequence[Unit], groups: Sequence[Group]) -> dict[int, int]:
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


def _levelled(unit: Unit, levels: dict[int, int]) -> Unit:
    return replace(unit, level=levels.get(unit.level, unit.level)) if unit.level else unit


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


def _rekeyed(document: Document) -> Document:
    """Keys of the reference list made anew where entries changed or came from two copies."""
    items = [r.csl if r.certain else read_entry(inline_text(r.content)) for r in document.references]
    keys = assign_keys(items)
    if any(r.certain for r in document.references):
        return document
    references = tuple(
        replace(r, id=key, csl=item) for r, key, item in zip(document.references, keys, items, strict=True)
    )
    return replace(document, references=references)
