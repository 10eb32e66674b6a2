"""Every validator that fits a file, chosen by its suffix; what was not run is said with its reason.

``docforge check`` and each build go by the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docforge.diagnostics import Severity, diagnostic
from docforge.errors import InputError
from docforge.model.edition import SITE
from docforge.validate.base import Checked
from docforge.validate.names import ACE, AXE, EPUBCHECK, JATS4R, JATS_STYLE, NU

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


def _claims(data: bytes, file: str) -> Checked:
    from docforge.validate.epub_claims import check_claims

    return check_claims(data, file)


def _verapdf(paths: Sequence[Path]) -> tuple[Checked, ...]:
    from docforge.validate.verapdf import check_pdfs

    return check_pdfs(paths)


def _meca(data: bytes, file: str) -> Checked:
    from docforge.validate.archive import read_archive
    from docforge.validate.meca import MANIFEST, check_meca
    from docforge.validate.package import check_package

    files = read_archive(data, file).files
    return check_package(data, file) if files and MANIFEST not in files else check_meca(data, file)


def _jats4r(data: bytes, file: str) -> Checked:
    from docforge.validate.jats4r import check_jats4r

    return check_jats4r(data, file)


def _jats_style(data: bytes, file: str) -> Checked:
    from docforge.validate.jats_style import check_jats_style

    return check_jats_style(data, file)


def _ace(paths: Sequence[Path]) -> tuple[Checked, ...]:
    from docforge.validate.ace import check_accessibility

    return check_accessibility(paths)


def _nu(paths: Sequence[Path]) -> tuple[Checked, ...]:
    from docforge.validate.nu import check_markup

    return check_markup(paths)


def _axe(paths: Sequence[Path]) -> tuple[Checked, ...]:
    from docforge.validate.axe import check_in_browser

    return check_in_browser(paths)


def _epubcheck(paths: Sequence[Path]) -> tuple[Checked, ...]:
    from docforge.validate.epub import check_epubs

    return check_epubs(paths)


# Loaded on use: a check of one PDF must not pay for the others.
BY_SUFFIX: Mapping[str, Callable[[bytes, str], Checked]] = {
    ".xml": _jats,
    ".html": _html,
    ".pdf": _pdf,
    ".epub": _claims,
    ".zip": _meca,
}
SUFFIXES = tuple(BY_SUFFIX)
# What else is checked of a file that is well-formed: recommendations and the rules of archives.
MORE: Mapping[str, Mapping[str, Callable[[bytes, str], Checked]]] = {
    ".xml": {"jats4r": _jats4r, "jats-style": _jats_style},
}
RECOMMENDATIONS = (JATS4R, JATS_STYLE)
# The checkers of others, which read files themselves, all of them in one call; a build does without them.
OUTSIDE: Mapping[str, tuple[Callable[[Sequence[Path]], tuple[Checked, ...]], ...]] = {
    ".pdf": (_verapdf,),
    ".epub": (_epubcheck, _ace),
    ".html": (_nu, _axe),
}

LATER = "was not run: it takes too long for every build"
NOT_IN_BUILDS: Mapping[str, tuple[str, ...]] = {
    ".epub": (EPUBCHECK, ACE),
    ".html": (NU, AXE),
}


def check_paths(paths: Sequence[Path]) -> list[Checked]:
    """Check each file, and each file below each folder that a validator is for (hidden folders apart).

    Raises ``InputError`` for a path that cannot be read, and for a folder without such a file.
    """
    files = [file for path in paths for file in _files(path)]
    outside: dict[Path, list[Checked]] = {file: [] for file in files}
    for suffix, checkers in OUTSIDE.items():
        fitting = [file for file in files if file.suffix.lower() == suffix]
        for checker in checkers if fitting else ():
            for file, checked in zip(fitting, checker(fitting), strict=True):
                outside[file].append(checked)
    return [c for file in files for c in (check_file(file), *_more(file), *outside[file])]


def as_advice(checked: Checked) -> Checked:
    """What others recommend, for an edition that is not final yet: its warnings are notes."""
    if checked.checker not in RECOMMENDATIONS:
        return checked
    told = tuple(
        replace(d, severity=Severity.INFO) if d.severity is Severity.WARNING else d
        for d in checked.diagnostics
    )
    return replace(checked, diagnostics=told)


def _more(path: Path) -> Iterator[Checked]:
    if checks := MORE.get(path.suffix.lower(), {}):
        data = path.read_bytes()
        yield from (check(data, str(path)) for check in checks.values())


def check_file(path: Path, shown: str = "") -> Checked:
    """Check one file; ``shown`` is the name findings give it. Raises ``InputError`` if it cannot be read."""
    name = shown or str(path)
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{name} is larger than {LIMIT // 1024**2} MB.", "Check a smaller file.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.", "Check the name.") from error
    return check_data(data, name, suffix)


def check_data(data: bytes, name: str, suffix: str = "") -> Checked:
    """Check bytes that are not on disk yet, by our own checks; ``suffix`` defaults to that of ``name``."""
    suffix = suffix or PurePosixPath(name).suffix.lower()
    check = BY_SUFFIX.get(suffix)
    if check is None:
        kind = suffix or "files without a suffix"
        return Checked("none", "", name, False, f"There is no validator for {kind}.")
    return check(data, name)


def left_out(name: str) -> tuple[Checked, ...]:
    """What a build does not run over a file: the checkers that take seconds a file, each named."""
    suffix = PurePosixPath(name).suffix.lower()
    return tuple(
        Checked(checker, "", name, False, f"{checker} {LATER}. To run it: docforge check {name}")
        for checker in NOT_IN_BUILDS.get(suffix, ())
    )


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
        within = file.relative_to(path)
        hidden = any(part.startswith(".") for part in within.parts)
        # What a site offers to download is a copy of a file that stands in the edition.
        original = path.joinpath(*within.parts[1:]) if f"{within.parts[0]}/" == SITE else file
        if original != file and file.suffix.lower() != ".html" and original.is_file():
            continue
        if file.suffix.lower() in SUFFIXES and file.is_file() and not hidden:
            found = True
            yield file
    if not found:
        raise InputError(
            f"{path} holds no file that a validator is for ({', '.join(SUFFIXES)}).", "Name other files."
        )
