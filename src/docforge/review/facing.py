"""Source and result side by side: every block of the article beside the text it was read from.

A row is one block. On the left stands the source's text as received, on the right what the article prints;
repairs are marked on both sides by their number in the article's list of edits. A block whose text was moved
together from several places shows them one after the other. Source text that no block holds has a row of its
own, with what became of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from docforge.model.meta import Document
from docforge.model.nodes import (
    Block,
    DispFormula,
    DispQuote,
    Figure,
    List,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    VerseGroup,
)
from docforge.model.text import block_strings, inline_text, words
from docforge.places import Span
from docforge.repair.edit import Move, Recorded
from docforge.repair.record import Reading

NAMES: dict[type, str] = {
    Paragraph: "paragraph",
    DispQuote: "quotation",
    VerseGroup: "verse",
    Preformat: "code",
    DispFormula: "formula",
    Figure: "figure",
    TableWrap: "table",
    List: "list",
}
GAP = "\n⋯\n"  # between pieces from different places
MOST = 400  # pieces that are looked for one by one
RUN = 4  # words in a row that tell where a piece stands
REACH = 120  # signs either side in which a repair's reading is looked for in the result


@dataclass(frozen=True, slots=True)
class Mark:
    """``start:end`` of a text is what the edits with these numbers made or found."""

    start: int
    end: int
    edits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` names the block, or "apart" where no block holds the source text.

    ``places`` are the source text shown on the left; empty where a block has no place of its own.
    """

    kind: str
    places: tuple[Span, ...]
    source: str
    result: str
    source_marks: tuple[Mark, ...] = ()
    result_marks: tuple[Mark, ...] = ()


def facing_rows(reading: Reading, edits: Sequence[Recorded]) -> list[Row]:
    """Rows in the order of the article; ``edits`` are numbered as the report lists them."""
    texts = {source.name: source.text for source in reading.sources}
    numbered = _Numbered.of(edits)
    cuts = _cuts(reading.moves)
    rows: list[Row] = []
    for kind, place, result in _blocks(reading.document):
        if place is None or place.file not in texts or place.end <= place.start:
            rows.append(Row(kind, (), "", result))
            continue
        pieces = _pieces(place, texts[place.file], result, cuts.get(place.file, []))
        rows.append(_row(kind, pieces, texts[place.file], result, numbered))
    main = reading.sources[0].name
    if cuts:
        rows = _reunited(rows, _unshown(reading, rows, texts[main]), texts, numbered)
    taken = [p for row in rows for p in row.places if p.file == main]
    gaps = [_row("apart", (g,), texts[main], "", numbered) for g in _gaps(texts[main], taken, main)]
    return _interleaved(rows, gaps, main)


def _cuts(moves: Sequence[Move]) -> dict[str, list[int]]:
    """Where moved text was cut out and where it was put, by file."""
    cuts: dict[str, set[int]] = {}
    for move in moves:
        cuts.setdefault(move.origin.file, set()).update((move.origin.start, move.origin.end))
        cuts.setdefault(move.to.file, set()).add(move.to.start)
    return {file: sorted(found) for file, found in cuts.items()}


def _pieces(place: Span, text: str, result: str, cuts: Sequence[int]) -> tuple[Span, ...]:
    """The parts of ``place`` that hold the block's words, in the order of the block.

    The place of a moved block reaches from its first sign to its last, over text of other blocks.
    """
    inner = cuts[bisect_left(cuts, place.start + 1) : bisect_left(cuts, place.end)]
    if not inner:
        return (place,)
    printed = f" {' '.join(words(result))} "
    found = []
    for start, end in pairwise((place.start, *inner, place.end)):
        at = _position(words(text[start:end]), printed)
        if at >= 0:
            found.append((at, Span(place.file, start, end)))
    return tuple(piece for _, piece in sorted(found)) or (place,)


def _unshown(reading: Reading, rows: Sequence[Row], text: str) -> list[Span]:
    """Pieces that no row shows, of the source where text was moved."""
    main = reading.sources[0].name
    shown = [place for row in rows for place in row.places if place.file == main]
    return list(islice(_gaps(text, shown, main), MOST))


def _reunited(
    rows: list[Row], pieces: Sequence[Span], texts: dict[str, str], numbered: _Numbered
) -> list[Row]:
    """Rows with the pieces that their words show to be theirs."""
    printed = [f" {' '.join(words(row.result))} " for row in rows]
    for piece in pieces:
        found = words(texts.get(piece.file, "")[piece.start : piece.end])
        owner = next((i for i, text in enumerate(printed) if _position(found, text) >= 0), -1)
        if owner < 0 or not all(p.file == piece.file for p in rows[owner].places):
            continue
        text = texts[piece.file]
        places = sorted(
            (*rows[owner].places, piece),
            key=lambda p: _position(words(text[p.start : p.end]), printed[owner]),
        )
        rows[owner] = _row(rows[owner].kind, tuple(places), text, rows[owner].result, numbered)
    return rows


def _position(found: Sequence[str], printed: str) -> int:
    """Where in the printed words a piece stands, by a few words in a row; its own ends may be half words."""
    for first in (1, max(1, len(found) // 2), max(1, len(found) - RUN - 1)):
        run = found[first : first + RUN]
        if run and (at := printed.find(f" {' '.join(run)} ")) >= 0:
            return at
    return -1


def _blocks(document: Document) -> Iterator[tuple[str, Span | None, str]]:
    meta = document.meta
    yield "title", _first_origin(meta.title), inline_text(meta.title)
    for person in meta.contributors:
        yield "author", person.origin, person.name
    for affiliation in meta.affiliations:
        yield "affiliation", affiliation.origin, affiliation.text
    if meta.standfirst:
        yield "standfirst", _first_origin(meta.standfirst), inline_text(meta.standfirst)
    for paragraph in meta.abstract:
        yield "abstract", paragraph.origin, inline_text(paragraph.content)
    if meta.keywords:
        yield "keywords", None, "; ".join(meta.keywords)
    yield from _body(document.body)
    yield from _body(document.back)
    for note in document.notes:
        yield "note", note.origin, f"{note.label} {' '.join(_strings(note.blocks))}".strip()
    for reference in document.references:
        yield "reference", reference.origin, f"{reference.label} {inline_text(reference.content)}".strip()


def _body(blocks: Sequence[Block]) -> Iterator[tuple[str, Span | None, str]]:
    for block in blocks:
        if isinstance(block, Section):
            yield "heading", block.origin, f"{block.label} {inline_text(block.title)}".strip()
            yield from _body(block.blocks)
        else:
            joint = "\n" if isinstance(block, (TableWrap, List, VerseGroup)) else " "
            yield NAMES[type(block)], block.origin, joint.join(_strings((block,)))


def _strings(blocks: Sequence[Block]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, TableWrap):
            out.append(f"{block.label} {inline_text(block.caption)}".strip())
            out += [" | ".join(inline_text(c.content) for c in row) for row in (*block.head, *block.body)]
            out += [inline_text(note) for note in block.notes]
        else:
            out += block_strings(block)
    return [s for s in out if s]


def _first_origin(content: Sequence[object]) -> Span | None:
    """The place of inlines: from the first to the last that has one, in one file."""
    places = [p for node in content if isinstance(p := getattr(node, "origin", None), Span)]
    same = [p for p in places if p.file == places[0].file]
    return Span(same[0].file, min(p.start for p in same), max(p.end for p in same)) if same else None


# ---------------------------------------------------------------- marks


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Edits by file, in the order of their places."""

    edits: Sequence[Recorded]
    order: dict[str, list[tuple[int, int, int]]]

    @staticmethod
    def of(edits: Sequence[Recorded]) -> _Numbered:
        order: dict[str, list[tuple[int, int, int]]] = {}
        for number, edit in enumerate(edits):
            order.setdefault(edit.place.file, []).append((edit.place.start, edit.place.end, number))
        return _Numbered(edits, {file: sorted(found) for file, found in order.items()})

    def within(self, place: Span) -> Iterator[tuple[int, int, int]]:
        found = self.order.get(place.file, [])
        for start, end, number in found[bisect_left(found, (place.start, 0, 0)) :]:
            if start > place.end or (start == place.end and end > start):
                break
            if end <= place.end:
                yield start, end, number


def _row(kind: str, places: tuple[Span, ...], text: str, result: str, numbered: _Numbered) -> Row:
    source, marks = "", []
    for place in places:
        source += GAP if source else ""
        for mark in _clusters(place, numbered):
            marks.append(Mark(mark.start + len(source), mark.end + len(source), mark.edits))
        source += text[place.start : place.end]
    return Row(kind, places, source, result, tuple(marks), tuple(_found(result, marks, numbered.edits)))


def _clusters(place: Span, numbered: _Numbered) -> Iterator[Mark]:
    """Edits whose places overlap are one mark."""
    start = end = -1
    held: list[int] = []
    for a, b, number in numbered.within(place):
        if held and a < end:
            end = max(end, b)
            held.append(number)
            continue
        if held:
            yield Mark(start - place.start, end - place.start, tuple(held))
        start, end, held = a, b, [number]
    if held:
        yield Mark(start - place.start, end - place.start, tuple(held))


def _found(result: str, marks: Sequence[Mark], edits: Sequence[Recorded]) -> Iterator[Mark]:
    """Where the readings of the marked edits stand in the result; what is not found is not marked.

    Between two edits the text is the same on both sides, so each is looked for at the same distance.
    """
    at = source_at = 0
    for mark in marks:
        last = edits[mark.edits[-1]]
        reading = " ".join((last.after if last.applied else last.before).split())
        if not reading:
            continue
        expected = at + mark.start - source_at
        start = _nearest(result, reading, max(at, expected - REACH), expected)
        if start >= 0:
            at, source_at = start + len(reading), mark.end
            yield Mark(start, at, mark.edits)


def _nearest(text: str, piece: str, low: int, expected: int) -> int:
    """The place of ``piece``, whole words, nearest to ``expected``, from ``low`` on; -1 where none is."""
    whole = (
        re.compile(rf"(?<!\w)(?={re.escape(piece)}(?!\w))")
        if piece[0].isalnum()
        else re.compile(re.escape(piece))
    )
    found = (m.start() for m in whole.finditer(text, low, expected + REACH + len(piece)))
    return min(found, key=lambda i: abs(i - expected), default=-1)


# ---------------------------------------------------------------- what no block holds


def _gaps(text: str, taken: Sequence[Span], file: str) -> Iterator[Span]:
    """Places of ``text`` outside all ``taken`` that hold more than white space."""
    at = 0
    for place in (*sorted(taken, key=lambda p: p.start), Span(file, len(text), len(text))):
        if place.start > at and (piece := text[at : place.start]).strip():
            start = at + len(piece) - len(piece.lstrip())
            yield Span(file, start, at + len(piece.rstrip()))
        at = max(at, place.end)


def _interleaved(rows: list[Row], gaps: list[Row], file: str) -> list[Row]:
    """Each gap after the row that ends last before it in the source."""
    ends = sorted((p.end, i) for i, row in enumerate(rows) for p in row.places if p.file == file)
    after: dict[int, list[Row]] = {}
    for gap in gaps:
        k = bisect_left(ends, (gap.places[0].start + 1, -1)) - 1
        after.setdefault(ends[k][1] if k >= 0 else -1, []).append(gap)
    out = list(after.get(-1, ()))
    for i, row in enumerate(rows):
        out.append(row)
        out += after.get(i, ())
    return out
