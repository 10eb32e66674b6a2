"""Document -> pandoc's document type as JSON, which ``pandoc -f json`` turns into a Word file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docforge.diagnostics import Diagnostic
from docforge.exporters import pandoc_nodes as pd
from docforge.exporters.pandoc_front import author_notes, title_block
from docforge.exporters.pandoc_nodes import Node
from docforge.exporters.pandoc_writer import PandocWriter, labelled, reference_anchor
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of
from docforge.model.statements import split_statements


def pandoc_json(article: Article, edition: EditionMeta) -> tuple[str, tuple[Diagnostic, ...]]:
    """The article as text that ``pandoc -f json`` reads, and what could not be written into it."""
    document = article.document
    writer = PandocWriter(article)
    text, statements, appendices, others = split_statements(document.body, document.back)
    blocks = [
        *title_block(article, edition, writer),
        *writer.blocks(text),
        *writer.blocks(statements),
        *author_notes(document.meta, writer),
        *writer.blocks(appendices),
        *_references(article, writer),
        *writer.blocks(others),
    ]
    blocks += writer.unmarked_notes()
    whole = {
        "pandoc-api-version": pd.API_VERSION,
        # The title is no metadata here: pandoc would print it a second time.
        "meta": {"lang": {"t": "MetaString", "c": document.meta.language}},
        "blocks": blocks,
    }
    return json.dumps(whole, ensure_ascii=False), tuple(dict.fromkeys(writer.found))


def _references(article: Article, writer: PandocWriter) -> Iterator[Node]:
    document = article.document
    title = writer.inlines(document.references_title)
    if not title and document.references:
        title = [pd.added(labels_of(document.meta.language)["references"])]
    if title:
        yield pd.header(1, title)
    entries = []
    for entry in document.references:
        printed = writer.inlines(entry.content) if entry.content else pd.plain(entry.raw)
        line = labelled(entry.label, printed)
        entries.append(pd.div([pd.para(line, "Bibliography")], id=reference_anchor(entry.id)))
    if entries:
        yield pd.div(entries, id="refs")
