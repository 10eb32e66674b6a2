"""``docforge check``: files by their validators, an edition's folder by its own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from docforge.edition.config import CORRECTED_FILE, EDITION_FILE, load_edition
from docforge.edition.tracing import Origins, Tracer
from docforge.edition.tracing.built import IN_BOOK_RE
from docforge.model.edition import SITE
from docforge.model.source import SourceText
from docforge.validate.base import Checked
from docforge.validate.check import check_paths, with_told


def check_given(paths: Sequence[Path]) -> tuple[tuple[Checked, ...], tuple[SourceText, ...]]:
    """Check each path; what was not checked is told as a ``not-checked`` diagnostic.

    Findings have their places in the Markdown that stands beside a file, where there is one; these texts are
    given back too. A folder with an ``edition.toml`` is an edition: its settings are checked. Raises
    ``InputError`` for a path that cannot be read, ``ConfigError`` for wrong settings.
    """
    sources: dict[Path, SourceText | None] = {}
    tracer = Tracer(partial(_beside, sources), lambda file: Path(file).read_bytes())
    checks = tuple(with_told(tracer.trace(checked)) for path in paths for checked in _check(path))
    return checks, tuple(source for source in sources.values() if source)


def _check(path: Path) -> Iterator[Checked]:
    if not (path / EDITION_FILE).is_file():
        yield from check_paths([path])
        return
    config = load_edition(path)
    yield Checked("edition file", "1", str(path / EDITION_FILE), True, diagnostics=config.diagnostics)


def _beside(sources: dict[Path, SourceText | None], file: str, inner: str) -> Origins:
    """The Markdown of a written file: beside it, or in the folder of its article in the edition around it."""
    path = Path(file)
    folder = path.parent
    if article := IN_BOOK_RE.fullmatch(inner):
        places = [folder / "articles" / article["id"] / CORRECTED_FILE]
    elif folder.parent.parent.name == SITE.rstrip("/"):
        places = [folder.parent.parent.parent / "articles" / folder.name / CORRECTED_FILE]
    else:
        places = []
    for place in (*places, path.with_suffix(".md"), folder / CORRECTED_FILE):
        if place not in sources:
            sources[place] = _read(place)
        if source := sources[place]:
            return Origins((source,))
    return Origins()


def _read(path: Path) -> SourceText | None:
    try:
        return SourceText.of(path.read_text("utf-8"), str(path), "markdown") if path.is_file() else None
    except (OSError, ValueError):
        return None
