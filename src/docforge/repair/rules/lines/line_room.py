"""How full a line is among the lines about it: was it ended by its measure or on purpose?"""

from __future__ import annotations

from collections.abc import Sequence

from docforge.repair.measure import NEAR, had_room, width

FULL = 0.78  # of the measure: a line of less may have ended anywhere
INSET = 4  # lines about one that tell where a line begins
FEWEST = 4  # lines about one that tell how much a line holds
LEAST_LINE = 20  # characters of a line of prose
LEAST_MARGIN = 8  # spaces before most lines


def own_width(text: str, whole: float) -> float:
    """``whole`` without the margin that a layout dump sets before its lines."""
    lines = [line.rstrip() for line in text.split("\n") if len(line.rstrip()) > LEAST_LINE]
    margins = sorted(len(line) - len(line.lstrip()) for line in lines)
    margin = margins[len(margins) // 2] if margins else 0
    return whole - margin if margin > LEAST_MARGIN and whole - margin > LEAST_LINE else whole


def is_inset(lines: Sequence[str], i: int) -> bool:
    """Is it set in from the next line as a paragraph's first line is, in a block where others are too?"""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines[max(0, i - INSET) : i + INSET + 2]]
    at = i - max(0, i - INSET)
    if at + 1 >= len(indents) or not 2 <= indents[at] - indents[at + 1] <= 8:
        return False
    return indents.count(indents[at + 1]) * 2 > len(indents)


def is_full(lines: Sequence[str], last: int, first: int) -> bool:
    """Did the next word find no room on the line: "… the warden, Anna⏎Weir, and Jo Oak for their help"?"""
    measure = _measure(lines, last, first)
    return width(lines[last].strip()) > FULL * measure > 0 and not ended_early(lines, last, first)


def _measure(lines: Sequence[str], last: int, first: int) -> float:
    """How much the lines about some hold; 0 where too few tell."""
    around = (*lines[max(0, first - NEAR) : first], *lines[last + 1 : last + 1 + NEAR])
    widths = sorted(width(line.strip()) for line in around)
    return widths[-2] if len(widths) >= FEWEST and lines[last + 1].strip() else 0.0


def ended_early(lines: Sequence[str], last: int, first: int = -1) -> bool:
    """Would the next word have stood on the line, so that it was ended on purpose?"""
    measure = _measure(lines, last, first if first >= 0 else last)
    word = lines[last + 1].split()[:1]
    return bool(word) and had_room(width(lines[last].strip()), width(word[0]), measure)
