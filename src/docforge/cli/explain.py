"""Show what was repaired in ARTICLE, where, and why; what is open; and what you decided.

ARTICLE is the id of an article of the edition, or a file. Each repair and question has a key in brackets, by
which `docforge decide` takes your word on it. --rule shows one rule only, --open the open questions only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import show
from docforge.cli.places import default_edition


def command(
    article: Annotated[str, typer.Argument(help="Id of the article, or a file.", metavar="ARTICLE")],
    rule: Annotated[str | None, typer.Option("--rule", help="Only this rule.", show_default=False)] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what waits for you, worst first.")] = False,
    edition_dir: Annotated[
        Path | None, typer.Option("--edition", help="Folder with edition.toml.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that the edition was built into.")] = Path(
        "build"
    ),
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="Decisions on a single file.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.cli.inputs import read_subject
    from docforge.edition.explain import explain_reading, questions_plain, repairs_plain

    reading = read_subject(article, edition_dir or default_edition(), out, decisions).reading
    lines = explain_reading(reading, rule, only_open=only_open)
    if as_json:
        plain: dict[str, object] = {"ok": True, "exit_code": 0}
        plain |= {} if only_open else {"repairs": repairs_plain(reading, rule)}
        show.say_json(plain | {"questions": questions_plain(reading, rule)})
    elif not quiet:
        for line in lines:
            show.say(line)
