"""Check EPUBs with Ace by DAISY (https://daisy.github.io/ace/): is a book accessible, does it say so rightly?

Ace unzips a book, loads each of its pages in a browser, runs axe in it and looks at the package. It ends
with 0 whatever it finds, so that its report is read. One book is one run of several seconds.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.axe_rules import part_of, remedy
from docforge.validate.base import Checked
from docforge.validate.checkers import environment, find_node, lacking, modules_folder, not_run
from docforge.validate.names import ACE
from docforge.validate.selectors import lines_of

CHECKER = ACE
PACKAGE = "@daisy/ace-cli"
SECONDS = 600
AT_ONCE = 2
# Ace's grades; "moderate" and "minor" are what its own report counts as violations too.
SEVERITIES = {"critical": Severity.ERROR, "serious": Severity.ERROR, "moderate": Severity.ERROR}


def ace_version() -> str:
    """The version of the installed package, "" when there is none."""
    try:
        return str(json.loads((modules_folder() / PACKAGE / "package.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return ""


def check_accessibility(paths: Sequence[Path], shown: Sequence[str] = ()) -> tuple[Checked, ...]:
    """Run Ace on each book; ``shown`` are the names that findings give them.

    Out: an ``invalid-output`` finding for each violation, at the file inside the book. Never raises for a
    missing tool: then ``ran`` is False and ``reason`` has the remedy.
    """
    names = tuple(shown) or tuple(str(path) for path in paths)
    if reason := lacking(PACKAGE, "Ace"):
        return not_run(CHECKER, ace_version(), names, reason)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return tuple(pool.map(_check, paths, names))


def _check(path: Path, name: str) -> Checked:
    version = ace_version()
    command = (str(find_node()), str(modules_folder() / PACKAGE / "bin" / "ace.js"))
    with tempfile.TemporaryDirectory(prefix="docforge-ace-", ignore_cleanup_errors=True) as home:
        out = Path(home) / "out"
        options = ("--silent", "--force", "--lang", "en", "--outdir", str(out), "--tempdir", f"{home}/tmp")
        try:
            run = subprocess.run(
                [*command, *options, str(path.resolve())],
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env=environment(home),
                cwd=home,
            )
            report = json.loads((out / "report.json").read_bytes())
            found = tuple(_read_report(report, name, path))
        except subprocess.TimeoutExpired:
            return Checked(CHECKER, version, name, False, f"Ace gave no answer in {SECONDS} seconds.")
        except OSError as error:
            words = "" if isinstance(error, PermissionError) else _first_line(locals().get("run"))
            return Checked(CHECKER, version, name, False, f"Ace gave no report; it said: {words or error}")
        except (ValueError, KeyError, TypeError) as error:
            return Checked(CHECKER, version, name, False, f"Ace gave no report that can be read: {error}")
    return Checked(CHECKER, version, name, True, diagnostics=found)


def _first_line(run: object) -> str:
    if not isinstance(run, subprocess.CompletedProcess):
        return ""
    said = (run.stderr or run.stdout or b"").decode("utf-8", "replace").strip().splitlines()
    return said[0] if said else "nothing"


def _read_report(report: dict[str, Any], file: str, path: Path) -> Iterator[Diagnostic]:
    """The violations of a report: for each page and rule, what is wrong, in which part, and the remedy."""
    failed = report["earl:result"]["earl:outcome"] != "pass"
    found = [
        (page["earl:testSubject"]["url"], one)
        for page in report["assertions"]
        for one in page.get("assertions", ())
        if one["earl:result"]["earl:outcome"] != "pass"
    ]
    for url, one in found:
        test, result = one["earl:test"], one["earl:result"]
        rule = str(test["dct:title"])
        pointer = (result.get("earl:pointer") or {}).get("css") or [""]
        part, inner = part_of(str(pointer[0])), _inner(str(url))
        line = _line(path, inner, str(pointer[0])) if pointer[0] else 0
        said = " ".join(str(result.get("dct:description") or test.get("dct:description") or "").split())
        yield diagnostic(
            "invalid-output",
            f"{rule}{f' in {part}' if part else ''}: {said}",
            hint=remedy(rule),
            where=f"{file}!{inner}:{line}" if line else f"{file}!{inner}",
            severity=SEVERITIES.get(str(test.get("earl:impact")), Severity.WARNING),
        )
    if failed and not found:
        yield diagnostic("invalid-output", "Ace calls the book failed and names no reason.", where=file)


def _line(path: Path, inner: str, selector: str) -> int:
    """The line of the page on which the element begins, 0 where that cannot be told."""
    try:
        with zipfile.ZipFile(path) as book:
            return lines_of(book.read(inner), [selector], xhtml=True)[0]
    except (zipfile.BadZipFile, KeyError):
        return 0


def _inner(url: str) -> str:
    """Ace names a page from the package's folder, the package from the root: "EPUB/text/a.xhtml" for both."""
    path = url.lstrip("/")
    return path if path.startswith("EPUB/") else f"EPUB/{path}"
