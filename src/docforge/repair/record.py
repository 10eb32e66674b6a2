"""What reading one article yields: the document, and the account of how it came about."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.diagnostics import Diagnostic
from docforge.model.meta import Document
from docforge.model.source import SourceText
from docforge.repair.edit import Move, Recorded


@dataclass(frozen=True, slots=True)
class Conservation:
    """Counts of the check from sources to model. Nothing is proved "correct": it is "accounted for".

    ``set_aside`` counts words by kind, ``changed`` counts applied edits by rule.
    ``decided`` counts words that only a decision of the editor brought in.
    ``unaccounted`` and ``invented`` list words with their number; both are empty when the check holds.
    """

    source_words: int
    kept: int
    set_aside: tuple[tuple[str, int], ...]
    changed: tuple[tuple[str, int], ...]
    unaccounted: tuple[tuple[str, int], ...] = ()
    invented: tuple[tuple[str, int], ...] = ()
    decided: int = 0

    @property
    def holds(self) -> bool:
        return not self.unaccounted and not self.invented


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as read from its copies. ``sources[0]`` is the copy that the others were merged with."""

    document: Document
    sources: tuple[SourceText, ...]
    edits: tuple[Recorded, ...]
    moves: tuple[Move, ...]
    diagnostics: tuple[Diagnostic, ...]
    conservation: Conservation
