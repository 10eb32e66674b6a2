"""``profile.toml`` of a journal -> what it asks for; every mistake is told with file and line."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path

from docforge.edition import shapes
from docforge.edition.keys import Key, of_table
from docforge.edition.restyle.styles import find_style
from docforge.edition.tomlfile import TomlFile, read_toml
from docforge.edition.values import Findings, Value, read_table
from docforge.errors import ConfigError, UsageError
from docforge.model.journal import JournalProfile
from docforge.model.statements import STATEMENTS

SUFFIX = ".toml"
LETTER_FACTS = ("title", "authors", "corresponding", "journal", "editor", "words", "kind", "statements")


def number(value: str) -> str:
    return "" if re.fullmatch(r"[1-9]\d{0,6}", value) else "is not a number: write it in figures, from 1 on"


def figure_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_{}-]+", value) or "{number}" not in value:
        return 'is no pattern of names: letters, digits, hyphens and {number}, as "fig-{number}"'
    return ""


def letter_text(value: str) -> str:
    unknown = [name for name in re.findall(r"\{([^{}]*)\}", value) if name not in LETTER_FACTS]
    if unknown:
        return f"has {{{unknown[0]}}} in it, which stands for nothing; known are {', '.join(LETTER_FACTS)}"
    return shapes.any_text(value)


def _limit(name: str, explained: str) -> Key:
    return Key("limits", name, explained, None, shape=number, field=name)


PROFILE_KEYS: tuple[Key, ...] = (
    Key("journal", "name", "Name of the journal.", field="name"),
    Key("journal", "about", "What kind of profile this is.", field="about"),
    Key("journal", "url", "Where its instructions for authors stand.", shape=shapes.url, field="url"),
    _limit("words", "Most words of the article: text and notes, without abstract and references."),
    _limit("abstract_words", "Most words of the abstract."),
    _limit("title_words", "Most words of the title, with its subtitle."),
    _limit("keywords_min", "Fewest keywords."),
    _limit("keywords_max", "Most keywords."),
    _limit("references_max", "Most references."),
    _limit("figures_max", "Most figures and tables together."),
    Key(
        "text",
        "reference_style",
        "Style of references and citations: a name of the CSL repository.",
        field="reference_style",
    ),
    Key(
        "text",
        "sections",
        'Sections that must be there; other names of one after a bar: "Methods|Materials and methods".',
        (),
        "texts",
        field="sections",
    ),
    Key(
        "text",
        "statements",
        "Statements that must be there.",
        (),
        "texts",
        choices=tuple(STATEMENTS),
        field="statements",
    ),
    Key("text", "blind", "Is the manuscript read by reviewers who must not know its authors?", False, "flag",
        field="blind"),
    Key("text", "figures", "Where figures and tables stand: place or end.", "place", choices=("place", "end"),
        field="figures"),
    Key("text", "double_spacing", "Double spacing?", True, "flag", field="double_spacing"),
    Key("text", "line_numbers", "Numbers of lines?", True, "flag", field="line_numbers"),
    Key(
        "figures",
        "formats",
        "Formats that are taken.",
        (),
        "texts",
        choices=("png", "jpg", "tif", "gif", "webp", "svg", "eps", "pdf"),
        field="formats",
    ),
    Key("figures", "min_dpi", "Fewest dots per inch at width_mm.", None, shape=number, field="min_dpi"),
    Key("figures", "width_mm", "Width in print, in millimetres.", "85", shape=number, field="width_mm"),
    Key("figures", "colour", "Colours: rgb, grey or cmyk.", choices=("rgb", "grey", "cmyk"), field="colour"),
    Key("figures", "file_name", "Names of figures.", "figure-{number}", shape=figure_name, field="file_name"),
    Key("letter", "wanted", "Is a cover letter wanted?", False, "flag", field="letter_wanted"),
    Key("letter", "editor", "Whom it is written to.", field="editor"),
    Key("letter", "text", "Its text, with names of facts in braces.", shape=letter_text, field="letter"),
    Key("confirm", "points", "What only a person can confirm, one line each.", (), "texts", field="confirm"),
)  # fmt: skip
TABLES = tuple(dict.fromkeys(key.table for key in PROFILE_KEYS))


def shipped_profiles() -> tuple[str, ...]:
    """Names of the example profiles."""
    folder = files("docforge") / "data" / "profiles"
    return tuple(sorted(p.name.removesuffix(SUFFIX) for p in folder.iterdir() if p.name.endswith(SUFFIX)))


def load_profile(named: str) -> JournalProfile:
    """The profile in a file, or a shipped one by its name. Raises ``UsageError``, ``ConfigError``."""
    if named in shipped_profiles():
        with as_file(files("docforge") / "data" / "profiles" / f"{named}{SUFFIX}") as path:
            return read_profile(read_toml(path, path.name))
    path = Path(named)
    if not path.is_file():
        raise UsageError(
            f"There is no profile {named}.", f"Name a file; examples: {', '.join(shipped_profiles())}."
        )
    return read_profile(read_toml(path, path.name))


def read_profile(toml: TomlFile) -> JournalProfile:
    """Check a profile. Unknown keys are mistakes: a rule that is not read would pass for one that is met."""
    findings = Findings()
    given: dict[str, Value | int] = {}
    fields: dict[str, str] = {}
    for name in toml.data:
        if name not in TABLES:
            findings.wrong(toml.at(name), f'"{name}" is not known; known are {", ".join(TABLES)}.')
    for table in TABLES:
        keys = of_table(PROFILE_KEYS, table)
        for name, value in read_table(toml, table, toml.data.get(table, {}), keys, findings).items():
            key = keys[name]
            given[key.field] = int(str(value)) if key.shape is number else value
            fields[key.field] = toml.at(f"{table}.{name}")
    findings.mistakes += [f"{d.where}: {d.message} {d.hint}" for d in findings.ignored]
    if not given.get("name"):
        findings.wrong(toml.at("journal"), "the journal has no name.")
    low, high = given.get("keywords_min", 0), given.get("keywords_max", 0)
    if isinstance(low, int) and isinstance(high, int) and high and low > high:
        findings.wrong(fields["keywords_min"], f"keywords_min = {low} is more than keywords_max = {high}.")
    if style := str(given.get("reference_style", "")):
        try:
            find_style(style, Path())
        except ConfigError as error:
            findings.wrong(fields["reference_style"], f"{error.message} {error.hint}".strip())
    findings.raise_mistakes()
    return JournalProfile(toml.name, lines=fields, **given)  # type: ignore[arg-type]  # by the table of keys
