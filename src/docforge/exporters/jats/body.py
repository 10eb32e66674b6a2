"""Blocks as JATS: sections, paragraphs, quotations, verse, lists, figures, tables, formulas."""

from __future__ import annotations

from lxml import etree

from docforge.diagnostics import Severity
from docforge.exporters.jats.floats import put_figure, put_table
from docforge.exporters.jats.inline import FULL, TITLE, VERSE, put
from docforge.exporters.jats.scope import Scope, add, put_formula
from docforge.exporters.jats.statements import is_interests, move, section_type
from docforge.model.nodes import (
    Block,
    Blocks,
    DispFormula,
    DispQuote,
    Figure,
    List,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    VerseGroup,
)


def put_blocks(parent: etree._Element, blocks: Blocks, scope: Scope) -> None:
    """Append blocks to a body, a section or what else may hold sections.

    JATS has all loose blocks before the first section. Loose blocks that follow a section are held in a
    section with an empty title, so that the reading order stays.
    """
    holder: etree._Element | None = parent
    for block in blocks:
        if isinstance(block, Section):
            put_section(parent, block, scope)
            holder = None
            continue
        if holder is None:
            holder = add(parent, "sec", specific_use="untitled")
            add(holder, "title")
        put_block(holder, block, scope)


def put_section(parent: etree._Element, section: Section, scope: Scope) -> None:
    """Append a section, or the mark of one that stands beside the authors."""
    if is_interests(section):
        move(parent, section, scope)
        return
    known = scope.place("sec", section.id) if section.id else ""
    element = add(parent, "sec", id=known, sec_type=section_type(section, scope, parent))
    if section.label:
        add(element, "label", scope.clean(section.label))
    put(add(element, "title"), section.title, scope, TITLE)
    put_blocks(element, section.blocks, scope)


def put_block(parent: etree._Element, block: Block, scope: Scope) -> None:
    """Append a block where JATS allows any paragraph-level element."""
    match block:
        case Paragraph():
            put(add(parent, "p"), block.content, scope, FULL)
        case Section():
            _flat_section(parent, block, scope)
        case List():
            _list(parent, block, scope)
        case DispQuote():
            _quote(parent, block, scope)
        case VerseGroup():
            if block.lines:
                verse = add(parent, "verse-group")
                for line in block.lines:
                    put(add(verse, "verse-line"), line, scope, VERSE)
        case Preformat():
            add(parent, "preformat", scope.clean(block.value), preformat_type=scope.clean(block.language))
        case DispFormula():
            _formula(parent, block, scope)
        case Figure():
            put_figure(parent, block, scope)
        case TableWrap():
            put_table(parent, block, scope)


def put_in_paragraphs(parent: etree._Element, blocks: Blocks, scope: Scope) -> None:
    """Append blocks where JATS allows paragraphs and lists only: other blocks go inside a paragraph."""
    for block in blocks:
        if isinstance(block, Section):
            _flat_section(parent, block, scope)
        elif isinstance(block, Paragraph) or (isinstance(block, List) and parent.tag == "list-item"):
            put_block(parent, block, scope)
        else:
            put_block(add(parent, "p"), block, scope)


def _flat_section(parent: etree._Element, section: Section, scope: Scope) -> None:
    """A section inside a list, a quotation or a note, where JATS has none: its title becomes a paragraph."""
    scope.lose("a section inside a list, quotation or note is written as a bold line", severity=Severity.INFO)
    # <p> may not stand inside <p>; there the parts are set one after another.
    holder = parent if parent.tag != "p" else add(parent, "disp-quote")
    line = add(holder, "p")
    title = add(line, "bold", id=scope.place("sec", section.id) if section.id else "")
    if section.label:
        title.text = scope.clean(f"{section.label} ")
    put(title, section.title, scope, FULL)
    if parent.tag in ("list-item", "fn"):
        put_in_paragraphs(holder, section.blocks, scope)
    else:
        for block in section.blocks:
            put_block(holder, block, scope)


def _list(parent: etree._Element, block: List, scope: Scope) -> None:
    if not block.items:
        return
    element = add(parent, "list", list_type="order" if block.ordered else "bullet")
    for number, item in enumerate(block.items, block.start):
        entry = add(element, "list-item")
        if block.ordered and block.start != 1:
            # JATS has no start number; a label on each item says it.
            add(entry, "label", f"{number}.")
        if item.blocks:
            put_in_paragraphs(entry, item.blocks, scope)
        if not len(entry) or entry[-1].tag == "label":
            add(entry, "p")


def _quote(parent: etree._Element, block: DispQuote, scope: Scope) -> None:
    element = add(parent, "disp-quote", content_type=block.kind)
    for inner in block.blocks:
        put_block(element, inner, scope)
    if block.attrib:
        put(add(element, "attrib"), block.attrib, scope, FULL)


def _formula(parent: etree._Element, block: DispFormula, scope: Scope) -> None:
    scope.formulas += 1
    element = add(parent, "disp-formula", id=scope.place("disp-formula", block.id) if block.id else "")
    if block.label:
        add(element, "label", scope.clean(block.label))
    put_formula(element, block.tex, scope, shown=True)
