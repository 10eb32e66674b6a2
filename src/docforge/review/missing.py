"""What an article lacks that only its authors or its publisher can give; nothing of it is guessed.

A lack is told when the article or a finding shows it, in the language of the article. What an editor answered
(it may stand so) is not asked.
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
from docforge.review.letter_words import Words, words_of
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
QUOTED_RE = re.compile(r"“([^“”]+)”")
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
    ask = _Asking(document, sources)
    return (
        *_front(document, ask),
        *_figures(document, ask),
        *_text(found, ask),
        *_notes(document, found, ask),
        *_links(document, ask),
        *_references(document, found, ask),
        *_rights(document, ask),
    )


class _Asking:
    """The words of the article's language, and where a thing stands as a reader of the article finds it."""

    def __init__(self, document: Document, sources: Sequence[SourceText]) -> None:
        self.words: Words = words_of(document.meta.language)
        self.lines = Lines(sources)
        heads = [
            (b.origin.start, f"{b.label} {inline_text(b.title)}".strip(), b.origin.file)
            for b in document_blocks(document)
            if isinstance(b, Section) and b.origin and b.title
        ]
        self.heads = sorted(heads)
        self.starts = [start for start, _, _ in self.heads]

    def of(
        self,
        to: Addressee,
        kind: str,
        span: Span | None = None,
        *,
        phrase: str = "",
        quote: str = "",
        **fields: str,
    ) -> Missing:
        """One thing to ask for in the phrases of ``phrase`` (else ``kind``), with the passage it is about."""
        name = phrase or kind
        what = self.words.ask(name, "what", **fields)
        if quote:
            what = f"{what}: {self.words.quoted(quote)}"
        # Without credits there is no line of them to point to.
        where = "" if fields.get("credits") == "" else self.words.ask(name, "where", **fields)
        return Missing(
            to,
            kind,
            what,
            where or self._where(span),
            self.words.ask(name, "needed", **fields),
            self.lines.shown(span) if span else "",
        )

    def _where(self, span: Span | None) -> str:
        """ "in the section “Method”", "" where that is not known."""
        if span is None:
            return ""
        at = bisect_right(self.starts, span.start) - 1
        if at < 0 or self.heads[at][2] != span.file:
            first = bool(self.heads) and self.heads[0][2] == span.file
            return self.words.say("before") if first else ""
        return self.words.say("section", title=self.words.quoted(_short(self.heads[at][1])))


def _front(document: Document, ask: _Asking) -> Iterator[Missing]:
    meta = document.meta
    people = meta.contributors
    if not meta.title:
        yield ask.of("author", "title")
    if not people:
        yield ask.of("publisher", "authors")
    without = [p.name for p in people if not p.affiliations]
    if without:
        yield ask.of("author", "affiliation", names=ask.words.listed(without))
    if people and not any(p.email for p in people):
        yield ask.of("author", "e-mail")
    if not meta.abstract and not meta.standfirst and meta.kind in WITH_ABSTRACT:
        yield ask.of("author", "abstract")
    history, original = meta.history, meta.original
    # Without a first publication and with a licence of its own the article is new here.
    reprint = bool(original) or meta.permission.licence == "unknown"
    if reprint and not (history.published or original.date):
        yield ask.of("publisher", "date")


def _named(figure: Figure, words: Words) -> str:
    """A figure by its printed number and its caption, never by an id of ours."""
    name = figure.label or words.say("unnumbered")
    caption = inline_text(figure.caption).strip()
    return f"{name} ({words.quoted(_short(caption))})" if caption else name


def _figures(document: Document, ask: _Asking) -> Iterator[Missing]:
    for block in document_blocks(document):
        if not isinstance(block, Figure):
            continue
        named = _named(block, ask.words)
        if not block.graphic:
            yield ask.of("author", "figure", block.origin, figure=named)
        elif not block.alt and not block.decorative:
            yield ask.of("author", "description", block.origin, figure=named)


TEXT = {
    "truncated-end": "end",
    "unfinished-paragraph": "text",
    "encoding-damage": "characters",
    "columns-as-found": "order",
}


def _text(found: Sequence[Diagnostic], ask: _Asking) -> Iterator[Missing]:
    for d in found:
        if d.code in TEXT and not d.answer:
            yield ask.of("author", TEXT[d.code], d.span, quote=_quoted(d))


def _quoted(found: Diagnostic) -> str:
    """The passage of the article that a finding quotes."""
    match = QUOTED_RE.search(found.message)
    return match[1] if match else ""


def _notes(document: Document, found: Sequence[Diagnostic], ask: _Asking) -> Iterator[Missing]:
    for note in document.notes:
        if not note.blocks:
            yield ask.of("author", "note", note.origin, note=note.label or note.id)
    for d in found:
        if d.code == "note-mark-unresolved" and not d.answer:
            yield ask.of("author", "note", d.span, phrase="notes")


def _links(document: Document, ask: _Asking) -> Iterator[Missing]:
    for node in document_inlines(document):
        if isinstance(node, ExtLink) and not re.match(
            r"(?:https?|mailto|ftp)://?\S+\.\S+|mailto:", node.href
        ):
            text = ask.words.quoted(_short(inline_text(node.content)))
            yield ask.of("author", "link", node.origin, text=text)
    seen = set()
    for text in document_strings(document):
        for m in CUT_URL_RE.finditer(text):
            around = " ".join(text[max(0, m.start() - 40) : m.end()].split())
            if around not in seen:
                seen.add(around)
                yield ask.of("author", "link", phrase="address", quote=f"… {around}")


def _references(document: Document, found: Sequence[Diagnostic], ask: _Asking) -> Iterator[Missing]:
    for number, reference in enumerate(document.references, 1):
        if phrase := _broken(reference):
            yield ask.of(
                "author",
                "reference",
                reference.origin,
                phrase=phrase,
                quote=_end(inline_text(reference.content)),
                entry=reference.label or str(number),
            )
    for d in found:
        if d.code == "citation-unlinked" and not d.answer:
            phrase = "entry" if document.references else "list"
            yield ask.of("author", "reference", d.span, phrase=phrase, quote=_quoted(d))


def _broken(reference: Reference) -> str:
    """What an entry has lost, as a kind of phrases."""
    text = inline_text(reference.content).strip()
    if NO_URL_RE.search(text):
        return "reference-address"
    return "reference" if OPEN_END_RE.search(text) else ""


def _rights(document: Document, ask: _Asking) -> Iterator[Missing]:
    meta = document.meta
    if meta.permission.licence == "unknown":
        yield ask.of("publisher", "licence")
    figures = [b for b in document_blocks(document) if isinstance(b, Figure)]
    unknown = [b for b in figures if b.permission.licence == "unknown"]
    if unknown:
        credits = [_short(inline_text(b.credit)).rstrip(".") for b in unknown if b.credit]
        names = ask.words.listed([b.label or _named(b, ask.words) for b in unknown])
        yield ask.of("publisher", "permission", names=names, credits="; ".join(credits))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def _end(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:50].rstrip()} … {text[-60:].lstrip()}"
