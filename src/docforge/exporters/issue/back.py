"""The pages after the last article: corrections, notes on contributors, indexes, colophon."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.exporters.details import doi_url
from docforge.exporters.html_context import Element, add_text, sub, sub_text
from docforge.exporters.issue.colophon import add_colophon
from docforge.exporters.issue.entries import Account, Entry
from docforge.exporters.issue.front import issue_page
from docforge.exporters.issue.index import add_index, author_lines, keyword_lines, sort_key
from docforge.exporters.issue.links import link_to
from docforge.model.edition import EditionMeta
from docforge.model.labels import Labels, labels_of
from docforge.model.meta import Contributor
from docforge.model.text import inline_text


def has_lists(edition: EditionMeta, entries: Sequence[Entry]) -> bool:
    """Whether there is anything to list after the articles."""
    return bool(edition.corrections) or any(one.people or one.keywords for one in entries)


def lists(edition: EditionMeta, entries: Sequence[Entry]) -> Element:
    """``<html>`` of corrections, notes on contributors and indexes."""
    words = labels_of(edition.language)
    root, body = issue_page(edition, "back-matter")
    if edition.corrections:
        _add_corrections(sub(body, "section", "corrections"), edition, entries)
    if people := _told(entries):
        _add_contributors(sub(body, "section", "contributors"), people, words)
    for title, lines in (
        (words["index_authors"], author_lines(entries)),
        (words["index_keywords"], keyword_lines(entries)),
    ):
        if lines:
            add_index(sub(body, "section", "index-page"), title, lines)
    return root


def colophon_page(edition: EditionMeta, account: Account) -> Element:
    """``<html>`` of the colophon, which changes whenever a source does: the lists do not wait for it."""
    root, body = issue_page(edition, "back-matter")
    add_colophon(sub(body, "section", "colophon"), edition, account)
    return root


def _add_corrections(page: Element, edition: EditionMeta, entries: Sequence[Entry]) -> None:
    """Each with the article it corrects, its date and the DOI of the notice."""
    known = {one.id: one for one in entries}
    words = labels_of(edition.language)
    sub_text(page, "h2", words["corrections"], data_outline=words["corrections"])
    for correction in edition.corrections:
        line = sub(page, "p")
        if one := known.get(correction.article):
            sub_text(line, "span", f"{one.title}, ", "name")
            link_to(line, one, one.page, "page")
            add_text(line, ". ")
        add_text(line, correction.text)
        if correction.date:
            add_text(line, f" ({words.date(correction.date)})")
        if correction.doi:
            add_text(line, " ")
            url = doi_url(correction.doi)
            sub_text(line, "a", url, "url", href=url)


def _told(entries: Sequence[Entry]) -> list[tuple[Contributor, list[Entry]]]:
    """The contributors of whom the articles tell something, by name, each with their articles."""
    found: dict[str, tuple[Contributor, list[Entry]]] = {}
    for one in entries:
        for person in one.people:
            if person.biography or person.note:
                found.setdefault(person.name.casefold(), (person, []))[1].append(one)
    return sorted(found.values(), key=lambda f: sort_key(f[0].family or f[0].name.rpartition(" ")[2]))


def _add_contributors(
    page: Element, people: Sequence[tuple[Contributor, list[Entry]]], words: Labels
) -> None:
    sub_text(page, "h2", words["contributors"], data_outline=words["contributors"])
    for person, entries in people:
        line = sub(page, "p")
        sub_text(line, "span", person.name, "name")
        told = " ".join(filter(None, (inline_text(person.biography), person.note)))
        add_text(line, f". {told} ")
        for number, one in enumerate(entries):
            add_text(line, ", " if number else "")
            link_to(line, one, one.page, "page")
