"""Nothing lost, nothing invented: the check that runs on every article.

Three independent looks. The record must replay: source plus record gives the text in hand, character for
character. The record must balance: words of the source, less the words before, plus the words after its
edits, are the words of the text in hand. And the model must hold exactly those words: none missing, none
more. Beside words, it looks at order, at paragraph borders, at signs and at note marks.
"""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import NoteRef, Paragraph
from docforge.model.source import SourceText
from docforge.model.text import document_strings, words
from docforge.model.walk import document_inlines, iter_blocks
from docforge.places import Span
from docforge.repair.edit import Move, Recorded
from docforge.repair.engine import replay
from docforge.repair.record import Conservation


def check_conservation(
    source: SourceText, records: list[Recorded], moves: list[Move], final: str, document: Document
) -> tuple[Conservation, tuple[Diagnostic, ...]]:
    """Compare source, record and model; what does not balance is listed and is an error."""
    applied = [r for r in records if r.applied]
    source_words = words(source.text)
    ledger = Counter(source_words)
    for record in applied:
        ledger.subtract(words(record.before))
        ledger.update(words(record.after))
    model = Counter(w for text in document_strings(document) for w in words(text))
    unaccounted = +Counter({w: n - model[w] for w, n in ledger.items()})
    # A record that takes away what was never there is as false as a lost word.
    unaccounted.update({w: -n for w, n in ledger.items() if n < 0})
    invented = +Counter({w: n - max(ledger[w], 0) for w, n in model.items()})
    if replay(source.text, records) != final:
        # The record is wrong somewhere: no word of the final text may be trusted.
        unaccounted += Counter(source_words) - Counter(words(final))
    conservation = Conservation(
        source_words=len(source_words),
        kept=max(0, len(source_words) - _count(applied, {m.rule for m in moves})),
        set_aside=tuple(sorted(_set_aside(applied).items())),
        changed=tuple(sorted(Counter(r.rule for r in applied if not r.aside).items())),
        unaccounted=tuple(sorted(unaccounted.items())),
        invented=tuple(sorted(invented.items())),
        decided=sum(
            (Counter(words(r.after)) - Counter(words(r.before))).total() for r in applied if r.decided
        ),
    )
    found = [*_words_told(conservation, source), *_order(document, moves), *_signs(final, document, source)]
    found += _paragraphs(source, applied, document)
    return conservation, tuple(found)


def _count(applied: list[Recorded], moving: set[str]) -> int:
    """Words that edits set aside or changed; an edit between words (a line end, a space) leaves both.

    What a rule takes away in one place and sets in another is kept.
    """
    lost: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    count = 0
    for record in applied:
        before, after = Counter(words(record.before)), Counter(words(record.after))
        if record.rule in moving:
            lost.update(before - after)
            kept.update(after - before)
        else:
            count += (before - after).total()
    return count + (lost - kept).total()


def _set_aside(applied: list[Recorded]) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for record in applied:
        if record.aside:
            kinds[record.aside] += max(0, len(words(record.cut)) - len(words(record.put)))
    return kinds


def _words_told(conservation: Conservation, source: SourceText) -> Iterable[Diagnostic]:
    for code, found, what in (
        ("word-lost", conservation.unaccounted, "of the source are nowhere accounted for"),
        ("word-invented", conservation.invented, "of the result have no source"),
    ):
        if found:
            some = ", ".join(f"“{w}”" + (f" ×{n}" if n > 1 else "") for w, n in found[:12])
            yield diagnostic(
                code,
                f"{sum(n for _, n in found)} words {what}: {some}{' …' if len(found) > 12 else ''}.",
                where=source.name,
                hint="This is a fault of docforge, not of the text; compare the article with its source and"
                " report it.",
            )


def _order(document: Document, moves: list[Move]) -> Iterable[Diagnostic]:
    """Paragraphs of the body must stand as in the source, but for recorded moves."""
    moved = [m.origin for m in moves]
    last: Span | None = None
    for block in iter_blocks(document.body):
        origin = block.origin
        if not isinstance(block, Paragraph) or origin is None or any(_overlap(origin, m) for m in moved):
            continue
        if last is not None and origin.file == last.file and origin.start < last.start:
            yield diagnostic(
                "order-changed", "A paragraph stands before one that the source has earlier.", origin
            )
        last = origin


def _overlap(a: Span, b: Span) -> bool:
    return a.file == b.file and a.start < b.end and b.start < a.end


def _paragraphs(source: SourceText, applied: list[Recorded], document: Document) -> Iterable[Diagnostic]:
    """A paragraph that runs over an empty line of the source needs an edit there."""
    places = sorted((r.place.start, r.place.end) for r in applied)
    reach = list(accumulate((end for _, end in places), max))
    for block in iter_blocks(document.body):
        if not isinstance(block, Paragraph) or block.origin is None or block.origin.file != source.name:
            continue
        start, end = block.origin.start, block.origin.end
        at = source.text.find("\n\n", start, end)
        while at >= 0:
            i = bisect_right(places, (at + 1, sys.maxsize))
            if not i or reach[i - 1] < at:
                yield diagnostic(
                    "paragraph-changed", "A paragraph runs over an empty line of the source.", block.origin
                )
                break
            at = source.text.find("\n\n", at + 2, end)


def _signs(final: str, document: Document, source: SourceText) -> Iterable[Diagnostic]:
    """Signs that are neither letters nor space: each kind as often in the model as in the repaired text."""
    here = _sign_count([final])
    there = _sign_count(document_strings(document))
    lost = {c: here[c] - there[c] for c in sorted(here | there) if here[c] != there[c]}
    if lost:
        some = ", ".join(f"“{c}” {there[c]} of {here[c]}" for c in list(lost)[:8])
        yield diagnostic(
            "sign-lost", f"Signs differ between the repaired text and the result: {some}.", where=source.name
        )
    marks = sum(isinstance(n, NoteRef) for n in document_inlines(document))
    notes = len(document.notes)
    if marks < notes:
        yield diagnostic(
            "note-without-mark", f"{notes - marks} notes have no mark in the text.", where=source.name
        )


def _sign_count(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            c for c in unicodedata.normalize("NFKC", text) if not c.isalnum() and not c.isspace() and c != "_"
        )
    return counts
