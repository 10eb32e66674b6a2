"""Builds every edition in every theme, twice, and lets every validator see the result.

    .venv/bin/python scripts/check_editions.py build/.matrix

Fails when a build or a check has errors, when a validator did not run, or when the second build into another
folder has other bytes. The editions are sources/ and, where they are there, the documents of ../shared/seeds.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from docforge.exporters.theme import themes

ROOT = Path(__file__).resolve().parents[1]
DOCFORGE = Path(sys.executable).with_name("docforge")
THEME_RE = re.compile(r'^theme\s*=\s*"[^"]*"', re.MULTILINE)


def editions(work: Path) -> dict[str, Path]:
    """Name -> folder of each edition there is."""
    found = {"sample": ROOT / "sources"}
    if (ROOT.parent / "shared" / "seeds").is_dir():
        seeds = work / "seeds"
        subprocess.run([sys.executable, ROOT / "tests" / "seeds" / "stage.py", seeds], check=True)
        found["seeds"] = seeds
    elif os.environ.get("CI") == "true":
        sys.exit("check_editions: ../shared/seeds is not here, and CI may leave nothing out")
    else:
        print("check_editions: ../shared/seeds is not here; only the sample is built")
    return found


def with_theme(edition: Path, theme: str, to: Path) -> Path:
    """A copy of the edition that asks for ``theme``."""
    shutil.copytree(edition, to)
    manifest = to / "edition.toml"
    text, changes = THEME_RE.subn(f'theme = "{theme}"', manifest.read_text("utf-8"))
    if not changes:
        sys.exit(f"check_editions: {edition / 'edition.toml'} names no theme")
    manifest.write_text(text, "utf-8")
    return to


def docforge(*arguments: str | Path) -> tuple[int, dict[str, object]]:
    """Exit code and answer of a command with ``--json``."""
    done = subprocess.run([DOCFORGE, *arguments, "--json"], capture_output=True, text=True, cwd=ROOT)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        sys.exit(f"docforge {arguments[0]} gave no JSON (exit {done.returncode}):\n{done.stderr[-3000:]}")


def errors_of(answer: dict[str, object]) -> list[object]:
    findings = answer.get("findings", [])
    assert isinstance(findings, list)
    return [finding for finding in findings if finding.get("severity") == "error"]


def contents(folder: Path) -> dict[str, bytes]:
    """Every result by name; the cache is no result."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def problems(name: str, edition: Path, work: Path) -> list[str]:
    """What is wrong with one edition in one theme."""
    found = []
    outs = (work / f"{name}-1", work / f"{name}-2")
    for out in outs:
        code, answer = docforge("build", edition, "--out", out)
        found += [f"{name}: {error}" for error in errors_of(answer)]
        if code:
            found.append(f"{name}: docforge build ended with {code}")
    first, second = (contents(out) for out in outs)
    found += [
        f"{name}: two builds differ in {file}"
        for file in sorted(first.keys() | second.keys())
        if first.get(file) != second.get(file)
    ]
    code, answer = docforge("check", outs[0])
    if code:
        found.append(f"{name}: docforge check ended with {code}: {errors_of(answer)}")
    checks = answer.get("checks", [])
    assert isinstance(checks, list)
    found += [f"{name}: check not run: {check}" for check in checks if not check["ran"]]
    seen = {check["file"].removeprefix(f"{outs[0]}/") for check in checks if check["ran"]}
    found += [
        f"{name}: no validator saw {file}"
        for file in first
        # What the site offers to download are copies.
        if file.endswith((".epub", ".pdf", ".xml", ".html"))
        and not (file.startswith("site/") and not file.endswith(".html"))
        and file != "report.html"
        and not any(one.endswith(file) for one in seen)
    ]
    if not found:
        print(f"check_editions: {name}: {len(first)} files, built twice alike, every validator passed")
    return found


def main() -> int:
    work = Path(sys.argv[1]).resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    found = []
    for name, edition in editions(work).items():
        for theme in themes():
            full = f"{name}-{theme}"
            found += problems(full, with_theme(edition, theme, work / f"{full}-edition"), work)
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
