"""CSL items -> reference strings with labels, in house styles of journals (houses.txt, terms.toml).

Citation styles of CSL are written for one reference manager; lists in the wild are older, looser and of many
languages. Each string is drawn from a pattern with its own choice of signs, words and notation of names.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from docforge.citations.training.name_styles import draw_name_style
from docforge.citations.training.render import roman

Item = Mapping[str, Any]
Piece = tuple[str, str]
Labelled = tuple[str, list[tuple[int, int, str]]]
PART_RE = re.compile(r"@(?P<field>[A-Z])|%(?P<term>[a-z]+)|(?P<sign>[<|>{}])")
LINE_RE = re.compile(r"(?P<kind>[a-z-]+) (?P<language>\*|[a-z]{2}) (?P<weight>\d+): (?P<pattern>.+)")
LABELS = {
    "T": "title",
    "J": "journal",
    "C": "container-title",
    "S": "collection-title",
    "V": "volume-only",
    "I": "issue",
    "P": "pages",
    "F": "pages",
    "X": "pages",
    "K": "pages",
    "B": "publisher",
    "O": "publisher",
    "L": "location",
    "N": "edition",
    "G": "genre",
    "A": "author",
    "E": "editor",
    "R": "translator",
    "Y": "date",
    "M": "date",
    "U": "url",
    "D": "doi",
}
PLAIN = {
    "T": "title",
    "J": "container-title",
    "C": "container-title",
    "S": "collection-title",
    "V": "volume",
    "I": "issue",
    "B": "publisher",
    "O": "publisher",
    "L": "publisher-place",
    "G": "genre",
    "U": "URL",
    "D": "DOI",
}
WITHOUT_SPACES = ("zh", "ja")
# Languages whose lists often number volumes in Roman signs.
ROMAN = ("it", "tr", "fr", "es", "la")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a pattern: text, field, term, one of some sequences, or a sequence that may be left out."""

    kind: str
    value: str = ""
    choices: tuple[tuple[Node, ...], ...] = ()


@cache
def read_terms() -> dict[str, dict[str, list[str]]]:
    """The words of reference lists by language."""
    return tomllib.loads((files("docforge.citations.training") / "terms.toml").read_text("utf-8"))


@cache
def read_patterns() -> dict[tuple[str, str], tuple[list[tuple[Node, ...]], list[int]]]:
    """(kind, language) -> patterns and their weights."""
    parts: dict[str, str] = {}
    found: dict[tuple[str, str], tuple[list[tuple[Node, ...]], list[int]]] = {}
    for line in (files("docforge.citations.training") / "houses.txt").read_text("utf-8").splitlines():
        if line.startswith("$"):
            name, _, value = line.partition(" = ")
            parts[name] = value
        elif match := LINE_RE.fullmatch(line):
            pattern = re.sub(r"\$[a-z]+", lambda m: parts[m[0]], match["pattern"])
            patterns, weights = found.setdefault((match["kind"], match["language"]), ([], []))
            patterns.append(_read_pattern(pattern))
            weights.append(int(match["weight"]))
    return found


def _read_pattern(pattern: str) -> tuple[Node, ...]:
    """ "@A{, @Y}" as nodes."""
    stack: list[tuple[str, list[list[Node]]]] = [("", [[]])]
    last = 0
    for match in PART_RE.finditer(pattern):
        if match.start() > last:
            stack[-1][1][-1].append(Node("text", pattern[last : match.start()]))
        last = match.end()
        sign = match["sign"]
        if match["field"] or match["term"]:
            stack[-1][1][-1].append(
                Node("field" if match["field"] else "term", match["field"] or match["term"])
            )
        elif sign in "<{":
            stack.append((sign, [[]]))
        elif sign == "|" and stack[-1][0] == "<":
            stack[-1][1].append([])
        elif sign in ">}" and len(stack) > 1:
            opened, choices = stack.pop()
            node = Node("any" if opened == "<" else "option", "", tuple(tuple(c) for c in choices))
            stack[-1][1][-1].append(node)
        else:
            stack[-1][1][-1].append(Node("text", sign))
    if last < len(pattern):
        stack[-1][1][-1].append(Node("text", pattern[last:]))
    return tuple(stack[0][1][0])


def house_style(item: Item, language: str, r: random.Random) -> Labelled | None:
    """One item in one house style of the language; None where no pattern fits its fields."""
    terms = read_terms().get(language) or read_terms()["en"]
    patterns, weights = _patterns(str(item["type"]), language)
    for _ in range(4):
        if not patterns:
            return None
        house = House(item, language, terms, r)
        pieces = house.render(r.choices(patterns, weights)[0])
        if pieces:
            return _join(pieces, language in WITHOUT_SPACES)
    return None


@cache
def _patterns(kind: str, language: str) -> tuple[list[tuple[Node, ...]], list[int]]:
    own = read_patterns().get((kind, language), ([], []))
    if language in WITHOUT_SPACES:
        return own
    shared = read_patterns().get((kind, "*"), ([], []))
    return own[0] + shared[0], own[1] + shared[1]


class House:
    """The draws that hold for a whole string: notation of names, quotes, the words used."""

    def __init__(
        self, item: Item, language: str, terms: Mapping[str, Sequence[str]], r: random.Random
    ) -> None:
        self.item, self.language, self.terms, self.r = item, language, terms, r
        self.authors = draw_name_style(language, terms, r)
        self.editors = self.authors if r.random() < 0.4 else draw_name_style(language, terms, r, editors=True)
        self.dash = r.choice(("-", "–", "–", "-", "—", "--", " - ", " – "))

    def render(self, nodes: Sequence[Node]) -> list[Piece] | None:
        """Pieces with their labels; None where a field is missing."""
        pieces: list[Piece] = []
        for node in nodes:
            if node.kind == "text":
                pieces.append((node.value, ""))
            elif node.kind == "term":
                pieces.append((self.r.choice(self.terms[node.value]), ""))
            elif node.kind == "option":
                pieces += self.render(node.choices[0]) or []
            elif node.kind == "any":
                choices = list(node.choices)
                self.r.shuffle(choices)
                drawn = next((p for c in choices if (p := self.render(c)) is not None), None)
                if drawn is None:
                    return None
                pieces += drawn
            else:
                field = self.field(node.value)
                if field is None:
                    return None
                pieces += field
        return pieces

    def field(self, key: str) -> list[Piece] | None:
        """The pieces of one field of the item."""
        item, r = self.item, self.r
        if key in PLAIN:
            value = str(item.get(PLAIN[key], ""))
            if (
                key == "V"
                and value.isdigit()
                and int(value) < 60
                and r.random() < (0.25 if self.language in ROMAN else 0.05)
            ):
                value = roman(value)
            if key == "L" and self.language == "ru" and r.random() < 0.4:
                value = r.choice(("М.", "СПб.", "Л.", "М.; Л.", "Мн."))
            label = LABELS[key]
            if key == "J" and item["type"] not in ("article-journal", "article-newspaper"):
                label = "container-title"
            return [(value, label)] if value else None
        if key == "Q":
            pair = r.choice(self.terms["quotes"])
            half = (len(pair) + 1) // 2
            return [
                (pair[:half], ""),
                (str(item["title"]), "title"),
                (pair[half if len(pair) == 2 else 1 :], ""),
            ]
        if key in "AER":
            return self.people(key)
        if key == "P":
            pages = str(item.get("page", "")).replace("-", self.dash)
            return [(pages, "pages")] if pages else None
        if key == "N":
            edition = self.edition()
            return [(edition, "edition")] if edition else None
        return [(self.drawn(key), LABELS.get(key, ""))]

    def drawn(self, key: str) -> str:
        """A value that every item has, drawn where the item does not say it."""
        r = self.r
        if key == "Y":
            return str(self.year())
        if key == "M":
            return self.day(self.year(), 0.2)
        if key == "W":
            return self.day(min(2025, self.year() + r.randint(0, 9)), 0)
        if key == "Z":
            return str(self.year() - r.randint(1, 60))
        if key == "X":
            return f"{r.randint(3, 480)}{r.choice((' f.', 'f.', ' ff.', 'ff.', ' sq.'))}"
        if key == "F":
            first = str(self.item.get("page") or r.randint(3, 480)).partition("-")[0]
            article = (f"{r.randint(0, 24):02}{r.randint(1000, 9999)}", str(r.randint(1500, 2400)))
            return r.choice(article) if r.random() < 0.25 else first
        return str(r.randint(90, 620) if key == "K" else r.randint(2, 400))

    def people(self, key: str) -> list[Piece] | None:
        """A list of names, or the dash of lists that do not repeat an author."""
        role = {"A": "author", "E": "editor", "R": "translator"}[key]
        people = self.item.get(role)
        if not people:
            return None
        if key == "A" and self.r.random() < 0.015:
            return [(self.r.choice(("———", "---", "—", "Ders.", "Dies.", "Idem", "–––")), "")]
        style = self.authors if key == "A" else self.editors
        return [(style.write(people), role)]

    def year(self) -> int:
        """The year of issue."""
        return int(self.item["issued"]["date-parts"][0][0])

    def edition(self) -> str:
        """The edition in the words of the language."""
        number = re.match(r"\d+", str(self.item.get("edition", "")))
        return self.r.choice(self.terms["edn"]).replace("{n}", number[0]) if number else ""

    def day(self, year: int, yearly: float) -> str:
        """A day, or a month, in the notation of the language."""
        month = self.r.randint(1, 12)
        name = self.terms["months"][month - 1]
        other = self.terms["months"][month % 12]
        return (
            self.r.choice(self.terms["days"])
            .replace("{d}", str(self.r.randint(1, 28)))
            .replace("{m}", name if self.r.random() > yearly else name[:3] + ".")
            .replace("{n}", str(month))
            .replace("{a}", name[:3].lower())
            .replace("{b}", other[:3].lower())
            .replace("{y}", str(year))
        )


def _join(pieces: Sequence[Piece], tight: bool) -> Labelled:
    """The string and its spans; no stop after a sign that ends the words before, no two spaces."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    for value, label in pieces:
        if not label and text:
            if value[:1] == "." and text[-1] in ".?!":
                value = value[1:]
            if value[:1] == "," and text[-1] == " ":
                text = text[:-1]
            if value[:1] == text[-1] and text[-1] in " :":
                value = value[1:]
        if value and value[0] == " " and not text:
            value = value[1:]
        if not label and not tight and text and text[-1].isalnum() and value[:1].isalnum():
            value = " " + value
        if label and value:
            spans.append((len(text), len(text) + len(value), label))
        text += value
    return text.rstrip(), spans
