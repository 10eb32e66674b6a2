"""Grid tables: boxes drawn with ``+``, ``-`` and ``|``, whose cells may span, as Pandoc has them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from docforge.model.nodes import Align


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its place and size in rows and columns, and its lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    boxes: tuple[Box, ...]
    head_rows: int
    rows: int
    align: tuple[Align, ...]


def _columns(line: str) -> str:
    """The line with one character a column: a wide character gets a filler behind it."""
    if line.isascii():
        return line
    return "".join(c + "\x00" * (unicodedata.east_asian_width(c) in "WF") for c in line)


def read_grid(rows: list[str]) -> Grid | None:
    """The table drawn in ``rows``; None where the drawing is broken."""
    lines = [_columns(row) for row in rows]
    width = max(map(len, lines))
    lines = [line.ljust(width) for line in lines]
    found: list[tuple[int, int, int, int]] = []
    seen: set[tuple[int, int]] = set()
    corners = [(0, 0)]
    while corners:
        top, left = corners.pop()
        if (top, left) in seen or top >= len(lines) - 1 or left >= width - 1:
            continue
        seen.add((top, left))
        box = _trace(lines, top, left)
        if box is None:
            continue  # below a corner of two cells that one cell spans
        bottom, right = box
        found.append((top, left, bottom, right))
        corners += [(top, right), (bottom, left)]
    if sum((b - t) * (r - x) for t, x, b, r in found) != (len(lines) - 1) * (width - 1):
        return None
    ys = sorted({t for t, *_ in found} | {len(lines) - 1})
    xs = sorted({x for _, x, *_ in found} | {width - 1})
    row_of, column_of = {y: n for n, y in enumerate(ys)}, {x: n for n, x in enumerate(xs)}
    boxes = [
        Box(
            row_of[top],
            column_of[left],
            row_of[bottom] - row_of[top],
            column_of[right] - column_of[left],
            _text(lines, top, left, bottom, right),
        )
        for top, left, bottom, right in found
    ]
    boxes.sort(key=lambda b: (b.row, b.column))
    double = [y for y in ys[1:-1] + ys[-1:] if "=" in lines[y] and set(lines[y]) <= set("+=:| ")]
    rule = double[0] if double else 0
    align = tuple(_align(lines[rule], left, right) for left, right in pairwise(xs))
    return Grid(tuple(boxes), row_of[rule], len(ys) - 1, align if any(align) else ())


def _trace(lines: list[str], top: int, left: int) -> tuple[int, int] | None:
    """Bottom and right of the smallest box whose top left corner this is."""
    line = lines[top]
    for right in range(left + 1, len(line)):
        if line[right] == "+":
            bottom = _down(lines, top, left, right)
            if bottom is not None:
                return bottom, right
        elif line[right] not in "-=:":
            return None
    return None


def _down(lines: list[str], top: int, left: int, right: int) -> int | None:
    for bottom in range(top + 1, len(lines)):
        a, b = lines[bottom][left], lines[bottom][right]
        if a not in "+|" or b not in "+|":
            return None
        if a == b == "+" and set(lines[bottom][left : right + 1]) <= set("+-=:"):
            return bottom
    return None


def _text(lines: list[str], top: int, left: int, bottom: int, right: int) -> str:
    inner = (line[left + 1 : right].replace("\x00", "") for line in lines[top + 1 : bottom])
    return "\n".join(part.strip(" ") for part in inner).strip("\n ")


def _align(rule: str, left: int, right: int) -> Align:
    starts, ends = rule[left + 1] == ":", rule[right - 1] == ":"
    if starts and ends:
        return "center"
    return "left" if starts else "right" if ends else ""
