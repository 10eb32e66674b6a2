"""Clusters of citations, and where they stand in a run of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from docforge.model.nodes import Cite, CiteItem

# Start and end in a run of text, and what stands there.
Hit = tuple[int, int, Cite]


def make_cite(pieces: Sequence[tuple[CiteItem, str]], before: str, after: str) -> Cite:
    """A cluster; where the signs between the works differ, each work carries its own."""
    between = {gap for _, gap in pieces[:-1]}
    if len(between) <= 1:
        items = tuple(item for item, _ in pieces)
        return Cite(items, before, after, between.pop() if between else "; ")
    items = tuple(replace(item, printed=item.printed + gap) for item, gap in pieces)
    return Cite(items, before, after, "")


def bare_end(pieces: Sequence[tuple[CiteItem, str]]) -> list[tuple[CiteItem, str]]:
    """The same, with nothing behind the last work."""
    return [*pieces[:-1], (pieces[-1][0], "")]


def is_free(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether no hit of the run, which are in order, stands there."""
    at = bisect_left(hits, start, key=lambda hit: hit[0])
    return not (at and hits[at - 1][1] > start) and not (at < len(hits) and hits[at][0] < end)


def put(hits: list[Hit], hit: Hit) -> None:
    """Add a hit at its place."""
    hits.insert(bisect_left(hits, hit[0], key=lambda h: h[0]), hit)
