"""Every validator that fits a file, chosen by its suffix; what was not run is said with its reason.

``docforge check`` and each build go by the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docforge.diagnostics import diagnostic
from docforge.errors import InputError
from docforge.validate.base import Checked

LIMIT = 512 * 1024 * 1024


def _jats(data: bytes, file: str) -> Checked:
    from docforge.validate.jats import check_jats

    return check_jats(data, file)


def _html(data: bytes, file: str) -> Checked:
    from docforge.validate.html import check_html

    return check_html(data, file)


def _pdf(data: bytes, file: str) -> Checked:
    from docforge.validate.pdf import check_pdf

    return check_pdf(data, file)


def _verapdf(paths: Sequence[Path]) -> tuple[Checked, ...]:
    from docforge.validate.verapdf import check_pdfs

    return check_pdfs(paths)


def _meca(data: bytes, file: str) -> Checked:
    from docforge.validate.meca import check_meca

    return check_meca(data, file)


# Loaded on use: a check of one PDF must not pay for the others. EPUBCheck and veraPDF read files themselves.
BY_SUFFIX: Mapping[str, Callable[[bytes, str], Checked]] = {
    ".xml": _jats,
    ".html": _html,
    ".pdf": _pdf,
    ".zip": _meca,
}
SUFFIXES = (*BY_SUFFIX, ".epub")


def check_paths(paths: Sequence[Path]) -> list[Checked]:
    """Check each file, and each file below each folder that a validator is for (hidden folders apart).

    Raises ``InputError`` for a path that cannot be read, and for a folder without such a file.
    """
    files = [file for path in paths for file in _files(path)]
    prints = [file for file in files if file.suffix.lower() == ".pdf"]
    done: list[Checked] = []
    by_rules = dict(zip(prints, _verapdf(prints), strict=True))
    for file in files:
        done.append(check_file(file))
        if file in by_rules:
            done.append(by_rules[file])
    return done


def check_file(path: Path, shown: str = "") -> Checked:
    """Check one file; ``shown`` is the name findings give it. Raises ``InputError`` if it cannot be read."""
    name = shown or str(path)
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{name} is larger than {LIMIT // 1024**2} MB.", "Check a smaller file.")
        if suffix == ".epub":
            from docforge.validate.epub import check_epub

            return check_epub(path, name)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.", "Check the name.") from error
    return check_data(data, name, suffix)


def check_data(data: bytes, name: str, suffix: str = "") -> Checked:
    """Check bytes that are not on disk yet; ``suffix`` defaults to that of ``name``. EPUBCheck is not run."""
    suffix = suffix or PurePosixPath(name).suffix.lower()
    if suffix == ".epub":
        from docforge.validate.epub import CHECKER, epubcheck_version

        reason = f"EPUBCheck was not run: it takes too long for every build. To run it: docforge check {name}"
        return Checked(CHECKER, epubcheck_version(), name, False, reason)
    check = BY_SUFFIX.get(suffix)
    if check is None:
        kind = suffix or "files without a suffix"
        return Checked("none", "", name, False, f"There is no validator for {kind}.")
    return check(data, name)


def with_told(checked: Checked) -> Checked:
    """``checked`` with a ``not-checked`` diagnostic where the check did not run."""
    if checked.ran:
        return checked
    name = "" if checked.checker == "none" else f" by {checked.checker}"
    told = diagnostic("not-checked", f"It was not checked{name}. {checked.reason}", where=checked.file)
    return replace(checked, diagnostics=(*checked.diagnostics, told))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = False
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.suffix.lower() in SUFFIXES and file.is_file() and not hidden:
            found = True
            yield file
    if not found:
        raise InputError(
            f"{path} holds no file that a validator is for ({', '.join(SUFFIXES)}).", "Name other files."
        )
