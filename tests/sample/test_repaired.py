"""The damaged copies of the sample, repaired, against their clean originals: floors that only rise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from sample.compare import (
    compare_headings,
    compare_notes,
    compare_paragraphs,
    compare_references,
    word_error_rate,
)

from docforge.citations.link import link_citations
from docforge.exporters.markdown import write_markdown
from docforge.importers.decode import decode
from docforge.importers.read import Hints, read_copy
from docforge.model.edition import Article
from docforge.normalise.document import normalise
from docforge.repair.record import Reading

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "sources"
COPIES = {
    "running-heads": "copy-1.txt",
    "line-end-hyphens": "copy-1.md",
    "reading-order": "copy-1.html",
}


@cache
def reading(name: str) -> Reading:
    path = SOURCES / name / COPIES[name]
    return read_copy(decode(path.read_bytes(), path.name)[0], Hints())


@cache
def repaired(name: str) -> str:
    document, _ = link_citations(normalise(reading(name).document))
    return write_markdown(Article(name, document)).files["article.md"].decode("utf-8")


def truth(name: str) -> str:
    return (HERE / "truth" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(COPIES))
def test_every_word_is_accounted_for(name: str) -> None:
    assert reading(name).conservation.holds
    assert [d for d in reading(name).diagnostics if d.severity == "error"] == []


@pytest.mark.parametrize(
    ("name", "most"), [("running-heads", 0.002), ("line-end-hyphens", 0.001), ("reading-order", 0.0)]
)
def test_hardly_a_word_is_wrong(name: str, most: float) -> None:
    assert word_error_rate(truth(name), repaired(name)) <= most


@pytest.mark.parametrize("name", sorted(COPIES))
def test_structure_is_found_again(name: str) -> None:
    """Headings count with their levels; where a text shows no levels they come out flat (see floors)."""
    floors = {"running-heads": (0.5, 0.9), "line-end-hyphens": (0.7, 0.9), "reading-order": (1.0, 1.0)}[name]
    assert compare_headings(truth(name), repaired(name)).recall >= floors[0]
    assert compare_paragraphs(truth(name), repaired(name)).recall >= floors[1]
    assert compare_notes(truth(name), repaired(name)).recall == 1.0
    assert compare_references(truth(name), repaired(name)).recall >= 0.88
