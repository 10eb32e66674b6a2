"""Tiny editions for tests: text of our own, written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from docforge.edition.build import build_edition
from docforge.edition.config import load_edition
from docforge.edition.pages import PageMaker
from docforge.edition.results import BuildResult

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
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
FIGURE = "\n![A square.](figures/square.svg){#fig-1}\n\nText about the figure is here.\n"


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


def build(folder: Path, out: Path, pages: PageMaker | None = None, **options: object) -> BuildResult:
    """Build in this process alone, where what lays out pages is ready from the first build on."""
    with ExitStack() as opened:
        pages = pages or opened.enter_context(PageMaker(1))
        return build_edition(load_edition(folder), out, pages=pages, **options)  # type: ignore[arg-type]


def codes(result: BuildResult) -> list[str]:
    """The codes of all findings."""
    return [finding.diagnostic.code for finding in result.findings]


def tree(folder: Path) -> dict[str, bytes]:
    """Files below a folder with their bytes, without the cache."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
