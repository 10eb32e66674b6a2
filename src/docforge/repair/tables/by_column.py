"""Tables dumped column by column: blocks of lines, one block a column, "Oats⏎Rye⏎⏎12⏎14"."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.repair.lines import Line
from docforge.repair.tables.grid import Grid, parts_of
from docforge.repair.tables.kinds import agreement, kind_of, telling

Block = list[Line]


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Lines between blank ones."""
    blocks: list[Block] = []
    fresh = True
    for line in lines:
        if line.blank:
            fresh = True
        elif fresh:
            blocks.append([line])
            fresh = False
        else:
            blocks[-1].append(line)
    return blocks


def solve_columns(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Blocks of equal height, or runs of blocks whose heights come again: each is a column."""
    blocks = blocks_of(lines)
    notes, blocks = _without_notes(blocks)
    best: Grid | None = None
    for pattern in _patterns(blocks):
        found = _parse(blocks, pattern, captioned=captioned)
        if found is not None and (best is None or found.used > best.used):
            best = found
    if best is None:
        return None
    inside = tuple(parts_of(n) for n in notes if n[0].index < lines[0].index + best.used)
    return Grid(best.rows, best.used, best.why, inside)


def _without_notes(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Blocks that are a sentence stand under the table, wherever the dump has put them."""
    notes = [
        b
        for b in blocks[1:]
        if len(b) <= 2 and b[-1].text.rstrip().endswith(".") and sum(len(x.text.split()) for x in b) >= 5
        and b[0].text.strip()[:1].isupper()
    ]  # fmt: skip
    if len(notes) > 2 or not any(len(b) > 1 for b in blocks):
        return [], blocks
    kept = {id(n) for n in notes}
    return notes, [b for b in blocks if id(b) not in kept]


def _patterns(blocks: list[Block]) -> list[tuple[int, ...]]:
    """Runs of heights that a column may have, longest runs first."""
    heights = [len(b) for b in blocks[:60]]
    found: list[tuple[int, ...]] = []
    for i, height in enumerate(heights[:6]):
        if height < 2:
            continue
        for size in (4, 3, 2, 1):
            run = tuple(heights[i : i + size])
            if len(run) == size and run not in found:
                found.append(run)
    return found[:24]


def _parse(blocks: list[Block], pattern: tuple[int, ...], *, captioned: bool) -> Grid | None:
    """Columns of the given heights, with the single lines between them as heads."""
    columns: list[list[Block]] = []
    heads: list[tuple[int, Block]] = []  # after how many columns, the head
    i = 0
    while i < len(blocks):
        run = blocks[i : i + len(pattern)]
        if tuple(map(len, run)) == pattern:
            columns.append(run)
            i += len(pattern)
        elif len(blocks[i]) == 1 and len(blocks[i][0].text.split()) <= 6:
            heads.append((len(columns), blocks[i]))
            i += 1
        else:
            break
    while heads and heads[-1][0] == len(columns):
        heads.pop()
        i -= 1
    count, height = len(columns), sum(pattern)
    if count < 2 or height < 2 or not columns:
        return None
    cells = [[line for block in column for line in block] for column in columns]
    texts = [[line.text.strip() for line in column] for column in cells]
    if any(len(t) > 70 for column in texts for t in column):
        return None
    kinds = [agreement(t) for t in texts]
    tell = [telling(t[1:] if not heads else t) for t in texts]
    if min(kinds) < 0.55 and not all(agreement(t[1:]) >= 0.55 for t in texts):
        return None
    if not any(tell) or (height == 2 and sum(tell) < 2):
        return None
    if not captioned and not (len(heads) == count and height >= 3 and any(tell)):
        return None
    top = _heads(heads, count)
    if top is None:
        return None
    rows = [tuple(parts_of([column[r]]) for column in cells) for r in range(height)]
    why = f"{count} blocks of {height} lines each: the columns of a table"
    last = cells[-1][-1].index
    return Grid((*top, *rows), last - blocks[0][0].index + 1, why)


def _heads(
    heads: list[tuple[int, Block]], count: int
) -> list[tuple[tuple[tuple[int, int], ...], ...]] | None:
    """Rows of heads: none, one for each column, or one more that spans columns; None if they do not fit."""
    if not heads:
        return []
    if len(heads) == count:
        return [tuple(parts_of(b) for _, b in heads)]
    if len(heads) == count + 1:
        # One head more than columns stands above several: the first where two or more came in a row.
        for i, (after, _) in enumerate(heads[:-1]):
            if heads[i + 1][0] == after and (i or after):
                span, rest = heads[i], heads[:i] + heads[i + 1 :]
                upper = [parts_of(span[1]) if j == i else () for j in range(count)]
                return [tuple(upper), tuple(parts_of(b) for _, b in rest)]
    if len(heads) == count - 1 and kind_of(heads[0][1][0].text) != "number":
        return [((), *(parts_of(b) for _, b in heads))]
    return None
