"""Works cited in full in the notes of an article that has no reference list, read as entries of one.

The notes stay as they are; what is read here is only offered. A passage counts as a work where its author,
title, year and where it appeared were read with certainty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docforge.citations.entries import assign_keys, fold
from docforge.citations.grammar import SIGNAL_RE
from docforge.citations.parsing.items import read_reference
from docforge.model.meta import CslItem, Document, Reference
from docforge.model.nodes import Footnote, Inline, Inlines, Paragraph, Text
from docforge.model.text import inline_text, words

NUMBER_RE = re.compile(r"\s*(?:\[?\d{1,4}[\].)]\s+)?")
OPENS, CLOSES = "([“«„", ")]”»"
SHORTEST, LONGEST = 25, 1200


def works_in_notes(document: Document) -> tuple[Reference, ...]:
    """The works, each once, in the order of the notes; none where the article has a list."""
    if document.references:
        return ()
    found: dict[tuple[str, ...], tuple[str, Inlines, CslItem]] = {}
    for note in document.notes:
        for passage in _passages(note):
            text = inline_text(passage)
            if not SHORTEST <= len(text) <= LONGEST or not any(sign.isdigit() for sign in text):
                continue
            item = read_reference(passage)
            people = item.author or item.editor
            where = item.publisher or item.publisher_place or item.container_title or item.doi or item.url
            if people and item.title and item.issued and where:
                name = fold(people[0].family or people[0].literal)
                found.setdefault((name, *words(fold(item.title))[:6]), (text, passage, item))
    listed = list(found.values())
    keys = assign_keys([item for _, _, item in listed])
    return tuple(
        Reference(key, text, passage, item) for key, (text, passage, item) in zip(keys, listed, strict=True)
    )


def _passages(note: Footnote) -> Iterator[Inlines]:
    """The parts of a note between semicolons, without its number and "see also"."""
    for block in note.blocks:
        if not isinstance(block, Paragraph):
            continue
        for passage in _parted(block.content):
            if cut := _without_signal(passage):
                yield cut


def _parted(content: Inlines) -> Iterator[Inlines]:
    part: list[Inline] = []
    depth = 0
    for node in content:
        if not isinstance(node, Text):
            part.append(node)
            continue
        start = 0
        for at, sign in enumerate(node.value):
            if sign in OPENS:
                depth += 1
            elif sign in CLOSES:
                depth = max(0, depth - 1)
            elif sign == ";" and not depth:
                yield (*part, Text(node.value[start:at]))
                part, start = [], at + 1
        part.append(replace(node, value=node.value[start:], origin=node.origin if start == 0 else None))
    yield tuple(part)


def _without_signal(passage: Inlines) -> Inlines:
    while passage and isinstance(passage[0], Text) and not passage[0].value.strip():
        passage = passage[1:]
    first = passage[0] if passage else None
    if not isinstance(first, Text):
        return passage
    match = NUMBER_RE.match(first.value)
    rest = first.value[match.end() :] if match else first.value
    while signal := SIGNAL_RE.match(rest):
        rest = rest[signal.end() :]
    return (replace(first, value=rest, origin=None), *passage[1:])
