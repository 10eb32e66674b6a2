"""Show what was repaired in ARTICLE, where, and why.

ARTICLE is the id of an article of the edition, or a file. --rule shows the repairs of one rule only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import show
from docforge.cli.places import default_edition


def command(
    article: Annotated[str, typer.Argument(help="Id of the article, or a file.", metavar="ARTICLE")],
    rule: Annotated[str | None, typer.Option("--rule", help="Only this rule.", show_default=False)] = None,
    edition_dir: Annotated[
        Path | None, typer.Option("--edition", help="Folder with edition.toml.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that the edition was built into.")] = Path(
        "build"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.cli.inputs import read_inputs
    from docforge.edition.explain import explain_reading, read_files, read_for_explaining, repairs_plain

    if Path(article).is_file():
        reading = read_files(read_inputs([article])[0])
    else:
        reading = read_for_explaining(article, edition_dir or default_edition(), out)
    lines = explain_reading(reading, rule)
    if as_json:
        show.say_json({"ok": True, "exit_code": 0, "repairs": repairs_plain(reading, rule)})
    elif not quiet:
        for line in lines:
            show.say(line)
