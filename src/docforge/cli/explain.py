"""Show what was repaired in ARTICLE, where, and why; what is open; and what you decided.

ARTICLE is the id of an article of the edition, or a file. Each repair and question has a key in brackets, by
which `docforge decide` takes your word on it. --rule shows one rule only, --open the open questions only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docforge.cli import show
from docforge.cli.options import ArticleName, BuiltInto, DecisionsFile, EditionDir, Quiet
from docforge.cli.places import default_edition


def command(
    article: ArticleName,
    rule: Annotated[str | None, typer.Option("--rule", help="Only this rule.", show_default=False)] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what waits for you, worst first.")] = False,
    edition_dir: EditionDir = None,
    out: BuiltInto = Path("build"),
    decisions: DecisionsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as JSON.")] = False,
    quiet: Quiet = False,
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
