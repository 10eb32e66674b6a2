"""Tiny editions for tests: text of our own, written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MANIFEST = """\
[journal]
title = "Journal of Small Things"
[edition]
title = "A test"
status = "proof"
[[articles]]
id = "one"
"""
ARTICLE = """\
---
title: On small things
author:
- name: Ada Example
---

# A first part

Small things are easy to test. This is a sentence about them.

# A second part

There is no more to say.
"""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` below ``folder`` and return it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def small_edition(folder: Path, **more: str | bytes) -> Path:
    """An edition of one article with the corrected text in it."""
    return write(folder, {"edition.toml": MANIFEST, "one/article.md": ARTICLE, **more})
