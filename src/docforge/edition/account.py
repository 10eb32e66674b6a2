"""The account of a build: every file checked by what checks it, and said what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docforge.diagnostics import Diagnostic
from docforge.edition.cache import Cache
from docforge.edition.results import Finding
from docforge.edition.stages import check_stage
from docforge.model.edition import EditionMeta
from docforge.repair.record import Reading
from docforge.validate.base import Checked

Check = Callable[[bytes, str], Checked]


def jats(data: bytes, file: str) -> Checked:
    from docforge.validate.jats import check_jats

    return check_jats(data, file)


def pdf(data: bytes, file: str) -> Checked:
    from docforge.validate.pdf import check_pdf

    return check_pdf(data, file)


def _epub(data: bytes, file: str) -> Checked:
    """EPUBCheck starts a Java of its own for each file; it is left to the person who wants to wait."""
    from docforge.validate.epub import CHECKER, epubcheck_version

    reason = f"Not run by a build. To run it: docforge check {file} (in the folder of results)."
    return Checked(CHECKER, epubcheck_version(), file, False, reason)


CHECKS: Mapping[str, Check] = {".xml": jats, ".pdf": pdf, ".epub": _epub}


def check_files(cache: Cache, files: Mapping[str, bytes]) -> tuple[Checked, ...]:
    """Check each file that a checker is for, in the order of ``files``."""
    checked = []
    for name, data in files.items():
        suffix = f".{name.rpartition('.')[2]}"
        if check := CHECKS.get(suffix):
            checked.append(
                check_stage(cache, suffix, data, name, lambda c=check, d=data, n=name: c(d, n))  # type: ignore[misc]
            )
    return tuple(checked)


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One article as the report tells it; ``reading`` is None where it could not be read."""

    id: str
    reading: Reading | None
    diagnostics: tuple[Diagnostic, ...]


def report_files(
    edition: EditionMeta,
    entries: Sequence[ReportEntry],
    findings: Sequence[Finding],
    checks: Sequence[Checked],
) -> dict[str, bytes]:
    """``report.json`` and ``report.html``."""
    return {}
