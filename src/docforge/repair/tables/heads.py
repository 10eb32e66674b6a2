"""Heads of a table's columns: one line of words, or cells that stand one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.repair.lines import Line
from docforge.repair.tables.grid import Parts, piece_of

MOST = 40  # words of a head
INSIDE = 1.0  # what it costs that a cell ends inside a line
OVER = 0.8  # what it costs that a cell goes on over a line's end
CLOSED = 3.0  # what it costs that a cell goes on behind a closed bracket, or begins in a small letter
UNEVEN = 0.5
DEAR = 0.8  # a cell
CLOSED_RE = re.compile(r"[)\]](?=\s|$)")
TOKEN_RE = re.compile(r"\S+")
OPEN_RE = re.compile(
    r"and|or|of|the|in|by|for|per|to|with|vs\.?|&|[^\W\d_]\."
)  # what is not the end of a cell
NEVER = 1e9


def head_rows(head: Sequence[Line], count: int) -> list[tuple[Parts, ...]]:
    """Rows of heads over ``count`` columns; a line that cannot be parted stays one cell."""
    if not head:
        return []
    if cells := split_head(head[-1], count, count - 1):
        row: tuple[Parts, ...] = (*((),) * (count - len(cells)), *((c,) for c in cells))
        return [*_spanning(head[:-1], count), row]
    for first in range(min(3, len(head))):
        if (even := even_cells(head[first:], count)) is not None:
            return [*_spanning(head[:first], count), even]
    return _spanning(head, count)


def _spanning(head: Sequence[Line], count: int) -> list[tuple[Parts, ...]]:
    """Heads that stand over several columns each: "Field A (1) Field B (2)" over four behind a label."""
    found: list[tuple[Parts, ...]] = []
    for line in head:
        row: tuple[Parts, ...] = ((piece_of(line),),)
        for size in range(2, count // 2 + 1):
            if (count - 1) % size or len(CLOSED_RE.findall(line.text.strip())) != size:
                continue
            cells = even_cells([line], size)
            step = (count - 1) // size
            if cells is not None:
                row = ((), *(cells[k // step] if k % step == 0 else () for k in range(count - 1)))
        found.append(row)
    return found


def even_cells(head: Sequence[Line], count: int) -> tuple[Parts, ...] | None:
    """Words of a head as so many cells, "Yield (t)⏎Mean⏎height (m)" as two; None where nothing parts them."""
    words = [
        (line.start + m.start(), line.start + m.end(), m.group(), k == 0)
        for line in head
        for k, m in enumerate(TOKEN_RE.finditer(line.text))
    ]
    size = len(words)
    if not count <= size <= MOST:
        return None
    joins = [0.0] + [_join(words[k - 1][2], words[k][2], first=words[k][3]) for k in range(1, size)]
    begins = [0.0] + [_begin(words[k - 1][2], words[k][2], first=words[k][3]) for k in range(1, size)]
    total = [0.0]
    for cost in joins:
        total.append(total[-1] + cost)
    mean = sum(len(w[2]) + 1 for w in words) / count
    best = [[(NEVER, -1)] * (size + 1) for _ in range(count + 1)]
    best[0][0] = (0.0, 0)
    for c in range(count):
        for i in range(c, size):
            held = best[c][i][0]
            length = 0
            for j in range(i + 1, size + 1):
                length += len(words[j - 1][2]) + 1
                uneven = UNEVEN * ((length - mean) / mean) ** 2
                cost = held + begins[i] + total[j] - total[i + 1] + uneven
                if cost < best[c + 1][j][0]:
                    best[c + 1][j] = (cost, i)
    if best[count][size][0] > DEAR * count:
        return None
    cells: list[Parts] = []
    at = size
    for c in range(count, 0, -1):
        begin = best[c][at][1]
        cells.insert(0, _parts(words[begin:at]))
        at = begin
    return tuple(cells)


def _join(above: str, text: str, *, first: bool) -> float:
    """What it costs that a word goes on with the cell of the word before it."""
    if above.endswith((")", "]")):
        return CLOSED
    if text[0].islower() or text[0] in "([" or above.endswith(("-", "/", ",", "&")):
        return 0.0
    return OVER if first else 0.3


def _begin(above: str, text: str, *, first: bool) -> float:
    """What it costs that a cell begins with a word."""
    if text[0].islower() or text[0] in "([" or above.endswith(("-", "/", ",", "&")):
        return CLOSED
    return 0.0 if first or above.endswith((")", "]")) else INSIDE


def _parts(words: Sequence[tuple[int, int, str, bool]]) -> Parts:
    """The stretches of a cell, one a line."""
    found: list[tuple[int, int]] = []
    for start, end, _, first in words:
        if first or not found:
            found.append((start, end))
        else:
            found[-1] = (found[-1][0], end)
    return tuple(found)


def split_head(line: Line, *counts: int) -> list[tuple[int, int]] | None:
    """A head of so many cells: a word each, a word with its unit, or a capital at the start of each."""
    tokens = [(m.start(), m.end(), m.group()) for m in TOKEN_RE.finditer(line.text)]
    ways = []
    united: list[list[tuple[int, int, str]]] = []
    for token in tokens:
        opens = united and "".join(t[2] for t in united[-1]).count("(") > "".join(
            t[2] for t in united[-1]
        ).count(")")
        if united and (token[2][:1] in "([" or opens):
            united[-1].append(token)
        else:
            united.append([token])
    capital: list[list[tuple[int, int, str]]] = []
    for group in united:
        if capital and (group[0][2][:1].islower() or OPEN_RE.fullmatch(capital[-1][-1][2])):
            capital[-1] += group
        else:
            capital.append(list(group))
    ways = [united, capital]
    lower = sum(t[2][:1].islower() for t in tokens)
    if lower in (0, len(tokens)):
        ways.insert(
            0, [[t] for t in tokens]
        )  # "Cell type Age": a small letter may go on with the word before
    else:
        ways = [capital]
    for count in counts:
        for way in ways:
            if len(way) == count and count > 0:
                return [(line.start + g[0][0], line.start + g[-1][1]) for g in way]
    return None
