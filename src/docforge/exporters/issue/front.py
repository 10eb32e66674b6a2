"""The pages before the first article: cover, title page, masthead and imprint, contents.

Only what the editor has given stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from docforge.exporters.details import licence_link, listed, printed_date
from docforge.exporters.html import status_notice
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.exporters.issue.entries import Entry, edition_title, issue_line
from docforge.exporters.issue.links import link_to
from docforge.model.edition import EditionMeta

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
        sub_text(page, "p", "Edited by " + listed(edition.editors), "editors")
    if guests := edition.guest_editors:
        sub_text(
            page, "p", f"Guest editor{'s' if len(guests) > 1 else ''}: {listed(guests)}", "editors guest"
        )
    if edition.publisher:
        house = ", ".join(filter(None, (edition.publisher, edition.publisher_place)))
        sub_text(page, "p", house, "publisher")
    if notice := status_notice(edition):
        sub_text(page, "p", notice, "notice")


def _add_imprint(page: Element, edition: EditionMeta) -> None:
    if edition.board:
        _add_board(page, edition)
    if edition.description:
        sub_text(page, "p", edition.description, "description")
    if edition.publisher:
        house = ", ".join(filter(None, (edition.publisher, edition.publisher_place)))
        sub_text(page, "p", f"Published by {house}")
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


def _add_contents(page: Element, entries: Sequence[Entry]) -> None:
    sub_text(page, "h2", "Contents", data_outline="Contents")
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
            sub_text(link, "span", listed([person.name for person in one.people]), "by")
