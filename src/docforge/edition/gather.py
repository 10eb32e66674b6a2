"""Everything of one article off the disk, before any work: copies, the corrected text, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from docforge.edition.beside import guide
from docforge.edition.config import ArticleConfig, EditionConfig
from docforge.edition.figures import find_pictures, named_pictures
from docforge.edition.inputs import Guidance, RawFile, is_foreign, is_jats_file, load_file
from docforge.edition.stages import raw_parts
from docforge.errors import InputError
from docforge.model.source import Kind


@dataclass(frozen=True, slots=True)
class ArticleInputs:
    """``copies[0]`` is the text; ``pictures`` are those of its folder and of article.toml."""

    config: ArticleConfig
    corrected: RawFile | None
    copies: tuple[RawFile, ...]
    pictures: tuple[tuple[str, bytes], ...]
    guidance: Guidance

    @property
    def parts(self) -> list[str | bytes]:
        """All that the article's files depend on."""
        return [
            self.config.id,
            self.config.section,
            self.config.elocation_id,
            *self.guidance.parts,
            repr(self.config.overrides),
            "corrected",
            *raw_parts([self.corrected] if self.corrected else []),
            "copies",
            *raw_parts(self.copies),
            "pictures",
            *(part for name, data in self.pictures for part in (name, data)),
        ]


def gather(config: EditionConfig, article: ArticleConfig) -> ArticleInputs:
    """Read an article's files. Raises ``InputError`` for one that is empty, too large or no text."""

    def load(path_name: str, kind: str | None) -> RawFile:
        path = config.folder / path_name
        return load_file(path, path_name, cast(Kind | None, kind))

    corrected = load(config.name(article.corrected), "markdown") if article.corrected else None
    kinds = article.overrides.kinds
    copies = tuple(
        load(config.name(copy), kinds.get(copy.relative_to(article.folder).as_posix()))
        for copy in article.copies
    )
    pictures: Mapping[str, bytes] = {
        **find_pictures(config.folder, article.folder),
        **named_pictures(config.folder, article.folder, article.overrides.figures),
    }
    listed = article.references
    guidance = guide(
        article.overrides,
        default_language=config.meta.language,
        default_duplicates=config.duplicate_references,
        decisions=article.decisions,
        references=load_file(listed, config.name(listed)) if listed else None,
    )
    return ArticleInputs(article, corrected, copies, tuple(sorted(pictures.items())), guidance)


def check_readable(given: ArticleInputs, folder: str) -> None:
    """Raise ``InputError`` for a copy that no text can be read from, or a picture named by the editor that is
    none, before anything is written. ``folder`` is what messages call the article's folder."""
    from docforge.importers.decode import decode
    from docforge.importers.jats.parse import parse_jats

    for raw in (given.corrected, *given.copies):
        if raw is not None and is_jats_file(raw):
            parse_jats(raw.data, raw.name)
        elif raw is not None and not is_foreign(raw):
            decode(raw.data, raw.name, raw.kind)
    pictures = dict(given.pictures)
    for figure in given.config.overrides.figures.values():
        if figure.file:
            check_picture(f"{folder}/{figure.file}", pictures[figure.file])


def check_picture(name: str, data: bytes) -> None:
    """Raise ``InputError`` for a file that is no picture, is damaged or would unfold without measure."""
    from docforge.exporters.pictures import safe_picture

    picture = safe_picture(name, data)
    if not picture.data:
        told = picture.diagnostics[0]
        raise InputError(told.message, told.hint or "")
