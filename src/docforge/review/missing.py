"""What an article lacks that only its authors or its publisher can give; nothing of it is guessed.

A lack is told when the article or a finding shows it. What an editor answered (it may stand so) is not asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from docforge.diagnostics import Diagnostic
from docforge.model.meta import Document, Reference
from docforge.model.nodes import ExtLink, Figure, Section
from docforge.model.source import SourceText
from docforge.model.text import document_strings, inline_text
from docforge.model.walk import document_blocks, document_inlines
from docforge.places import Span
from docforge.review.located import Lines

Addressee = Literal["author", "publisher"]
SHOWN = 120
WITH_ABSTRACT = frozenset({"research-article", "review-article", "case-report", "brief-report"})

# An entry that cannot end so: "Oak, A. (2019). Of trees and", "In: Ash, B. (ed.),", "pp. 12–".
OPEN_END_RE = re.compile(
    r"(?:[,;:(&–—-]|\b(?:and|of|the|in|for|to|on|with|und|der|die|das|et|de|la|le|y|pp|vol|no|ed|eds)\.?)\s*$",
    re.IGNORECASE,
)
# An address that leads nowhere: its host is missing, or it was cut ("https://www.example.org/a…").
CUT_URL_RE = re.compile(
    r"https?://(?:\s|$)|https?://\S*(?:…|\.\.\.)|https?:(?=\s|$)|(?:doi|DOI):\s*(?=[.;)]|$)"
)
NO_URL_RE = re.compile(
    r"(?:Retrieved|Available|Accessed|Abgerufen|Verfügbar)(?:\s+\S+){0,6}?\s+(?:from|at|von|unter):?\s*[.)]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to ask for: ``what`` is missing, ``where`` in the article, what is ``needed``.

    ``at`` is the place in the copy ("one/copy.txt:41:2"), for the editor.
    """

    to: Addressee
    kind: str
    what: str
    where: str
    needed: str
    at: str = ""


def find_missing(
    document: Document, found: Sequence[Diagnostic], sources: Sequence[SourceText]
) -> tuple[Missing, ...]:
    """What to ask for, in the order of an article: front, pictures, text, notes, links, list, rights."""
    places = _Places(document, sources)
    return (
        *_front(document),
        *_figures(document, places),
        *_text(found, places),
        *_notes(document, found, places),
        *_links(document, places),
        *_references(document, found, places),
        *_rights(document),
    )


class _Places:
    """Where a thing stands, as a reader of the article finds it."""

    def __init__(self, document: Document, sources: Sequence[SourceText]) -> None:
        self.lines = Lines(sources)
        heads = [
            (b.origin.start, f"{b.label} {inline_text(b.title)}".strip(), b.origin.file)
            for b in document_blocks(document)
            if isinstance(b, Section) and b.origin and b.title
        ]
        self.heads = sorted(heads)
        self.starts = [start for start, _, _ in self.heads]

    def where(self, span: Span | None) -> str:
        """ "in the section “Method”", "" where that is not known."""
        if span is None:
            return ""
        at = bisect_right(self.starts, span.start) - 1
        if at < 0 or self.heads[at][2] != span.file:
            return "before the first heading" if self.heads and self.heads[0][2] == span.file else ""
        return f"in the section “{_short(self.heads[at][1])}”"

    def at(self, span: Span | None) -> str:
        return self.lines.shown(span) if span else ""


def _front(document: Document) -> Iterator[Missing]:
    meta = document.meta
    people = meta.contributors
    if not meta.title:
        yield Missing("author", "title", "The title", "at the head of the article", "The title as printed.")
    if not people:
        yield Missing(
            "publisher",
            "authors",
            "The names of the authors",
            "at the head of the article",
            "The names as printed, in their order, and an address that reaches the authors.",
        )
    without = [p.name for p in people if not p.affiliations]
    if without:
        yield Missing(
            "author",
            "affiliation",
            f"The affiliation of {_listed(without)}",
            "under the names of the authors",
            "Institution, place and country as they were when the article was written.",
        )
    if people and not any(p.email for p in people):
        yield Missing(
            "author",
            "e-mail",
            "An e-mail address for correspondence",
            "under the names of the authors",
            "The address, and whether it may be printed.",
        )
    if not meta.abstract and not meta.standfirst and meta.kind in WITH_ABSTRACT:
        yield Missing(
            "author", "abstract", "The abstract", "before the text", "The abstract, if the article has one."
        )
    history, original = meta.history, meta.original
    # Without a first publication and with a licence of its own the article is new here.
    reprint = bool(original) or meta.permission.licence == "unknown"
    if reprint and not (history.published or original.date):
        yield Missing(
            "publisher",
            "date",
            "The date of the first publication",
            "in the line “First published in …”",
            "The date, with volume, number and pages where there are some.",
        )


def _named(figure: Figure) -> str:
    """A figure by its printed number and its caption, never by an id of ours."""
    name = figure.label or "a figure without a number"
    caption = inline_text(figure.caption).strip()
    return f"{name} (“{_short(caption)}”)" if caption else name


def _figures(document: Document, places: _Places) -> Iterator[Missing]:
    for block in document_blocks(document):
        if not isinstance(block, Figure):
            continue
        named = _named(block)
        if not block.graphic:
            yield Missing(
                "author",
                "figure",
                f"The picture of {named}",
                places.where(block.origin),
                "The file as it was given to the printer: SVG or PDF, or PNG, TIFF or JPEG as large as you"
                " have it; and one or two sentences on what it shows, for readers who cannot see it.",
                places.at(block.origin),
            )
        elif not block.alt and not block.decorative:
            yield Missing(
                "author",
                "description",
                f"A description of {named}",
                places.where(block.origin),
                "One or two sentences on what the picture shows, for readers who cannot see it.",
                places.at(block.origin),
            )


TEXT = {
    "truncated-end": ("end", "The end of the text", "The text from there to its end."),
    "unfinished-paragraph": (
        "text",
        "The rest of a sentence",
        "How the sentence goes on, or that it ends there.",
    ),
    "encoding-damage": ("characters", "Characters that cannot be read", "The passage as you wrote it."),
    "columns-as-found": (
        "order",
        "The order of the text",
        "A copy of the printed pages (a PDF or photographs).",
    ),
}


def _text(found: Sequence[Diagnostic], places: _Places) -> Iterator[Missing]:
    for d in found:
        if d.code in TEXT and not d.answer:
            kind, what, needed = TEXT[d.code]
            yield Missing(
                "author", kind, f"{what}. {d.message}", places.where(d.span), needed, places.at(d.span)
            )


def _notes(document: Document, found: Sequence[Diagnostic], places: _Places) -> Iterator[Missing]:
    for note in document.notes:
        if not note.blocks:
            yield Missing(
                "author",
                "note",
                f"The text of note {note.label or note.id}",
                places.where(note.origin),
                "The note as printed.",
                places.at(note.origin),
            )
    for d in found:
        if d.code == "note-mark-unresolved" and not d.answer:
            needed = "The texts of these notes with their numbers, or that there are none."
            yield Missing("author", "note", d.message, places.where(d.span), needed, places.at(d.span))


def _links(document: Document, places: _Places) -> Iterator[Missing]:
    for node in document_inlines(document):
        if isinstance(node, ExtLink) and not re.match(
            r"(?:https?|mailto|ftp)://?\S+\.\S+|mailto:", node.href
        ):
            yield _link(f"The address behind “{_short(inline_text(node.content))}”", node.origin, places)
    seen = set()
    for text in document_strings(document):
        for m in CUT_URL_RE.finditer(text):
            around = " ".join(text[max(0, m.start() - 40) : m.end()].split())
            if around not in seen:
                seen.add(around)
                yield _link(f"The rest of a web address: “… {around}”", None, places)


def _link(what: str, span: Span | None, places: _Places) -> Missing:
    return Missing(
        "author", "link", what, places.where(span), "The full address, or that it is lost.", places.at(span)
    )


def _references(document: Document, found: Sequence[Diagnostic], places: _Places) -> Iterator[Missing]:
    for number, reference in enumerate(document.references, 1):
        if wrong := _broken(reference):
            yield Missing(
                "author",
                "reference",
                f"Reference {reference.label or number} {wrong}: “{_end(inline_text(reference.content))}”",
                "in the reference list",
                "The whole entry.",
                places.at(reference.origin),
            )
    for d in found:
        if d.code == "citation-unlinked" and not d.answer:
            yield Missing(
                "author",
                "reference",
                f"An entry of the reference list. {d.message}",
                places.where(d.span),
                "The full reference of the work that is cited.",
                places.at(d.span),
            )


def _broken(reference: Reference) -> str:
    text = inline_text(reference.content).strip()
    if NO_URL_RE.search(text):
        return "has lost its web address"
    return "breaks off" if OPEN_END_RE.search(text) else ""


def _rights(document: Document) -> Iterator[Missing]:
    meta = document.meta
    if meta.permission.licence == "unknown":
        yield Missing(
            "publisher",
            "licence",
            "The licence of the article",
            "",
            "Who holds the rights in it, under which licence it stands, and whether it may appear in this"
            " edition (a licence's name or web address, or a permission in writing).",
        )
    figures = [b for b in document_blocks(document) if isinstance(b, Figure)]
    unknown = [b for b in figures if b.permission.licence == "unknown"]
    if unknown:
        credits = [_short(inline_text(b.credit)).rstrip(".") for b in unknown if b.credit]
        yield Missing(
            "publisher",
            "permission",
            f"The permission to print {_listed([b.label or _named(b) for b in unknown])}",
            f"credits in the article: {'; '.join(credits)}" if credits else "",
            "For each: who holds the rights, and the licence or the permission in writing.",
        )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def _end(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:50].rstrip()} … {text[-60:].lstrip()}"
