"""Read raw reference strings into CSL-JSON items: one line in, one line of JSON out, in order.

--parse FILE, or "-" for standard input: one raw reference string a line. Each line of the result is an object
with raw, the string as it was given, and csl, the item. --confidence adds how sure each field is (0 to 1) and
which fields are doubtful.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    parse: Annotated[
        str, typer.Option("--parse", help='File with one string a line, or "-".', metavar="FILE")
    ],
    confidence: Annotated[
        bool, typer.Option("--confidence", help="Tell how sure each field is, and what is doubtful.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File for the result.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.cli.inputs import read_inputs
    from docforge.cli.show import say, say_json, write_bytes
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
            write_bytes(line)
    else:
        parsed = list(lines)
        count = len(parsed)
        write_file(output, b"".join(parsed))
    if as_json:
        say_json({"ok": True, "exit_code": 0, "references": count}, error=output is None)
    elif output is not None and not quiet:
        say(f"{output}: {count} references.")
