"""The layout in a process of its own: the same pages, and no harm when the process is lost."""

from __future__ import annotations

import ctypes.util
import gc
import os
import sys
import time
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from tempfile import gettempdir

import pytest

from docforge.edition.page_stages import lay_out
from docforge.edition.pages import PageMaker
from docforge.edition.workers import workers
from docforge.exporters.laid import Laid
from docforge.exporters.libraries import names_by_loader
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
    with PageMaker(2) as pages:
        monkeypatch.setattr("docforge.exporters.pdf.lay_out_article", None)
        assert pages.run(WORK) == here


def test_doubles_of_a_process_lay_out_as_it_does(here: Laid) -> None:
    with workers(3) as made:
        assert [worker.ask(WORK) for worker in made] == [here] * 3
        assert len({worker.ask(os.getpid) for worker in made}) == 3


def test_pages_are_made_here_where_the_process_is_lost(here: Laid) -> None:
    for lost in (1, 2):
        with PageMaker(2) as pages:
            pages.prepare(gc.enable)
            for worker in pages._workers[:lost]:
                with pytest.raises((OSError, EOFError)):
                    worker.ask(partial(os._exit, 1))
            assert pages.run(WORK) == here
            assert pages.run(WORK) == here


def test_pages_are_made_here_where_no_process_starts(here: Laid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("no-such-python").absolute()))
    with PageMaker(2) as pages:
        assert not pages._workers
        assert pages.run(WORK) == here


def test_processes_end_with_the_context_and_leave_nothing_behind() -> None:
    with workers(2) as made:
        numbers = [worker.ask(os.getpid) for worker in made]
        (scratch,) = {worker.ask(gettempdir) for worker in made}
        assert Path(scratch).is_dir()
    assert not Path(scratch).exists()
    deadline = time.monotonic() + 30
    while any(map(_runs, numbers)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _runs(number: int) -> bool:
    """Whether there is such a process; one that ended and was not asked for has no command any more."""
    try:
        return bool(Path(f"/proc/{number}/cmdline").read_bytes())
    except OSError:
        return False


def test_one_job_is_done_here() -> None:
    with PageMaker(1) as pages:
        assert not pages._workers


def test_how_many_pages_there_are_is_told_first(here: Laid) -> None:
    for jobs in (1, 2):
        with PageMaker(jobs) as pages:
            count: Future[int] = Future()
            begun = pages.begin(WORK, count)
            assert count.result(60) == here.pages
            assert begun.result() == here


def test_an_error_is_told_to_those_who_wait_for_the_pages() -> None:
    for jobs in (1, 2):
        with PageMaker(jobs) as pages:
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
