"""Which reading of one difference is printed: words that one copy has more, words that are other words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docforge.collate.damage import URL_RE, Eye
from docforge.collate.judge import Verdict, Which, Witnesses, alike, judge, known_host
from docforge.collate.wording import Difference
from docforge.model.text import words
from docforge.repair.decisions import Decision

NEAR = 800  # signs of context in which an entry names what its address is of
AROUND = 60  # signs of context that a judgement sees
LEAST_ADDED = 4
SMALL = 3  # letters of a word that a speck or a line cut wrongly makes: "of", "and"
MOST_ADDED = 60  # words that one copy may add inside a passage of the other


@dataclass(frozen=True, slots=True)
class Pair:
    """What two copies are merged with. ``first`` has the reading that stays while a person is asked.

    ``aside_a``, ``aside_b``: does this run of words stand in what the copy set aside; ``text_a``,
    ``text_b``: does it stand elsewhere in the copy's text; ``furniture``: does it look like a running head;
    ``heading``: is it a heading of either copy; ``decided``: the editor's word on the choice with this key.
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
    heading: Callable[[str], bool]
    decided: Callable[[str], Decision | None]


def decide(
    d: Difference, one: str, two: str, text: str, pair: Pair, quoted: Sequence[tuple[int, int]], second: bool
) -> Verdict | None:
    """None where only the shape of signs differs."""
    if not one or not two:
        ends = d.end_a >= len(text.rstrip())
        if (ends or d.start_a == d.start_b == 0) and pair.heading(one or two):
            return Verdict(Which.B if one else Which.A, "the other copy has this as a heading of its own")
        return _decide_extra(one, two, pair, ends)
    words_one, words_two = words(one), words(two)
    shorter = min(len(words_one), len(words_two))
    if len(words_one) != len(words_two) and words_one[:shorter] == words_two[:shorter]:
        # One has the words of the other and more: what counts is the rest.
        rest = " ".join((words_one if len(words_one) > shorter else words_two)[shorter:])
        ends = d.end_a >= len(text.rstrip())
        pieces = (rest, "") if len(words_one) > shorter else ("", rest)
        return _decide_extra(*pieces, pair, ends)
    if _adds(two if not second else one, one if not second else two, pair, second):
        return Verdict(
            Which.BOTH, "each copy has words here that the other lacks; a copy may add, not shorten"
        )
    if URL_RE.search(one) and URL_RE.search(two) and (known := known_host(one, two, _entry(text, d))):
        return known
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


def _entry(text: str, d: Difference) -> str:
    """The paragraph around a difference, as far as it is near."""
    low, high = max(0, d.start_a - NEAR), d.end_a + NEAR
    before, after = text[low : d.start_a].rsplit("\n", 1)[-1], text[d.start_a : high].split("\n", 1)[0]
    return before + after


def _adds(donor: str, carrier: str, pair: Pair, second: bool) -> bool:
    """Is the donor's reading text of its own, and no reading of what the carrier has there?"""
    better = pair.better is (Which.B if second else Which.A)
    mark = all(w.isdigit() for w in words(carrier))  # a note mark is no reading of a sentence
    if (better and not mark) or len(words(donor)) < LEAST_ADDED or alike(donor, carrier):
        return False
    if (better or len(donor.split()) > MOST_ADDED) and not (mark and pair.eye.readable(donor, 0.9)):
        return False
    aside, elsewhere = (pair.aside_b, pair.text_b) if second else (pair.aside_a, pair.text_a)
    return pair.eye.readable(donor) and not aside(donor) and not elsewhere(donor)


def _decide_extra(one: str, two: str, pair: Pair, ends: bool) -> Verdict:
    """Words that one copy has and the other has not: they stay, unless they are known to be no text.

    ``ends``: they end the passage, so that the other copy does not read on behind them.
    """
    extra, owner, other = (one, Which.A, Which.B) if one else (two, Which.B, Which.A)
    aside, elsewhere = (pair.aside_b, pair.text_b) if one else (pair.aside_a, pair.text_a)
    if not words(extra):
        # Signs without words: the copy that stands in the text keeps its own.
        return Verdict(
            owner if pair.eye.look(extra).score == 0 and owner is Which.A else other, "signs without words"
        )
    if owner is Which.A and URL_RE.search(extra):
        # The end of an entry may have been taken for a head: an address is worth more than a clean page.
        return Verdict(Which.A, "only one copy has these words; a copy may add, not shorten")
    if aside(extra):
        return Verdict(other, "the other copy has these words as part of a running head or the like")
    if pair.furniture(extra) and not (ends and owner is Which.A):
        return Verdict(other, "it looks like a running head, and the other copy reads on without it")
    if owner is Which.A:
        return Verdict(Which.A, "only one copy has these words; a copy may add, not shorten")
    if elsewhere(extra):
        return Verdict(other, "the other copy has these words in another place")
    if pair.better is Which.A and pair.eye.look(extra).score > 0:
        return Verdict(other, f"only the more damaged copy has this: {', '.join(pair.eye.look(extra).signs)}")
    if pair.better is Which.A and len(" ".join(words(extra))) <= SMALL:
        return Verdict(other, "only the more damaged copy has this small word")
    if not pair.eye.known_words(extra) or len(extra.split()) > MOST_ADDED:
        return Verdict(other, "only one copy has this, and it does not read as words")
    return Verdict(Which.B, "only one copy has these words; a copy may add, not shorten")


QUOTED_RE = re.compile(r"[“\"](?=\w)[^“”\"\n]{3,600}[”\"]|«[^«»\n]{3,600}»")


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in QUOTED_RE.finditer(text)]


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    i = bisect_right(ranges, (at, len(ranges) + 10**9)) - 1
    return i >= 0 and ranges[i][0] <= at < ranges[i][1]
