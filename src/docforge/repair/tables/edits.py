"""The edit that puts a table's rows in the place of its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line
from docforge.repair.tables.grid import Grid, pieces_of

RULE = "text-table"


def make_edit(
    text: str,
    lines: Sequence[Line],
    first: int,
    last: int,
    grid: Grid,
    scene: Scene | None,
    *,
    begun: bool = False,
    ended: bool = True,
) -> Edit | None:
    """One edit for a part of a table; None if its cells would not hold every sign of its lines."""
    while lines[last].blank:
        last -= 1
    start, end = lines[first].start, lines[last].end
    pieces: list[Piece] = list(pieces_of(text, grid, scene.lexicon if scene else None))
    if begun:
        start = min(a for row in grid.rows for cell in row for a, _ in cell)
    elif first and not lines[first - 1].blank and lines[first - 1].page == lines[first].page:
        pieces.insert(0, "\n")
    if (
        ended
        and last + 1 < len(lines)
        and not lines[last + 1].blank
        and lines[last + 1].page == lines[last].page
    ):
        pieces.append("\n")
    after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
    before = text[start:end]
    if _signs(before) != _signs(after):
        return None
    return Edit(start, end, before, after, RULE, Safety.LIKELY, grid.why, pieces=tuple(pieces))


def _signs(text: str) -> list[str]:
    """All signs but white space and the hyphens of line ends, in no order."""
    return sorted(re.sub(r"[\s\u00ad‐-]+", "", text))
