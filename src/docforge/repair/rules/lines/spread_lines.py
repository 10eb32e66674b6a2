"""Lines of paragraphs that a dump parts by empty lines, one after each, as it parts paragraphs.

A reader of PDF that takes wide leading for the gap between paragraphs gives each line as a block. What tells
a paragraph's end is then the measure alone: a line that is full was broken for want of room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines
from docforge.repair.measure import had_room, measures, width
from docforge.repair.parts.captions import CAPTION_RE
from docforge.repair.rules.lines.paragraph_ends import BULLET_RE, GAP_RE

FEWEST = 12  # full lines that stand alone
ALONE = 0.6  # share of the full lines of a text that stand alone
BROKEN = 0.3  # share of them that break a sentence: where most end one, they are paragraphs
SHORT = 16  # characters of a line that may be half of a printed one
NARROWEST, WIDEST = 16.0, 75.0  # ems of a measure
SMALL_RE = re.compile(r"\s*[\"“‘'(\[]*[a-zß-ÿ]")
# What stands between two halves of a printed line: a citation raised above it, and how the line goes on.
SCRAP_RE = re.compile(r"\s*(?:\[[\d,; –-]{1,20}\]\s*$|[.,;:)\]]{1,3}(?:\s|$))")
BEGINS_RE = re.compile(r"\s*\[\^|.*\t")


def find_spread_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """Close up the lines of a paragraph: "a full line of a⏎⏎paragraph" -> "a full line of a⏎paragraph"."""
    if scene.source.kind == "ocr-markdown":
        return  # an empty line parts paragraphs there
    why = "every line stands alone here, and this one was broken for want of room"
    for page in _pages(text):
        for line, after in page:
            gap = text[line.end : after.start]
            yield Edit(line.end, after.start, gap, "\n", "spread-line", Safety.LIKELY, why)


def _pages(text: str) -> Iterator[list[tuple[Line, Line]]]:
    """The pairs of lines to be joined, page by page; none in a text whose full lines stand together."""
    pages: list[list[tuple[Line, Line]]] = []
    alone = together = broken = 0
    for _, group in groupby(split_lines(text), key=lambda line: line.page):
        filled = [line for line in group if not line.blank]
        pairs, close = _pairs(filled)
        pages.append(pairs)
        alone += len(pairs)
        together += close
        broken += sum(
            SMALL_RE.match(after.text) is not None and not is_finished(line.text) for line, after in pairs
        )
    if alone >= FEWEST and alone >= ALONE * (alone + together) and broken >= BROKEN * alone:
        yield from pages


def _pairs(filled: Sequence[Line]) -> tuple[list[tuple[Line, Line]], int]:
    """Lines that go on after an empty line, and how many full lines go on without one."""
    widths = [0.0 if GAP_RE.search(line.text) else width(line.text.strip()) for line in filled]
    measure = measures(widths)
    pairs, close = [], 0
    for i in range(len(filled) - 1):
        line, after = filled[i], filled[i + 1]
        if (
            not widths[i]
            or measure[i] < NARROWEST
            or not _goes_on(line.text, after.text, widths[i], measure[i])
        ):
            continue
        if after.index == line.index + 1:
            close += 1
        else:
            pairs.append((line, after))
    return pairs, close


def _goes_on(line: str, after: str, own: float, measure: float) -> bool:
    if BEGINS_RE.match(after) or BULLET_RE.match(after) or CAPTION_RE.match(after):
        return False
    unfinished = (len(line) >= SHORT or SCRAP_RE.match(line)) and not is_finished(line)
    if unfinished and (SCRAP_RE.match(after) or SMALL_RE.match(after)):
        return True
    return measure >= NARROWEST and not had_room(own, width(after.split(maxsplit=1)[0]), measure)
