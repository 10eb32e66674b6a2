"""Source and result side by side: every block of the article beside the text it was read from.

A row is one block. On the left stands the source's text as received, on the right what the article prints;
repairs are marked on both sides by their number in the article's list of edits. Source text that no block
holds has a row of its own, with what became of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from docforge.model.text import block_strings, inline_text
from docforge.places import Span
from docforge.repair.edit import Recorded
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

    ``place`` is the source text shown on the left; None where a block has no place of its own.
    """

    kind: str
    place: Span | None
    source: str
    result: str
    source_marks: tuple[Mark, ...] = ()
    result_marks: tuple[Mark, ...] = ()


def facing_rows(reading: Reading, edits: Sequence[Recorded]) -> list[Row]:
    """Rows in the order of the article; ``edits`` are numbered as the report lists them."""
    texts = {source.name: source.text for source in reading.sources}
    numbered = _Numbered.of(edits)
    rows: list[Row] = []
    taken: list[Span] = []
    for kind, place, result in _blocks(reading.document):
        if place is None or place.file not in texts or place.end <= place.start:
            rows.append(Row(kind, None, "", result))
            continue
        taken.append(place)
        rows.append(_row(kind, place, texts[place.file][place.start : place.end], result, numbered))
    main = reading.sources[0].name
    gaps = list(_gaps(texts[main], [p for p in taken if p.file == main], main))
    return _interleaved(rows, [_row("apart", g, texts[main][g.start : g.end], "", numbered) for g in gaps])


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


def _row(kind: str, place: Span, source: str, result: str, numbered: _Numbered) -> Row:
    marks = tuple(_clusters(place, numbered))
    return Row(kind, place, source, result, marks, tuple(_found(result, marks, numbered.edits)))


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
    """The place of ``piece`` nearest to ``expected``, from ``low`` on and within reach; -1 where none is."""
    before = text.rfind(piece, low, max(low, expected) + len(piece))
    after = text.find(piece, max(low, expected), expected + REACH + len(piece))
    found = [i for i in (before, after) if i >= 0]
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


def _interleaved(rows: list[Row], gaps: list[Row]) -> list[Row]:
    """Each gap after the row that ends last before it in the source."""
    ends = sorted((r.place.end, i) for i, r in enumerate(rows) if r.place and gaps and _same(r, gaps[0]))
    after: dict[int, list[Row]] = {}
    for gap in gaps:
        assert gap.place is not None
        k = bisect_left(ends, (gap.place.start + 1, -1)) - 1
        after.setdefault(ends[k][1] if k >= 0 else -1, []).append(gap)
    out = list(after.get(-1, ()))
    for i, row in enumerate(rows):
        out.append(row)
        out += after.get(i, ())
    return out


def _same(row: Row, other: Row) -> bool:
    return row.place is not None and other.place is not None and row.place.file == other.place.file
