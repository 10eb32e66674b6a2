"""``[record]``, ``[[funding]]`` and ``[[supplements]]`` of article.toml, and where its authors work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docforge.edition.article_keys import ARTICLE_KEYS
from docforge.edition.keys import of_table
from docforge.edition.paths import inside
from docforge.edition.tomlfile import TomlFile
from docforge.edition.values import Findings, Value, read_blocks, read_table
from docforge.model.deposit import Place, Record, Supplement
from docforge.model.meta import Funding

MOST = 512 * 1024 * 1024


def read_record(root: Path, folder: Path, toml: TomlFile, findings: Findings) -> Record:
    """What article.toml says beside the text; mistakes go to ``findings``."""
    keys = of_table(ARTICLE_KEYS, "record")
    said = read_table(toml, "record", toml.data.get("record", {}), keys, findings)
    funding = []
    for block in read_blocks(toml, "funding", of_table(ARTICLE_KEYS, "funding"), findings):
        if block.lacks("funder"):
            findings.wrong(toml.at(block.path), "this funding has no funder.")
        awards = block.texts("awards")
        recipients = block.texts("recipients")
        funding.append(Funding(block.text("funder"), block.text("funder_id"), awards, recipients))
    supplements = []
    for block in read_blocks(toml, "supplements", of_table(ARTICLE_KEYS, "supplements"), findings):
        if block.lacks("file"):
            findings.wrong(toml.at(block.path), "this supplement has no file.")
        if not (name := block.text("file")):
            continue
        where = inside(root, folder, name, f"{toml.at(f'{block.path}.file')}: file")
        data = where.read_bytes() if where.is_file() and where.stat().st_size <= MOST else None
        supplements.append(Supplement(name, block.text("title"), data))
    return Record(
        str(said.get("permission", "")),
        str(said.get("resubmission", "")),
        bool(said.get("doaj_reprint")),
        _texts(said, "self_citations"),
        _texts(said, "other_words"),
        tuple(funding),
        tuple(supplements),
        tuple(_places(toml)),
    )


def _texts(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    return value if isinstance(value, tuple) else (str(value),)


def _places(toml: TomlFile) -> Iterator[tuple[str, Place]]:
    """By the printed affiliation; the shapes of the values are checked with the authors."""
    authors = toml.data.get("authors", [])
    for entry in authors if isinstance(authors, list) else ():
        if not isinstance(entry, dict):
            continue
        given = {name: _listed(entry.get(name)) for name in ("affiliation", "ror", "country")}
        for number, text in enumerate(given["affiliation"]):
            parts = [given[name][number] if number < len(given[name]) else "" for name in ("ror", "country")]
            if any(parts):
                yield text, Place(*parts)


def _listed(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]
