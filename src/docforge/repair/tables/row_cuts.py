"""Where the rows of a table begin, told line by line in a dump that keeps the places of its cells.

A line either goes on with cells of the row above or begins a row. A cell's line breaks where the next word
finds no room; where it would have found room, the cell ended. Numbers do not wrap, words in small letters do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from docforge.repair.tables.kinds import kind_of

Texts = list[str]  # the cells of one line; "" where a column has none

OPEN_RE = re.compile(r"(?:[,(–-]|\b(?:of|the|a|an|and|or|in|on|at|by|for|from|with|to|as|per|vs\.?))$")
WORD_RE = re.compile(r"\S+")
SMALL_RE = re.compile(r"[a-zß-ÿ]+(?![\w(=/.])")  # a word in small letters, and no name of code
CODE_RE = re.compile(r"(?=\S*[\d_()])\S{2,}")  # one token with digits or joints
WRAPPED = 0.12  # share of places between lines that show a wrapped cell, where cells are wrapped
VALUES = ("number", "sign")


def begin_rows(
    lines: Sequence[Texts],
    gaps: Sequence[bool],
    ends: Sequence[Texts] | None = None,
    room: Sequence[int] | None = None,
    told: float = 0.0,
) -> list[bool]:
    """For each line: does a row begin there? ``gaps`` says before which lines a blank line stands.

    Where cells have lines of their own, ``lines`` are the first ones, ``ends`` the last ones, and ``room`` is
    what a line of each column holds. ``told`` is what speaks for each line being a row of its own.
    """
    if not lines:
        return []
    width = len(lines[0])
    room = room or [max((len(line[k]) for line in lines), default=0) for k in range(width)]
    ends = ends or lines
    wraps = _wraps(lines)
    often = [{c for c, n in Counter(line[k] for line in lines).items() if n > 1} for k in range(width)]
    spaced = sum(gaps) >= 2 and 3 * sum(gaps) >= sum(bool(line[0]) for line in lines)
    small = [_small(lines, k) for k in range(width)]
    whole = 2 * sum("" not in line for line in lines) > len(lines)
    begun = [True]
    row: list[Texts] = [ends[0]]
    for line, end, gap in zip(lines[1:], ends[1:], gaps[1:], strict=True):
        joint = _Joint(row, line, room, often, small)
        same, new = told + joint.same(), joint.new(wraps)
        if told and whole and line[0]:
            new += 0.75 * min(2, line.count(""))
        if gap:
            same += 2.0
        elif spaced:
            new += 1.0
        if len(begun) == 1 and all(line) and not any(SMALL_RE.match(cell) for cell in line):
            same += 1.5  # the line behind a head
        begins = new <= same
        begun.append(begins)
        row = [end] if begins else [*row, end]
    return begun


def _wraps(lines: Sequence[Texts]) -> bool:
    """Are cells of this table wrapped: do lines go on in small letters, or behind an open word?"""
    shown = pairs = 0
    for above, line in pairwise(lines):
        both = [k for k, cell in enumerate(line) if cell and above[k]]
        pairs += bool(both)
        shown += any(SMALL_RE.match(line[k]) or OPEN_RE.search(above[k]) for k in both)
    return shown > 0 and shown >= WRAPPED * pairs


def _small(lines: Sequence[Texts], k: int) -> bool:
    """Do cells of the column begin in small letters anyway: "winter", "summer"?"""
    cells = [line[k] for line in lines if line[0] and line[k]]
    return k > 0 and 10 * sum(SMALL_RE.match(cell) is not None for cell in cells) > 6 * len(cells)


class _Joint:
    """A line and the lines of the row above it."""

    def __init__(
        self,
        row: Sequence[Texts],
        line: Texts,
        room: Sequence[int],
        often: Sequence[set[str]],
        small: Sequence[bool],
    ) -> None:
        self.row, self.line, self.room, self.often, self.small = row, line, room, often, small
        self.above = row[-1]
        self.filled = [k for k, cell in enumerate(line) if cell]
        self.held = {k for texts in row for k, cell in enumerate(texts) if cell}

    def same(self) -> float:
        """What speaks against the line going on with the row."""
        if 0 not in self.held:
            return 3.0 if self._spanned() or self._valued() else 0.0
        cost = 0.0
        for k in self.filled:
            above, cell = self.above[k], self.line[k]
            if not above:
                cost += (
                    2.5 if k in self.held else (0.3 if 0 not in self.held or 0 not in self.filled else 1.5)
                )
                continue
            if kind_of(cell) in VALUES and not cell.startswith("("):
                cost += 3.0 if kind_of(above) in VALUES else 1.5
            elif cell == above or {cell, above} <= self.often[k]:
                cost += 1.5
            elif CODE_RE.fullmatch(cell) and CODE_RE.fullmatch(above):
                cost += 1.0
            elif self._fits(k) and not SMALL_RE.match(cell) and not OPEN_RE.search(above):
                cost += 2.0
            elif above[-1] in ".;" and cell[0].isupper():
                cost += 0.5
        return cost

    def _spanned(self) -> bool:
        """Is the row above a head over several columns each: "Field" over "oats" and "rye"?"""
        over = [k for k, cell in enumerate(self.above) if cell]
        steps = [b - a for a, b in pairwise([*over, len(self.line)])]
        spread = len(over) > 1 or len(self.above[over[0]]) > max(map(len, self.line))
        return spread and min(steps) > 1 and all(self.line[k] and self.line[k + 1] for k in over)

    def _valued(self) -> bool:
        """Does the line give values under the words of a head?"""
        return any(kind_of(self.line[k]) in VALUES for k in self.filled)

    def new(self, wraps: bool) -> float:
        """What speaks against a row beginning with the line."""
        cost = 0.0 if 0 in self.filled else 1.5 if 0 not in self.held else 3.0 if wraps else 2.0
        if 0 in self.filled and len(self.filled) == 1 and SMALL_RE.match(self.line[0]):
            cost += 2.0
        full = 0
        for k in self.filled:
            above, cell = self.above[k], self.line[k]
            if not above:
                continue
            small = SMALL_RE.match(cell) and not self.small[k]
            if small or OPEN_RE.search(above) or (cell[0] == "(" and kind_of(above) != "text"):
                cost += 1.5
            elif wraps and not self._fits(k) and kind_of(cell) not in VALUES:
                full += 1
        return cost + min(1.2, 0.6 * full)

    def _fits(self, k: int) -> bool:
        """Would the line's first word have found room behind the cell above?"""
        word = WORD_RE.match(self.line[k])
        return word is not None and len(self.above[k]) + 1 + len(word.group()) <= self.room[k]
