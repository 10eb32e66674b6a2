"""``docforge check``: every validator there is, over files and folders; what was not checked is said too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docforge.diagnostics import diagnostic
from docforge.edition.account import jats, pdf
from docforge.edition.config import EDITION_FILE, load_edition
from docforge.errors import InputError
from docforge.validate.base import Checked

LIMIT = 512 * 1024 * 1024
SUFFIXES = (".xml", ".pdf", ".epub")


def check_paths(paths: Sequence[Path]) -> tuple[Checked, ...]:
    """Check each file, the files of each folder, and an edition's folder by its manifest.

    Raises ``InputError`` for a path that cannot be read, ``ConfigError`` for a wrong ``edition.toml``.
    """
    return tuple(checked for path in paths for checked in _check_path(path))


def _check_path(path: Path) -> Iterator[Checked]:
    if not path.is_dir():
        yield check_file(path)
        return
    if (path / EDITION_FILE).is_file():
        config = load_edition(path)
        yield Checked("edition file", "1", str(path / EDITION_FILE), True, diagnostics=config.diagnostics)
        return
    files = [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    if not files:
        raise InputError(
            f"{path} holds no file that a validator is for ({', '.join(SUFFIXES)}).", "Name other files."
        )
    for file in files:
        yield check_file(file)


def check_file(path: Path) -> Checked:
    """Check one file by its suffix. Raises ``InputError`` if it cannot be read."""
    shown = str(path)
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{shown} is too large to be checked.", "Check a smaller file.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{shown} cannot be read: {error.strerror or error}.", "Check the name.") from error
    if suffix == ".xml":
        return jats(data, shown)
    if suffix == ".pdf":
        return pdf(data, shown)
    if suffix == ".epub":
        from docforge.validate.epub import check_epub

        return check_epub(path, shown)
    return Checked(
        "none", "", shown, False, f"There is no validator for {suffix or 'files without a suffix'}."
    )


def with_told(checked: Checked) -> Checked:
    """``checked`` with a ``not-checked`` diagnostic where the check did not run."""
    if checked.ran:
        return checked
    name = "" if checked.checker == "none" else f" by {checked.checker}"
    told = diagnostic("not-checked", f"It was not checked{name}. {checked.reason}", where=checked.file)
    return replace(checked, diagnostics=(*checked.diagnostics, told))
