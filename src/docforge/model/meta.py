"""Front matter of one article: ``Document`` and everything that JATS calls article-meta.

What a source says of its first publication is ``OriginalPublication`` and nothing else; this edition's own
facts (volume, pages, DOI) come from the edition file and are no part of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.model.nodes import Block, Footnote, Inlines, Origin, Paragraph, Permission, _origin


@dataclass(frozen=True, slots=True)
class Affiliation:
    """``text`` is the whole as printed; the parts are set only where they are certain."""

    id: str
    text: str
    institution: str = ""
    country: str = ""
    ror: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Contributor:
    """``name`` in printed order. ``family`` and ``given`` only where certain (else it is not inverted)."""

    name: str
    family: str = ""
    given: str = ""
    orcid: str = ""
    email: str = ""
    affiliations: tuple[str, ...] = ()
    corresponding: bool = False
    biography: Inlines = ()
    roles: tuple[str, ...] = ()
    note: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """A page of the first publication; ``begins`` are the words that it begins with, whole ones."""

    page: str
    begins: str


@dataclass(frozen=True, slots=True)
class OriginalPublication:
    """Where the article first appeared, harvested from running heads, DOI lines and the like."""

    journal: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    date: str = ""
    doi: str = ""
    url: str = ""
    publisher: str = ""
    licence: str = ""

    def __bool__(self) -> bool:
        return self != OriginalPublication()


@dataclass(frozen=True, slots=True)
class History:
    """Dates as ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD)."""

    received: str = ""
    revised: str = ""
    accepted: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """Title, abstract and keywords in another language than the article's (BCP 47)."""

    language: str
    title: Inlines = ()
    subtitle: Inlines = ()
    abstract: tuple[Paragraph, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstract:
    """A further abstract; ``kind`` is a JATS abstract-type ("key-points", "plain-language-summary").

    ``title`` is its printed heading; ``language`` (BCP 47) is set where it is not the article's.
    """

    kind: str
    paragraphs: tuple[Paragraph, ...] = ()
    title: Inlines = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """What a review is of, a book for the most part; ``content`` is how it is printed, whole.

    ``kind`` is a JATS product-type. The other fields are parts of the printed text that are certain.
    """

    content: Inlines
    kind: str = "book"
    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    publisher: str = ""
    publisher_place: str = ""
    isbn: str = ""


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Another article that this one is about; ``kind`` as in JATS: "corrected-article"."""

    kind: str
    doi: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid: ``identifier`` is the funder's in the Crossref or ROR registry, as a web address.

    ``awards`` are the numbers of the grants, ``recipients`` the names of those who were given them.
    """

    funder: str
    identifier: str = ""
    awards: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleMeta:
    """``kind`` is a JATS article-type. ``language`` is BCP 47.

    ``original_pages`` are those of the first publication of which it is certain where they began.
    """

    title: Inlines = ()
    subtitle: Inlines = ()
    kind: str = "research-article"
    language: str = "en"
    section: str = ""
    contributors: tuple[Contributor, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    standfirst: Inlines = ()
    abstract: tuple[Paragraph, ...] = ()
    keywords: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    doi: str = ""
    running_title: str = ""
    history: History = History()
    permission: Permission = Permission()
    original: OriginalPublication = OriginalPublication()
    original_pages: tuple[OriginalPage, ...] = ()
    abstracts: tuple[Abstract, ...] = ()
    products: tuple[Product, ...] = ()
    related: tuple[RelatedArticle, ...] = ()
    funding: tuple[Funding, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A person (``family``, ``given``) or an organisation (``literal``), as CSL has it."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class CslItem:
    """The known fields of a reference, in CSL terms (docs.citationstyles.org, CSL 1.0.2 appendix IV)."""

    type: str = ""
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    issued: str = ""
    year_suffix: str = ""
    title: str = ""
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    edition: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    url: str = ""
    accessed: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list.

    ``raw`` is the damaged string for ever; ``content`` the repaired one that is printed;
    ``csl`` what could be read out of it with certainty. ``label`` is a printed number ("12").
    ``certain`` says that ``csl`` may be used to style the entry (given by the editor or confirmed);
    while it is False the entry is printed as ``content``.
    """

    id: str
    raw: str
    content: Inlines
    csl: CslItem = CslItem()
    label: str = ""
    certain: bool = False
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Document:
    """One article. Blocks before the first heading stand before the first Section in ``body``."""

    meta: ArticleMeta = ArticleMeta()
    body: tuple[Block, ...] = ()
    notes: tuple[Footnote, ...] = ()
    references: tuple[Reference, ...] = ()
    references_title: Inlines = field(default=())
    back: tuple[Block, ...] = ()
