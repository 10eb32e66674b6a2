"""``[[corrections]]`` of edition.toml: what was corrected in which article after the release."""

from __future__ import annotations

from collections.abc import Collection

from docforge.edition.keys import EDITION_KEYS, of_table
from docforge.edition.tomlfile import TomlFile
from docforge.edition.values import Findings, read_table
from docforge.model.edition import Correction

TABLE = "corrections"
NEEDED = ("article", "text", "date")


def read_corrections(toml: TomlFile, articles: Collection[str], findings: Findings) -> tuple[Correction, ...]:
    """The corrections in the order of the file; mistakes go to ``findings``."""
    entries = toml.data.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        findings.wrong(toml.at(TABLE), "corrections must be written as [[corrections]], one block for each.")
        return ()
    keys = of_table(EDITION_KEYS, TABLE)
    found = []
    for number, entry in enumerate(entries):
        path = f"{TABLE}[{number}]"
        before = len(findings.mistakes)
        given = {name: str(value) for name, value in read_table(toml, path, entry, keys, findings).items()}
        for name in NEEDED:
            if name not in given and len(findings.mistakes) == before:
                findings.wrong(toml.at(path), f"this correction has no {name}.")
        article = given.get("article", "")
        if article and article not in articles:
            findings.wrong(toml.at(f"{path}.article"), f'there is no article "{article}" in this edition.')
        if len(findings.mistakes) == before:
            found.append(Correction(**given))
    return tuple(found)
