"""Tables dumped column by column with each cell a block: "Crop⏎⏎Tons⏎⏎Oats⏎⏎Rye⏎⏎Hay⏎⏎12⏎⏎9⏎⏎4".

No block says how high a column is. The number of heads says how many columns there are, and cells of one kind
run as far as their column does: where both agree with the number of cells, the rows are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from docforge.repair.lines import Line
from docforge.repair.tables.by_column import Block, blocks_of
from docforge.repair.tables.grid import Grid, Parts, parts_of
from docforge.repair.tables.kinds import is_progression, kind_of

WIDEST = 10  # columns
MOST = 400  # cells that are looked at
LOWEST = 3  # rows; one less under a caption
PURE = 0.9  # of a column's cells, those of one class
HEAD_WORDS = 6
CLASSES = {"number": "value", "sign": "value", "code": "code"}
WHY = "runs of cells of one kind, as high as each other: the columns of a table"


@dataclass(frozen=True, slots=True)
class _Found:
    """Cells by the index of their blocks: what stands above the head, the head's rows, the columns."""

    above: tuple[int, ...]
    heads: tuple[tuple[int | None, ...], ...]
    columns: tuple[range, ...]


class _Cells:
    """The texts of blocks, their classes, and how many of each class stand before each of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.classes = [CLASSES.get(kind_of(text), "words") for text in texts]
        kinds = sorted(set(self.classes))
        self.sums = {k: [0, *accumulate(c == k for c in self.classes)] for k in kinds}

    def kind(self, column: range) -> str:
        """The class that a column's cells share, or none."""
        need = PURE * len(column)
        shared = (k for k, s in self.sums.items() if s[column.stop] - s[column.start] >= need)
        return next(shared, "")

    def is_head(self, at: int) -> bool:
        text = self.texts[at]
        return self.classes[at] == "words" and len(text.split()) <= HEAD_WORDS and text[-1] not in ".,;"


def solve_runs(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Columns told by how far like cells run; None where more than one height would do."""
    blocks = blocks_of(lines)[:MOST]
    lowest = LOWEST - captioned
    if len(blocks) < 2 * (lowest + 1) or sum(len(b) > 1 for b in blocks) > 0.5 * len(blocks):
        return None
    cells = _Cells([" ".join(line.text.strip() for line in block) for block in blocks])
    if cells.classes[0] == "value" or len(cells.sums) < 2:
        return None
    # Heads that come again say more than a height that fits.
    for way in (_heads_above, _heads_first, _heads_between):
        found = {f for f in way(cells, lowest) if _sure(f, cells, captioned=captioned)}
        if len(found) == 1:
            return _grid(found.pop(), blocks, cells.classes, lines)
        if found:
            return None
    return None


def _runs(start: int, height: int, count: int, step: int) -> tuple[range, ...]:
    """So many columns of one height, each ``step`` blocks behind the one before it."""
    return tuple(range(start + c * step, start + c * step + height) for c in range(count))


def _heads_first(cells: _Cells, lowest: int) -> Iterator[_Found]:
    """All heads, then one column after the other."""
    texts = cells.texts
    for count in range(2, WIDEST + 1):
        last = count - 1
        if count >= len(texts) or not cells.is_head(last) or texts[last] in texts[:last]:
            return
        for height in range(lowest, (len(texts) - count) // count + 1):
            yield _Found((), (tuple(range(count)),), _runs(count, height, count, height))


def _heads_between(cells: _Cells, lowest: int) -> Iterator[_Found]:
    """Each column under its own head."""
    size = len(cells.texts)
    if not cells.is_head(0):
        return
    for height in range(lowest, size // 2):
        step = height + 1
        count = 1
        while count <= WIDEST and (count + 1) * step <= size and cells.is_head(count * step):
            count += 1
        if 2 <= count <= WIDEST:
            yield _Found((), (tuple(range(0, count * step, step)),), _runs(1, height, count, step))


def _heads_above(cells: _Cells, lowest: int) -> Iterator[_Found]:
    """Heads in two rows, labels, then columns of values: the lower heads come again under each upper one."""
    texts, classes = cells.texts, cells.classes
    first = next((i for i, c in enumerate(classes) if c == "value"), len(classes))
    stop = next((i for i in range(first, len(classes)) if classes[i] != "value"), len(classes))
    for height in range(lowest, first):
        count, rest = divmod(stop - first, height)
        heads = first - height
        if rest or not 4 <= count <= WIDEST:
            continue
        for spans in range(2, count // 2 + 1):
            size = count // spans
            above = heads - count - spans - 1
            lower = texts[heads - count : heads]
            if count % spans or not 0 <= above <= 1 or lower != [*lower[:size]] * spans:
                continue
            upper: list[int | None] = [above]
            for k in range(spans):
                upper += [above + 1 + k, *[None] * (size - 1)]
            below = (None, *range(heads - count, heads))
            columns = (range(heads, first), *_runs(first, height, count, height))
            yield _Found(tuple(range(above)), (tuple(upper), below), columns)


def _sure(found: _Found, cells: _Cells, *, captioned: bool) -> bool:
    """Is each column of one class, do the classes change at a column's end, and is nothing left over?"""
    kinds: list[str] = []
    for column in found.columns:
        kinds.append(cells.kind(column))
        if not kinds[-1]:
            return False
    told = sum(kind != "words" for kind in kinds)
    if kinds[0] == "value" or not told or (2 * told < len(kinds) and not captioned):
        return False
    if all(kind == kinds[0] for kind in kinds):
        return False
    last = found.columns[-1]
    if is_progression(cells.texts[last.start : last.stop]):
        return False
    left = cells.classes[last.stop : last.stop + len(kinds)]
    return not left or left[0] != kinds[-1] or left == kinds


def _grid(found: _Found, blocks: Sequence[Block], classes: Sequence[str], lines: Sequence[Line]) -> Grid:
    """Rows of the columns; rows that a dump puts behind them, a few at a time, follow."""
    cells = [parts_of(block) for block in blocks]
    rows: list[tuple[Parts, ...]] = [(cells[i],) for i in found.above]
    rows += [tuple(cells[i] if i is not None else () for i in head) for head in found.heads]
    columns: tuple[range, ...] = found.columns
    like = [classes[column[0]] for column in columns]
    while columns:
        rows += [tuple(cells[i] for i in row) for row in zip(*columns, strict=True)]
        last = columns[-1][-1]
        columns = _behind(classes, last + 1, like)
    return Grid(tuple(rows), blocks[last][-1].index - lines[0].index + 1, WHY)


def _behind(classes: Sequence[str], at: int, like: Sequence[str]) -> tuple[range, ...]:
    """More rows of the same columns, as far as the first one's class runs on; none if they differ."""
    height = 1
    while like[0] != like[1] and at + height < len(classes) and classes[at + height] == like[0]:
        height += 1
    columns = _runs(at, height, len(like), height)
    fits = columns[-1][-1] < len(classes) and all(
        classes[i] == kind for column, kind in zip(columns, like, strict=True) for i in column
    )
    return columns if fits else ()
