"""Tables in a PDF's structure: each place of the grid has a cell, each cell its heads (PDF/UA-1, 7.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.exporters.pdf_structure import Node

SECTIONS = ("THead", "TBody", "TFoot")


@dataclass(slots=True)
class _Cell:
    node: Node
    row: int
    column: int
    rows: int
    columns: int

    @property
    def is_head(self) -> bool:
        return self.node.role == "TH"

    @property
    def is_row_head(self) -> bool:
        element = self.node.element
        return self.is_head and element is not None and (element.get("scope") or "").startswith("row")


def complete_tables(root: Node) -> None:
    """Give the cells of all tables their spans, scopes and heads; fill rows that are too short."""
    for number, table in enumerate((n for n in root.descendants() if n.role == "Table"), 1):
        article = table.around("Art")
        name = article.element.get("id") if article is not None and article.element is not None else None
        _complete(table, f"{name or 'table'}--table-{number}")


def _complete(table: Node, name: str) -> None:
    groups = [[row for row in group if row.role == "TR"] for group in _groups(table)]
    cells = list(_cells(groups))
    width = max((cell.column + cell.columns for cell in cells), default=0)
    _fill_rows([row for group in groups for row in group], cells, width)
    heads = [cell for cell in cells if cell.is_head]
    # One row of heads over their columns is told by their scope alone.
    plain = all(cell.rows == cell.columns == 1 for cell in cells) and len({c.row for c in heads}) < 2
    for cell in cells:
        told: dict[str, object] = {}
        if cell.is_head:
            told["Scope"] = "/Row" if cell.is_row_head else "/Column"
        if cell.columns > 1:
            told["ColSpan"] = cell.columns
        if cell.rows > 1:
            told["RowSpan"] = cell.rows
        if told:
            cell.node.attributes["Table"] = told
    if not plain:
        _name_heads(cells, heads, name)


def _name_heads(cells: Sequence[_Cell], heads: Sequence[_Cell], name: str) -> None:
    """Let each cell name its heads: those above it, and those that begin its row."""
    above: dict[int, list[_Cell]] = defaultdict(list)
    beside: dict[int, list[_Cell]] = defaultdict(list)
    for head in heads:
        head.node.entries["ID"] = f"{name}-{head.row}-{head.column}"
        if head.is_row_head:
            for row in range(head.row, head.row + head.rows):
                beside[row].append(head)
        else:
            for column in range(head.column, head.column + head.columns):
                above[column].append(head)
    for cell in cells:
        over = [
            h for c in range(cell.column, cell.column + cell.columns) for h in above[c] if h.row < cell.row
        ]
        if not cell.is_head:
            rows = range(cell.row, cell.row + cell.rows)
            over += [h for r in rows for h in beside[r] if h.column < cell.column]
        if over:
            names = dict.fromkeys(str(head.node.entries["ID"]) for head in over)
            cell.node.attributes.setdefault("Table", {})["Headers"] = tuple(names)


def _groups(table: Node) -> Iterator[list[Node]]:
    loose: list[Node] = []
    for kid in table.kids:
        if isinstance(kid, Node) and kid.role in SECTIONS:
            yield [row for row in kid.kids if isinstance(row, Node)]
        elif isinstance(kid, Node) and kid.role == "TR":
            loose.append(kid)
    if loose:
        yield loose


def _cells(groups: Sequence[Sequence[Node]]) -> Iterator[_Cell]:
    """Each cell with its place; a span that runs out of its group of rows ends with it."""
    above = 0
    for group in groups:
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(group):
            column = 0
            for kid in row.kids:
                if not isinstance(kid, Node) or kid.role not in ("TH", "TD"):
                    continue
                while (index, column) in taken:
                    column += 1
                rows = min(_span(kid, "rowspan"), len(group) - index)
                columns = _span(kid, "colspan")
                taken.update((index + r, column + c) for r in range(rows) for c in range(columns))
                yield _Cell(kid, above + index, column, rows, columns)
                column += columns
        above += len(group)


def _span(node: Node, name: str) -> int:
    value = node.element.get(name, "") if node.element is not None else ""
    return max(1, int(value)) if value.isdecimal() else 1


def _fill_rows(rows: Sequence[Node], cells: Sequence[_Cell], width: int) -> None:
    """Empty cells at the end of rows that have fewer than others."""
    filled = [0] * len(rows)
    for cell in cells:
        for index in range(cell.row, cell.row + cell.rows):
            filled[index] += cell.columns
    for row, count in zip(rows, filled, strict=True):
        for _ in range(width - count):
            row.grow("TD")
