"""Values of a TOML table against the table of keys: right ones taken, wrong ones named with their line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.keys import Key
from docforge.edition.tomlfile import TomlFile
from docforge.errors import ConfigError

Value = str | bool | tuple[str, ...]
SHOWN = 60


@dataclass(slots=True)
class Findings:
    """Mistakes are collected, so that an editor mends them in one go."""

    mistakes: list[str] = field(default_factory=list)
    ignored: list[Diagnostic] = field(default_factory=list)

    def wrong(self, where: str, what: str) -> None:
        self.mistakes.append(f"{where}: {what}")

    def raise_mistakes(self) -> None:
        if self.mistakes:
            rest = f"\n({len(self.mistakes)} mistakes)" if len(self.mistakes) > 1 else ""
            raise ConfigError("\n".join(self.mistakes) + rest, "Mend this in the file and run again.")


def read_table(
    toml: TomlFile,
    path: str,
    data: object,
    keys: Mapping[str, Key],
    findings: Findings,
    *,
    tables: tuple[str, ...] = (),
    elsewhere: Mapping[str, str] | None = None,
) -> dict[str, Value]:
    """Values of the table at ``path`` by key name; keys that stand empty are left out.

    ``tables`` are names that are read elsewhere; ``elsewhere`` says in which table a misplaced key belongs.
    """
    if not isinstance(data, dict):
        findings.wrong(toml.at(path), f"{path} must be a table ([{path}]), not {shown(data)}.")
        return {}
    found: dict[str, Value] = {}
    for name, raw in data.items():
        if name in tables:
            continue
        here = f"{path}.{name}" if path else name
        key = keys.get(name)
        if key is None:
            findings.ignored.append(unknown_key(toml, here, name, [*keys, *tables], elsewhere or {}))
            continue
        value = read_value(toml.at(here), key, raw, findings)
        if value not in (None, "", ()):
            found[name] = value
    return found


@dataclass(frozen=True, slots=True)
class Given:
    """One block of a list: its path, and its values by key name. ``lacks`` tells what was left out."""

    path: str
    entry: Mapping[str, object]
    values: dict[str, Value]

    def lacks(self, name: str) -> bool:
        """Whether nothing stands there; a value that is wrong has been told already."""
        return self.entry.get(name, "") in ("", [])

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else (str(value),)


def read_blocks(toml: TomlFile, table: str, keys: Mapping[str, Key], findings: Findings) -> list[Given]:
    """The blocks of ``[[table]]`` in the order of the file."""
    entries = toml.data.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        findings.wrong(toml.at(table), f"{table} must be written as [[{table}]], one block for each.")
        return []
    paths = [f"{table}[{number}]" for number in range(len(entries))]
    return [
        Given(path, entry, read_table(toml, path, entry, keys, findings))
        for path, entry in zip(paths, entries, strict=True)
    ]


def unknown_key(
    toml: TomlFile, path: str, name: str, known: list[str], elsewhere: Mapping[str, str]
) -> Diagnostic:
    """The ``config-ignored`` diagnostic of an unknown key, with the likeliest right one."""
    if name in elsewhere:
        hint = f"It belongs into [{elsewhere[name]}]."
    elif close := get_close_matches(name, known, 1, 0.6):
        hint = f'Did you mean "{close[0]}"?'
    else:
        hint = f"Known here: {', '.join(known)}."
    where = toml.at(path)
    return diagnostic(
        "config-ignored", f'The key "{name}" is not known and was ignored.', hint=hint, where=where
    )


def read_value(where: str, key: Key, raw: object, findings: Findings) -> Value | None:
    """``raw`` as the key wants it, or None with a mistake recorded."""
    if key.kind == "flag":
        if isinstance(raw, bool):
            return raw
        findings.wrong(
            where, f"{key.path} must be true or false (without quotation marks), not {shown(raw)}."
        )
        return None
    if key.kind == "texts":
        given = raw if isinstance(raw, list) else [raw]
        texts = [_one_text(where, key, item, findings) for item in given]
        return tuple(t for t in texts if t)
    return _one_text(where, key, raw, findings)


def _one_text(where: str, key: Key, raw: object, findings: Findings) -> str | None:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, date)):
        findings.wrong(where, f"{key.path} must be text in quotation marks, not {shown(raw)}.")
        return None
    value = raw.isoformat() if isinstance(raw, date) else str(raw).strip()
    if not value:
        return ""
    if key.choices and value not in key.choices:
        close = get_close_matches(value, key.choices, 1, 0.6)
        maybe = f' Did you mean "{close[0]}"?' if close else ""
        findings.wrong(where, f"{key.name} = {shown(value)} is not one of {', '.join(key.choices)}.{maybe}")
        return None
    if wrong := key.shape(value):
        findings.wrong(where, f"{key.name} = {shown(value)} {wrong}.")
        return None
    return value


def shown(value: Any) -> str:
    """A value as a message shows it, never longer than a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value[:SHOWN]}{"…" if len(value) > SHOWN else ""}"'
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    return str(value)[:SHOWN]
