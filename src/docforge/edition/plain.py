"""What reading an article yields, as JSON and back: the form that the cache keeps it in."""

from __future__ import annotations

import json
from typing import Any

from docforge.diagnostics import Diagnostic, Severity
from docforge.model.jsonio import from_json, to_json
from docforge.model.source import SourceText
from docforge.places import Span
from docforge.repair.edit import Move, Recorded, Safety
from docforge.repair.record import Conservation, Reading
from docforge.validate.base import Checked


def reading_to_json(reading: Reading) -> bytes:
    """Everything of a reading; ``reading_from_json`` gives an equal value back."""
    data = {
        "document": to_json(reading.document),
        "sources": [[s.name, s.text, s.kind, s.encoding, s.sha256] for s in reading.sources],
        "edits": [_edit(e) for e in reading.edits],
        "moves": [[_span(m.origin), _span(m.to), m.rule, m.why] for m in reading.moves],
        "diagnostics": [diagnostic_to_plain(d) for d in reading.diagnostics],
        "conservation": conservation_to_plain(reading.conservation),
    }
    # ASCII keeps lone surrogates, which damaged text may hold.
    return json.dumps(data, ensure_ascii=True).encode("ascii")


def reading_from_json(data: bytes) -> Reading:
    """The inverse of ``reading_to_json``; other JSON raises ``ValueError``, ``KeyError``, ``TypeError``."""
    plain = json.loads(data)
    return Reading(
        document=from_json(plain["document"]),
        sources=tuple(SourceText(*s) for s in plain["sources"]),
        edits=tuple(_edit_back(e) for e in plain["edits"]),
        moves=tuple(Move(Span(*m[0]), Span(*m[1]), m[2], m[3]) for m in plain["moves"]),
        diagnostics=tuple(diagnostic_from_plain(d) for d in plain["diagnostics"]),
        conservation=conservation_from_plain(plain["conservation"]),
    )


def _span(span: Span) -> list[Any]:
    return [span.file, span.start, span.end]


def _edit(e: Recorded) -> list[Any]:
    head = [_span(e.place), e.before, e.after, e.rule, e.safety.value, e.why, e.key]
    witness = _span(e.witness) if e.witness else None
    return [*head, e.aside, e.step, e.at, e.cut, e.put, e.verdict, e.proposed, witness]


def _edit_back(p: list[Any]) -> Recorded:
    witness = Span(*p[14]) if p[14] else None
    return Recorded(Span(*p[0]), p[1], p[2], p[3], Safety(p[4]), *[*p[5:14], witness])


def diagnostic_to_plain(d: Diagnostic) -> list[Any]:
    head = [d.code, d.message, d.severity.value, _span(d.span) if d.span else None, d.hint, d.where]
    return [*head, d.key, d.before, d.after, d.answer]


def diagnostic_from_plain(p: list[Any]) -> Diagnostic:
    return Diagnostic(p[0], p[1], Severity(p[2]), Span(*p[3]) if p[3] else None, *p[4:])


def conservation_to_plain(c: Conservation) -> list[Any]:
    return [c.source_words, c.kept, c.set_aside, c.changed, c.unaccounted, c.invented, c.decided]


def conservation_from_plain(p: list[Any]) -> Conservation:
    pairs = [tuple((str(name), int(count)) for name, count in part) for part in p[2:6]]
    return Conservation(p[0], p[1], pairs[0], pairs[1], pairs[2], pairs[3], p[6])


def checked_to_plain(c: Checked) -> list[Any]:
    return [c.checker, c.version, c.file, c.ran, c.reason, [diagnostic_to_plain(d) for d in c.diagnostics]]


def checked_from_plain(p: list[Any]) -> Checked:
    return Checked(p[0], p[1], p[2], p[3], p[4], tuple(diagnostic_from_plain(d) for d in p[5]))
