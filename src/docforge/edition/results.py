"""What a build or a conversion gives back: values, with every finding placed by line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from docforge.diagnostics import Diagnostic, Severity
from docforge.model.source import SourceText
from docforge.places import line_column
from docforge.repair.record import Conservation, Reading
from docforge.validate.base import Checked

# Told (done, all, what) as the work goes on.
Progress = Callable[[int, int, str], None]

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic of one article ("" for the edition), with line and column of its place (0: none)."""

    diagnostic: Diagnostic
    article: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """ "file:line:column", or the file and key that the diagnostic names, or ""."""
        if self.diagnostic.span and self.line:
            return f"{self.diagnostic.span.file}:{self.line}:{self.column}"
        if self.diagnostic.span:
            return self.diagnostic.span.file
        return self.diagnostic.where


def place_findings(
    diagnostics: Iterable[Diagnostic], article: str, sources: Iterable[SourceText]
) -> tuple[Finding, ...]:
    """Give each diagnostic the line and column of its place; errors come first, then by place."""
    texts = {source.name: source.text for source in sources}
    found = []
    for diagnostic in diagnostics:
        span = diagnostic.span
        if span and span.file in texts:
            found.append(Finding(diagnostic, article, *line_column(texts[span.file], span.start)))
        else:
            found.append(Finding(diagnostic, article))
    return sort_findings(found)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within a severity in the order of articles, then by place."""

    def order(finding: Finding) -> tuple[int, str, int, str, str]:
        d = finding.diagnostic
        return (
            _RANK[d.severity],
            d.span.file if d.span else d.where,
            d.span.start if d.span else 0,
            d.code,
            d.message,
        )

    return tuple(sorted(dict.fromkeys(findings), key=order))


def failed(findings: Iterable[Finding], strict: bool) -> bool:
    """Is there an error among the findings, or, with ``strict``, a warning?"""
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(finding.diagnostic.severity in bad for finding in findings)


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """One article of a build. ``conservation`` is None for an article that could not be read.

    ``followed`` and ``unfollowed`` count decisions of the editor, ``questions`` what is still open; ``text``
    is the hash of what the article says.
    """

    id: str
    title: str
    conservation: Conservation | None
    followed: int = 0
    unfollowed: int = 0
    questions: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """``files`` are names relative to ``out``. ``unchanged``: an earlier build held for all of it."""

    out: Path
    files: tuple[str, ...]
    articles: tuple[ArticleResult, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Checked, ...]
    strict: bool = False
    unchanged: bool = False

    @property
    def ok(self) -> bool:
        """No error, and with ``strict`` no warning."""
        return not failed(self.findings, self.strict)


@dataclass(frozen=True, slots=True)
class ConvertResult:
    """``files`` maps names ("article.md") to bytes; ``readings`` the article as read, with its account."""

    files: Mapping[str, bytes]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(finding.diagnostic for finding in self.findings)

    @property
    def ok(self) -> bool:
        """No error among the diagnostics."""
        return not failed(self.findings, False)
