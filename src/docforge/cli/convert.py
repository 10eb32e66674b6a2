"""Convert one article from its damaged copies.

Several INPUTs are copies of the same article and are merged; "-" reads standard input.
Without -o the result goes to standard output. -o NAME.md (.json .html .pdf .epub .xml .docx) is a file,
anything else a folder; several formats need a folder.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import codes, show
from docforge.cli.options import DuplicateReferences, ReferencesFile
from docforge.errors import UsageError


def command(
    inputs: Annotated[list[str], typer.Argument(help='Files, or "-".', metavar="INPUT...")],
    to: Annotated[
        str, typer.Option("--to", "-t", help="Formats: md,json,html,pdf,epub,jats,docx.", show_default="md")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File or folder for the result.", show_default="standard output"),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", help="What the inputs are: plain, ocr-markdown, web, html, markdown.")
    ] = "",
    language: Annotated[str, typer.Option("--language", help='Language of the article, such as "en".')] = "",
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="Your decisions on it (docforge decide).", show_default=False),
    ] = None,
    style: Annotated[
        str,
        typer.Option(
            "--style",
            help="Citation style: a CSL name (apa, ieee ...) or a .csl file.",
            show_default="as printed",
        ),
    ] = "",
    theme: Annotated[
        str, typer.Option("--theme", help="Look of the pages: journal, magazine or book.")
    ] = "journal",
    references: ReferencesFile = None,
    duplicate_references: DuplicateReferences = "",
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.cli.inputs import check_duplicates, read_inputs, read_references
    from docforge.edition.convert import check_formats, convert_copies
    from docforge.edition.decisions import load_decisions
    from docforge.edition.output import prepare, write_file, write_files
    from docforge.edition.restyle.styles import find_style
    from docforge.edition.results import failed
    from docforge.exporters.theme import themes

    if output == Path("-"):
        output = None
    formats, file = _wanted(to, output, check_formats)
    if output is None and len(formats) == 1:
        _refuse_terminal(formats[0])
    copies, folder = read_inputs(inputs, kind)
    chosen = find_style(style) if style else None
    if theme not in themes():
        raise UsageError(f'There is no theme "{theme}".', f"Themes: {', '.join(themes())}.")
    given = read_references(references)
    duplicates = check_duplicates(duplicate_references)
    decided = load_decisions(decisions, str(decisions)) if decisions else None
    if output is not None:
        prepare(output.parent if file else output)
    with show.progress_bar(not (quiet or as_json)) as progress:
        progress(0, 2, "reading and converting")
        result = convert_copies(
            copies,
            formats,
            language=language,
            folder=folder,
            decisions=decided,
            style=chosen,
            theme=theme,
            references=given,
            duplicates=duplicates,
        )
        progress(1, 2, "writing")
    written = list(result.files)
    if output is None:
        show.write_bytes(next(iter(result.files.values())))
    elif file:
        first, *rest = result.files
        write_file(output, result.files[first])
        write_files(output.parent, {name: result.files[name] for name in rest})
        written = [output.name, *rest]
    else:
        write_files(output, result.files)
    code = codes.ERRORS_IN_RESULT if failed(result.findings, strict) else codes.DONE
    if as_json:
        outcome = {
            "ok": code == codes.DONE,
            "exit_code": code,
            "files": written if output else [],
            "counts": show.counted(result.findings),
            "findings": [show.finding_plain(f) for f in result.findings],
        }
        show.say_json(outcome, error=output is None)
    else:
        show.show_findings(result.findings, quiet=quiet)
        if output and not quiet:
            show.say(f"{output}: {', '.join(written)}; {show.in_words(show.counted(result.findings))}.")
    raise typer.Exit(code)


def _wanted(
    to: str, output: Path | None, check: Callable[[Sequence[str]], tuple[str, ...]]
) -> tuple[tuple[str, ...], bool]:
    """The formats, and whether ``output`` is a file. Contradictions are errors of use."""
    from docforge.edition.formats import BY_SUFFIX

    by_suffix = BY_SUFFIX.get(output.suffix.lower()) if output and not output.is_dir() else None
    if to:
        formats = check([name.strip().lower() for name in to.split(",") if name.strip()])
    else:
        formats = (by_suffix or "md",)
    if by_suffix and len(formats) > 1:
        raise UsageError(
            f"{output} is one file, but {len(formats)} formats are wanted.", "Name a folder with -o."
        )
    if by_suffix and by_suffix != formats[0]:
        raise UsageError(
            f'{output} is named like "{by_suffix}", but "{formats[0]}" is wanted.', "Change --to or the name."
        )
    if output is None and len(formats) > 1:
        raise UsageError("Several formats cannot go to standard output.", "Name a folder with -o.")
    return formats, by_suffix is not None


def _refuse_terminal(name: str) -> None:
    from docforge.edition.formats import FORMATS

    if FORMATS[name].binary and sys.stdout.isatty():
        raise UsageError(f"A terminal cannot show {name}.", f"Name a file: -o {FORMATS[name].file}")
