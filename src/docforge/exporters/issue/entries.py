"""What the pages around the articles say of the issue and of each article, as values."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of
from docforge.model.meta import Contributor
from docforge.model.text import inline_text


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as contents and indexes name it; ``number`` is its own where the journal has no pages."""

    id: str
    title: str
    section: str
    people: tuple[Contributor, ...]
    keywords: tuple[str, ...]
    first_page: str
    number: str
    language: str

    @property
    def page(self) -> str:
        """Where the article stands: its number, or its first page."""
        return self.number or self.first_page


def entry(article: Article, first_page: str) -> Entry:
    """The entry of an article that begins on ``first_page``."""
    meta = article.document.meta
    title = " ".join(inline_text(meta.title).split()) or article.id
    return Entry(
        article.id,
        title,
        meta.section,
        meta.contributors,
        meta.keywords,
        first_page,
        article.elocation_id,
        meta.language,
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A copy an article was made from: its name and the first signs of its SHA-256."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """How one article came about, in counts; ``holds``: every word of its sources is accounted for."""

    title: str
    language: str
    sources: tuple[Source, ...]
    words: int
    set_aside: int
    repairs: int
    questions: int
    holds: bool


Account = tuple[Provenance, ...]


def edition_title(edition: EditionMeta) -> str:
    """The name of an issue: its title, or the journal with volume and number."""
    return edition.title or " ".join(filter(None, (edition.journal, issue_line(edition)))) or "Edition"


def issue_line(edition: EditionMeta) -> str:
    """ "Volume 7, number 2" from what is known; a double issue ("2-3") has numbers 2–3."""
    words = labels_of(edition.language)
    volume = f"{words['volume']} {edition.volume}" if edition.volume else ""
    double = any(sign in edition.issue for sign in "-–/,&")
    named = words["numbers" if double else "number"]
    number = f"{named} {edition.issue.replace('-', '–')}" if edition.issue else ""
    return ", ".join(filter(None, (volume, number if volume else number[:1].upper() + number[1:])))


def first_folio(edition: EditionMeta) -> int:
    """The folio of the first article: 1, or where the volume's last issue ended."""
    return max(1, int(edition.first_page)) if edition.first_page.isdecimal() else 1


def folio_of(article: Article, following: int) -> int:
    """The first folio of an article: the one that follows, but 1 where articles have numbers of their own."""
    return 1 if article.elocation_id else following
