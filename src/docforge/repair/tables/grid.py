"""A table as solved: rows of cells, each made of stretches of the text in hand, and what it was solved by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.lines import Line, hyphen_joins
from docforge.repair.words.lexicon import Lexicon

Piece = tuple[int, int]
Parts = tuple[Piece, ...]  # one cell: stretches of the text, read one after the other


@dataclass(frozen=True, slots=True)
class Grid:
    """``used`` is how many lines of the region the rows take; ``why`` is for the report.

    ``notes`` are stretches that stand under the table. ``sure`` is False where only the cells, not their
    rows, could be told.
    """

    rows: tuple[tuple[Parts, ...], ...]
    used: int
    why: str
    notes: tuple[Parts, ...] = ()
    sure: bool = True

    @property
    def width(self) -> int:
        return max(map(len, self.rows))


def piece_of(line: Line) -> Piece:
    """The line without the white space at its ends."""
    start = line.start + len(line.text) - len(line.text.lstrip())
    return start, line.start + len(line.text.rstrip())


def parts_of(lines: Sequence[Line]) -> Parts:
    return tuple(piece_of(line) for line in lines if not line.blank)


def text_of(text: str, parts: Parts) -> str:
    return " ".join(text[a:b] for a, b in parts)


HALF_RE = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
TAIL_RE = re.compile(r"[^\W\d_]+")


def joined(text: str, parts: Parts, lexicon: Lexicon | None) -> Iterator[Piece | str]:
    """The pieces of one cell with the white space between them; a printer's hyphen at a line end goes."""
    for i, (start, end) in enumerate(parts):
        if i + 1 == len(parts):
            yield start, end
            continue
        half = HALF_RE.search(text[start:end][-40:])
        tail = TAIL_RE.match(text[parts[i + 1][0] : parts[i + 1][0] + 40])
        if half and tail and lexicon is not None:
            joins = hyphen_joins(half[1], tail.group(), lexicon)
            # A table's columns are narrow: what is broken there is broken by the printer.
            drop = joins is True or (joins is None and tail.group()[0].islower())
            yield start, end - 1 if drop else end
        else:
            yield start, end
            address = text[start:end][-9:]
            if not re.search(r"(?:https?:|[\w]/)$", address) or not text[parts[i + 1][0]].isascii():
                yield " "


def pieces_of(text: str, grid: Grid, lexicon: Lexicon | None) -> tuple[Piece | str, ...]:
    """The grid as text: cells apart by tabs, rows by line ends; notes are blocks that begin with a tab."""
    found: list[Piece | str] = []
    width = grid.width
    for i, row in enumerate(grid.rows):
        if i:
            found.append("\n")
        for j in range(max(width, len(row))):
            if j:
                found.append("\t")
            if j < len(row):
                found += joined(text, row[j], lexicon)
        if width == 1:
            found.append("\t")
    for note in grid.notes:
        found.append("\n\n\t")
        found += joined(text, note, lexicon)
    return tuple(merged(found))


def merged(pieces: Sequence[Piece | str]) -> Iterator[Piece | str]:
    """Pieces with the strings between stretches as one."""
    held = ""
    for piece in pieces:
        if isinstance(piece, str):
            held += piece
            continue
        if held:
            yield held
            held = ""
        yield piece
    if held:
        yield held
