"""``article.toml``: what the editor decides about one article.

It wins over what is read from the copies; ``apply`` lays it over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docforge.edition.article_keys import ARTICLE_KEYS
from docforge.edition.further import Further, read_further
from docforge.edition.keys import of_table
from docforge.edition.paths import inside
from docforge.edition.record import read_record
from docforge.edition.shapes import language
from docforge.edition.tomlfile import TomlFile, read_toml
from docforge.edition.values import Findings, Value, read_blocks, read_table
from docforge.model.deposit import Record

ARTICLE_FILE = "article.toml"
IMAGE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
TABLES = (
    "authors", "dates", "original", "figures", "copies", "translations", "statements",
    "funding", "supplements", "record", "abstracts", "products", "related",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureOverride:
    """``file`` is relative to the article's folder, "" where only the words are given."""

    file: str = ""
    alt: str = ""
    decorative: bool = False
    credit: str = ""
    licence: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Only what was given: a key that is absent leaves what was read. ``where`` names the file."""

    where: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    authors: tuple[Mapping[str, Value], ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    original: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, FigureOverride] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    statements: Mapping[str, Value] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    further: Further = field(default_factory=Further)


def read_overrides(root: Path, folder: Path, name: str, findings: Findings) -> Overrides:
    """Read the article.toml in ``folder``; mistakes go to ``findings``. ``root`` is the edition's folder."""
    toml = read_toml(folder / name.rpartition("/")[2], name)
    values = read_table(
        toml,
        "",
        toml.data,
        of_table(ARTICLE_KEYS, ""),
        findings,
        tables=TABLES,
        elsewhere={"file": "figures.<id>", "alt": "figures.<id>", "name": "[authors]", "orcid": "[authors]"},
    )
    kinds = _named_tables(toml, "copies", findings)
    for copy in kinds:
        if not (folder / copy).is_file():
            findings.wrong(toml.at(f"copies.{copy}"), f'there is no copy "{copy}" in this folder.')
    return Overrides(
        where=name,
        values=values,
        authors=_authors(toml, findings),
        dates=_texts(toml, "dates", findings),
        original=_texts(toml, "original", findings),
        figures={
            figure: _figure(root, folder, toml, figure, given, findings)
            for figure, given in _named_tables(toml, "figures", findings).items()
        },
        kinds={copy: str(given["kind"]) for copy, given in kinds.items() if "kind" in given},
        translations=_translations(toml, findings),
        statements=read_table(
            toml,
            "statements",
            toml.data.get("statements", {}),
            of_table(ARTICLE_KEYS, "statements"),
            findings,
        ),
        record=read_record(root, folder, toml, findings),
        further=read_further(toml, findings),
    )


def _authors(toml: TomlFile, findings: Findings) -> tuple[Mapping[str, Value], ...]:
    found = []
    for block in read_blocks(toml, "authors", of_table(ARTICLE_KEYS, "authors"), findings):
        values = block.values
        if block.lacks("name"):
            if values.get("family"):
                values["name"] = f"{values.get('given', '')} {values['family']}".strip()
            else:
                findings.wrong(toml.at(block.path), "this author has no name.")
        found.append(values)
    return tuple(found)


def _texts(toml: TomlFile, table: str, findings: Findings) -> dict[str, str]:
    values = read_table(toml, table, toml.data.get(table, {}), of_table(ARTICLE_KEYS, table), findings)
    return {name: str(value) for name, value in values.items()}


def _translations(toml: TomlFile, findings: Findings) -> dict[str, dict[str, Value]]:
    found = _named_tables(toml, "translations", findings)
    for tag in found:
        if wrong := language(tag):
            findings.wrong(toml.at(f"translations.{tag}"), f'"{tag}" {wrong}.')
    return found


def _named_tables(toml: TomlFile, table: str, findings: Findings) -> dict[str, dict[str, Value]]:
    """Tables such as ``[figures.fig-1]`` by their name."""
    entries = toml.data.get(table, {})
    if not isinstance(entries, dict):
        findings.wrong(toml.at(table), f"write [{table}.<name>], a table for each of the {table}.")
        return {}
    keys = of_table(ARTICLE_KEYS, table)
    return {
        name: read_table(toml, f"{table}.{name}", entry, keys, findings) for name, entry in entries.items()
    }


def _figure(
    root: Path, folder: Path, toml: TomlFile, name: str, given: Mapping[str, Value], findings: Findings
) -> FigureOverride:
    texts = {key: str(value) for key, value in given.items() if key != "decorative"}
    figure = FigureOverride(**texts, decorative=bool(given.get("decorative")))
    if figure.alt and figure.decorative:
        findings.wrong(
            toml.at(f"figures.{name}.decorative"),
            "decorative = true, but alt describes the picture; keep one of them.",
        )
    if figure.file:
        where = toml.at(f"figures.{name}.file")
        path = inside(root, folder, figure.file, f"{where}: file")
        if path.suffix.lower() not in IMAGE_SUFFIXES:
            findings.wrong(where, f'"{figure.file}" is not an image ({", ".join(IMAGE_SUFFIXES)}).')
        elif not path.is_file():
            findings.wrong(
                where, f'the image "{figure.file}" does not exist; put it there or take the key out.'
            )
    return figure
