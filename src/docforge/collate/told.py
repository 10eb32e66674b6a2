"""What is told of a merge: refused copies, questions, what concerns text of a copy, broken accounts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from docforge.collate.copies import Copy
from docforge.collate.readings import apart
from docforge.collate.units import Unit
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.places import Span
from docforge.repair.edit import Recorded
from docforge.repair.record import Reading


def unrelated(base: Reading, other: Reading, evidence: str) -> Diagnostic:
    name = other.sources[0].name
    return diagnostic(
        "copy-unrelated",
        f"{name} is not a copy of the same article as {base.sources[0].name} and was left out: {evidence}.",
        Span(name, 0, 0),
        "Take it out of this article's copies, or put it into a folder of its own.",
    )


def of_copies(copies: Sequence[Copy], base: Copy, document: Document) -> list[Diagnostic]:
    """What was told of the base; of the others what concerns text that the result has from them."""
    taken = sorted(
        u.origin for copy in copies if copy is not base for u in copy.units if u.origin and _has(document, u)
    )
    found = []
    for copy in copies:
        for d in copy.reading.diagnostics:
            if d.code == "no-title" and document.meta.title:
                continue
            if d.code == "no-author" and document.meta.contributors:
                continue
            if d.code == "note-text-missing" and all(note.blocks for note in document.notes):
                continue
            if (
                copy is base
                or d.severity.value == "error"
                or (
                    d.span is not None
                    and any(s.file == d.span.file and s.start <= d.span.start < s.end for s in taken)
                )
            ):
                found.append(d)
    return found


def questions(records: Sequence[Recorded], document: Document) -> Iterator[Diagnostic]:
    """Differences that only a person can decide, with both readings; of an entry in one."""
    spans = [(r.origin, n) for n, r in enumerate(document.references, 1) if r.origin is not None]
    spans.sort(key=lambda s: (s[0].file, s[0].start))
    keys = [(span.file, span.start) for span, _ in spans]
    asked: dict[int, list[Recorded]] = {}
    for k, record in enumerate(r for r in records if not (r.applied or r.verdict)):
        place = record.place
        at = bisect_right(keys, (place.file, place.start)) - 1
        inside = at >= 0 and spans[at][0].file == place.file and place.start < spans[at][0].end
        asked.setdefault(spans[at][1] if inside else -k - 1, []).append(record)
    for number, found in asked.items():
        yield _question(found, number)


def _question(records: Sequence[Recorded], entry: int) -> Diagnostic:
    first = records[0]
    other = first.witness.file if first.witness else "another copy"
    if len(records) == 1:
        before, after = apart(first.before, first.after)
        message = (
            f"{first.place.file} has “{before}”, {other} has “{after}”: {first.why}. The first is printed."
        )
    else:
        shown = "; ".join(f"“{b}” or “{a}”" for b, a in (apart(r.before, r.after) for r in records))
        whys = ", ".join(dict.fromkeys(r.why for r in records))
        message = (
            f"Entry {entry} of the reference list reads otherwise in {other}, {len(records)} times: {shown}"
            f" ({whys}). What {first.place.file} has is printed."
        )
    return diagnostic("copy-differs", message, first.place, "Look into the original.")


def broken(base: Copy, lost: Counter[str], invented: Counter[str]) -> Iterator[Diagnostic]:
    for code, found, what in (
        ("word-lost", +lost, "of the copies are nowhere accounted for"),
        ("word-invented", +invented, "of the merged text stand in no copy"),
    ):
        if found:
            some = ", ".join(f"“{w}”" for w in sorted(found)[:12])
            yield diagnostic(
                code,
                f"{found.total()} words {what}: {some}.",
                where=base.name,
                hint="This is a fault of docforge, not of the text; compare the article with its copies and"
                " report it.",
            )


def _has(document: Document, unit: Unit) -> bool:
    return any(unit.node is node for node in (*document.body, *document.references, *document.notes))
