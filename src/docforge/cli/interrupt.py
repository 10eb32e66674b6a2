"""Interruptions that must not be lost.

Ctrl-C raises ``KeyboardInterrupt`` wherever the program stands; inside some C modules (lxml, while it is
imported) the exception is swallowed and work would go on. So it is remembered too, and raised again at the
next step.
"""

from __future__ import annotations

import signal
from types import FrameType

_seen = False


def heed_interrupts() -> None:
    """Remember interruptions; where they are ignored (a shell's background job) they stay ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _remember)


def _remember(number: int, frame: FrameType | None) -> None:
    global _seen
    _seen = True
    raise KeyboardInterrupt


def stop_if_interrupted() -> None:
    """Raise ``KeyboardInterrupt`` when one came before, whoever caught it."""
    if _seen:
        raise KeyboardInterrupt
