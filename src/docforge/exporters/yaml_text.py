"""Values -> YAML 1.2 in block style: only strings, lists and mappings, each string readable back unchanged.

A small writer of our own: quotes only where needed, one order, no line folding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

Value = str | Sequence["Value"] | Mapping[str, "Value"]

# Letters first, nothing that YAML or Pandoc could read as something other than a string.
_PLAIN_RE = re.compile(r"[^\W\d_](?:[^\s:#\"'\\{}\[\]&*!|>%@`,]|[ ](?=[^\s:#])|:(?=[^\s]))*", re.UNICODE)
_KEY_RE = re.compile(r"\w[\w-]*")
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_UNSAFE_RE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def scalar(text: str) -> str:
    """One string, bare where that is safe, else in double quotes."""
    if _PLAIN_RE.fullmatch(text) and text.lower() not in _WORDS and text.isprintable():
        return text
    return _UNSAFE_RE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _key(key: str) -> str:
    return key if _KEY_RE.fullmatch(key) else scalar(key)


def literal(text: str) -> str:
    """A string of several lines as a block (``|``), or quoted where a block cannot hold it."""
    lines = text.split("\n")
    if len(lines) == 1 or not all(x.isprintable() and not x.startswith(" ") for x in lines):
        return scalar(text)
    if not lines[0] or not lines[-1]:
        return scalar(text)
    body = "\n".join(f"  {line}" if line else "" for line in lines)
    return f"|-\n{body}"


def yaml_lines(value: Mapping[str, Value], indent: int = 0) -> list[str]:
    """Lines of a mapping."""
    lines: list[str] = []
    pad = " " * indent
    for key, item in value.items():
        name = pad + _key(key)
        if isinstance(item, str):
            written = literal(item) if not indent else scalar(item)
            lines += f"{name}: {written}".split("\n")
        elif isinstance(item, Mapping):
            lines += [f"{name}:", *yaml_lines(item, indent + 2)] if item else [f"{name}: {{}}"]
        else:
            lines += [f"{name}:", *_list_lines(item, indent)] if item else [f"{name}: []"]
    return lines


def _list_lines(items: Sequence[Value], indent: int) -> list[str]:
    lines: list[str] = []
    pad = " " * indent
    for item in items:
        if isinstance(item, str):
            lines.append(f"{pad}- {scalar(item)}")
        elif isinstance(item, Mapping):
            first, *rest = yaml_lines(item, indent + 2) or [f"{pad}  {{}}"]
            lines += [f"{pad}- {first[indent + 2 :]}", *rest]
        else:
            raise TypeError("a list directly in a list is not written")
    return lines
