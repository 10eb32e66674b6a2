"""Units run together as one text, and the way back from a range of it to inline pieces and to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from docforge.collate.pieces import Leaf, cut, leaves, place_in
from docforge.collate.units import Unit
from docforge.model.nodes import Inlines, Text
from docforge.model.text import inline_text
from docforge.places import Span

LABEL = -1  # stands for the field that is a unit's label


class Passage:
    """Units run together, and where each field of each unit stands in the text of all."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.where: list[tuple[int, int]] = []  # unit, field
        self.starts: list[int] = []
        self.leaves: list[list[Leaf]] = []
        pieces: list[str] = []
        at = 0
        for number, unit in enumerate(units):
            parts: list[tuple[int, Inlines]] = list(enumerate(unit.fields))
            if unit.label:
                # A label is no part of the text, but another copy may have it there.
                parts.insert(0, (LABEL, (Text(unit.label),)))
            for index, content in parts:
                self.where.append((number, index))
                self.starts.append(at)
                self.leaves.append(leaves(content))
                text = inline_text(content)
                pieces.append(text)
                at += len(text) + 1
        self.text = "\n".join(pieces)

    def field_of(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Number of the field that holds a range, and the range in it; None across fields."""
        i = bisect_right(self.starts, start) - 1
        if i < 0:
            return None
        stop = self.starts[i + 1] - 1 if i + 1 < len(self.starts) else len(self.text)
        return (i, start - self.starts[i], end - self.starts[i]) if end <= stop else None

    def pieces(self, start: int, end: int) -> list[Leaf] | None:
        at = self.field_of(start, end)
        return cut(self.leaves[at[0]], at[1], at[2]) if at else None

    def place(self, start: int, end: int, find: Callable[[Span, str], Span]) -> Span | None:
        """Place in the source of a range, as narrow as can be told."""
        at = self.field_of(start, end) or self.field_of(start, start)
        if at is None:
            return None
        index, low, high = at
        spans = []
        for leaf in self.leaves[index]:
            if isinstance(leaf.node, Text) and leaf.start < max(high, low + 1) and leaf.end > low:
                spans.append(
                    place_in(leaf.node, max(low, leaf.start) - leaf.start, min(high, leaf.end) - leaf.start)
                )
        found: Span | None = None
        for span in spans:
            if span is not None:
                found = span if found is None else found.to(span) if span.file == found.file else found
        if found is None:
            return self.units[self.where[index][0]].origin
        return (
            find(found, self.text[start:end]) if start < end else Span(found.file, found.start, found.start)
        )
