"""An editor's own list, ``references.json`` (CSL-JSON) or ``references.bib``, as items with keys."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import Any

from docforge.citations.exchange.csl import from_csl
from docforge.errors import InputError
from docforge.model.meta import CslItem
from docforge.pandoc import run_pandoc

TITLE_RE = re.compile(
    r"(?P<head>\b(?:(?:short|main|book|issue|journal|event)?(?:sub)?title(?:addon)?|journal)\s*=\s*)"
    r"(?P<open>[{\"])",
    re.IGNORECASE,
)
WAIT = 60  # seconds
MOST = 20_000  # entries


@dataclass(frozen=True, slots=True)
class GivenItem:
    """One item and its key in the editor's file."""

    key: str
    csl: CslItem


def read_given(data: bytes, name: str) -> tuple[GivenItem, ...]:
    """The items of a file in their order. Raises ``InputError``, or ``MissingToolError`` without pandoc."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8.", "Save it again as UTF-8.") from error
    if name.lower().endswith((".bib", ".bibtex")):
        text = _bib_to_csl(text, name)
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{name} is not JSON: {error}.", "It is a list of CSL-JSON items, as Zotero exports it."
        ) from error
    if isinstance(items, dict):
        items = items.get("references", items.get("items"))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise InputError(f"{name} is no list of CSL-JSON items.", 'It begins with "[" and holds {...} items.')
    if len(items) > MOST:
        raise InputError(
            f"{name} has {len(items)} entries; {MOST} is the limit.", "Leave out what is not cited."
        )
    return tuple(GivenItem(_key(item, n), from_csl(item)) for n, item in enumerate(items, 1))


def _key(item: dict[str, Any], number: int) -> str:
    return str(item.get("id") or f"entry {number}")


def _bib_to_csl(text: str, name: str) -> str:
    options = ["--quiet", "-f", "biblatex", "-t", "csljson"]
    try:
        ran = run_pandoc(options, keep_capitals(text).encode(), WAIT)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{name} cannot be read in {WAIT} seconds.", "Split it.") from error
    if ran.returncode:
        said = " ".join(ran.stderr.decode("utf-8", "replace").split())[:300]
        raise InputError(f"{name} is not BibTeX: {said}", "Mend it at the place named.")
    return ran.stdout.decode("utf-8")


def keep_capitals(text: str) -> str:
    """Titles in one more pair of braces: pandoc would set what is not braced in sentence case."""
    pieces = []
    at = 0
    for match in TITLE_RE.finditer(text):
        if match.start() < at:
            continue
        end = _closing(text, match.end(), match["open"])
        if end < 0:
            break
        pieces += [text[at : match.end()], "{", text[match.end() : end], "}"]
        at = end
    return "".join((*pieces, text[at:]))


def _closing(text: str, start: int, opening: str) -> int:
    """Where a value ends that begins behind its opening sign; -1 where it never does."""
    depth = 0
    for match in re.compile(r'\\.|[{}"]').finditer(text, start):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif (sign == "}" and depth == 0 and opening == "{") or (
            sign == '"' and depth == 0 and opening == '"'
        ):
            return match.start()
        elif sign == "}":
            depth -= 1
    return -1
