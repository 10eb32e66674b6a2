"""Processes of our own that do what they are asked over a pipe: the work of a layout, beside everything else.

They are started with our own interpreter and module path, and nothing outlives them: what the layout engine
writes for itself goes into a folder that is removed with them.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, TypeVar

from docforge.interpreter import own_program

T = TypeVar("T")

# New things before a look through the youngest, and how many such looks before the older ones are seen.
COLLECTED = (100_000, 50, 100)

PROGRAM = "from docforge.edition.workers import serve; serve()"

# Seconds for a process to end by itself.
GRACE = 2

# Where a process that is ready can be doubled: its children need not load and prepare anything again.
DOUBLED = sys.platform == "linux"


def rarely_collect() -> None:
    """Have memory looked through for cycles seldom, in a process of our own.

    A layout makes a million things that it keeps: an eighth of its time goes with looking through them.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTED)


class Worker:
    """One process at the other end of two pipes. ``first``: it has yet to get ready."""

    def __init__(self, asks: BinaryIO, answers: BinaryIO, first: bool) -> None:
        self._asks = asks
        self._answers = answers
        self.first = first
        self.asked = False
        self.lost = False

    def ask(self, work: Callable[..., T], tell: Callable[[int], None] | None = None) -> T:
        """``work()``, done there; with ``tell``, it is called with what passes numbers on to ``tell``.

        Raises ``OSError``, ``EOFError`` or ``pickle.PickleError`` when it cannot be had from there; the
        worker is then of no use any more.
        """
        self.asked = True
        # Whatever ends this call before its answer leaves the pipes in the middle of something.
        self.lost = True
        pickle.dump((work, tell is not None), self._asks)
        self._asks.flush()
        while True:
            kind, value = pickle.load(self._answers)
            if kind == "made":
                self.lost = False
                made: T = value
                return made
            if tell is not None:
                tell(value)

    def close(self) -> None:
        """Close the pipes; a request that was not sent whole is no matter any more."""
        for pipe in (self._asks, self._answers):
            try:
                pipe.close()
            except OSError:
                continue


@contextmanager
def workers(number: int) -> Iterator[list[Worker]]:
    """``number`` workers, or as many as can be started; they are ended with the context."""
    processes: list[subprocess.Popen[bytes]] = []
    made: list[Worker] = []
    with TemporaryDirectory(prefix="docforge-", ignore_cleanup_errors=True) as scratch:
        try:
            while len(made) < number:
                count = number - len(made) if DOUBLED else 1
                try:
                    process, some = _start(count, Path(scratch))
                except OSError:
                    break
                processes.append(process)
                made += some
            yield made
            if any(worker.asked for worker in made):
                # Nothing is asked any more: they see it and end.
                for worker in made:
                    worker.close()
                for process in processes:
                    process.wait(GRACE)
        except subprocess.TimeoutExpired:
            pass  # ended below
        finally:
            for process in processes:
                _kill(process)
            for worker in made:
                worker.close()
            for process in processes:
                process.wait()


def _start(number: int, scratch: Path) -> tuple[subprocess.Popen[bytes], list[Worker]]:
    """A process that serves ``number`` pairs of pipes, all but the first by doubles of itself."""
    pairs = [(*os.pipe(), *os.pipe()) for _ in range(number)]
    theirs = [end for asked, _, _, answering in pairs for end in (asked, answering)]
    command, environment = own_program(PROGRAM, *map(str, theirs))
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=theirs,
            start_new_session=True,
            env=environment | {"TMPDIR": str(scratch)},
        )
    except OSError:
        for _, asking, answers, _ in pairs:
            os.close(asking)
            os.close(answers)
        raise
    finally:
        for end in theirs:
            os.close(end)
    made = [
        Worker(os.fdopen(asking, "wb"), os.fdopen(answers, "rb"), number == 0)
        for number, (_, asking, answers, _) in enumerate(pairs)
    ]
    return process, made


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its doubles, which are a group of their own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()


# ---------------------------------------------------------------- in the process


def serve() -> None:
    """Do what is asked over the first pair of pipes that is named, and have doubles see to the others."""
    # An interruption is the parent's to handle; it ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ends = list(map(int, sys.argv[1:]))
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    try:
        import docforge.exporters.pdf_engine  # noqa: F401  # ready before the first request
    except OSError:
        return
    rarely_collect()
    try:
        _serve(pairs)
    finally:
        # Nothing is tidied: the fonts in use are shared by all doubles, and go with the folder they lie in.
        os._exit(0)


def _serve(pairs: Sequence[tuple[int, int]]) -> None:
    (asked, answers), *others = pairs
    requests, made = os.fdopen(asked, "rb"), os.fdopen(answers, "wb")
    doubles: list[int] = []
    if not _answer(requests, made):
        return
    while others:
        asked, answers = others.pop(0)
        double = os.fork()
        if not double:
            # What another holds open would never be seen to end.
            requests.close()
            made.close()
            for end in (end for pair in others for end in pair):
                os.close(end)
            requests, made = os.fdopen(asked, "rb"), os.fdopen(answers, "wb")
            doubles, others = [], []
            continue
        doubles.append(double)
        os.close(asked)
        os.close(answers)
    while _answer(requests, made):
        pass
    # Waited for, what they worked counts as work of this process.
    for double in doubles:
        os.waitpid(double, 0)


def _answer(asked: BinaryIO, answers: BinaryIO) -> bool:
    """Do one thing that is asked and say what came of it; false when nothing is asked any more.

    An error ends this process; the parent does the same work then, and tells it.
    """

    def say(kind: str, value: Any) -> None:
        pickle.dump((kind, value), answers)
        answers.flush()

    try:
        work, counts = pickle.load(asked)
    except EOFError:
        return False
    say("made", work(lambda count: say("pages", count)) if counts else work())
    return True
