"""Put the built article.md of ID into the article's folder, to correct the text there by hand.

From then on it is the text, and the copies only show differences. An article.md that is there already is
never
replaced unless --overwrite is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import show
from docforge.cli.places import default_edition


def command(
    identifier: Annotated[str, typer.Argument(help="Id of the article.", metavar="ID")],
    edition_dir: Annotated[
        Path | None, typer.Option("--edition", help="Folder with edition.toml.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that the edition was built into.")] = Path(
        "build"
    ),
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace another article.md.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.adopt import adopt_article
    from docforge.edition.config import load_edition

    adopted = adopt_article(
        load_edition(edition_dir or default_edition()), identifier, out, overwrite=overwrite
    )
    if as_json:
        show.say_json({"ok": True, "exit_code": 0, "file": str(adopted.path), "changed": adopted.changed})
    elif not quiet:
        state = "is now the text of the article" if adopted.changed else "is there already, the same"
        show.say(f"{adopted.path} {state}.")
