"""Quicker loading of WeasyPrint's C libraries.

WeasyPrint tries several names for each library, and for each that is none ``ctypes.util.find_library`` runs
ldconfig, gcc and ld: some fifty processes before the first page is set. On Linux the loader itself finds the
one right name ("libpango-1.0.so.0"), so that the search is not needed.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def names_by_loader() -> Iterator[None]:
    """Meanwhile ``find_library`` finds nothing, so that only the loader tries names; on Linux."""
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
