"""What docforge prints beside an article's own words, in the article's language (data/labels.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"
ISO_RE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@cache
def read_labels() -> dict[str, dict[str, Any]]:
    """Language -> its labels."""
    return tomllib.loads((files("docforge") / "data" / "labels.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language."""

    language: str
    table: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        return str(self.table[key])

    def kind(self, kind: str) -> str:
        """A JATS article-type for readers: "book-review" -> "Rezension"; "" for "other"."""
        if kind == "other":
            return ""
        known: Mapping[str, str] = self.table["kinds"]
        return known.get(kind, kind.replace("-", " ").capitalize())

    def statement(self, kind: str) -> str:
        """The heading of a statement: "funding" -> "Förderung"."""
        return str(self.table["statements"][kind])

    def site(self, key: str, *given: object, **named: object) -> str:
        """What stands around the articles on the web: "inside" -> "In diesem Artikel"."""
        return str(self.table["site"][key]).format(*given, **named)

    def say(self, part: str, key: str, count: int | None = None, **given: object) -> str:
        """A sentence of a table, in the plural form of ``count``: 3 -> "3 Fragen sind offen."."""
        said = self.table[part][key]
        if count is not None:
            given["n"] = self.number(count)
            if not isinstance(said, str):
                said = said[plural(self.language, count)]
        return str(said).format(**given)

    def number(self, count: int) -> str:
        """A number for readers: 12345 -> "12.345"."""
        return f"{count:,}".replace(",", self["thousands"])

    def abstract(self, kind: str) -> str:
        """A JATS abstract-type for readers: "key-points" -> "Kernaussagen"; others are called as they are."""
        known: Mapping[str, str] = self.table["abstracts"]
        return known.get(kind, kind.replace("-", " ").capitalize()) or self["abstract"]

    def date(self, iso: str) -> str:
        """A date for readers: "2024-03-05" -> "5. März 2024"; anything else stays as it is."""
        match = ISO_RE.fullmatch(iso)
        if not match:
            return iso
        year, month, day = match.groups()
        if month is None or not 1 <= int(month) <= 12:
            return iso if month else year
        at = int(month) - 1
        names: Sequence[str] = self.table["months"]
        alone: Sequence[str] = self.table.get("nominatives", names)
        form = self["date"] if day else self["month_year"]
        return form.format(day=int(day or 0), month=names[at], nominative=alone[at], year=year)

    def quoted(self, text: str) -> str:
        """ "Titel" -> "„Titel“"."""
        opened, closed = self.table["quotes"]
        return f"{opened}{text}{closed}"

    def listed(self, names: Sequence[str]) -> str:
        """ "A, B und C"."""
        if len(names) < 2:
            return ", ".join(names)
        return f"{', '.join(names[:-1])} {self['and']} {names[-1]}"

    def led(self, key: str) -> str:
        """A label before what it is of: "Cite:", in French "Citer :"."""
        return self[key] + self["colon"]


def plural(language: str, count: int) -> str:
    """The plural form of a number (CLDR): "one", "few", "many" or "other"."""
    if language not in ("pl", "ru"):
        return "one" if count == 1 or (language == "fr" and not count) else "other"
    tens, units = count % 100, count % 10
    if units == 1 and (tens != 11 if language == "ru" else count == 1):
        return "one"
    return "few" if 2 <= units <= 4 and not 12 <= tens <= 14 else "many"


@cache
def labels_of(language: str) -> Labels:
    """The labels of a BCP 47 language, English where there are none: "de-AT" -> German."""
    known = read_labels()
    primary = language.partition("-")[0].casefold()
    name = primary if primary in known else ENGLISH
    return Labels(name, known[name])


@cache
def statement_headings() -> Mapping[str, str]:
    """The headings of statements in every language, in small letters -> their kind."""
    return {
        str(heading).casefold(): kind
        for table in read_labels().values()
        for kind, heading in table["statements"].items()
    }
