"""Arguments and options that several commands share: which article, which edition, which decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ArticleName = Annotated[str, typer.Argument(help="Id of the article, or a file.", metavar="ARTICLE")]
EditionDir = Annotated[
    Path | None, typer.Option("--edition", help="Folder with edition.toml.", show_default=False)
]
BuiltInto = Annotated[Path, typer.Option("--out", help="Folder that the edition was built into.")]
DecisionsFile = Annotated[
    Path | None, typer.Option("--decisions", help="Decisions on a single file.", show_default=False)
]
ReferencesFile = Annotated[
    Path | None,
    typer.Option(
        "--references",
        help="Your own list, CSL-JSON or .bib. Default: references.json or .bib beside the article.",
        show_default=False,
    ),
]
DuplicateReferences = Annotated[
    str,
    typer.Option(
        "--duplicate-references",
        help="Entries of one work: keep or merge. Default: as article.toml says, or keep.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
