"""Are two files copies of one work? Judged by DOI, title, abstract and shared passages, told in numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docforge.collate.readings import grams, likeness, shorten
from docforge.model.meta import Document
from docforge.model.text import document_strings, inline_text, words

LIKE_TITLE = 0.85
LIKE_ABSTRACT = 0.7
SHARED_RUNS = 0.3
# So little in common between two long texts is no copy, whatever else agrees: a translation, another part.
FOREIGN_RUNS = 0.02
LONG_TEXT = 300
SHORT_TITLE = 3
RUN_LIMIT = 200_000
RUN = 5  # words in a row that hardly stand in two works by chance


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was compared. ``runs`` is the share of the shorter text that stands in the other word for word."""

    doi_a: str
    doi_b: str
    title_a: str
    title_b: str
    title: float
    abstract: float
    runs: float
    shorter: int

    @property
    def same(self) -> bool:
        """One work?"""
        if self.shorter >= LONG_TEXT and self.runs < FOREIGN_RUNS:
            return False
        if self.doi_a and self.doi_a == self.doi_b:
            return True
        # A DOI may be damaged in one copy, but then the title has to be the same to the letter.
        if self.doi_a and self.doi_b:
            return self.title == 1.0 and (self.runs >= FOREIGN_RUNS or self.shorter < 20)
        if self.abstract >= LIKE_ABSTRACT or self.runs >= SHARED_RUNS:
            return True
        # "Editorial" is the title of many works.
        long_title = min(len(self.title_a.split()), len(self.title_b.split())) > SHORT_TITLE
        return self.title >= LIKE_TITLE and (long_title or self.runs >= FOREIGN_RUNS)

    @property
    def shown(self) -> str:
        """The evidence in one sentence's half: "other DOI (10.1/a, 10.1/b), other title (...), ..."."""
        parts = []
        if self.doi_a and self.doi_b:
            parts.append(
                f"the DOI is the same ({self.doi_a})"
                if self.doi_a == self.doi_b
                else f"the DOIs are {self.doi_a} and {self.doi_b}"
            )
        else:
            parts.append("not both have a DOI")
        if self.title_a and self.title_b:
            titles = f"“{shorten(self.title_a)}” and “{shorten(self.title_b)}”"
            parts.append(f"the titles {titles} agree by {_percent(self.title)}")
        else:
            parts.append("not both have a title")
        if self.abstract:
            parts.append(f"the abstracts by {_percent(self.abstract)}")
        parts.append(f"{_percent(self.runs)} of the shorter text stands in the other")
        return ", ".join(parts)


def compare_works(a: Document, b: Document) -> Likeness:
    """Compare two documents by everything that tells one work from another."""
    runs_a, runs_b = _runs(a), _runs(b)
    shorter = min(len(runs_a), len(runs_b))
    title_a, title_b = inline_text(a.meta.title), inline_text(b.meta.title)
    return Likeness(
        _doi(a),
        _doi(b),
        title_a,
        title_b,
        likeness(grams(title_a), grams(title_b)),
        likeness(grams(_abstract(a)), grams(_abstract(b))),
        len(runs_a & runs_b) / shorter if shorter >= 20 else 0.0,
        shorter,
    )


def same_work(a: Document, b: Document) -> bool:
    """Whether two documents are copies of one article."""
    return compare_works(a, b).same


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _doi(document: Document) -> str:
    meta = document.meta
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", (meta.doi or meta.original.doi).casefold())


def _abstract(document: Document) -> str:
    return " ".join(inline_text(p.content) for p in document.meta.abstract)


def _runs(document: Document) -> set[tuple[str, ...]]:
    found = [w.casefold() for text in document_strings(document) for w in words(text[:RUN_LIMIT])][:RUN_LIMIT]
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}
