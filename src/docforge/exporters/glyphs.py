"""Which characters of a text no shipped font can show, found before anything is laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.theme import covered_by_any

# Separators, controls and format characters have no shape of their own.
_SHAPELESS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_AROUND = 20


def find_missing_glyphs(texts: Iterable[str], where: str) -> tuple[Diagnostic, ...]:
    """One ``glyph-missing`` for each character that no shipped face has, with the text around it."""
    known = covered_by_any()
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for text in texts:
        if text.isascii():
            continue
        composed = unicodedata.normalize("NFC", text)
        for char in sorted(set(composed)):
            if _shown(char, known):
                continue
            count[char] = count.get(char, 0) + composed.count(char)
            if char not in first:
                at = composed.index(char)
                first[char] = composed[max(0, at - _AROUND) : at + _AROUND].strip()
    return tuple(
        diagnostic(
            "glyph-missing",
            f"No shipped font has {char!r} (U+{ord(char):04X} {unicodedata.name(char, 'without a name')}), "
            f"found {count[char]} times, first in {near!r}.",
            hint="Check that the character is right; if it is, the page cannot show it.",
            where=where,
        )
        for char, near in sorted(first.items())
    )


def _shown(char: str, known: frozenset[int]) -> bool:
    if ord(char) in known or unicodedata.category(char) in _SHAPELESS:
        return True
    # The shaper takes a character apart when only its parts have glyphs.
    parts = unicodedata.normalize("NFD", char)
    return parts != char and all(ord(part) in known for part in parts)
