"""Tables dumped column by column with each cell a block: "Crop⏎⏎Tons⏎⏎Oats⏎⏎Rye⏎⏎Hay⏎⏎12⏎⏎9⏎⏎4".

No block says how high a column is. The number of heads says how many columns there are, and cells of one kind
run as far as their column does: where both agree with the number of cells, the rows are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    columns: tuple[tuple[int, ...], ...]


def solve_runs(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Columns told by how far like cells run; None where more than one height would do."""
    blocks = blocks_of(lines)[:MOST]
    lowest = LOWEST - captioned
    if len(blocks) < 2 * (lowest + 1) or sum(len(b) > 1 for b in blocks) > 0.5 * len(blocks):
        return None
    texts = [" ".join(line.text.strip() for line in block) for block in blocks]
    classes = [CLASSES.get(kind_of(text), "words") for text in texts]
    # Heads that come again say more than a height that fits.
    for way in (_heads_above, _heads_first, _heads_between):
        found = {f for f in way(texts, classes, lowest) if _sure(f, texts, classes, captioned=captioned)}
        if len(found) == 1:
            return _grid(found.pop(), blocks, classes, lines)
        if found:
            return None
    return None


def _is_head(texts: Sequence[str], classes: Sequence[str], at: int) -> bool:
    return classes[at] == "words" and len(texts[at].split()) <= HEAD_WORDS and texts[at][-1] not in ".,;"


def _heads_first(texts: Sequence[str], classes: Sequence[str], lowest: int) -> Iterator[_Found]:
    """All heads, then one column after the other."""
    for count in range(2, WIDEST + 1):
        if (
            count >= len(texts)
            or not _is_head(texts, classes, count - 1)
            or texts[count - 1] in texts[: count - 1]
        ):
            return
        for height in range(lowest, (len(texts) - count) // count + 1):
            columns = [tuple(range(count + c * height, count + (c + 1) * height)) for c in range(count)]
            yield _Found((), (tuple(range(count)),), tuple(columns))


def _heads_between(texts: Sequence[str], classes: Sequence[str], lowest: int) -> Iterator[_Found]:
    """Each column under its own head."""
    if not _is_head(texts, classes, 0):
        return
    for height in range(lowest, len(texts) // 2):
        step = height + 1
        count = 1
        while (count + 1) * step <= len(texts) and _is_head(texts, classes, count * step):
            count += 1
        if 2 <= count <= WIDEST:
            tops = range(0, count * step, step)
            columns = [tuple(range(top + 1, top + step)) for top in tops]
            yield _Found((), (tuple(tops),), tuple(columns))


def _heads_above(texts: Sequence[str], classes: Sequence[str], lowest: int) -> Iterator[_Found]:
    """Heads in two rows, labels, then columns of values: the lower heads come again under each upper one."""
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
            columns = [tuple(range(heads, first))]
            columns += [tuple(range(first + c * height, first + (c + 1) * height)) for c in range(count)]
            yield _Found(tuple(range(above)), (tuple(upper), below), tuple(columns))


def _sure(found: _Found, texts: Sequence[str], classes: Sequence[str], *, captioned: bool) -> bool:
    """Is each column of one class, do the classes change at a column's end, and is nothing left over?"""
    kinds = []
    for column in found.columns:
        kind, times = Counter(classes[i] for i in column).most_common(1)[0]
        if times < PURE * len(column):
            return False
        kinds.append(kind)
    told = sum(kind != "words" for kind in kinds)
    if kinds[0] == "value" or not told or (2 * told < len(kinds) and not captioned):
        return False
    if all(kind == kinds[0] for kind in kinds) or is_progression([texts[i] for i in found.columns[-1]]):
        return False
    last = found.columns[-1][-1]
    left = classes[last + 1 : last + 1 + len(kinds)]
    return not left or left[0] != kinds[-1] or left == kinds


def _grid(found: _Found, blocks: Sequence[Block], classes: Sequence[str], lines: Sequence[Line]) -> Grid:
    """Rows of the columns; rows that a dump puts behind them, a few at a time, follow."""
    cells = [parts_of(block) for block in blocks]
    rows: list[tuple[Parts, ...]] = [(cells[i],) for i in found.above]
    rows += [tuple(cells[i] if i is not None else () for i in head) for head in found.heads]
    columns = found.columns
    like = [classes[column[0]] for column in columns]
    while columns:
        rows += [tuple(cells[i] for i in row) for row in zip(*columns, strict=True)]
        last = columns[-1][-1]
        columns = _behind(classes, last + 1, like)
    return Grid(tuple(rows), blocks[last][-1].index - lines[0].index + 1, WHY)


def _behind(classes: Sequence[str], at: int, like: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """More rows of the same columns, as far as the first one's class runs on; none if they differ."""
    height = 1
    while like[0] != like[1] and at + height < len(classes) and classes[at + height] == like[0]:
        height += 1
    columns = tuple(tuple(range(at + c * height, at + (c + 1) * height)) for c in range(len(like)))
    fits = columns[-1][-1] < len(classes) and all(
        classes[i] == kind for column, kind in zip(columns, like, strict=True) for i in column
    )
    return columns if fits else ()
