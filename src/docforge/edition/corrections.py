"""``[[corrections]]`` of edition.toml: what was corrected in which article after the release."""

from __future__ import annotations

from collections.abc import Collection

from docforge.edition.keys import EDITION_KEYS, of_table
from docforge.edition.tomlfile import TomlFile
from docforge.edition.values import Findings, read_blocks
from docforge.model.edition import Correction

TABLE = "corrections"
NEEDED = ("article", "text", "date")


def read_corrections(toml: TomlFile, articles: Collection[str], findings: Findings) -> tuple[Correction, ...]:
    """The corrections in the order of the file; mistakes go to ``findings``."""
    found = []
    for block in read_blocks(toml, TABLE, of_table(EDITION_KEYS, TABLE), findings):
        for name in NEEDED:
            if block.lacks(name):
                findings.wrong(toml.at(block.path), f"this correction has no {name}.")
        article = block.text("article")
        if article and article not in articles:
            where = toml.at(f"{block.path}.article")
            findings.wrong(where, f'there is no article "{article}" in this edition.')
        found.append(Correction(**{name: block.text(name) for name in block.values | dict.fromkeys(NEEDED)}))
    return tuple(found)
