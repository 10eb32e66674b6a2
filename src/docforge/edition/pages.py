"""The layout of pages in a process of its own: while it works, other formats are written and checked.

The process is ours, started with our own interpreter and module path; it is told what to lay out over a pipe
and answers with the files. Whatever goes wrong there, the same work is done here instead, so that an error
has one way to be told.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")

# -P keeps the current folder, which may be anybody's, out of the module path.
COMMAND = ("-P", "-c", "from docforge.edition.pages import serve; serve()")


class PageMaker:
    """A process that is getting ready to lay out; leaving the context ends it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PageMaker:
        # On one processor a second process only costs time.
        if sys.executable and (os.cpu_count() or 1) > 1:
            path = os.pathsep.join(entry for entry in sys.path if entry)
            try:
                self._process = subprocess.Popen(
                    [sys.executable, *COMMAND],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                )
            except OSError:
                self._process = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            # Closes the pipes; a request that was not sent whole is no matter any more.
            try:
                self._process.communicate()
            except (OSError, ValueError):
                self._process.wait()

    def run(self, work: Callable[[], T]) -> T:
        """``work()``, done by the process where it can: a partial of a function of ours, and its values."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return work()
        try:
            pickle.dump(work, process.stdin)
            process.stdin.flush()
            answer: T = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.PickleError, RecursionError):
            self._process = None
            process.kill()
            process.communicate()
            return work()
        return answer


def serve() -> None:
    """Do what is asked and answer with what came of it, until nothing is asked any more."""
    # An interruption is the parent's to handle; it ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print must not come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        import docforge.exporters.pdf_engine  # noqa: F401  # ready before the first request
    except OSError:
        return
    while True:
        try:
            work = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        # An error ends this process; the parent does the same work then, and tells it.
        pickle.dump(work(), answers)
        answers.flush()
