"""What every target says of an article and its issue, read once from the model: there is no second truth.

A fact that nobody gave is ""; a target that cannot do without it says so, it never makes one up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from docforge.citations.names import PARTICLES
from docforge.exporters.details import own_doi, plain_doi
from docforge.exporters.jats.people import ORCID_RE
from docforge.exporters.jats.rights import licence_url
from docforge.model.countries import country_code
from docforge.model.deposit import Record
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import Contributor, Funding, OriginalPublication
from docforge.model.nodes import Inlines
from docforge.model.text import inline_text

DATE_RE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
# Languages whose names are printed with the family first, so that the last word is no sign of it.
FAMILY_FIRST = frozenset({"hu", "ja", "ko", "vi", "zh"})
SUFFIX_RE = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
INITIAL_RE = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
SPACES_RE = re.compile(r"\s+")


def plain(text: str) -> str:
    """One line without doubled spaces."""
    return SPACES_RE.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Where:
    """An affiliation: its text as printed, its ROR address, its country by its ISO code."""

    text: str
    institution: str = ""
    ror: str = ""
    country: str = ""
    printed_country: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """``certain`` says that somebody gave the family name; else it was told from the printed name."""

    name: str
    family: str
    given: str
    suffix: str
    certain: bool
    orcid: str
    email: str
    corresponding: bool
    places: tuple[Where, ...]


def split_name(name: str, language: str) -> tuple[str, str, str]:
    """Family, given names and suffix of a printed name; family "" where it cannot be told.

    >>> split_name("Ludwig van Beethoven", "en"), split_name("Maria Clara Reis", "pt")
    (('van Beethoven', 'Ludwig', ''), ('', 'Maria Clara Reis', ''))
    """
    words = plain(name).replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and SUFFIX_RE.fullmatch(words[-1]) else ""
    if len(words) == 1:
        return words[0], "", suffix
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    middle = words[1:start]
    foreign = language.split("-")[0].lower() in FAMILY_FIRST or (not name.isascii() and not _latin(name))
    if foreign or any(not INITIAL_RE.fullmatch(word) or len(word) > 4 for word in middle):
        return "", plain(name), ""
    return " ".join(words[start:]), " ".join(words[:start]), suffix


def _latin(name: str) -> bool:
    return all(ord(sign) < 0x250 or not sign.isalpha() for sign in name)


@dataclass(frozen=True)
class Facts:
    """An article of an issue with what is on record of it."""

    article: Article
    edition: EditionMeta
    record: Record

    @property
    def id(self) -> str:
        return self.article.id

    @staticmethod
    def text(content: Inlines) -> str:
        """Running text as one line."""
        return plain(inline_text(content))

    @cached_property
    def title(self) -> str:
        return plain(inline_text(self.article.document.meta.title))

    @cached_property
    def subtitle(self) -> str:
        return plain(inline_text(self.article.document.meta.subtitle))

    @property
    def language(self) -> str:
        return self.article.document.meta.language or self.edition.language

    @property
    def doi(self) -> str:
        """The article's own DOI, under the prefix of the press."""
        return own_doi(self.article.document.meta, self.edition)

    @property
    def foreign_doi(self) -> str:
        """A DOI that somebody else registered for this article."""
        meta = self.article.document.meta
        own = self.doi
        original = plain_doi(meta.original.doi)
        if original and original.casefold() != own.casefold():
            return original
        given = plain_doi(meta.doi) or meta.doi.strip()
        return "" if own or not given else given

    @property
    def original(self) -> OriginalPublication:
        return self.article.document.meta.original

    @property
    def published(self) -> str:
        """The DOI by which the article is known to be published, or ""."""
        return self.foreign_doi or self.doi

    @property
    def reprint(self) -> bool:
        """It is known that the article appeared elsewhere first."""
        first = self.original
        return bool(self.foreign_doi or first.journal or first.url or first.publisher)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return tuple(self._person(person) for person in self.article.document.meta.contributors)

    def _person(self, person: Contributor) -> Person:
        family, given, suffix, certain = person.family, person.given, "", bool(person.family)
        if not certain:
            family, given, suffix = split_name(person.name, self.language)
        orcid = ORCID_RE.fullmatch(person.orcid.strip())
        known = {place.id: place for place in self.article.document.meta.affiliations}
        places = []
        for key in person.affiliations:
            if place := known.get(key):
                more = self.record.place(place.text)
                printed = place.country or more.country
                places.append(
                    Where(
                        plain(place.text),
                        plain(place.institution),
                        more.ror or place.ror,
                        more.country or country_code(place.country),
                        printed,
                    )
                )
        return Person(
            plain(person.name),
            plain(family),
            plain(given),
            suffix,
            certain,
            orcid["id"] if orcid else "",
            person.email,
            person.corresponding,
            tuple(places),
        )

    @cached_property
    def abstract(self) -> tuple[str, ...]:
        return tuple(
            text for p in self.article.document.meta.abstract if (text := plain(inline_text(p.content)))
        )

    @property
    def keywords(self) -> tuple[str, ...]:
        return self.article.document.meta.keywords

    @property
    def licence(self) -> str:
        return self.article.document.meta.permission.licence or "unknown"

    @property
    def licence_url(self) -> str:
        return licence_url(self.licence)

    @property
    def funding(self) -> tuple[Funding, ...]:
        return self.record.funding or self.article.document.meta.funding

    @property
    def date(self) -> tuple[str, str, str]:
        """Year, month and day of publication here, each "" where it is not known."""
        for value in (self.article.document.meta.history.published, self.edition.date):
            if match := DATE_RE.fullmatch(value):
                return match["year"], match["month"] or "", match["day"] or ""
        return "", "", ""

    @property
    def first_page(self) -> str:
        return "" if self.article.elocation_id else self.article.first_page

    @property
    def last_page(self) -> str:
        return "" if self.article.elocation_id else self.article.last_page

    def address(self, pattern: str) -> str:
        """The article's address by a pattern of edition.toml; "" where that asks for an unknown fact."""
        values = {
            "id": self.id,
            "doi": self.doi,
            "volume": self.edition.volume,
            "issue": self.edition.issue,
            "year": self.date[0],
            "first_page": self.first_page,
            "elocation_id": self.article.elocation_id,
        }
        asked = re.findall(r"\{([^{}]*)\}", pattern)
        if any(not values.get(name) for name in asked):
            return ""
        for name in asked:
            pattern = pattern.replace(f"{{{name}}}", values[name].replace(" ", "%20"))
        return pattern

    @property
    def resource_url(self) -> str:
        return self.address(self.edition.deposit.resource_url)

    @property
    def pdf_url(self) -> str:
        return self.address(self.edition.deposit.pdf_url)
