"""Words, and the words a document holds: the measure that conservation is counted in.

A word is, after NFKC, a maximal run of ``[^\\W_]+``; case counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import (
    Block,
    Break,
    Cite,
    DispFormula,
    DispQuote,
    Figure,
    Inline,
    InlineFormula,
    Inlines,
    List,
    Monospace,
    NoteRef,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    Text,
    VerseGroup,
    Wrap,
)

WORD_RE = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Words of ``text`` in order."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return WORD_RE.findall(text)


def letters(text: str) -> str:
    """The letters and digits of ``text`` alone: what stays the same however it is set."""
    return "".join(filter(str.isalnum, text))


def single_places(text: str, runs: Iterable[str]) -> dict[str, int]:
    """Where each of ``runs`` stands in ``text``, if it stands once; one pass for each length of a run."""
    found: dict[str, int] = {}
    wanted = {run for run in runs if run}
    for length in {len(run) for run in wanted}:
        for at in range(len(text) - length + 1):
            if (run := text[at : at + length]) in wanted:
                found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def letter_position(text: str, count: int) -> int:
    """Where in ``text`` the letter or digit stands that has ``count`` others before it; its end if none."""
    for at, char in enumerate(text):
        if char.isalnum():
            if not count:
                return at
            count -= 1
    return len(text)


def inline_text(content: Inlines) -> str:
    """The text of inlines as a reader sees it; note marks are left out, breaks are spaces."""
    return "".join(_inline(i) for i in content)


def _inline(node: Inline) -> str:
    match node:
        case Text(value) | Monospace(value):
            return value
        case InlineFormula(tex):
            return tex
        case Break():
            return " "
        case NoteRef():
            return ""
        case Cite():
            return node.printed
        case Wrap():
            return inline_text(node.content)


def block_strings(block: Block) -> Iterator[str]:
    """Every printed string of a block in reading order."""
    match block:
        case Paragraph(content):
            yield inline_text(content)
        case Section():
            yield f"{block.label} {inline_text(block.title)}".strip()
            for inner in block.blocks:
                yield from block_strings(inner)
        case List(items):
            for item in items:
                for inner in item.blocks:
                    yield from block_strings(inner)
        case DispQuote():
            for inner in block.blocks:
                yield from block_strings(inner)
            if block.attrib:
                yield inline_text(block.attrib)
        case VerseGroup(lines):
            for line in lines:
                yield inline_text(line)
        case Preformat(value):
            yield value
        case DispFormula(tex):
            yield f"{tex} {block.label}".strip()
        case Figure():
            yield f"{block.label} {inline_text(block.caption)}".strip()
            yield from map(inline_text, block.lines)
        case TableWrap():
            yield f"{block.label} {inline_text(block.caption)}".strip()
            for row in (*block.head, *block.body):
                for cell in row:
                    yield inline_text(cell.content)
            for note in block.notes:
                yield inline_text(note)


def front_strings(document: Document) -> Iterator[str]:
    """Title, people and abstract; not the original publication, which is accounted for as set aside."""
    meta = document.meta
    yield inline_text(meta.title)
    yield inline_text(meta.subtitle)
    yield inline_text(meta.standfirst)
    for person in meta.contributors:
        yield person.name
        yield person.email
        yield inline_text(person.biography)
    for affiliation in meta.affiliations:
        yield affiliation.text
    for paragraph in meta.abstract:
        yield inline_text(paragraph.content)
    yield from meta.keywords
    yield from further_strings(meta)
    yield from translated_strings(meta)


def further_strings(meta: ArticleMeta) -> Iterator[str]:
    """What a review is of, and further abstracts."""
    for product in meta.products:
        yield inline_text(product.content)
    for further in meta.abstracts:
        for content in (further.title, *(p.content for p in further.paragraphs)):
            yield inline_text(content)


def translated_strings(meta: ArticleMeta) -> Iterator[str]:
    """Titles, abstracts and keywords in other languages than the article's."""
    for other in meta.translations:
        for content in (other.title, other.subtitle, *(p.content for p in other.abstract)):
            yield inline_text(content)
        yield from other.keywords


def document_strings(document: Document) -> Iterator[str]:
    """Every string of the document that came from a source: front, body, notes, references, back."""
    yield from front_strings(document)
    for block in document.body:
        yield from block_strings(block)
    for note in document.notes:
        for block in note.blocks:
            yield from block_strings(block)
    if document.references_title:
        yield inline_text(document.references_title)
    for reference in document.references:
        yield f"{reference.label} {inline_text(reference.content)}".strip()
    for block in document.back:
        yield from block_strings(block)
