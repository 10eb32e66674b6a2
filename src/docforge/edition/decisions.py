"""``decisions.toml`` -> the editor's decisions about one article, every mistake named with its line."""

from __future__ import annotations

from pathlib import Path

from docforge.edition.tomlfile import TomlFile, read_toml
from docforge.edition.values import Findings, shown
from docforge.repair.decisions import Decision, Decisions, Proposed, Verdict

DECISIONS_FILE = "decisions.toml"
TABLE, PROPOSALS = "decision", "proposal"
PROPOSAL_KEYS = ("key", "before", "after", "left", "right", "by", "date", "note")
KEYS = ("key", "verdict", "text", "rule", "before", "after", "note")


def load_decisions(path: Path, name: str) -> Decisions:
    """Read one file apart from an edition. Raises ``ConfigError`` that lists every mistake."""
    findings = Findings()
    decisions = read_decisions(path, name, findings)
    findings.raise_mistakes()
    return decisions


def read_decisions(path: Path, name: str, findings: Findings) -> Decisions:
    """The decisions in the order of the file; mistakes go to ``findings``. Raises ``ConfigError``."""
    return decisions_of(read_toml(path, name), findings)


def decisions_of(toml: TomlFile, findings: Findings) -> Decisions:
    """The decisions that a TOML file holds; mistakes go to ``findings``."""
    for key, value in toml.data.items():
        if key not in (TABLE, PROPOSALS):
            findings.wrong(
                toml.at(f"{key}[0]" if isinstance(value, list) else key),
                f'the key "{key}" is not known; decisions are written under [[decision]].',
            )
    entries = _blocks(toml, TABLE, findings)
    found: dict[str, Decision] = {}
    for number, entry in enumerate(entries):
        path = f"{TABLE}[{number}]"
        decision = _decision(toml, path, entry, findings)
        if decision is None:
            continue
        if decision.key in found:
            first = found[decision.key].where.rpartition(", ")[2]
            findings.wrong(
                toml.at(f"{path}.key"), f'"{decision.key}" is decided already ({first}); keep one of the two.'
            )
        found.setdefault(decision.key, decision)
    return Decisions(found, _proposals(toml, findings))


def _blocks(toml: TomlFile, table: str, findings: Findings) -> list[dict[str, object]]:
    entries = toml.data.get(table, [])
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return entries
    findings.wrong(toml.at(table), f"{table}s must be written as [[{table}]], one block for each.")
    return []


def _proposals(toml: TomlFile, findings: Findings) -> tuple[Proposed, ...]:
    """What proofreaders propose; a key that stands twice is a mistake."""
    found: dict[str, Proposed] = {}
    for number, entry in enumerate(_blocks(toml, PROPOSALS, findings)):
        path = f"{PROPOSALS}[{number}]"
        wrong = [name for name, value in entry.items() if name not in PROPOSAL_KEYS or type(value) is not str]
        for name in wrong:
            findings.wrong(
                toml.at(f"{path}.{name}"),
                f"{name} is not known here; there are {', '.join(PROPOSAL_KEYS)}."
                if name not in PROPOSAL_KEYS
                else f"{name} must be text in quotation marks, not {shown(entry[name])}.",
            )
        missing = [name for name in ("key", "before", "after") if name not in entry]
        if missing:
            findings.wrong(toml.at(path), f"this proposal has no {', '.join(missing)}.")
        if wrong or missing:
            continue
        proposed = Proposed(**entry, where=toml.at(path))  # type: ignore[arg-type]  # all are str by now
        if proposed.key in found:
            findings.wrong(
                toml.at(f"{path}.key"), f'"{proposed.key}" is proposed already; keep one of the two.'
            )
        found.setdefault(proposed.key, proposed)
    return tuple(found.values())


def _decision(toml: TomlFile, path: str, entry: dict[str, object], findings: Findings) -> Decision | None:
    """One block, or None where it holds a mistake."""
    before = len(findings.mistakes)
    values: dict[str, str] = {}
    for name, value in entry.items():
        at = toml.at(f"{path}.{name}")
        if name not in KEYS:
            findings.wrong(at, f'the key "{name}" is not known here; there are {", ".join(KEYS)}.')
        elif not isinstance(value, str):
            findings.wrong(at, f"{name} must be text in quotation marks, not {shown(value)}.")
        else:
            values[name] = value
    verdict = values.get("verdict", "")
    if not entry.get("key"):
        findings.wrong(toml.at(path), "this decision has no key; docforge explain shows the keys.")
    if "verdict" not in entry or verdict not in tuple(Verdict):
        if "verdict" not in entry or isinstance(entry["verdict"], str):
            given = f"verdict = {shown(verdict)}" if "verdict" in entry else "the verdict that is missing"
            findings.wrong(toml.at(f"{path}.verdict"), f"{given} must be one of {', '.join(Verdict)}.")
    elif verdict == Verdict.REPLACE and "text" not in entry:
        findings.wrong(toml.at(path), 'with verdict = "replace" the text is missing: add text = "...".')
    elif verdict != Verdict.REPLACE and "text" in entry:
        findings.wrong(
            toml.at(f"{path}.text"), f'text goes with verdict = "replace" only, not with "{verdict}".'
        )
    if len(findings.mistakes) > before:
        return None
    rest = {name: values[name] for name in ("text", "rule", "before", "after", "note") if name in values}
    return Decision(values["key"], Verdict(verdict), **rest, where=toml.at(path))
