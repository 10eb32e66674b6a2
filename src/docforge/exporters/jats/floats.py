"""Figures and tables as JATS.

What a figure lacks is said where it would stand: a picture that says so for an image that is not there, and a
description that says so for one that nobody wrote.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.diagnostics import diagnostic
from docforge.exporters.jats.inline import FULL, LINK_TITLE, TITLE, put
from docforge.exporters.jats.rights import put_permissions
from docforge.exporters.jats.scope import HREF, Scope, add, fresh
from docforge.model.nodes import Bold, Cell, Figure, Inlines, Permission, Row, TableWrap, Text

MISSING_IMAGE = "[image not in the source]"
MISSING_ALT = "[no description in the source]"
# An empty frame, as an address that needs no file.
PLACEHOLDER = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'%3E"
    "%3Cpath d='M1 1h38v28H1zl38 28M39 1 1 29' fill='none' stroke='%23999'/%3E%3C/svg%3E"
).replace(" ", "%20")
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


# One space and then text: what stands between a caption's title and the rest of it.
AFTER_TITLE_RE = re.compile(r" \S")


def put_figure(parent: etree._Element, block: Figure, scope: Scope) -> None:
    scope.figures += 1
    element = add(parent, "fig", id=scope.place("fig", block.id) if block.id else "")
    if block.label:
        add(element, "label", scope.clean(block.label))
    if block.caption:
        _caption(add(element, "caption"), block.caption, scope)
    name = block.label or f"figure {block.id!r}"
    there = bool(block.graphic) and block.graphic in scope.assets
    if there:
        main, sub = MEDIA_TYPES.get(block.graphic.rpartition(".")[2].lower(), ("", ""))
        graphic = add(element, "graphic", mimetype=main, mime_subtype=sub)
        graphic.set(HREF, scope.clean(block.graphic))
    else:
        element.set("specific-use", "image-missing")
        graphic = add(element, "graphic", mimetype="image", mime_subtype="svg+xml")
        graphic.set(HREF, PLACEHOLDER)
        if block.graphic:
            graphic.set(LINK_TITLE, scope.clean(block.graphic))
        scope.found.append(
            diagnostic(
                "figure-missing",
                f"{name}: the image is missing, so the <fig> shows an empty frame",
                block.origin,
                "Put the image into the article's figures folder.",
                where="article.xml",
            )
        )
    # "null" is what JATS4R asks for a picture that says nothing (jats4r.niso.org/accessibility).
    told = "null" if block.decorative else scope.clean(block.alt)
    lacking = MISSING_ALT if there else MISSING_IMAGE
    add(graphic, "alt-text", told or lacking, specific_use="" if told else "missing")
    for use, line in (("source", block.source), ("credit", block.credit), ("permission", block.allowed)):
        if line:
            put(add(element, "attrib", specific_use=use), line, scope, FULL)
    if block.permission != Permission():
        put_permissions(element, block.permission, scope)


def _caption(parent: etree._Element, content: Inlines, scope: Scope) -> None:
    """A caption: what is set bold before its text is its title ("**The boats.** Seen from the mill.")."""
    first, rest = content[0], content[1:]
    lead = rest[0] if rest else None
    if isinstance(first, Bold) and isinstance(lead, Text) and AFTER_TITLE_RE.match(lead.value):
        put(add(parent, "title"), first.content, scope, TITLE)
        content = (Text(lead.value[1:]), *rest[1:])
    put(add(parent, "p"), content, scope, FULL)


def put_table(parent: etree._Element, block: TableWrap, scope: Scope) -> None:
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
        if block.align:
            group = add(table, "colgroup")
            for align in block.align:
                add(group, "col", align=align)
        if head and body:
            _rows(add(table, "thead"), head, "th", block, scope)
        # A <thead> may not stand without a body; head rows alone are the body, as header cells.
        _rows(add(table, "tbody"), body or head, "td" if body else "th", block, scope)
    if block.notes:
        foot = add(element, "table-wrap-foot")
        for note in block.notes:
            holder = add(foot, "fn", id=fresh(f"{block.id or 'tbl'}-fn", "fn", scope.taken))
            put(add(holder, "p"), note, scope, FULL)


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
