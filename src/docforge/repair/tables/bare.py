"""Tables without a caption: where in a run of short lines one begins, and what is none."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.repair.lines import Line, is_finished
from docforge.repair.parts.captions import CAPTION_RE, is_certain, is_table_kind
from docforge.repair.tables.by_line import may_repeat, solve_lines
from docforge.repair.tables.grid import Grid, text_of
from docforge.repair.tables.kinds import kind_of
from docforge.repair.tables.sides import FLOWED, Flows, Side, solve, told

FARTHEST = 120  # lines of a run in which a table may begin


def is_drawing(lines: Sequence[Line], region: Sequence[Line]) -> bool:
    """Letters and numbers of a picture, right beside its caption."""
    beside = [
        next((lines[i] for i in run if not lines[i].blank), None)
        for run in (
            range(region[0].index - 1, max(-1, region[0].index - 8), -1),
            range(region[-1].index + 1, min(len(lines), region[-1].index + 8)),
        )
    ]
    labels = [m for x in beside if x is not None and (m := CAPTION_RE.match(x.text.strip()))]
    if not any(is_certain(m) and not is_table_kind(m) for m in labels):
        return False
    tokens = [t for line in region for t in line.text.split()]
    bare = sum(len(t) <= 2 or 2 * sum(map(str.isalpha, t)) <= len(t) for t in tokens)
    return 5 * bare >= 3 * len(tokens)


def best_start(region: Sequence[Line], width: float, flows: Flows) -> Side | None:
    """The start from which most cells can be told."""
    best: tuple[tuple[bool, int], Side] | None = None
    for skip in _starts(region):
        grid = solve(region[skip:], captioned=False)
        if grid is not None:
            cells = _is_headed(region[skip:], grid), told(grid)[0]
            if best is None or cells > best[0]:
                best = cells, Side(region[skip:], grid)
    if best is not None or flows.lines > FLOWED or not may_repeat(region):
        return best[1] if best else None
    flows.lines += len(region)
    last = region[-1].text.strip()
    if last[:1].isupper() and not is_finished(last) and [x.text.strip() for x in region].count(last) == 1:
        region = region[:-1]  # the heading of the text that follows
    grid = solve_lines(region, width, captioned=False)
    return Side(region, grid) if grid is not None else None


def _is_headed(region: Sequence[Line], grid: Grid) -> bool:
    """Does the first row name every column of a table of several rows?"""
    if len(grid.rows) < 4 or grid.width < 3 or not all(grid.rows[0]) or len(grid.rows[0]) < grid.width:
        return False
    at = region[0].start
    text = "\n".join(line.text for line in region[: grid.used])
    return not any(
        kind_of(text_of(text, tuple((a - at, b - at) for a, b in cell))) in ("number", "sign")
        for cell in grid.rows[0]
    )


def _starts(region: Sequence[Line]) -> list[int]:
    """Where a table may begin in a run of short lines: at its start, after a blank line or a sentence."""
    found = [0]
    for i, line in enumerate(region[:24]):
        if line.blank and i + 1 < len(region) and not region[i + 1].blank:
            found.append(i + 1)
    said = (i for i in range(min(len(region), FARTHEST) - 1, 0, -1) if _ends_sentence(region, i))
    last = next(said, 0)
    return found[:6] if last in found[:6] else [*found[:6], last]


def _ends_sentence(region: Sequence[Line], at: int) -> bool:
    """Does a sentence of several words end before line ``at``, which begins something with a capital?"""
    above = next((x.text.split() for x in region[max(0, at - 2) : at][::-1] if not x.blank), [])
    return len(above) >= 4 and above[-1][-1] in ".:" and region[at].text.strip()[:1].isupper()
