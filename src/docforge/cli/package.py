"""Pack articles for a journal, a register of DOIs, a directory or an archive; --list explains the targets.

Everything is checked here, without the network, before it is written. A package that fails a check is not
written, unless --draft is given. Targets for single articles give one package for each article of an edition:
-o FOLDER names them FOLDER/ID.zip, -o FILE.zip names them FILE-ID.zip; --only chooses. A profile.toml of a
journal is a target too. --verify FILE.zip checks any package again.

Exit codes: 0 all was packed, or the package is whole; 1 a check failed; 2 wrong use or configuration; 3 a
file cannot be read; 4 a tool is missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docforge.cli import codes, show
from docforge.cli.places import EDITION_FILE
from docforge.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docforge.edition.material import Material
    from docforge.edition.restyle.styles import Style
    from docforge.edition.results import Finding
    from docforge.submission import Order, Target
    from docforge.submission.pack import Package

PROFILE_SUFFIX = ".toml"
SUFFIX = ".zip"


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="An edition's folder, or files.", metavar="EDITION_DIR|INPUT..."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="FILE.zip, or a folder.", metavar="FILE.zip|FOLDER")
    ] = None,
    target: Annotated[
        str, typer.Option("--target", help="A target of --list, or a journal's PROFILE.toml.", metavar="NAME")
    ] = "meca",
    only: Annotated[
        list[str] | None, typer.Option("--only", help="This article of the edition (may be given again).")
    ] = None,
    journal: Annotated[str, typer.Option("--journal", help="Journal that it goes to.")] = "",
    schemas: Annotated[
        Path | None, typer.Option("--schemas", help="Folder with official schemas to check by as well.")
    ] = None,
    list_targets: Annotated[bool, typer.Option("--list", help="Explain the targets.")] = False,
    verify: Annotated[
        Path | None, typer.Option("--verify", help="Check this package again.", metavar="FILE.zip")
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Write it even with errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    if schemas is not None and not schemas.is_dir():
        raise UsageError(f"{schemas} is no folder.", "Name the folder that holds the schemas.")
    if list_targets:
        _list(as_json)
    elif verify is not None:
        _verify(verify, schemas, as_json, quiet)
    elif not inputs:
        raise UsageError("Nothing was named to pack.", "Name an edition's folder or files; or ask --list.")
    elif output is None:
        raise UsageError("-o is missing.", "Say where the package goes: -o FILE.zip or -o FOLDER.")
    else:
        _pack(inputs, output, target, only or [], journal, schemas, draft, as_json, quiet)


def _list(as_json: bool) -> None:
    from docforge.edition.profiles import shipped_profiles
    from docforge.submission import TARGETS

    if as_json:
        names = ("name", "title", "standard", "explained", "upload", "whole")
        show.say_json({"targets": [{name: getattr(t, name) for name in names} for t in TARGETS.values()]})
        return
    for one in TARGETS.values():
        show.say(f"{one.name:<9} {one.title}")
        show.say(f"{'':<9} {one.explained}")
        show.say(f"{'':<9} {one.standard}; one for {'the issue' if one.whole else 'each article'}.")
    show.say(
        f"{'FILE.toml':<9} The profile of a journal: what it asks for, checked and built; examples ship with"
    )
    show.say(f"{'':<9} docforge: {', '.join(shipped_profiles())}.")


def _verify(path: Path, schemas: Path | None, as_json: bool, quiet: bool) -> None:
    from docforge.edition.results import failed, place_findings
    from docforge.validate.archive import LIMIT
    from docforge.validate.package import kinds, verify_package

    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{path} is larger than {LIMIT // 1024**2} MB.", "It was not opened.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.", "Check the name.") from error
    found = place_findings(verify_package(data, path.name, schemas), "", ())
    code = codes.ERRORS_IN_RESULT if failed(found, False) else codes.DONE
    if as_json:
        findings = [show.finding_plain(f) for f in found]
        show.say_json(
            {"ok": code == codes.DONE, "exit_code": code, "kind": kinds(data), "findings": findings}
        )
    else:
        show.list_findings(found, quiet=quiet)
        if not quiet:
            show.say(f"{path.name} ({kinds(data)}): {show.in_words(show.counted(found))}.")
    raise typer.Exit(code)


def _pack(
    inputs: list[str],
    output: Path,
    named_target: str,
    only: list[str],
    journal: str,
    schemas: Path | None,
    draft: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    from docforge.edition.output import prepare, write_files
    from docforge.edition.results import failed, place_findings

    chosen, style = _target(named_target)
    materials = _materials(inputs, only, chosen.kind == "deposit", style)
    named = output.suffix.lower() == SUFFIX and not output.is_dir()
    folder = output.parent if named else output
    prepare(folder)
    written: dict[str, bytes] = {}
    told: list[str] = []
    refused: list[str] = []
    findings: list[Finding] = []
    lists: list[str] = []
    groups = [materials] if chosen.whole else [(material,) for material in materials]
    for group in groups:
        name = "issue" if chosen.whole and len(group) > 1 else group[0].article.id
        before = [finding for material in group for finding in material.findings]
        order = _order(group, journal, schemas)
        package = _package(chosen, order, draft, before)
        if chosen.checklist:
            lists.append(chosen.checklist(order))
        found = [*before, *place_findings(package.told, name, ())]
        findings += found
        if package.data and (draft or not failed(found, False)):
            stem = f"{output.stem}-{name}" if len(groups) > 1 else output.stem
            stem = stem if named else f"{name}-{chosen.name}" if chosen.whole else name
            written[f"{stem}{SUFFIX}"] = package.data
            written |= {f"{stem}-{other}": data for other, data in package.beside.items()}
            told.append(f"wrote {folder / stem}{SUFFIX}: {show.in_words(show.counted(found))}.")
            told += [f"wrote {folder / stem}-{other}" for other in package.beside]
        else:
            refused.append(name)
    write_files(folder, written)
    code = codes.ERRORS_IN_RESULT if failed(findings, False) else codes.DONE
    if as_json:
        show.say_json(
            {
                "ok": code == codes.DONE,
                "exit_code": code,
                "files": list(written),
                "refused": refused,
                "checklists": lists,
                "counts": show.counted(findings),
                "findings": [show.finding_plain(f) for f in findings],
            }
        )
        raise typer.Exit(code)
    _tell(findings, refused, [*lists, *told], quiet)
    raise typer.Exit(code)


def _tell(findings: Sequence[Finding], refused: Sequence[str], told: Sequence[str], quiet: bool) -> None:
    from docforge.submission.gate import NOT_ADMISSION

    show.show_findings(findings, quiet=quiet)
    for identifier in refused:
        show.say(f"{identifier}: has errors and was not packed; mend them, or say --draft.", error=True)
    if quiet:
        return
    for message in dict.fromkeys(
        finding.diagnostic.message
        for finding in findings
        if "schema: not checked" in finding.diagnostic.message
    ):
        show.say(message)
    for line in told:
        show.say(line)
    if any(line.startswith("wrote ") for line in told):
        show.say(NOT_ADMISSION)


def _package(target: Target, order: Order, draft: bool, before: Sequence[Finding]) -> Package:
    """The package; where the article has errors already it is checked, and made as a draft only."""
    from docforge.edition.results import failed
    from docforge.submission.pack import Package, check, pack

    if failed(before, False) and not draft:
        return Package(b"", check(target, order))
    return pack(target, order, draft)


def _order(group: Sequence[Material], journal: str, schemas: Path | None) -> Order:
    from docforge.submission import Destination, Item, Order
    from docforge.submission.facts import Facts

    edition = group[0].edition
    items = tuple(
        Item(Facts(m.article, edition, m.record), m.files, m.lines, tuple(f.diagnostic for f in m.findings))
        for m in group
    )
    return Order(edition, items, Destination(journal=journal), group[0].edition_lines, schemas)


def _materials(inputs: list[str], only: list[str], paged: bool, style: Style | None) -> tuple[Material, ...]:
    from docforge.cli.inputs import read_inputs
    from docforge.edition.config import load_edition
    from docforge.edition.material import copies_material, edition_material

    first = Path(inputs[0])
    if first.is_dir() or (first.name == EDITION_FILE and first.exists()):
        if len(inputs) > 1:
            raise UsageError(
                "An edition's folder cannot be packed with other inputs.", "Name the folder alone."
            )
        return edition_material(load_edition(first if first.is_dir() else first.parent), only, paged, style)
    if only:
        raise UsageError("--only chooses an article of an edition.", "Name the edition's folder.")
    return (copies_material(*read_inputs(inputs), style),)


def _target(name: str) -> tuple[Target, Style | None]:
    """The target, and the citation style that it wants."""
    from docforge.edition.profiles import load_profile, shipped_profiles
    from docforge.submission import TARGETS

    if name in TARGETS:
        return TARGETS[name], None
    if name.endswith(PROFILE_SUFFIX) or name in shipped_profiles():
        from docforge.edition.restyle.styles import find_style
        from docforge.submission.journal import journal_target

        profile = load_profile(name)
        style = find_style(profile.reference_style) if profile.reference_style else None
        return journal_target(profile), style
    raise UsageError(
        f'There is no target "{name}".', f"Targets: {', '.join(TARGETS)}, or a journal's profile.toml."
    )
