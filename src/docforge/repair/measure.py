"""How wide printed lines are: the evidence that a line end was forced by the measure, or was not.

A dump keeps letters, not widths; but in any book face an "m" is wider than an "i". With rough widths of a
roman face the lines of one column come out within a few hundredths of each other. A line after which the next
word would still have had room did not end because it was full.
"""

from __future__ import annotations

from collections.abc import Sequence

SPACE = 0.25
ROOM = 0.94  # share of the measure that a full line at least fills: spaces stretch, widths are rough
SHORT = 0.8  # of the usual width: so narrow lines near a line are no full ones
NEAR = 6  # lines before and after in which the measure is looked for

_GROUPS = (
    (SPACE, " "),
    (0.28, "iljtfI|!'’‘`.,:;()[]{}/\\-\u00ad"),
    (0.36, 'rs"“”*°^'),
    (0.72, "mwGODQHNUKVXYA&"),
    (0.85, "MW%@—"),
)
_SMALL, _CAPITAL = 0.47, 0.62
# Letters of one width become one sign, so that a line is measured by counting signs.
_CLASSES = str.maketrans(
    dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "\x01")
    | {c: chr(2 + i) for i, (_, chars) in enumerate(_GROUPS) for c in chars}
)
_CLASS_WIDTHS = (("\1", _CAPITAL), *((chr(2 + i), w) for i, (w, _) in enumerate(_GROUPS)))


def width(text: str) -> float:
    """Rough width of ``text`` in a roman face, in ems."""
    signs = text.translate(_CLASSES)
    return _SMALL * len(signs) + sum((w - _SMALL) * signs.count(c) for c, w in _CLASS_WIDTHS)


def measures(widths: Sequence[float]) -> list[float]:
    """The measure at each line: the second widest of the lines near it, those before it first.

    ``widths`` are of lines that follow each other; 0 stands for a line that says nothing (blank).
    """
    found: list[float] = []
    filled = sorted(w for w in widths if w)
    usual = filled[len(filled) * 3 // 4] if filled else 0.0
    for i, own in enumerate(widths):
        before = [w for w in widths[max(0, i - NEAR) : i] if w]
        after = [w for w in widths[i + 1 : i + 1 + NEAR] if w]
        near = before if len(before) >= 3 else [*before, *after]
        top = sorted([*near, own])
        second = top[-2] if len(top) >= 3 else top[-1]
        # Among headings and last lines one full line may stand alone.
        alone = second < SHORT * usual and abs(top[-1] - usual) < (1 - ROOM) * usual
        found.append(top[-1] if alone else second)
    return found


def had_room(line: float, word: float, measure: float) -> bool:
    """Would the next word still have stood on the line?"""
    return line + SPACE + word < ROOM * measure
