"""What readers of front matter share: the parts as they are found, and lines that are none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from docforge.importers.draft import Chunk, Draft
from docforge.model.meta import Affiliation, ArticleMeta, Contributor
from docforge.model.nodes import Inlines, Paragraph

DOI_LINE_RE = re.compile(r"\**\s*(?:DOI|https?://(?:dx\.)?doi\.org)\b.{0,200}", re.IGNORECASE)
DATES_RE = re.compile(
    r"\b(?:received|accepted|revised|published|submitted|available online)\b\s*:?\s*\d", re.IGNORECASE
)
RIGHTS_RE = re.compile(
    r"©|\bcopyright\b|\bcreative commons\b|\bCC[ -]BY\b|\bISSN\b|open access", re.IGNORECASE
)
KIND_RE = re.compile(
    r"^(research|original|review|short|regular)?\s*"
    r"(article|paper|communication|research article|essay|editorial|commentary|interview"
    r"|book review|review)\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Front:
    """What was found in a text's front matter, part by part."""

    title: Inlines = ()
    subtitle: Inlines = ()
    contributors: list[Contributor] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    abstract: list[Paragraph] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    def into(self, meta: ArticleMeta) -> ArticleMeta:
        return replace(
            meta,
            title=self.title or meta.title,
            subtitle=self.subtitle or meta.subtitle,
            contributors=tuple(self.contributors),
            affiliations=tuple(self.affiliations),
            abstract=tuple(self.abstract),
            keywords=tuple(self.keywords),
        )


def unwrapped(draft: Draft, chunk: Chunk) -> Inlines:
    """Inlines of a heading-like block without its wrapping marks (#, **, _)."""
    start, end = chunk.start, chunk.end
    text = draft.bench.text
    if m := re.compile(r"#{1,6}\s+").match(text, start, end):
        draft.set_aside(start, m.end(), "markup", "a mark, not a word")
        start = m.end()
    for mark in ("***", "**", "__"):
        if text.startswith(mark, start) and text.endswith(mark, start, end) and end - start > 2 * len(mark):
            draft.set_aside(start, start + len(mark), "markup", "a mark, not a word")
            draft.set_aside(end - len(mark), end, "markup", "a mark, not a word")
            start, end = start + len(mark), end - len(mark)
            break
    return draft.inlines(start, end)
