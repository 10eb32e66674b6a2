"""Clusters of citations, and where they stand in a run of text."""

from __future__ import annotations

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
