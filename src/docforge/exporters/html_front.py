"""The title block. What is not known is left out; nothing is inferred from the edition or the original."""

from __future__ import annotations

import re

from docforge.exporters.html_context import EPUB_TYPE, Element, Rendering, add_text, sub, sub_text
from docforge.exporters.html_inlines import add_inlines, add_url
from docforge.model.meta import Contributor, OriginalPublication
from docforge.model.nodes import Permission
from docforge.model.text import inline_text

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
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ISO_RE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
# More authors than this run on in one paragraph.
MANY = 4
HAIR_SPACE = "\u200a"
CC_RE = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?", re.IGNORECASE)


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


def add_front(parent: Element, to: Rendering) -> None:
    """Append the title block of the article."""
    meta = to.article.document.meta
    header = sub(parent, "header", "title-block")
    if kind := KINDS.get(meta.kind, meta.kind.replace("-", " ").capitalize()):
        sub_text(header, "p", kind, "kind")
    if meta.title:
        title = sub(header, "h1")
        if to.medium == "print":
            title.set("data-outline", inline_text(meta.title))
        add_inlines(title, meta.title, to)
    if meta.subtitle:
        subtitle = sub(header, "p", "subtitle")
        if to.medium != "print":
            subtitle.set("role", "doc-subtitle")
        add_inlines(subtitle, meta.subtitle, to)
    if meta.standfirst:
        add_inlines(sub(header, "p", "standfirst"), meta.standfirst, to)
    _add_people(header, to)
    _add_abstract(header, to)
    if meta.keywords:
        keywords = sub(header, "p", "keywords")
        sub_text(keywords, "span", "Keywords", "run-in")
        add_text(keywords, " " + "; ".join(meta.keywords))
    _add_details(header, to)


def _add_people(header: Element, to: Rendering) -> None:
    meta = to.article.document.meta
    numbers = {a.id: str(n) for n, a in enumerate(meta.affiliations, 1)}
    marked = len(numbers) > 1
    if meta.contributors:
        many = len(meta.contributors) > MANY and not any(person.orcid for person in meta.contributors)
        authors = sub(header, "ul", "authors run" if many else "authors")
        for person in meta.contributors:
            _add_person(sub(authors, "li"), person, numbers if marked else {}, to)
    if meta.affiliations:
        places = sub(header, "ul", "affiliations")
        for affiliation in meta.affiliations:
            line = sub(places, "li")
            if marked:
                sub_text(line, "sup", numbers[affiliation.id])
                add_text(line, " ")
            add_text(line, affiliation.text)
    reachable = [p for p in meta.contributors if p.email]
    if to.edition.print_emails and reachable:
        wanted = [p for p in reachable if p.corresponding] or reachable
        line = sub(header, "p", "correspondence")
        sub_text(line, "span", "Correspondence", "run-in")
        for index, person in enumerate(wanted):
            add_text(line, "; " if index else " ")
            if len(meta.contributors) > 1:
                add_text(line, person.name + ", ")
            add_url(sub(line, "a", "url", href=f"mailto:{person.email}"), person.email, to)


def _add_person(line: Element, person: Contributor, numbers: dict[str, str], to: Rendering) -> None:
    sub_text(line, "span", person.name, "name")
    marks = [numbers[a] for a in person.affiliations if a in numbers]
    if marks:
        add_text(line, HAIR_SPACE)
        sub_text(line, "sup", ",".join(marks))
    if person.orcid:
        url = "https://orcid.org/" + person.orcid.rstrip("/").rpartition("/")[2]
        add_text(line, " ")
        add_url(sub(line, "a", "orcid url", href=url), url, to)


def _add_abstract(header: Element, to: Rendering) -> None:
    paragraphs = to.article.document.meta.abstract
    if not paragraphs:
        return
    section = sub(header, "section", "abstract")
    if to.medium != "print":
        section.set("role", "doc-abstract")
    if to.medium == "epub":
        section.set(EPUB_TYPE, "abstract")
    sub_text(section, "h2", "Abstract")
    for paragraph in paragraphs:
        add_inlines(sub(section, "p"), paragraph.content, to)


def _add_details(header: Element, to: Rendering) -> None:
    """Dates, DOI, first publication and rights: the small print of the title block."""
    meta = to.article.document.meta
    details = sub(header, "div", "details")
    history = meta.history
    dates = (
        ("Received", history.received),
        ("Revised", history.revised),
        ("Accepted", history.accepted),
        ("Published", history.published),
    )
    told = [f"{name} {printed_date(date)}" for name, date in dates if date]
    if told:
        sub_text(details, "p", "; ".join(told), "dates")
    if meta.doi:
        line = sub(details, "p", "doi")
        url = doi_url(meta.doi)
        add_url(sub(line, "a", "url", href=url), url, to)
    if meta.original:
        _add_original(sub(details, "p", "original"), meta.original, to)
    _add_rights(details, meta.permission, to)
    if not len(details):
        header.remove(details)


def _add_original(line: Element, original: OriginalPublication, to: Rendering) -> None:
    """ "First published in Journal 12 (3), 2020, pp. 45–67, https://doi.org/..." from what is known."""
    add_text(line, "First published")
    if original.journal:
        add_text(line, " in ")
        sub_text(line, "cite", original.journal)
    parts: list[str] = []
    volume = original.volume + (f" ({original.issue})" if original.issue else "")
    if volume:
        add_text(line, f" {volume}" if original.volume else f", no. {original.issue}")
    if original.publisher:
        parts.append(original.publisher)
    if original.date:
        parts.append(printed_date(original.date))
    if original.first_page:
        last = original.last_page
        many = bool(last) and last != original.first_page
        parts.append(f"pp. {original.first_page}–{last}" if many else f"p. {original.first_page}")
    if original.issn:
        parts.append(f"ISSN {original.issn}")
    separator = ", " if original.journal or volume else " "
    for part in parts:
        add_text(line, separator + part)
        separator = ", "
    if link := (doi_url(original.doi) if original.doi else original.url):
        add_text(line, separator)
        if link.startswith(("http://", "https://")):
            add_url(sub(line, "a", "url", href=link), link, to)
        else:
            add_url(sub(line, "span", "url"), link, to)
    add_text(line, ".")


def _add_rights(details: Element, rights: Permission, to: Rendering) -> None:
    known = rights.licence and rights.licence != "unknown"
    if not (known or rights.holder or rights.statement):
        if to.proof:
            sub_text(details, "p", "Rights: not stated", "rights not-stated")
        return
    line = sub(details, "p", "rights")
    if rights.holder:
        add_text(line, " ".join(("©", *filter(None, (rights.year, rights.holder)))) + ". ")
    if rights.statement:
        add_text(line, rights.statement.rstrip() + " ")
    if known:
        name, url = licence_link(rights.licence)
        add_text(line, "Licence: ")
        if url:
            add_url(sub(line, "a", "url" if name == url else "", href=url), name, to)
        else:
            add_text(line, name)
        add_text(line, ".")
