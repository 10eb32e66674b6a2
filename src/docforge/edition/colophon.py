"""How an article came about, in the counts that the colophon of the issue prints."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from docforge.diagnostics import Diagnostic
from docforge.edition.gather import ArticleInputs
from docforge.exporters.issue.entries import Entry, Provenance, Source
from docforge.repair.record import Reading
from docforge.review.questions import open_questions

SIGNS = 12


def provenance(one: Entry, given: ArticleInputs, reading: Reading, told: Iterable[Diagnostic]) -> Provenance:
    """The sources of an article and what became of their words."""
    count = reading.conservation
    raw = (*((given.corrected,) if given.corrected else ()), *given.copies)
    return Provenance(
        one.title,
        one.language,
        tuple(Source(file.name, sha256(file.data).hexdigest()[:SIGNS]) for file in raw),
        count.source_words,
        sum(n for _, n in count.set_aside),
        sum(n for _, n in count.changed),
        len(open_questions(reading.edits, told)),
        count.holds,
    )
