"""Entries of one work made one entry: the fullest stays, and the citations of the others point to it.

What is printed in the text does not change: "(Elm, 2021b)" stays, and leads to the entry printed 2021a.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from docforge.citations.checks.duplicates import Group
from docforge.citations.checks.entry import Listed
from docforge.model.meta import CslItem, Document
from docforge.model.nodes import (
    Cite,
    Inline,
    Inlines,
    Wrap,
)
from docforge.model.walk import map_document


def fullest(group: Group) -> Listed:
    """The entry with most known fields, then the longest, then the first."""
    return max(
        group.entries,
        key=lambda e: (e.reference.certain, _known(e.csl), len(e.text), -e.entry.position),
    )


def _known(csl: CslItem) -> int:
    return sum(bool(getattr(csl, field.name)) for field in fields(csl))


def redirect(document: Document, into: Mapping[str, str]) -> Document:
    """Without the entries that are keys of ``into``; their citations point to its values."""
    if not into:
        return document

    def turn(node: Inline) -> Inline:
        match node:
            case Cite():
                items = tuple(replace(i, rid=into.get(i.rid, i.rid)) for i in node.items)
                return replace(node, items=items)
            case Wrap():
                return replace(node, content=rewrite(node.content))
            case _:
                return node

    def rewrite(content: Inlines) -> Inlines:
        return tuple(turn(node) for node in content)

    turned = map_document(document, rewrite)
    meta = turned.meta
    return replace(
        turned,
        meta=replace(
            meta,
            standfirst=rewrite(meta.standfirst),
            abstract=tuple(replace(p, content=rewrite(p.content)) for p in meta.abstract),
        ),
        references=tuple(r for r in turned.references if r.id not in into),
    )
