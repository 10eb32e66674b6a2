"""Spaces that a dump drew wide where the printer justified a line: "the   boats   came   by   the".

Later rules take wide gaps for gutters of columns or cells. A gutter stands in one place of a line; justified
lines are wide between all their words, and stand among lines of the same paragraph that are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

RULE = "justified-space"
GAP_RE = re.compile(r"(?<=\S) +(?=\S)")
WORD_RE = re.compile(r"[(\"“‘']?[^\W\d_A-ZÄÖÜ]")
FEWEST = 8  # lines of a text
WIDEST = 4  # spaces
WORDS = 4  # of a line
WHY = "wide spaces between all words of a line: the printer justified it"


def find_justified_spaces(text: str, scene: Scene) -> Iterator[Edit]:
    """One space between the words of a justified line: "months   old   and   9" -> "months old and 9"."""
    if "   " not in text:
        return
    lines = split_lines(text)
    found = [line for line in lines if _is_spread(line) and _has_neighbour(lines, line)]
    if len(found) < FEWEST:
        return
    for line in found:
        for gap in GAP_RE.finditer(line.text):
            if len(gap.group()) > 1:
                start, end = line.start + gap.start(), line.start + gap.end()
                yield Edit(start, end, gap.group(), " ", RULE, Safety.SAFE, WHY)


def _is_spread(line: Line) -> bool:
    """Are the gaps between all words wide and alike, and most words such as run through a sentence?"""
    if line.blank or "   " not in line.text or "\t" in line.text:
        return False
    gaps = [len(m.group()) for m in GAP_RE.finditer(line.text)]
    words = line.text.split()
    if len(words) < WORDS or max(gaps) > WIDEST or sum(g >= 2 for g in gaps) < 0.75 * len(gaps):
        return False
    return 2 * sum(bool(WORD_RE.match(word)) for word in words) >= len(words)


def _has_neighbour(lines: list[Line], line: Line) -> bool:
    """Does a line of several words stand right before or after it?"""
    beside = [lines[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(lines)]
    return any(len(x.text.split()) >= WORDS and "\t" not in x.text for x in beside)
