"""The copies of one article -> one reading, whatever they are: damaged text, our Markdown, DOCX or ODT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docforge.edition.inputs import Guidance, RawFile, is_foreign
from docforge.model.source import SourceText
from docforge.model.text import document_strings, words
from docforge.repair.record import Conservation, Reading


def read_copies(
    corrected: RawFile | None, copies: Sequence[RawFile], guidance: Guidance | None = None
) -> Reading:
    """Read one article. A corrected text wins; other copies then only show where they differ from it.

    Without one, ``copies[0]`` is the text. ``guidance`` is what the editor says of all of them. Raises
    ``InputError`` for a file that no text can be read from.
    """
    guidance = guidance or Guidance()
    first, *rest = copies if corrected is None else (replace(corrected, kind="markdown"), *copies)
    base = _read_one(first, guidance)
    for raw in rest:
        base = _compare(base, _read_one(raw, guidance))
    return base


def _read_one(raw: RawFile, guidance: Guidance) -> Reading:
    """One copy by its kind, with the citations linked and the ids set."""
    if is_foreign(raw):
        from docforge.importers.foreign import read_foreign

        return _finish(read_foreign(raw.data, raw.name))
    from docforge.importers.decode import decode

    source, told = decode(raw.data, raw.name, raw.kind)
    if source.kind == "markdown":
        reading = _read_markdown(source)
    else:
        from docforge.importers.read import Hints, read_copy

        language = guidance.language or Hints().language
        reading = _finish(read_copy(source, Hints(language, guidance.title_capitals)))
    return replace(reading, diagnostics=(*told, *reading.diagnostics))


def _read_markdown(source: SourceText) -> Reading:
    """Our own Markdown: an editor's text is the source and the decision in one, so all its words are kept."""
    from docforge.importers.markdown import read_markdown

    document, found = read_markdown(source)
    count = sum(len(words(text)) for text in document_strings(document))
    return Reading(document, (source,), (), (), found, Conservation(count, count, (), ()))


def _finish(reading: Reading) -> Reading:
    from docforge.citations.link import link_citations
    from docforge.normalise.checks import check_document
    from docforge.normalise.document import normalise

    document, found = link_citations(normalise(reading.document))
    return replace(
        reading, document=document, diagnostics=(*reading.diagnostics, *check_document(document), *found)
    )


def _compare(base: Reading, other: Reading) -> Reading:
    """``base`` with the differences of another copy listed, whose own repairs are no part of the account."""
    from docforge.collate.differences import compare_copies

    found = compare_copies(base.document, base.sources[0], other.document, other.sources[0])
    return replace(base, sources=(*base.sources, *other.sources), diagnostics=(*base.diagnostics, *found))
