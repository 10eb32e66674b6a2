"""What is set off from the text: pull quotes, quotations with their source, epigraph, verse, standfirst.

Each needs evidence of its own: a pull quote repeats the text, a quotation stands in quotation marks and names
its source, verse keeps short lines that begin with capitals. Without it a block is a paragraph.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from statistics import median

from docforge.importers.draft import Chunk, Draft, Role
from docforge.model.nodes import DispQuote, Inlines, Paragraph, QuoteKind, VerseGroup
from docforge.repair.frames import OWN_MEASURE
from docforge.repair.lines import is_finished
from docforge.repair.pull_quotes import find_repeats

NARROW = 0.8  # of the text's measure
BEGIN_RE = re.compile(r"[\"“„«‘'*_]*[^\W\d_a-zß-ÿ]")
VERBATIM, LEAST_WORDS = 0.92, 8  # of a pull quote that no measure tells


def take_standfirst(draft: Draft) -> Inlines:
    """The standfirst that the rule for columns set before the text: its lines have their own measure."""
    free = draft.free()
    if not free or not any(m.rule == "reading-order" for m in draft.bench.moves):
        return ()
    chunk = free[0]
    width = _width([_shape(draft, c) for c in free])
    rows, measure = _shape(draft, chunk)
    if (
        rows > 2
        and width
        and abs(math.log(measure / width)) > OWN_MEASURE
        and is_finished(chunk.text)
        and chunk.words <= 90
    ):
        chunk.role = Role.FRONT
        return draft.inlines(chunk.start, chunk.end)
    return ()


def _width(shapes: Sequence[tuple[int, float]]) -> float:
    """The measure of the text: what most lines have."""
    widths = [w for n, w in shapes if n > 3]
    return median(widths) if widths else 0.0


def find_set_off(draft: Draft) -> None:
    """Give pull quotes and quotations their role."""
    _pull_quotes(draft)


def _pull_quotes(draft: Draft) -> None:
    free = draft.free()
    shapes = [_shape(draft, c) for c in free]
    width = _width(shapes)
    able, sure = [], set()
    for i, (chunk, (rows, measure)) in enumerate(zip(free, shapes, strict=True)):
        if rows > 1 and width and measure < NARROW * width and is_finished(chunk.text):
            able.append(i)
        elif draft.kind in ("web", "html") and LEAST_WORDS <= chunk.words <= 45 and is_finished(chunk.text):
            able.append(i)
            sure.add(i)
    for repeat in find_repeats([c.plain for c in free], [i for i in able if free[i].role is Role.FREE]):
        chunk, source = free[repeat.quote], free[repeat.source]
        if source.role is not Role.FREE or source.words < 2 * chunk.words or not BEGIN_RE.match(chunk.text):
            continue
        if repeat.quote in sure and repeat.share < VERBATIM:
            continue
        chunk.role, chunk.kind = Role.SET_OFF, "pullquote"


def _shape(draft: Draft, chunk: Chunk) -> tuple[int, float]:
    """Lines that the block had in the source, and how long they were."""
    place = draft.span(chunk.start, chunk.end)
    rows = [r.strip() for r in draft.bench.scene.source.text[place.start : place.end].split("\n")]
    inner = [len(r) for r in rows[:-1] if r] or [len(rows[0])]
    return len(rows), sum(inner) / len(inner)


def read_set_off(draft: Draft, chunk: Chunk) -> DispQuote | VerseGroup:
    """A block that ``find_set_off`` told, as a node."""
    origin = draft.span(chunk.start, chunk.end)
    kind: QuoteKind = "pullquote" if chunk.kind == "pullquote" else ""
    return DispQuote((Paragraph(draft.inlines(chunk.start, chunk.end), origin),), kind, origin=origin)
