"""Text that an extractor took off a web page, one line an element: long lines, and among them the lines of
elements whose source was hard-wrapped and indented. Each element is a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines

LONG = 180  # no page sets so long a line
MARK_RE = re.compile(r"\s*(?:[-*+•·|>#]|\d{1,2}[.)])(?:\s|$)")


def find_element_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """Part the elements of a page: a line of its own each, or a run of indented lines."""
    lines = split_lines(text)
    if not _elements(lines, text):
        return
    for line, after in pairwise(lines):
        if line.blank or after.blank or "\t" in line.text or "\t" in after.text:
            continue
        if MARK_RE.match(after.text) and MARK_RE.match(line.text):
            continue
        if text[line.end : after.start] != "\n":
            continue
        if _inset(after.text) and (_inset(line.text) or _opens(line.text)):
            if not MARK_RE.match(after.text):
                why = "the source of one element, hard-wrapped"
                start, end = line.start + len(line.text.rstrip()), after.end - len(after.text.lstrip())
                yield Edit(start, end, text[start:end], " ", "element-wrap", Safety.SAFE, why)
        else:
            why = "one line, one element of the page"
            yield Edit(line.end, after.start, "\n", "\n\n", "element-line", Safety.LIKELY, why)


def has_element_lines(text: str) -> bool:
    """Is the text one of a page, one line an element?"""
    return _elements(split_lines(text), text)


def _elements(lines: list[Line], text: str) -> bool:
    long = [len(line.text) for line in lines if len(line.text) > LONG]
    return len(long) >= 3 and 4 * sum(long) >= len(text) and _touch(lines)


def _touch(lines: list[Line]) -> bool:
    """Do the long lines stand against their neighbours? Elsewhere empty lines part the paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if len(a.text) > LONG and a.text.lstrip()[:1] != "|"]
    return sum(not b.blank for _, b in pairs) * 5 >= len(pairs) * 3 and len(pairs) >= 3


def _inset(line: str) -> bool:
    """Is the line set in, as the source of an element is?"""
    return line.startswith("  ")


def _opens(line: str) -> bool:
    """Does the source set in below go on with a line: an item of a list, or a line that breaks off?"""
    return bool(MARK_RE.match(line)) or not is_finished(line)
