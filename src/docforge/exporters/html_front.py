"""The title block. What is not known is left out; nothing is inferred from the edition or the original."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.exporters.details import Line, detail_lines
from docforge.exporters.html_context import EPUB_TYPE, Element, Rendering, add_text, sub, sub_text
from docforge.exporters.html_inlines import add_inlines, add_url
from docforge.model.meta import Abstract, Contributor
from docforge.model.text import inline_text
from docforge.repair.words.language import direction

# More authors than this run on in one paragraph.
MANY = 4
# The name of the place where an article ends.
END = "end"
HAIR_SPACE = "\u200a"


def add_front(parent: Element, to: Rendering) -> None:
    """Append the title block of the article."""
    meta = to.article.document.meta
    header = sub(parent, "header", "title-block")
    if kind := to.labels.kind(meta.kind):
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
    for product in meta.products:
        add_inlines(sub(header, "p", "product"), product.content, to)
    if meta.standfirst:
        add_inlines(sub(header, "p", "standfirst"), meta.standfirst, to)
    _add_people(header, to)
    _add_abstract(header, to)
    for further in meta.abstracts:
        _add_further(header, further, to)
    if meta.keywords:
        keywords = sub(header, "p", "keywords")
        sub_text(keywords, "span", to.labels["keywords"], "run-in")
        add_text(keywords, " " + "; ".join(meta.keywords))
    _add_details(header, to)


def _add_people(header: Element, to: Rendering) -> None:
    meta = to.article.document.meta
    numbers = {a.id: str(n) for n, a in enumerate(meta.affiliations, 1)}
    marked = len(numbers) > 1
    reachable = [p for p in meta.contributors if p.email] if to.edition.print_emails else []
    wanted = [p for p in reachable if p.corresponding] or reachable
    if meta.contributors:
        many = len(meta.contributors) > MANY and not any(person.orcid for person in meta.contributors)
        authors = sub(header, "ul", "authors run" if many else "authors")
        for person in meta.contributors:
            marks = [numbers[a] for a in person.affiliations if marked and a in numbers]
            if person in wanted and len(meta.contributors) > 1:
                marks.append("*")
            _add_person(sub(authors, "li"), person, marks, to)
    if meta.affiliations:
        places = sub(header, "ul", "affiliations")
        for affiliation in meta.affiliations:
            line = sub(places, "li")
            if marked:
                sub_text(line, "sup", numbers[affiliation.id])
                add_text(line, " ")
            add_text(line, affiliation.text)
    if wanted:
        line = sub(header, "p", "correspondence")
        sub_text(line, "span", f"* {to.labels.led('correspondence')}", "run-in")
        for index, person in enumerate(wanted):
            add_text(line, "; " if index else " ")
            if len(meta.contributors) > 1:
                add_text(line, person.name + ", ")
            add_url(sub(line, "a", "url", href=f"mailto:{person.email}"), person.email, to)


def _add_person(line: Element, person: Contributor, marks: Sequence[str], to: Rendering) -> None:
    """A name with its marks: the numbers of affiliations, the star of the line on correspondence."""
    sub_text(line, "span", person.name, "name")
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
    sub_text(section, "h2", to.labels["abstract"])
    for paragraph in paragraphs:
        add_inlines(sub(section, "p"), paragraph.content, to)


def _add_further(header: Element, further: Abstract, to: Rendering) -> None:
    """Key points, a summary in plain language and the like, under their printed heading or their name."""
    section = sub(header, "section", "abstract", lang=further.language, dir=direction(further.language))
    if further.title:
        add_inlines(sub(section, "h2", "printed"), further.title, to)
    else:
        sub_text(section, "h2", to.labels.abstract(further.kind))
    for paragraph in further.paragraphs:
        add_inlines(sub(section, "p"), paragraph.content, to)


def _add_details(header: Element, to: Rendering) -> None:
    """Dates, DOI, how to cite, rights; then the translations, and for a reprint where it stood first."""
    lines = detail_lines(to.article, to.edition)
    for last in (False, True):
        part = [(name, line) for name, line in lines if (name == "original") == last]
        if last:
            _add_translations(header, to)
        details = sub(header, "div", "details") if part else header
        for name, line in part:
            _add_line(sub(details, "p", name), line, to)


def _add_translations(header: Element, to: Rendering) -> None:
    for other in to.article.document.meta.translations:
        section = sub(header, "div", "translation", lang=other.language, dir=direction(other.language))
        if other.title:
            add_inlines(sub(section, "p", "trans-title"), other.title, to)
        if other.subtitle:
            add_inlines(sub(section, "p", "trans-subtitle"), other.subtitle, to)
        for paragraph in other.abstract:
            add_inlines(sub(section, "p"), paragraph.content, to)
        if other.keywords:
            sub_text(section, "p", "; ".join(other.keywords), "keywords")


def _add_pages(parent: Element, first: str, to: Rendering) -> None:
    """ "7" and, in print, up to the page on which the article will be found to end."""
    if to.medium == "print":
        add_text(parent, first)
        sub(parent, "a", "last-page", href=f"#{to.anchor('', END)}")
    else:
        add_text(parent, first)


def _add_line(parent: Element, line: Line, to: Rendering) -> None:
    for part in line:
        if part.pages:
            _add_pages(parent, part.text, to)
        elif part.url:
            tag = "a" if part.href else "span"
            add_url(sub(parent, tag, "url", href=part.href), part.text, to)
        elif part.href:
            add_url(sub(parent, "a", href=part.href), part.text, to)
        elif part.title:
            sub_text(parent, "cite", part.text)
        else:
            add_text(parent, part.text)
