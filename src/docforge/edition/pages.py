"""The layout of pages in processes of their own: several articles at once, while other formats are written.

The processes are ours, started with our own interpreter and module path; each is told what to lay out over a
pipe and answers with how many pages there are, as soon as it knows, and then with the files. Whatever goes
wrong there, the same work is done here instead, so that an error has one way to be told.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")

# New things before a look through the youngest, and how many such looks before the older ones are seen.
COLLECTED = (100_000, 50, 100)

# -P keeps the current folder, which may be anybody's, out of the module path.
COMMAND = ("-P", "-c", "from docforge.edition.pages import serve; serve()")


def rarely_collect() -> None:
    """Have memory looked through for cycles seldom, in a process of our own.

    A layout makes a million things that it keeps: an eighth of its time goes with looking through them.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class PageMaker:
    """At most ``jobs`` processes that are getting ready to lay out; leaving the context ends them.

    With one job there are none: on one processor a second process only costs time.
    """

    def __init__(self, jobs: int, works: int) -> None:
        self._wanted = min(jobs, works) if jobs > 1 and sys.executable else 0
        self._processes: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._threads: ThreadPoolExecutor
        self._closed = False
        # The layout engine works on one document at a time.
        self._here = Lock()

    def __enter__(self) -> PageMaker:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        for _ in range(self._wanted):
            try:
                process = subprocess.Popen(
                    [sys.executable, *COMMAND],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                )
            except OSError:
                break
            self._processes.append(process)
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(max(1, len(self._processes)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for process in self._processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            # Closes the pipes; a request that was not sent whole is no matter any more.
            try:
                process.communicate()
            except (OSError, ValueError):
                process.wait()

    def run(self, work: Callable[[], T]) -> T:
        """``work()``, done by a process where it can: a partial of a function of ours, and its values."""
        return self.begin(work).result()

    def prepare(self, work: Callable[[], None]) -> None:
        """Have every process do ``work`` first, so that none does it while others wait for its pages."""
        for _ in self._processes:
            self.begin(work)

    def begin(self, work: Callable[..., T], pages: Future[int] | None = None) -> Future[T]:
        """The same, begun now; with ``pages``, the work is called with what tells how many there are."""
        begun = self._threads.submit(self._do, work, pages)
        if pages is not None:
            begun.add_done_callback(partial(_tell_failure, pages))
        return begun

    def _do(self, work: Callable[..., T], pages: Future[int] | None) -> T:
        process = self._idle.get() if self._processes else None
        try:
            if process is not None and process.poll() is None:
                return _ask(process, work, pages)
        except (OSError, EOFError, pickle.PickleError, RecursionError):
            if process is not None:
                process.kill()
        finally:
            if process is not None:
                self._idle.put(process)
        if self._closed:
            raise RuntimeError("the build was ended")
        with self._here:
            return work() if pages is None else work(_teller(pages))


def _tell_failure(pages: Future[int], begun: Future[T]) -> None:
    """Whoever waits for the number of pages hears that there will be none."""
    if not pages.done():
        pages.set_exception(CancelledError() if begun.cancelled() else begun.exception())


def _teller(pages: Future[int]) -> Callable[[int], None]:
    """What tells ``pages`` once, however often it is called."""

    def tell(count: int) -> None:
        if not pages.done():
            pages.set_result(count)

    return tell


def _ask(process: subprocess.Popen[bytes], work: Callable[..., T], pages: Future[int] | None) -> T:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump((work, pages is not None), process.stdin)
    process.stdin.flush()
    while True:
        kind, value = pickle.load(process.stdout)
        if kind == "made":
            made: T = value
            return made
        if pages is not None:
            _teller(pages)(value)


def serve() -> None:
    """Do what is asked and answer with what came of it, until nothing is asked any more."""
    # An interruption is the parent's to handle; it ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def answer(kind: str, value: Any) -> None:
        pickle.dump((kind, value), answers)
        answers.flush()

    try:
        import docforge.exporters.pdf_engine  # noqa: F401  # ready before the first request
    except OSError:
        return
    rarely_collect()
    while True:
        try:
            work, counts = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        # An error ends this process; the parent does the same work then, and tells it.
        answer("made", work(lambda count: answer("pages", count)) if counts else work())
