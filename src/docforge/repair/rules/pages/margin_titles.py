"""Titles that a page sets in a narrow margin beside their text: a print of the page breaks them word by word.

"Solving⏎equations of⏎the first kind⏎The first trick is to multiply …": the lines before the text are far
shorter than its own, so that nothing but a narrow column explains their ends. They are one heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished, split_blocks, wrapping
from docforge.repair.parts.names import is_part_name
from docforge.repair.rules.lines.heading_lines import ends_open

NARROW = 0.22  # of the text's width
FULL = 0.7
MOST = 7  # lines of one title
FIRST_RE = re.compile(r"[^\W\d_a-zß-ÿ][\w'’-]+(?: [^\W_][\w'’-]*)*,?")
NEXT_RE = re.compile(r"\(?[a-zß-ÿ][\w'’():,-]*(?: [\w'’():,-]+)*")


def find_margin_titles(text: str, scene: Scene) -> Iterator[Edit]:
    """Join "Other network⏎operations" before a line of full width, and part it from the text."""
    ends = wrapping(text)
    if not ends.wrapped or ends.spaced or ends.width < 60:
        return
    for start, end in split_blocks(text):
        lines = text[start : min(end, start + 400)].split("\n")
        count = _title(lines, ends.width)
        at = start
        for i in range(count):
            at += len(lines[i])
            last = i == count - 1
            why = (
                "the end of a title in a narrow margin"
                if last
                else "one title, in a margin too narrow for it"
            )
            yield Edit(at, at + 1, "\n", "\n\n" if last else " ", "margin-title", Safety.LIKELY, why)
            at += 1


def _title(lines: list[str], width: float) -> int:
    """How many lines at the head of a block are a title; 0 if none."""
    count = 0
    while count < min(len(lines) - 1, MOST + 1) and len(lines[count].strip()) <= NARROW * width:
        count += 1
    if not 2 <= count <= MOST or len(lines[count]) < FULL * width:
        return 0
    whole = " ".join(line.strip() for line in lines[:count])
    if not re.match(r"[\"“‘'«(]?[^\W\d_a-zß-ÿ]", lines[count].strip()) or is_finished(whole):
        return 0
    if is_part_name(whole):
        return count
    runs = FIRST_RE.fullmatch(lines[0].strip()) and all(NEXT_RE.fullmatch(s.strip()) for s in lines[1:count])
    return count if runs and not ends_open(whole) else 0
