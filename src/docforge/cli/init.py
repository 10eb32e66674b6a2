"""Write a new edition into DIR: a commented edition.toml and one small article that builds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import show


def command(
    folder: Annotated[Path, typer.Argument(help="Folder for the new edition.", metavar="DIR")],
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.starter import start_edition

    files = start_edition(folder)
    if as_json:
        show.say_json({"ok": True, "exit_code": 0, "files": [str(folder / name) for name in files]})
    elif not quiet:
        for name in files:
            show.say(f"wrote {folder / name}")
        show.say(f"Next: docforge build {folder}")
