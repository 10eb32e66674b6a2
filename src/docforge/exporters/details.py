"""The small print of the title block as parts, for every format that prints it in its own way.

What is not known is left out; nothing is inferred from the edition or the original publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docforge.model.meta import ArticleMeta, History, OriginalPublication
from docforge.model.months import MONTHS
from docforge.model.nodes import Permission

ISO_RE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
CC_RE = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?", re.IGNORECASE)
# JATS article-type (https://jats.nlm.nih.gov/publishing/tag-library/1.3/attribute/article-type.html)
KINDS = {
    "abstract": "Abstract",
    "article-commentary": "Commentary",
    "book-review": "Book review",
    "brief-report": "Brief report",
    "case-report": "Case report",
    "correction": "Correction",
    "discussion": "Discussion",
    "editorial": "Editorial",
    "essay": "Essay",
    "interview": "Interview",
    "introduction": "Introduction",
    "letter": "Letter",
    "news": "News",
    "obituary": "Obituary",
    "other": "",
    "rapid-communication": "Rapid communication",
    "reply": "Reply",
    "reprint": "Reprint",
    "research-article": "Research article",
    "review-article": "Review article",
    "translation": "Translation",
}
NOT_STATED = "Rights: not stated"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: plain text, the title of a publication, or an address (``href`` "" if no link)."""

    text: str
    title: bool = False
    url: bool = False
    href: str = ""


Line = tuple[Part, ...]


def kind_name(kind: str) -> str:
    """A JATS article-type for readers: "book-review" -> "Book review"; "" for "other"."""
    return KINDS.get(kind, kind.replace("-", " ").capitalize())


def printed_date(iso: str) -> str:
    """A date for readers: "2024-03-05" -> "5 March 2024"; anything else stays as it is."""
    match = ISO_RE.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return iso if month else year
    name = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {name}" if day else name


def doi_url(doi: str) -> str:
    """A DOI as Crossref wants it displayed (https://www.crossref.org/display-guidelines/)."""
    return "https://doi.org/" + re.sub(
        r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.I
    )


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


def detail_lines(meta: ArticleMeta, proof: bool) -> tuple[tuple[str, Line], ...]:
    """Dates, DOI, first publication and rights, each with a name. ``proof`` says what is not stated."""
    lines = (
        ("dates", _dates(meta.history)),
        ("doi", _address(doi_url(meta.doi)) if meta.doi else ()),
        ("original", _original(meta.original) if meta.original else ()),
        ("rights", _rights(meta.permission)),
    )
    told = tuple((name, line) for name, line in lines if line)
    if proof and not lines[-1][1]:
        told += (("rights not-stated", (Part(NOT_STATED),)),)
    return told


def _address(url: str) -> Line:
    return (Part(url, url=True, href=url if url.startswith(("http://", "https://")) else ""),)


def _dates(history: History) -> Line:
    dates = (
        ("Received", history.received),
        ("Revised", history.revised),
        ("Accepted", history.accepted),
        ("Published", history.published),
    )
    told = "; ".join(f"{name} {printed_date(date)}" for name, date in dates if date)
    return (Part(told),) if told else ()


def _original(original: OriginalPublication) -> Line:
    """ "First published in Journal 12 (3), 2020, pp. 45–67, https://doi.org/..." from what is known."""
    parts = [Part("First published")]
    if original.journal:
        parts += [Part(" in "), Part(original.journal, title=True)]
    volume = original.volume + (f" ({original.issue})" if original.issue else "")
    if volume:
        parts.append(Part(f" {volume}" if original.volume else f", no. {original.issue}"))
    separator = ", " if original.journal or volume else " "
    for told in _told(original):
        parts.append(Part(separator + told))
        separator = ", "
    if link := (doi_url(original.doi) if original.doi else original.url):
        parts += [Part(separator), *_address(link)]
    return (*parts, Part("."))


def _told(original: OriginalPublication) -> tuple[str, ...]:
    pages = ""
    if original.first_page:
        many = original.last_page and original.last_page != original.first_page
        pages = f"pp. {original.first_page}–{original.last_page}" if many else f"p. {original.first_page}"
    issn = f"ISSN {original.issn}" if original.issn else ""
    date = printed_date(original.date) if original.date else ""
    return tuple(filter(None, (original.publisher, date, pages, issn)))


def _rights(rights: Permission) -> Line:
    parts: list[Part] = []
    if rights.holder:
        parts.append(Part(" ".join(("©", *filter(None, (rights.year, rights.holder)))) + ". "))
    if rights.statement:
        parts.append(Part(rights.statement.rstrip() + " "))
    if rights.licence and rights.licence != "unknown":
        name, url = licence_link(rights.licence)
        parts += [Part("Licence: "), Part(name, url=name == url, href=url), Part(".")]
    return tuple(parts)
