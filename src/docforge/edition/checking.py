"""``docforge check``: files by their validators, an edition's folder by its own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docforge.edition.config import EDITION_FILE, load_edition
from docforge.validate.base import Checked
from docforge.validate.check import check_paths, with_told


def check_given(paths: Sequence[Path]) -> tuple[Checked, ...]:
    """Check each path; what was not checked is told as a ``not-checked`` diagnostic.

    A folder with an ``edition.toml`` is an edition: its settings are checked. Raises ``InputError`` for a
    path that cannot be read, ``ConfigError`` for wrong settings.
    """
    return tuple(with_told(checked) for path in paths for checked in _check(path))


def _check(path: Path) -> Iterator[Checked]:
    if not (path / EDITION_FILE).is_file():
        yield from check_paths([path])
        return
    config = load_edition(path)
    yield Checked("edition file", "1", str(path / EDITION_FILE), True, diagnostics=config.diagnostics)
