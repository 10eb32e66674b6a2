"""One passage that two copies have -> the passage as it is printed, and what became of each reading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from docforge.collate.damage import Eye
from docforge.collate.judge import Verdict, Which, Witnesses, alike, judge
from docforge.collate.pieces import Leaf, cut, leaves, place_in, splice
from docforge.collate.structure import takes_second
from docforge.collate.units import Unit
from docforge.collate.wording import Difference, differences
from docforge.model.nodes import Inlines, Text
from docforge.model.text import inline_text, words
from docforge.places import Span
from docforge.repair.edit import edit_key

RULE = "merge"
AROUND = 60  # signs of context that a judgement sees
LEAST_ADDED = 4
MOST_SHORTENED = 2
LABEL = -1  # stands for the field that is a unit's label
MOST_ADDED = 60  # words that one copy may add inside a passage of the other


@dataclass(frozen=True, slots=True)
class Choice:
    """A place where the copies differ. ``lost`` is the reading that is not printed, ``kept`` the other one.

    ``first_lost``: the losing reading is that of the first of the two copies. ``asked``: nobody decided.
    """

    lost: str
    kept: str
    lost_at: Span | None
    kept_at: Span | None
    why: str
    first_lost: bool
    asked: bool = False
    around: str = ""
    word: str = ""  # the editor's, if there is one

    @property
    def key(self) -> str:
        """The same choice has the same key, before and after the editor's word on it."""
        before, after = (self.kept, self.lost) if self.asked else (self.lost, self.kept)
        return edit_key(RULE, before, after, self.around)


@dataclass(frozen=True, slots=True)
class Pair:
    """What two copies are merged with. ``first`` has the reading that stays while a person is asked.

    ``aside_a``, ``aside_b``: does this run of words stand in what the copy set aside; ``text_a``,
    ``text_b``: does it stand elsewhere in the copy's text; ``furniture``: does it look like a running head;
    ``decided``: the editor's word on the choice with this key.
    """

    eye: Eye
    witnesses: Witnesses
    better: Which
    first: Which
    aside_a: Callable[[str], bool]
    aside_b: Callable[[str], bool]
    text_a: Callable[[str], bool]
    text_b: Callable[[str], bool]
    furniture: Callable[[str], bool]
    decided: Callable[[str], str]


@dataclass(slots=True)
class Resolved:
    units: list[Unit]
    second: bool
    choices: list[Choice] = field(default_factory=list)
    forms: int = 0
    shortened: int = 0  # words of the text so far that found no place


class _Passage:
    """Units run together, and where each field of each unit stands in the text of all."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.where: list[tuple[int, int]] = []  # unit, field
        self.starts: list[int] = []
        self.leaves: list[list[Leaf]] = []
        pieces: list[str] = []
        at = 0
        for number, unit in enumerate(units):
            parts: list[tuple[int, Inlines]] = list(enumerate(unit.fields))
            if unit.label:
                # A label is no part of the text, but another copy may have it there.
                parts.insert(0, (LABEL, (Text(unit.label),)))
            for index, content in parts:
                self.where.append((number, index))
                self.starts.append(at)
                self.leaves.append(leaves(content))
                text = inline_text(content)
                pieces.append(text)
                at += len(text) + 1
        self.text = "\n".join(pieces)

    def field_of(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Number of the field that holds a range, and the range in it; None across fields."""
        i = bisect_right(self.starts, start) - 1
        if i < 0:
            return None
        stop = self.starts[i + 1] - 1 if i + 1 < len(self.starts) else len(self.text)
        return (i, start - self.starts[i], end - self.starts[i]) if end <= stop else None

    def pieces(self, start: int, end: int) -> list[Leaf] | None:
        at = self.field_of(start, end)
        return cut(self.leaves[at[0]], at[1], at[2]) if at else None

    def place(self, start: int, end: int, find: Callable[[Span, str], Span]) -> Span | None:
        """Place in the source of a range, as narrow as can be told."""
        at = self.field_of(start, end) or self.field_of(start, start)
        if at is None:
            return None
        index, low, high = at
        spans = []
        for leaf in self.leaves[index]:
            if isinstance(leaf.node, Text) and leaf.start < max(high, low + 1) and leaf.end > low:
                spans.append(
                    place_in(leaf.node, max(low, leaf.start) - leaf.start, min(high, leaf.end) - leaf.start)
                )
        found: Span | None = None
        for span in spans:
            if span is not None:
                found = span if found is None else found.to(span) if span.file == found.file else found
        if found is None:
            return self.units[self.where[index][0]].origin
        return (
            find(found, self.text[start:end]) if start < end else Span(found.file, found.start, found.start)
        )


def resolve(a: Sequence[Unit], b: Sequence[Unit], pair: Pair, find: Callable[[Span, str], Span]) -> Resolved:
    """The units of one passage, taken from the better structure with the better words in it."""
    if takes_second(a, b, pair.eye):
        solved = _resolve(a, b, pair, find, True)
        if solved.shortened <= MOST_SHORTENED:
            return solved
    return _resolve(a, b, pair, find, False)


def _resolve(
    a: Sequence[Unit], b: Sequence[Unit], pair: Pair, find: Callable[[Span, str], Span], second: bool
) -> Resolved:
    passage_a, passage_b = _Passage(a), _Passage(b)
    carrier, donor = (passage_b, passage_a) if second else (passage_a, passage_b)
    result = Resolved([], second)
    changes: dict[int, list[tuple[int, int, list[Leaf]]]] = {}
    quoted = _quoted(passage_a.text)
    for d in differences(passage_a.text, passage_b.text):
        one, two = passage_a.text[d.start_a : d.end_a], passage_b.text[d.start_b : d.end_b]
        verdict = _decide(d, one, two, passage_a.text, pair, quoted, second)
        if verdict is None:
            result.forms += 1
            continue
        own, other = _ranges(d, second)
        if verdict.which is Which.BOTH:
            # The donor's words follow the carrier's: for the record they are only an addition.
            if second:
                one, d = "", Difference(d.start_a, d.end_a, d.end_b, d.end_b)
                one, two = passage_a.text[d.start_a : d.end_a], ""
                verdict = Verdict(Which.A, verdict.why)
            else:
                one, d = "", Difference(d.end_a, d.end_a, d.start_b, d.end_b)
                verdict = Verdict(Which.B, verdict.why)
            own, other = _ranges(d, second)
        around = passage_a.text[max(0, d.start_a - 24) : d.end_a + 24]
        verdict, word = _decided(verdict, one, two, around, pair, second)
        wanted = verdict.which is (Which.A if second else Which.B)
        if wanted and not _put(carrier, donor, own, other, changes):
            verdict = Verdict(Which.B if second else Which.A, "it cannot be set into the other structure")
            result.shortened += len(words(one)) if second else 0
            wanted = False
        first_lost = (verdict.which is Which.B) if verdict.which is not Which.KEEP else second
        lost, kept = (one, two) if first_lost else (two, one)
        place_a = passage_a.place(d.start_a, d.end_a, find)
        place_b = passage_b.place(d.start_b, d.end_b, find)
        result.choices.append(
            Choice(
                lost,
                kept,
                place_a if first_lost else place_b,
                place_b if first_lost else place_a,
                verdict.why,
                first_lost,
                verdict.ask,
                around,
                word,
            )
        )
    result.units = _changed(carrier, changes)
    return result


def _decided(
    verdict: Verdict, one: str, two: str, around: str, pair: Pair, second: bool
) -> tuple[Verdict, str]:
    """The verdict, or what the editor decided: an accepted question and a rejected choice change sides."""
    keeps = verdict.which if verdict.which is not Which.KEEP else Which.B if second else Which.A
    kept, lost = (one, two) if keeps is Which.A else (two, one)
    before, after = (kept, lost) if verdict.ask else (lost, kept)
    word = pair.decided(edit_key(RULE, before, after, around))
    other = Which.B if keeps is Which.A else Which.A
    if verdict.ask and word == "accept":
        return Verdict(other, verdict.why), word
    if not verdict.ask and word == "reject":
        return Verdict(other, verdict.why, ask=True), word
    return verdict, word


def _ranges(d: Difference, second: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    a, b = (d.start_a, d.end_a), (d.start_b, d.end_b)
    return (b, a) if second else (a, b)


def _decide(
    d: Difference, one: str, two: str, text: str, pair: Pair, quoted: Sequence[tuple[int, int]], second: bool
) -> Verdict | None:
    """None where only the shape of signs differs."""
    if not one or not two:
        return _decide_extra(one, two, pair)
    words_one, words_two = words(one), words(two)
    shorter = min(len(words_one), len(words_two))
    if len(words_one) != len(words_two) and words_one[:shorter] == words_two[:shorter]:
        # One has the words of the other and more: what counts is the rest.
        rest = " ".join((words_one if len(words_one) > shorter else words_two)[shorter:])
        return _decide_extra(rest, "", pair) if len(words_one) > shorter else _decide_extra("", rest, pair)
    if _adds(two if not second else one, one if not second else two, pair, second):
        return Verdict(
            Which.BOTH, "each copy has words here that the other lacks; a copy may add, not shorten"
        )
    before, after = text[max(0, d.start_a - AROUND) : d.start_a], text[d.end_a : d.end_a + AROUND]
    verdict = judge(
        one,
        two,
        before,
        after,
        pair.eye,
        pair.witnesses,
        better=pair.better,
        quoted=_inside(quoted, d.start_a),
    )
    if verdict.which is not Which.KEEP:
        return verdict
    if verdict.ask:
        return Verdict(pair.first, verdict.why, ask=True)
    if pair.better is not Which.KEEP:
        return None if words(one) == words(two) else Verdict(pair.better, verdict.why)
    if words(one) == words(two):
        return None
    return Verdict(Which.B if second else Which.A, verdict.why)


def _adds(donor: str, carrier: str, pair: Pair, second: bool) -> bool:
    """Is the donor's reading text of its own, and no reading of what the carrier has there?"""
    if pair.better is (Which.B if second else Which.A):
        return False
    if len(words(donor)) < LEAST_ADDED or len(donor.split()) > MOST_ADDED or alike(donor, carrier):
        return False
    aside, elsewhere = (pair.aside_b, pair.text_b) if second else (pair.aside_a, pair.text_a)
    return pair.eye.readable(donor) and not aside(donor) and not elsewhere(donor)


def _decide_extra(one: str, two: str, pair: Pair) -> Verdict:
    """Words that one copy has and the other has not: they stay, unless they are known to be no text."""
    extra, owner, other = (one, Which.A, Which.B) if one else (two, Which.B, Which.A)
    aside, elsewhere = (pair.aside_b, pair.text_b) if one else (pair.aside_a, pair.text_a)
    if not words(extra):
        # Signs without words: the copy that stands in the text keeps its own.
        return Verdict(
            owner if pair.eye.look(extra).score == 0 and owner is Which.A else other, "signs without words"
        )
    if aside(extra):
        return Verdict(other, "the other copy has these words as part of a running head or the like")
    if pair.furniture(extra):
        return Verdict(other, "it looks like a running head, and the other copy reads on without it")
    if owner is Which.A:
        return Verdict(Which.A, "only one copy has these words; a copy may add, not shorten")
    if elsewhere(extra):
        return Verdict(other, "the other copy has these words in another place")
    if pair.better is Which.A and pair.eye.look(extra).score > 0:
        return Verdict(other, f"only the more damaged copy has this: {', '.join(pair.eye.look(extra).signs)}")
    if not pair.eye.known_words(extra) or len(extra.split()) > MOST_ADDED:
        return Verdict(other, "only one copy has this, and it does not read as words")
    return Verdict(Which.B, "only one copy has these words; a copy may add, not shorten")


def _put(
    carrier: _Passage,
    donor: _Passage,
    own: tuple[int, int],
    other: tuple[int, int],
    changes: dict[int, list[tuple[int, int, list[Leaf]]]],
) -> bool:
    """Note the change that sets the donor's reading into the carrier; False where it cannot be set."""
    at = carrier.field_of(*own)
    pieces = donor.pieces(*other)
    if at is None or pieces is None or carrier.where[at[0]][1] == LABEL:
        return False
    if carrier.units[carrier.where[at[0]][0]].solid:
        return False
    if cut(carrier.leaves[at[0]], at[1], at[2]) is None:
        return False
    index, low, high = at
    text = carrier.text[carrier.starts[index] :]
    if low == high and pieces:  # an insertion: a space between it and its neighbours
        pieces = _spaced(pieces, text, low)
    elif low < high and not pieces and text[high : high + 1] == " ":
        high += 1
    changes.setdefault(index, []).append((low, high, pieces))
    return True


def _spaced(pieces: list[Leaf], text: str, at: int) -> list[Leaf]:
    blank = Leaf((), Text(" "), 0, 0)
    if at and not text[at - 1].isspace():
        return [blank, *pieces]
    return [*pieces, blank] if text[at : at + 1].strip() else pieces


def _changed(carrier: _Passage, changes: dict[int, list[tuple[int, int, list[Leaf]]]]) -> list[Unit]:
    contents: dict[int, list[int]] = {}
    for index, (owner, part) in enumerate(carrier.where):
        if part != LABEL:
            contents.setdefault(owner, []).append(index)
    done = []
    for number, unit in enumerate(carrier.units):
        indexes = contents.get(number, [])
        if not any(i in changes for i in indexes):
            done.append(unit)
            continue
        new = []
        for index in indexes:
            content = unit.fields[carrier.where[index][1]]
            spliced = splice(content, changes[index]) if index in changes else content
            new.append(content if spliced is None else spliced)
        done.append(unit.with_fields(new))
    return done


QUOTED_RE = re.compile(r"[“\"](?=\w)[^“”\"\n]{3,600}[”\"]|«[^«»\n]{3,600}»")


def _quoted(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in QUOTED_RE.finditer(text)]


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    i = bisect_right(ranges, (at, len(ranges) + 10**9)) - 1
    return i >= 0 and ranges[i][0] <= at < ranges[i][1]


def leftover(
    units: Sequence[Unit], choices: Sequence[Choice], first: bool, result: Sequence[Unit]
) -> Counter[str]:
    """Words of one copy's units that are neither in the result nor in a losing reading."""
    have = Counter(w for u in units for w in u.words)
    for choice in choices:
        if choice.first_lost is first:
            have.subtract(words(choice.lost))
    return +(+have - Counter(w for u in result for w in u.words))
