"""What is known of one copy as a whole: its units, what it set aside, how damaged it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from docforge.collate.damage import Eye
from docforge.collate.structure import END_RE
from docforge.collate.units import Slot, Unit, kind_of, units_of
from docforge.model.text import words
from docforge.repair.record import Reading

ADDRESS_RE = re.compile(r"(?:https?://|www\.)\S+")
TAG_RE = re.compile(r"<[A-Za-z/!][^<>]*>")
NUMBER_RE = re.compile(r"\d{3,}")
RUN = 3
SHARE = 0.6
# Marks are no text: what stands in them says nothing about words of another copy.
MARKS = frozenset({"markup", "list mark", "note mark", "layout", "link target", "image link", "label"})
SAMPLE = 20_000
FURNITURE_WORDS = 45
FURNITURE_SHARE = 0.3


@dataclass(frozen=True)
class Copy:
    """``number`` is its place among the editor's files."""

    reading: Reading
    number: int

    @property
    def name(self) -> str:
        return self.reading.sources[0].name

    @cached_property
    def units(self) -> list[Unit]:
        return units_of(self.reading.document)

    @cached_property
    def _aside(self) -> set[tuple[str, ...]]:
        cuts = (e.cut for e in self.reading.edits if e.applied and e.aside and e.aside not in MARKS)
        # A saved page's navigation was cut with its tags, which no other copy has.
        return _runs(TAG_RE.sub(" ", cut) for cut in cuts)

    @cached_property
    def _text(self) -> set[tuple[str, ...]]:
        return _runs(u.text for u in self.units)

    @cached_property
    def _twice(self) -> set[tuple[str, ...]]:
        counts: Counter[tuple[str, ...]] = Counter()
        for unit in self.units:
            counts.update(_run_list(unit.text))
        return {run for run, n in counts.items() if n > 1}

    def set_aside(self, text: str) -> bool:
        """Does this copy hold the words as text that was set aside (a running head, navigation)?

        An entry of the list may have the words of a head, but with other numbers.
        """
        numbers = NUMBER_RE.findall(text)
        known = sum(n in self._aside_numbers for n in numbers)
        return 2 * known >= len(numbers) and _stands(text, self._aside, least=2)

    @cached_property
    def _aside_numbers(self) -> set[str]:
        return {n for e in self.reading.edits if e.applied and e.aside for n in NUMBER_RE.findall(e.cut)}

    def holds(self, text: str) -> bool:
        """Do the words stand in this copy's text, wherever?"""
        return _stands(text, self._text, least=RUN)

    def holds_twice(self, text: str) -> bool:
        """Do the words stand in this copy's text more than once?"""
        return _stands(text, self._twice, least=RUN)

    @cached_property
    def _repeated(self) -> set[tuple[str, ...]]:
        """Runs that stand in three units or more, and those of the title: running heads are made of them."""
        counts: Counter[tuple[str, ...]] = Counter()
        for unit in self.units:
            if len(unit.words) <= FURNITURE_WORDS:
                counts.update(_runs((unit.text,)))
        again = {run for run, n in counts.items() if n > 2}
        return again | _runs(u.text for u in self.units if u.slot is Slot.TITLE)

    def repeats(self, text: str) -> bool:
        """Does the text look like one of the heads that stand on every page?"""
        keys = _keys(text)
        if len(keys) < RUN or len(keys) > FURNITURE_WORDS:
            return False
        own = [tuple(keys[i : i + RUN]) for i in range(len(keys) - RUN + 1)]
        return sum(run in self._repeated for run in own) >= FURNITURE_SHARE * len(own)

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(" ".join(u.keys) for u in self.units if kind_of(u) == "heading" and u.keys)

    def heads(self, text: str) -> bool:
        """Is the text one of this copy's headings?"""
        return " ".join(words(text)).casefold() in self._headings

    @cached_property
    def body_words(self) -> int:
        return sum(len(u.words) for u in self.units if u.slot is Slot.BODY)

    @cached_property
    def structure(self) -> int:
        """Headings, tables and figures: what damage loses and seldom makes."""
        return sum(kind_of(u) in ("heading", "table", "figure") for u in self.units)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """What stands between spaces in the text."""
        return frozenset(token for unit in self._sample for token in unit.text.split())

    @cached_property
    def _sample(self) -> list[Unit]:
        found, count = [], 0
        for unit in self.units:
            if unit.slot in (Slot.BODY, Slot.ABSTRACT) and count < SAMPLE:
                found.append(unit)
                count += len(unit.words)
        return found

    def damage(self, eye: Eye, shared: frozenset[str]) -> float:
        """How much in a hundred words looks damaged; what all copies have (``shared``) is no damage."""
        score = sum(eye.gaps(unit.text).score for unit in self._sample)
        count = sum(len(unit.words) for unit in self._sample)
        for unit in self._sample:
            score += sum(w for t in unit.text.split() if t not in shared for w, _ in eye.token(t))
        return 100 * score / max(count, 1)

    @cached_property
    def torn(self) -> float:
        """Share of the paragraphs that begin or end inside a sentence."""
        paragraphs = [u.text.strip() for u in self.units if kind_of(u) == "paragraph" and len(u.words) > 3]
        bad = sum((not END_RE.search(t)) or t[:1].islower() for t in paragraphs)
        return bad / max(1, len(paragraphs))


class Elsewhere:
    """Do words of ``owner`` stand in another place of ``holder``: are they only in another order there?

    What the owner has twice and the holder once is a repetition that the holder lost: such words count as
    new, once.
    """

    def __init__(self, holder: Copy, owner: Copy) -> None:
        self.holder, self.owner = holder, owner
        self._new: set[str] = set()
        self._spent: set[tuple[str, ...]] = set()

    def __call__(self, text: str) -> bool:
        if text in self._new or not self.holder.holds(text):
            return False
        if self.holder.holds_twice(text) or not self.owner.holds_twice(text):
            return True
        if _stands(text, self._spent, least=RUN):
            return True
        self._new.add(text)
        self._spent.update(_run_list(text))
        return False


def _keys(text: str) -> list[str]:
    """Words to know a passage by: no addresses, no numbers, which come and go as note marks and folios."""
    bare = (w.casefold().rstrip("0123456789") for w in words(ADDRESS_RE.sub(" ", text)))
    return [w for w in bare if len(w) > 1]


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    return {run for text in texts for run in _run_list(text)}


def _run_list(text: str) -> list[tuple[str, ...]]:
    keys = _keys(text)
    return [tuple(keys[i : i + size]) for size in range(2, RUN + 1) for i in range(len(keys) - size + 1)]


def _stands(text: str, runs: set[tuple[str, ...]], least: int) -> bool:
    keys = _keys(text)
    if len(keys) < least:
        return False
    size = min(RUN, len(keys))
    own = [tuple(keys[i : i + size]) for i in range(len(keys) - size + 1)]
    return sum(run in runs for run in own) >= SHARE * len(own)
