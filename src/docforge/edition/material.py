"""What a submission is packed from: an article with its files, out of an edition or from copies alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docforge.diagnostics import Diagnostic
from docforge.edition.account import checks_of
from docforge.edition.assemble import Assembled, assemble
from docforge.edition.beside import guide, overrides_beside, references_beside
from docforge.edition.build import choose
from docforge.edition.config import EDITION_FILE, EditionConfig
from docforge.edition.convert import assemble_copies
from docforge.edition.figures import TOLD_HERE
from docforge.edition.final import check_final
from docforge.edition.formats import FORMATS
from docforge.edition.gather import gather
from docforge.edition.inputs import RawFile
from docforge.edition.overrides import ARTICLE_FILE
from docforge.edition.reading import read_copies
from docforge.edition.restyle.styles import Style
from docforge.edition.results import Finding, place_findings
from docforge.edition.tomlfile import read_toml
from docforge.exporters.issue.entries import first_folio, folio_of
from docforge.exporters.pdf import lay_out_article
from docforge.model.deposit import Record
from docforge.model.edition import Article, EditionMeta

# The text itself goes along as the source of the other two.
PARTS = ("jats", "pdf", "md")


@dataclass(frozen=True, slots=True)
class Material:
    """``files`` has article.xml, article.pdf and article.md; ``article`` brings its pictures.

    ``lines`` says where the keys of the article's file stand ("one/article.toml, line 3"), ``edition_lines``
    the same of the edition's; under "" each names its file.
    """

    article: Article
    edition: EditionMeta
    files: dict[str, bytes]
    findings: tuple[Finding, ...]
    record: Record = field(default_factory=Record)
    lines: Mapping[str, str] = field(default_factory=dict)
    edition_lines: Mapping[str, str] = field(default_factory=dict)


def edition_material(
    config: EditionConfig, only: Sequence[str], paged: bool = False, style: Style | None = None
) -> tuple[Material, ...]:
    """Each chosen article of an edition. Raises ``UsageError``, ``InputError``, ``MissingToolError``.

    ``paged``: with the pages that it has in the issue, for which all articles before it are laid out too.
    ``style``: with references and citations in this style, whatever the edition's is.
    """
    chosen = choose(config, only)
    edition_lines = _lines(config.folder / EDITION_FILE, EDITION_FILE)
    folio = first_folio(config.meta) if paged else 0
    found = []
    for article in config.articles if paged else chosen:
        given = gather(config, article)
        reading = read_copies(given.corrected, given.copies, given.guidance)
        made = _material(assemble(article, reading, dict(given.pictures)), config, folio, style)
        if made.article.last_page:
            folio = int(made.article.last_page) + 1
        name = config.name(article.folder / ARTICLE_FILE)
        lines = _lines(article.folder / ARTICLE_FILE, name)
        if article in chosen:
            record = article.overrides.record
            found.append(replace(made, record=record, lines=lines, edition_lines=edition_lines))
    return tuple(found)


def _lines(path: Path, name: str) -> dict[str, str]:
    if not path.is_file():
        return {"": name}
    toml = read_toml(path, name)
    return {"": name} | {key: toml.at(key) for key in toml.lines}


def copies_material(copies: Sequence[RawFile], folder: Path | None, style: Style | None = None) -> Material:
    """One article from its copies, with the article.toml and the list of references that lie beside them.

    Raises ``ConfigError``, ``InputError``, ``MissingToolError``.
    """
    given = overrides_beside(folder)
    done = assemble_copies(copies, folder, guide(given, references=references_beside(folder)), given)
    meta = EditionMeta(language=done.article.document.meta.language)
    made = _material(done, EditionConfig(Path(), meta, ()), 0, style)
    lines = _lines(folder / ARTICLE_FILE, ARTICLE_FILE) if folder else {}
    return replace(made, record=given.record, lines=lines)


def _checked(
    files: dict[str, bytes], written_from: dict[str, Article], edition: EditionMeta
) -> Iterator[Diagnostic]:
    """What validators say of the files, and words of the text that they lost."""
    for name, data in files.items():
        for check in checks_of(name, data, [written_from[name]], edition):
            yield from check.diagnostics


def _material(assembled: Assembled, config: EditionConfig, folio: int, style: Style | None) -> Material:
    """``folio``: the first page in the issue; 0 for a manuscript, which has no page in any."""
    files: dict[str, bytes] = {}
    told: list[Diagnostic] = list(assembled.told)
    edition = config.meta
    article = replace(assembled.article, first_page="", last_page="")
    styled = article
    if wanted := style or config.style:
        from docforge.edition.restyle.apply import restyle  # heavy: only where a style is wanted

        again = restyle(article.document, wanted)
        styled = replace(article, document=again.document)
        told += again.told
        # Another journal's style is that of the article it gets.
        article = styled if style else article
    if folio:
        laid = lay_out_article(styled, edition, folio_of(styled, folio))
        files["article.pdf"] = laid.data
        told += [d for d in laid.diagnostics if d.code not in TOLD_HERE]
        pages = {"first_page": str(laid.first), "last_page": str(laid.last)}
        article = replace(article, **pages, page_starts=laid.starts)  # type: ignore[arg-type]
        styled = replace(styled, **pages, page_starts=laid.starts)  # type: ignore[arg-type]
    written_from = dict.fromkeys(files, styled)
    for name in PARTS:
        if name == "pdf" and folio:
            continue
        given = article if FORMATS[name].as_printed else styled
        exported = FORMATS[name].write(given, edition)
        files |= exported.files
        written_from |= dict.fromkeys(exported.files, given)
        told += [d for d in exported.diagnostics if d.code not in TOLD_HERE]
    told += _checked(files, written_from, edition)
    if edition.status == "final":
        told += check_final(article.id, article.document, assembled.reading.edits, told)
    return Material(article, edition, files, place_findings(told, article.id, assembled.reading.sources))
