"""One entry of the list as the checks see it, and how they tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docforge.citations.index import Entry, ReferenceIndex
from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.model.meta import CslItem, Document, Reference
from docforge.model.nodes import Cite
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines


@dataclass(frozen=True, slots=True)
class Listed:
    """A reference with its place in the list and the names and year that citations know it by."""

    entry: Entry
    reference: Reference

    @property
    def csl(self) -> CslItem:
        return self.reference.csl

    @property
    def text(self) -> str:
        return inline_text(self.reference.content) or self.reference.raw

    @property
    def name(self) -> str:
        return f"Entry {self.entry.position} ({self.entry.short})"

    def tell(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        severity: Severity | None = None,
        before: str = "",
        after: str = "",
    ) -> Diagnostic:
        """A finding about this entry; one without a place in a source is named by its key."""
        origin = self.reference.origin
        where = "" if origin else f"references: {self.reference.id}"
        return diagnostic(
            code, message, origin, hint, where=where, severity=severity, before=before, after=after
        )


def listed_entries(references: Sequence[Reference]) -> tuple[Listed, ...]:
    index = ReferenceIndex(tuple(references))
    return tuple(Listed(e, r) for e, r in zip(index.entries, references, strict=True))


def cited_ids(document: Document) -> list[str]:
    """The entries that the text cites, in the order of the text, as often as it does."""
    return [i.rid for node in document_inlines(document) if isinstance(node, Cite) for i in node.items]
