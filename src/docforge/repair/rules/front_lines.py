"""Lines that a text dump set solid: title, names, institutions and addresses, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.bylines import EMAIL_RE, INSTITUTION_RE, ISSUE_LINE_RE, find_names
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import split_blocks, wrapping

LABEL_RE = re.compile(
    r"\s*[*_]*(?:abstract|summary|zusammenfassung|résumé|resumen|resumo|özet|references|bibliography|notes|acknowledge?ments?)[*_]*\s*:?\s*$",
    re.IGNORECASE,
)
KEYWORDS_RE = re.compile(
    r"\s*[*_]*(?:key ?-?words?|index terms|schlagwörter|schlüsselwörter|mots[- ]clés|palabras clave"
    r"|anahtar kelimeler)\b",
    re.IGNORECASE,
)
OPEN_RE = re.compile(
    r"(?:[,;:–—-]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|as|is|are|was|der|die|das|und|von|de|la|le|et))$",
    re.IGNORECASE,
)
KIND_RE = re.compile(
    r"\s*(?:(?:research|original|review|short|regular)\s+)?(?:article|paper|communication|editorial|commentary|review)\s*$",
    re.IGNORECASE,
)
ZONE = 14  # lines in which a dump's front matter stands


def find_front_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """Part title, names, institutions and addresses; labels stand alone."""
    ends = wrapping(text)
    if not ends.wrapped or ends.spaced:
        return
    seen = 0
    for start, end in split_blocks(text):
        lines = text[start:end].split("\n")
        offset = start
        for i, line in enumerate(lines[:-1]):
            offset += len(line) + 1
            seen += 1
            after = lines[i + 1]
            why = _label(line, after) or (
                _front(line, after, lines[i + 2] if i + 2 < len(lines) else "") if seen <= ZONE else ""
            )
            if why:
                yield Edit(offset - 1, offset, "\n", "\n\n", "line-block", Safety.LIKELY, why)


def _label(line: str, after: str) -> str:
    if LABEL_RE.match(line) or LABEL_RE.match(after):
        return "the name of a part of the article stands on a line of its own"
    if KEYWORDS_RE.match(after):
        return "the keywords begin on this line"
    return ""


def _front(line: str, after: str, next_after: str) -> str:
    if ISSUE_LINE_RE.search(line) and not line.rstrip().endswith(("pp.", "p.", ",")):
        return "facts of the publication stand on a line of their own"
    if EMAIL_RE.search(after) or (INSTITUTION_RE.search(after) and not OPEN_RE.search(line.rstrip())):
        return "an institution or an address begins on this line"
    if KIND_RE.match(line):
        return "the kind of article stands on a line of its own"
    if _many_names(after) and not _many_names(line) and not OPEN_RE.search(line.rstrip()):
        return "names with their marks begin on this line"
    if find_names(after.strip()) and (EMAIL_RE.search(next_after) or INSTITUTION_RE.search(next_after)):
        return "names begin on this line, and an institution follows"
    return ""


def _many_names(line: str) -> bool:
    """At least two names, or one with a mark that points to its institution."""
    bare = re.sub(r"\s+(?:and|&)\s*$|,\s*$", "", line.strip())
    names = find_names(bare)
    return len(names) >= 3 or (len(names) >= 2 and bool(re.search(r"\d|[*†‡]", line)))
