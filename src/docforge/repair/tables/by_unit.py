"""Cells of a table whose rows nothing tells: wrapped lines put together, cells kept one below the other.

Some dumps follow neither rows nor columns. Below the caption of a table, short lines that no text has are its
cells all the same; they leave the body together, as they came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.repair.lines import Line
from docforge.repair.tables.column_costs import FULL, ROOMY
from docforge.repair.tables.grid import Grid, parts_of
from docforge.repair.tables.kinds import is_progression
from docforge.repair.tables.line_reader import LineReader

FEWEST = 8  # lines
SHORT = 0.55  # of the text's measure, a line of a table in the mean
FINISHED = 0.3  # share of lines that may end as sentences do
ODD_RE = re.compile(r"[^\w\s+−–—*✓✔✗•…-]{1,3}")
ITEM_RE = re.compile(r"(?:[-•*–—▪◦]|\(?(?:\d{1,2}|[a-z])[.)])\s")


def stack_units(lines: Sequence[Line], width: float) -> Grid | None:
    """Wrapped cells below a table's caption, one below the other; None where the lines may be a text's."""
    lines = _trimmed(lines, width)
    reader = LineReader(lines)
    size = len(reader.texts)
    if (
        size < FEWEST
        or any("\t" in text for text in reader.texts)
        or sum(map(len, reader.texts)) > SHORT * width * size
    ):
        return None
    if sum(text.endswith((".", ";", ":")) for text in reader.texts) > FINISHED * size:
        return None
    if sum(ITEM_RE.match(text) is not None for text in reader.texts) > 0.3 * size:
        return None
    if (
        is_progression(reader.texts)
        or sum(ODD_RE.fullmatch(t) is not None for t in reader.texts) > 0.05 * size
    ):
        return None  # the ticks of an axis, or what OCR made of a picture
    units = units_of(reader)
    if len(units) < 6:
        return None
    why = f"{len(units)} cells under a table's caption; nothing tells their rows"
    rows = tuple((parts_of(reader.lines[a : b + 1]),) for a, b in units)
    return Grid(rows, reader.lines[-1].index - lines[0].index + 1, why, (), sure=False)


def units_of(reader: LineReader) -> list[tuple[int, int]]:
    """Lines that go on with each other, by how they begin and by the room that was left above them."""
    found: list[tuple[int, int]] = []
    for first, stop in _blocks(reader):
        width = max(len(text) for text in reader.texts[first:stop])
        wrapped = any(reader.goes_on[k] == 0.0 for k in range(first + 1, stop))
        found.append((first, first))
        for k in range(first + 1, stop):
            roomy = width > reader.room(k - 1, k - 1)
            goes_on = reader.goes_on[k] + (ROOMY if roomy else 0.0)
            begins = reader.begins[k] + (FULL if wrapped and not roomy else 0.0)
            if goes_on < begins:
                found[-1] = (found[-1][0], k)
            else:
                found.append((k, k))
    return found


def _blocks(reader: LineReader) -> list[tuple[int, int]]:
    """Lines between blank ones; where none is blank, all of them."""
    starts = [k for k, apart in enumerate(reader.apart) if apart or not k]
    return list(zip(starts, [*starts[1:], len(reader.texts)], strict=True))


def _trimmed(lines: Sequence[Line], width: float) -> Sequence[Line]:
    """Without what stands below: a note wider than the text, the heading of the text that follows."""
    for i, line in enumerate(lines):
        if i > 0.5 * len(lines) and len(line.text.strip()) > 1.1 * width:
            lines = lines[:i]
            break
    filled = [line for line in lines if not line.blank]
    if len(filled) > 2 and filled[-1].index > filled[-2].index + 1:
        last = filled[-1].text.strip()
        if last[:1].isupper() and len(last.split()) > 1 and not last.endswith((".", ")", "]")):
            lines = lines[: filled[-2].index - lines[0].index + 1]
    return lines
