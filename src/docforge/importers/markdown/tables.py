"""Pipe and grid tables: tokens and boxes -> rows of cells."""

from __future__ import annotations

import re

from docforge.importers.markdown.grid import read_grid
from docforge.importers.markdown.inlines import Marked
from docforge.importers.markdown.items import Node
from docforge.importers.markdown.reader import InlineReader
from docforge.model.nodes import Align, Block, Cell, Origin, Preformat, Row, TableWrap

_STYLE_RE = re.compile(r"text-align:(left|center|right)")
_ALIGN: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}


def _cell(inlines: InlineReader, source: str, colspan: int = 1, rowspan: int = 1) -> Cell | None:
    """A cell; None where another spans its place."""
    read = inlines.read(source)
    if len(read) == 1 and isinstance(read[0], Marked) and read[0].name == "absent":
        return None
    return Cell(inlines.settle(read), colspan, rowspan)


def read_pipes(inlines: InlineReader, node: Node, origin: Origin) -> TableWrap:
    """A pipe table: "| a | b |" under its head."""
    parts = [[_row(inlines, r) for r in part.children] for part in node.children]
    head = tuple(parts[0]) if parts else ()
    first = node.children[0].children[0].children
    styles = (_STYLE_RE.search(str(c.token.attrs.get("style", ""))) for c in first)
    align: tuple[Align, ...] = tuple(_ALIGN[s[1]] if s else "" for s in styles)
    if all(not c.children[0].token.content for c in first):
        head = ()  # Pandoc: a head of empty cells is no head
    body = tuple(parts[1]) if len(parts) > 1 else ()
    return TableWrap("", "", (), head, body, align if any(align) else (), (), origin)


def _row(inlines: InlineReader, node: Node) -> Row:
    cells = (_cell(inlines, c.children[0].token.content) for c in node.children)
    return tuple(c for c in cells if c is not None)


def read_boxes(inlines: InlineReader, rows: list[str], origin: Origin) -> Block:
    """A grid table; text as it stands where its lines make no grid."""
    grid = read_grid(rows)
    if grid is None:
        return Preformat("\n".join(rows), "", origin)
    out: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for box in grid.boxes:
        cell = _cell(inlines, box.text, box.colspan, box.rowspan)
        if cell is not None:
            out[box.row].append(cell)
    table = tuple(tuple(r) for r in out)
    return TableWrap("", "", (), table[: grid.head_rows], table[grid.head_rows :], grid.align, (), origin)
