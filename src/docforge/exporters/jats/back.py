"""Back matter as JATS: notes, reference list, acknowledgements and other sections after the body."""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.body import put_blocks, put_in_paragraphs, put_section
from docforge.exporters.jats.citations import put_reference
from docforge.exporters.jats.inline import TITLE, put
from docforge.exporters.jats.scope import Scope, add
from docforge.model.meta import Document
from docforge.model.nodes import Block, NoteRef, Section
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines

MISSING_NOTE = "[text not in the source]"
ACK_RE = re.compile(r"acknowledge?ments?", re.IGNORECASE)


def put_back(root: etree._Element, document: Document, scope: Scope) -> None:
    """Append ``back`` when there is anything for it."""
    back = etree.Element("back")
    if document.notes:
        _notes(add(back, "fn-group"), document, scope)
    if document.references or document.references_title:
        _references(add(back, "ref-list"), document, scope)
    _sections(back, document.back, scope)
    if len(back):
        root.append(back)


def _sections(back: etree._Element, blocks: tuple[Block, ...], scope: Scope) -> None:
    """Sections as they come; loose blocks between them as notes, which need no title."""
    loose: list[Block] = []

    def flush() -> None:
        if loose:
            put_blocks(add(back, "notes", notes_type="untitled"), tuple(loose), scope)
            loose.clear()

    for block in blocks:
        if not isinstance(block, Section):
            loose.append(block)
            continue
        flush()
        if ACK_RE.fullmatch(inline_text(block.title).strip()):
            _acknowledgement(back, block, scope)
        else:
            put_section(back, block, scope)
    flush()


def _acknowledgement(back: etree._Element, section: Section, scope: Scope) -> None:
    element = add(back, "ack", id=scope.place("sec", section.id) if section.id else "")
    if section.label:
        add(element, "label", scope.clean(section.label))
    put(add(element, "title"), section.title, scope, TITLE)
    first = next((n for n, b in enumerate(section.blocks) if isinstance(b, Section)), len(section.blocks))
    put_in_paragraphs(element, section.blocks[:first], scope)
    put_blocks(element, section.blocks[first:], scope)


def _notes(group: etree._Element, document: Document, scope: Scope) -> None:
    marked = {n.rid for n in document_inlines(document) if isinstance(n, NoteRef)}
    for note in document.notes:
        element = add(group, "fn", id=scope.place("fn", note.id))
        if note.label or note.id in marked:
            add(element, "label", scope.clean(scope.labels[note.id]))
            if not note.label:
                element.set("specific-use", "label-by-number")
        if note.blocks:
            put_in_paragraphs(element, note.blocks, scope)
        if not len(element) or element[-1].tag == "label":
            add(element, "p", "" if note.blocks else MISSING_NOTE)


def _references(parent: etree._Element, document: Document, scope: Scope) -> None:
    if document.references_title:
        put(add(parent, "title"), document.references_title, scope, TITLE)
    for reference in document.references:
        put_reference(add(parent, "ref", id=scope.place("bibr", reference.id)), reference, scope)
