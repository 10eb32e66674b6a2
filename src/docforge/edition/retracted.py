"""The editor's dated list of retracted works, held against the reference lists of a whole edition.

The list is read once for all articles. Without one the report says that nothing was checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docforge.diagnostics import Diagnostic
from docforge.edition.inputs import RawFile
from docforge.errors import InputError
from docforge.model.meta import Document
from docforge.validate.base import Checked

LIMIT = 512 * 1024 * 1024
CHECKER = "retractions"
NO_LIST = 'Name a dated list of retracted works in edition.toml: retractions = "FILE".'


def load_retractions(path: Path, name: str = "") -> RawFile:
    """The file of retracted works, which may be larger than a text. Raises ``InputError``."""
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{name or path} is larger than {LIMIT >> 20} MiB.", "Leave out what is old.")
        return RawFile(name or str(path), path.read_bytes())
    except OSError as error:
        raise InputError(
            f"{name or path} cannot be read: {error.strerror or error}.",
            "Check the name and your rights to the file.",
        ) from error


def hold_against(
    documents: Mapping[str, Document], file: RawFile | None
) -> tuple[dict[str, tuple[Diagnostic, ...]], tuple[Checked, ...]]:
    """What the list says of the entries of each article, and that it was held against them, or was not.

    Raises ``InputError`` for a file that is no such list.
    """
    # Heavy: an unchanged build does without.
    from docforge.citations.checks.entry import listed_entries
    from docforge.citations.retractions import check_retractions, read_retractions

    entries = {name: listed_entries(document.references) for name, document in documents.items()}
    if not any(entries.values()):
        return {}, ()
    if file is None:
        return {}, (Checked(CHECKER, "", "reference lists", False, NO_LIST),)
    known = read_retractions(file.data, file.name, [e for own in entries.values() for e in own])
    told = {name: tuple(check_retractions(own, known)) for name, own in entries.items()}
    size = sum(map(len, entries.values()))
    count = sum(
        len({d.span or d.where for d in own if d.code == "reference-retracted"}) for own in told.values()
    )
    said = (
        f"{count} of {size} entries are retracted by its {known.size} records (by DOI, or by title and year)."
    )
    return told, (Checked(CHECKER, known.dated, file.name, True, said),)
