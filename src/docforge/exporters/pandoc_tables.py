"""Rows of a table as pandoc wants them: all of one length, no cell reaching out of its part of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docforge.exporters import pandoc_nodes as pd
from docforge.exporters.pandoc_nodes import Nodes
from docforge.model.nodes import Inlines, Row, TableWrap


def table_width(table: TableWrap) -> int:
    """How many columns the longest row reaches over; 0 for a table without a cell."""
    return max(_reach(table.head) + _reach(table.body), default=0)


def filled_rows(rows: Sequence[Row], width: int, inlines: Callable[[Inlines], Nodes]) -> list[pd.TableRow]:
    """Rows of ``width`` columns: pandoc drops what goes over, and Word wants each place filled."""
    made: list[pd.TableRow] = []
    for index, (row, reach) in enumerate(zip(rows, _reach(rows), strict=True)):
        left = len(rows) - index
        cells = [pd.cell(inlines(cell.content), min(cell.rowspan, left), cell.colspan) for cell in row]
        made.append(cells + [pd.cell([]) for _ in range(width - reach)])
    return made


def _reach(rows: Sequence[Row]) -> list[int]:
    """How many columns each row reaches over, cells that hang down from above included."""
    hanging: list[tuple[int, int]] = []
    found = []
    for row in rows:
        found.append(sum(width for _, width in hanging) + sum(cell.colspan for cell in row))
        hanging = [(down - 1, width) for down, width in hanging if down > 1]
        hanging += [(cell.rowspan - 1, cell.colspan) for cell in row if cell.rowspan > 1]
    return found
