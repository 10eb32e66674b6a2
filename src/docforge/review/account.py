"""What the report says, as plain values: shared by the JSON, the page and the command line.

Every function turns one kind of record into ordered dictionaries and lists; nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from docforge.diagnostics import Diagnostic, Severity
from docforge.model.text import inline_text, words
from docforge.places import Span
from docforge.repair.edit import Move, Recorded
from docforge.repair.record import Conservation, Reading
from docforge.review.located import Lines
from docforge.review.questions import Question, ask, context, decided
from docforge.validate.base import Checked

Json = dict[str, Any]
EXCERPT = 300


def place(span: Span | None, lines: Lines) -> Json | None:
    """File, offsets, line and column; line and column are null where the file is no source."""
    if span is None:
        return None
    line, column = lines.find(span.file, span.start) or (None, None)
    return {"file": span.file, "start": span.start, "end": span.end, "line": line, "column": column}


def edit(record: Recorded, lines: Lines) -> Json:
    left, right = lines.beside(record.place, record.before)
    return {
        "key": record.key,
        "rule": record.rule,
        "safety": record.safety.value,
        "applied": record.applied,
        "verdict": record.verdict,
        "proposed": record.proposed,
        "place": place(record.place, lines),
        "before": record.before,
        "after": record.after,
        "why": record.why,
        "set_aside": record.aside,
        "left": left,
        "right": right,
        "other_copy": place(record.witness, lines),
    }


def move(record: Move, lines: Lines) -> Json:
    """A move with the first words of what was moved, never the whole."""
    return {
        "rule": record.rule,
        "why": record.why,
        "from": place(record.origin, lines),
        "to": place(record.to, lines),
        "begins": lines.excerpt(record.origin),
    }


def finding(record: Diagnostic, lines: Lines) -> Json:
    return {
        "code": record.code,
        "severity": record.severity.value,
        "message": record.message,
        "hint": record.hint,
        "place": place(record.span, lines),
        "where": record.where,
        "key": record.key,
        "before": record.before,
        "after": record.after,
        "answer": record.answer,
    }


def check(record: Checked, lines: Lines) -> Json:
    return {
        "checker": record.checker,
        "version": record.version,
        "file": record.file,
        "ran": record.ran,
        "reason": record.reason,
        "errors": _count(record.diagnostics, Severity.ERROR),
        "warnings": _count(record.diagnostics, Severity.WARNING),
        "diagnostics": [finding(d, lines) for d in record.diagnostics],
    }


def conservation(record: Conservation) -> Json:
    return {
        "accounted_for": record.holds,
        "source_words": record.source_words,
        "kept": record.kept,
        "set_aside": [{"kind": kind, "words": number} for kind, number in record.set_aside],
        "changed": [{"rule": rule, "edits": number} for rule, number in record.changed],
        "unaccounted": [{"word": word, "times": number} for word, number in record.unaccounted],
        "invented": [{"word": word, "times": number} for word, number in record.invented],
        "decided": record.decided,
    }


def set_aside(reading: Reading, lines: Lines) -> list[Json]:
    """Text out of the body, by kind, in the order of the source; words as conservation counts them."""
    kinds: dict[str, list[Json]] = {}
    for record in sorted((e for e in reading.edits if e.aside and e.applied), key=lambda e: e.place):
        # The smallest edit is what was taken out; "before" is widened to whole words for readers.
        text, stays = (record.cut, record.put) if record.cut else (record.before, record.after)
        kinds.setdefault(record.aside, []).append(
            {"text": text, "stays": stays, "place": place(record.place, lines), "key": record.key}
        )
    return [
        {"kind": kind, "words": sum(map(_taken, kinds[kind])), "pieces": kinds[kind]}
        for kind in sorted(kinds)
    ]


def _taken(piece: Json) -> int:
    return (Counter(words(piece["text"])) - Counter(words(piece["stays"]))).total()


def questions(reading: Reading, lines: Lines) -> Json:
    """What the editor is asked (``asked``, worst first), what is only ``listed``, and what was decided."""
    found = ask(reading.edits, reading.diagnostics)
    followed, unfollowed = decided(reading.edits, reading.diagnostics)
    return {
        "open": found.open,
        "decisions_followed": followed,
        "decisions_unfollowed": unfollowed,
        "by_rule": [{"rule": rule, "open": n, "asked": asked} for rule, n, asked in found.by_rule()],
        "asked": [question(q, reading, lines) for q in found.asked],
        "listed": [question(q, reading, lines) for q in found.listed],
    }


def question(record: Question, reading: Reading, lines: Lines) -> Json:
    """One open question with the text around it; ``at`` is "file:line:column"."""
    left, right = "", ""
    text = lines.text(record.place.file) if record.place else ""
    if record.place and text:
        left, right = context(text, record.place)
    found = text[record.place.start : record.place.end][:EXCERPT] if record.place else ""
    return {
        "key": record.key,
        "kind": record.kind,
        "rule": record.rule,
        "effect": record.effect.label,
        "place": place(record.place, lines),
        "at": lines.shown(record.place) if record.place else record.where,
        "before": record.before or (found if record.kind == "finding" else ""),
        "after": record.after,
        "why": record.why,
        "hint": record.hint,
        "left": left,
        "right": right,
    }


def article(name: str, reading: Reading, checks: Sequence[Checked]) -> Json:
    """Everything the report has on one article."""
    lines = Lines(reading.sources)
    return {
        "id": name,
        "title": inline_text(reading.document.meta.title),
        "sources": [
            {
                "file": source.name,
                "kind": source.kind,
                "encoding": source.encoding,
                "sha256": source.sha256,
                "characters": len(source.text),
            }
            for source in reading.sources
        ],
        "counts": counts(reading),
        "conservation": conservation(reading.conservation),
        "questions": questions(reading, lines),
        "set_aside": set_aside(reading, lines),
        "edits": [edit(e, lines) for e in sorted_edits(reading)],
        "moves": [move(m, lines) for m in reading.moves],
        "diagnostics": [finding(d, lines) for d in reading.diagnostics],
        "checks": [check(c, lines) for c in checks],
    }


def counts(reading: Reading) -> Json:
    by_safety = {"safe": 0, "likely": 0, "suggest": 0}
    for record in reading.edits:
        by_safety[record.safety.value] += 1
    return {
        "edits": by_safety,
        "moves": len(reading.moves),
        "errors": _count(reading.diagnostics, Severity.ERROR),
        "warnings": _count(reading.diagnostics, Severity.WARNING),
        "notes": _count(reading.diagnostics, Severity.INFO),
    }


def shown(text: str, limit: int = 200) -> str:
    """A string in one line of a message, line ends and other blanks made visible."""
    for sign, mark in VISIBLE.items():
        text = text.replace(sign, mark)
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]} … {text[-limit // 2 :]}"


# Ordinary spaces stay; every other blank has a mark.
VISIBLE = {
    "\r\n": "⏎",
    "\n": "⏎",
    "\r": "⏎",
    "\t": "⇥",
    "\f": "⇟",
    "\u00a0": "⍽",
    "\u00ad": "‧",
    "\u200b": "∅",
    "\ufeff": "∅",
}


def sorted_edits(reading: Reading) -> list[Recorded]:
    """The edits as the report lists and numbers them: by place."""
    return sorted(reading.edits, key=_edit_order)


def _edit_order(record: Recorded) -> tuple[Span, int, int, str]:
    return record.place, record.step, record.at, record.key


def _count(found: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(d.severity is severity for d in found)
