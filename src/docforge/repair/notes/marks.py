"""Marks of known notes: digits stuck to words, in the order of their numbers.

Which digits are marks is decided for all notes together: the best rising sequence, a mark after the stop of a
sentence being likelier than one after a word. One run of digits may hold several marks ("tradeoff.23").
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

REACH = 8  # marks that may be missing in a row
LIKELY = 0.6  # weight of digits behind a word of small letters; behind the stop of a sentence it is 1
HOLE = 0.3  # what each missing mark costs
MANY = 40  # notes of one number (they begin anew on each page) that a mark is tried with, the nearest
# "word1", "word.12", "word”3", "word 4." of a dump that sets the stop apart; no decimals, ranges or units.
GLUED_RE = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[^\W\d_]{2}[.,;:!?”\"’'»)\]*])|(?<=[.,!?)][”\"’'»]))"
    r"(?:<sup>)?(?P<digits>\d{1,4})(?:</sup>)?(?![\w%°]|[.,:]\d|[-–]\d)"
)
RAISED_RE = re.compile(r"(?<=\S)[ ]?(?P<digits>[¹²³⁰⁴-⁹]{1,3})")
RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Mark:
    """``start:end`` of the text is the mark of the notes at these places of the list of notes."""

    start: int
    end: int
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    mark: Mark
    score: float


@dataclass(slots=True)
class _Link:
    candidate: _Candidate
    score: float
    before: _Link | None


def find_marks(text: str, start: int, stop: int, numbers: Sequence[int], stopped: float = 0.5) -> list[Mark]:
    """Marks between ``start`` and ``stop`` for notes of these rising numbers, as many as can be told.

    ``stopped``: the share of them that must stand behind the stop of a sentence.

    >>> [m.notes for m in find_marks("a word.1 And of G7 much more2, or less.34", 0, 41, [1, 2, 3, 4])]
    [(0,), (1,), (2, 3)]
    """
    best: dict[int, _Link] = {}
    front, top = 0, 0.0

    def near(places: list[int]) -> list[int]:
        at = bisect(places, front) if len(places) > MANY else MANY // 2
        return places[max(0, at - MANY // 2) : at + MANY // 2]

    for candidate in _candidates(text, start, stop, numbers, near):
        first, last = candidate.mark.notes[0], candidate.mark.notes[-1]
        value, link = candidate.score - HOLE * first, None
        for step in range(1, REACH + 1):
            before = best.get(first - step)
            if before and before.candidate.mark.end <= candidate.mark.start:
                reached = before.score + candidate.score - HOLE * (step - 1)
                if reached > value:
                    value, link = reached, before
        if value > 0 and (last not in best or value > best[last].score):
            best[last] = _Link(candidate, value, link)
            front, top = (last, value) if value > top else (front, top)
    last_link: _Link | None = max(best.values(), key=lambda x: x.score, default=None)
    chain: list[_Candidate] = []
    while last_link is not None:
        chain.append(last_link.candidate)
        last_link = last_link.before
    chain.reverse()
    if sum(c.score >= 1 for c in chain) < stopped * len(chain):
        return []
    return [c.mark for c in chain]


def _candidates(
    text: str, start: int, stop: int, numbers: Sequence[int], near: Callable[[list[int]], list[int]]
) -> Iterator[_Candidate]:
    """What may be a mark, in the order of the text; ``near`` chooses among many notes of one number."""
    places: dict[int, list[int]] = {}
    for place, number in enumerate(numbers):
        places.setdefault(number, []).append(place)
    found = [(m, m["digits"], weigh_place(text, m.start())) for m in GLUED_RE.finditer(text, start, stop)]
    raised = RAISED_RE.finditer(text, start, stop)
    found += [(m, m["digits"].translate(RAISED_DIGITS), 1.2) for m in raised]
    for m, digits, score in sorted(found, key=lambda x: x[0].start()):
        for notes in _readings(digits, places, numbers, near):
            yield _Candidate(Mark(m.start(), m.end(), notes), score * len(notes))


def _readings(
    digits: str,
    places: dict[int, list[int]],
    numbers: Sequence[int],
    near: Callable[[list[int]], list[int]],
) -> Iterator[tuple[int, ...]]:
    """Places of the notes that a run of digits may mark: "23" is note 23, or the notes 2 and 3."""
    if digits[0] == "0":
        return
    for place in near(places.get(int(digits), [])):
        yield (place,)
    for length in range(1, len(digits)):
        for place in near(places.get(int(digits[:length]), [])):
            whole, last = digits[:length], place
            while len(whole) < len(digits) and last + 1 < len(numbers):
                last += 1
                whole += str(numbers[last])
            if whole == digits:
                yield tuple(range(place, last + 1))


def weigh_place(text: str, at: int) -> float:
    """How much like a mark digits at ``at`` look by what stands before them."""
    before = text[max(0, at - 24) : at]
    if re.search(r"[^\W\d_]{2}[.,;:!?”\"’'»)\]*]+$", before):
        return 1.0
    word = re.search(r"[^\W\d_]+$", before)
    if word and word[0].islower() and len(word[0]) >= 3:
        return LIKELY
    return 0.2


def is_covered(text: str, start: int, stop: int, marks: Sequence[Mark]) -> bool:
    """Are most digits behind the stops of sentences among the marks? Else they may be citations."""
    known = {m.start for m in marks}
    looks = [m.start() for m in GLUED_RE.finditer(text, start, stop) if weigh_place(text, m.start()) >= 1]
    return sum(at in known for at in looks) >= 0.5 * len(looks)
