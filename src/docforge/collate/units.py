"""A document as a flat run of units, the things that two copies of it are compared by, and back again.

A unit is a title, a heading, a paragraph, a table, a note, an entry of the reference list. ``units_of`` and
``document_of`` are each other's inverse for what units hold; people, keywords and facts of the first
publication are no units (``front``), but their words are shown by ``Slot.FRONT`` units, so that another copy
in which they were read as paragraphs is seen to say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from docforge.model.meta import Document, Reference
from docforge.model.nodes import (
    Block,
    Blocks,
    DispFormula,
    DispQuote,
    Figure,
    Footnote,
    Inlines,
    List,
    Origin,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    Text,
)
from docforge.model.sections import nest
from docforge.model.text import block_strings, inline_text, words
from docforge.model.walk import iter_inlines, map_inlines

Node = Block | Footnote | Reference


class Slot(Enum):
    TITLE = "title"
    SUBTITLE = "subtitle"
    STANDFIRST = "standfirst"
    ABSTRACT = "abstract"
    FRONT = "front matter"
    BODY = "body"
    NOTE = "note"
    LIST_TITLE = "title of the reference list"
    REFERENCE = "reference"
    BACK = "back matter"


@dataclass(frozen=True)
class Unit:
    """``level`` is the depth of a heading, 0 for all else. A heading's node is its section without blocks."""

    slot: Slot
    node: Node
    level: int = 0

    @cached_property
    def fields(self) -> tuple[Inlines, ...]:
        """The inline sequences that make the unit's text, in order."""
        match self.node:
            case Reference():
                return (self.node.content,)
            case Preformat(value):
                return ((Text(value, self.node.origin),),)
            case DispFormula(tex):
                return ((Text(tex, self.node.origin),),)
            case Footnote():
                found: list[Inlines] = []
                map_inlines(self.node.blocks, _collect(found))
                return tuple(found)
            case _:
                found = []
                map_inlines((self.node,), _collect(found))
                return tuple(found)

    @cached_property
    def text(self) -> str:
        return "\n".join(inline_text(f) for f in self.fields)

    @cached_property
    def words(self) -> list[str]:
        """Words as the conservation check counts them: labels too."""
        return [w for text in self.strings for w in words(text)]

    @cached_property
    def keys(self) -> list[str]:
        """Words to find the same passage by: case does not count."""
        return [w.casefold() for w in words(self.text)]

    @property
    def strings(self) -> list[str]:
        match self.node:
            case Reference():
                return [f"{self.node.label} {inline_text(self.node.content)}".strip()]
            case Footnote():
                return [text for block in self.node.blocks for text in block_strings(block)]
            case _:
                return list(block_strings(self.node))

    @property
    def label(self) -> str:
        """The printed label, which stands apart from the text: "2.1", "Table 3", "[12]"."""
        node = self.node
        return node.label if isinstance(node, (Section, Figure, TableWrap, Reference)) else ""

    @property
    def solid(self) -> bool:
        """Must its text be taken as a whole?"""
        return self.slot is Slot.FRONT or isinstance(self.node, (Preformat, DispFormula))

    @cached_property
    def origin(self) -> Origin:
        if self.node.origin is not None:
            return self.node.origin
        spans = [n.origin for content in self.fields for n in iter_inlines(content) if n.origin]
        first = spans[0] if spans else None
        for span in spans[1:]:
            if first is not None and span.file == first.file:
                first = first.to(span)
        return first

    def with_fields(self, fields: Sequence[Inlines]) -> Unit:
        """The same unit with other text, field by field."""
        following = iter(fields)
        node: Node
        match self.node:
            case Reference():
                node = replace(self.node, content=next(following))
            case Preformat() | DispFormula():
                return self
            case Footnote():
                node = replace(self.node, blocks=map_inlines(self.node.blocks, lambda _: next(following)))
            case _:
                node = map_inlines((self.node,), lambda _: next(following))[0]
        return Unit(self.slot, node, self.level)


def _collect(found: list[Inlines]) -> Callable[[Inlines], Inlines]:
    def keep(content: Inlines) -> Inlines:
        found.append(content)
        return content

    return keep


def kind_of(unit: Unit) -> str:
    """One word for what the unit is; units of the body by their block."""
    if unit.slot in (Slot.BODY, Slot.BACK):
        return "heading" if unit.level else _BLOCKS.get(type(unit.node), "paragraph")
    return str(unit.slot.value)


_BLOCKS: dict[type[Node], str] = {
    List: "list",
    TableWrap: "table",
    Figure: "figure",
    DispQuote: "quotation",
    Preformat: "code",
    DispFormula: "formula",
}


def units_of(document: Document) -> list[Unit]:
    """All units in reading order: front, body, notes, reference list, back."""
    return list(_units(document))


def _units(document: Document) -> Iterator[Unit]:
    meta = document.meta
    for slot, content in (
        (Slot.TITLE, meta.title),
        (Slot.SUBTITLE, meta.subtitle),
        (Slot.STANDFIRST, meta.standfirst),
    ):
        if content:
            yield Unit(slot, Paragraph(content))
    for person in meta.contributors:
        text = " ".join(filter(None, (person.name, person.email, inline_text(person.biography))))
        yield Unit(Slot.FRONT, Paragraph((Text(text),), person.origin))
    for affiliation in meta.affiliations:
        yield Unit(Slot.FRONT, Paragraph((Text(affiliation.text),), affiliation.origin))
    for paragraph in meta.abstract:
        yield Unit(Slot.ABSTRACT, paragraph)
    if meta.keywords:
        yield Unit(Slot.FRONT, Paragraph((Text("; ".join(meta.keywords)),)))
    for level, block in _flat(document.body, 1):
        yield Unit(Slot.BODY, block, level)
    for note in document.notes:
        yield Unit(Slot.NOTE, note)
    if document.references_title:
        yield Unit(Slot.LIST_TITLE, Paragraph(document.references_title))
    for reference in document.references:
        yield Unit(Slot.REFERENCE, reference)
    for level, block in _flat(document.back, 1):
        yield Unit(Slot.BACK, block, level)


def _flat(blocks: Blocks, depth: int) -> Iterator[tuple[int, Block]]:
    for block in blocks:
        if isinstance(block, Section):
            yield depth, replace(block, blocks=())
            yield from _flat(block.blocks, depth + 1)
        else:
            yield 0, block


def document_of(base: Document, units: Sequence[Unit]) -> Document:
    """``base`` with the text of ``units``; what units do not hold stays as in ``base``."""

    def content(slot: Slot) -> Inlines:
        return next((u.fields[0] for u in units if u.slot is slot), ())

    def part(slot: Slot) -> Blocks:
        return nest([(u.level, u.node) for u in units if u.slot is slot and _is_block(u.node)])  # type: ignore[misc]

    meta = replace(
        base.meta,
        title=content(Slot.TITLE),
        subtitle=content(Slot.SUBTITLE),
        standfirst=content(Slot.STANDFIRST),
        abstract=tuple(u.node for u in units if u.slot is Slot.ABSTRACT and isinstance(u.node, Paragraph)),
    )
    return replace(
        base,
        meta=meta,
        body=part(Slot.BODY),
        notes=tuple(u.node for u in units if isinstance(u.node, Footnote)),
        references=tuple(u.node for u in units if isinstance(u.node, Reference)),
        references_title=content(Slot.LIST_TITLE),
        back=part(Slot.BACK),
    )


def _is_block(node: Node) -> bool:
    return not isinstance(node, (Footnote, Reference))
