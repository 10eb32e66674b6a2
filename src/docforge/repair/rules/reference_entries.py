"""Entries of a reference list that a text dump ran together: one entry, one block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import wrapping

HEADING_RE = re.compile(
    r"^[#* \t\d.]*+(?:references?(?: cited)?|bibliography|works cited|literature(?: cited)?"
    r"|literatur(?:verzeichnis)?|références|bibliographie"
    r"|referencias|bibliografía|referências|kaynakça|kaynaklar)[ \t]*:?[* \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# "Smith, J.", "Smith J,", "van der Berg, A.", "[12] ", "12. Smith", "World Health Organization. (2020)"
START_RE = re.compile(
    r"\s{0,8}(?:\[\d{1,3}\]\s|\d{1,3}\.\s+[^\W\d_]"
    r"|(?:(?:van|von|de|der|den|di|da|del|la|le|el|al|ter|ten|zu)\s+){0,3}"
    r"[^\W\d_a-zß-ÿ][\w'’-]+(?:[- ][^\W\d_a-zß-ÿ][\w'’-]+)?"
    r"(?:,\s+[^\W\d_a-zß-ÿ](?:\.|[^\W\d_]+)|\s+[^\W\d_a-zß-ÿ]{1,3},\s)"
    r"|[^\n(]{3,80}\((?:19|20)\d\d[a-z]?\))"
)
ENDED_RE = re.compile(r"(?:[.)\]/]|\d|https?://\S+|10\.\d{4,}/\S+)\s*$")


def _ended(line: str) -> bool:
    """Does the line end an entry? Not inside a bracket, not with an initial: "(J. E.⏎Lewin, Trans.)"."""
    return (
        bool(ENDED_RE.search(line))
        and line.count("(") <= line.count(")")
        and not re.search(r"\b[^\W\d_]\.$", line.rstrip())
    )


def find_reference_entries(text: str, scene: Scene) -> Iterator[Edit]:
    """A line that begins an entry, after a line that ends one, begins a block."""
    if not wrapping(text).wrapped:
        return
    heads = list(HEADING_RE.finditer(text))
    if not heads:
        return
    head = heads[-1]
    before = ""
    at = text.find("\n", head.end()) + 1
    if not at:
        return
    for line in text[at:].split("\n"):
        if before.strip() and line.strip() and "\f" not in line and START_RE.match(line) and _ended(before):
            why = "an entry ends here, and the next line begins as entries do"
            yield Edit(at - 1, at, "\n", "\n\n", "reference-entry", Safety.LIKELY, why)
        at += len(line) + 1
        before = line
