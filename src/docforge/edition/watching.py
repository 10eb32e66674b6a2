"""``docforge build --watch``: what tells that a file of an edition was changed, added or removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

# Seconds between two looks. An editor may write a file in several steps: a change counts when it is over.
PAUSE = 0.1

_Seen = dict[str, tuple[int, int]]


def changes(folder: Path, out: Path, pause: Callable[[], None]) -> Iterator[None]:
    """Yield once, and again whenever files of ``folder`` have changed since; never ends.

    ``pause`` waits between two looks.

    Results in ``out`` and hidden files do not count. What changes while the caller is at work counts as soon
    as the next one is asked for.
    """
    known = _look(folder, out)
    yield None
    while True:
        seen = _look(folder, out)
        if seen != known:
            while (later := _settled(folder, out, pause)) != seen:
                seen = later
            known = seen
            yield None
        else:
            pause()


def _settled(folder: Path, out: Path, pause: Callable[[], None]) -> _Seen:
    pause()
    return _look(folder, out)


def _look(folder: Path, out: Path) -> _Seen:
    """Every file with its time and size; links are not followed."""
    seen: _Seen = {}
    left_out = out.absolute()
    for place, folders, names in os.walk(folder):
        folders[:] = [n for n in folders if not n.startswith(".") and Path(place, n).absolute() != left_out]
        for name in names:
            if name.startswith("."):
                continue
            path = Path(place, name)
            try:
                about = path.lstat()
            except OSError:
                continue  # gone meanwhile
            seen[str(path)] = (about.st_mtime_ns, about.st_size)
    return seen
