"""Runs docforge as a user does: a program of its own, with its output and exit code."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def docforge(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> Ran:
    """Run the program in ``cwd``; no run may show a traceback."""
    command = [sys.executable, "-m", "docforge", *map(str, arguments)]
    run = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=120, check=False)
    ran = Ran(run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in ran.said, ran.said
    return ran


def names(folder: Path) -> set[str]:
    """Files below ``folder``, without the cache."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if ".cache" not in path.parts}
