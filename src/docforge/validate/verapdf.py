"""Check PDFs with veraPDF (https://verapdf.org): PDF/UA-1 and PDF/A-3a, every rule that a machine can test.

veraPDF stands in ``share/verapdf`` of the Python environment (``scripts/verapdf.sh`` puts it there) or is the
command ``verapdf`` on PATH. Several files are one run, because starting it takes longer than a file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.base import Checked
from docforge.validate.epub import JVM_OPTIONS, find_java
from docforge.validate.remedies import remedy_of

CHECKER = "veraPDF"
INSTALL = "scripts/verapdf.sh in a checkout, or the installer of verapdf.org"
MAIN_CLASS = "org.verapdf.apps.GreenfieldCliWrapper"
PROFILES = {"PDF/UA-1 validation profile": "PDF/UA-1", "PDF/A-3A validation profile": "PDF/A-3a"}
SECONDS = 900
# Without a wish veraPDF goes by what each file says it is: all of it, UA and A alike.
OPTIONS = ("--flavour", "0", "--format", "json", "--maxfailuresdisplayed", "3")
SHOWN = 300
# How veraPDF names an element of the structure: "(45 0 obj SEFigure figure)".
ELEMENT_RE = re.compile(r"\((\d+) 0 obj SE")


def find_verapdf() -> tuple[str, ...]:
    """The command that runs veraPDF, () when it is not installed or has no Java."""
    folder = Path(sys.prefix) / "share" / "verapdf"
    java = find_java()
    if java is not None and any(folder.glob("greenfield-apps-*.jar")):
        return (str(java), *JVM_OPTIONS, "-cp", os.fspath(folder / "*"), MAIN_CLASS)
    command = shutil.which("verapdf")
    return (command,) if command else ()


def verapdf_version() -> str:
    """The version of the installed files, "" when it has to be asked or there are none."""
    folder = Path(sys.prefix) / "share" / "verapdf"
    jar = next(iter(sorted(folder.glob("greenfield-apps-*.jar"))), None)
    return jar.stem.removeprefix("greenfield-apps-") if jar else ""


def check_pdfs(paths: Sequence[Path], shown: Sequence[str] = ()) -> tuple[Checked, ...]:
    """Run veraPDF once over all files; ``shown`` are the names that findings give them.

    Out: for each file an ``invalid-output`` error for every rule it breaks, and for a standard that it does
    not say it follows. Never raises for a missing tool: then ``ran`` is False and ``reason`` has the remedy.
    """
    names = tuple(shown) or tuple(str(path) for path in paths)
    if not paths:
        return ()
    command = find_verapdf()
    if not command:
        return _not_run(names, f"veraPDF is not installed. To install it: {INSTALL}.")
    try:
        files = [str(path.resolve()) for path in paths]
        run = subprocess.run([*command, *OPTIONS, *files], capture_output=True, timeout=SECONDS, check=False)
        report = json.loads(run.stdout)["report"]
        version = str(report["buildInformation"]["releaseDetails"][0]["version"])
        jobs = {job["itemDetails"]["name"]: job for job in report["jobs"]}
        return tuple(
            Checked(CHECKER, version, name, True, diagnostics=tuple(_read_job(jobs[file], name, file)))
            for file, name in zip(files, names, strict=True)
        )
    except subprocess.TimeoutExpired:
        return _not_run(names, f"veraPDF gave no answer in {SECONDS} seconds.")
    except OSError as error:
        return _not_run(names, f"veraPDF does not start: {error}.")
    except (ValueError, KeyError, IndexError, TypeError):
        said = (run.stderr or run.stdout).decode("utf-8", "replace").strip().splitlines()
        return _not_run(names, f"veraPDF gave no report; it said: {said[0] if said else 'nothing'}")


def _not_run(names: Sequence[str], reason: str) -> tuple[Checked, ...]:
    return tuple(Checked(CHECKER, verapdf_version(), name, False, reason) for name in names)


def _read_job(job: dict[str, Any], file: str, path: str) -> Iterator[Diagnostic]:
    """One finding for each broken rule of a file, with the first places."""
    if "taskException" in job:
        said = str(job["taskException"].get("exception", "no reason given"))
        yield _wrong(file, f"veraPDF cannot read it: {said[:SHOWN]}")
        return
    results = {result["profileName"]: result["details"] for result in job["validationResult"]}
    for profile, standard in PROFILES.items():
        if profile not in results:
            yield _wrong(file, f"it does not say that it is {standard}.")
            continue
        for rule in results[profile]["ruleSummaries"]:
            check: dict[str, Any] = next(iter(rule["checks"]), {})
            told, context = check.get("errorMessage") or rule["description"], str(check.get("context", "?"))
            yield _wrong(
                file,
                f"{standard}, {rule['clause']}, test {rule['testNumber']}, {rule['failedChecks']} times: "
                f"{told[:SHOWN]} First at {context[-SHOWN:]}{_near(path, context)}",
            )


def _near(path: str, context: str) -> str:
    """The words of the element that a finding is of, where it is one of the structure."""
    number = next((int(one) for one in reversed(ELEMENT_RE.findall(context))), 0)
    if not number:
        return ""
    # Only a finding asks for it.
    import pikepdf

    from docforge.validate.pdf_text import words_near

    try:
        with pikepdf.open(path) as pdf:
            words = words_near(pdf, pdf.get_object(number, 0))
    except (pikepdf.PdfError, OSError, ValueError, KeyError):
        return ""
    return f" Near: “{words}”." if words else ""


def _wrong(file: str, what: str) -> Diagnostic:
    return diagnostic("invalid-output", f"{file}: {what}", hint=remedy_of(what), where=file)
