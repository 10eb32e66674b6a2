"""Inputs named on the command line -> bytes. "-" is standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docforge.edition.article_keys import COPY_KINDS
from docforge.edition.inputs import LIMIT, RawFile, check_raw, load_file
from docforge.edition.keys import DUPLICATES
from docforge.errors import UsageError
from docforge.model.source import Kind

if TYPE_CHECKING:
    from docforge.edition.explain import Subject


def read_inputs(names: Sequence[str], kind: str = "") -> tuple[list[RawFile], Path | None]:
    """The files and the folder of the first one (None for standard input). Raises ``InputError``."""
    if kind and kind not in COPY_KINDS:
        raise UsageError(f'There is no kind "{kind}".', f"Kinds: {', '.join(COPY_KINDS)}.")
    if names.count("-") > 1:
        raise UsageError('Standard input ("-") can be read once only.', "Write the others to files.")
    chosen = cast(Kind | None, kind or None)
    raws = []
    folder = None
    for name in names:
        if name == "-":
            raws.append(check_raw(RawFile("-", sys.stdin.buffer.read(LIMIT + 1), chosen)))
            continue
        folder = folder or Path(name).parent
        raws.append(load_file(Path(name), name, chosen))
    return raws, folder


def check_duplicates(word: str) -> str:
    """What to do with entries of one work, "" for what article.toml or the edition says.

    Raises ``UsageError`` for a word that says neither.
    """
    if word and word not in DUPLICATES:
        raise UsageError(
            f'--duplicate-references = "{word}" is not one of {", ".join(DUPLICATES)}.',
            "The default is what article.toml or edition.toml says, or keep.",
        )
    return word


def read_references(named: Path | None) -> RawFile | None:
    """The editor's own list of references, where one was named."""
    return load_file(named, str(named)) if named else None


def read_subject(article: str, edition_dir: Path, out: Path, decisions: Path | None) -> Subject:
    """An article by its id in the edition, or a file with the decisions that were named for it."""
    from docforge.edition.explain import read_files, read_for_explaining

    if Path(article).is_file():
        return read_files(*read_inputs([article]), decisions)
    if decisions is not None:
        raise UsageError(
            "--decisions is for single files.", f"Decisions on {article} are in the folder of the article."
        )
    return read_for_explaining(article, edition_dir, out)
