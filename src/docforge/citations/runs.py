"""Neighbouring text nodes as one string, and back: what a citation runs through without a border."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from docforge.citations.clusters import Hit
from docforge.model.nodes import Inline, Italic, Origin, Text
from docforge.model.text import inline_text
from docforge.places import Span

LATIN_RE = re.compile(
    r"\s*,?\s*(?:et\s+al\b\.?|and|see|see also|cf\.|e\.g\.|in"
    r"|[iI]b[iií]d(?:em)?\.?|[iI]dem|[eE]bd\.|[eE]benda|(?:op|loc|art)\.?\s?cit\.?)\s*,?\s*"
)


def run_text(node: Inline) -> str | None:
    """The text of a node that a citation may run through, None where it may not."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Italic) and all(isinstance(n, Text) for n in node.content):
        value = inline_text(node.content)
        return value if LATIN_RE.fullmatch(value) else None
    return None


class Run:
    """Neighbouring text nodes as one string, with the way back to the nodes and their origins."""

    def __init__(self, nodes: Sequence[Inline]) -> None:
        self.nodes = nodes
        values = [run_text(n) or "" for n in nodes]
        self.starts: list[int] = []
        total = 0
        for value in values:
            self.starts.append(total)
            total += len(value)
        self.values = values
        self.text = "".join(values)

    def replaced(self, hits: Sequence[Hit]) -> list[Inline]:
        """The nodes with each hit's stretch replaced by its citation; the rest as they are."""
        if not hits:
            return list(self.nodes)
        out: list[Inline] = []
        position = 0
        for start, end, cite in hits:
            out += self._between(position, start)
            out.append(replace(cite, origin=self.origin(start, end)))
            position = end
        return [*out, *self._between(position, len(self.text))]

    def _between(self, start: int, end: int) -> list[Inline]:
        out: list[Inline] = []
        number = max(0, bisect_right(self.starts, start) - 1)
        while number < len(self.nodes) and self.starts[number] < end:
            low = max(start - self.starts[number], 0)
            high = min(end - self.starts[number], len(self.values[number]))
            if low == 0 and high == len(self.values[number]):
                out.append(self.nodes[number])
            elif low < high:
                text = Text(self.values[number][low:high], self._narrowed(number, low, high))
                italic = isinstance(self.nodes[number], Italic)
                out.append(Italic((text,), text.origin) if italic else text)
            number += 1
        return out

    def _narrowed(self, number: int, low: int, high: int) -> Origin:
        """Part of a node's origin, where source and text have the same length; else all of it."""
        origin = self.nodes[number].origin
        if origin is None or origin.end - origin.start != len(self.values[number]):
            return origin
        return Span(origin.file, origin.start + low, origin.start + high)

    def origin(self, start: int, end: int) -> Origin:
        """The place of a stretch; None where it has none or stands in two files."""
        whole: Origin = None
        number = max(0, bisect_right(self.starts, start) - 1)
        while number < len(self.nodes) and self.starts[number] < end:
            low = max(start - self.starts[number], 0)
            high = min(end - self.starts[number], len(self.values[number]))
            part = self._narrowed(number, low, high) if low < high else None
            if part and whole and part.file != whole.file:
                return None
            whole = whole.to(part) if whole and part else whole or part
            number += 1
        return whole
