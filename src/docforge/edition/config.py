"""``edition.toml`` -> settings. Nothing but the edition's folder is looked at, and no text is read here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.beside import find_overrides, find_references
from docforge.edition.corrections import read_corrections
from docforge.edition.decisions import DECISIONS_FILE, read_decisions
from docforge.edition.keys import EDITION_KEYS, of_table
from docforge.edition.overrides import ARTICLE_FILE, IMAGE_SUFFIXES, Overrides
from docforge.edition.own_look import read_fonts, read_sheets
from docforge.edition.paths import inside, must_stay
from docforge.edition.releases import Release, load_releases
from docforge.edition.restyle.styles import CSL_SUFFIX, Style, find_style
from docforge.edition.tomlfile import TomlFile, read_toml
from docforge.edition.values import Findings, Value, read_blocks, read_table, shown
from docforge.errors import ConfigError
from docforge.exporters.theme import DEFAULT_THEME, themes
from docforge.model.deposit import Deposit
from docforge.model.edition import Board, EditionMeta
from docforge.repair.decisions import Decisions

EDITION_FILE = "edition.toml"
CORRECTED_FILE = "article.md"
COPY_SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".docx", ".odt")
# What an article's folder may hold by the format's plan and no step reads yet: said, not passed over.
NOT_READ_YET = ("notes.toml",)
TABLES = ("journal", "edition", "deposit", "board", "articles", "corrections")
NOT_COPIES = (CORRECTED_FILE, "readme.md", "readme.txt", "notes.md")


@dataclass(frozen=True, slots=True)
class ArticleConfig:
    """One article. ``copies[0]`` is the text; ``corrected`` is the article.md that wins, if there is one."""

    id: str
    folder: Path
    copies: tuple[Path, ...]
    corrected: Path | None = None
    section: str = ""
    elocation_id: str = ""
    overrides: Overrides = field(default_factory=Overrides)
    decisions: Decisions = field(default_factory=Decisions)
    references: Path | None = None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that takes part, in a fixed order."""
        return (*((self.corrected,) if self.corrected else ()), *self.copies)


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """An edition's settings, checked. ``folder`` is the root that nothing is read outside of."""

    folder: Path
    meta: EditionMeta
    articles: tuple[ArticleConfig, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    style: Style | None = None
    duplicate_references: str = "keep"
    releases: tuple[Release, ...] = ()
    retractions: Path | None = None

    def name(self, path: Path) -> str:
        """How messages and places call a file: relative to the edition, with slashes."""
        return path.relative_to(self.folder).as_posix()


def load_edition(folder: Path) -> EditionConfig:
    """Read and check the edition in ``folder``.

    Raises ``ConfigError`` that lists every mistake with file, line and key; unknown keys are no mistake but a
    ``config-ignored`` diagnostic.
    """
    manifest = folder / EDITION_FILE
    if folder.exists() and not folder.is_dir():
        raise ConfigError(
            f"{folder} is a file, not an edition's folder.", "Name the folder with edition.toml in it."
        )
    if not manifest.is_file():
        raise ConfigError(
            f"There is no {EDITION_FILE} in {folder}.", f"Write one with: docforge init {folder}"
        )
    must_stay(folder, manifest, EDITION_FILE)
    toml = read_toml(manifest, EDITION_FILE)
    findings = Findings()
    given = _read_edition(toml, findings)
    duplicates = str(given.pop("duplicate_references", "keep"))
    listed = str(given.pop("retractions", ""))
    cover = _read_cover(folder, toml, str(given.pop("cover", "")), findings)
    board = _read_board(toml, findings)
    deposit = _read_deposit(toml, findings)
    fonts = read_fonts(folder, toml, _texts_of(given.pop("fonts", ())), findings)
    sheets = read_sheets(folder, str(given.get("theme") or DEFAULT_THEME), findings)
    own = EditionMeta(cover=cover, board=board, deposit=deposit, fonts=fonts, sheets=sheets)
    meta = replace(own, **given)  # type: ignore[arg-type]  # the table of keys names fields of EditionMeta
    articles = _read_articles(folder, toml, findings)
    corrections = read_corrections(toml, [article.id for article in articles], findings)
    style = _read_style(folder, toml, meta.citation_style, findings)
    retractions = _find_retractions(folder, toml, listed, findings)
    findings.raise_mistakes()
    meta = replace(meta, corrections=corrections)
    releases = load_releases(folder)
    ignored = tuple(findings.ignored)
    return EditionConfig(folder, meta, articles, ignored, style, duplicates, releases, retractions)


def _texts_of(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _read_edition(toml: TomlFile, findings: Findings) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for table, other in (("journal", "edition"), ("edition", "journal")):
        keys = of_table(EDITION_KEYS, table)
        elsewhere = dict.fromkeys(of_table(EDITION_KEYS, other), other)
        values = read_table(toml, table, toml.data.get(table, {}), keys, findings, elsewhere=elsewhere)
        given |= {keys[name].field or name: value for name, value in values.items()}
    top = {key.name: key.table for key in EDITION_KEYS if key.table not in ("articles", "corrections")}
    rest = {name: value for name, value in toml.data.items() if name not in TABLES}
    read_table(toml, "", rest, {}, findings, tables=TABLES, elsewhere=top)
    theme = given.get("theme")
    if theme is not None and theme not in themes():
        known = ", ".join(themes())
        findings.wrong(toml.at("edition.theme"), f"theme = {shown(theme)} is not one of {known}.")
    return given


def _read_cover(folder: Path, toml: TomlFile, name: str, findings: Findings) -> tuple[str, bytes] | None:
    """The picture of the cover, name and bytes."""
    if not name:
        return None
    where = f"{toml.at('edition.cover')}: cover"
    path = inside(folder, folder, name, where)
    if path.suffix.lower() not in IMAGE_SUFFIXES:
        findings.wrong(where, f'"{name}" is not a picture ({", ".join(IMAGE_SUFFIXES)}).')
    elif not path.is_file():
        findings.wrong(where, f'there is no picture "{name}"; put it there or take the key out.')
    else:
        return path.name, path.read_bytes()
    return None


def _read_board(toml: TomlFile, findings: Findings) -> tuple[Board, ...]:
    found = []
    for block in read_blocks(toml, "board", of_table(EDITION_KEYS, "board"), findings):
        for name in ("role", "names"):
            if block.lacks(name):
                findings.wrong(toml.at(block.path), f"this part of the board has no {name}.")
        names = block.values.get("names", ())
        found.append(Board(block.text("role"), names if isinstance(names, tuple) else ()))
    return tuple(found)


def _read_deposit(toml: TomlFile, findings: Findings) -> Deposit:
    keys = of_table(EDITION_KEYS, "deposit")
    values = read_table(toml, "deposit", toml.data.get("deposit", {}), keys, findings)
    texts = {name: str(value) for name, value in values.items()}
    return Deposit(version=texts.pop("deposit_version", ""), **texts)


def _find_retractions(folder: Path, toml: TomlFile, name: str, findings: Findings) -> Path | None:
    """The list of retracted works."""
    if not name:
        return None
    where = f"{toml.at('edition.retractions')}: retractions"
    path = inside(folder, folder, name, where)
    if path.is_file():
        return path
    findings.wrong(where, f'there is no file "{name}"; put it there or take the key out.')
    return None


def _read_style(folder: Path, toml: TomlFile, name: str, findings: Findings) -> Style | None:
    if not name:
        return None
    where = f"{toml.at('edition.citation_style')}: citation_style"
    try:
        if name.endswith(CSL_SUFFIX):
            inside(folder, folder, name, where)
        return find_style(name, folder)
    except ConfigError as error:
        findings.mistakes.append(f"{where}: {error.message} {error.hint}".strip())
        return None


def _read_articles(folder: Path, toml: TomlFile, findings: Findings) -> tuple[ArticleConfig, ...]:
    if toml.data.get("articles", []) == []:
        findings.wrong(toml.name, "there is no article in it; add [[articles]] with an id.")
    found: list[ArticleConfig] = []
    first_line: dict[str, str] = {}
    for block in read_blocks(toml, "articles", of_table(EDITION_KEYS, "articles"), findings):
        path, values = block.path, block.values
        identifier = values.get("id")
        if not isinstance(identifier, str):
            if block.lacks("id"):
                findings.wrong(toml.at(path), "this article has no id.")
            continue
        if identifier in first_line:
            findings.wrong(
                toml.at(f"{path}.id"), f'the id "{identifier}" is taken already ({first_line[identifier]}).'
            )
            continue
        first_line[identifier] = toml.at(f"{path}.id")
        try:
            found.append(_read_article(folder, toml, path, identifier, values, findings))
        except ConfigError as error:
            findings.mistakes.append(f"{error.message} {error.hint}".strip())
    return tuple(found)


def _read_article(
    root: Path, toml: TomlFile, path: str, identifier: str, values: dict[str, Value], findings: Findings
) -> ArticleConfig:
    key = f"{path}.folder" if "folder" in values else f"{path}.id"
    folder_name = str(values.get("folder", identifier))
    folder = inside(root, root, folder_name, f"{toml.at(key)}: {key.rpartition('.')[2]}")
    if not folder.is_dir():
        raise ConfigError(
            f'{toml.at(key)}: there is no folder "{folder_name}" in the edition.',
            "Make it and put the copies of the article there.",
        )
    overrides = find_overrides(root, folder, f"{folder_name}/{ARTICLE_FILE}", findings)
    decisions = Decisions()
    if (folder / DECISIONS_FILE).exists():
        must_stay(root, folder / DECISIONS_FILE, f"{folder_name}/{DECISIONS_FILE}")
        decisions = read_decisions(folder / DECISIONS_FILE, f"{folder_name}/{DECISIONS_FILE}", findings)
    corrected = folder / CORRECTED_FILE if (folder / CORRECTED_FILE).is_file() else None
    if corrected:
        must_stay(root, corrected, f"{folder_name}/{CORRECTED_FILE}")
    for name in NOT_READ_YET:
        if (folder / name).exists():
            findings.ignored.append(
                diagnostic(
                    "config-ignored",
                    f"{folder_name}/{name} is not read yet and was ignored.",
                    where=f"{folder_name}/{name}",
                    hint="Put its facts into article.toml or article.md for now.",
                )
            )
    copies = _find_copies(root, folder, toml, path, values)
    if not copies and not corrected:
        raise ConfigError(
            f'{toml.at(f"{path}.id")}: there is no text in "{folder_name}" ({", ".join(COPY_SUFFIXES)}).',
            "Put at least one copy of the article there.",
        )
    references = find_references(root, folder)
    section, number = str(values.get("section", "")), str(values.get("elocation_id", ""))
    return ArticleConfig(
        identifier, folder, copies, corrected, section, number, overrides, decisions, references
    )


def _find_copies(
    root: Path, folder: Path, toml: TomlFile, path: str, values: dict[str, Value]
) -> tuple[Path, ...]:
    """The named copies, or every text of the folder by name; the one that is the text first."""
    names = values.get("copies")
    if isinstance(names, tuple):
        where = f"{toml.at(f'{path}.copies')}: copies"
        copies = [inside(root, folder, name, where) for name in names]
    else:
        where = toml.at(path)
        copies = [
            inside(root, folder, entry.name, where)
            for entry in sorted(folder.iterdir())
            if entry.suffix.lower() in COPY_SUFFIXES and entry.name.lower() not in NOT_COPIES
        ]
    if isinstance(text := values.get("text"), str):
        where = f"{toml.at(f'{path}.text')}: text"
        chosen = inside(root, folder, text, where)
        copies = [chosen, *(copy for copy in copies if copy != chosen)]
    for copy in copies:
        if not copy.is_file():
            what = "is a folder, not a file" if copy.is_dir() else "does not exist"
            raise ConfigError(f'{where}: "{copy.relative_to(root).as_posix()}" {what}.', "Check the name.")
    return tuple(dict.fromkeys(copies))
