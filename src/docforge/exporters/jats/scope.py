"""What the three parts of a JATS document share: ids, text that XML can hold, findings, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.exporters.html_context import Formula
from docforge.exporters.mathml import document_mathml
from docforge.model.meta import Document
from docforge.model.nodes import DispFormula, Figure, Section, TableWrap
from docforge.model.walk import document_blocks

XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
HREF = f"{{{XLINK}}}href"
LANG = f"{{{XML}}}lang"
LANGUAGE_RE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

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
    moved: list[tuple[str, Section]] = field(default_factory=list)
    ethics: bool = False
    tex: int = 0
    maths: Mapping[Formula, etree._Element] = field(default_factory=dict)

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
    maths = document_mathml(document)
    return Scope(document, names, labels, taken, assets=frozenset(assets), maths=maths)


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


def put_formula(parent: etree._Element, tex: str, scope: Scope, *, shown: bool) -> None:
    """Append TeX, and MathML beside it where there is one; both with ids, as archives want them."""
    scope.tex += 1
    math = scope.maths.get((tex, shown))
    holder = parent if math is None else add(parent, "alternatives")
    if math is not None:
        copied = deepcopy(math)
        copied.set("id", fresh(f"math-{scope.tex}", "disp-formula", scope.taken))
        holder.append(copied)
    add(holder, "tex-math", scope.clean(tex), id=fresh(f"tex-{scope.tex}", "disp-formula", scope.taken))
