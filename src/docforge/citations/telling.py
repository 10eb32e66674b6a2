"""What is said of citations that could not be linked: none fits, several do, or only the year does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docforge.citations.backward import Memory
from docforge.citations.grammar import Work
from docforge.citations.index import Entry, ReferenceIndex
from docforge.citations.runs import Run
from docforge.diagnostics import Diagnostic, diagnostic

SHOWN = 6
LENGTH = 100


@dataclass(slots=True)
class Told:
    """Collects the findings of one document."""

    index: ReferenceIndex
    memory: Memory
    found: list[Diagnostic] = field(default_factory=list)

    def ambiguous(self, run: Run, start: int, end: int, fits: Sequence[Entry]) -> None:
        self._tell(
            "citation-ambiguous",
            run,
            start,
            end,
            f"fits {len(fits)} entries: {named(fits)}.",
            "Add the letter of the year, or correct the list.",
        )

    def unlinked(self, run: Run, start: int, end: int, work: Work | None = None) -> None:
        """A citation without an entry; if the list has its names with a year much like it, that is said."""
        if work and (others := self.index.of_other_year(work)):
            self._tell(
                "citation-year",
                run,
                start,
                end,
                f"is of another year than the list has: {named(others)}.",
                "See which of the two is right, and correct the text or the list.",
            )
            return
        near = self.index.near(work) if work else ()
        self._tell(
            "citation-unlinked",
            run,
            start,
            end,
            "has no entry in the reference list.",
            f"Near to it in the list: {named(near)}." if near else "Add the entry, or correct the citation.",
        )

    def _tell(self, code: str, run: Run, start: int, end: int, message: str, hint: str) -> None:
        self.memory.open.append(start)
        shown = f"“{_short(run.text[start:end])}” {message}"
        self.found.append(diagnostic(code, shown, run.origin(start, end), hint))


def without_list(found: list[Diagnostic]) -> list[Diagnostic]:
    """One finding instead of one for each citation where there is no list at all."""
    if not found:
        return []
    count = f"{len(found)} citations" if len(found) > 1 else "1 citation"
    message = f"The text has {count}, but there is no reference list."
    return [
        diagnostic(
            "citation-unlinked", message, found[0].span, "Add the list, or leave the citations as text."
        )
    ]


def numbers_without_places(cited: set[int], size: int) -> list[Diagnostic]:
    """The text cites by numbers, and the list, which has none, is of another length: none can be linked."""
    if 1 not in cited or len(cited) < max(3, size / 2):
        return []
    return [
        diagnostic(
            "citation-unlinked",
            f"The text cites the numbers 1 to {max(cited)}, but the list has {size} entries and no numbers:"
            " none is linked.",
            hint="Look for entries that are missing, or two in one; or number the list in article.md.",
        )
    ]


def named(entries: Sequence[Entry]) -> str:
    return "; ".join(e.short for e in entries[:SHOWN])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 3]}..."
