"""Check files with every validator that is there, and say which checks were not run.

PATH is a file (.xml: JATS DTD, .epub: EPUBCheck, .pdf: veraPDF and what print asks for, .html: ids and links,
.zip: MECA DTDs), a folder of results, or an edition's folder, whose edition.toml and article.toml files are
checked.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import codes, show


def command(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH...")],
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.checking import check_given
    from docforge.edition.results import failed, place_findings

    checks, sources = check_given(paths)
    findings = place_findings([d for checked in checks for d in checked.diagnostics], "", sources)
    code = codes.ERRORS_IN_RESULT if failed(findings, strict) else codes.DONE
    if as_json:
        show.say_json(
            {
                "ok": code == codes.DONE,
                "exit_code": code,
                "checks": [
                    {
                        "file": c.file,
                        "checker": c.checker,
                        "version": c.version,
                        "ran": c.ran,
                        "reason": c.reason,
                    }
                    for c in checks
                ],
                "counts": show.counted(findings),
                "findings": [show.finding_plain(f) for f in findings],
            }
        )
        raise typer.Exit(code)
    show.show_findings(findings, quiet=quiet)
    if not quiet:
        for checked in checks:
            name = f"{checked.checker} {checked.version}".strip()
            counts = show.in_words(show.counted(place_findings(checked.diagnostics, "", ())))
            show.say(
                f"{checked.file}: {name}: {counts}"
                if checked.ran
                else f"{checked.file}: not checked. {checked.reason}"
            )
    raise typer.Exit(code)
