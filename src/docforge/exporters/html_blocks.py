"""Blocks -> HTML: one function a node type, chosen by ``match``."""

from __future__ import annotations

from docforge.exporters.formulas import formula_element
from docforge.exporters.html_context import Element, Rendering, add_text, sub, sub_text
from docforge.exporters.html_inlines import add_inlines
from docforge.exporters.pictures import is_usable
from docforge.model.nodes import (
    Block,
    Blocks,
    DispFormula,
    DispQuote,
    Figure,
    Footnote,
    Inlines,
    List,
    Paragraph,
    Preformat,
    Row,
    Section,
    TableWrap,
    VerseGroup,
)
from docforge.model.text import inline_text

# More columns than this are set smaller.
WIDE = 6
# A word of a cell that is longer may widen its table out of the measure.
LONG = 16
# A table of so few rows is kept on one page.
SHORT = 8
NOTE_MISSING = "[note text not in the source]"


def add_blocks(parent: Element, blocks: Blocks, to: Rendering, level: int = 2) -> None:
    """Append blocks to ``parent``; sections among them get headings of ``level``."""
    for block in blocks:
        add_block(parent, block, to, level)


def add_block(parent: Element, block: Block, to: Rendering, level: int) -> None:
    match block:
        case Paragraph(content):
            add_inlines(sub(parent, "p"), content, to)
        case Section():
            _add_section(parent, block, to, level)
        case List():
            _add_list(parent, block, to, level)
        case DispQuote():
            _add_quote(parent, block, to, level)
        case VerseGroup(lines):
            _add_verse(parent, lines, to)
        case Preformat():
            code = sub(sub(parent, "pre"), "code", f"language-{block.language}" if block.language else "")
            add_text(code, block.value)
        case DispFormula():
            _add_formula(parent, block, to)
        case Figure():
            _add_figure(parent, block, to)
        case TableWrap():
            _add_table(parent, block, to)


def add_heading(parent: Element, level: int, label: str, title: Inlines, to: Rendering) -> Element:
    """A heading with its printed number; in print it also carries the words for the outline."""
    heading = sub(parent, f"h{min(level, 6)}")
    if label:
        sub_text(heading, "span", label, "sec-label")
        add_text(heading, " ")
    if to.medium == "print":
        heading.set("data-outline", f"{label} {inline_text(title)}".strip())
    add_inlines(heading, title, to)
    return heading


def _add_section(parent: Element, node: Section, to: Rendering, level: int) -> None:
    section = sub(parent, "section", id=to.anchor("", node.id) if node.id else "")
    if node.title or node.label:
        add_heading(section, level, node.label, node.title, to)
    add_blocks(section, node.blocks, to, level + 1)


def _add_list(parent: Element, node: List, to: Rendering, level: int) -> None:
    made = sub(parent, "ol" if node.ordered else "ul")
    if node.ordered and node.start != 1:
        made.set("start", str(node.start))
        if to.medium == "print":
            # The layout engine counts by style, not by this attribute.
            made.set("style", f"counter-reset: list-item {node.start - 1}")
    for item in node.items:
        add_blocks(sub(made, "li"), item.blocks, to, level)


def _add_quote(parent: Element, node: DispQuote, to: Rendering, level: int) -> None:
    if node.kind == "pullquote":
        # What a pull quote says stands in the text too: for a reader it is beside the way.
        made = sub(parent, "aside", "pullquote")
    else:
        made = sub(parent, "blockquote", node.kind)
    add_blocks(made, node.blocks, to, level)
    if node.attrib:
        add_inlines(sub(made, "p", "attrib"), node.attrib, to)


def _add_verse(parent: Element, lines: tuple[Inlines, ...], to: Rendering) -> None:
    verse = sub(parent, "p", "verse")
    for index, line in enumerate(lines):
        if index:
            sub(verse, "br")
        add_inlines(sub(verse, "span", "line"), line, to)


def _add_formula(parent: Element, node: DispFormula, to: Rendering) -> None:
    cls = "disp-formula numbered" if node.label else "disp-formula"
    made = sub(parent, "div", cls, id=to.anchor("", node.id) if node.id else "")
    made.append(formula_element(node.tex, to, node.origin, shown=True))
    if node.label:
        sub_text(made, "span", node.label, "formula-label")


def _add_figure(parent: Element, node: Figure, to: Rendering) -> None:
    """A figure with its caption. Alternative text is a person's or none; none is told, never made up."""
    figure = sub(parent, "figure", id=to.anchor("", node.id) if node.id else "")
    name = node.label or (f"figure {node.id!r}" if node.id else "A figure")
    data = dict(to.article.assets).get(node.graphic) if node.graphic else None
    if data is not None and is_usable(node.graphic, data):
        image = sub(figure, "img", src=to.href(node.graphic), alt=node.alt)
        if node.decorative:
            image.set("alt", "")
            image.set(*(("data-decorative", "yes") if to.medium == "print" else ("role", "presentation")))
        elif not node.alt:
            to.tell(
                "figure-description-missing",
                f"{name} has no alternative text.",
                node.origin,
                'Write what the picture shows as alt="..." of the figure.',
            )
            if to.medium == "print":
                # PDF/UA asks each figure for a text (7.3); that none was given is a true one.
                image.set("alt", "[no description of this figure was given]")
    else:
        to.tell(
            "figure-missing",
            f"The image of {name} is not in the source."
            if data is None
            else f"The image of {name}, {node.graphic}, is no picture that can be shown.",
            node.origin,
            "Put the image (PNG, JPEG, GIF, WebP, SVG) into the article's figures/ folder and name it there.",
        )
        if to.proof:
            box = sub(figure, "div", "placeholder")
            sub_text(box, "p", f"[{node.label or 'Figure'}: image not in the source]")
    _add_caption(figure, node, to)


def _add_caption(figure: Element, node: Figure, to: Rendering) -> None:
    if not (node.label or node.caption or node.lines):
        return
    caption = sub(figure, "figcaption")
    if node.label or node.caption:
        main = sub(caption, "p", "caption")
        _label_and_title(main, node.label, node.caption, to)
    for part, cls in ((node.source, "source"), (node.credit, "credit"), (node.allowed, "permission")):
        if part:
            add_inlines(sub(caption, "p", cls), part, to)
    rights = node.permission
    if rights.statement or rights.holder:
        told = rights.statement or f"© {rights.year} {rights.holder}".replace("  ", " ")
        sub_text(caption, "p", told, "rights")


def _label_and_title(parent: Element, label: str, title: Inlines, to: Rendering) -> None:
    if label:
        sub_text(parent, "span", label, "label")
        add_text(parent, " " if title else "")
    add_inlines(parent, title, to)


def _add_table(parent: Element, node: TableWrap, to: Rendering) -> None:
    wrap = sub(parent, "div", "table-wrap", id=to.anchor("", node.id) if node.id else "")
    holder = wrap
    if to.medium == "web":
        # A wide table scrolls by itself, with the keyboard too.
        name = to.region(node.label or to.labels.site("table"))
        holder = sub(wrap, "div", "table-scroll", tabindex="0", role="region", aria_label=name)
    columns = max((sum(cell.colspan for cell in row) for row in (*node.head, *node.body)), default=0)
    kinds = ("wide" if columns > WIDE else "", "short" if len(node.body) <= SHORT else "")
    table = sub(holder, "table", " ".join(filter(None, kinds)))
    if node.label or node.caption:
        _label_and_title(sub(table, "caption"), node.label, node.caption, to)
    if node.head:
        head = sub(table, "thead")
        for row in node.head:
            _add_row(head, row, node, "th", to)
    body = sub(table, "tbody")
    for row in node.body:
        _add_row(body, row, node, "td", to)
    if node.notes:
        notes = sub(wrap, "div", "table-notes")
        for note in node.notes:
            add_inlines(sub(notes, "p"), note, to)


def _add_row(parent: Element, row: Row, table: TableWrap, tag: str, to: Rendering) -> None:
    made = sub(parent, "tr")
    column = 0
    for cell in row:
        align = table.align[column] if column < len(table.align) else ""
        # A head that says nothing heads nothing: to a screen reader it is an empty cell.
        empty = tag == "th" and to.medium != "print" and not inline_text(cell.content).strip()
        made_cell = sub(made, "td" if empty else tag, align)
        if made_cell.tag == "th":
            made_cell.set("scope", "colgroup" if cell.colspan > 1 else "col")
        for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)):
            if span > 1:
                made_cell.set(name, str(span))
        add_inlines(made_cell, cell.content, to)
        if to.medium == "print" and any(len(word) > LONG for word in inline_text(cell.content).split()):
            made_cell.set("class", f"{align} long".strip())
        column += cell.colspan


def fill_note(parent: Element, note: Footnote, to: Rendering) -> None:
    """The text of a note; what is not in the source is said to be missing."""
    if not note.blocks:
        sub_text(parent, "span", NOTE_MISSING, "missing")
        return
    match note.blocks:
        case (Paragraph(content),):
            add_inlines(parent, content, to)
        case _ if to.medium == "print":
            # The note stands inside a paragraph there, which cannot hold paragraphs.
            for index, block in enumerate(note.blocks):
                add_text(parent, "\n" if index else "")
                if isinstance(block, Paragraph):
                    add_inlines(sub(parent, "span", "note-par" if index else ""), block.content, to)
                else:
                    add_block(parent, block, to, 6)
        case _:
            add_blocks(parent, note.blocks, to, 6)
