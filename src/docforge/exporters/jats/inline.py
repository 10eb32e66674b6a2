"""Inlines as JATS, and what the three parts of a JATS document share: ids, text that XML can hold, findings.

JATS lets different elements hold different inlines (a verse line no link, a link no note mark); ``Holds``
says what the element in hand may hold, so that the result is valid by construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import (
    Bold,
    Break,
    Cite,
    DispFormula,
    ExtLink,
    Figure,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    Monospace,
    NoteRef,
    Section,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    TableWrap,
    Text,
    Underline,
    Xref,
)
from docforge.model.text import inline_text
from docforge.model.walk import document_blocks

XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
HREF = f"{{{XLINK}}}href"
LANG = f"{{{XML}}}lang"

# Not a Char of XML 1.0, section 2.2.
NOT_XML_RE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_NAME_RE = re.compile(r"[^A-Za-z0-9_.-]+")

Target = Literal["sec", "fig", "table", "disp-formula", "fn", "bibr", "aff"]
_PREFIX: dict[Target, str] = {
    "sec": "sec",
    "fig": "fig",
    "table": "tbl",
    "disp-formula": "eq",
    "fn": "fn",
    "bibr": "ref",
    "aff": "aff",
}


@dataclass(frozen=True, slots=True)
class Holds:
    """What the element in hand may hold besides text and emphasis."""

    links: bool = True
    xrefs: bool = True
    formulas: bool = True
    breaks: bool = False
    wrap_links: bool = False  # links only inside a <named-content>


FULL = Holds()
TITLE = Holds(breaks=True)
VERSE = Holds(wrap_links=True)
CITATION = Holds(xrefs=False)
BARE = Holds(links=False, xrefs=False, formulas=False)


@dataclass(slots=True)
class Scope:
    """State of one write: names given to ids, what was found, what the text counts."""

    document: Document
    names: dict[tuple[Target, str], str]
    labels: dict[str, str]
    taken: set[str]
    placed: set[tuple[Target, str]] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)
    unbroken: int = 0
    uncoded: int = 0
    assets: frozenset[str] = frozenset()
    figures: int = 0
    tables: int = 0
    formulas: int = 0

    def place(self, kind: Target, key: str) -> str:
        """The XML id for the element now written; a second element of the same id gets a name of its own."""
        known = self.names.get((kind, key))
        if known and (kind, key) not in self.placed:
            self.placed.add((kind, key))
            return known
        return fresh(key, kind, self.taken)

    def target(self, kind: Target, key: str) -> str:
        """The XML id that a link points to, "" when there is none."""
        return self.names.get((kind, key), "")

    def clean(self, text: str) -> str:
        """``text`` without the characters that XML 1.0 has no way to write."""
        kept, count = NOT_XML_RE.subn("", text)
        self.uncoded += count
        return kept

    def lose(self, message: str, hint: str = "", severity: Severity | None = None) -> None:
        self.found.append(
            diagnostic("not-rendered", message, hint=hint, where="article.xml", severity=severity)
        )


def fresh(key: str, kind: Target, taken: set[str]) -> str:
    """A valid XML name (ASCII, so valid everywhere) made of ``key``, not yet ``taken``; it is taken now."""
    name = NOT_NAME_RE.sub("-", key).strip("-") or _PREFIX[kind]
    if not (name[0].isalpha() or name[0] == "_"):
        name = f"{_PREFIX[kind]}-{name}"
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique)
    return unique


def new_scope(document: Document, assets: Iterable[str]) -> Scope:
    """Name every target of the document in document order, before any link is written."""
    keys: list[tuple[Target, str]] = [("aff", a.id) for a in document.meta.affiliations]
    for block in document_blocks(document):
        match block:
            case Section(id=key) if key:
                keys.append(("sec", key))
            case Figure(id=key) if key:
                keys.append(("fig", key))
            case TableWrap(id=key) if key:
                keys.append(("table", key))
            case DispFormula(id=key) if key:
                keys.append(("disp-formula", key))
            case _:
                pass
    keys += [("fn", note.id) for note in document.notes]
    keys += [("bibr", reference.id) for reference in document.references]
    taken: set[str] = set()
    names: dict[tuple[Target, str], str] = {}
    for pair in keys:
        if pair not in names:
            names[pair] = fresh(pair[1], pair[0], taken)
    labels: dict[str, str] = {}
    for number, note in enumerate(document.notes, 1):
        labels.setdefault(note.id, note.label or str(number))
    return Scope(document, names, labels, taken, assets=frozenset(assets))


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element; ``_`` in an attribute's name stands for ``-``; empty attributes are left out."""
    element = etree.SubElement(parent, tag)
    for name, value in attributes.items():
        if value:
            element.set(name.replace("_", "-"), value)
    if text:
        element.text = text
    return element


def say(parent: etree._Element, text: str) -> None:
    """Append text after what ``parent`` holds."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


_EMPHASIS: dict[type, str] = {
    Italic: "italic",
    Bold: "bold",
    Underline: "underline",
    Strike: "strike",
    SmallCaps: "sc",
    Sup: "sup",
    Sub: "sub",
}


def put(parent: etree._Element, content: Inlines, scope: Scope, holds: Holds = FULL) -> None:
    """Append inlines to ``parent``."""
    for node in content:
        _put(parent, node, scope, holds)


def _put(parent: etree._Element, node: Inline, scope: Scope, holds: Holds) -> None:
    match node:
        case Text(value):
            say(parent, scope.clean(value))
        case Italic() | Bold() | Underline() | Strike() | SmallCaps() | Sup() | Sub():
            inner = replace(holds, breaks=False)
            put(add(parent, _EMPHASIS[type(node)]), node.content, scope, inner)
        case Monospace(value):
            add(parent, "monospace", scope.clean(value))
        case InlineFormula(tex):
            if holds.formulas:
                add(add(parent, "inline-formula"), "tex-math", scope.clean(tex))
            else:
                add(parent, "styled-content", scope.clean(tex), style_type="tex")
        case Break():
            _break(parent, scope, holds)
        case ExtLink():
            _link(parent, node, scope, holds)
        case Xref():
            _xref(parent, node, scope, holds)
        case NoteRef(rid):
            _note_mark(parent, rid, scope, holds)
        case Cite():
            _cite(parent, node, scope, holds)


def _break(parent: etree._Element, scope: Scope, holds: Holds) -> None:
    if holds.breaks:
        add(parent, "break")
        return
    # JATS has <break> in titles and table cells only; a processing instruction keeps the place.
    say(parent, " ")
    parent.append(etree.ProcessingInstruction("docforge", "line-break"))
    scope.unbroken += 1


def _link(parent: etree._Element, node: ExtLink, scope: Scope, holds: Holds) -> None:
    if not holds.links or not node.href:
        put(parent, node.content, scope, holds)
        return
    outer = add(parent, "named-content", content_type="link") if holds.wrap_links else parent
    link = add(outer, "ext-link", ext_link_type="uri")
    link.set(HREF, scope.clean(node.href))
    put(link, node.content, scope, BARE)
    _marks_after(parent, node.content, scope, holds)


def _xref(parent: etree._Element, node: Xref, scope: Scope, holds: Holds) -> None:
    rid = scope.target(node.ref_type, node.rid)
    if not rid:
        shown = inline_text(node.content) or node.rid
        scope.found.append(
            diagnostic(
                "link-broken",
                f"{shown!r} points to {node.rid!r}, which the article does not have",
                where="article.xml",
            )
        )
    if not rid or not holds.xrefs:
        put(parent, node.content, scope, holds)
        return
    put(add(parent, "xref", ref_type=node.ref_type, rid=rid), node.content, scope, BARE)
    _marks_after(parent, node.content, scope, holds)


def _note_mark(parent: etree._Element, rid: str, scope: Scope, holds: Holds) -> None:
    target = scope.target("fn", rid)
    if not target:
        scope.found.append(
            diagnostic(
                "link-broken", f"a note mark points to note {rid!r}, which is not there", where="article.xml"
            )
        )
    elif holds.xrefs:
        mark = add(parent, "xref", ref_type="fn", rid=target)
        add(mark, "sup", scope.clean(scope.labels[rid]))
    elif holds.links:
        # A citation string holds no cross reference: the mark stays, without its link.
        add(parent, "sup", scope.clean(scope.labels[rid]), specific_use="note-mark")


def _marks_after(parent: etree._Element, content: Inlines, scope: Scope, holds: Holds) -> None:
    """Put note marks that stood inside a link behind it: a link may not hold one."""
    for node in content:
        if isinstance(node, NoteRef):
            _put(parent, node, scope, holds)
        elif isinstance(node, Italic | Bold | Underline | Strike | SmallCaps | Sup | Sub | ExtLink | Xref):
            _marks_after(parent, node.content, scope, holds)


def _cite(parent: etree._Element, node: Cite, scope: Scope, holds: Holds) -> None:
    say(parent, scope.clean(node.before))
    for number, item in enumerate(node.items):
        if number:
            say(parent, scope.clean(node.separator))
        rid = scope.target("bibr", item.rid)
        if not rid:
            scope.found.append(
                diagnostic(
                    "link-broken",
                    f"the citation {item.printed!r} points to entry {item.rid!r}, which is not in the list",
                    where="article.xml",
                )
            )
        if rid and holds.xrefs:
            add(parent, "xref", scope.clean(item.printed), ref_type="bibr", rid=rid)
        else:
            say(parent, scope.clean(item.printed))
    say(parent, scope.clean(node.after))
