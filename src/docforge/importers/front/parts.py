"""What readers of front matter share: the parts as they are found, and lines that are none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from docforge.importers.draft import Chunk, Draft
from docforge.importers.inlines import merge_inlines
from docforge.model.meta import Affiliation, ArticleMeta, Contributor
from docforge.model.nodes import Bold, Inlines, Paragraph, Text

DOI_LINE_RE = re.compile(r"\**\s*(?:DOI|https?://(?:dx\.)?doi\.org)\b.{0,200}", re.IGNORECASE)


@dataclass(slots=True)
class Front:
    """What was found in a text's front matter, part by part; the marks tie people to places."""

    title: Inlines = ()
    subtitle: Inlines = ()
    contributors: list[Contributor] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    abstract: list[Paragraph] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # behind each contributor's name: "1,2*"
    places: list[str] = field(default_factory=list)  # before each affiliation: "1"
    loose: list[str] = field(default_factory=list)  # marks that stand on lines of their own

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
    """Inlines of a heading-like block without its marks (#) and without what is bold as a whole."""
    start, end = chunk.start, chunk.end
    if m := re.compile(r"#{1,6}\s+").match(draft.bench.text, start, end):
        draft.set_aside(start, m.end(), "markup", "a mark, not a word")
        start = m.end()
    found = draft.inlines(start, end)
    if not all(isinstance(n, Bold) or (isinstance(n, Text) and not n.value.strip()) for n in found):
        return found
    return merge_inlines([i for n in found for i in (n.content if isinstance(n, Bold) else (n,))])
