"""What tells who wrote a manuscript: names, addresses, numbers of people, their places and their money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from docforge.submission.facts import Facts, Person

EMAIL_RE = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
ORCID_RE = re.compile(r"(?:https?://orcid\.org/)?\b\d{4}-\d{4}-\d{4}-\d{3}[\dXx]\b")
PATH_RE = re.compile(r"(?:/home/|/Users/|[A-Za-z]:\\Users\\|file://)[^\s\"'<>)]{2,}")
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Needle:
    """``loose``: to be found whatever its capitals, accents, spaces; else as a word, capitals and all."""

    kind: str
    text: str
    loose: bool = True


def find_needles(facts: Facts) -> tuple[Needle, ...]:
    """Everything to be looked for, the longest first, so that a whole goes before its parts."""
    found = dict.fromkeys(needle for needle in _all(facts) if len(needle.text) >= SHORTEST)
    return tuple(sorted(found, key=lambda n: (not n.loose, -len(n.text), n.text)))


def _all(facts: Facts) -> Iterator[Needle]:
    for person in facts.people:
        yield from _person(person)
    known = {word.casefold() for word in facts.record.other_words}
    for person in facts.people:
        family = person.family or person.name.split()[-1]
        # "van Marsh" is cited as "Marsh" too.
        for word in dict.fromkeys((family, family.split()[-1])):
            if word.casefold() not in known:
                yield Needle("family name", word, loose=False)
                yield Needle("family name", word.upper(), loose=False)
    for affiliation in facts.article.document.meta.affiliations:
        for text in (affiliation.text, affiliation.institution, facts.record.place(affiliation.text).ror):
            if text:
                yield Needle("affiliation", " ".join(text.split()))
        if affiliation.ror:
            yield Needle("affiliation", affiliation.ror)
    for funding in facts.funding:
        for award in funding.awards:
            yield Needle("award", award, loose=len(award) > 5)
    for doi in (facts.doi, facts.foreign_doi):
        if doi:
            yield Needle("DOI", doi)


def _person(person: Person) -> Iterator[Needle]:
    names = {person.name}
    if person.family and person.given:
        first = person.given.split()[0]
        names |= {
            f"{person.given} {person.family}",
            f"{person.family}, {person.given}",
            f"{person.family} {person.given}",
            f"{first} {person.family}",
            f"{first[0]}. {person.family}",
            f"{person.family}, {first[0]}.",
        }
    for name in sorted(names):
        if " " in name:
            yield Needle("name", name)
    if person.email:
        yield Needle("e-mail", person.email)
    if person.orcid:
        yield Needle("ORCID", person.orcid)
        yield Needle("ORCID", person.orcid.replace("-", ""))


def fold(text: str, loose: bool = True) -> str:
    """The text without accents, soft hyphens and doubled spaces; loosely also without capitals."""
    plain = unicodedata.normalize("NFKD", text).replace("\u00ad", "")
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
        plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"\s+", " ", plain)
    return plain.casefold() if loose else plain


def pattern(needle: Needle) -> re.Pattern[str]:
    """A pattern over folded text: as words, so that "Oakes" is not found in "Oakestown"."""
    text = re.escape(fold(needle.text, needle.loose)).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){text}(?!\w)")
