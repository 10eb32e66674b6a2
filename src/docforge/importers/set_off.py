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
from docforge.repair.lines import is_finished
from docforge.repair.order.frames import OWN_MEASURE
from docforge.repair.order.pull_quotes import find_repeats

NARROW = 0.8  # of the text's measure
BEGIN_RE = re.compile(r"[\"“„«‘'*_]*[^\W\d_a-zß-ÿ]")
LONGEST_QUOTE = 250  # words
# One quotation from end to end, and a name behind a dash; a paragraph with quotations in it is none.
QUOTED_RE = re.compile(
    r"(?:“[^“”]{20,}”|\"[^\"]{20,}\"|«[^«»]{20,}»|„[^„“]{20,}“)\s*(?P<source>[—–]\s*[^\W\d_a-zß-ÿ][^.!?]{2,80}\.?)?"
)
SOURCE_RE = re.compile(r"[—–]\s*[^\W\d_a-zß-ÿ][^!?]{2,100}")
ATTRIB_RE = re.compile(r"\s*[—–]\s*(?P<source>[^\W\d_a-zß-ÿ][^”\"»“—–]{2,100})$")
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
    """Give pull quotes, quotations with their source, and verse their role."""
    _pull_quotes(draft)
    _quotations(draft)
    _verse(draft)


def _quotations(draft: Draft) -> None:
    """A block that is one quotation, with its source behind a dash; before the text it is an epigraph."""
    free = draft.free()
    for i, chunk in enumerate(free):
        if chunk.role is not Role.FREE or chunk.words > LONGEST_QUOTE:
            continue
        own = QUOTED_RE.fullmatch(chunk.plain)
        if own is None:
            continue
        after = free[i + 1] if i + 1 < len(free) else None
        if own["source"]:
            chunk.role = Role.SET_OFF
        elif after is not None and after.words <= 14 and SOURCE_RE.fullmatch(after.plain):
            chunk.role, after.role = Role.SET_OFF, Role.ASIDE  # its text becomes part of the quotation
            chunk.end, chunk.text = after.end, draft.bench.text[chunk.start : after.end]
        if chunk.role is Role.SET_OFF:
            chunk.kind = "epigraph" if i == 0 else "quote"


def _verse(draft: Draft) -> None:
    """Short lines that each begin with a capital and mostly end with a stop: "... the mill, / And ..."."""
    free = draft.free()
    shapes = [_shape(draft, c) for c in free]
    width = _width(shapes)
    for chunk, (rows, measure) in zip(free, shapes, strict=True):
        if not width or rows < 4 or rows > 60 or measure > 0.8 * width or not is_finished(chunk.text):
            continue
        lines = _rows(draft, chunk)
        stops = sum(bool(re.search(r"[,;:.!?—–…][”’\"']?$", line)) for line in lines)
        if (
            all(BEGIN_RE.match(line) and 3 <= len(line.split()) <= 12 for line in lines)
            and stops * 2 >= len(lines)
            and sum(line.endswith(".") for line in lines) * 2 <= len(lines)
            and not re.search(r"[\d@|=<>\[\]]", chunk.text)
            and [len(line.split()) for line in lines] == [len(t) for t in _tokens(chunk, lines)]
        ):
            chunk.role, chunk.kind = Role.SET_OFF, "verse"


def _rows(draft: Draft, chunk: Chunk) -> list[str]:
    place = draft.span(chunk.start, chunk.end)
    return [
        r.strip() for r in draft.bench.scene.source.text[place.start : place.end].split("\n") if r.strip()
    ]


def _tokens(chunk: Chunk, lines: Sequence[str]) -> list[list[re.Match[str]]]:
    """The words of the block, line by line as the source has them; fewer where they do not fit."""
    tokens = list(re.finditer(r"\S+", chunk.text))
    found, at = [], 0
    for line in lines:
        count = len(line.split())
        part = tokens[at : at + count]
        if [t.group() for t in part] != line.split():
            return []
        found.append(part)
        at += count
    return found if at == len(tokens) else []


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
    if chunk.kind == "verse":
        rows = _tokens(chunk, _rows(draft, chunk))
        spans = [(chunk.start + row[0].start(), chunk.start + row[-1].end()) for row in rows]
        return VerseGroup(tuple(draft.inlines(a, b) for a, b in spans), origin)
    kind: QuoteKind = (
        "pullquote" if chunk.kind == "pullquote" else "epigraph" if chunk.kind == "epigraph" else ""
    )
    stop = chunk.end
    attrib: Inlines = ()
    if chunk.kind != "pullquote" and (m := ATTRIB_RE.search(chunk.text)):
        stop = chunk.start + m.start()
        draft.set_aside(
            stop, chunk.start + m.start("source"), "markup", "the dash before a quotation's source"
        )
        attrib = draft.inlines(chunk.start + m.start("source"), chunk.end)
    paragraph = Paragraph(draft.inlines(chunk.start, stop), draft.span(chunk.start, stop))
    return DispQuote((paragraph,), kind, attrib, origin)
