"""Questions that findings ask, by stable keys, and the editor's answers to them.

A finding that asks ("does the paragraph go on here?") gets a key as an edit does. An answered one is told for
the record only. A decision that fits nothing is told as stale, with what it was about, and is never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.model.source import SourceText
from docforge.repair.decisions import Decision, Decisions, Verdict, excerpt
from docforge.repair.edit import Recorded, edit_key
from docforge.repair.units import context

# Findings that ask a person something; what was answered is told for the record only.
ASKING = frozenset(
    {
        "encoding-guessed",
        "encoding-damage",
        "unfinished-paragraph",
        "columns-as-found",
        "truncated-end",
        "judgement-join",
        "caption-without-object",
        "table-ragged",
        "table-unread",
        "note-without-mark",
        "note-mark-unresolved",
        "note-text-missing",
        "meta-conflict",
        "citation-unlinked",
        "citation-ambiguous",
        "citation-year",
        "suggested-repair",
    }
)

EXCERPT = 200
SHOWN = 60


def key_questions(found: Iterable[Diagnostic], sources: Sequence[SourceText]) -> tuple[Diagnostic, ...]:
    """The findings, each that asks with a key; a key that its maker gave stays."""
    texts = {source.name: source.text for source in sources}
    counted: Counter[str] = Counter()
    return tuple(replace(d, key=_key(d, texts, counted)) if _wants_key(d) else d for d in found)


def _wants_key(d: Diagnostic) -> bool:
    return d.code in ASKING and not d.key


def _key(d: Diagnostic, texts: dict[str, str], counted: Counter[str]) -> str:
    text = texts.get(d.span.file, "") if d.span else ""
    if d.span and text:
        about = text[d.span.start : min(d.span.end, d.span.start + EXCERPT)]
        key = edit_key(d.code, about, d.after, context(text, d.span.start, d.span.end))
    else:
        key = edit_key(d.code, d.message, d.after, d.where)
    counted[key] += 1
    return key if counted[key] == 1 else f"{key}-{counted[key]}"


def answer(
    found: Iterable[Diagnostic], edits: Sequence[Recorded], decisions: Decisions, *, corrected: bool = False
) -> tuple[Diagnostic, ...]:
    """The findings with the editor's answers, and what could not be done with a decision.

    ``corrected`` says that the text is the editor's own article.md, which decisions on copies do not touch.
    """
    if not decisions:
        return tuple(found)
    told: list[Diagnostic] = []
    used = {record.key for record in edits if record.verdict}
    for d in found:
        decision = decisions.on(d.key) if d.key else None
        if decision is None:
            told.append(d)
        elif decision.verdict is Verdict.REPLACE and not d.answer:
            used.add(d.key)
            told += [d, _no_place(decision, d)]
        else:
            used.add(d.key)
            told.append(replace(d, severity=Severity.INFO, answer=decision.verdict.value))
    used |= {d.key for d in told if d.code == "decision-refused"}
    # A proofreader's proposal was made, or is told as one without a place.
    used |= {proposed.key for proposed in decisions.proposals}
    stale = [d for d in decisions.by_key.values() if d.key not in used]
    if corrected and stale:
        return (*told, _on_copies(stale))
    return (*told, *(_stale(decision, edits) for decision in stale))


def _no_place(decision: Decision, d: Diagnostic) -> Diagnostic:
    return diagnostic(
        "decision-refused",
        f"The decision on {decision.key} cannot be followed: this question has no words to replace.",
        d.span,
        'Answer it with "accept", or write the text in article.md (docforge adopt puts it into the folder).',
        where="" if d.span else decision.where,
        key=decision.key,
    )


def _on_copies(stale: Sequence[Decision]) -> Diagnostic:
    many = f"{len(stale)} decisions are" if len(stale) > 1 else "A decision is"
    return diagnostic(
        "decision-stale",
        f"{many} about the copies, but article.md is the text now.",
        where=stale[0].where,
        hint="They are kept and would hold again without article.md.",
        severity=Severity.INFO,
    )


def _stale(decision: Decision, edits: Sequence[Recorded]) -> Diagnostic:
    """A decision without its proposal; where the same repair has another key now, that key is named."""
    about = decision.rule or "a repair"
    if decision.before or decision.after:
        about += f" (“{_shown(decision.before)}” -> “{_shown(decision.after)}”)"
    same = [
        e.key
        for e in edits
        if not e.verdict
        and (e.rule, excerpt(e.before), excerpt(e.after)) == (decision.rule, decision.before, decision.after)
    ]
    hint = (
        f"The same repair has the key {same[0]} now: change the key, if that is what you meant."
        if len(same) == 1
        else "Nothing of it was changed or dropped: see whether the text is right now, then take it out."
    )
    return diagnostic(
        "decision-stale",
        f"The decision {decision.key} to {decision.verdict} {about} fits nothing in the text any more.",
        where=decision.where,
        hint=hint,
        key=decision.key,
        before=decision.before,
        after=decision.after,
    )


def _shown(text: str) -> str:
    text = text.replace("\n", "⏎")
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
