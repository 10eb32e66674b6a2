"""Visit and rewrite trees. The importers bound the depth: they refuse deeper nesting than ``MAX_DEPTH``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from docforge.model.meta import Document
from docforge.model.nodes import (
    Block,
    Blocks,
    DispQuote,
    Figure,
    Inline,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Section,
    TableWrap,
    VerseGroup,
    Wrap,
)

MAX_DEPTH = 60


def iter_blocks(blocks: Blocks) -> Iterator[Block]:
    """All blocks, parents before children."""
    for block in blocks:
        yield block
        match block:
            case Section() | DispQuote():
                yield from iter_blocks(block.blocks)
            case List():
                for item in block.items:
                    yield from iter_blocks(item.blocks)
            case _:
                pass


def block_inlines(block: Block) -> Iterator[Inlines]:
    """The inline sequences that belong to a block itself, not to blocks inside it."""
    match block:
        case Paragraph():
            yield block.content
        case Section():
            yield block.title
        case DispQuote():
            yield block.attrib
        case VerseGroup():
            yield from block.lines
        case Figure():
            yield from (block.caption, *block.lines)
        case TableWrap():
            yield block.caption
            for row in (*block.head, *block.body):
                for cell in row:
                    yield cell.content
            yield from block.notes
        case _:
            pass


def iter_inlines(content: Inlines) -> Iterator[Inline]:
    """All inlines, parents before children."""
    for node in content:
        yield node
        match node:
            case Wrap():
                yield from iter_inlines(node.content)
            case _:
                pass


def document_blocks(document: Document) -> Iterator[Block]:
    """All blocks of body, notes and back."""
    yield from iter_blocks(document.body)
    for note in document.notes:
        yield from iter_blocks(note.blocks)
    yield from iter_blocks(document.back)


def document_inlines(document: Document) -> Iterator[Inline]:
    """Every inline of the document, front matter and references too."""
    meta = document.meta
    for content in (meta.title, meta.subtitle, meta.standfirst, document.references_title):
        yield from iter_inlines(content)
    for person in meta.contributors:
        yield from iter_inlines(person.biography)
    for paragraph in meta.abstract:
        yield from iter_inlines(paragraph.content)
    for further in meta.abstracts:
        for content in (further.title, *(p.content for p in further.paragraphs)):
            yield from iter_inlines(content)
    for product in meta.products:
        yield from iter_inlines(product.content)
    for other in meta.translations:
        for content in (other.title, other.subtitle, *(p.content for p in other.abstract)):
            yield from iter_inlines(content)
    for block in document_blocks(document):
        for content in block_inlines(block):
            yield from iter_inlines(content)
    for reference in document.references:
        yield from iter_inlines(reference.content)


Rewrite = Callable[[Inlines], Inlines]


def map_inlines(blocks: Blocks, rewrite: Rewrite) -> Blocks:
    """Blocks with ``rewrite`` applied to each inline sequence of each block (its top level only)."""
    return tuple(_map_block(block, rewrite) for block in blocks)


def _map_block(block: Block, rewrite: Rewrite) -> Block:
    match block:
        case Paragraph():
            return replace(block, content=rewrite(block.content))
        case Section():
            return replace(block, title=rewrite(block.title), blocks=map_inlines(block.blocks, rewrite))
        case List():
            items = tuple(ListItem(map_inlines(item.blocks, rewrite), item.origin) for item in block.items)
            return replace(block, items=items)
        case DispQuote():
            return replace(block, blocks=map_inlines(block.blocks, rewrite), attrib=rewrite(block.attrib))
        case VerseGroup():
            return replace(block, lines=tuple(rewrite(line) for line in block.lines))
        case Figure():
            return replace(
                block,
                caption=rewrite(block.caption),
                source=rewrite(block.source),
                credit=rewrite(block.credit),
                allowed=rewrite(block.allowed),
            )
        case TableWrap():
            return replace(
                block,
                caption=rewrite(block.caption),
                head=tuple(tuple(replace(c, content=rewrite(c.content)) for c in r) for r in block.head),
                body=tuple(tuple(replace(c, content=rewrite(c.content)) for c in r) for r in block.body),
                notes=tuple(rewrite(n) for n in block.notes),
            )
        case _:
            return block


def map_document(document: Document, rewrite: Rewrite) -> Document:
    """Document with ``rewrite`` applied to the inline sequences of body, notes and back."""
    return replace(
        document,
        body=map_inlines(document.body, rewrite),
        notes=tuple(replace(n, blocks=map_inlines(n.blocks, rewrite)) for n in document.notes),
        back=map_inlines(document.back, rewrite),
    )
