"""The reference list as citations look it up: by family, year and suffix, or by printed number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

from docforge.citations.entries import entry_label, fold, read_entry
from docforge.citations.grammar import NamePhrase, Work
from docforge.citations.loose import LooseEntry, first_keys, loose_entry, near
from docforge.citations.names import is_organisation
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.text import inline_text


def name_key(name: str) -> str:
    """Letters only, folded: "Atanassova-Cornelis" and "Atanassova Cornelis" are one."""
    return "".join(sign for sign in fold(name) if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Entry:
    """One reference as far as citations need it."""

    id: str
    number: str
    families: tuple[str, ...]
    exact: tuple[str, ...]
    year: str
    suffix: str
    position: int

    @property
    def short(self) -> str:
        """How a message names the entry."""
        who = f"{self.exact[0]} et al." if len(self.exact) > 2 else " & ".join(self.exact)
        return f"{who or 'entry ' + str(self.position)}, {self.year or 'no year'}{self.suffix}"


class ReferenceIndex:
    """Looks works up. Built once for a document; ``find`` is constant in the length of the list."""

    def __init__(self, references: tuple[Reference, ...]) -> None:
        self.entries = _in_order(tuple(_entry(number, r) for number, r in enumerate(references, 1)))
        self.by_id = {entry.id: entry for entry in self.entries}
        self.numbers: dict[str, list[Entry]] = {}
        self._by_name: dict[str, list[Entry]] = {}
        self._by_alias: dict[str, list[Entry]] = {}
        self._near: dict[str, tuple[Entry, ...]] = {}
        self._loose: list[tuple[Entry, LooseEntry]] = []
        self._loose_names: dict[str, list[int]] = {}
        self._damaged: dict[tuple[str, str], tuple[Entry, ...]] = {}
        for entry, reference in zip(self.entries, references, strict=True):
            if entry.number:
                self.numbers.setdefault(entry.number, []).append(entry)
            if entry.families:
                self._by_name.setdefault(entry.families[0], []).append(entry)
            for alias in _aliases(_item(reference)):
                self._by_alias.setdefault(alias, []).append(entry)

        for place, (entry, reference) in enumerate(zip(self.entries, references, strict=True)):
            loose = loose_entry(inline_text(reference.content) or reference.raw)
            self._loose.append((entry, loose))
            for first in loose.firsts:
                self._loose_names.setdefault(first, []).append(place)

    def fill_numbers(self, highest: int) -> None:
        """Number entries that lost their number between two that have theirs, or before or after them.

        ``highest`` is the highest number that the text cites: so many entries the list must have.
        """
        if len({e.number for e in self.entries if e.number}) < 1:
            return
        known = [(0, 0), *((e.position, int(e.number)) for e in self.entries if e.number)]
        last = len(self.entries)
        known.append((last + 1, known[-1][1] + last + 1 - known[-1][0]))
        whole = known[-1][1] - 1 == highest or known[-2][0] == last
        for (low, first), (high, after) in pairwise(known):
            if after - first == high - low and (high <= last or whole):
                for position in range(low + 1, high):
                    self.numbers.setdefault(str(first + position - low), [self.entries[position - 1]])

    def number_by_position(self) -> None:
        """Take the place in the list for the number that the entries have lost."""
        self.numbers = {str(entry.position): [entry] for entry in self.entries}

    def find(self, work: Work) -> tuple[Entry, ...]:
        """Entries that a citation may mean: one is a link, several are ambiguous, none is unlinked."""
        return self._find(self._by_name, work) or self._find(self._by_alias, work)

    def find_loosely(self, work: Work, *, narrative: bool = False) -> tuple[Entry, ...]:
        """By the first name and the year alone; then by a name with a letter or two misread."""
        keys = first_keys(work, narrative=narrative)
        places = dict.fromkeys(p for k in keys for p in self._loose_names.get(k, ()))
        fits = [self._loose[p] for p in places]
        fits = [(e, x) for e, x in fits if x.dated(work) and x.names(work) and _may_be(e, work)]
        if fits:
            return tuple(e for e, _ in fits)
        return self._misread(work, keys[0]) if keys and (work.comma or work.et_al) else ()

    def _misread(self, work: Work, name: str) -> tuple[Entry, ...]:
        """The one entry of that year whose first author is spelled nearly so; none where two are."""
        asked = (name, work.year + work.suffix)
        if asked not in self._damaged:
            if len(self._damaged) >= 300:
                return ()
            self._damaged[asked] = tuple(
                e for e, x in self._loose if x.dated(work) and any(near(name, f) for f in x.firsts)
            )
        found = tuple(e for e in self._damaged[asked] if _may_be(e, work))
        return found if len(found) == 1 else ()

    def knows(self, work: Work) -> bool:
        """Whether some entry begins with the same name, whatever its year."""
        return any(k in table for k in _first_keys(work) for table in (self._by_name, self._by_alias))

    def knows_name(self, word: str) -> bool:
        """Whether some entry begins with this one word."""
        return name_key(word) in self._by_name

    def of_other_year(self, work: Work) -> tuple[Entry, ...]:
        """Entries of just these names whose year or letter is much like the cited one: 2019 for 2018."""
        named = tuple(name_key(n) for n in work.names)
        keys = _first_keys(work)
        same = [e for k in keys for table in (self._by_name, self._by_alias) for e in table.get(k, ())]
        fits = [e for e in dict.fromkeys(same) if e.year and _year_is_like(e, work)]
        whole = [e for e in fits if e.families[:1] == keys[:1] or _names_fit(e, named, work.et_al)]
        return tuple(e for e in whole if _may_be(e, work))[:8]

    def of_names(self, phrase: NamePhrase) -> tuple[Entry, ...]:
        """Entries of just these names, whatever their year."""
        named = tuple(name_key(n) for n in phrase.names)
        found = self._by_name.get(named[0], [])
        whole = [e for e in self._by_name.get(name_key(phrase.whole), []) if len(e.families) == 1]
        return tuple(whole or [e for e in found if _names_fit(e, named, phrase.et_al)])

    def near(self, work: Work) -> tuple[Entry, ...]:
        """Entries to show beside a citation that fits none: same first name, or one spelled much like it."""
        key = name_key(work.names[0])
        if key not in self._near:
            same = [e for k in _first_keys(work) for e in self._by_name.get(k, self._by_alias.get(k, []))]
            if not same and len(self._near) < 300:
                close = get_close_matches(key, self._by_name, 3, 0.8)
                same = [e for k in close for e in self._by_name[k]]
            self._near[key] = tuple(same)
        found = self._near[key]
        return tuple(sorted(found, key=lambda e: (e.year != work.year, e.position)))[:4]

    def _find(self, table: dict[str, list[Entry]], work: Work) -> tuple[Entry, ...]:
        whole = name_key(work.whole)
        fits = [e for e in table.get(whole, []) if _year_fits(e, work)]
        if len(work.names) > 1 or not fits:
            named = tuple(name_key(n) for n in work.names)
            fits = fits or [
                e for e in table.get(named[0], []) if _year_fits(e, work) and _names_fit(e, named, work.et_al)
            ]
        if len(fits) > 1:
            fits = [e for e in fits if _may_be(e, work)] or fits
        if len(fits) > 1:
            fits = [e for e in fits if e.suffix == work.suffix] or fits
        if len(fits) > 1:
            # "Müller" before "Muller" where the list has both.
            fits = [e for e in fits if e.exact and e.exact[0] == work.names[0]] or fits
        return tuple(fits)


def _first_keys(work: Work) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name_key(work.whole), name_key(work.names[0]))))


def _year_fits(entry: Entry, work: Work) -> bool:
    return entry.year == work.year and (not work.suffix or entry.suffix == work.suffix)


def _year_is_like(entry: Entry, work: Work) -> bool:
    """The year next to it, one digit wrong, two digits that changed places, or another letter."""
    if entry.year == work.year:
        return entry.suffix != work.suffix
    if not work.year.isdecimal() or not entry.year.isdecimal():
        return False
    wrong = [(a, b) for a, b in zip(entry.year, work.year, strict=False) if a != b]
    swapped = len(wrong) == 2 and wrong[0] == wrong[1][::-1]
    return abs(int(entry.year) - int(work.year)) == 1 or len(wrong) == 1 or swapped


def _may_be(entry: Entry, work: Work) -> bool:
    """Does the count of names fit, as far as the entry's authors are known?"""
    known = len(entry.families)
    return not known or (known > 1 if work.et_al else known == len(work.names))


def _names_fit(entry: Entry, named: tuple[str, ...], et_al: bool) -> bool:
    """All names, or the first ones before "et al."; an organisation found by an alias has one name."""
    if et_al:
        return len(entry.families) > len(named) and entry.families[1 : len(named)] == named[1:]
    return len(entry.families) == len(named) and entry.families[1:] == named[1:]


def _item(reference: Reference) -> CslItem:
    if reference.csl != CslItem():
        return reference.csl
    return read_entry(inline_text(reference.content) or reference.raw)


def _entry(position: int, reference: Reference) -> Entry:
    item = _item(reference)
    shown = tuple(n.family or n.literal for n in (item.author or item.editor))
    number = (reference.label or entry_label(reference.raw)).strip("[]().")
    return Entry(
        reference.id,
        number if number.isdecimal() else "",
        tuple(name_key(n) for n in shown),
        shown,
        item.issued[:4],
        item.year_suffix,
        position,
    )


def _in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries with the number that their neighbours leave for them, where a scan misread it: "4, 2, 3"."""
    numbers = [0, *(int(e.number or 0) for e in entries), 0]
    return tuple(
        replace(e, number=str(numbers[i - 1] + 1))
        if e.number and numbers[i] != numbers[i - 1] + 1 and numbers[i + 1] == numbers[i - 1] + 2
        else e
        for i, e in enumerate(entries, 1)
    )


def _aliases(item: CslItem) -> tuple[str, ...]:
    """Other names of a first author: an acronym, an end of a name in one piece."""
    people = item.author or item.editor
    if not people or not people[0].literal:
        return ()
    return tuple(dict.fromkeys(a for a in _literal_aliases(people[0]) if len(a) > 1))


def _literal_aliases(name: Name) -> list[str]:
    words = name.literal.split()
    aliases = [name_key(w[1:-1]) for w in words if w.startswith("(") and w.endswith(")")]
    if len(words) > 2:
        aliases.append(name_key("".join(w[0] for w in words if w[0].isupper())))
    if 2 <= len(words) <= 3 and not is_organisation(name.literal):
        # "John Smith" or "Smith John": which is the family is not certain, but a citation says it.
        aliases += [name_key(words[-1]), name_key(words[0])]
    return aliases
