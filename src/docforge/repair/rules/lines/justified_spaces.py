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
SMALL_RE = re.compile(r"[(\"“‘']?[^\W\d_A-ZÄÖÜ]")
LETTER_RE = re.compile(r"[^\W\d_]")
FEWEST = 8  # lines of a text, where cells might look alike
SURE = 6  # words of a line that no row of cells has
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
        found = [line for line in found if len(line.text.split()) >= SURE]
    else:
        found = [line for line in lines if _may_be_spread(line) and _has_neighbour(lines, line)]
    for line in found:
        for gap in GAP_RE.finditer(line.text):
            if len(gap.group()) > 1:
                start, end = line.start + gap.start(), line.start + gap.end()
                yield Edit(start, end, gap.group(), " ", RULE, Safety.SAFE, WHY)


def _is_spread(line: Line) -> bool:
    """Are the gaps between nearly all words wide, and most words such as run through a sentence?"""
    words = line.text.split()
    small = sum(bool(SMALL_RE.match(word)) for word in words)
    return 2 * small >= len(words) and _may_be_spread(line, 0.75)


def _may_be_spread(line: Line, share: float = 0.5) -> bool:
    """Are so many gaps wide, none as wide as a gutter, and are there words between them?"""
    if line.blank or "   " not in line.text or "\t" in line.text:
        return False
    words = line.text.split()
    gaps = [len(m.group()) for m in GAP_RE.finditer(line.text)]
    if len(words) < WORDS or max(gaps) > WIDEST or sum(g >= 2 for g in gaps) < share * len(gaps):
        return False
    return 4 * sum(bool(LETTER_RE.search(word)) for word in words) >= 3 * len(words)


def _has_neighbour(lines: list[Line], line: Line) -> bool:
    """Does a line of several words stand right before or after it?"""
    beside = [lines[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(lines)]
    return any(len(x.text.split()) >= WORDS and "\t" not in x.text for x in beside)
