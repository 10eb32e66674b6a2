"""Invented CSL items in many languages: words by frequency, names and towns of the language.

Nothing of it is a real work. Needs the packages ``faker`` and ``wordfreq``, at training time only.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from docforge.citations.training.journals import journal_names, shorten

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Language:
    """CSL locale, Faker locale, and the patterns of the language's journals, publishers and institutions."""

    csl: str
    faker: str
    weight: int
    journals: tuple[str, ...]
    publishers: tuple[str, ...]
    conferences: tuple[str, ...]
    institutions: tuple[str, ...]
    genres: tuple[str, ...]
    particles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


def _read_languages() -> dict[str, Language]:
    text = (files("docforge.citations.training") / "languages.toml").read_text("utf-8")
    found: dict[str, Language] = {}
    for name, table in tomllib.loads(text).items():
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
        found[name] = Language(**values)
    return found


LANGUAGES = _read_languages()


@cache
def _words(language: str) -> tuple[list[str], list[str]]:
    from wordfreq import top_n_list

    listed = [
        w
        for w in top_n_list(language, 6000, "small" if language not in ("en", "de", "fr", "es") else "best")
        if w.isalpha()
    ]
    return listed[:80], [w for w in listed[80:] if len(w) > (3 if language not in ("zh", "ja") else 1)]


@cache
def _fakers() -> dict[str, Any]:
    from faker import Faker

    found = {name: Faker(language.faker) for name, language in LANGUAGES.items()}
    for faker in found.values():
        for provider in faker.get_providers():
            # One list is made from a set, whose order is another in every run.
            if isinstance(cities := getattr(provider, "cities", None), list):
                provider.cities = sorted(cities)
    return found


class Inventor:
    """Makes items up; the same seed makes the same items."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.fakers = _fakers()
        for number, faker in enumerate(self.fakers.values()):
            faker.seed_instance(seed + number)
        self.languages = [n for n, lang in LANGUAGES.items() for _ in range(lang.weight)]

    def item(self, language: str, number: int) -> Item:
        """One item of one language with the fields of a type drawn at random."""
        r = self.random
        spec = LANGUAGES[language]
        kind = r.choices(
            (
                "article-journal",
                "chapter",
                "book",
                "paper-conference",
                "report",
                "thesis",
                "webpage",
                "article-newspaper",
            ),
            (36, 19, 22, 7, 5, 4, 4, 4),
        )[0]
        year = r.choices((r.randint(1990, 2025), r.randint(1900, 1989), r.randint(1750, 1899)), (80, 18, 2))[
            0
        ]
        issued = [year]
        if r.random() < (0.7 if kind in ("webpage", "article-newspaper") else 0.12):
            issued += [r.randint(1, 12)] + ([r.randint(1, 28)] if r.random() < 0.7 else [])
        item: Item = {
            "id": f"i{number}",
            "type": kind,
            "title": self.title(language),
            "issued": {"date-parts": [issued]},
            "language": spec.csl,
        }
        if r.random() < (0.08 if kind != "webpage" else 0.5):
            item["author"] = [{"literal": self.fill(r.choice(spec.institutions), language)}]
        else:
            item["author"] = self.people(language)
        if kind in ("article-journal", "article-newspaper"):
            papers = spec.papers if kind == "article-newspaper" else ()
            item["container-title"] = (
                self.fill(r.choice(papers), language) if papers else self.journal(language)
            )
            if kind == "article-journal" and r.random() < 0.94:
                item["volume"] = str(r.randint(1, 150))
                if r.random() < 0.55:
                    item["issue"] = r.choice(
                        (
                            str(r.randint(1, 12)),
                            f"{r.randint(1, 5)}-{r.randint(6, 9)}",
                            f"{r.randint(1, 5)}/{r.randint(6, 9)}",
                        )
                    )
                if r.random() < 0.9:
                    item["page"] = self.pages()
            if language in ("pt", "tr", "ru") and r.random() < 0.6:
                # Lists of these languages name the town of a journal.
                item["publisher-place"] = self.city(language)
        elif kind in ("chapter", "paper-conference"):
            item["container-title"] = (
                self.fill(r.choice(spec.conferences), language)
                if kind == "paper-conference"
                else self.title(language)
            )
            if r.random() < 0.8:
                item["editor"] = self.people(language)
            item["page"] = self.pages()
            if kind == "chapter" and r.random() < 0.1:
                item["volume"] = str(r.randint(1, 12))
            self.imprint(item, language, 0.85)
        elif kind == "book":
            if r.random() < 0.22:
                item["editor"] = (
                    item.pop("author")
                    if "literal" not in item["author"][0] or r.random() < 0.5
                    else self.people(language)
                )
                item.pop("author", None)
            if r.random() < 0.2:
                item["edition"] = str(r.randint(2, 9))
            if r.random() < 0.2:
                item["collection-title"] = self.title(language, short=True)
            if r.random() < 0.08:
                item["translator"] = self.people(language)[:1]
            if r.random() < 0.08:
                item["volume"] = str(r.randint(1, 9))
            self.imprint(item, language, 1.0)
        elif kind in ("thesis", "report"):
            item["genre"] = r.choice(spec.genres)
            item["publisher"] = self.fill(r.choice(spec.institutions), language)
            if r.random() < 0.5:
                item["publisher-place"] = self.city(language)
        if r.random() < (0.18 if kind != "webpage" else 0):
            start = r.choice(("s", "j.", "", "abc-", "ISSN"))
            item["DOI"] = f"10.{r.randint(1000, 9999)}/{start}{r.randint(1000, 99999)}.{r.randint(10, 9999)}"
        if kind == "webpage" and r.random() < 0.4:
            item["container-title"] = (
                self.journal(language)
                if r.random() < 0.5
                else self.fill(r.choice(spec.institutions), language)
            )
        if kind == "webpage" and r.random() < 0.3:
            item["publisher"] = self.fill(r.choice(spec.institutions), language)
            item["DOI"] = f"10.{r.randint(1000, 9999)}/{r.randint(1000, 9999999)}"
        if kind == "webpage" or r.random() < 0.08:
            item["URL"] = self.address()
            if r.random() < 0.5:
                item["accessed"] = {
                    "date-parts": [[min(2026, year + r.randint(1, 9)), r.randint(1, 12), r.randint(1, 28)]]
                }
        return item

    def imprint(self, item: Item, language: str, chance: float) -> None:
        """Publisher and place."""
        r = self.random
        if r.random() < chance:
            item["publisher"] = self.fill(r.choice(LANGUAGES[language].publishers), language)
        if r.random() < chance * 0.85:
            place = self.city(language)
            if r.random() < 0.1:
                place += r.choice((", NY", ", MA", ", CA", ", UK", ", USA", ", PA", ", Germany", ", IL"))
            item["publisher-place"] = place

    def address(self) -> str:
        """An address with a few folders."""
        r = self.random
        words = _words("en")[1]
        domain = r.choice(("org", "com", "de", "fr", "gov", "edu", "net"))
        folders = "/".join(r.choice(words) for _ in range(r.randint(1, 4)))
        return f"https://www.{r.choice(words)}.{domain}/{folders}{r.choice(('', '.html', '.pdf', '/'))}"

    def pages(self) -> str:
        """A range, a single page or an electronic number."""
        r = self.random
        first = r.choices((r.randint(1, 999), r.randint(1000, 9999)), (85, 15))[0]
        return r.choices(
            (f"{first}-{first + r.randint(2, 45)}", str(first), f"e{r.randint(10000, 999999)}"), (88, 9, 3)
        )[0]

    def people(self, language: str) -> list[dict[str, str]]:
        """One to six persons; a few of another language."""
        r = self.random
        found = []
        for _ in range(r.choices((1, 2, 3, 4, 5, 6, 9), (38, 26, 14, 9, 6, 4, 3))[0]):
            own = (
                language
                if r.random() < 0.85 or language in ("zh", "ja")
                else r.choice(("en", "de", "fr", "es", "it", "tr", "pl", "nl"))
            )
            faker = self.fakers[own]
            given = faker.first_name()
            if r.random() < 0.3 and own not in ("zh", "ja"):
                given += f" {r.choice((faker.first_name(), faker.first_name()[:1] + '.'))}"
            name = {"family": faker.last_name(), "given": given}
            if LANGUAGES[own].particles and r.random() < 0.06:
                name["non-dropping-particle"] = r.choice(LANGUAGES[own].particles)
            elif own in ("es", "pt") and r.random() < 0.4:
                name["family"] += f" {faker.last_name()}"
            elif r.random() < 0.06:
                name["family"] += f"-{faker.last_name()}"
            found.append(name)
        return found

    def city(self, language: str) -> str:
        """A town of the language, or a large city of publishing."""
        from docforge.citations.parsing.lexicon import CLASSES

        r = self.random
        if language in ("zh", "ja"):
            return str(self.fakers[language].city())
        if r.random() < 0.5:
            latin = sorted(w for w, c in CLASSES.items() if "place" in c and len(w) > 3 and w.isascii())
            return r.choice(latin).title()
        return str(self.fakers[language].city()).split(",")[0]

    def title(self, language: str, short: bool = False) -> str:
        """Words of the language in a row, with its function words, signs and some capitals."""
        r = self.random
        if language in ("zh", "ja"):
            _, content = _words(language)
            return "".join(r.choice(content) for _ in range(r.randint(3, 9)))
        patterns = LANGUAGES[language].titles
        if patterns and not short and r.random() < 0.5:
            return self.fill(r.choice(patterns), language)
        functions, content = _words(language)
        count = (
            r.randint(2, 4)
            if short
            else r.choices((r.randint(1, 3), r.randint(4, 9), r.randint(10, 18)), (15, 60, 25))[0]
        )
        words: list[str] = []
        style = r.random()
        for place in range(count):
            small = place and r.random() < 0.35
            word = (
                r.choice(functions) if small else content[min(int(r.expovariate(1 / 900)), len(content) - 1)]
            )
            if not small and (
                (style < 0.35 and language == "en")
                or (language == "de" and len(word) > 5 and r.random() < 0.6)
                or r.random() < 0.07
            ):
                word = word.capitalize()
            words.append(word)
        if r.random() < 0.02:
            words = [w.upper() for w in words]
        text = " ".join(words)
        text = text[:1].upper() + text[1:]
        if count > 4:
            cut = text.find(" ", len(text) // 2)
            if cut > 0 and (draw := r.random()) < 0.45:
                sign = r.choice((": ", ". ", " – ", ": ", ", ", "? ", " (" if draw < 0.03 else ": "))
                rest = text[cut + 1 :]
                text = (
                    text[:cut]
                    + sign
                    + (rest[:1].upper() + rest[1:] if sign != ", " else rest)
                    + (")" if sign == " (" else "")
                )
        if r.random() < 0.08:
            text += r.choice((", {0}-{1}", " {0}–{1}", " in {0}", " ({0})", " {0}")).format(
                r.randint(1700, 1960), r.randint(1961, 2020)
            )
        if r.random() < 0.03:
            text += "?"
        return text

    def journal(self, language: str) -> str:
        """A journal: an invented name, or one that a citation style is named after; some cut short."""
        r = self.random
        names = journal_names()
        known = names.get(language, []) if r.random() < 0.85 or language in ("zh", "ja") else names["en"]
        name = (
            r.choice(known)
            if len(known) > 20 and r.random() < 0.5
            else self.fill(r.choice(LANGUAGES[language].journals), language)
        )
        if r.random() < 0.3 and " " in name and "." not in name and language not in ("zh", "ja"):
            name = shorten(name, r)
        return f"{name} {r.choice('ABCD')}" if r.random() < 0.03 else name

    def fill(self, pattern: str, language: str) -> str:
        """Fill one pattern of names: "Journal of {W}" -> "Journal of Weather"."""
        r = self.random
        _, content = _words(language)
        while "{" in pattern:
            start = pattern.index("{")
            key = pattern[start + 1]
            word = r.choice(content)
            if key == "W":
                new = word.capitalize() if len(word) > 3 else word.upper()
            elif key == "w":
                new = word
            elif key == "A":
                new = word[: r.randint(2, 5)].capitalize()
            elif key == "B":
                new = r.choice("ABCDEF")
            elif key == "U":
                new = "".join(r.choice("ABCDEGHIJKLMNOPRSTZ") for _ in range(r.randint(2, 5)))
            elif key == "C":
                new = self.city(language)
            elif key == "N":
                new = self.fakers[language].last_name()
            elif key == "G":
                new = self.fakers[language].first_name()
            elif key == "Y":
                new = str(r.randint(1700, 2015))
            else:
                new = str(r.randint(2, 45))
            pattern = pattern[:start] + new + pattern[start + 3 :]
        return pattern
