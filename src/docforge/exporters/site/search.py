"""The index of the search: which section of which article has which word.

A script file that sets one value, so that the search works without a server and from a file. The words are
written as a reader may type them: small letters, no accents. Their places are numbers of sections.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence

from docforge.exporters.html_context import BLOCK_TAGS, Element
from docforge.exporters.site.article import ArticlePage

WORD_RE = re.compile(r"[^\W_]+")
NAME = "docforgeIndex"


def folded(text: str) -> str:
    """Small letters without accents: "Çelik" is found as "celik"; assets/search.js does the same."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def index_script(pages: Sequence[ArticlePage]) -> bytes:
    """``assets/search-index.js``."""
    articles: list[list[str]] = []
    sections: list[list[int | str]] = []
    places: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        names = [person.name for person in page.article.document.meta.contributors]
        articles.append([page.path, page.title, ", ".join(names)])
        for name, heading, text in _sections(page.element):
            for word in sorted(set(WORD_RE.findall(folded(text)))):
                places.setdefault(word, []).append(len(sections))
            sections.append([at, name, heading])
    data = {
        "articles": articles,
        "sections": sections,
        "words": {word: _short(places[word]) for word in sorted(places)},
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return f"globalThis.{NAME}={text};\n".encode()


def _short(numbers: Sequence[int]) -> str:
    """Numbers as their distances in base 36, which are short: [3, 4, 40] -> "3 1 10"."""
    before, parts = 0, []
    for number in numbers:
        parts.append(_base36(number - before))
        before = number
    return " ".join(parts)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _sections(article: Element) -> Iterator[tuple[str, str, str]]:
    """Id, heading and text of each section, the text before the first one first; inner ones by themselves."""
    parts: dict[str, list[str]] = {"": []}
    headings = {"": ""}
    _collect(article, "", parts, headings)
    for name, text in parts.items():
        yield name, " ".join(headings[name].split()), "".join(text)


def _collect(node: Element, name: str, parts: dict[str, list[str]], headings: dict[str, str]) -> None:
    if not isinstance(node.tag, str) or node.get("class") in ("backlink", "mark"):
        return
    inner = name
    if node.tag == "section" and node.get("id"):
        inner = str(node.get("id"))
        parts.setdefault(inner, [])
        first = next((child for child in node if str(child.tag) in ("h2", "h3", "h4", "h5", "h6")), None)
        headings[inner] = "" if first is None else "".join(str(part) for part in first.itertext())
    border = " " if node.tag in BLOCK_TAGS else ""
    parts[inner].append(border + (node.text or ""))
    for child in node:
        _collect(child, inner, parts, headings)
        parts[inner].append(child.tail or "")
    parts[inner].append(border)
