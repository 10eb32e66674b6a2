"""References made for training: invented items and the fields of labelled ones, in many styles, damaged."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docforge.citations.training.houses import house_style
from docforge.citations.training.invent import LANGUAGES, Inventor
from docforge.citations.training.noise import damage
from docforge.citations.training.render import distinct_numbers, render, style_files

Example = tuple[str, str, list[tuple[int, int, str]]]
BATCH = 24
TYPES = {"article-journal", "chapter", "book", "paper-conference", "report", "thesis"}


def invented(count: int, seed: int, pandoc: str) -> list[Example]:
    """``count`` invented references: (origin "", string, spans)."""
    r = random.Random(seed)
    inventor = Inventor(seed)
    styles = style_files(tuple(LANGUAGES))
    found: list[Example] = []
    number = 0
    while len(found) < count:
        language = r.choice(inventor.languages)
        items = [distinct_numbers(inventor.item(language, number + n), r) for n in range(BATCH)]
        number += BATCH
        found += _render(items, language, styles, r, pandoc, {})
    return found[:count]


def housed(references: Sequence[Mapping[str, Any]], count: int, seed: int) -> list[Example]:
    """``count`` references in house styles: two thirds invented, one third with labelled fields."""
    r = random.Random(seed)
    inventor = Inventor(seed)
    usable = _usable(references)
    found: list[Example] = []
    number = 0
    while len(found) < count:
        number += 1
        origin = ""
        if usable and r.random() < 1 / 3:
            chosen = r.choice(usable)
            origin = str(chosen["id"])
            language = r.choices(("en", "de", "fr", "es", "it", "pt", "nl"), (6, 5, 2, 1, 1, 1, 1))[0]
            item = _plain(chosen["csl"], "i")
        else:
            language = r.choice(inventor.languages)
            item = inventor.item(language, number)
        drawn = house_style(item, language, r)
        if drawn and len(drawn[0]) < 1200:
            found.append((origin, *damage(*drawn, r)))
    return found


def restyled(references: Sequence[Mapping[str, Any]], count: int, seed: int, pandoc: str) -> list[Example]:
    """``count`` labelled references in other styles: (id of the origin, string, spans)."""
    r = random.Random(seed)
    styles = style_files(tuple(LANGUAGES))
    usable = _usable(references)
    found: list[Example] = []
    while len(found) < count and usable:
        chosen = r.sample(usable, min(BATCH, len(usable)))
        origins = {f"i{n}": str(d["id"]) for n, d in enumerate(chosen)}
        items = [distinct_numbers(_plain(d["csl"], f"i{n}"), r) for n, d in enumerate(chosen)]
        language = r.choices(("en", "de", "fr", "es"), (6, 3, 2, 1))[0]
        found += _render(items, language, styles, r, pandoc, origins)
    return found[:count]


def _usable(references: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The labelled references whose fields are whole enough to be set anew."""
    return [
        d
        for d in references
        if d["csl"].get("type") in TYPES
        and d["csl"].get("title")
        and d["csl"].get("issued")
        and not set(d.get("_skip", ())) - {"editor"}
        and len(str(d["csl"]["issued"]["date-parts"][0][0])) == 4
    ]


def _plain(csl: Mapping[str, Any], key: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        k: v for k, v in csl.items() if k not in ("year-suffix", "DOI", "URL", "translator", "edition")
    }
    for role in ("author", "editor"):
        people = [n for n in item.get(role, ()) if n.get("literal") or n.get("family")]
        item.pop(role, None)
        if people:
            item[role] = [dict(n) for n in people]
    return {**item, "id": key}


def _render(
    items: list[dict[str, Any]],
    language: str,
    styles: Mapping[str, list[Path]],
    r: random.Random,
    pandoc: str,
    origins: Mapping[str, str],
) -> list[Example]:
    own = styles.get(language, [])
    pool = own if own and r.random() < (0.55 if language != "en" else 1.0) else styles["en"] + styles[""]
    style = r.choice(pool)
    found: list[Example] = []
    for key, (text, spans) in render(items, style, LANGUAGES[language].csl, pandoc):
        if len(text) < 1200:
            damaged, moved = damage(text, spans, r)
            found.append((origins.get(key, ""), damaged, moved))
    return found
