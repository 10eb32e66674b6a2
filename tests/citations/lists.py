"""Small reference lists of our own for tests, read as a damaged text's list is."""

from __future__ import annotations

from docforge.citations.entries import assign_keys
from docforge.citations.parsing.items import read_reference
from docforge.model.meta import Document, Reference
from docforge.model.nodes import Paragraph, Text
from docforge.places import Span


def listed(*raws: str) -> tuple[Reference, ...]:
    contents = [(Text(raw),) for raw in raws]
    items = [read_reference(content) for content in contents]
    return tuple(
        Reference(key, raw, content, item, origin=Span("list.txt", number, number + 1))
        for number, (key, raw, content, item) in enumerate(
            zip(assign_keys(items), raws, contents, items, strict=True)
        )
    )


def document(text: str, *raws: str) -> Document:
    return Document(body=(Paragraph((Text(text),)),), references=listed(*raws))
