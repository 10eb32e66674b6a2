"""``[record]``, ``[[funding]]`` and ``[[supplements]]`` of article.toml, and where its authors work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docforge.edition.keys import ARTICLE_KEYS, of_table
from docforge.edition.paths import inside
from docforge.edition.tomlfile import TomlFile
from docforge.edition.values import Findings, Value, read_table
from docforge.model.deposit import Funding, Place, Record, Supplement

MOST = 512 * 1024 * 1024


def read_record(root: Path, folder: Path, toml: TomlFile, findings: Findings) -> Record:
    """What article.toml says beside the text; mistakes go to ``findings``."""
    keys = of_table(ARTICLE_KEYS, "record")
    said = read_table(toml, "record", toml.data.get("record", {}), keys, findings)
    funding = []
    for path, values in _blocks(toml, "funding", findings):
        if not values.get("funder"):
            findings.wrong(toml.at(path), "this funding has no funder.")
        funding.append(
            Funding(str(values.get("funder", "")), str(values.get("funder_id", "")), _texts(values, "awards"))
        )
    supplements = []
    for path, values in _blocks(toml, "supplements", findings):
        name = str(values.get("file", ""))
        if not name:
            findings.wrong(toml.at(path), "this supplement has no file.")
            continue
        where = inside(root, folder, name, f"{toml.at(f'{path}.file')}: file")
        data = where.read_bytes() if where.is_file() and where.stat().st_size <= MOST else None
        supplements.append(Supplement(name, str(values.get("title", "")), data))
    return Record(
        str(said.get("permission", "")),
        str(said.get("resubmission", "")),
        bool(said.get("doaj_reprint")),
        _texts(said, "self_citations"),
        tuple(funding),
        tuple(supplements),
        tuple(_places(toml)),
    )


def _blocks(toml: TomlFile, table: str, findings: Findings) -> Iterator[tuple[str, dict[str, Value]]]:
    entries = toml.data.get(table, [])
    if not isinstance(entries, list):
        findings.wrong(toml.at(table), f"{table} must be written as [[{table}]], one block for each.")
        return
    keys = of_table(ARTICLE_KEYS, table)
    for number, entry in enumerate(entries):
        path = f"{table}[{number}]"
        yield path, read_table(toml, path, entry, keys, findings)


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
