"""The layout of pages in processes of their own: several articles at once, while other formats are written.

Each is told what to lay out and answers with how many pages there are, as soon as it knows, and then with the
files. Whatever goes wrong there, the same work is done here instead, so that an error has one way to be told.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import TypeVar

from docforge.edition.workers import Worker, workers

T = TypeVar("T")


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class PageMaker:
    """``jobs`` processes that are getting ready to lay out; leaving the context ends them.

    With one job there are none: on one processor a second process only costs time.
    """

    def __init__(self, jobs: int) -> None:
        self._wanted = jobs if jobs > 1 else 0
        self._workers: list[Worker] = []
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._threads: ThreadPoolExecutor
        # Done when the processes are ready for their first pages.
        self.ready: Future[None] = Future()
        self._ended = ExitStack()
        self._prepared = False
        self._closed = False
        # The layout engine works on one document at a time.
        self._here = Lock()

    def __enter__(self) -> PageMaker:
        self._workers = self._ended.enter_context(workers(self._wanted))
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(max(1, len(self._workers)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._ended.close()
        self._threads.shutdown(cancel_futures=True)

    def run(self, work: Callable[[], T]) -> T:
        """``work()``, done by a process where it can: a partial of a function of ours, and its values."""
        return self.begin(work).result()

    def prepare(self, work: Callable[[], None]) -> None:
        """Have the processes do ``work`` first, so that none does it while others wait for its pages.

        They do it once, however often they are used.
        """
        if self._prepared:
            return
        self._prepared = True
        begun = [self.begin(work) for worker in self._workers if worker.first]
        if begun:
            begun[0].add_done_callback(lambda _: self.ready.set_result(None))
        else:
            self.ready.set_result(None)

    def tidy(self) -> None:
        """Have memory looked through that a build has left behind, here and there, before the next one."""
        for _ in self._workers:
            self.begin(gc.collect)
        gc.collect()

    def begin(self, work: Callable[..., T], pages: Future[int] | None = None) -> Future[T]:
        """The same, begun now; with ``pages``, the work is called with what tells how many there are."""
        begun = self._threads.submit(self._do, work, pages)
        if pages is not None:
            begun.add_done_callback(partial(_tell_failure, pages))
        return begun

    def _do(self, work: Callable[..., T], pages: Future[int] | None) -> T:
        tell = None if pages is None else partial(_tell, pages)
        worker = self._idle.get() if self._workers else None
        try:
            if worker is not None and not worker.lost:
                return worker.ask(work, tell)
        except (OSError, EOFError, ValueError, pickle.PickleError, RecursionError):
            pass  # done here
        finally:
            if worker is not None:
                self._idle.put(worker)
        if self._closed:
            raise RuntimeError("the build was ended")
        with self._here:
            return work() if tell is None else work(tell)


def _tell_failure(pages: Future[int], begun: Future[T]) -> None:
    """Whoever waits for the number of pages hears that there will be none."""
    if not pages.done():
        pages.set_exception(CancelledError() if begun.cancelled() else begun.exception())


def _tell(pages: Future[int], count: int) -> None:
    """Tell ``pages`` once, however often it is called."""
    if not pages.done():
        pages.set_result(count)
