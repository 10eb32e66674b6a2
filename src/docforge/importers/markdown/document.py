"""Canonical Markdown -> Document: what ``exporters.markdown`` writes, and ordinary Pandoc Markdown by hand.

By hand there may be no ids (made from the headings), no front matter (the first heading of level 1 is then
the title) and labels inside captions. Raw HTML and TeX are read as text.
https://pandoc.org/MANUAL.html#pandocs-markdown and https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.importers.markdown.blocks import BlockReader
from docforge.importers.markdown.front import FrontReader, split_front
from docforge.importers.markdown.items import Heading, Item, RefsHere, tree
from docforge.importers.markdown.reader import InlineReader, Markdown, note_id
from docforge.importers.markdown.rules import install
from docforge.model.meta import CslItem, Document, Reference
from docforge.model.nodes import Footnote, Inlines, Paragraph
from docforge.model.source import SourceText
from docforge.places import Span

_ENTRY_RE = re.compile(r"^[ \t]*-[ \t]+id:[ \t]*[\"']?(?P<id>[^\s\"']+)", re.MULTILINE)
_LINE_RE = re.compile(r"\r\n|\n|\r")


def read_markdown(
    source: SourceText, known: Mapping[str, CslItem] | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document, and what a person should look at. Raises InputError where the front matter is broken.

    ``known`` are works by key that the text may cite although its front matter does not list them.
    """
    text, found = source.text, list[Diagnostic]()
    front = split_front(text, source.name)
    md, env = Markdown(), dict[str, Any]()
    install(md)
    inlines = InlineReader(md, env)
    front_reader = FrontReader(source.name, inlines.inlines, found)
    entries = front_reader.references(front.data)
    inlines.csl.update(known or {})
    inlines.csl.update((r.id, r.csl) for r, _ in entries)

    starts = [0, *(m.end() for m in _LINE_RE.finditer(text)), len(text)]
    tokens = _parse(md, text[front.end :], env)
    blocks = BlockReader(inlines, source.name, starts, front.lines)
    items = blocks.items(tree(tokens))
    meta = front_reader.meta(front.data, lambda abstract: _paragraphs(abstract, inlines, source.name))
    if "title" not in front.data:
        title, items = _title(items)
        meta = replace(meta, title=title)
    body, references_title, back = _parts(items)
    document = Document(
        meta=meta,
        body=blocks.nest(body),
        notes=_notes(blocks, inlines, front.data),
        references=_placed([_reference(r, written, inlines) for r, written in entries], source, front.end),
        references_title=references_title,
        back=blocks.nest(back),
    )
    return document, (*found, *_findings(inlines, source.name))


def _parse(md: MarkdownIt, text: str, env: dict[str, Any]) -> list[Token]:
    """Block tokens; inline text stays source, for the reader that knows where it stands."""
    tokens: list[Token] = []
    md.block.parse(_LINE_RE.sub("\n", text).replace("\x00", "\ufffd"), md, env, tokens)
    return tokens


def _paragraphs(text: str, inlines: InlineReader, file: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an abstract."""
    tokens = _parse(inlines.md, text, inlines.env) if text else []
    items = BlockReader(inlines, file, [0, len(text)]).items(tree(tokens))
    return tuple(Paragraph(i.content) for i in items if isinstance(i, Paragraph))


def _title(items: list[Item]) -> tuple[Inlines, list[Item]]:
    """The first heading, if it is of level 1 and nothing stands before it, is the title."""
    if items and isinstance(items[0], Heading) and items[0].level == 1:
        return items[0].title, items[1:]
    return (), items


def _parts(items: list[Item]) -> tuple[list[Item], Inlines, list[Item]]:
    """Body, title of the reference list, and what stands behind the list."""
    at = next((n for n, item in enumerate(items) if isinstance(item, RefsHere)), None)
    if at is None:
        return items, (), []
    body, back = items[:at], items[at + 1 :]
    last = body[-1] if body else None
    if isinstance(last, Heading) and ("unnumbered" in last.attributes.classes or not last.attributes.id):
        return body[:-1], last.title, back
    return body, (), back


def _reference(reference: Reference, written: str | None, inlines: InlineReader) -> Reference:
    return reference if written is None else replace(reference, content=inlines.inlines(written))


def _placed(references: list[Reference], source: SourceText, end: int) -> tuple[Reference, ...]:
    """The entries with their places in the front matter, where each begins with its key."""
    starts = {m["id"]: m.start() for m in _ENTRY_RE.finditer(source.text, 0, end)}
    order = sorted({*starts.values(), end})
    nexts = dict(pairwise(order))
    return tuple(
        replace(r, origin=Span(source.name, at, nexts[at])) if (at := starts.get(r.id)) is not None else r
        for r in references
    )


def _notes(blocks: BlockReader, inlines: InlineReader, data: dict[str, Any]) -> tuple[Footnote, ...]:
    labels = data.get("note-labels")
    labels = labels if isinstance(labels, dict) else {}
    given = {note_id(token): label for token, label in labels.items() if isinstance(label, str)}
    notes = [replace(n, label=given.get(n.id, n.label)) for n in blocks.notes]
    # Notes written where their mark stands, ``^[...]``, come in the order of their marks.
    notes += [
        Footnote(f"note-{n}", str(len(blocks.notes) + n), (Paragraph(text),))
        for n, text in enumerate(inlines.inline_notes, 1)
    ]
    return tuple(notes)


def _findings(inlines: InlineReader, file: str) -> list[Diagnostic]:
    found = [
        diagnostic(
            "citation-unlinked",
            f"{file}: the citation @{key} has no complete entry in references; the key is printed",
            hint="Add an entry with this id, an author and a year to references in the front matter.",
            where=file,
        )
        for key in dict.fromkeys(inlines.unknown_keys)
    ]
    if inlines.pictures:
        found.append(
            diagnostic(
                "not-rendered",
                f"{file}: {inlines.pictures} pictures inside a line of text; their descriptions are kept",
                hint="Put each picture in a paragraph of its own.",
                where=file,
            )
        )
    return found
