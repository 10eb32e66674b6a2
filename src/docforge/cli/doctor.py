"""Show what docforge stands on: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from docforge.cli import codes, show


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show only what is missing.")] = False,
) -> None:
    from docforge.edition.doctor import examine

    parts = examine()
    code = codes.DONE if all(part.there for part in parts if part.needed) else codes.MISSING_TOOL
    if as_json:
        show.say_json(
            {"ok": code == codes.DONE, "exit_code": code, "parts": [asdict(part) for part in parts]}
        )
        raise typer.Exit(code)
    for part in parts:
        if part.there and not quiet:
            show.say(f"ok       {part.name} {part.version}".rstrip() + f": {part.use}")
        elif not part.there:
            state = "MISSING " if part.needed else "absent  "
            show.say(f"{state} {part.name}: {part.use}. To install it: {part.remedy}")
    raise typer.Exit(code)
