"""Runs docforge as a user does, for its output and exit code: in this process, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from docforge.cli.codes import OUR_FAULT
from docforge.cli.main import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def docforge(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> Ran:
    """Run the command line in ``cwd``, in this process alone; no error may be unforeseen."""
    one = patch("docforge.edition.pages.processors", lambda: 1)
    streams = [TextIOWrapper(BytesIO(data), "utf-8", "replace") for data in (stdin, b"", b"")]
    with one, chdir(cwd), patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]):
        code = main([str(argument) for argument in arguments])
        out, err = (_written(stream) for stream in streams[1:])
    assert code != OUR_FAULT, err
    return Ran(code, out, err)


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode("utf-8", "replace").replace(os.linesep, "\n")


def program(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> Ran:
    """Run the program in ``cwd`` as a process of its own; no run may show a traceback."""
    command = [sys.executable, "-m", "docforge", *map(str, arguments)]
    run = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=120, check=False)
    ran = Ran(run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in ran.said, ran.said
    return ran


def names(folder: Path) -> set[str]:
    """Files below ``folder``, without the cache."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if ".cache" not in path.parts}
