"""What is told and decided as one: edits in the order of the text, those in one word together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from docforge.repair.edit import Edit, Safety

Unit = tuple[Edit, ...]

CONTEXT = 24  # signs either side that make an edit's key its own
NEAR = 120  # how far they are looked for


def units_of(edits: Iterable[Edit], text: str) -> list[Unit]:
    """Edits as units in text order: each suggestion alone, the others in clusters.

    Of two edits that overlap the first one wins. Raises ``ValueError`` on a stale edit.
    """
    suggested: list[Unit] = []
    accepted: list[Edit] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if text[edit.start : edit.end] != edit.before:
            raise ValueError(f"stale edit of {edit.rule} at {edit.start}")
        if edit.safety is Safety.SUGGEST:
            suggested.append((edit,))
        elif edit.start >= at and edit.before != edit.after:
            accepted.append(edit)
            at = edit.end
    clusters = groupby(_numbered(accepted, text), key=lambda pair: pair[0])
    units = [*suggested, *(tuple(e for _, e in group) for _, group in clusters)]
    return sorted(units, key=lambda unit: unit[0].start)


def _in_word(char: str) -> bool:
    """Could the character be part of a word once the text is in NFKC: letters, digits, accents, "㉠"?"""
    if char.isascii():
        return char.isalnum()
    return bool(unicodedata.combining(char)) or any(c.isalnum() for c in unicodedata.normalize("NFKC", char))


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a range to whole words, so that a record reads as words and counts as words."""
    while start > 0 and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, end


def _numbered(edits: Sequence[Edit], text: str) -> list[tuple[int, Edit]]:
    """Number the clusters: edits whose whole words touch are one cluster, told as one edit."""
    numbered: list[tuple[int, Edit]] = []
    number, reach, bridge = 0, -1, True
    for edit in edits:
        start, end = widen(text, edit.start, edit.end)
        # Marks cut out side by side let the words around them meet: "Silva**<sup>1" becomes one word.
        meets = start == reach and not bridge and not edit.after
        if start >= reach and not meets:
            number += 1
        reach, bridge = end, bool(edit.after)
        numbered.append((number, edit))
    return numbered


def rewrite(text: str, unit: Sequence[Edit]) -> str:
    """What a unit makes of the text from its first edit to its last."""
    pieces, at = [], unit[0].start
    for edit in unit:
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join(pieces)


def context(text: str, start: int, end: int) -> str:
    """The signs either side of a place, blanks apart: those change with the program that made the dump."""
    left = "".join(text[max(0, start - NEAR) : start].split())[-CONTEXT:]
    right = "".join(text[end : end + NEAR].split())[:CONTEXT]
    return f"{left}\x1e{right}"
