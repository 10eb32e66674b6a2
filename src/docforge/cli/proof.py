"""Write the proof of article ID: its pages with line numbers, and a query sheet for its author.

The sheet asks what docforge could not settle and what is missing (AQ1, AQ2 ...): the place by page and line,
the question, answers to tick, a box to write in, and the key by which `docforge decide` takes the answer.
EDITION_DIR is the folder with edition.toml: the current one if it has that file, else sources/.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import codes, show
from docforge.cli.places import default_edition


def command(
    identifier: Annotated[str, typer.Argument(help="Id of the article.", metavar="ID")],
    edition_dir: Annotated[
        Path | None, typer.Argument(help="Folder with edition.toml.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File for the proof; else ID-proof.pdf here.", show_default=False),
    ] = None,
    build: Annotated[Path, typer.Option("--build", help="Folder that the edition was built into.")] = Path(
        "build"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.config import load_edition
    from docforge.edition.output import write_file
    from docforge.edition.proof import proof_article

    config = load_edition(edition_dir or default_edition())
    made = proof_article(config, identifier, build)
    path = out or Path(f"{identifier}-proof.pdf")
    write_file(path, made.data)
    counts = show.counted(made.findings)
    code = codes.ERRORS_IN_RESULT if counts["error"] else codes.DONE
    if as_json:
        show.say_json(
            {
                "ok": code == codes.DONE,
                "exit_code": code,
                "file": str(path),
                "queries": [{"question": q.question, "where": q.where, "key": q.key} for q in made.queries],
                "more": made.more,
                "counts": counts,
                "findings": [show.finding_plain(f) for f in made.findings],
            }
        )
    else:
        show.show_findings(made.findings, quiet=True)
        if not quiet:
            asked = len(made.queries)
            queries = f"{asked} quer{'y' if asked == 1 else 'ies'}"
            show.say(f"wrote {path}: {queries} to the author.")
    raise typer.Exit(code)
