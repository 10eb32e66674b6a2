"""Entries that nothing in the text cites."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from docforge.citations.checks.entry import Listed
from docforge.diagnostics import Diagnostic


def find_uncited(entries: Sequence[Listed], cited: Collection[str]) -> Iterator[Diagnostic]:
    known = set(cited)
    missing = [listed for listed in entries if listed.reference.id not in known]
    if not known and len(missing) > 1:
        yield missing[0].tell(
            "reference-uncited",
            f"Nothing in the text cites any of the {len(missing)} entries of the reference list.",
            "Ask the author where they belong.",
        )
        return
    for listed in missing:
        yield listed.tell(
            "reference-uncited",
            f"{listed.name} is not cited in the text.",
            "Cite it, or ask the author whether it belongs in the list.",
        )
