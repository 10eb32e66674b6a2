"""Blank lines between all lines of a dump: an engine that gives each printed line as a block of its own.

Where most full lines are followed by a blank line and then go on in the middle of a sentence, the blank line
says nothing. Behind a full line it goes; behind a short one, where paragraphs and headings end, it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished

GAP_RE = re.compile(r"(?<=\S)[ \t]*\n[ \t]*\n(?=[ \t]*\S)")
LEAST = 20  # full lines that go on over a blank line; fewer may be chance


def find_line_gaps(text: str, scene: Scene) -> Iterator[Edit]:
    """Take the blank line behind a full line: "the fences of the⏎⏎valley fall" -> one line end."""
    gaps = list(GAP_RE.finditer(text))
    if len(gaps) < LEAST:
        return
    lines = [text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip() for m in gaps]
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    width = lengths[int(len(lengths) * 0.75)]
    full = [i for i, line in enumerate(lines) if len(line) >= 0.8 * width]
    goes_on = sum(_goes_on(text, gaps[i], lines[i]) for i in full)
    solid = len(re.findall(r"\S[ \t]*\n[ \t]*\S", text))
    if width < 30 or goes_on < LEAST or goes_on * 2 < len(full) or solid > len(gaps):
        return
    why = "every line of this text is followed by a blank line, full lines too"
    for i in full:
        gap = gaps[i]
        yield Edit(gap.start(), gap.end(), gap.group(), "\n", "line-gap", Safety.LIKELY, why)


def _goes_on(text: str, gap: re.Match[str], line: str) -> bool:
    """Does the sentence of the line go on behind the gap?"""
    after = text[gap.end() : gap.end() + 40].lstrip()
    return after[:1].islower() and not is_finished(line)
