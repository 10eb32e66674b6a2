"""Inputs named on the command line -> bytes. "-" is standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from docforge.edition.inputs import LIMIT, RawFile, check_raw, load_file
from docforge.edition.keys import COPY_KINDS
from docforge.errors import UsageError
from docforge.model.source import Kind


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
