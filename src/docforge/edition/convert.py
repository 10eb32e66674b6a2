"""One article, apart from any edition: its copies in, files in the wanted formats out; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from docforge.edition.assemble import Assembled, assemble
from docforge.edition.beside import guide, overrides_beside, references_beside
from docforge.edition.config import ArticleConfig
from docforge.edition.figures import TOLD_HERE, linked_pictures, named_pictures, picture_names
from docforge.edition.formats import FORMATS
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.overrides import Overrides
from docforge.edition.reading import read_copies
from docforge.edition.restyle.styles import Style
from docforge.edition.results import ConvertResult, place_findings
from docforge.errors import UsageError
from docforge.exporters.theme import DEFAULT_THEME
from docforge.model.edition import EditionMeta
from docforge.repair.decisions import Decisions

MOST_COPIES = 16


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """The formats without repeats; raises ``UsageError`` for one that there is not."""
    for name in names:
        if name not in FORMATS:
            close = get_close_matches(name, FORMATS, 1, 0.4)
            maybe = f'Did you mean "{close[0]}"? ' if close else ""
            raise UsageError(f'There is no format "{name}".', f"{maybe}Formats: {', '.join(FORMATS)}.")
    if not names:
        raise UsageError("No format was named.", f"Formats: {', '.join(FORMATS)}.")
    return tuple(dict.fromkeys(names))


def convert_copies(
    copies: Sequence[RawFile],
    to: Sequence[str] = ("md",),
    *,
    language: str = "",
    folder: Path | None = None,
    edition: EditionMeta | None = None,
    decisions: Decisions | None = None,
    style: Style | None = None,
    references: RawFile | None = None,
    duplicates: str = "",
    theme: str = DEFAULT_THEME,
) -> ConvertResult:
    """Read the copies of one article and write it in the formats ``to``.

    Several copies are merged. ``style`` is that of references and citations, in all formats but Markdown and
    JSON; without it they stay as printed. ``folder`` is where pictures that it names are looked for, and
    article.toml, which wins over what is read; nothing outside it is read. ``references`` is the editor's own
    list of references, in place of the one in ``folder``; ``duplicates`` says whether entries of one work
    "keep" their places or are to "merge", in place of what article.toml says. ``theme`` is the look of the
    article's pages. Raises ``UsageError``, ``ConfigError``, ``InputError`` and ``MissingToolError``.
    """
    formats = check_formats(to)
    if not copies:
        raise UsageError("There is nothing to convert.", 'Name a file, or "-" for standard input.')
    if len(copies) > MOST_COPIES:
        raise UsageError(
            f"{len(copies)} inputs are too many for one article.",
            "Several inputs are copies of the same article; convert one article at a time.",
        )
    given = overrides_beside(folder)
    guidance = guide(
        given,
        language=language,
        duplicates=duplicates,
        decisions=decisions,
        references=references or references_beside(folder),
    )
    done = assemble_copies(copies, folder, guidance, given)
    printed, told = done.article, list(done.told)
    article = printed
    if style and not all(FORMATS[name].as_printed for name in formats):
        from docforge.edition.restyle.apply import restyle  # heavy: only where a style is wanted

        styled = restyle(printed.document, style)
        article = replace(printed, document=styled.document)
        told += styled.told
    edition = edition or EditionMeta(language=article.document.meta.language, theme=theme)
    files: dict[str, bytes] = {}
    for name in formats:
        exported = FORMATS[name].write(printed if FORMATS[name].as_printed else article, edition)
        files |= exported.files
        told += [d for d in exported.diagnostics if d.code not in TOLD_HERE]
    if set(formats) & {"md", "html", "jats"}:
        files |= dict(article.assets)
    return ConvertResult(files, (done.reading,), place_findings(told, "", done.reading.sources))


def assemble_copies(
    copies: Sequence[RawFile], folder: Path | None, guidance: Guidance, given: Overrides | None = None
) -> Assembled:
    """The article that copies hold, with what is ``given`` by hand and the pictures in ``folder``."""
    given = given or Overrides()
    reading = read_copies(None, copies, guidance)
    pictures: dict[str, bytes] = {}
    if folder:
        pictures = linked_pictures(folder, folder, picture_names(reading.document))
        pictures |= named_pictures(folder, folder, given.figures)
    config = ArticleConfig(article_id(copies[0].name), Path(), (), overrides=given)
    return assemble(config, reading, pictures)


def article_id(name: str) -> str:
    """An id from a file's name: "My Text.v2.txt" -> "my-text-v2"."""
    slug = re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")
    return slug[:80].strip("-") or "article"
