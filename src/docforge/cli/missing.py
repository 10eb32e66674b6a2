"""List what must be asked of authors and publishers, as letters ready to mail.

Figures without files, notes without text, lost links, sentences and references that break off, unknown
licences, dates and addresses: one letter for the authors of each article, one for each publisher.
EDITION_DIR is the folder with edition.toml: the current one if it has that file, else sources/.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import show
from docforge.cli.places import default_edition


def command(
    edition_dir: Annotated[
        Path | None, typer.Argument(help="Folder with edition.toml.", show_default=False)
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="This article alone (may be given again).")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File for the letters; else standard output.", show_default=False),
    ] = None,
    build: Annotated[Path, typer.Option("--build", help="Folder that the edition was built into.")] = Path(
        "build"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.config import load_edition
    from docforge.edition.letters import letters_plain, letters_text, write_letters
    from docforge.edition.output import write_file

    config = load_edition(edition_dir or default_edition())
    letters = write_letters(config, only or (), build)
    if as_json:
        outcome = {"ok": True, "exit_code": 0, "letters": letters_plain(letters)}
        text = show.as_json(outcome)
    else:
        text = letters_text(letters, config.meta)
    if out is not None:
        write_file(out, text.encode())
        if not quiet:
            count = sum(letter.count for letter in letters)
            show.say(f"wrote {out}: {len(letters)} letters, {count} things to ask for.", error=as_json)
    elif not quiet or as_json:
        show.say(text.rstrip("\n"))
