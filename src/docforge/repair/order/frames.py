"""Blocks of a magazine's column text, and what each is: flow, or an island between the columns.

A dump of a magazine gives its text frames one after the other: columns, and between them pull quotes,
captions, a standfirst. An island interrupts the flow wherever the page had room for it; it is told by what it
repeats (pull quote), by its credit or label (caption), or by its own measure (standfirst, box).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from statistics import median

from docforge.repair.lines import is_finished, split_lines
from docforge.repair.order.pull_quotes import Repeat, find_repeats

CREDIT_RE = re.compile(
    r"\b(?:Photo|Photograph|Image|Picture|Illustration|Foto|Credit|Bild)s?\s*:|\bphoto by\b|©", re.IGNORECASE
)
LABEL_RE = re.compile(r"(?:Figure|Fig\.|Table|Abbildung|Abb\.|Tabelle|Map|Chart|Box) ?\d+[.:]")
LONGEST_CAPTION = 110  # words
ITEM_RE = re.compile(r"(?:[a-z]|[ivx]{1,4})[.)]\s")  # "i) the first": an item, no sentence that goes on
OWN_MEASURE = 0.16  # natural logarithm of the ratio of two line lengths
RARE_MEASURE = 0.15  # share of the lines that may stand in another measure and still be islands
HEADING_WORDS, HEADING_LINES = 14, 3


@dataclass(frozen=True, slots=True)
class Block:
    """``start:end`` from the first sign to the end of the last line, its trailing space included.

    ``kind``: "front", "flow", "heading", "caption", "pull quote", "standfirst" or "box".
    ``frame``: the first line begins with one space. ``open``: the column broke off here.
    """

    start: int
    end: int
    text: str
    kind: str
    page: int
    frame: bool
    open: bool
    lines: int
    measure: float

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def small(self) -> bool:
        return self.text[:1].islower() and not ITEM_RE.match(self.text)

    @property
    def flows(self) -> bool:
        return self.kind in ("flow", "heading")


def read_blocks(text: str) -> tuple[list[Block], list[Repeat]]:
    """Blocks in the order of the file, each with its kind, and the repeats that tell the pull quotes."""
    blocks = [_with_kind(b) for b in _split(text)]
    blocks = _front(blocks)
    blocks = _captions(blocks)
    width = _width(blocks)
    quotes = [
        i
        for i, b in enumerate(blocks)
        if (b.kind == "flow" or (b.kind == "heading" and b.lines > 2))
        and not b.small
        and 2 <= b.lines <= 9
        and b.measure < 0.8 * width
    ]
    repeats = find_repeats([b.text for b in blocks], quotes)
    for repeat in repeats:
        blocks[repeat.quote] = replace(blocks[repeat.quote], kind="pull quote", open=False)
    return _other_measures(blocks, width), repeats


def _split(text: str) -> list[Block]:
    found: list[Block] = []
    lines: list[tuple[int, int, int]] = []

    def close() -> None:
        if lines:
            first = text[lines[0][0] : lines[0][1]]
            start = lines[0][0] + len(first) - len(first.lstrip())
            rows = [text[s:e] for s, e, _ in lines]
            inner = [len(r.strip()) for r in rows[:-1]] or [len(rows[0].strip())]
            framed = bool(re.match(r" \S", first))
            body = text[start : lines[-1][1]]
            found.append(
                Block(
                    start,
                    lines[-1][1],
                    body,
                    "",
                    lines[0][2],
                    framed,
                    False,
                    len(rows),
                    sum(inner) / len(inner),
                )
            )
            lines.clear()

    for line in split_lines(text):
        if line.blank:
            close()
            continue
        if lines and (line.page != lines[-1][2] or re.match(r" \S", line.text)):
            close()
        lines.append((line.start, line.end, line.page))
    close()
    return found


def _with_kind(block: Block) -> Block:
    """Heading or flow, and whether the block breaks off: a trailing space, no end of a sentence."""
    bare = block.text.rstrip()
    spaced = block.text[-1:].isspace()
    finished = is_finished(bare)
    heading = (
        not spaced
        and not finished
        and not block.small
        and block.lines <= HEADING_LINES
        and block.words <= HEADING_WORDS
        and bool(re.search(r"[^\W_]$", bare))
    ) or (bare.endswith(("?", "!")) and block.lines == 1 and block.words <= HEADING_WORDS and not spaced)
    breaks = not heading and (spaced or (not finished and block.words > HEADING_WORDS))
    return replace(block, kind="heading" if heading else "flow", open=breaks)


def _front(blocks: list[Block]) -> list[Block]:
    """Title, subtitle, names: all before the first block of prose."""
    first = next((i for i, b in enumerate(blocks) if b.lines >= 3 and b.words >= 15), 0)
    return [replace(b, kind="front") if i < first else b for i, b in enumerate(blocks)]


def _captions(blocks: list[Block]) -> list[Block]:
    """Captions by label or credit, with the parts that blank lines cut off."""
    done = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind == "front" or not (CREDIT_RE.search(block.text) or LABEL_RE.match(block.text)):
            continue
        first = last = i
        while first > 0 and blocks[first].small and blocks[first - 1].open and first > i - 3:
            first -= 1
        while (
            last + 1 < len(blocks)
            and blocks[last].open
            and blocks[last + 1].small
            and blocks[last + 1].lines <= 3
            and not blocks[last + 1].frame
            and last < i + 3
        ):
            last += 1
        parts = range(first, last + 1)
        if sum(blocks[j].words for j in parts) <= LONGEST_CAPTION and not blocks[first].small:
            for j in parts:
                done[j] = replace(blocks[j], kind="caption")
    return done


def _width(blocks: list[Block]) -> float:
    widths = [b.measure for b in blocks if b.kind == "flow" for _ in range(b.lines - 1) if b.lines > 2]
    return float(median(widths)) if widths else 0.0


def _other_measures(blocks: list[Block], width: float) -> list[Block]:
    """Whole blocks in a measure that few lines have: a standfirst before the second frame, later a box."""
    if width <= 0:
        return blocks
    odd = [
        i
        for i, b in enumerate(blocks)
        if b.kind == "flow"
        and b.lines >= 3
        and not b.open
        and not b.small
        and abs(math.log(b.measure / width)) > OWN_MEASURE
    ]
    rows = sum(b.lines for b in blocks if b.kind == "flow")
    if sum(blocks[i].lines for i in odd) > RARE_MEASURE * rows:
        return blocks
    done = list(blocks)
    second = [i for i, b in enumerate(blocks) if b.frame and b.kind != "front"][1:2]
    standfirst = next((i for i in odd if (not second or i < second[0]) and 8 <= blocks[i].words <= 90), None)
    for i in odd:
        done[i] = replace(blocks[i], kind="standfirst" if i == standfirst else "box")
    return done
