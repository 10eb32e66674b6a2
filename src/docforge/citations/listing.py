"""The reference list as a whole: entries that nothing cites, entries listed twice, no list at all."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.citations.entries import work_key
from docforge.citations.index import Entry, ReferenceIndex
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document, Reference
from docforge.model.nodes import Cite
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines


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


def find_uncited(document: Document, index: ReferenceIndex) -> list[Diagnostic]:
    cited = {i.rid for node in document_inlines(document) if isinstance(node, Cite) for i in node.items}
    missing = [(e, r) for e, r in zip(index.entries, document.references, strict=True) if r.id not in cited]
    if not cited and len(missing) > 1:
        message = f"Nothing in the text cites any of the {len(missing)} entries of the reference list."
        return [diagnostic("reference-uncited", message, document.references[0].origin)]
    return [
        diagnostic(
            "reference-uncited",
            f"Entry {entry.position} ({entry.short}) is not cited in the text.",
            reference.origin,
            "Cite it, or ask the author whether it belongs in the list.",
        )
        for entry, reference in missing
    ]


def find_duplicates(references: Sequence[Reference], index: ReferenceIndex) -> list[Diagnostic]:
    """Entries of the same authors, year and words: one work listed as 2023a, 2023b, 2023c."""
    groups: dict[tuple[object, ...], list[tuple[Entry, Reference]]] = {}
    for entry, reference in zip(index.entries, references, strict=True):
        words = work_key(inline_text(reference.content) or reference.raw)
        if entry.families and words:
            groups.setdefault((entry.families, entry.year, words), []).append((entry, reference))
    return [
        diagnostic(
            "reference-duplicate",
            f"{len(group)} entries name the same work: {'; '.join(e.short for e, _ in group)}.",
            group[0][1].origin,
            "All stay, because the text cites each. Merge them only together with their citations.",
        )
        for group in groups.values()
        if len(group) > 1
    ]
