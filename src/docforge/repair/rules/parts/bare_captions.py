"""Captions of pictures that left no trace: "The new bridge before the flood." between two paragraphs.

A dump of a magazine's columns has the words beside a picture, not the picture. What is left is a short line
by itself, between two sentences of running text, that names something to be seen and says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_blocks, split_lines, wrapping
from docforge.repair.parts.captions import CAPTION_MARK
from docforge.repair.parts.phrases import names_picture

RULE = "bare-caption"
SHORT = 0.85  # of the text's width
PROSE = 20  # words of a paragraph
SAID = 8  # words of a sentence before a picture
FEWEST = 300  # words of prose: a text of less has no running text that a picture interrupts
BEFORE = 40  # words of prose before the first picture, and behind the last
MOST = 3  # a text with more such sentences is written in them
REACH = 3  # lines in which a sentence of prose is looked for
BEGIN_RE = re.compile(r"[\"“‘'(]?[^\W\d_a-zß-ÿ]")
SPEAKER_RE = re.compile(r"[^\W\d_a-zß-ÿ](?:[^\W\d_]|[.’' -]){0,30}:\s")


def find_bare_captions(text: str, scene: Scene) -> Iterator[Edit]:
    """Mark a phrase that stands on a line of its own within the running text as a caption."""
    ends = wrapping(text)
    if not ends.wrapped:
        return
    prose = [(start, end) for start, end in split_blocks(text) if _is_prose(text[start:end])]
    counts = list(accumulate(len(text[start:end].split()) for start, end in prose))
    if not counts or counts[-1] < FEWEST:
        return
    first = next(start for (start, _), n in zip(prose, counts, strict=True) if n >= BEFORE)
    behind = zip(reversed(prose), reversed(counts), strict=True)
    stop = next((end for (_, end), n in behind if counts[-1] - n >= BEFORE), 0)
    lines = split_lines(text)
    filled = [line for line in lines if not line.blank]
    found = [
        (filled[i], filled[last])
        for i in range(REACH, len(filled) - 2)
        if first < filled[i].start < stop
        and (last := _stands_alone(filled, i, ends.width))
        and names_picture(" ".join(x.text.strip() for x in filled[i : last + 1]), scene.lexicon)
    ]
    for line, last_line in found if len(found) <= MOST else ():
        yield from _apart(text, lines, line, last_line)


def _is_prose(block: str) -> bool:
    return "\n" in block and "\t" not in block and len(block.split()) >= PROSE


def _stands_alone(filled: Sequence[Line], i: int, width: float) -> int:
    """Last of one or two short lines between two sentences of the text, where nobody speaks; 0 for others."""
    last = i if is_finished(filled[i].text) else i + 1
    line, end = filled[i].text.strip(), filled[last].text.strip()
    above, below = filled[i - 1].text.rstrip(), filled[last + 1].text.lstrip()
    if not end.endswith(".") or len(end) > SHORT * width or "\t" in above + line + end + below:
        return 0
    if last > i and (filled[last].index > filled[i].index + 1 or len(line) > width):
        return 0
    if not is_finished(above) or above[-1] in ":;?" or not BEGIN_RE.match(below) or SPEAKER_RE.match(below):
        return 0
    return last if sum(len(x.text.split()) for x in filled[i - REACH : i]) >= SAID else 0


def _apart(text: str, lines: Sequence[Line], line: Line, last: Line) -> Iterator[Edit]:
    """The lines as a block of its own, with a mark before it."""
    why = "it names what can be seen and says nothing of it, by itself between two sentences: a caption"
    at = line.start + len(line.text) - len(line.text.lstrip())
    before, after = lines[line.index - 1], lines[last.index + 1]
    solid = not before.blank and before.page == line.page
    start = line.start - 1 if solid else at
    yield Edit(start, at, text[start:at], "\n\n" * solid + CAPTION_MARK, RULE, Safety.LIKELY, why)
    if not after.blank and after.page == last.page:
        yield Edit(last.end, last.end + 1, "\n", "\n\n", RULE, Safety.LIKELY, why)
