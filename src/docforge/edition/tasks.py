"""Work that is begun now and taken later; what fails of it is told with the document it was done for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TypeVar

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import DocforgeError

S = TypeVar("S")
T = TypeVar("T")


# Threads for what waits for other programs and reads pages back.
BESIDE = 2


class Threads:
    """What a build does beside its own thread; leaving the context drops what was not begun.

    Writers share fonts and parsed schemas: one thread has them, ``writing``. ``binding`` waits for all pages.
    """

    def __init__(self) -> None:
        self.writing = ThreadPoolExecutor(1)
        self.beside = ThreadPoolExecutor(BESIDE)
        self.binding = ThreadPoolExecutor(1)

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in (self.writing, self.beside, self.binding):
            pool.shutdown(cancel_futures=True)


def attempt(told: list[Diagnostic], where: str, work: Callable[[], T]) -> T | None:
    """``work()``; our own faults become a diagnostic, so that other documents are built."""
    try:
        return work()
    except DocforgeError:
        raise
    except Exception as error:
        cause = f"{type(error).__name__}: {error}"[:300]
        hint = "This is a fault of docforge: please report it with the text that caused it."
        told.append(diagnostic("article-failed", f"{where} failed ({cause}).", hint=hint, where=where))
        return None


def settled(work: Callable[[], T]) -> Future[T]:
    """What came of ``work()``, which is done at once: its result, or what is raised to whoever asks."""
    made: Future[T] = Future()
    try:
        made.set_result(work())
    except Exception as error:
        made.set_exception(error)
    return made


def then(pool: Executor, first: Future[S], work: Callable[[Future[S]], T]) -> Future[T]:
    """``work`` on what comes of ``first``, begun in ``pool`` as soon as that is known."""
    made: Future[T] = Future()

    def run() -> None:
        done = settled(lambda: work(first))
        error = done.exception()
        if error is None:
            made.set_result(done.result())
        else:
            made.set_exception(error)

    def begin(_: Future[S]) -> None:
        try:
            pool.submit(run)
        except RuntimeError:
            made.cancel()  # the build was ended

    first.add_done_callback(begin)
    return made
