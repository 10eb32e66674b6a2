"""What all copies of one article together give to judge any two of them by."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.collate.base import Damage
from docforge.collate.damage import Eye
from docforge.collate.judge import Witnesses
from docforge.places import Span
from docforge.repair.decisions import Decisions


@dataclass(frozen=True)
class Tools:
    """What all copies together give to judge by."""

    eye: Eye
    witnesses: Witnesses
    damage: Damage
    texts: dict[str, str]
    decisions: Decisions

    def find(self, span: Span, reading: str) -> Span:
        """The reading itself where it stands once in its place of the source, else the whole place."""
        text = self.texts.get(span.file, "")
        first = text.find(reading, span.start, span.end)
        if first < 0 or text.find(reading, first + 1, span.end) >= 0:
            return span
        return Span(span.file, first, first + len(reading))
