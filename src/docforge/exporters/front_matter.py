"""The pages before the first article: title page, imprint, contents. Only what the editor has given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docforge.exporters.details import licence_link, printed_date
from docforge.exporters.html import status_notice
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.model.edition import Article, EditionMeta
from docforge.model.text import inline_text


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An article with the page it begins on and the id to link to."""

    article: Article
    page: str
    target: str


def edition_title(edition: EditionMeta) -> str:
    """The name of an issue: its title, or the journal with volume and number."""
    return edition.title or " ".join(filter(None, (edition.journal, issue_line(edition)))) or "Edition"


def issue_line(edition: EditionMeta) -> str:
    """ "Volume 7, number 2" from what is known."""
    volume = f"Volume {edition.volume}" if edition.volume else ""
    number = f"number {edition.issue}" if edition.volume else f"Number {edition.issue}"
    return ", ".join(filter(None, (volume, number if edition.issue else "")))


def front_matter(edition: EditionMeta, entries: Sequence[ContentsEntry]) -> Element:
    """``<html>`` of the front matter; contents link to the articles' ids."""
    root = element("html", lang=edition.language)
    head = sub(root, "head")
    sub_text(head, "title", edition_title(edition))
    for editor in edition.editors:
        sub(head, "meta", name="author", content=editor)
    sub(head, "meta", name="generator", content="docforge")
    body = sub(root, "body", "front-matter", data_status=status_notice(edition))
    _add_title_page(sub(body, "section", "title-page"), edition)
    _add_imprint(sub(body, "section", "imprint"), edition)
    _add_contents(sub(body, "section", "contents"), entries)
    return root


def _add_title_page(page: Element, edition: EditionMeta) -> None:
    if edition.journal and edition.title:
        sub_text(page, "p", edition.journal, "journal")
    title = sub(page, "h1", data_outline=edition_title(edition))
    add_text(title, edition.title or edition.journal or "Edition")
    if line := ", ".join(filter(None, (issue_line(edition), printed_date(edition.date)))):
        sub_text(page, "p", line, "issue")
    if edition.editors:
        line_of = sub(page, "p", "editors")
        add_text(line_of, "Edited by " + _and(edition.editors))
    if edition.publisher:
        house = ", ".join(filter(None, (edition.publisher, edition.publisher_place)))
        sub_text(page, "p", house, "publisher")
    if notice := status_notice(edition):
        sub_text(page, "p", notice, "notice")


def _add_imprint(page: Element, edition: EditionMeta) -> None:
    if edition.description:
        sub_text(page, "p", edition.description, "description")
    for name, value in (
        ("ISSN (print)", edition.issn_print),
        ("ISSN (electronic)", edition.issn_electronic),
        ("Identifier", edition.identifier),
    ):
        if value:
            sub_text(page, "p", f"{name} {value}")
    if edition.url:
        sub_text(sub(page, "p"), "a", edition.url, "url", href=edition.url)
    if edition.holder:
        sub_text(page, "p", f"© {edition.date[:4]} {edition.holder}".replace("  ", " "))
    if edition.licence and edition.licence != "unknown":
        name, url = licence_link(edition.licence)
        line = sub_text(page, "p", "Cover, contents and layout: ")
        sub_text(line, "a" if url else "span", name, href=url)
        add_text(line, ". Each article states its own rights.")


def _add_contents(page: Element, entries: Sequence[ContentsEntry]) -> None:
    sub_text(page, "h2", "Contents", data_outline="Contents")
    listing = sub(page, "ol")
    section = ""
    for entry in entries:
        meta = entry.article.document.meta
        if meta.section and meta.section != section:
            section = meta.section
            sub_text(sub(listing, "li", "part"), "span", section)
        link = sub(sub(listing, "li"), "a", href=f"#{entry.target}")
        sub_text(link, "span", entry.page, "page")
        sub_text(link, "span", " ".join(inline_text(meta.title).split()) or entry.article.id, "title")
        if meta.contributors:
            add_text(link, " ")
            sub_text(link, "span", _and([person.name for person in meta.contributors]), "by")


def _and(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) < 2 else ", ".join(names[:-1]) + " and " + names[-1]
