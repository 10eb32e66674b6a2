"""What a submission is packed from: an article with its files, out of an edition or from copies alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docforge.diagnostics import Diagnostic
from docforge.edition.account import checks_of
from docforge.edition.assemble import Assembled, assemble
from docforge.edition.build import choose
from docforge.edition.config import EditionConfig
from docforge.edition.convert import assemble_copies
from docforge.edition.figures import TOLD_HERE
from docforge.edition.final import check_final
from docforge.edition.formats import FORMATS
from docforge.edition.gather import gather
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.edition.results import Finding, place_findings
from docforge.model.edition import Article, EditionMeta

# The text itself goes along as the source of the other two.
PARTS = ("jats", "pdf", "md")


@dataclass(frozen=True, slots=True)
class Material:
    """``files`` has article.xml, article.pdf and article.md; ``article`` brings its pictures."""

    article: Article
    edition: EditionMeta
    files: dict[str, bytes]
    findings: tuple[Finding, ...]


def edition_material(config: EditionConfig, only: Sequence[str]) -> tuple[Material, ...]:
    """Each chosen article of an edition. Raises ``UsageError``, ``InputError``, ``MissingToolError``."""
    found = []
    for article in choose(config, only):
        given = gather(config, article)
        reading = read_copies(given.corrected, given.copies, given.guidance)
        found.append(_material(assemble(article, reading, dict(given.pictures)), config.meta))
    return tuple(found)


def copies_material(copies: Sequence[RawFile], folder: Path | None) -> Material:
    """One article from its copies. Raises ``InputError``, ``MissingToolError``."""
    done = assemble_copies(copies, folder, Guidance())
    return _material(done, EditionMeta(language=done.article.document.meta.language))


def _checked(article: Article, files: dict[str, bytes]) -> Iterator[Diagnostic]:
    """What validators say of the files, and words of the text that they lost."""
    for name, data in files.items():
        for check in checks_of(name, data, [article]):
            yield from check.diagnostics


def _material(assembled: Assembled, edition: EditionMeta) -> Material:
    files: dict[str, bytes] = {}
    told: list[Diagnostic] = list(assembled.told)
    # A manuscript on its way to a journal has no page in this edition.
    article = replace(assembled.article, first_page="", last_page="")
    for name in PARTS:
        exported = FORMATS[name].write(article, edition)
        files |= exported.files
        told += [d for d in exported.diagnostics if d.code not in TOLD_HERE]
    told += _checked(article, files)
    if edition.status == "final":
        told += check_final(article.id, article.document, assembled.reading.edits, told)
    return Material(article, edition, files, place_findings(told, article.id, assembled.reading.sources))
