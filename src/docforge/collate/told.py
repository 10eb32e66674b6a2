"""What is told of a merge: refused copies, questions, what concerns text of a copy, broken accounts."""

from __future__ import annotations

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


def question(record: Recorded) -> Diagnostic:
    """A difference that only a person can decide, with both readings."""
    other = record.witness.file if record.witness else "another copy"
    before, after = apart(record.before, record.after)
    return diagnostic(
        "copy-differs",
        f"{record.place.file} has “{before}”, {other} has “{after}”: {record.why}. The first is printed.",
        record.place,
        "Look into the original.",
    )


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
