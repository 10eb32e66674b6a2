"""A TOML file with the line of each of its keys, which ``tomllib`` does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docforge.errors import ConfigError

_WORD = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_WORD}(?:\s*\.\s*{_WORD})*"
HEADER_RE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
KEY_RE = re.compile(rf"\s*({_DOTTED})\s*=")
WORD_RE = re.compile(_WORD)
AT_LINE_RE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """``lines`` has paths such as ``edition.status`` or ``articles[1].id`` and 1-based line numbers."""

    name: str
    data: dict[str, Any]
    lines: dict[str, int]

    def at(self, path: str) -> str:
        """Where ``path`` stands, or else the table around it: "edition.toml, line 7"."""
        while path:
            if path in self.lines:
                return f"{self.name}, line {self.lines[path]}"
            path = path.rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
        return self.name


def read_toml(path: Path, name: str) -> TomlFile:
    """Read ``path``; ``name`` is how messages call it. Raises ``ConfigError`` with the line of a mistake."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{name} cannot be read: {error.strerror or error}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{name}, line {line}: this is not UTF-8.", "Save the file as UTF-8.") from error
    text = text.replace("\r\n", "\n")
    try:
        return TomlFile(name, tomllib.loads(text), key_lines(text))
    except tomllib.TOMLDecodeError as error:
        raise _broken(text, name, str(error)) from error
    except RecursionError as error:
        raise ConfigError(f"{name}: brackets are nested too deep.", "Keep lists and tables flat.") from error


def _broken(text: str, name: str, message: str) -> ConfigError:
    match = AT_LINE_RE.search(message)
    what = AT_LINE_RE.sub("", message).strip()
    line = int(match[1]) if match and match[1] else text.count("\n") + 1
    shown = text.split("\n")[line - 1].strip()[:80]
    return ConfigError(
        f"{name}, line {line}: this is not TOML ({what[:1].lower() + what[1:]}): {shown}",
        "Text values need quotation marks; each key stands on a line of its own (see toml.io).",
    )


def key_lines(text: str) -> dict[str, int]:
    """Line of each table header and key of a valid TOML text; the first line wins where a path comes twice.

    >>> key_lines('[a]\\nb = 1\\n[[c]]\\nd.e = 2\\n')
    {'a': 1, 'a.b': 2, 'c[0]': 3, 'c[0].d.e': 4}
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    value = _Value()
    for number, line in enumerate(text.split("\n"), 1):
        if value.open:
            value.feed(line)
            continue
        if header := HEADER_RE.fullmatch(line):
            table = _join("", header[2])
            if header[1] == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = f"{table}[{index}]"
            else:
                table = _inside_array(table, counts)
            lines.setdefault(table, number)
        elif key := KEY_RE.match(line):
            lines.setdefault(_join(table, key[1]), number)
            value.feed(line[key.end() :])
    return lines


def _join(table: str, dotted: str) -> str:
    names = [word.strip("\"'") for word in WORD_RE.findall(dotted)]
    return ".".join([table, *names] if table else names)


def _inside_array(table: str, counts: dict[str, int]) -> str:
    """``[articles.x]`` after ``[[articles]]`` is a table of the last article."""
    for array, count in counts.items():
        if table.startswith(array + "."):
            return f"{array}[{count - 1}]{table[len(array) :]}"
    return table


class _Value:
    """Knows whether a value goes on in the next line: open brackets, or a string of three quotation marks."""

    _TOKEN_RE = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|[\[\]{}#]')

    def __init__(self) -> None:
        self.depth = 0
        self.quote = ""

    @property
    def open(self) -> bool:
        return bool(self.quote) or self.depth > 0

    def feed(self, line: str) -> None:
        position = 0
        while position < len(line):
            if self.quote:
                end = line.find(self.quote, position)
                while self.quote == '"""' and end > 0 and line[end - 1] == "\\":
                    end = line.find(self.quote, end + 1)
                if end < 0:
                    return
                position = end + 3
                self.quote = ""
                continue
            token = self._TOKEN_RE.search(line, position)
            if not token or token[0] == "#":
                return
            position = token.end()
            if token[0] in ('"""', "'''"):
                self.quote = token[0]
            elif token[0] in "[{":
                self.depth += 1
            elif token[0] in "]}":
                self.depth -= 1
