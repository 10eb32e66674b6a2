"""Rows that a dump ran together in one line, told by their count: "Day Use 01 Hay 02 Slate 03 Oats"."""

from __future__ import annotations

import re

from docforge.repair.lines import Line
from docforge.repair.tables.grid import Grid, Parts

COUNT_RE = re.compile(r"(?<!\S)(\d{2})\s+(?=[^\W\d])")


def solve_counted(line: Line) -> Grid | None:
    """Rows at 01, 02, 03 ...; the words before the first are the head."""
    starts: list[tuple[int, int]] = []
    for m in COUNT_RE.finditer(line.text):
        if int(m[1]) == len(starts) + 1:
            starts.append((m.start(), m.end()))
    before = line.text[: starts[0][0]] if starts else ""
    head = [(m.start(), m.end()) for m in re.finditer(r"\S+", re.sub(r"^\s*[-*•]\s", "  ", before))]
    if len(starts) < 4 or len(head) != 2:
        return None
    at = line.start
    rows: list[tuple[Parts, ...]] = [tuple(((at + a, at + b),) for a, b in head)]
    stops = [a for a, _ in starts[1:]] + [len(line.text)]
    for (a, b), stop in zip(starts, stops, strict=True):
        end = b + len(line.text[b:stop].rstrip())
        rows.append((((at + a, at + a + 2),), ((at + b, at + end),)))
    return Grid(tuple(rows), 1, f"{len(starts)} rows that count on, run together in one line")
