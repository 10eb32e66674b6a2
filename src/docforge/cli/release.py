"""Record a final edition as released: hashes of its files and texts, in releases.toml beside edition.toml.

It builds the edition first (or takes the unchanged build), and refuses one that is not final or has errors.
From then on a build that differs from the record is an error, until `version` is raised in edition.toml or
article.toml, or [[corrections]] in edition.toml tell the change; release again then.
EDITION_DIR is the folder with edition.toml: the current one if it has that file, else sources/.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import codes, show
from docforge.cli.places import default_edition


def command(
    edition_dir: Annotated[
        Path | None, typer.Argument(help="Folder with edition.toml.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("build"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.config import load_edition
    from docforge.edition.release import release_edition

    config = load_edition(edition_dir or default_edition())
    with show.progress_bar(not (quiet or as_json)) as progress:
        done = release_edition(config, out, progress)
    counts = show.counted(done.result.findings)
    code = codes.DONE if done.release else codes.ERRORS_IN_RESULT
    if as_json:
        show.say_json(
            {
                "ok": code == codes.DONE,
                "exit_code": code,
                "file": str(done.path),
                "recorded": done.new,
                "version": config.meta.version,
                "articles": [{"id": a.id, "version": a.version} for a in done.release.articles]
                if done.release
                else [],
                "files": len(done.release.files) if done.release else 0,
                "counts": counts,
                "findings": [show.finding_plain(f) for f in done.result.findings],
            }
        )
    else:
        show.show_findings(done.result.findings, quiet=quiet)
        if done.release is None:
            show.say(f"Not released: {show.in_words(counts)}. See {out / 'report.html'}.", error=True)
        elif not quiet:
            articles = len(done.release.articles)
            what = f"version {done.release.version}, {articles} article{'' if articles == 1 else 's'}"
            show.say(
                f"Released {what}: {len(done.release.files)} files recorded in {done.path}."
                if done.new
                else f"Released already ({what}): {done.path} is as it was."
            )
    raise typer.Exit(code)
