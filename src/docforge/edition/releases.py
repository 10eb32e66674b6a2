"""``releases.toml``: what was released, as hashes. ``docforge release`` writes it, builds read it.

The file says nothing about when or where it was written, so that the same release gives the same record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docforge.edition.paths import must_stay
from docforge.edition.tomlfile import TomlFile, read_toml
from docforge.errors import ConfigError

RELEASES_FILE = "releases.toml"
HEADER = """\
# What was released, by hash. `docforge release` adds to this file; keep it with the sources.
# A build that makes it otherwise is an error, until a new version or a correction says why.
"""
FACTS = ("version", "date", "docforge", "program")
DIGEST_RE = re.compile(r"[0-9a-f]{64}")
MEND = "Take it from a backup or from version control; it is written by docforge release alone."


@dataclass(frozen=True, slots=True)
class ReleasedArticle:
    """``text`` is the hash of the words as printed, ``corrections`` the hashes of those that it had."""

    id: str
    version: str
    text: str
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One release. ``program`` tells two docforges of the same ``docforge`` version apart."""

    version: str
    date: str
    docforge: str
    program: str
    articles: tuple[ReleasedArticle, ...]
    files: Mapping[str, str]

    def article(self, identifier: str) -> ReleasedArticle | None:
        return next((article for article in self.articles if article.id == identifier), None)


def load_releases(folder: Path) -> tuple[Release, ...]:
    """All releases of the edition in ``folder``, the first one first. Raises ``ConfigError``."""
    path = folder / RELEASES_FILE
    if not path.exists():
        return ()
    must_stay(folder, path, RELEASES_FILE)
    toml = read_toml(path, RELEASES_FILE)
    entries = toml.data.get("release", [])
    if not isinstance(entries, list) or toml.data.keys() - {"release"}:
        raise ConfigError(f"{RELEASES_FILE} is not a record of releases.", MEND)
    return tuple(_release(toml, number, entry) for number, entry in enumerate(entries))


def _release(toml: TomlFile, number: int, entry: object) -> Release:
    try:
        return _understood(entry)
    except (KeyError, TypeError, ValueError) as error:
        where = toml.at(f"release[{number}]")
        raise ConfigError(f"{where}: this release cannot be understood ({error}).", MEND) from error


def _understood(entry: object) -> Release:
    if not isinstance(entry, dict):
        raise TypeError("it is no table")
    version, date, made, program = (_text(entry, name) for name in FACTS)
    articles = []
    for given in entry["article"]:
        corrections = tuple(_digest(value) for value in given["corrections"])
        digest = _digest(given["text"])
        articles.append(ReleasedArticle(_text(given, "id"), _text(given, "version"), digest, corrections))
    files = {str(name): _digest(value) for name, value in entry["files"].items()}
    return Release(version, date, made, program, tuple(articles), files)


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not DIGEST_RE.fullmatch(value):
        raise ValueError("a hash is no SHA-256")
    return value


def releases_text(releases: tuple[Release, ...]) -> str:
    """The whole file."""
    return "\n".join([HEADER, *(line for release in releases for line in _block(release))])


def _block(release: Release) -> list[str]:
    lines = ["[[release]]"]
    for name in FACTS:
        lines.append(f"{name} = {_quoted(getattr(release, name))}")
    for article in release.articles:
        corrections = ", ".join(_quoted(digest) for digest in article.corrections)
        lines += ["", "[[release.article]]", f"id = {_quoted(article.id)}"]
        lines += [f"version = {_quoted(article.version)}", f"text = {_quoted(article.text)}"]
        lines += [f"corrections = [{corrections}]"]
    lines += ["", "[release.files]"]
    lines += [f"{_quoted(name)} = {_quoted(digest)}" for name, digest in sorted(release.files.items())]
    return [*lines, ""]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
