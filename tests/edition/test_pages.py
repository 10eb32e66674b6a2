"""The layout in a process of its own: the same pages, and no harm when the process is lost."""

from __future__ import annotations

import ctypes.util
import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from docforge.edition.page_stages import lay_out
from docforge.edition.pages import PageMaker
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
    with PageMaker(2, 2) as pages:
        asked = bool(pages._processes)
        # On one processor there is none; else nothing is done here.
        if asked:
            monkeypatch.setattr("docforge.exporters.pdf.lay_out_article", None)
        assert pages.run(WORK) == here


def test_pages_are_made_here_where_the_process_is_lost(here: Laid) -> None:
    with PageMaker(2, 2) as pages:
        for process in pages._processes:
            process.kill()
        assert pages.run(WORK) == here
        assert pages.run(WORK) == here


def test_pages_are_made_here_where_no_process_starts(here: Laid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("no-such-python").absolute()))
    with PageMaker(2, 2) as pages:
        assert pages.run(WORK) == here


def test_a_process_that_is_not_asked_is_ended() -> None:
    with PageMaker(2, 2) as pages:
        processes = pages._processes
    assert processes and all(process.poll() is not None for process in processes)


def test_one_job_is_done_here() -> None:
    for jobs, works in ((1, 9), (9, 0)):
        with PageMaker(jobs, works) as pages:
            assert not pages._processes
    with PageMaker(9, 1) as pages:
        assert len(pages._processes) == 1


def test_how_many_pages_there_are_is_told_first(here: Laid) -> None:
    for jobs in (1, 2):
        with PageMaker(jobs, 2) as pages:
            count: Future[int] = Future()
            begun = pages.begin(WORK, count)
            assert count.result(60) == here.pages
            assert begun.result() == here


def test_an_error_is_told_to_those_who_wait_for_the_pages() -> None:
    for jobs in (1, 2):
        with PageMaker(jobs, 2) as pages:
            count: Future[int] = Future()
            begun = pages.begin(partial(int, "no number"), count)
            assert isinstance(count.exception(60), TypeError | ValueError)
            assert begun.exception() is count.exception()
            # The process is lost with it; what is asked next is done all the same.
            assert pages.begin(partial(int, "7")).result() == 7


def test_the_search_for_libraries_is_back_afterwards() -> None:
    search = ctypes.util.find_library
    with names_by_loader():
        assert (ctypes.util.find_library("c") is None) == sys.platform.startswith("linux")
    assert ctypes.util.find_library is search
