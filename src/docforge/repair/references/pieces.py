"""What a reference list is made of: its lines, its entries, its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """``start:end`` of a line that is not blank; ``gap``: a blank line or a page break before it."""

    start: int
    end: int
    text: str
    gap: bool
    page: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the ranges of its lines, in order."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """``head`` is empty (start == end) where no heading stands; ``aside``: lone numbers and folios."""

    head: tuple[int, int]
    entries: tuple[Entry, ...]
    aside: tuple[tuple[int, int, str], ...] = ()


NOTE_RE = re.compile(r"[ \t]*\[\^[^\]\s]{1,20}\]:")


def split_lines(text: str, start: int, stop: int) -> list[Line]:
    """Lines with words of ``start:stop``, notes ("[^1]: ...") left out; a form feed ends a line too."""
    lines: list[Line] = []
    gap, page, at = False, 0, start
    note = False
    for match in re.compile(r"\n|\f|\Z").finditer(text, start, stop):
        line = text[at : match.start()]
        note = bool(line.strip()) and (note or bool(NOTE_RE.match(line)))
        if line.strip() and not note:
            lines.append(Line(at, match.start(), line, gap, page))
            gap = False
        else:
            gap = True
        if match.group() == "\f":
            gap, page = True, page + 1
        at = match.end()
    return lines


def put_together(lines: Sequence[Line], text: str) -> list[Line]:
    """Lines put together to blocks."""
    blocks: list[Line] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append(Line(line.start, line.end, line.text, True, line.page))
        else:
            first = blocks[-1]
            blocks[-1] = Line(first.start, line.end, text[first.start : line.end], True, first.page)
    return blocks
