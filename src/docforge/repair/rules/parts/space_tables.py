"""Tables of a layout dump: cells kept apart by wide gaps, in the same columns on every line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

GAP_RE = re.compile(r"(?<=\S) {3,}(?=\S)")
SLACK = 2  # columns may sway by this many characters
FEWEST = 3  # rows


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    gaps: tuple[tuple[int, int], ...]
    columns: tuple[int, ...]


def find_space_tables(text: str, scene: Scene) -> Iterator[Edit]:
    """Runs of lines whose cells share columns become rows of tabs: "Folio␣␣␣A number" -> "Folio⇥A number"."""
    run: list[_Row] = []
    for line in split_lines(text):
        if line.blank:
            continue
        row = _row(line)
        if row is not None and (not run or _fits(run, row)):
            run.append(row)
            continue
        yield from _table(text, run)
        run = [row] if row is not None else []
    yield from _table(text, run)


def _row(line: Line) -> _Row | None:
    start = len(line.text) - len(line.text.lstrip(" "))
    gaps = tuple((m.start(), m.end()) for m in GAP_RE.finditer(line.text.rstrip()))
    if not gaps or "\t" in line.text:
        return None
    return _Row(line, gaps, (start, *(end for _, end in gaps)))


def _fits(run: list[_Row], row: _Row) -> bool:
    last = run[-1]
    if len(last.columns) != len(row.columns):
        return False
    if last.line.page != row.line.page:
        # A new page may be set off to the side; its columns keep their distances.
        shift = row.columns[0] - last.columns[0]
        return all(abs(a + shift - b) <= SLACK for a, b in zip(last.columns, row.columns, strict=True))
    return all(abs(a - b) <= SLACK for a, b in zip(last.columns, row.columns, strict=True))


def is_side_by_side(rows: list[list[str]]) -> bool:
    """Columns of prose beside each other: long cells, many of which begin in the middle of a sentence."""
    cells = [cell for row in rows for cell in row if cell]
    inner = [cell for row in rows[1:] for cell in row if cell]
    if not inner:
        return False
    words = sum(len(cell.split()) for cell in cells) / len(cells)
    begun = sum(cell[0].islower() for cell in inner) / len(inner)
    return words >= 2.5 and begun >= 0.35


def _cells(row: _Row) -> list[str]:
    stops = [*(start for start, _ in row.gaps), len(row.line.text)]
    return [row.line.text[a:b].strip() for a, b in zip(row.columns, stops, strict=True)]


def _table(text: str, run: list[_Row]) -> Iterator[Edit]:
    # Two columns may be columns of prose side by side; only short cells make a table of two.
    if len(run) < FEWEST or (len(run[0].columns) == 2 and max(len(r.line.text.strip()) for r in run) > 70):
        return
    if is_side_by_side([_cells(row) for row in run]):
        return
    why = f"{len(run)} lines with their cells in the same {len(run[0].columns)} columns"
    head = re.sub(r"\s+", " ", run[0].line.text.strip())
    for i, row in enumerate(run):
        repeated = (
            i > 0
            and row.line.page != run[i - 1].line.page
            and re.sub(r"\s+", " ", row.line.text.strip()) == head
        )
        end = run[i + 1].line.start if i + 1 < len(run) else row.line.end
        if repeated:
            cut = text[row.line.start : end]
            yield Edit(
                row.line.start,
                end,
                cut,
                "",
                "space-table",
                Safety.LIKELY,
                "the table's head again on a new page",
                "repeated table head",
            )
            continue
        lead = row.columns[0]
        if lead:
            yield Edit(
                row.line.start, row.line.start + lead, " " * lead, "", "space-table", Safety.LIKELY, why
            )
        for start, stop in row.gaps:
            a, b = row.line.start + start, row.line.start + stop
            yield Edit(a, b, text[a:b], "\t", "space-table", Safety.LIKELY, why)
        if i + 1 < len(run):
            a = row.line.start + len(row.line.text.rstrip())
            if text[a:end] != "\n":
                yield Edit(a, end, text[a:end], "\n", "space-table", Safety.LIKELY, why)
