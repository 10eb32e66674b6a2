"""The index of an issue: its authors and its keywords, each with the pages of the articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from docforge.exporters.html_context import Element, add_text, sub, sub_text
from docforge.exporters.issue.entries import Entry
from docforge.exporters.issue.links import link_to
from docforge.model.meta import Contributor

Line = tuple[str, tuple[Entry, ...]]


def author_lines(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """The people by family name. A name is turned round ("Binder, Ada") only where its parts are certain;
    else it stands as printed, where its last word belongs."""
    named = (
        (_heading(person), person.family or person.name.rpartition(" ")[2] or person.name, one)
        for one in entries
        for person in one.people
    )
    return _lines(named)


def keyword_lines(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """The keywords; two that differ only in capitals are one, as it is written first."""
    return _lines((word, word, one) for one in entries for word in one.keywords)


def _heading(person: Contributor) -> str:
    if person.family and person.given:
        return f"{person.family}, {person.given}"
    return person.family or person.name


def _lines(named: Iterable[tuple[str, str, Entry]]) -> tuple[Line, ...]:
    """Lines from (heading, word to sort by, article)."""
    found: dict[str, tuple[tuple[str, str], str, dict[str, Entry]]] = {}
    for heading, word, one in named:
        key = heading.casefold()
        order = (sort_key(word), sort_key(heading))
        found.setdefault(key, (order, heading, {}))[2][one.id] = one
    return tuple(
        (heading, tuple(ones.values())) for _, heading, ones in sorted(found.values(), key=lambda f: f[:2])
    )


def sort_key(text: str) -> str:
    """Letters without accents and capitals, so that Çelik stands with Celan."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return "".join(c for c in plain if c.isalnum() or c in " ,").strip()


def add_index(page: Element, title: str, lines: Sequence[Line]) -> None:
    """A heading and the lines in columns."""
    sub_text(page, "h2", title, data_outline=title)
    listing = sub(page, "ul", "index")
    for heading, named in lines:
        item = sub_text(listing, "li", heading + " ")
        for number, one in enumerate(named):
            add_text(item, ", " if number else "")
            link_to(item, one, one.page, "page")
