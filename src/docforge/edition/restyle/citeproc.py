"""Citations and entries -> what a style makes of them, by pandoc's citeproc (https://pandoc.org/MANUAL.html).

One process sets one article: citations number and shorten each other, so an article is a scope of its own.
``--sandbox`` keeps pandoc from reading or fetching anything but the style.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docforge.edition.restyle.styles import Style
from docforge.errors import OutputError
from docforge.exporters import pandoc_nodes as pd
from docforge.exporters.pandoc_nodes import Node, Nodes
from docforge.pandoc import run_pandoc

_SECONDS = 120
Run = Callable[[bytes, Style], bytes]


@dataclass(frozen=True, slots=True)
class Cited:
    """One work of a citation; ``year_only`` where the sentence names its author."""

    id: str
    year_only: bool = False
    prefix: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One entry of the list as pandoc's inlines; ``label`` is the number that the style gives it."""

    id: str
    label: Nodes
    content: Nodes


def run_citeproc(
    items: Sequence[Mapping[str, Any]],
    citations: Sequence[Sequence[Cited]],
    style: Style,
    language: str,
    run: Run,
) -> tuple[list[Nodes], list[SetEntry]]:
    """Each citation as inlines, and the whole list in the style's order.

    Links to entries go to "#ref-ID". ``run`` is ``pandoc``, or what remembers its answers.
    """
    whole = {
        "pandoc-api-version": pd.API_VERSION,
        "meta": {
            "lang": _meta(language),
            "link-citations": {"t": "MetaBool", "c": True},
            "nocite": {"t": "MetaInlines", "c": [_cite([Cited("*")])]},
            "references": _meta(list(items)),
        },
        "blocks": [pd.para([_cite(cited)]) for cited in citations],
    }
    done = json.loads(run(json.dumps(whole, ensure_ascii=False).encode("utf-8"), style))
    *texts, entries = done["blocks"]
    return [block["c"][0]["c"][1] for block in texts], [_entry(node) for node in entries["c"][1]]


def _meta(value: Any) -> Node:
    """A value of pandoc's metadata; strings are plain text, nothing in them is markup."""
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {key: _meta(inner) for key, inner in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(inner) for inner in value]}
    return {"t": "MetaString", "c": pd.clean(str(value))}


def _cite(cited: Sequence[Cited]) -> Node:
    return {"t": "Cite", "c": [[_citation(one) for one in cited], []]}


def _citation(one: Cited) -> Node:
    return {
        "citationId": one.id,
        "citationPrefix": pd.plain(one.prefix),
        "citationSuffix": pd.plain(f", {one.locator}") if one.locator else [],
        "citationMode": {"t": "SuppressAuthor" if one.year_only else "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _entry(node: Node) -> SetEntry:
    (id, *_), blocks = node["c"]
    content: Nodes = [inline for block in blocks for inline in block["c"]]
    label: Nodes = []
    if content and _is_span(content[0], "csl-left-margin"):
        label, content = content[0]["c"][1], content[1:]
    flat: Nodes = []
    for inline in content:
        flat += inline["c"][1] if _is_span(inline, "csl-right-inline") else [inline]
    return SetEntry(id.removeprefix("ref-"), label, flat)


def _is_span(node: Node, name: str) -> bool:
    return bool(node["t"] == "Span" and name in node["c"][0][1])


def pandoc(document: bytes, style: Style) -> bytes:
    """The document with citations and list set. Raises ``MissingToolError``, ``OutputError``."""
    try:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "style.csl"
            file.write_bytes(style.csl)
            options = ["-f", "json", "-t", "json", "--citeproc", "--csl", str(file)]
            done = run_pandoc(options, document, _SECONDS)
    except OSError as error:
        raise OutputError(
            f"The citation style could not be handed to pandoc: {error.strerror or error}.",
            "See that the folder for temporary files can be written.",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise OutputError(
            f"pandoc did not set the references in {_SECONDS} seconds.", "Use another citation style."
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        raise OutputError(
            f"pandoc could not set the references in the style {style.name}: {said[-1]}",
            "Use another citation style, or none.",
        )
    return done.stdout
