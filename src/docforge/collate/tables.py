"""Two tables of one passage laid beside each other cell by cell: rows by their label, columns by their head.

A word of one cell is then never taken for a word of the next. Where rows or columns cannot be told apart, or
cells run over several of them, nothing is aligned and the tables are compared as running text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from docforge.collate.wording import rising
from docforge.model.nodes import Cell, Row, TableWrap
from docforge.model.text import inline_text, words

LIKE = 0.6
SHARE = 0.5  # of the rows and of the columns of the smaller table that must meet
MOST = 5_000  # cells; a larger table is compared as text
GAP = 64  # comparisons of rows between two that met


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, head first."""

    rows: tuple[Row, ...]

    @staticmethod
    def of(table: TableWrap) -> Grid | None:
        """None where cells run over several rows or columns, or rows have different lengths."""
        rows = (*table.head, *table.body)
        plain = all(c.colspan == c.rowspan == 1 for row in rows for c in row)
        width = {len(row) for row in rows}
        if not rows or not plain or len(width) != 1 or len(rows) * min(width) > MOST or min(width) < 2:
            return None
        return Grid(rows)

    @property
    def width(self) -> int:
        return len(self.rows[0])


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of row numbers and of column numbers, both rising in both tables."""

    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]


def align_tables(one: TableWrap, two: TableWrap) -> Alignment | None:
    """Which rows and columns of two tables are the same; None where too few can be told."""
    a, b = Grid.of(one), Grid.of(two)
    if a is None or b is None:
        return None
    columns = _columns(a, b)
    if len(columns) < max(2, SHARE * min(a.width, b.width)):
        return None
    rows = _rows(a, b, columns)
    if len(rows) < max(1, SHARE * min(len(a.rows), len(b.rows))):
        return None
    return Alignment(tuple(rows), tuple(columns))


def _columns(a: Grid, b: Grid) -> list[tuple[int, int]]:
    """By their heads; tables of the same width by place where most heads agree or nothing else tells."""
    heads_a, heads_b = ([_key(c) for c in grid.rows[0]] for grid in (a, b))
    met = _anchors(heads_a, heads_b)
    if a.width == b.width and all(i == j for i, j in met):
        return [(i, i) for i in range(a.width)]
    return _between(heads_a, heads_b, met)


def _rows(a: Grid, b: Grid, columns: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """By the label in the first column both have; then by all their cells, between rows that met."""
    first_a, first_b = columns[0]
    labels_a, labels_b = [_key(r[first_a]) for r in a.rows], [_key(r[first_b]) for r in b.rows]
    met = _anchors(labels_a, labels_b)
    taken_a, taken_b = {i for i, _ in met}, {j for _, j in met}
    whole_a = ["" if i in taken_a else " ".join(_key(r[c]) for c, _ in columns) for i, r in enumerate(a.rows)]
    whole_b = ["" if j in taken_b else " ".join(_key(r[c]) for _, c in columns) for j, r in enumerate(b.rows)]
    met = rising(sorted([*met, *_anchors(whole_a, whole_b)]))
    return _between(
        [f"{k} {w}" for k, w in zip(labels_a, whole_a, strict=True)],
        [f"{k} {w}" for k, w in zip(labels_b, whole_b, strict=True)],
        met,
    )


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Keys that stand once in each, in the longest order that both share."""
    once_a, once_b = _once(a), _once(b)
    return rising([(i, once_b[k]) for k, i in once_a.items() if k in once_b])


def _once(keys: Sequence[str]) -> dict[str, int]:
    counts = Counter(keys)
    return {k: i for i, k in enumerate(keys) if k and counts[k] == 1}


def _between(a: Sequence[str], b: Sequence[str], met: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``met``; in each gap those at the same place where both have as many, else the next that is alike."""
    found: list[tuple[int, int]] = []
    at_a = at_b = 0
    for i, j in [*met, (len(a), len(b))]:
        gap_a, gap_b = range(at_a, i), range(at_b, j)
        if len(gap_a) == len(gap_b):
            found += [(p, q) for p, q in zip(gap_a, gap_b, strict=True) if _may_be(a[p], b[q])]
        elif len(gap_a) * len(gap_b) <= GAP:
            reach = at_b
            for p in gap_a:
                like = next((q for q in range(reach, j) if _alike(a[p], b[q])), None)
                if like is not None:
                    found.append((p, like))
                    reach = like + 1
        if i < len(a):
            found.append((i, j))
        at_a, at_b = i + 1, j + 1
    return found


def _may_be(one: str, two: str) -> bool:
    """At the same place: the same row, unless both have words and hardly a letter in common."""
    return (
        not one.strip()
        or not two.strip()
        or SequenceMatcher(None, one[:200], two[:200]).quick_ratio() >= LIKE
    )


def _alike(one: str, two: str) -> bool:
    if not one.strip() or not two.strip():
        return False
    matcher = SequenceMatcher(None, one[:200], two[:200], autojunk=False)
    return matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def _key(cell: Cell) -> str:
    return " ".join(words(inline_text(cell.content))).casefold()
