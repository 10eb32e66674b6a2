"""Statements of interests, which JATS4R wants beside the authors; and the types of sections with statements.

Where such a section stood, a processing instruction says what was moved from there.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.scope import Scope, fresh
from docforge.model.meta import Document
from docforge.model.nodes import List, Paragraph, Section
from docforge.model.statements import statement_of
from docforge.model.text import block_strings, inline_text

# Titles that make a section a statement of interests for JATS4R (coi-errors.sch).
INTERESTS_RE = re.compile(
    r"conflicts? of interest|conflicts? of interest statements?|author conflicts|conflicts"
    r"|competing interests",
    re.IGNORECASE,
)


def is_interests(section: Section) -> bool:
    """Whether a section is no section of the text for JATS4R, but a note about the authors."""
    # A float that came to stand in the section is no part of the statement.
    plain = all(isinstance(block, (Paragraph, List)) for block in section.blocks)
    if not plain or section.label or not section.blocks:
        return False
    return bool(INTERESTS_RE.fullmatch(" ".join(inline_text(section.title).split())))


def move(parent: etree._Element, section: Section, scope: Scope) -> None:
    """Leave a mark where the section stood, and hold the section for the notes about the authors."""
    known = scope.place("sec", section.id) if section.id else fresh("statement", "sec", scope.taken)
    parent.append(etree.ProcessingInstruction("docforge", f"moved {known}"))
    scope.moved.append((known, section))


def section_type(section: Section, scope: Scope, parent: etree._Element) -> str:
    """``sec-type`` for the statements that have one; the second of ethics has none (JATS4R, ethics)."""
    kind = statement_of(section)
    if kind == "data" and parent.tag == "back":
        return "data-availability"
    if kind == "ethics" and parent.tag in ("body", "back") and not scope.ethics:
        scope.ethics = True
        return "ethics-statement"
    return ""


def funding_statements(document: Document) -> list[str]:
    """The text of the sections that say who paid."""
    found = (b for b in (*document.body, *document.back) if isinstance(b, Section))
    told = (b for b in found if statement_of(b) == "funding")
    texts = (" ".join(" ".join(s for i in b.blocks for s in block_strings(i)).split()) for b in told)
    return [text for text in texts if text]
