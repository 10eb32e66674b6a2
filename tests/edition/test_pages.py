"""The layout in a process of its own: the same pages, and no harm when the process is lost."""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

import pytest

from docforge.edition.pages import PageMaker
from docforge.edition.stages import Layout, lay_out
from docforge.exporters.libraries import names_by_loader
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Paragraph, Text

EDITION = EditionMeta(journal="Journal of Small Things")
ARTICLES = [
    Article(
        name, Document(ArticleMeta(title=(Text(name.title()),)), (Paragraph((Text("Words stand here."),)),))
    )
    for name in ("one", "two")
]


@pytest.fixture(scope="module")
def here() -> Layout:
    return lay_out(ARTICLES, EDITION)


def test_the_process_lays_out_as_we_do(here: Layout) -> None:
    with PageMaker() as pages:
        made = pages._ask(ARTICLES, EDITION)
    # On one processor there is none.
    assert made == here if pages._process else made is None


def test_pages_are_made_here_where_the_process_is_lost(here: Layout) -> None:
    with PageMaker() as pages:
        if pages._process is not None:
            pages._process.kill()
        assert pages.lay_out(ARTICLES, EDITION) == here


def test_pages_are_made_here_where_no_process_starts(here: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("no-such-python").absolute()))
    with PageMaker() as pages:
        assert pages.lay_out(ARTICLES, EDITION) == here


def test_a_process_that_is_not_asked_is_ended() -> None:
    with PageMaker() as pages:
        process = pages._process
    assert process is None or process.poll() is not None


def test_the_search_for_libraries_is_back_afterwards() -> None:
    search = ctypes.util.find_library
    with names_by_loader():
        assert (ctypes.util.find_library("c") is None) == sys.platform.startswith("linux")
    assert ctypes.util.find_library is search
