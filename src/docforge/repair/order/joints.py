"""Does one piece of text go on with another? Evidence for a joint, as a cost and in words.

What is asked of the two sides: has the sentence, or even the word, ended; does the other begin in small
letters; do the two words at the joint stand side by side elsewhere in the document; may they follow each
other at all ("should" ⏎ "be"); do both sides speak of the same things.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.lines import hyphen_joins, is_finished
from docforge.repair.order.frames import ITEM_RE
from docforge.repair.words.language import primary
from docforge.repair.words.lexicon import Lexicon

WORD_RE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
TOKEN_RE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.?!()]")
NEAR, WIDE = 40, 100  # words either side that show what is spoken of


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = _set("the a an its their his our my your every")
PREPOSITIONS = _set(
    "of in on at by for with from into between among through during under over about against within without"
    " upon across towards toward despite beyond amid amongst"
)
MODALS = _set("will would can could may might must shall should cannot")
BEINGS = _set("is are was were am")
HAVINGS = _set("has have had")
CONJUNCTIONS = _set("and or but nor")
SUBJECTS = _set("he she they we i")
LINKS = _set("that which who whose because although while when where if as than whether")
FUNCTION = (ARTICLES | PREPOSITIONS | MODALS | BEINGS | HAVINGS | CONJUNCTIONS | SUBJECTS | LINKS) | _set(
    "to be been being it this these those not no them him us her do does did there such"
)
ADJECTIVE_RE = re.compile(r"(?:-based|-led|-term|-wide|ous|ive|ful|less|able|ible|ical|ional)$")
DERIVED_RE = re.compile(r"(?:tion|ment|ness|ity|ing|ed|s)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text between two cuts. ``open``: the column broke off; ``heading``: it begins with one."""

    text: str
    open: bool
    heading: bool


@dataclass(frozen=True, slots=True)
class Joint:
    cost: float
    why: str
    inside: bool  # inside a sentence or a paragraph


SUFFIXES = ("ing", "ed", "ly", "tion", "ment", "ness", "ity", "al", "ive", "ous", "ic", "er", "s")
FREQUENT = 8  # a word so frequent is a class of its own
WEIGHT, SMOOTH, MOST = 0.4, 4.0, 2.0


class Grammar:
    """Which kinds of words follow each other in this document: frequent words, endings, names, numbers.

    Learned from the lines themselves, so it needs no list and knows no language.
    """

    def __init__(self, blocks: Sequence[list[str]]) -> None:
        counts: Counter[str] = Counter(w.casefold() for block in blocks for w in block)
        self.frequent = {w for w, n in counts.items() if n >= FREQUENT and w.isalpha()} | FUNCTION
        self.follow: dict[int, Counter[tuple[str, str]]] = {1: Counter(), 2: Counter()}
        self.first: dict[int, Counter[str]] = {1: Counter(), 2: Counter()}
        self.all: Counter[str] = Counter()
        for block in blocks:
            kinds = [self.kind(w) for w in block]
            self.all.update(kinds)
            for gap in (1, 2):
                self.follow[gap].update(zip(kinds, kinds[gap:], strict=False))
                self.first[gap].update(kinds[:-gap])
        self.total = max(1, self.all.total())

    def kind(self, word: str) -> str:
        small = word.casefold()
        if small in self.frequent or not word[:1].isalnum():
            return small
        if word[:1].isdigit():
            return "0"
        if word[:1].isupper():
            return "A"
        return next(("-" + s for s in SUFFIXES if small.endswith(s) and len(small) > len(s) + 2), "-")

    def fit(self, before: Sequence[str], behind: Sequence[str]) -> float:
        """How much likelier ``behind`` is after ``before`` than anywhere, as a logarithm."""
        left = [self.kind(w) for w in before[-2:]]
        right = [self.kind(w) for w in behind[:2]]
        score = self._likelier(left[-1], right[0], 1)
        if len(left) > 1:
            score += 0.5 * self._likelier(left[-2], right[0], 2)
        if len(right) > 1:
            score += 0.5 * self._likelier(left[-1], right[1], 2)
        return WEIGHT * score

    def _likelier(self, left: str, right: str, gap: int) -> float:
        share = (self.all[right] + 0.5) / (self.total + 1)
        seen = self.follow[gap][left, right]
        given = (seen + SMOOTH * share) / (self.first[gap][left] + SMOOTH)
        return max(-MOST, min(math.log(given / share), MOST))


class Evidence:
    """What a document's own text says of joints."""

    def __init__(self, blocks: Iterable[str], lexicon: Lexicon, language: str) -> None:
        self.lexicon = lexicon
        self.english = primary(language) == "en"
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.triples: Counter[tuple[str, str, str]] = Counter()
        self.inner_capitals: set[str] = set()
        self.uncapitalled: set[str] = set()
        self.sides: dict[tuple[str, bool], tuple[set[str], set[str]]] = {}
        rows = [TOKEN_RE.findall(block) for block in blocks]
        self.grammar = Grammar(rows)
        self.blocks = len(rows)
        self.spread: Counter[str] = Counter(w for row in rows for w in {t.casefold() for t in row})
        for row in rows:
            found = [w for w in row if w[0].isalnum()]
            small = [w.casefold() for w in found]
            self.words.update(small)
            self.pairs.update(pairwise(small))
            self.triples.update(zip(small, small[1:], small[2:], strict=False))
            self.inner_capitals.update(w for v, w in pairwise(found) if w[0].isupper() and v[0].islower())
            self.uncapitalled.update(w for w in found if w[0].islower())

    def joint(self, left: Piece, right: Piece) -> Joint:
        """How well ``right`` goes on after ``left``: the lower the cost, the better."""
        end, begin = left.text[-400:].rstrip(), right.text[:400].lstrip()
        small = begin[:1].islower() and not ITEM_RE.match(begin)
        if not left.open:
            return Joint(9.0 if small else 0.0, "a sentence ends, and another begins", False)
        if right.heading:
            return Joint(9.0, "a sentence breaks off, and a heading stands here", False)
        if is_finished(end):
            cost = 6.0 if small else 0.5
            return Joint(cost - self._shared(left, right), "the paragraph goes on with a new sentence", True)
        if joined := self._word(end, begin, left.text):
            return joined
        cost, why = 0.0, ["a sentence breaks off and goes on in small letters"]
        if not small:
            first = WORD_RE.match(begin)
            named = (
                first is not None
                and first.group() in self.inner_capitals
                and first.group().casefold() not in self.uncapitalled
            )
            cost, why = (2.5, ["a sentence breaks off, and a name follows"]) if named else (5.0, [])
        score, reasons = self._language(end, begin)
        return Joint(cost - score - self._shared(left, right), "; ".join((*why, *reasons)), True)

    def _word(self, end: str, begin: str, whole: str) -> Joint | None:
        """A word cut by the joint: with its hyphen, or in a dump that keeps spaces, without."""
        m = re.search(r"([^\W\d_]+)([-‐]?)$", end)
        tail = re.match(r"[^\W\d_]+", begin)
        spaced = whole[-1:].isspace()
        if m is None or (spaced and not m[2]):
            return None
        if tail is None:
            return Joint(8.0, "half a word has no other half here", True)
        word = m[1] + tail.group()
        if m[2]:
            joins = hyphen_joins(m[1], tail.group(), self.lexicon)
            compound = self.lexicon.own_compound(f"{m[1]}-{tail.group()}")
            if joins:
                return Joint(-4.0, f"“{m[1]}-” and “{tail.group()}” make “{word}”", True)
            if compound:
                return Joint(-4.0, f"“{m[1]}-{tail.group()}” stands elsewhere in the text", True)
            return Joint(4.0 if joins is None else 6.0, f"“{m[1]}-” breaks off", True)
        rarer = min(self.lexicon.common(m[1]), self.lexicon.common(tail.group()))
        share, own = self.lexicon.common(word), self.words[word.casefold()]
        possible = tail.group().islower() and not m[1].isupper()
        if possible and (own or (share >= 0.3 and (share > 5 * rarer or rarer < 1))):
            return Joint(-4.0, f"“{m[1]}” and “{tail.group()}” make “{word}”", True)
        small = begin[:1].islower()
        return Joint(6.0 if small else 2.0, "the line did not go on, and no stop ends the sentence", small)

    def _language(self, end: str, begin: str) -> tuple[float, list[str]]:
        before = [m.group().casefold() for m in WORD_RE.finditer(end[-80:])]
        behind = [m.group().casefold() for m in WORD_RE.finditer(begin[:80])]
        if not before or not behind:
            return 0.0, []
        last, first = before[-1], behind[0]
        score, why = 0.0, []
        comma = end[-1] in ",;:–—("
        if not comma:
            seen = self.pairs[last, first]
            if seen:
                score += 0.9 * math.log1p(seen)
                why.append(f"“{last} {first}” stands elsewhere in the text")
            if len(before) > 1 and self.triples[before[-2], last, first]:
                score += 1.8
            if len(behind) > 1 and self.triples[last, first, behind[1]]:
                score += 1.8
        left, right = TOKEN_RE.findall(end[-80:]), TOKEN_RE.findall(begin[:80])
        score += self.grammar.fit(left, right)
        if self.english:
            fit = _comma_fit(first) if comma else _fit(last, behind)
            score += fit
            if fit >= 1:
                why.append(f"“{last}” asks for a word like “{first}”")
        return max(-4.0, min(score, 5.0)), why

    def _shared(self, left: Piece, right: Piece) -> float:
        """Do both sides speak of the same: words of weight near the joint, and farther off."""
        before, a = self._side(left.text, last=True)
        behind, b = self._side(right.text, last=False)
        both = [
            w for w in before & behind if self.words[w] <= 15 and self.lexicon.common(w) < 120 and len(w) > 3
        ]
        weight = self._weight(a & b) / (math.sqrt(self._weight(a) * self._weight(b)) or 1.0)
        return 0.8 * min(len(both), 4) + 2.5 * weight

    def _side(self, text: str, *, last: bool) -> tuple[set[str], set[str]]:
        """Words of weight near one end of a text, and farther off."""
        key = (text, last)
        if key not in self.sides:
            tokens = text[-900:].split() if last else text[:900].split()
            near, wide = (tokens[-NEAR:], tokens[-WIDE:]) if last else (tokens[:NEAR], tokens[:WIDE])
            self.sides[key] = self._heavy(near), self._heavy(wide)
        return self.sides[key]

    def _heavy(self, tokens: Sequence[str]) -> set[str]:
        words = (m.group().casefold() for t in tokens for m in WORD_RE.finditer(t))
        return {w for w in words if w not in FUNCTION}

    def _weight(self, words: Iterable[str]) -> float:
        return sum(math.log((self.blocks + 1) / (self.spread[w] + 0.5)) ** 2 for w in words)


def _comma_fit(first: str) -> float:
    return -2.0 if first in ("of", "than") or first in HAVINGS else 0.0


def _fit(last: str, behind: Sequence[str]) -> float:
    """May these words follow the last one in English: below 0 hardly, above 0 gladly."""
    first, second = behind[0], behind[1] if len(behind) > 1 else ""
    finite = MODALS | BEINGS | HAVINGS
    if last == "a" and first[:1] in "aeio":
        return -2.0
    if last == "an" and first[:1] not in "aeiouh":
        return -2.5
    if last in MODALS or last in ("not", "to"):
        if first in ("be", "have", "not"):
            return 2.0
        if first in (finite | CONJUNCTIONS | (ARTICLES if last != "to" else frozenset())):
            return -2.5
        if first in PREPOSITIONS and last != "to":
            return -2.5
        if second == "of":
            return -1.5  # "to" ⏎ "master of her trade": a noun, no verb
        return -0.8 if DERIVED_RE.search(first) and last != "to" else 0.3
    if first == "be":
        return 1.0 if last.endswith("ly") else -1.8
    if first == "of" and last in FUNCTION:
        return -2.5
    if last in ARTICLES:
        if first in finite | PREPOSITIONS | CONJUNCTIONS | SUBJECTS | LINKS | ARTICLES:
            return -2.5
        return 0.5
    if last in PREPOSITIONS:
        if first in finite | CONJUNCTIONS | SUBJECTS | {"that", "be", "of"}:
            return -2.5
        return 0.5
    if last in BEINGS | HAVINGS:
        return -2.0 if first in MODALS | BEINGS | {"of"} else 0.0
    if last in CONJUNCTIONS:
        return -2.0 if first in CONJUNCTIONS | {"of"} else 0.0
    if ADJECTIVE_RE.search(last):
        return -1.0 if first in finite | ARTICLES else (0.6 if first not in FUNCTION else 0.0)
    return 0.2 if first in FUNCTION - SUBJECTS else 0.0
