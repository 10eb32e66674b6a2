"""The headings of a rendered article as a list of contents, for books and for the web."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from docforge.exporters.html_context import Element

HEADINGS = frozenset(f"h{n}" for n in range(1, 7))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents and what stands under it."""

    text: str
    href: str
    inner: tuple[Entry, ...] = ()


def outline(root: Element, path: str) -> tuple[Entry, ...]:
    """The sections of an article whose file is ``path``; one without an id gets one."""
    taken = {e.get("id", "") for e in root.iter(etree.Element)}
    return _entries(root, path, taken)


def _entries(parent: Element, path: str, taken: set[str]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for child in parent.iterchildren(etree.Element):
        tag = _tag(child)
        if tag == "section" and child.get("class") != "abstract":
            inner = _entries(child, path, taken)
            heading = next((c for c in child if _tag(c) in HEADINGS), None)
            text = "" if heading is None else heading_text(heading)
            if text:
                found.append(Entry(text, f"{path}#{quote(_named(child, taken))}", inner))
            else:
                found.extend(inner)
        elif tag in ("div", "header"):
            found.extend(_entries(child, path, taken))
    return tuple(found)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _named(element: Element, taken: set[str]) -> str:
    given = element.get("id")
    if given is not None:
        return given
    number = 1
    while (name := f"part-{number}") in taken:
        number += 1
    taken.add(name)
    element.set("id", name)
    return name


def heading_text(heading: Element) -> str:
    """The words of a heading, without the marks of its notes."""
    parts: list[str] = [heading.text or ""]
    for child in heading:
        if child.get("class") != "mark":
            parts.append(heading_text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
