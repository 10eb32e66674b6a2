"""Blocks as JATS: sections, paragraphs, quotations, verse, lists, figures, tables, formulas."""

from __future__ import annotations

from lxml import etree

from docforge.diagnostics import Severity, diagnostic
from docforge.exporters.jats.inline import FULL, HREF, TITLE, VERSE, Scope, add, put
from docforge.exporters.jats.rights import put_permissions
from docforge.model.nodes import (
    Block,
    Blocks,
    Bold,
    Cell,
    DispFormula,
    DispQuote,
    Figure,
    Inlines,
    List,
    Paragraph,
    Permission,
    Preformat,
    Row,
    Section,
    TableWrap,
    Text,
    VerseGroup,
)
from docforge.model.text import inline_text

# media type by suffix: RFC 6838 registrations; anything else goes without.
MEDIA_TYPES = {
    "svg": ("image", "svg+xml"),
    "png": ("image", "png"),
    "jpg": ("image", "jpeg"),
    "jpeg": ("image", "jpeg"),
    "gif": ("image", "gif"),
    "webp": ("image", "webp"),
    "tif": ("image", "tiff"),
    "tiff": ("image", "tiff"),
    "pdf": ("application", "pdf"),
}


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
    element = add(parent, "sec", id=scope.place("sec", section.id) if section.id else "")
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
            _figure(parent, block, scope)
        case TableWrap():
            _table_wrap(parent, block, scope)


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
    add(element, "tex-math", scope.clean(block.tex))


def _figure(parent: etree._Element, block: Figure, scope: Scope) -> None:
    scope.figures += 1
    element = add(parent, "fig", id=scope.place("fig", block.id) if block.id else "")
    if block.label:
        add(element, "label", scope.clean(block.label))
    if block.caption:
        _caption(add(element, "caption"), block.caption, scope)
    name = block.label or f"figure {block.id!r}"
    if block.graphic and block.graphic in scope.assets:
        main, sub = MEDIA_TYPES.get(block.graphic.rpartition(".")[2].lower(), ("", ""))
        graphic = add(element, "graphic", mimetype=main, mime_subtype=sub)
        graphic.set(HREF, scope.clean(block.graphic))
        if block.decorative or block.alt:
            # "null" is what JATS4R asks for a picture that says nothing (jats4r.niso.org/accessibility).
            add(graphic, "alt-text", "null" if block.decorative else scope.clean(block.alt))
    else:
        element.set("specific-use", "image-missing")
        if block.alt:
            add(element, "alt-text", scope.clean(block.alt))
        scope.found.append(
            diagnostic(
                "figure-missing",
                f"{name}: the image is missing, so the <fig> has no <graphic>",
                block.origin,
                "Put the image into the article's figures folder.",
                where="article.xml",
            )
        )
    for part in block.lines:
        put(add(element, "attrib"), part, scope, FULL)
    if block.permission != Permission():
        put_permissions(element, block.permission, scope)


def _caption(parent: etree._Element, content: Inlines, scope: Scope) -> None:
    """A caption: what is set bold before its text is its title ("**The boats.** Seen from the mill.")."""
    first, rest = content[0], content[1:]
    if isinstance(first, Bold) and inline_text(rest).strip():
        put(add(parent, "title"), first.content, scope, TITLE)
        lead = rest[0]
        content = (Text(lead.value.lstrip()), *rest[1:]) if isinstance(lead, Text) else rest
    put(add(parent, "p"), content, scope, FULL)


def _table_wrap(parent: etree._Element, block: TableWrap, scope: Scope) -> None:
    scope.tables += 1
    element = add(parent, "table-wrap", id=scope.place("table", block.id) if block.id else "")
    if block.label:
        add(element, "label", scope.clean(block.label))
    if block.caption:
        _caption(add(element, "caption"), block.caption, scope)
    head = tuple(row for row in block.head if row)
    body = tuple(row for row in block.body if row)
    if head or body:
        table = add(element, "table")
        if head and body:
            _rows(add(table, "thead"), head, "th", block, scope)
        # A <thead> may not stand without a body; head rows alone are the body, as header cells.
        _rows(add(table, "tbody"), body or head, "td" if body else "th", block, scope)
    if block.notes:
        foot = add(element, "table-wrap-foot")
        for note in block.notes:
            put(add(foot, "p"), note, scope, FULL)


def _rows(parent: etree._Element, rows: tuple[Row, ...], tag: str, table: TableWrap, scope: Scope) -> None:
    # Columns taken by cells that reach down from rows above, as rows still to be covered.
    held: dict[int, int] = {}
    for row in rows:
        element = add(parent, "tr")
        column = 0
        reach: dict[int, int] = {}
        for cell in row:
            while held.get(column, 0) > 0:
                column += 1
            align = table.align[column] if column < len(table.align) else ""
            _cell(element, cell, tag, align, scope)
            for offset in range(cell.colspan):
                reach[column + offset] = cell.rowspan - 1
            column += cell.colspan
        held = {c: n - 1 for c, n in held.items() if n > 1} | {c: n for c, n in reach.items() if n > 0}


def _cell(row: etree._Element, cell: Cell, tag: str, align: str, scope: Scope) -> None:
    element = add(
        row,
        tag,
        align=align,
        colspan=str(cell.colspan) if cell.colspan > 1 else "",
        rowspan=str(cell.rowspan) if cell.rowspan > 1 else "",
    )
    put(element, cell.content, scope, TITLE)
