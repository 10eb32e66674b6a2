"""Words of references in many languages, and the classes each may stand for (data/references/words.txt)."""

from __future__ import annotations

from importlib.resources import files


def _read() -> dict[str, list[str]]:
    """Class -> words; a line that begins with a space goes on with the line before."""
    text = (files("docforge") / "data" / "references" / "words.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            name, _, line = line.partition(":")
        found.setdefault(name, []).extend(line.split())
    return found


_WORDS = _read()


def _numbered(kind: str) -> dict[str, int]:
    """Word -> number for "month-1: january jan", "season-1: spring"."""
    numbered: dict[str, int] = {}
    for name, words in _WORDS.items():
        if name.startswith(f"{kind}-"):
            for word in words:
                numbered.setdefault(word, int(name.removeprefix(f"{kind}-")))
    return numbered


MONTHS = _numbered("month")
SEASONS = _numbered("season")
PARTICLES = frozenset(_WORDS["part"])
SUFFIXES = frozenset(_WORDS["suffix"])
AND_WORDS = frozenset(_WORDS["and"])


def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in _WORDS.items():
        kind = name.partition("-")[0]
        for word in words:
            if kind not in found.setdefault(word, []):
                found[word].append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


CLASSES = _classes()
