"""The repairs and the questions as lines of text, for ``docforge explain``: by rule, with place and key."""

from __future__ import annotations

from docforge.repair.edit import Recorded, Safety
from docforge.repair.record import Reading
from docforge.review.account import shown
from docforge.review.located import Lines
from docforge.review.questions import Question, ask, context, open_questions

NAMES = {
    Safety.SAFE: "safe",
    Safety.LIKELY: "likely, worth a look",
    Safety.SUGGEST: "not applied, for you to decide",
}
VERDICTS = {"accept": "accepted", "reject": "rejected: as found", "replace": "replaced by your text"}


def explain(reading: Reading, rule: str | None) -> list[str]:
    """Lines that account for the repairs of one article and its questions, or for one ``rule`` of them.

    A reason that all repairs of a group share stands once, under its heading.
    """
    lines = Lines(reading.sources)
    groups: dict[str, list[Recorded]] = {}
    for edit in sorted(reading.edits, key=lambda e: (e.rule, e.place, e.step, e.at)):
        groups.setdefault(edit.rule, []).append(edit)
    asking: dict[str, list[Question]] = {}
    for question in open_questions((), reading.diagnostics):
        asking.setdefault(question.rule, []).append(question)
    out: list[str] = []
    for name in rules_of(reading):
        if rule in (None, name):
            if name in groups or name not in asking:
                out += _group(name, groups.get(name, []), lines)
            for move in reading.moves:
                if move.rule == name:
                    begins = lines.excerpt(move.origin)
                    out.append(f"  {lines.shown(move.origin)} moved to {lines.shown(move.to)}: “{begins}”")
                    out.append(f"      {move.why}")
            if found := asking.get(name):
                out.append(f"{name}: {len(found)} open, for you to decide")
                for question in found:
                    out += _asked(question, lines)
            out.append("")
    return out[:-1] or ["Nothing was repaired in this article."]


def rules_of(reading: Reading) -> list[str]:
    """The rules that did something, and the codes of findings that ask."""
    asking = {q.rule for q in open_questions((), reading.diagnostics)}
    return sorted({*(e.rule for e in reading.edits), *(m.rule for m in reading.moves), *asking})


def explain_open(reading: Reading, rule: str | None) -> list[str]:
    """The open questions alone, worst first: those that are asked, then the number of the rest by rule."""
    lines = Lines(reading.sources)
    found = ask(reading.edits, reading.diagnostics)
    if rule is not None:
        chosen = [q for q in (*found.asked, *found.listed) if q.rule == rule]
        out = [f"{rule}: {_many(len(chosen))}"]
        for question in chosen:
            out += _asked(question, lines)
        return out
    if not found.open:
        return ["No question is open."]
    out = [f"{_many(found.open)}; the worst first."]
    for question in found.asked:
        out += _asked(question, lines, named=True)
    if found.listed:
        rest = ", ".join(f"{rule} {n - asked}" for rule, n, asked in found.by_rule() if n > asked)
        out.append(f"Not asked, only listed (--rule NAME shows them): {rest}.")
    return out


def _many(number: int) -> str:
    return f"{number} questions are open" if number != 1 else "1 question is open"


def _asked(question: Question, lines: Lines, *, named: bool = False) -> list[str]:
    """One question: what and where, the text around it, why, and its key."""
    at = lines.shown(question.place) if question.place else question.where
    head = f"{question.rule}: " if named else ""
    out = []
    if question.kind == "finding" and not question.after:
        out.append(f"  ? {at}  {head}{question.why}  [{question.key}]")
    else:
        done = " (made already)" if question.kind == "doubtful-edit" else ""
        change = f"“{shown(question.before)}” -> “{shown(question.after)}”"
        out += [f"  ? {at}  {head}{change}{done}  [{question.key}]", f"      {question.why}"]
    if question.place and (text := lines.text(question.place.file)):
        left, right = context(text, question.place)
        inside = text[question.place.start : question.place.end]
        out.append(f"      … {shown(left)}[{shown(inside, 120)}]{shown(right)} …")
    if question.hint:
        out.append(f"      {question.hint}")
    return out


def _group(name: str, edits: list[Recorded], lines: Lines) -> list[str]:
    counts = [(NAMES[s], sum(e.safety is s and not e.verdict for e in edits)) for s in Safety]
    counts += [(text, sum(e.verdict == verdict for e in edits)) for verdict, text in VERDICTS.items()]
    tally = ", ".join(f"{number} {text}" for text, number in counts if number)
    reasons = {e.why for e in edits}
    out = [f"{name}: {tally}" if tally else f"{name}:"]
    if len(reasons) == 1 and edits:
        out.append(f"  Why: {edits[0].why}")
    for edit in edits:
        left, right = lines.beside(edit.place, edit.before)
        before, after = f"“{shown(left + edit.before + right)}”", f"“{shown(left + edit.after + right)}”"
        if edit.aside and not edit.after.strip():
            after = f"set aside ({edit.aside})"
        mark = "? " if edit.safety is Safety.SUGGEST and not edit.verdict else ""
        said = f"  ({VERDICTS[edit.verdict]})" if edit.verdict else ""
        if edit.witness:
            after += f" ({lines.shown(edit.witness)})"
        out.append(f"  {mark}{lines.shown(edit.place)}  {before} -> {after}{said}  [{edit.key}]")
        if len(reasons) > 1:
            out.append(f"      {edit.why}")
    return out
