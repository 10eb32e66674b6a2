"""Pack a journal submission from an edition's folder or from the copies of one article.

A package is for one article. An edition of several gives one for each: -o FOLDER names them FOLDER/ID.zip,
-o FILE.zip names them FILE-ID.zip; --only chooses. A package that fails a check is not written, unless
--draft is given; the others are.
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
    from docforge.submission.profile import Target


def command(
    inputs: Annotated[
        list[str], typer.Argument(help="An edition's folder, or files.", metavar="EDITION_DIR|INPUT...")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="FILE.zip, or a folder.", metavar="FILE.zip|FOLDER")
    ],
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

    chosen = _target(target)
    materials = _materials(inputs, only or [])
    named = output.suffix.lower() == chosen.suffix and not output.is_dir()
    folder = output.parent if named else output
    prepare(folder)
    packages: dict[str, bytes] = {}
    told: list[str] = []
    refused: list[str] = []
    findings: list[Finding] = []
    for material in materials:
        data, found = _pack(material, chosen, journal)
        findings += found
        identifier = material.article.id
        if data and (draft or not failed(found, False)):
            stem = f"{output.stem}-{identifier}" if len(materials) > 1 else output.stem
            name = f"{stem if named else identifier}{chosen.suffix}"
            packages[name] = data
            told.append(f"wrote {folder / name}: {show.in_words(show.counted(found))}.")
        else:
            refused.append(identifier)
    write_files(folder, packages)
    code = codes.ERRORS_IN_RESULT if failed(findings, False) else codes.DONE
    if as_json:
        show.say_json(
            {
                "ok": code == codes.DONE,
                "exit_code": code,
                "files": list(packages),
                "refused": refused,
                "counts": show.counted(findings),
                "findings": [show.finding_plain(f) for f in findings],
            }
        )
        raise typer.Exit(code)
    show.show_findings(findings, quiet=quiet)
    for identifier in refused:
        show.say(f"{identifier}: has errors and was not packed; mend them, or say --draft.", error=True)
    if not quiet:
        for line in told:
            show.say(line)
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


def _target(name: str) -> Target:
    from docforge.submission import TARGETS

    if name not in TARGETS:
        raise UsageError(f'There is no target "{name}".', f"Targets: {', '.join(TARGETS)}.")
    return TARGETS[name]


def _pack(material: Material, target: Target, journal: str) -> tuple[bytes, list[Finding]]:
    from docforge.edition.results import place_findings
    from docforge.submission import Destination

    goal = Destination(journal=journal)
    data, told = target.pack(material.article, material.edition, material.files, goal)
    return data, [*material.findings, *place_findings(told, material.article.id, ())]
