"""The layout in a process of its own: the same pages, and no harm when the process is lost."""

from __future__ import annotations

import ctypes.util
import sys
from functools import partial
from pathlib import Path

import pytest

from docforge.edition.pages import PageMaker
from docforge.edition.stages import lay_out
from docforge.exporters.libraries import names_by_loader
from docforge.exporters.pdf import Laid
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Paragraph, Text

EDITION = EditionMeta(journal="Journal of Small Things")
ARTICLE = Article(
    "one", Document(ArticleMeta(title=(Text("One"),)), (Paragraph((Text("Words stand here."),)),))
)
WORK = partial(lay_out, ARTICLE, EDITION, 7)


@pytest.fixture(scope="module")
def here() -> Laid:
    return WORK()


def test_the_process_lays_out_as_we_do(here: Laid, monkeypatch: pytest.MonkeyPatch) -> None:
    with PageMaker() as pages:
        asked = pages._process is not None
        # On one processor there is none; else nothing is done here.
        if asked:
            monkeypatch.setattr("docforge.exporters.pdf.lay_out_article", None)
        assert pages.run(WORK) == here


def test_pages_are_made_here_where_the_process_is_lost(here: Laid) -> None:
    with PageMaker() as pages:
        if pages._process is not None:
            pages._process.kill()
        assert pages.run(WORK) == here
        assert pages.run(WORK) == here


def test_pages_are_made_here_where_no_process_starts(here: Laid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("no-such-python").absolute()))
    with PageMaker() as pages:
        assert pages.run(WORK) == here


def test_a_process_that_is_not_asked_is_ended() -> None:
    with PageMaker() as pages:
        process = pages._process
    assert process is None or process.poll() is not None


def test_the_search_for_libraries_is_back_afterwards() -> None:
    search = ctypes.util.find_library
    with names_by_loader():
        assert (ctypes.util.find_library("c") is None) == sys.platform.startswith("linux")
    assert ctypes.util.find_library is search
