"""docforge turns damaged text into published editions.

The Python interface is ``convert`` and ``build`` (see ``docforge.api``); both return values and print
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from docforge.api import build as build
    from docforge.api import convert as convert

__all__ = ["__version__", "build", "convert"]


def __getattr__(name: str) -> Any:
    # Loaded on first use: ``docforge --version`` must not pay for lxml, WeasyPrint or pandoc.
    if name in ("build", "convert"):
        from docforge import api

        return getattr(api, name)
    raise AttributeError(f"module 'docforge' has no attribute {name!r}")
