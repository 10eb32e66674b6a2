"""Numbers of a reference list that stand apart from their entries: in a column, or misread by a scan."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from docforge.repair.references.numbers import Numbered
from docforge.repair.references.pieces import Line
from docforge.repair.references.shapes import LONE_RE, STOPPED_RE

UNREAD_RE = re.compile(r"\s*[^\s.]{1,2}(?: [^\s.]{1,2})?\s*")


def find_columns(lines: Sequence[str], chain: Sequence[Numbered]) -> set[int]:
    """Lines with nothing but a number of the sequence, where numbers stand in a column apart from entries."""
    if not chain:
        return set()
    highest = max(n.number for n in chain)
    lone = {i: int(m[1] or m[2]) for i, x in enumerate(lines) if (m := LONE_RE.match(x))}
    # Numbers of the column may stand out of order: "5.⏎6.⏎4."
    held = {n.number for n in chain if n.line not in lone}
    column = {i for i, number in lone.items() if number <= highest and number not in held}
    return column if any(i + 1 in column for i in column) else set()


def find_misread(lines: Sequence[Line], numbered: set[int]) -> set[int]:
    """Lines that a scan made of a number: "N⏎. A title" for "2. A title"."""
    found: set[int] = set()
    for i in range(len(lines) - 2, -1, -1):
        below = i + 1 in found or (i + 1 in numbered and STOPPED_RE.match(lines[i + 1].text))
        if below and i not in numbered and UNREAD_RE.fullmatch(lines[i].text):
            found.add(i)
    return found


def find_borders(
    lines: Sequence[Line], columns: set[int], place: dict[int, int], chain: Sequence[Numbered]
) -> list[tuple[int, int]]:
    """(line, number): entries up to that number begin before the line, as columns of numbers on pages say.

    A column stands before its entries on each page, or behind them; its last number is the last on the page.
    """
    if len(columns) <= 2 * len(chain):
        return []
    kept = sorted(place)
    blocks: list[tuple[int, int]] = []
    for i in sorted(columns):
        if not (m := LONE_RE.match(lines[i].text)):
            continue
        number, at = int(m[1] or m[2]), bisect_left(kept, i)
        if blocks and blocks[-1][0] == at:
            blocks[-1] = (at, max(number, blocks[-1][1]))
        else:
            blocks.append((at, number))
    if not blocks or any(a[1] >= b[1] for a, b in pairwise(blocks)):
        return []
    if not chain and blocks[0][0] > 0 and blocks[-1][0] == len(kept):
        return blocks
    blocks = _whole_columns(blocks)
    found = [(after[0], before[1]) for before, after in pairwise(blocks)]
    return [(at, number) for at, number in found if all((n.line < at) == (n.number <= number) for n in chain)]


def _whole_columns(blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Columns that a few lines part put together: too few follow the first part for its entries."""
    whole: list[tuple[int, int]] = []
    for at, number in blocks:
        if whole and at - whole[-1][0] < whole[-1][1] - (whole[-2][1] if len(whole) > 1 else 0):
            whole[-1] = (whole[-1][0], number)
        else:
            whole.append((at, number))
    return whole
