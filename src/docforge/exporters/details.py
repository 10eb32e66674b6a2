"""The small print of the title block as parts, for every format that prints it in its own way.

What is not known is left out; nothing is inferred from the edition or the original publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import ENGLISH, Labels, labels_of
from docforge.model.meta import ArticleMeta, Contributor, History, OriginalPublication, RelatedArticle
from docforge.model.nodes import Permission
from docforge.model.text import inline_text

BEFORE_DOI_RE = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
DOI_RE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
CC_RE = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?", re.IGNORECASE)
# A citation names as many; of more, the first.
MOST_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: plain text, the title of a publication, or an address (``href`` "" if no link).

    ``pages``: the text is this edition's first page, and the last one is known when the pages are laid out.
    """

    text: str
    title: bool = False
    url: bool = False
    href: str = ""
    pages: bool = False


Line = tuple[Part, ...]


# What a notice of correction or retraction is about, by its related-article-type.
CORRECTED = ("corrected-article", "correction", "retracted-article", "addended-article")


def kind_name(kind: str, language: str = ENGLISH) -> str:
    """A JATS article-type for readers: "book-review" -> "Book review"; "" for "other"."""
    return labels_of(language).kind(kind)


def printed_date(iso: str, language: str = ENGLISH) -> str:
    """A date for readers: "2024-03-05" -> "5 March 2024"; anything else stays as it is."""
    return labels_of(language).date(iso)


def doi_url(doi: str) -> str:
    """A DOI as Crossref wants it displayed (https://www.crossref.org/display-guidelines/)."""
    return "https://doi.org/" + BEFORE_DOI_RE.sub("", doi.strip())


def plain_doi(value: str) -> str:
    """The DOI alone, without resolver or "doi:"; "" when ``value`` is none."""
    bare = BEFORE_DOI_RE.sub("", value.strip())
    return bare if DOI_RE.fullmatch(bare) else ""


def licence_link(licence: str) -> tuple[str, str]:
    """Name and address of a licence: an SPDX id of Creative Commons, any other id, or an address."""
    if match := CC_RE.fullmatch(licence):
        kind, version, _ = match.groups()
        return (
            f"CC {kind.upper()} {version}",
            f"https://creativecommons.org/licenses/{kind.lower()}/{version}/",
        )
    if licence.upper() == "CC0-1.0":
        return "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
    if licence.startswith(("http://", "https://")):
        return licence, licence
    return licence, ""


def detail_lines(article: Article, edition: EditionMeta) -> tuple[tuple[str, Line], ...]:
    """Dates, DOI, citation, rights and first publication, each with a name, in the order of the page.

    Before an edition is final it is said where no rights are stated.
    """
    meta = article.document.meta
    words = labels_of(meta.language)
    doi = printed_doi(meta, edition)
    number = f"{words['article']} {article.elocation_id}"
    lines = (
        ("dates", _dates(meta.history, words)),
        ("number", (Part(number),) if article.elocation_id else ()),
        ("doi", _address(doi_url(doi)) if doi else ()),
        ("citation", _citation(article, edition)),
        ("rights", _rights(meta.permission, words)),
        *(("related", _related(one, words)) for one in meta.related),
        ("original", _original(_with_doi(meta, doi), words)),
    )
    told = [(name, line) for name, line in lines if line]
    if edition.status != "final" and not dict(told).get("rights"):
        at = next((n for n, (name, _) in enumerate(told) if name == "original"), len(told))
        told.insert(at, ("rights not-stated", (Part(words["rights_not_stated"]),)))
    return tuple(told)


def printed_doi(meta: ArticleMeta, edition: EditionMeta) -> str:
    """The DOI of the article in this edition; where no prefix of it is known, the one that is given."""
    return own_doi(meta, edition) if edition.doi_prefix.strip("/") else meta.doi


def own_doi(meta: ArticleMeta, edition: EditionMeta) -> str:
    """The article's DOI, bare, if it begins with the prefix that the edition registers under; else ""."""
    bare, prefix = plain_doi(meta.doi), edition.doi_prefix.strip("/").lower()
    return bare if prefix and bare.lower().startswith(prefix + "/") else ""


def own_addresses(articles: Sequence[Article], edition: EditionMeta) -> dict[str, int]:
    """The addresses by which articles of an edition may be cited in it, and which article each is."""
    found: dict[str, int] = {}
    for at, article in enumerate(articles):
        meta = article.document.meta
        if meta.doi and (doi := printed_doi(meta, edition)):
            found.setdefault(doi_url(doi).lower(), at)
    return found


def _with_doi(meta: ArticleMeta, own: str) -> OriginalPublication:
    """The original publication; a DOI of another prefix was given by who published first."""
    known = meta.original
    return replace(known, doi=meta.doi) if meta.doi and not own and not known.doi else known


def _citation(article: Article, edition: EditionMeta) -> Line:
    """ "How to cite: Ada Binder, “Title”, Journal 7 (2), 2024, 1–12, https://doi.org/..." for an issue."""
    meta = article.document.meta
    if not edition.journal or not meta.title:
        return ()
    title = ": ".join(" ".join(inline_text(part).split()) for part in (meta.title, meta.subtitle) if part)
    words = labels_of(meta.language)
    authors = _authors(meta.contributors, words)
    parts = [
        Part(f"{words.led('cite')} {authors + ', ' if authors else ''}{words.quoted(title)}, "),
        Part(edition.journal, title=True),
    ]
    if edition.volume or edition.issue:
        number = f" ({edition.issue})" if edition.volume and edition.issue else edition.issue
        parts.append(Part(f" {edition.volume}{number}"))
    if year := (meta.history.published or edition.date)[:4]:
        parts.append(Part(f", {year}"))
    if article.elocation_id:
        parts.append(Part(f", {article.elocation_id}"))
    elif article.first_page:
        last = article.last_page if article.last_page != article.first_page else ""
        parts.append(Part(", "))
        known = f"{article.first_page}–{last}" if last else article.first_page
        parts.append(Part(known, pages=not article.last_page))
    if doi := printed_doi(meta, edition):
        parts += [Part(", "), *_address(doi_url(doi))]
    return tuple(parts)


def _related(one: RelatedArticle, words: Labels) -> Line:
    """ "Correction to: https://doi.org/...": the article that this one is about."""
    link = doi_url(one.doi) if one.doi else one.url
    key = "corrects" if one.kind in CORRECTED else "related"
    return (Part(f"{words.led(key)} "), *_address(link)) if link else ()


def _authors(people: tuple[Contributor, ...], words: Labels) -> str:
    names = [person.name for person in people]
    if len(names) > MOST_AUTHORS:
        return f"{names[0]} {words['others']}"
    return words.listed(names)


def listed(names: Sequence[str], language: str = ENGLISH) -> str:
    """ "A, B and C"."""
    return labels_of(language).listed(names)


def _address(url: str) -> Line:
    return (Part(url, url=True, href=url if url.startswith(("http://", "https://")) else ""),)


def _dates(history: History, words: Labels) -> Line:
    dates = (
        ("received", history.received),
        ("revised", history.revised),
        ("accepted", history.accepted),
        ("published", history.published),
    )
    told = " · ".join(f"{words[name]} {words.date(date)}" for name, date in dates if date)
    return (Part(told),) if told else ()


def _original(original: OriginalPublication, words: Labels) -> Line:
    """ "First published in Journal 12 (3), 2020, pp. 45–67, https://doi.org/..." from what is known."""
    if not original:
        return ()
    parts = [Part(words["first_published"])]
    if original.journal:
        parts = [Part(words["first_published_in"] + " "), Part(original.journal, title=True)]
    volume = original.volume + (f" ({original.issue})" if original.issue else "")
    if volume:
        parts.append(Part(f" {volume}" if original.volume else f", {words['no']} {original.issue}"))
    separator = ", " if original.journal or volume else " "
    for told in _told(original, words):
        parts.append(Part(separator + told))
        separator = ", "
    if link := (doi_url(original.doi) if original.doi else original.url):
        parts += [Part(separator), *_address(link)]
    return (*parts, Part("."))


def _told(original: OriginalPublication, words: Labels) -> tuple[str, ...]:
    pages = ""
    if original.first_page:
        many = original.last_page and original.last_page != original.first_page
        last = f"–{original.last_page}" if many else ""
        pages = f"{words['pages' if many else 'page']} {original.first_page}{last}"
    issn = f"ISSN {original.issn}" if original.issn else ""
    date = words.date(original.date) if original.date else ""
    return tuple(filter(None, (original.publisher, date, pages, issn)))


def _rights(rights: Permission, words: Labels) -> Line:
    parts: list[Part] = []
    if rights.holder:
        parts.append(Part(" ".join(("©", *filter(None, (rights.year, rights.holder)))) + ". "))
    if rights.statement:
        parts.append(Part(rights.statement.rstrip() + " "))
    if rights.licence and rights.licence != "unknown":
        name, url = licence_link(rights.licence)
        parts += [Part(words["licensed"] + " "), Part(name, url=name == url, href=url), Part(".")]
    return tuple(parts)
