"""The copies of one article -> one reading, whatever they are: damaged text, our Markdown, DOCX or ODT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docforge.diagnostics import Diagnostic
from docforge.edition.inputs import RawFile, is_foreign
from docforge.model.meta import Document
from docforge.model.source import SourceText
from docforge.model.text import document_strings, words
from docforge.repair.record import Conservation, Reading


def read_copies(corrected: RawFile | None, copies: Sequence[RawFile], language: str = "") -> Reading:
    """Read one article. A corrected text wins; other copies then only show where they differ from it.

    Without one, ``copies[0]`` is the text. ``language`` is what the editor says it is written in.
    Raises ``InputError`` for a file that no text can be read from.
    """
    if corrected is not None:
        reading = _read_corrected(corrected)
        return _compare(reading, copies, language)
    first, *rest = copies
    if is_foreign(first):
        return _compare(_read_foreign(first), rest, language)
    source, told = _decode(first)
    if source.kind == "markdown":
        return _compare(_read_corrected(replace(first, kind="markdown")), rest, language)
    return _compare(_read_damaged(source, told, language), rest, language)


def _read_damaged(source: SourceText, told: tuple[Diagnostic, ...], language: str) -> Reading:
    from docforge.citations.link import link_citations
    from docforge.importers.read import Hints, read_copy
    from docforge.normalise.document import normalise

    reading = read_copy(source, Hints(language=language) if language else Hints())
    document, citing = link_citations(normalise(reading.document))
    return replace(reading, document=document, diagnostics=(*told, *reading.diagnostics, *citing))


def _decode(raw: RawFile) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    from docforge.importers.decode import decode

    return decode(raw.data, raw.name, raw.kind)


def _read_foreign(raw: RawFile) -> Reading:
    from docforge.importers.foreign import read_foreign

    return read_foreign(raw.data, raw.name)


def _read_corrected(raw: RawFile) -> Reading:
    from docforge.importers.markdown import read_markdown

    source, told = _decode(replace(raw, kind="markdown"))
    document, found = read_markdown(source)
    count = _count(document)
    # An editor's own text is the source and the decision in one: all of its words are kept.
    return Reading(document, (source,), (), (), (*told, *found), Conservation(count, count, (), ()))


def _count(document: Document) -> int:
    return sum(len(words(text)) for text in document_strings(document))


def _compare(base: Reading, copies: Sequence[RawFile], language: str) -> Reading:
    """``base`` with the differences of ``copies`` listed. Their own repairs are no part of the account."""
    if not copies:
        return base
    from docforge.collate.differences import compare_copies

    for raw in copies:
        other = read_copies(None, [raw], language)
        found = compare_copies(base.document, base.sources[0], other.document, other.sources[0])
        base = replace(base, sources=(*base.sources, *other.sources), diagnostics=(*base.diagnostics, *found))
    return base
