"""Where the reference lists of a text stand: behind their headings, or where only a list can stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from docforge.repair.references.cutting import cut_entries
from docforge.repair.references.pieces import Entry, Line, ReferenceList, put_together, split_lines
from docforge.repair.references.shapes import (
    BULLET_RE,
    GLUED_RE,
    HEADING_RE,
    INNER_NAME_RE,
    has_year,
    strong_start,
    weak_start,
)

LEAST_HEADLESS = 5  # entries of a list that no heading names


def find_reference_lists(text: str, *, settled: bool = False) -> list[ReferenceList]:
    """The lists of a text. ``settled``: each block is an entry already; only the borders are sought."""
    heads = list(find_heads(text))
    found: list[ReferenceList] = []
    for i, (start, end) in enumerate(heads):
        stop = heads[i + 1][0] if i + 1 < len(heads) else len(text)
        last = i + 1 == len(heads)
        lines = split_lines(text, end, stop)
        entries, aside = cut_entries(put_together(lines, text) if settled else lines, settled)
        if entries and (last or _convincing(entries, text)):
            found.append(ReferenceList((start, end), entries, aside))
    if not found:
        found += _headless(text, settled)
    return found


def find_heads(text: str) -> Iterator[tuple[int, int]]:
    """Headings of reference lists, in the order of the text."""
    at = 0
    for line in re.split(r"[\n\f]", text):
        if len(line) < 80 and "\t" not in line and HEADING_RE.fullmatch(line) and line.strip():
            yield at, at + len(line)
        elif (m := GLUED_RE.match(line)) is not None:
            yield at, at + m.end()
        at += len(line) + 1


def _convincing(entries: Sequence[Entry], text: str) -> bool:
    """Could these be entries: several, most of them with a year, few of them long?"""
    dated = sum(has_year(text[e.start : e.end][:2000]) for e in entries)
    short = sum(e.end - e.start < 900 for e in entries)
    return len(entries) >= 2 and dated >= 0.6 * len(entries) and short >= 0.8 * len(entries)


# ---------------------------------------------------------------- lists without a heading


def _headless(text: str, settled: bool) -> list[ReferenceList]:
    """A run of marked or blank-parted entries near the end that only a reference list can be."""
    lines = split_lines(text, 0, len(text))
    blocks = _marked_blocks(lines, text)
    best: tuple[int, int] = (0, 0)
    at = 0
    while at < len(blocks):
        stop = at
        while stop < len(blocks) and _looks_listed(blocks[stop].text):
            stop += 1
        if stop - at > best[1] - best[0]:
            best = (at, stop)
        at = max(stop, at + 1)
    low, high = best
    run = blocks[low:high]
    named = sum(bool(INNER_NAME_RE.search(b.text)) for b in run)
    if len(run) < LEAST_HEADLESS or named < 0.7 * len(run) or run[0].start < 0.3 * len(text):
        return []
    entries = tuple(
        Entry(tuple((x.start, x.end) for x in lines[_first(lines, b.start) : _first(lines, b.end)]))
        for b in run
    )
    return [ReferenceList((run[0].start, run[0].start), entries)]


def _first(lines: Sequence[Line], at: int) -> int:
    return bisect_left(lines, at, key=lambda x: x.start)


def _marked_blocks(lines: Sequence[Line], text: str) -> list[Line]:
    """Blocks, cut before each bullet and each bracketed number as well."""
    blocks: list[Line] = []
    for line in lines:
        if line.gap or not blocks or BULLET_RE.match(line.text) or re.match(r"\s*\[\d{1,3}\]\s", line.text):
            blocks.append(line)
        else:
            first = blocks[-1]
            blocks[-1] = Line(first.start, line.end, text[first.start : line.end], first.gap, first.page)
    return blocks


def _looks_listed(text: str) -> bool:
    """An entry by itself: short, a year, and authors at its head or a list mark."""
    if len(text) > 900 or not has_year(text):
        return False
    return bool(BULLET_RE.match(text) or re.match(r"\s*\[\d{1,3}\]\s", text)) or (
        strong_start(text) and weak_start(text)
    )
