"""Captions without a label, told by their measure: a paragraph in smaller type holds more letters a line.

A printed page sets captions smaller than its text: their lines hold more, though they are as wide. A dump
keeps no sizes, but it keeps the lines. Such a block between paragraphs of the usual measure is a caption;
a run of them is a part in small type, and the text's end (notes, thanks) is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines, wrapping
from docforge.repair.measure import had_room, width
from docforge.repair.parts.captions import CAPTION_MARK, CAPTION_RE
from docforge.repair.references.lists import find_heads

RULE = "measured-caption"
FEWEST = 12  # blocks of several lines, without which there is no usual measure
AGREE = 0.6  # share of the letters whose lines are of the usual measure
LIKE = 0.06  # share by which lines of one type differ
WIDER, WIDEST = 1.1, 1.7
MOST_SHARE = 0.25  # of the blocks: more small type is no exception
LONGEST = 1200
BEGIN_RE = re.compile(r"[\"“‘'(]?[A-ZÀ-ÖØ-Þ][^\W\d_]*[ ,’']")
HEADING_RE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}")
IMPRINT_RE = re.compile(r"\bdoi\b|https?://|\((?:1[6-9]|20)\d\d\)|©", re.IGNORECASE)
SCRAP = 4  # words of a piece of a picture's lettering


@dataclass(frozen=True, slots=True)
class _Block:
    lines: Sequence[Line]
    measure: float  # what its lines reach, the last and a stray long one apart; 0 for a block of one line

    @property
    def scrap(self) -> bool:
        """Is it lettering: a word or a number by itself?"""
        words = self.lines[0].text.split()
        return len(self.lines) == 1 and len(words) <= SCRAP and not is_finished(self.lines[0].text)

    @property
    def heading(self) -> bool:
        """May it name a part: one line, a whole word first, with no end of a sentence?"""
        first = self.lines[0].text.strip()
        return len(self.lines) == 1 and HEADING_RE.match(first) is not None and not is_finished(first)


def find_measured_captions(text: str, scene: Scene) -> Iterator[Edit]:
    """Mark a block whose lines hold more than the text's, between two paragraphs of the text."""
    if not wrapping(text).wrapped:
        return
    stop = max((start for start, _ in find_heads(text)), default=len(text))
    blocks = [b for b in _blocks(text) if b.lines[0].start < stop]
    usual = _usual(blocks)
    if not usual:
        return
    wide = {i for i, b in enumerate(blocks) if _is_wide(b, usual)}
    plain = [i for i, b in enumerate(blocks) if _is_like(b, usual)]
    if not wide or len(wide) > MOST_SHARE * len(plain):
        return
    regular = set(plain)
    lengths = sorted(len(x.text.strip()) for i in plain for x in blocks[i].lines)
    longest = lengths[int(len(lengths) * 0.95)]  # of letters: a text browser sets all lines by their count
    for i in sorted(wide):
        if not plain[1] < i < plain[-1] or blocks[i - 1].heading or _is_foot(blocks, i):
            continue
        if max(len(x.text.strip()) for x in blocks[i].lines) <= longest:
            continue
        sides = {_neighbour(blocks, i, -1), _neighbour(blocks, i, 1)}
        if sides & regular and not sides & wide:
            start = blocks[i].lines[0].start + _indent(blocks[i].lines[0])
            why = "a block in smaller type between paragraphs of the text: its lines hold more than theirs"
            yield Edit(start, start, "", CAPTION_MARK, RULE, Safety.LIKELY, why)


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _blocks(text: str) -> Iterator[_Block]:
    block: list[Line] = []
    for line in split_lines(text):
        if block and (line.blank or line.page != block[-1].page):
            yield _measured(block)
            block = []
        if not line.blank:
            block.append(line)
    if block:
        yield _measured(block)


def _measured(block: list[Line]) -> _Block:
    widths = sorted(width(x.text.strip()) for x in block[:-1])
    return _Block(tuple(block), widths[3 * len(widths) // 4] if widths else 0.0)


def _usual(blocks: Sequence[_Block]) -> float:
    """The measure of the text, where most lines agree on one."""
    rated = sorted((b.measure, len(b.lines)) for b in blocks if len(b.lines) >= 3)
    if len(rated) < FEWEST:
        return 0.0
    total = sum(m * n for m, n in rated)
    seen = 0.0
    usual = 0.0
    for measure, n in rated:
        seen += measure * n
        if seen * 2 >= total:
            usual = measure
            break
    near = sum(m * n for m, n in rated if abs(m - usual) <= LIKE * usual)
    return usual if near >= AGREE * total else 0.0


def _is_like(block: _Block, usual: float) -> bool:
    return len(block.lines) >= 2 and abs(block.measure - usual) <= LIKE * usual


def _is_wide(block: _Block, usual: float) -> bool:
    """Do all its lines hold more than the text's, each as full as it can be?"""
    first, last = block.lines[0].text.strip(), block.lines[-1]
    if not WIDER * usual <= block.measure <= WIDEST * usual or last.end - block.lines[0].start > LONGEST:
        return False
    if not BEGIN_RE.match(first) or not is_finished(last.text) or CAPTION_RE.match(first):
        return False
    if "\t" in first or any(re.search(r"\S {3,}\S", x.text) for x in block.lines):
        return False
    return all(
        not had_room(width(a.text.strip()), width(b.text.split(maxsplit=1)[0]), block.measure)
        for a, b in pairwise(block.lines)
    )


def _is_foot(blocks: Sequence[_Block], at: int) -> bool:
    """Is it the last of a page and names where the article is printed?"""
    block = blocks[at]
    last = at + 1 == len(blocks) or blocks[at + 1].lines[0].page != block.lines[0].page
    return last and any(IMPRINT_RE.search(x.text) for x in block.lines)


def _neighbour(blocks: Sequence[_Block], at: int, step: int) -> int:
    """The next block that is no lettering and no heading; -1 where there is none near."""
    for i in range(at + step, at + 25 * step, step):
        if not 0 <= i < len(blocks):
            return -1
        if not blocks[i].scrap and (len(blocks[i].lines) > 1 or is_finished(blocks[i].lines[0].text)):
            return i
    return -1
