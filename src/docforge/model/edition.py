"""The edition an article appears in: facts decided by its editor, handed to exporters as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docforge.model.deposit import Deposit
from docforge.model.meta import Document

Status = Literal["draft", "proof", "final"]
# The folder of an edition's pages for the web among its files.
SITE = "site/"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction to a released article: its id, ISO 8601 date, and the DOI of the notice itself."""

    article: str
    text: str
    date: str
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """People of a journal who do the same work: ``role`` as it is printed ("Managing editor")."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font that an edition brings: ``family`` and ``file`` are names of our own making for it.

    ``digest`` stands for the bytes wherever a result's inputs are spelt out.
    """

    name: str
    family: str
    file: str
    digest: str
    data: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class EditionMeta:
    """One issue. Empty strings are facts that nobody gave; they are left out, never invented.

    ``date`` is ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD). ``licence`` is the edition's own (cover, layout);
    articles have theirs. ``doi_prefix`` is the prefix this publisher registers under ("10.1234").
    ``citation_style`` names the CSL style of lists and citations; without one they stay as printed.
    ``version`` and ``corrections`` tell what became of the issue after its release.
    ``first_page`` is the folio of the first article where a volume's pages run on over its issues.
    ``accessibility_certified_by`` vouches for the accessibility of the EPUBs; without a name nobody does.
    ``site_url`` is where the pages of this issue stand on the web, if that is known.
    ``cover`` is the image of the cover, name and bytes; without one a cover is designed from these facts.
    ``sheets`` are stylesheets of its own, path ("journal/page.css") and text, which stand in for those of the
    theme; ``fonts`` are tried, in their order, for characters that no shipped font has.
    """

    title: str = ""
    journal: str = ""
    journal_abbrev: str = ""
    issn_print: str = ""
    issn_electronic: str = ""
    publisher: str = ""
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    date: str = ""
    language: str = "en"
    status: Status = "draft"
    licence: str = "unknown"
    holder: str = ""
    doi_prefix: str = ""
    url: str = ""
    identifier: str = ""
    editors: tuple[str, ...] = ()
    guest_editors: tuple[str, ...] = ()
    board: tuple[Board, ...] = ()
    first_page: str = ""
    # Not in the repr: every key of a build spells that out, and a picture is large.
    cover: tuple[str, bytes] | None = field(default=None, repr=False)
    cover_alt: str = ""
    description: str = ""
    theme: str = "journal"
    sheets: tuple[tuple[str, str], ...] = ()
    fonts: tuple[FontFile, ...] = ()
    citation_style: str = ""
    print_emails: bool = False
    accessibility_certified_by: str = ""
    site_url: str = ""
    version: str = "1"
    corrections: tuple[Correction, ...] = ()
    deposit: Deposit = Deposit()


ArticlePart = Literal["front", "body", "back"]


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page of the layout begins: at the word before which ``part`` has so many letters and digits.

    Notes do not count, nor what marks them: a page begins with its text. ``near`` are the letters that
    follow, so that who looks for the place elsewhere knows that it is the right one.
    """

    page: str
    part: ArticlePart
    letters: int
    near: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article as an exporter gets it: the document, its id in the edition, its pictures by file name.

    ``assets`` maps the names that ``Figure.graphic`` uses to bytes. It is a tuple of pairs sorted by name,
    so that the value is frozen and its order is the same on every run.
    ``first_page`` and ``last_page`` are this edition's pages, "" until the layout is known; ``page_starts``
    are those of which it is certain with which word they begin. A journal without page numbers gives each
    article an ``elocation_id`` ("e1034"), and its pages are counted from 1.
    """

    id: str
    document: Document
    assets: tuple[tuple[str, bytes], ...] = ()
    first_page: str = ""
    last_page: str = ""
    version: str = "1"
    page_starts: tuple[PageStart, ...] = ()
    elocation_id: str = ""
