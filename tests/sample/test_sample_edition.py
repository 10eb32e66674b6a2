"""The sample edition is fit to be final: rights are known, pictures are there and say what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from docforge.edition.config import load_edition

SOURCES = Path(__file__).resolve().parents[2] / "sources"
FIGURES = sorted(SOURCES.glob("*/figures/*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def test_the_edition_loads_without_a_remark() -> None:
    edition = load_edition(SOURCES)
    assert edition.diagnostics == ()
    assert [article.id for article in edition.articles] == [
        "running-heads",
        "line-end-hyphens",
        "reading-order",
    ]
    assert edition.meta.licence == "CC-BY-4.0"
    assert edition.meta.status == "final"


def test_rights_of_articles_and_figures_are_known() -> None:
    for article in load_edition(SOURCES).articles:
        assert article.overrides.values["licence"] == "CC-BY-4.0"
        assert article.overrides.values["holder"]
        for figure in article.overrides.figures.values():
            assert (figure.licence, bool(figure.holder)) == ("CC-BY-4.0", True)


def test_nothing_that_the_tool_must_find_is_given() -> None:
    for article in load_edition(SOURCES).articles:
        assert not set(article.overrides.values) & {"title", "abstract", "keywords", "standfirst"}
        assert not article.overrides.authors and not article.overrides.original


@pytest.mark.parametrize("file", FIGURES, ids=lambda file: file.stem)
def test_figures_describe_themselves_and_point_nowhere(file: Path) -> None:
    root = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    assert root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc")
    assert root.get("viewBox")
    text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|href|<script|<!ENTITY|url\(", text)


def test_there_are_two_figures() -> None:
    assert len(FIGURES) == 2
