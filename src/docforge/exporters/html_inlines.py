"""Inlines -> HTML: emphasis, links, citations, note marks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from docforge.exporters.formulas import formula_element
from docforge.exporters.html_context import EPUB_TYPE, Element, Rendering, add_text, element, sub, sub_text
from docforge.model.nodes import (
    Bold,
    Break,
    Cite,
    ExtLink,
    Foreign,
    Inline,
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
    Xref,
)
from docforge.model.text import inline_text
from docforge.repair.words.language import direction

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "doi", "urn", "tel"})
URL_RE = re.compile(r"(?:https?://|www\.|doi\.org/)[^\s<>\"“”]+")
POLYTONIC_RE = re.compile("[\u1f00-\u1fff]")
GREEK_RE = re.compile(
    "[\u0370-\u03ff\u1f00-\u1fff\u0300-\u036f\u2019]+(?: [\u0370-\u03ff\u1f00-\u1fff\u0300-\u036f\u2019]+)*"
)
# A URL may be divided after these signs; nothing visible is put in (Chicago Manual of Style, 7.46).
DOI_HEAD_RE = re.compile(r"(?:dx\.)?doi\.org/(?:10\.\d+(?:\.\d+)*/)?", re.IGNORECASE)
URL_BREAK_RE = re.compile(r"(?<=[/_?&=#%-])(?=[^/._?&=#%-])|(?<=\.)(?=[^\d/._?&=#%-])")


def add_inlines(parent: Element, content: Inlines, to: Rendering) -> None:
    """Append inlines to ``parent``."""
    for node in content:
        add_inline(parent, node, to)


def add_inline(parent: Element, node: Inline, to: Rendering) -> None:
    match node:
        case Text(value):
            add_plain(parent, value, to)
        case Italic(content):
            add_inlines(sub(parent, "em"), content, to)
        case Bold(content):
            add_inlines(sub(parent, "strong"), content, to)
        case Underline(content):
            add_inlines(sub(parent, "u"), content, to)
        case Strike(content):
            add_inlines(sub(parent, "s"), content, to)
        case SmallCaps(content):
            add_inlines(sub(parent, "span", "smallcaps"), content, to)
        case Sup(content):
            add_inlines(sub(parent, "sup"), content, to)
        case Sub(content):
            add_inlines(sub(parent, "sub"), content, to)
        case Foreign(content, language):
            phrase = sub(parent, "span", "foreign", lang=language, dir=direction(language))
            add_inlines(phrase, content, to)
        case Monospace(value):
            sub_text(parent, "code", value)
        case InlineFormula(tex):
            parent.append(formula_element(tex, to, node.origin))
        case Break():
            sub(parent, "br")
        case ExtLink():
            _add_link(parent, node, to)
        case Xref():
            _add_xref(parent, node, to)
        case NoteRef():
            _add_mark(parent, node, to)
        case Cite():
            _add_citation(parent, node, to)


def add_plain(parent: Element, text: str, to: Rendering) -> None:
    """Append text; a URL in it is kept from hyphenation and may break at its own signs."""
    done = 0
    if "/" in text or "www." in text:
        for found in URL_RE.finditer(text):
            _add_words(parent, text[done : found.start()], to)
            add_url(sub(parent, "span", "url"), found[0], to)
            done = found.end()
    _add_words(parent, text[done:], to)


def _add_words(parent: Element, text: str, to: Rendering) -> None:
    """Append words; in print those with polytonic Greek by themselves, for they ask for another face."""
    done = 0
    if to.medium == "print" and POLYTONIC_RE.search(text):
        for found in GREEK_RE.finditer(text):
            if POLYTONIC_RE.search(found[0]):
                add_text(parent, text[done : found.start()])
                sub_text(parent, "span", found[0], "polytonic")
                done = found.end()
    add_text(parent, text[done:])


def add_url(parent: Element, url: str, to: Rendering) -> None:
    """Append a URL with break opportunities, which add nothing to the text that is read, copied or searched.

    In print they are zero width spaces: the engine drops them, while each ``wbr`` would be a link of its own.
    """
    scheme, slashes, rest = url.rpartition("//") if "//" in url[:8] else ("", "", url)
    head, *parts = _url_parts(rest)
    add_text(parent, scheme + slashes + head)
    for part in parts:
        if to.medium == "print":
            add_text(parent, "\u200b" + part)
        else:
            sub(parent, "wbr").tail = part


def _url_parts(rest: str) -> list[str]:
    """Where a URL may be broken; a DOI not before its prefix ends: "doi.org/10.1234/|abcd"."""
    doi = DOI_HEAD_RE.match(rest)
    kept = doi[0] if doi else ""
    return [part for part in (kept, *URL_BREAK_RE.split(rest[len(kept) :])) if part] or [""]


def is_safe_link(href: str) -> bool:
    """Whether a published page may have this link: a whole address of a known scheme."""
    try:
        return urlsplit(href).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        # "https://[damaged": no address at all.
        return False


def _add_link(parent: Element, node: ExtLink, to: Rendering) -> None:
    printed = inline_text(node.content) or node.href
    if not is_safe_link(node.href):
        to.tell(
            "resource-refused",
            f"The link {node.href!r} is not one a published page may have; its text stays.",
            node.origin,
            "Give a whole address with http, https, ftp or mailto.",
        )
        add_inlines(parent, node.content, to)
        return
    if URL_RE.fullmatch(printed) or printed == node.href:
        add_url(sub(parent, "a", "url", href=node.href), printed, to)
    else:
        add_inlines(sub(parent, "a", href=node.href), node.content, to)


def _add_xref(parent: Element, node: Xref, to: Rendering) -> None:
    if node.rid in to.targets:
        add_inlines(sub(parent, "a", "xref", href="#" + to.anchor("", node.rid)), node.content, to)
        return
    to.tell(
        "link-broken",
        f"{inline_text(node.content)!r} points to {node.rid!r}, which is not there.",
        node.origin,
    )
    add_inlines(parent, node.content, to)


def _add_citation(parent: Element, node: Cite, to: Rendering) -> None:
    add_text(parent, node.before)
    for index, item in enumerate(node.items):
        if index:
            add_text(parent, node.separator)
        if item.rid not in to.references:
            to.tell(
                "link-broken", f"{item.printed!r} cites {item.rid!r}, which is not in the list.", node.origin
            )
            add_text(parent, item.printed)
            continue
        if not item.printed:
            # Work 4 of "[3-5]" has nothing of its own in print, and a link without text helps nobody.
            continue
        count = to.cited[item.rid] = to.cited.get(item.rid, 0) + 1
        link = sub_text(
            parent,
            "a",
            item.printed,
            "cite",
            id=to.anchor("cite", mark_name(item.rid, count)),
            href="#" + to.anchor("ref", item.rid),
        )
        if to.medium != "print":
            link.set("role", "doc-biblioref")
        if to.medium == "epub":
            link.set(EPUB_TYPE, "biblioref")
    add_text(parent, node.after)


def _add_mark(parent: Element, node: NoteRef, to: Rendering) -> None:
    """A note's mark; for a page's foot the note itself stands here, and the layout moves it there."""
    if node.rid not in to.notes:
        to.tell("link-broken", f"A mark points to the note {node.rid!r}, which is not there.", node.origin)
        if to.proof:
            sub_text(parent, "span", "[note?]", "missing")
        return
    count = to.marks[node.rid] = to.marks.get(node.rid, 0) + 1
    label = to.note_label(node.rid)
    if to.notes_at_foot and count == 1:
        # A note holds blocks, and blocks hold inlines: the two modules need each other.
        from docforge.exporters.html_blocks import fill_note

        note = sub(parent, "span", "footnote", id=to.anchor("note", node.rid), data_label=label)
        fill_note(note, to.notes[node.rid][1], to)
        return
    mark = element("a", "noteref", href="#" + to.anchor("note", node.rid))
    if not to.notes_at_foot:
        mark.set("id", to.anchor("noteref", mark_name(node.rid, count)))
    if to.medium != "print":
        mark.set("role", "doc-noteref")
    if to.medium == "epub":
        mark.set(EPUB_TYPE, "noteref")
    add_text(mark, label)
    sub(parent, "sup", "mark").append(mark)


def mark_name(name: str, count: int) -> str:
    """Name of the ``count``-th mark of a note, or of the ``count``-th citation of an entry."""
    return name if count == 1 else f"{name}-{count}"
