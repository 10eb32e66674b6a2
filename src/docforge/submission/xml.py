"""XML of deposits: elements in one namespace, text without signs that XML forbids, inlines in a markup."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docforge.exporters.html_context import FORBIDDEN_RE
from docforge.exporters.jats.scope import say as append_text
from docforge.model.nodes import (
    Bold,
    Cite,
    InlineFormula,
    Inlines,
    Italic,
    Monospace,
    NoteRef,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Text,
    Underline,
    Wrap,
)

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What a markup calls the emphases of the model; one that it lacks keeps its words alone.
CROSSREF: dict[type, str] = {Italic: "i", Bold: "b", Underline: "u", SmallCaps: "scp", Sup: "sup", Sub: "sub"}
JATS: dict[type, str] = {
    Italic: "italic",
    Bold: "bold",
    Underline: "underline",
    SmallCaps: "sc",
    Sup: "sup",
    Sub: "sub",
    Strike: "strike",
}


def clean(text: str) -> str:
    return FORBIDDEN_RE.sub("", text)


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element of the parent's namespace; attributes that are empty are left out."""
    space = etree.QName(parent).namespace
    return add_in(parent, f"{{{space}}}{tag}" if space else tag, text, **attributes)


def add_in(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element by its full name."""
    element = etree.SubElement(parent, tag)
    element.text = clean(text) or None
    for name, value in attributes.items():
        if value:
            element.set(name, clean(value))
    return element


def add_inlines(parent: etree._Element, content: Inlines, markup: Mapping[type, str]) -> None:
    """Append running text with the emphases that the markup has; notes are left out, citations as printed."""
    for node in content:
        match node:
            case Text(value) | Monospace(value):
                say(parent, value)
            case InlineFormula(tex):
                say(parent, tex)
            case Wrap():
                name = markup.get(type(node))
                add_inlines(add(parent, name) if name else parent, node.content, markup)
            case Cite():
                say(parent, node.printed)
            case NoteRef():
                pass
            case _:
                say(parent, " ")


def say(parent: etree._Element, text: str) -> None:
    append_text(parent, clean(text))


# Elements with running text: no space may come between their parts.
RUNNING = frozenset({"title", "subtitle", "p", "assertion"})


def indent(element: etree._Element, depth: int = 1) -> None:
    """Set each child on a line of its own, where no text runs."""
    children = list(element)
    if not children or etree.QName(element).localname in RUNNING:
        return
    element.text = "\n" + " " * depth
    for child in children:
        indent(child, depth + 1)
        child.tail = "\n" + " " * depth
    children[-1].tail = "\n" + " " * (depth - 1)


def write(root: etree._Element) -> bytes:
    """The document, indented, with its declaration."""
    indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
