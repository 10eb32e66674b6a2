"""Check the reference list of an article, or hand it on; read raw reference strings into CSL-JSON items.

ARTICLE is a file that convert reads (or "-"), or the id of an article in an edition. Printed is its citation
card: how many entries, citations, duplicates and identifiers, then what should be looked at, the worst first,
with line and remedy. Whether works are retracted is checked against a list that you name (--retractions, such
as the public Retraction Watch CSV), else it is said to be not checked.

--lookup asks the Crossref register about each entry; nothing else in docforge reaches the network. What it
says is only suggested, and kept in build/.cache, so that it is asked once.

--to FORMAT (or the suffix of -o) writes the list instead: csl-json, bibtex, ris, jats. Where an article has
no list, the works that its notes cite in full are read and handed on; the notes stay as they are.

--parse FILE, or "-" for standard input: one raw reference string a line. Each line of the result is an object
with raw, the string as it was given, and csl, the item. --confidence adds how sure each field is (0 to 1) and
which fields are doubtful.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docforge.cli import codes, show
from docforge.cli.options import DuplicateReferences, EditionDir, Quiet, ReferencesFile
from docforge.errors import UsageError

if TYPE_CHECKING:
    from docforge.edition.references import References


def command(
    article: Annotated[
        str | None,
        typer.Argument(help='A file, "-", or the id of an article.', metavar="[ARTICLE]", show_default=False),
    ] = None,
    parse: Annotated[
        str | None,
        typer.Option(
            "--parse", help='File with one string a line, or "-".', metavar="FILE", show_default=False
        ),
    ] = None,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Tell how sure each field is, and what is doubtful.")
    ] = False,
    to: Annotated[
        str,
        typer.Option("--to", "-t", help="Write the list: csl-json, bibtex, ris, jats.", show_default=False),
    ] = "",
    retractions: Annotated[
        Path | None,
        typer.Option(
            "--retractions", help="Dated list of retracted works: CSV, TSV, JSON.", show_default=False
        ),
    ] = None,
    lookup: Annotated[
        bool, typer.Option("--lookup", help="Ask Crossref about each entry (over the network).")
    ] = False,
    mailto: Annotated[
        str,
        typer.Option("--mailto", help="Your address, which Crossref asks for.", show_default=False),
    ] = "",
    server: Annotated[str, typer.Option("--lookup-server", hidden=True)] = "",
    references: ReferencesFile = None,
    duplicate_references: DuplicateReferences = "",
    edition: EditionDir = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File for the result.", show_default=False)
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    if (article is None) == (parse is None):
        raise UsageError(
            "Name an article, or reference strings with --parse FILE.", "docforge references --help"
        )
    if parse is not None:
        _parse(parse, confidence, output, as_json, quiet)
        return
    from docforge.edition.list_exports import choose_export, write_list
    from docforge.edition.output import prepare, write_file
    from docforge.edition.references import card_lines, card_plain
    from docforge.edition.results import failed

    kind = choose_export(to, output)
    if output is not None:
        prepare(output.parent)
    read = _read(str(article), edition, references, duplicate_references, retractions)
    if lookup:
        read = _looked_up(read, mailto, server, quiet or as_json)
    code = codes.ERRORS_IN_RESULT if failed(read.findings, strict) else codes.DONE
    if kind and output is not None:
        write_file(output, write_list(read.listed, kind))
    elif kind:
        show.write_bytes(write_list(read.listed, kind))
    if as_json:
        outcome = {
            "ok": code == codes.DONE,
            "exit_code": code,
            "files": [output.name] if output else [],
            "card": card_plain(read),
            "counts": show.counted(read.findings),
            "findings": [show.finding_plain(f) for f in read.findings],
        }
        show.say_json(outcome, error=bool(kind) and output is None)
    elif kind:
        show.show_findings(read.findings, quiet=quiet)
        if output and not quiet:
            count = len(read.listed.references)
            show.say(f"{output}: {count} references; {show.in_words(show.counted(read.findings))}.")
    else:
        if not quiet:
            for line in card_lines(str(article), read):
                show.say(line)
            show.say()
        show.list_findings(read.findings, quiet=quiet)
    raise typer.Exit(code)


def _read(
    article: str,
    edition: Path | None,
    references: Path | None,
    duplicate_references: str,
    retractions: Path | None,
) -> References:
    from docforge.cli.inputs import check_duplicates, read_inputs, read_references
    from docforge.edition.beside import guide, overrides_beside, references_beside
    from docforge.edition.references import article_of_edition, read_list
    from docforge.edition.retracted import load_retractions

    duplicates = check_duplicates(duplicate_references)
    known = load_retractions(retractions) if retractions else None
    if article == "-" or Path(article).is_file() or Path(article).suffix or Path(article).name != article:
        copies, folder = read_inputs([article])
        guidance = guide(
            overrides_beside(folder),
            duplicates=duplicates,
            references=read_references(references) or references_beside(folder),
        )
        return read_list(None, copies, guidance, known)
    from dataclasses import replace

    from docforge.cli.places import default_edition

    corrected, copies_, guidance = article_of_edition(article, edition or default_edition())
    if references is not None:
        guidance = replace(guidance, references=read_references(references))
    if duplicates:
        guidance = replace(guidance, duplicates=duplicates)
    return read_list(corrected, copies_, guidance, known)


def _looked_up(read: References, mailto: str, server: str, silent: bool) -> References:
    from docforge.edition.crossref import SERVER, Crossref, look_up
    from docforge.edition.output import CACHE
    from docforge.edition.references import with_findings

    crossref = Crossref(Path("build") / CACHE / "crossref", server or SERVER, mailto)
    with show.progress_bar(not silent) as progress:
        found = tuple(look_up(read.document.references, crossref, progress))
    return with_findings(read, found)


def _parse(parse: str, confidence: bool, output: Path | None, as_json: bool, quiet: bool) -> None:
    from docforge.cli.inputs import read_inputs
    from docforge.edition.output import prepare, write_file
    from docforge.edition.references import parse_lines

    (raw,), _ = read_inputs([parse])
    if output is not None:
        prepare(output.parent)
    lines = parse_lines(raw, confidence=confidence)
    count = 0
    if output is None:
        for line in lines:
            count += 1
            show.write_bytes(line)
    else:
        parsed = list(lines)
        count = len(parsed)
        write_file(output, b"".join(parsed))
    if as_json:
        show.say_json({"ok": True, "exit_code": 0, "references": count}, error=output is None)
    elif output is not None and not quiet:
        show.say(f"{output}: {count} references.")
