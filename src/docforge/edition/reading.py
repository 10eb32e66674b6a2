"""The copies of one article -> one reading, whatever they are: damaged text, our Markdown, DOCX or ODT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.inputs import Guidance, RawFile, is_foreign, is_jats_file
from docforge.edition.lists import given_items, lay_given, settle_references
from docforge.model.meta import CslItem
from docforge.model.source import SourceText
from docforge.model.text import document_strings, words
from docforge.normalise.proofread import lay_proposals
from docforge.repair.answers import answer, key_questions
from docforge.repair.record import Conservation, Reading


def read_copies(
    corrected: RawFile | None, copies: Sequence[RawFile], guidance: Guidance | None = None
) -> Reading:
    """Read one article. A corrected text wins; other copies then only show where they differ from it.

    Without one, the copies are merged. ``guidance`` is what the editor says of all of them; questions get
    their keys and what the editor answered. Raises ``InputError`` for a file that no text can be read from.
    """
    guidance = guidance or Guidance()
    if corrected is None:
        base = _merged([_read_one(raw, guidance) for raw in copies], guidance)
    else:
        base = _done(_read_one(replace(corrected, kind="markdown"), guidance), guidance)
        alone = replace(guidance, references=None, duplicates="keep")
        for raw in copies:
            base = _compare(base, _done(_read_one(raw, alone), alone))
    base = lay_proposals(base, guidance.decisions)
    found = key_questions(base.diagnostics, base.sources)
    found = answer(found, base.edits, guidance.decisions, corrected=corrected is not None)
    return replace(base, diagnostics=found)


def _merged(copies: Sequence[Reading], guidance: Guidance) -> Reading:
    """The copies as one reading, with the citations linked and the ids set."""
    if len(copies) == 1:
        return _done(copies[0], guidance)
    from docforge.collate.merge import merge_copies

    return _finish(merge_copies(copies, guidance.decisions), guidance)


def _done(reading: Reading, guidance: Guidance) -> Reading:
    """A copy that stands by itself; our own Markdown and JATS say what they link."""
    if reading.sources[0].kind in ("markdown", "jats"):
        return settle_references(lay_given(reading, guidance.references), guidance)
    return _finish(reading, guidance)


def _read_one(raw: RawFile, guidance: Guidance) -> Reading:
    """One copy by its kind, as it was read."""
    if is_foreign(raw):
        from docforge.importers.foreign import read_foreign

        return read_foreign(raw.data, raw.name)
    if is_jats_file(raw):
        from docforge.importers.jats.document import read_jats

        return read_jats(raw.data, raw.name)
    from docforge.importers.decode import decode

    source, told = decode(raw.data, raw.name, raw.kind)
    if source.kind == "markdown":
        reading = _read_markdown(source, {i.key: i.csl for i in given_items(guidance.references)})
    else:
        from docforge.importers.read import Hints, read_copy

        language, said = _language(source, guidance)
        told = (*told, *said)
        reading = read_copy(source, Hints(language, guidance.title_capitals, guidance.decisions))
    return replace(reading, diagnostics=(*told, *reading.diagnostics))


def _language(source: SourceText, guidance: Guidance) -> tuple[str, tuple[Diagnostic, ...]]:
    """The editor's word, else the text's own language, else the edition's; and what is to be said of it."""
    from docforge.repair.words.language import detect_language, has_rules, primary

    default = guidance.default_language
    found = detect_language(source.text) if not guidance.language else None
    language = guidance.language or (found.language if found else "") or default
    if primary(language) == primary(default):
        language = guidance.language or default
    told = []
    if found and primary(language) != primary(default):
        told.append(
            diagnostic(
                "language-detected",
                f"The text was taken to be in the language “{language}”: {found.why}.",
                where=source.name,
                hint=f'If not, set language = "{default}" in article.toml (or --language {default}).',
            )
        )
    if not has_rules(language):
        told.append(
            diagnostic(
                "language-without-rules",
                f"docforge has no rules for the language “{language}”: words are left as they are,"
                " only lines and layout were worked on.",
                where=source.name,
                hint="Read the result against the original; set it right in article.md.",
            )
        )
    return language, tuple(told)


def _read_markdown(source: SourceText, known: Mapping[str, CslItem]) -> Reading:
    """Our own Markdown: an editor's text is the source and the decision in one, so all its words are kept."""
    from docforge.importers.markdown.document import read_markdown

    document, found = read_markdown(source, known)
    count = sum(len(words(text)) for text in document_strings(document))
    return Reading(document, (source,), (), (), found, Conservation(count, count, (), ()))


def _finish(reading: Reading, guidance: Guidance) -> Reading:
    from docforge.citations.link import link_citations
    from docforge.normalise.checks import check_document
    from docforge.normalise.crossrefs import link_mentions
    from docforge.normalise.document import normalise
    from docforge.normalise.original_pages import with_original_pages
    from docforge.normalise.slips import check_slips

    given = lay_given(reading, guidance.references)
    document, found = link_citations(normalise(given.document))
    # After the citations, so that the figure of a work that is cited is told from one of the article.
    document, unresolved = link_mentions(document)
    document = with_original_pages(document, reading.sources[0], reading.edits)
    checked = (*check_document(document), *check_slips(document))
    told = (*given.diagnostics, *checked, *found, *unresolved)
    return settle_references(replace(given, document=document, diagnostics=told), guidance)


def _compare(base: Reading, other: Reading) -> Reading:
    """``base`` with the differences of another copy listed, whose own repairs are no part of the account."""
    from docforge.collate.differences import compare_copies

    found = compare_copies(base.document, base.sources[0], other.document, other.sources[0])
    return replace(base, sources=(*base.sources, *other.sources), diagnostics=(*base.diagnostics, *found))
