"""What the user sees: findings and errors as plain lines or as one JSON document, and a progress bar.

Results go to standard output, messages to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docforge.cli.interrupt import stop_if_interrupted

if TYPE_CHECKING:
    from docforge.diagnostics import Diagnostic
    from docforge.edition.results import Finding

Progress = Callable[[int, int, str], None]
# Findings that are only told for the record are counted, not listed; the report has them all.
LISTED = ("error", "warning")
MOST = 40


def say(text: str = "", *, error: bool = False) -> None:
    """Print one line, whatever the terminal's encoding."""
    stream = sys.stderr if error else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


def as_json(data: Mapping[str, Any]) -> str:
    """One JSON document."""
    return json.dumps(data, ensure_ascii=True, indent=1) + "\n"


def say_json(data: Mapping[str, Any], *, error: bool = False) -> None:
    """Print one JSON document."""
    say(as_json(data).rstrip("\n"), error=error)


def write_bytes(data: bytes) -> None:
    """Put a result on standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def show_error(message: str, hint: str, code: int, as_json: bool) -> None:
    """An error that stopped the work."""
    if as_json:
        say_json({"ok": False, "exit_code": code, "error": {"message": message, "hint": hint}})
        return
    say(f"docforge: {message}", error=True)
    if hint:
        say(f"  -> {hint}", error=True)


def finding_plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON shows it."""
    d = finding.diagnostic
    plain: dict[str, Any] = {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        "hint": d.hint,
        "article": finding.article,
        "place": finding.place,
    }
    plain |= {"written": d.where} if d.span and d.where else {}
    if d.span:
        plain |= {"file": d.span.file, "start": d.span.start, "end": d.span.end}
        plain |= {"line": finding.line, "column": finding.column} if finding.line else {}
    return plain


def show_findings(findings: Iterable[Finding], *, quiet: bool) -> None:
    """Errors and warnings as "place: severity: message"; with ``quiet`` errors only. To standard error."""
    listed = [f for f in findings if f.diagnostic.severity.value in (LISTED[:1] if quiet else LISTED)]
    for finding in listed[:MOST]:
        d = finding.diagnostic
        place = finding.place
        if finding.article not in place:
            place = f"{finding.article}: {place}".removesuffix(": ")
        say(f"{place + ': ' if place else ''}{d.severity.value}: {_said(d)} [{d.code}]", error=True)
        if d.hint:
            say(f"  -> {d.hint}", error=True)
    if len(listed) > MOST:
        say(f"... and {len(listed) - MOST} more; the report lists them all.", error=True)


def _said(d: Diagnostic) -> str:
    """The message, and the written file that has the fault when the place is that of its cause."""
    return f"{d.message} (in {d.where})" if d.span and d.where else d.message


def list_findings(findings: Iterable[Finding], *, quiet: bool) -> None:
    """All findings on standard output, notes too, where they are the result; with ``quiet`` errors only."""
    for finding in findings:
        d = finding.diagnostic
        if quiet and d.severity.value != "error":
            continue
        kind = "note" if d.severity.value == "info" else d.severity.value
        say(f"{finding.place + ': ' if finding.place else ''}{kind}: {_said(d)} [{d.code}]")
        if d.hint:
            say(f"  -> {d.hint}")


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings by severity."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for finding in findings:
        counts[finding.diagnostic.severity.value] += 1
    return counts


def in_words(counts: Mapping[str, int]) -> str:
    """ "1 error, 3 warnings, 12 notes"."""
    names = (("error", "error"), ("warning", "warning"), ("info", "note"))
    return ", ".join(f"{counts[key]} {name}{'' if counts[key] == 1 else 's'}" for key, name in names)


@contextmanager
def progress_bar(shown: bool) -> Iterator[Progress]:
    """A bar on standard error while the work lasts, on a terminal only; each step heeds interruptions."""
    if not shown or not sys.stderr.isatty():
        yield lambda done, total, what: stop_if_interrupted()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(bar_width=24), TextColumn("{task.completed}/{task.total} {task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, total: int, what: str) -> None:
            stop_if_interrupted()
            bar.update(task, completed=done, total=total, description=what)

        yield tell
