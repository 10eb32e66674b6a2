"""Levels of titles that a page sets beside their text: they are of a lower rank than those set above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from docforge.importers.draft import Chunk, Draft
from docforge.repair.parts.names import BACK_RE


def lower_margin_titles(draft: Draft, found: Sequence[Chunk]) -> None:
    """Set titles from a margin, and what ends the text with them, below the main parts before them."""
    places = sorted(r.place.start for r in draft.bench.records if r.rule == "margin-title" and r.applied)
    if not places:
        return
    beside = [_holds(draft, chunk, places) for chunk in found]
    first = beside.index(True) if True in beside else len(found)
    while 0 < first < len(found) and BACK_RE.fullmatch(found[first - 1].plain):
        first -= 1
    if any(chunk.level == 1 for chunk in found[:first]):
        for chunk in found[first:]:
            chunk.level = max(chunk.level, 2)


def _holds(draft: Draft, chunk: Chunk, places: Sequence[int]) -> bool:
    span = draft.span(chunk.start, chunk.end)
    i = bisect_left(places, span.start)
    return i < len(places) and places[i] < span.end
