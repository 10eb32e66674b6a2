"""The reading of a table's lines that explains most of them, on either side of its caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.repair.lines import Line
from docforge.repair.tables.aligned import solve_aligned
from docforge.repair.tables.by_cell import solve_period, solve_values, stack_cells
from docforge.repair.tables.by_column import solve_columns
from docforge.repair.tables.by_flow import solve_flow
from docforge.repair.tables.by_line import caption_rest, solve_lines
from docforge.repair.tables.by_row import solve_rows
from docforge.repair.tables.by_run import solve_runs
from docforge.repair.tables.by_shape import solve_shapes
from docforge.repair.tables.by_unit import stack_units, units_of
from docforge.repair.tables.grid import Grid, parts_of
from docforge.repair.tables.line_reader import LineReader
from docforge.repair.tables.region import coded_region, region_after, region_before

SOLVERS = (
    solve_aligned,
    solve_columns,
    solve_runs,
    solve_values,
    solve_rows,
    solve_period,
    solve_shapes,
)
FLOWED = 1000  # lines of a text in which wrapped cells are looked for


@dataclass(slots=True)
class Flows:
    """In how many lines wrapped cells were looked for: such a search is dear."""

    lines: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """A table as solved on one side of its caption."""

    region: Sequence[Line]
    grid: Grid

    @property
    def indexes(self) -> range:
        first = self.region[0].index
        return range(first, first + self.grid.used)


def both_sides(lines: Sequence[Line], at: int, width: float, flows: Flows) -> tuple[Side | None, Side | None]:
    sides: list[Side | None] = []
    for below, region in (
        (False, region_after(lines, at + 1, width)),
        (True, region_before(lines, at, width)),
    ):
        grid = solve(region, captioned=True, below=below) if region else None
        if region and not below and (flow := _flow(lines, region, grid, width, flows)) is not None:
            sides.append(flow)
            continue
        if region and not below and (lined := _lined(lines, at, grid, width, flows)) is not None:
            sides.append(lined)
            continue
        stack = stack_cells(region) if region and not below else None
        if stack is not None and (grid is None or told(grid)[0] < 0.6 * told(stack)[0]):
            grid = stack
        if grid is None and not below:
            wide = region_after(lines, at + 1, width, 0.85)
            wide = wide[caption_rest(wide) :]
            grid = stack_units(wide, width) if wide else None
            region = wide if grid is not None else region
        sides.append(Side(region, grid) if grid is not None else None)
    return sides[0], sides[1]


def _flow(
    lines: Sequence[Line], region: Sequence[Line], grid: Grid | None, width: float, flows: Flows
) -> Side | None:
    """The region, with lines of long cells that look like prose, as rows of wrapped cells."""
    if flows.lines > FLOWED or (grid is not None and grid.why.startswith("cells stand")):
        return None
    region = coded_region(lines, region, width)
    flows.lines += len(region)
    flow = solve_flow(region, captioned=True)
    if flow is None or (
        grid is not None and (_is_whole(grid, region) or told(grid)[0] > 0.6 * told(flow)[0])
    ):
        return None
    return Side(region, flow)


def _is_whole(grid: Grid, region: Sequence[Line]) -> bool:
    """Does a reading take all lines into rows that have all their cells? Cut up into words they give more."""
    full = sum(len(row) == grid.width and all(row) for row in grid.rows)
    return grid.width > 2 and grid.used >= 0.9 * len(region) and full >= max(3, 0.8 * len(grid.rows))


def _lined(lines: Sequence[Line], at: int, grid: Grid | None, width: float, flows: Flows) -> Side | None:
    """The lines up to full prose as rows of cells on lines of their own; None where ``grid`` tells more."""
    if flows.lines > FLOWED or (grid is not None and grid.why.startswith("cells stand")):
        return None
    region = region_after(lines, at + 1, width, 0.85)
    region = region[caption_rest(region) :]
    flows.lines += len(region)
    found = solve_lines(region, width, captioned=True)
    if found is None or (grid is not None and told(grid)[0] > 0.75 * told(found)[0]):
        return None
    return Side(region, _with_tail(lines, region, found))


def _with_tail(lines: Sequence[Line], region: Sequence[Line], grid: Grid) -> Grid:
    """The grid and, as rows of one cell, what the page holds below it: a dump may put some cells last."""
    stop = region[-1].index + 1
    while stop < len(lines) and lines[stop].blank:
        stop += 1
    at_end = stop >= len(lines) or lines[stop].page != region[-1].page
    tail = region[grid.used :]
    if not at_end or not any(not line.blank for line in tail):
        return grid
    reader = LineReader(tail)
    if not 3 <= len(reader.lines) <= 0.3 * len(region) or any(len(text) > 60 for text in reader.texts):
        return grid
    rows = tuple((parts_of(reader.lines[a : b + 1]),) for a, b in units_of(reader))
    return replace(grid, rows=(*grid.rows, *rows), used=len(region))


def solve(region: Sequence[Line], *, captioned: bool, below: bool = False) -> Grid | None:
    """The reading that explains most lines; with the caption below, it must end at the caption."""
    found = [g for g in (solver(region, captioned=captioned) for solver in SOLVERS) if g is not None]
    if below:
        found = [g for g in found if g.used >= len(region) - 1]
    best = max(found, key=told, default=None)
    if best is None:
        return None
    # Where cells stand is stronger evidence than what they look like.
    placed = next((g for g in found if g.why.startswith("cells stand")), None)
    if placed is not None and placed.width >= best.width and placed.used >= 0.8 * best.used:
        return placed
    return best


def told(grid: Grid) -> tuple[int, int]:
    """How many cells a reading tells, then how many lines it explains."""
    return sum(bool(cell) for row in grid.rows for cell in row), grid.used
