"""Tables of text dumps as rows of tabs: cells told by column, by cell or by row, never a word more or less.

The anchor is a caption ("Table 2: ..."), or a run of lines that reads as nothing but a table. Each way of
reading is tried; the one that explains most lines is taken, and none where nothing decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines, wrapping
from docforge.repair.parts.captions import CAPTION_RE, CONTINUED_RE, is_certain, is_table_kind
from docforge.repair.references.lists import find_heads
from docforge.repair.rules.parts.author_tables import table_indexes
from docforge.repair.tables.bare import best_start, is_drawing
from docforge.repair.tables.by_cell import stack_cells
from docforge.repair.tables.by_count import solve_counted
from docforge.repair.tables.by_flow import WHY as FLOWED
from docforge.repair.tables.by_flow import go_on_flow
from docforge.repair.tables.by_line import WHY as LINED
from docforge.repair.tables.by_line import go_on_lines
from docforge.repair.tables.by_measure import narrow_runs, solve_measures
from docforge.repair.tables.by_page import Sheet, find_sheets, sheet_edits
from docforge.repair.tables.by_unit import stack_units
from docforge.repair.tables.edits import RULE, make_edit
from docforge.repair.tables.grid import Grid, Parts, text_of
from docforge.repair.tables.region import is_prose, notes_after, region_after
from docforge.repair.tables.sides import Flows, Side, both_sides, solve

FOLIO_RE = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
SHORTEST = 5  # lines of a table without a caption


def find_text_tables(text: str, scene: Scene) -> Iterator[Edit]:
    """Rows of tabs from a dump's table: "Oats⏎12⏎Rye⏎9" below its caption -> "Oats⇥12⏎Rye⇥9"."""
    lines = split_lines(text)
    width = _measure(lines, wrapping(text).width)
    taken = {*table_indexes(lines), *_piped(lines)}
    flows = Flows()
    captions = _captions(lines)
    again = [at for at in captions if _goes_on(lines[at])]
    first = [at for at in captions if not _goes_on(lines[at])]
    found = [_Anchor(at, *both_sides(lines, at, width, flows)) for at in first]
    for sheet in find_sheets(lines, first, width):
        if not any(_reads(a, sheet) for a in found):
            taken.update(range(sheet.lines[0].index, sheet.lines[-1].index + 1))
            yield from sheet_edits(text, sheet, scene)
    below = sum(_weight(a.before) for a in found) > sum(_weight(a.after) for a in found)
    rest = (_Anchor(at, *both_sides(lines, at, width, flows)) for at in again if at not in taken)
    for anchor in chain(found, rest):
        for side in (anchor.before, anchor.after) if below else (anchor.after, anchor.before):
            if side is None or any(i in taken for i in side.indexes):
                continue
            broken = _broken(lines, anchor.caption, width)
            yield from _table(text, lines, side, scene, width, broken, taken)
            break
    yield from _sentences(text, lines, scene, width, taken)
    yield from _loose(text, lines, scene, width, taken, flows)
    yield from _run_together(text, lines, taken)


def _piped(lines: Sequence[Line]) -> Iterator[int]:
    """Rows that are told by pipes already."""
    bare = (line.text.strip() for line in lines)
    return (i for i, x in enumerate(bare) if len(x) > 2 and x[0] == x[-1] == "|")


def _measure(lines: Sequence[Line], width: float) -> float:
    """The text's measure without the margin that a layout dump sets before its lines."""
    leads = sorted(
        len(x.text) - len(x.text.lstrip(" ")) for x in lines if len(x.text.rstrip()) >= 0.9 * width
    )
    return max(width - (leads[len(leads) // 4] if leads else 0), 40.0)


@dataclass(frozen=True, slots=True)
class _Anchor:
    caption: int
    after: Side | None
    before: Side | None


def _reads(anchor: _Anchor, sheet: Sheet) -> bool:
    """Does a reading tell the rows of half the lines of such pages?"""
    inside = range(sheet.lines[0].index, sheet.lines[-1].index + 1)
    return any(
        side is not None
        and side.grid.sure
        and side.indexes.start in inside
        and 2 * sum(line.index in side.indexes for line in sheet.lines) >= len(sheet.lines)
        for side in (anchor.after, anchor.before)
    )


def _weight(side: Side | None) -> int:
    """How much a reading says for its side of the caption: where cells stand says most."""
    return 0 if side is None else 2 if side.grid.why.startswith("cells stand") else 1


def _captions(lines: Sequence[Line]) -> list[int]:
    """Lines that are captions of tables."""
    found = []
    for i, line in enumerate(lines):
        match = CAPTION_RE.match(line.text.strip())
        if match and is_certain(match) and is_table_kind(match):
            found.append(i)
    return found


def _goes_on(line: Line) -> bool:
    match = CAPTION_RE.match(line.text.strip())
    return match is not None and CONTINUED_RE.match(match.string[match.end() :]) is not None


def _broken(lines: Sequence[Line], caption: int, width: float) -> bool:
    """Does the text before the caption stop in the middle of a sentence?"""
    for line in reversed(lines[max(0, caption - 4) : caption]):
        if not line.blank:
            return is_prose(line, width) and not is_finished(line.text)
    return False


def _table(
    text: str, lines: Sequence[Line], side: Side, scene: Scene, width: float, broken: bool, taken: set[int]
) -> Iterator[Edit]:
    """Edits of a table: of its first part, and of each part that goes on after a page break."""
    parts = [side]
    while len(parts) < 40 and (more := _continuation(lines, parts, width, text)) is not None:
        if any(i in taken for i in more.indexes):
            break
        parts.append(more)
    taken.update(i for part in parts for i in range(parts[0].indexes.start, part.indexes.stop))
    edits: list[Edit] = []
    for k, part in enumerate(parts):
        first, last = part.indexes.start, part.indexes.stop - 1
        rows = part.grid.rows
        notes: list[Parts] = list(part.grid.notes)
        if k + 1 == len(parts):
            under, after = notes_after(lines, last + 1, width, broken=broken)
            notes += under
            last = after - 1 if under else last
            taken.update(range(first, last + 1))
        if k:
            head = _head_rows(text, parts[0].grid, part.grid)
            groups = {
                _squashed(text, row)
                for p in parts[:k]
                for row in p.grid.rows
                if len(row) and not any(row[1:])
            }
            if len(rows) > head + 1 and not any(rows[head][1:]) and _squashed(text, rows[head]) in groups:
                head += 1  # the name of the group again
            rows = rows[head:]
            begin = min(a for row in rows for cell in row for a, _ in cell)
            stop = lines[parts[k - 1].indexes.stop - 1].end
            why = "the table goes on after a page break; its head stands there again"
            edits.append(
                Edit(stop, begin, text[stop:begin], "\n", RULE, Safety.LIKELY, why, "repeated table head")
            )
        grid = Grid(rows, part.grid.used, part.grid.why, tuple(notes), part.grid.sure)
        edit = make_edit(text, lines, first, last, grid, scene, begun=k > 0, ended=k + 1 == len(parts))
        if edit is None:
            if k == 0:
                return
            edits.pop()
            break
        edits.append(edit)
    yield from edits


def _continuation(lines: Sequence[Line], parts: Sequence[Side], width: float, text: str) -> Side | None:
    """The part of a table on the next page: its head again, or "Table 2. Continued" above it."""
    part = parts[-1]
    if part.grid.notes:
        return None
    at = part.indexes.stop
    said = False
    while at < len(lines) and at - part.indexes.stop < 32:
        match = CAPTION_RE.match(lines[at].text.strip())
        if match and is_certain(match) and CONTINUED_RE.match(match.string[match.end() :]):
            said = True
        elif not lines[at].blank and not FOLIO_RE.fullmatch(lines[at].text.strip()):
            break
        at += 1
    if (
        at >= len(lines)
        or lines[at].blank
        or (not said and lines[at].page == lines[at - 1].page == part.region[0].page)
    ):
        return None
    region = region_after(lines, at, width)
    grid = solve(region, captioned=True) if region and part.grid.sure else None
    if region and part.grid.why.startswith(FLOWED):
        grid = go_on_flow(part.region[: part.grid.used], part.grid, region)
    if region and part.grid.why.startswith(LINED):
        above = [line for p in parts[:3] for line in p.region[: p.grid.used]]
        rows = tuple(row for p in parts[:3] for row in p.grid.rows)
        grid = go_on_lines(above, replace(part.grid, rows=rows), region_after(lines, at, width, 0.85))
    if not part.grid.sure and said and region:
        grid = stack_cells(region) or stack_units(region, width)
    if grid is None or grid.width != part.grid.width:
        return None
    head = _head_rows(text, part.grid, grid)
    if not head and not said:
        return None
    body = [a for row in grid.rows[head:] for cell in row for a, _ in cell]
    top = [b for row in grid.rows[:head] for cell in row for _, b in cell]
    if not body or (top and max(top) > min(body)):
        return None
    return Side(region, grid)


def _squashed(text: str, row: Sequence[Parts]) -> tuple[str, ...]:
    """The letters of a row's cells, for comparing."""
    return tuple(re.sub(r"\W+", "", text_of(text, cell)).casefold() for cell in row)


def _head_rows(text: str, first: Grid, later: Grid) -> int:
    """How many rows at the top of a later part are those of the first part over again."""
    count = 0
    for a, b in zip(first.rows, later.rows[:-1], strict=False):
        one, two = _squashed(text, a), _squashed(text, b)
        if one != two or not any(one):
            break
        count += 1
    return count


def _sentences(
    text: str, lines: Sequence[Line], scene: Scene, width: float, taken: set[int]
) -> Iterator[Edit]:
    """Tables of two columns of sentences, which need no caption: no text breaks its lines so."""
    for run in narrow_runs(lines, width, taken):
        grid = solve_measures(run, width)
        if grid is not None:
            first = run[0].index
            taken.update(range(first, first + grid.used))
            edit = make_edit(text, lines, first, first + grid.used - 1, grid, scene)
            if edit is not None:
                yield edit


def _loose(
    text: str, lines: Sequence[Line], scene: Scene, width: float, taken: set[int], flows: Flows
) -> Iterator[Edit]:
    """Tables without a caption: only what reads as nothing else."""
    heads = [start for start, _ in find_heads(text)]
    end = heads[-1] if heads else len(text)
    seen = False
    at = 0
    while at < len(lines) and lines[at].start < end:
        if not seen or lines[at].blank or at in taken:
            seen = seen or is_prose(lines[at], width)
            at += 1
            continue
        if is_prose(lines[at], width):
            at += 1
            if at < len(lines) and not lines[at].blank and re.search(r"[.:;?!]\W*$", lines[at].text):
                at += 1  # the short last line of a paragraph
            continue
        region = region_after(lines, at, width)
        stop = next((i for i, r in enumerate(region) if r.index in taken or r.start >= end), len(region))
        region = region[:stop]
        while region and region[-1].blank:
            region.pop()
        drawn = bool(region) and is_drawing(lines, region)
        side = best_start(region, width, flows) if len(region) >= SHORTEST and not drawn else None
        if side is not None:
            yield from _table(text, lines, side, scene, width, False, taken)
            at = side.indexes.stop
        else:
            at = region[-1].index + 1 if region else at + 1


def _run_together(text: str, lines: Sequence[Line], taken: set[int]) -> Iterator[Edit]:
    """Rows run together in one line under a caption, told by their count: "Day Use 01 Hay 02 Slate"."""
    named = False
    for line in lines:
        if line.blank:
            continue
        match = CAPTION_RE.match(line.text.strip().lstrip("*_"))
        if match:
            named = is_table_kind(match)
            continue
        if named and line.index not in taken and len(line.text) < 6000:
            grid = solve_counted(line)
            edit = make_edit(text, lines, line.index, line.index, grid, None) if grid else None
            if edit is not None:
                yield edit
        named = False
