"""The pages before the first article: cover, title page, masthead and imprint, contents.

Only what the editor has given stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from docforge.exporters.details import licence_link, printed_date
from docforge.exporters.html import status_notice
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.exporters.issue.entries import Entry, edition_title, issue_line
from docforge.exporters.issue.links import link_to
from docforge.model.edition import EditionMeta
from docforge.model.labels import labels_of

COVER_URL = "asset:cover"


def issue_page(edition: EditionMeta, cls: str) -> tuple[Element, Element]:
    """``<html>`` and ``<body>`` of pages around the articles."""
    root = element("html", lang=edition.language)
    head = sub(root, "head")
    sub_text(head, "title", edition_title(edition))
    for editor in (*edition.editors, *edition.guest_editors):
        sub(head, "meta", name="author", content=editor)
    sub(head, "meta", name="generator", content="docforge")
    return root, sub(root, "body", cls, data_status=status_notice(edition))


def cover_page(edition: EditionMeta, words: str) -> Element:
    """``<html>`` of the cover: one picture that fills the page, described by ``words``."""
    root, body = issue_page(edition, "cover-page")
    sub(body, "img", src=COVER_URL, alt=words)
    return root


def front_matter(edition: EditionMeta, entries: Sequence[Entry]) -> Element:
    """``<html>`` of title page, imprint and contents; contents link to the articles."""
    root, body = issue_page(edition, "front-matter")
    _add_title_page(sub(body, "section", "title-page"), edition)
    add_imprint(sub(body, "section", "imprint"), edition)
    _add_contents(sub(body, "section", "contents"), edition, entries)
    return root


def _add_title_page(page: Element, edition: EditionMeta) -> None:
    words = labels_of(edition.language)
    if edition.journal and edition.title:
        sub_text(page, "p", edition.journal, "journal")
    title = sub(page, "h1", data_outline=edition_title(edition))
    add_text(title, edition.title or edition.journal or "Edition")
    if line := ", ".join(filter(None, (issue_line(edition), printed_date(edition.date, edition.language)))):
        sub_text(page, "p", line, "issue")
    if edition.editors:
        sub_text(page, "p", f"{words['edited_by']} {words.listed(edition.editors)}", "editors")
    if guests := edition.guest_editors:
        named = words["guest_editors" if len(guests) > 1 else "guest_editor"] + words["colon"]
        sub_text(page, "p", f"{named} {words.listed(guests)}", "editors guest")
    if edition.publisher:
        house = ", ".join(filter(None, (edition.publisher, edition.publisher_place)))
        sub_text(page, "p", house, "publisher")
    if notice := status_notice(edition):
        sub_text(page, "p", notice, "notice")


def add_imprint(page: Element, edition: EditionMeta) -> None:
    """Masthead, description, publisher, numbers and rights of the issue."""
    words = labels_of(edition.language)
    if edition.board:
        _add_board(page, edition)
    if edition.description:
        sub_text(page, "p", edition.description, "description")
    if edition.publisher:
        house = ", ".join(filter(None, (edition.publisher, edition.publisher_place)))
        sub_text(page, "p", f"{words['published_by']} {house}")
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
        line = sub_text(page, "p", words["issue_rights"] + " ")
        sub_text(line, "a" if url else "span", name, href=url)
        add_text(line, f". {words['own_rights']}")


def _add_board(page: Element, edition: EditionMeta) -> None:
    masthead = sub(page, "div", "masthead")
    if edition.journal:
        sub_text(masthead, "p", edition.journal, "journal")
    for group in edition.board:
        line = sub(masthead, "p", "group")
        sub_text(line, "span", group.role, "role")
        for name in group.names:
            sub(line, "br")
            add_text(line, name)


def _add_contents(page: Element, edition: EditionMeta, entries: Sequence[Entry]) -> None:
    words = labels_of(edition.language)
    sub_text(page, "h2", words["contents"], data_outline=words["contents"])
    listing = sub(page, "ol")
    section = ""
    for one in entries:
        if one.section and one.section != section:
            section = one.section
            sub_text(sub(listing, "li", "part"), "span", section)
        link = link_to(sub(listing, "li"), one, "")
        sub_text(link, "span", one.page, "page")
        sub_text(link, "span", one.title, "title")
        if one.people:
            add_text(link, " ")
            sub_text(link, "span", words.listed([person.name for person in one.people]), "by")
