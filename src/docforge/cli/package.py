"""Pack a journal submission from an edition's folder or from the copies of one article.

A package is for one article: name it with --only where the edition has several, or name a folder with -o to
get a package for each. A package with an error in it is not written, unless --draft is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docforge.cli import codes, show
from docforge.cli.places import EDITION_FILE
from docforge.errors import UsageError

if TYPE_CHECKING:
    from docforge.edition.material import Material
    from docforge.edition.results import Finding


def command(
    inputs: Annotated[
        list[str], typer.Argument(help="An edition's folder, or files.", metavar="EDITION_DIR|INPUT...")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The package, FILE.zip.")],
    target: Annotated[str, typer.Option("--target", help="Kind of package: meca.")] = "meca",
    only: Annotated[
        list[str] | None, typer.Option("--only", help="This article of the edition (may be given again).")
    ] = None,
    journal: Annotated[str, typer.Option("--journal", help="Journal that it goes to.")] = "",
    draft: Annotated[bool, typer.Option("--draft", help="Write it even with errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.output import prepare, write_files
    from docforge.edition.results import failed

    materials = _materials(inputs, only or [])
    single = output.suffix.lower() == ".zip" and not output.is_dir()
    if single and len(materials) > 1:
        ids = ", ".join(m.article.id for m in materials)
        raise UsageError(
            "A package is for one article, and the edition has several.",
            f"Choose one with --only ({ids}), or name a folder with -o.",
        )
    prepare(output.parent if single else output)
    packages: dict[str, bytes] = {}
    findings: list[Finding] = []
    for material in materials:
        data, found = _pack(material, target, journal)
        findings += found
        if data and (draft or not failed(found, False)):
            packages[output.name if single else f"{material.article.id}.zip"] = data
    folder = output.parent if single else output
    write_files(folder, packages)
    code = codes.ERRORS_IN_RESULT if failed(findings, False) else codes.DONE
    if as_json:
        show.say_json(
            {
                "ok": code == codes.DONE,
                "exit_code": code,
                "files": list(packages),
                "counts": show.counted(findings),
                "findings": [show.finding_plain(f) for f in findings],
            }
        )
        raise typer.Exit(code)
    show.show_findings(findings, quiet=quiet)
    if len(packages) < len(materials):
        show.say("A package with errors was not written; mend them, or say --draft.", error=True)
    if not quiet:
        for name in packages:
            show.say(f"wrote {output if single else output / name}: {show.in_words(show.counted(findings))}.")
    raise typer.Exit(code)


def _materials(inputs: list[str], only: list[str]) -> tuple[Material, ...]:
    from docforge.cli.inputs import read_inputs
    from docforge.edition.config import load_edition
    from docforge.edition.material import copies_material, edition_material

    first = Path(inputs[0])
    if first.is_dir() or (first.name == EDITION_FILE and first.exists()):
        if len(inputs) > 1:
            raise UsageError(
                "An edition's folder cannot be packed with other inputs.", "Name the folder alone."
            )
        return edition_material(load_edition(first if first.is_dir() else first.parent), only)
    if only:
        raise UsageError("--only chooses an article of an edition.", "Name the edition's folder.")
    return (copies_material(*read_inputs(inputs)),)


def _pack(material: Material, target: str, journal: str) -> tuple[bytes, list[Finding]]:
    from docforge.edition.results import place_findings
    from docforge.submission import TARGETS

    if target not in TARGETS:
        raise UsageError(f'There is no target "{target}".', f"Targets: {', '.join(TARGETS)}.")
    chosen = TARGETS[target]
    data, told = chosen.pack(material.article, material.edition, material.files)
    return data, [*material.findings, *place_findings(told, material.article.id, ())]
