"""A built ``article.md`` into the article's folder, where it becomes the text that wins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docforge.edition.build import choose
from docforge.edition.config import CORRECTED_FILE, EditionConfig
from docforge.edition.output import write_file
from docforge.errors import InputError, UsageError


@dataclass(frozen=True, slots=True)
class Adopted:
    """``changed`` is False where the same text was there already."""

    path: Path
    changed: bool


def adopt_article(config: EditionConfig, identifier: str, out: Path, *, overwrite: bool = False) -> Adopted:
    """Copy ``articles/<id>/article.md`` of the build in ``out`` beside the article's copies.

    Raises ``UsageError`` for an unknown article and where another article.md is there (unless ``overwrite``),
    ``InputError`` where nothing was built.
    """
    article = choose(config, [identifier])[0]
    built = out / "articles" / identifier / CORRECTED_FILE
    try:
        data = built.read_bytes()
    except OSError as error:
        raise InputError(
            f"{built} cannot be read: {error.strerror or error}.", "Build the edition first: docforge build"
        ) from error
    target = article.folder / CORRECTED_FILE
    if target.exists():
        if target.read_bytes() == data:
            return Adopted(target, changed=False)
        if not overwrite:
            raise UsageError(
                f"{target} is there already and reads otherwise; it was left alone.",
                "Say --overwrite to lose what was changed in it by hand.",
            )
    write_file(target, data)
    return Adopted(target, changed=True)
