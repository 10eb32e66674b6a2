"""``docforge decide``: decisions into ``decisions.toml``, its comments and its order kept."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from docforge.edition.decisions import (
    KEYS,
    PROPOSAL_KEYS,
    PROPOSALS,
    TABLE,
    decisions_of,
    load_decisions,
)
from docforge.edition.output import write_file
from docforge.edition.tomlfile import TomlFile, key_lines
from docforge.edition.values import Findings
from docforge.errors import ConfigError, UsageError
from docforge.repair.decisions import Decision, Decisions, Proposed, Verdict, excerpt
from docforge.repair.record import Reading

HEADER = """\
# The editor's word on what docforge proposed for this article.
# `docforge decide` writes this file; edit it freely.
# verdict: accept (as proposed), reject (as found), replace (by text = "...").
"""
VERDICT_RE = re.compile(r"""(\s*(?:verdict|"verdict"|'verdict')\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')(.*)""")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What can be decided: a repair, or a finding that asks (which has no words to replace)."""

    key: str
    rule: str
    before: str
    after: str
    verdict: str
    replaceable: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for. ``every`` is a verdict on all that is undecided of ``rule``."""

    accept: Sequence[str] = ()
    reject: Sequence[str] = ()
    replace: Mapping[str, str] = field(default_factory=dict)
    undo: Sequence[str] = ()
    rule: str = ""
    every: Verdict | None = None
    merged: Decisions = field(default_factory=Decisions)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``changed`` has a decision, or None for one undone, by key; ``unknown`` fit nothing in the text."""

    path: Path
    changed: Mapping[str, Decision | None]
    unknown: tuple[str, ...]

    def count(self, verdict: Verdict | None) -> int:
        return sum((d.verdict if d else None) is verdict for d in self.changed.values())


def proposals(reading: Reading) -> dict[str, Proposal]:
    """Everything of a reading that a decision can be about, by key."""
    found = {
        e.key: Proposal(e.key, e.rule, e.before, e.proposed or e.after, e.verdict, True)
        for e in reading.edits
    }
    for d in reading.diagnostics:
        if d.key and not d.code.startswith("decision-"):
            found[d.key] = Proposal(d.key, d.code, d.before or d.message, d.after, d.answer, False)
    return found


def decide(reading: Reading, before: Decisions, wanted: Wanted, path: Path) -> Outcome:
    """Write what is wanted into ``path``. Raises ``UsageError`` for an unknown key, ``ConfigError``."""
    known = proposals(reading)
    changed: dict[str, Decision | None] = {}
    for key, decision in wanted.merged.by_key.items():
        if before.on(key) != decision:
            changed[key] = decision
    if wanted.every:
        changed |= _all_of(wanted.rule, wanted.every, known)
    for verdict, keys in ((Verdict.ACCEPT, wanted.accept), (Verdict.REJECT, wanted.reject)):
        changed |= {key: _decision(_known(key, known, before), verdict, before) for key in keys}
    for key, text in wanted.replace.items():
        proposal = _known(key, known, before)
        if not proposal.replaceable:
            raise UsageError(
                f"{key} is a question without words to replace.",
                "Accept or reject it, or write the text in article.md (docforge adopt).",
            )
        changed[key] = _decision(proposal, Verdict.REPLACE, before, text)
    for key in wanted.undo:
        if not before.on(key):
            raise UsageError(f"There is no decision on {key}.", _maybe(key, before.by_key))
        changed[key] = None
    if not changed and not wanted.merged and not wanted.every:
        raise UsageError("Nothing was decided.", "Say --accept KEY, --reject KEY or --replace KEY=TEXT.")
    if changed:
        _rewrite(path, lambda text: changed_text(text, changed))
    return Outcome(path, changed, tuple(k for k, d in changed.items() if d and k not in known))


def _all_of(rule: str, verdict: Verdict, known: Mapping[str, Proposal]) -> dict[str, Decision | None]:
    of_rule = [p for p in known.values() if p.rule == rule]
    if not of_rule:
        rules = sorted({p.rule for p in known.values()})
        raise UsageError(f'There is nothing of a rule "{rule}".', f"Rules: {', '.join(rules) or 'none'}.")
    return {p.key: _decision(p, verdict, Decisions()) for p in of_rule if not p.verdict}


def _known(key: str, known: Mapping[str, Proposal], before: Decisions) -> Proposal:
    if key in known:
        return known[key]
    if old := before.on(key):
        return Proposal(key, old.rule, old.before, old.after, old.verdict, True)
    raise UsageError(f"There is no repair or question with the key {key}.", _maybe(key, known))


def _maybe(key: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(key, known, 1, 0.8)
    return f"Did you mean {close[0]}?" if close else "docforge explain shows the keys."


def _decision(proposal: Proposal, verdict: Verdict, before: Decisions, text: str = "") -> Decision:
    if old := before.on(proposal.key):
        return replace(old, verdict=verdict, text=text)
    shown = (excerpt(part) for part in (proposal.before, proposal.after))
    return Decision(proposal.key, verdict, text, proposal.rule, *shown)


# ---------------------------------------------------------------- the file


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    """The file with its text changed, line ends as they were."""
    try:
        data = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.", "Save the file as UTF-8.") from error
    ends = "\r\n" if "\r\n" in data else "\n"
    text = change(data.replace("\r\n", "\n"))
    write_file(path, text.replace("\n", ends).encode())


def changed_text(text: str, changed: Mapping[str, Decision | None]) -> str:
    """``text`` with these decisions in it; blocks that stay, comments and order are untouched."""
    expected = {d.key: d for d in tomllib_decisions(text).by_key.values()}
    lines = (text or HEADER).rstrip("\n").split("\n")
    located = key_lines(text)
    entries = tomllib.loads(text).get(TABLE, []) if text else []
    for number in range(len(entries) - 1, -1, -1):
        key = entries[number]["key"]
        if key not in changed:
            continue
        path = f"{TABLE}[{number}]"
        if path not in located:
            raise UsageError(
                "decisions.toml is not written in blocks.",
                "Write each decision as a block under [[decision]].",
            )
        at = {name: located[f"{path}.{name}"] - 1 for name in KEYS if f"{path}.{name}" in located}
        _change(lines, located[path] - 1, at, changed[key])
    for key, decision in changed.items():
        if decision and key not in expected:
            lines += ["", *block(decision)]
        expected[key] = decision  # type: ignore[assignment]  # None is taken out below
    new = "\n".join(lines).strip("\n") + "\n"
    wanted = {k: (d.verdict, d.text) for k, d in expected.items() if d}
    if {k: (d.verdict, d.text) for k, d in tomllib_decisions(new).by_key.items()} != wanted:
        raise ConfigError(
            "decisions.toml is written in a way that cannot be changed in place.",
            "Write each key of a [[decision]] on a line of its own.",
        )
    return new


def _change(lines: list[str], start: int, at: Mapping[str, int], decision: Decision | None) -> None:
    """Change or take out the block whose header is ``lines[start]`` and whose keys stand ``at`` lines."""
    if decision is None:
        last = max(at.values())
        del lines[start : _value_end(lines, last)]
        if start and start < len(lines) and not lines[start].strip() and not lines[start - 1].strip():
            del lines[start]
        return
    replaced = decision.verdict is Verdict.REPLACE
    written = [f"text = {quoted(decision.text)}"] if replaced else []
    line = at["verdict"]
    lines[line] = VERDICT_RE.sub(lambda m: f'{m[1]}"{decision.verdict}"{m[2]}', lines[line], count=1)
    if "text" in at:
        lines[at["text"] : _value_end(lines, at["text"])] = written
    else:
        lines[line + 1 : line + 1] = written


def _value_end(lines: Sequence[str], start: int) -> int:
    """The line after a key and its value, which may run over several lines."""
    for end in range(start + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return start + 1


def block(decision: Decision) -> list[str]:
    """One decision as lines of TOML."""
    given = [(name, getattr(decision, name)) for name in ("rule", "before", "after", "note")]
    text = [f"text = {quoted(decision.text)}"] if decision.verdict is Verdict.REPLACE else []
    head = ["[[decision]]", f"key = {quoted(decision.key)}", f'verdict = "{decision.verdict}"']
    return [*head, *text, *(f"{name} = {quoted(value)}" for name, value in given if value)]


def proposal_block(proposed: Proposed) -> list[str]:
    """One proposal of a proofreader as lines of TOML."""
    given = [(name, getattr(proposed, name)) for name in PROPOSAL_KEYS]
    named = ("key", "before", "after")
    return [f"[[{PROPOSALS}]]", *(f"{n} = {quoted(v)}" for n, v in given if v or n in named)]


def add_proposals(path: Path, proposals: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """Write into ``path`` those that it does not hold yet, and return them."""
    known = {p.key for p in load_decisions(path, str(path)).proposals} if path.exists() else set()
    new = tuple(p for p in proposals if p.key not in known)
    if new:
        _rewrite(path, lambda text: _with_proposals(text, new))
    return new


def _with_proposals(text: str, proposals: Sequence[Proposed]) -> str:
    lines = (text or HEADER).rstrip("\n").split("\n")
    for proposed in proposals:
        lines += ["", *proposal_block(proposed)]
    return "\n".join(lines).strip("\n") + "\n"


def quoted(text: str) -> str:
    """A TOML string; half a surrogate pair, which TOML cannot hold, is shown as a replacement character."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def tomllib_decisions(text: str) -> Decisions:
    """The decisions of a text; raises ``ConfigError``."""
    findings = Findings()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"decisions.toml is no TOML ({error}).", "Mend it by hand.") from error
    found = decisions_of(TomlFile("decisions.toml", data, key_lines(text)), findings)
    findings.raise_mistakes()
    return found
