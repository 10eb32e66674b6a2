"""Citations in the text, linked to the reference list: Document in, Document with ``Cite`` nodes out.

A citation becomes a ``Cite`` only where exactly one entry fits each work; ``Cite.printed`` is the replaced
text, sign by sign. What fits none or several stays text and is told. Italic "et al." inside becomes plain.
Citations that other inlines interrupt (a link in the middle) are not looked for.
"""

from __future__ import annotations

from dataclasses import replace

from docforge.citations.backward import Memory
from docforge.citations.index import ReferenceIndex
from docforge.citations.linker import Linker
from docforge.citations.noted import NotedWorks
from docforge.citations.numeric import (
    LEAST,
    ROUND_RE,
    cited_numbers,
    cites_in_round_brackets,
    cites_raised,
    raised_numbers,
)
from docforge.citations.telling import Told, numbers_without_places, without_list
from docforge.diagnostics import Diagnostic, sort_diagnostics
from docforge.model.meta import Document
from docforge.model.walk import map_inlines


def link_citations(document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Link printed citations to the entries of ``document.references`` and tell what could not be linked."""
    index = ReferenceIndex(document.references)
    if not index.numbers and _cites_by_position(document):
        index.number_by_position()
    index.fill_numbers(max(cited_numbers(document), default=0))
    size = len(document.references)
    memory = Memory()
    linker = Linker(
        index,
        Told(index, memory),
        memory,
        {number: entries[0].id for number, entries in index.numbers.items()},
        bool(index.numbers) and cites_in_round_brackets(document, size),
        bool(index.numbers) and cites_raised(document, size),
        NotedWorks(index, document.references),
    )
    body = map_inlines(document.body, linker.rewrite)
    memory.forget()
    notes = []
    for note in document.notes:
        memory.note = note.label
        notes.append(replace(note, blocks=map_inlines(note.blocks, linker.rewrite_note)))
    memory.note = ""
    memory.forget()
    back = map_inlines(document.back, linker.rewrite)
    meta = document.meta
    abstract = tuple(replace(p, content=linker.rewrite(p.content)) for p in meta.abstract)
    meta = replace(meta, abstract=abstract, standfirst=linker.rewrite(meta.standfirst))
    linked = replace(document, body=body, notes=tuple(notes), back=back, meta=meta)
    found = linker.told.found if document.references else without_list(linker.told.found)
    if document.references and not index.numbers:
        found += numbers_without_places(set(cited_numbers(document)), size)
    return linked, tuple(sort_diagnostics(found))


def _cites_by_position(document: Document) -> bool:
    """Whether bracketed numbers of the text can only be places in a list that has lost its own numbers.

    They begin with 1, none is beyond the list, and they name half of it at least.
    """
    raised = raised_numbers(document) if len(set(cited_numbers(document))) < LEAST else []
    cited = set(raised or cited_numbers(document) or cited_numbers(document, ROUND_RE))
    size = len(document.references)
    return bool(cited) and 1 in cited and max(cited) <= size and len(cited) >= max(3, size / 2)
