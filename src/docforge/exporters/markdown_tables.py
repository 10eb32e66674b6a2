"""Tables -> Pandoc's pipe tables, or grid tables where cells span or the head has more or less than one row.

A slot of the grid that no cell covers (a ragged table) holds ``[]{.absent}``.
"""

from __future__ import annotations

from dataclasses import dataclass

from docforge.exporters.markdown_inlines import InlineWriter
from docforge.model.nodes import Align, Cell, Row, TableWrap

_ABSENT = "[]{.absent}"
_PIPE_RULE: dict[Align, str] = {"": "---", "left": ":---", "center": ":--:", "right": "---:"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at its place in the grid; ``cell`` is None where the row has no cell."""

    row: int
    column: int
    cell: Cell | None

    @property
    def bottom(self) -> int:
        return self.row + (self.cell.rowspan if self.cell else 1)

    @property
    def right(self) -> int:
        return self.column + (self.cell.colspan if self.cell else 1)


def lay_out(rows: tuple[Row, ...], top: int = 0) -> list[Slot]:
    """Cells with their places, spans cut at the last row; no holes filled yet."""
    taken: set[tuple[int, int]] = set()
    slots = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            down = min(cell.rowspan, len(rows) - y)
            across = 1
            while across < cell.colspan and (y, x + across) not in taken:
                across += 1
            taken.update((y + j, x + i) for j in range(down) for i in range(across))
            placed = (
                cell if (across, down) == (cell.colspan, cell.rowspan) else Cell(cell.content, across, down)
            )
            slots.append(Slot(top + y, x, placed))
            x += across
    return slots


def _complete(table: TableWrap) -> tuple[list[Slot], int]:
    """All slots of head and body, holes filled, and the number of columns."""
    slots = lay_out(table.head) + lay_out(table.body, len(table.head))
    width = max([slot.right for slot in slots] + [len(table.align), 1])
    taken = {(y, x) for s in slots for y in range(s.row, s.bottom) for x in range(s.column, s.right)}
    height = len(table.head) + len(table.body)
    slots += [Slot(y, x, None) for y in range(height) for x in range(width) if (y, x) not in taken]
    return sorted(slots, key=lambda s: (s.row, s.column)), width


def table_lines(table: TableWrap, writer: InlineWriter) -> list[str]:
    """The lines of a table, without its caption."""
    slots, width = _complete(table)
    unsaid: Align = ""
    align = table.align[:width] + (unsaid,) * (width - len(table.align))
    spans = any(s.cell and (s.cell.colspan, s.cell.rowspan) != (1, 1) for s in slots)
    head_says = any(s.cell is None or s.cell.content for s in slots if s.row == 0)
    crowded = spans or len(table.head) > 1 or (table.head and not head_says)
    if (table.head or table.body) and (crowded or (width == 1 and not table.body)):
        return _grid(slots, align, len(table.head), len(table.head) + len(table.body), writer)
    return _pipes(slots, align, bool(table.head), writer)


def _text(slot: Slot, writer: InlineWriter, *, grid: bool) -> str:
    return writer.cell(slot.cell.content, grid=grid) if slot.cell else _ABSENT


def _pipes(slots: list[Slot], align: tuple[Align, ...], headed: bool, writer: InlineWriter) -> list[str]:
    rows: list[list[str]] = [] if headed else [[""] * len(align)]
    for slot in slots:
        if slot.column == 0:
            rows.append([])
        rows[-1].append(_text(slot, writer, grid=False))
    rows.insert(1, [_PIPE_RULE[a] for a in align])
    return [f"| {' | '.join(row)} |" for row in rows]


def _grid(
    slots: list[Slot], align: tuple[Align, ...], head: int, height: int, writer: InlineWriter
) -> list[str]:
    texts = [_text(slot, writer, grid=True) for slot in slots]
    widths = [3] * len(align)
    # Cells of one column first, so that a spanning cell only widens what is still too narrow.
    for slot, text in sorted(zip(slots, texts, strict=True), key=lambda p: p[0].right - p[0].column):
        missing = len(text) + 2 - (sum(widths[slot.column : slot.right]) + slot.right - slot.column - 1)
        if missing > 0:
            widths[slot.right - 1] += missing
    xs = [0]
    for w in widths:
        xs.append(xs[-1] + w + 1)
    canvas = [[" "] * (xs[-1] + 1) for _ in range(2 * height + 1)]
    for slot, text in zip(slots, texts, strict=True):
        top, bottom, left, right = 2 * slot.row, 2 * slot.bottom, xs[slot.column], xs[slot.right]
        for y in (top, bottom):
            for x in range(left + 1, right):
                if canvas[y][x] != "+":
                    canvas[y][x] = "=" if y == 2 * head and head else "-"
        for x in (left, right):
            for y in range(top + 1, bottom):
                if canvas[y][x] != "+":
                    canvas[y][x] = "|"
        for y in (top, bottom):
            for x in (left, right):
                canvas[y][x] = "+"
        canvas[top + 1][left + 2 : left + 2 + len(text)] = text
    rule = 2 * head
    for column, kind in enumerate(align):
        if kind in ("left", "center"):
            canvas[rule][xs[column] + 1] = ":"
        if kind in ("right", "center"):
            canvas[rule][xs[column + 1] - 1] = ":"
    return ["".join(line).rstrip() for line in canvas]
