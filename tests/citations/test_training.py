"""Strings made up for training: names, house styles, spans that fit, the same draws for the same seed."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from docforge.citations.training.houses import house_style, read_patterns, read_terms
from docforge.citations.training.journals import shorten
from docforge.citations.training.name_styles import NameStyle
from docforge.citations.training.spans import label_tokens

PEOPLE = [
    {"family": "Berg", "given": "Anna Maria", "non-dropping-particle": "van der"},
    {"family": "Lund", "given": "Jean-Paul"},
    {"literal": "World Paper Union"},
]
ITEM = {
    "id": "i1",
    "type": "chapter",
    "title": "Wind und Wetter",
    "container-title": "Räume und Zeiten",
    "author": PEOPLE,
    "editor": [{"family": "Vogel", "given": "Hans"}],
    "publisher": "Waldverlag",
    "publisher-place": "Opladen",
    "page": "34-56",
    "issued": {"date-parts": [[1998]]},
}


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (
            NameStyle("inverted", "spaced", "; ", "; ", False, False, False, 9, ""),
            "van der Berg, A. M.; Lund, J. P.; World Paper Union",
        ),
        (
            NameStyle("inverted", "full", "/", "/", True, True, False, 9, ""),
            "BERG, Anna Maria van der/LUND, Jean-Paul/World Paper Union",
        ),
        (
            NameStyle("first", "tight", ", ", " und ", False, False, False, 9, ""),
            "van der Berg, A.M., J.P. Lund und World Paper Union",
        ),
        (NameStyle("bare", "bare", ", ", ", ", False, False, False, 1, "et al."), "van der Berg AM et al."),
    ],
)
def test_notations_of_names(style: NameStyle, written: str) -> None:
    assert style.write(PEOPLE) == written


@pytest.mark.parametrize("language", sorted(read_terms()))
def test_house_styles_hold_their_fields(language: str) -> None:
    r = random.Random(4)
    seen = 0
    for _ in range(60):
        drawn = house_style(ITEM, language, r)
        if drawn is None:
            continue
        text, spans = drawn
        seen += 1
        values = {label: text[a:b] for a, b, label in spans}
        assert values["title"] == "Wind und Wetter"
        assert values.get("container-title", "Räume und Zeiten") == "Räume und Zeiten"
        assert all(b <= c for (_, b, _), (c, _, _) in pairwise(spans))
        assert not set("@$%<>{}") & set(text.replace("%", "").replace("<", "")), text
        assert "title" in label_tokens(text, spans)[1]
    assert seen > 20


def test_the_same_seed_gives_the_same_strings() -> None:
    drawn = [[house_style(ITEM, "de", random.Random(seed)) for seed in range(20)] for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_every_pattern_is_read() -> None:
    kinds = {kind for kind, _ in read_patterns()}
    assert {"article-journal", "chapter", "book", "thesis", "report", "webpage", "article-newspaper"} <= kinds


def test_short_forms_of_journals() -> None:
    assert shorten("Journal of Weather Research", random.Random(2)).startswith(("J", "JWR"))
