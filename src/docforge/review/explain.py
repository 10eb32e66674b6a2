"""The recorded repairs as lines of text, for ``docforge explain``: by rule, with place and reason."""

from __future__ import annotations

from docforge.repair.edit import Recorded, Safety
from docforge.repair.record import Reading
from docforge.review.account import shown
from docforge.review.located import Lines

NAMES = {
    Safety.SAFE: "safe",
    Safety.LIKELY: "likely, worth a look",
    Safety.SUGGEST: "not applied, for you to decide",
}


def explain(reading: Reading, rule: str | None) -> list[str]:
    """Lines that account for the repairs of one article, or of one ``rule`` of it.

    A reason that all repairs of a group share stands once, under its heading.
    """
    lines = Lines(reading.sources)
    groups: dict[str, list[Recorded]] = {}
    for edit in sorted(reading.edits, key=lambda e: (e.rule, e.place, e.step, e.at)):
        groups.setdefault(edit.rule, []).append(edit)
    moves = sorted({m.rule for m in reading.moves})
    known = sorted({*groups, *moves})
    if rule is not None and rule not in known:
        have = f"The rules that did something: {', '.join(known)}." if known else "No rule did anything."
        return [f"No repair of this article has the rule “{rule}”. {have}"]
    if not known:
        return ["Nothing was repaired in this article."]
    out: list[str] = []
    for name in known:
        if rule in (None, name):
            out += _group(name, groups.get(name, []), lines)
            for move in reading.moves:
                if move.rule == name:
                    begins = lines.excerpt(move.origin)
                    out.append(f"  {lines.shown(move.origin)} moved to {lines.shown(move.to)}: “{begins}”")
                    out.append(f"      {move.why}")
            out.append("")
    return out[:-1]


def _group(name: str, edits: list[Recorded], lines: Lines) -> list[str]:
    tally = ", ".join(
        f"{number} {NAMES[safety]}" for safety in Safety if (number := sum(e.safety is safety for e in edits))
    )
    reasons = {e.why for e in edits}
    head = f"{name}: {tally}" if tally else f"{name}:"
    out = [head]
    if len(reasons) == 1 and edits:
        out.append(f"  Why: {edits[0].why}")
    for edit in edits:
        left, right = lines.beside(edit.place, edit.before)
        before, after = f"“{shown(left + edit.before + right)}”", f"“{shown(left + edit.after + right)}”"
        if edit.aside and not edit.after.strip():
            after = f"set aside ({edit.aside})"
        mark = "? " if edit.safety is Safety.SUGGEST else ""
        out.append(f"  {mark}{lines.shown(edit.place)}  {before} -> {after}")
        if len(reasons) > 1:
            out.append(f"      {edit.why}")
    return out
