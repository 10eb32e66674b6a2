"""Which copy's structure a passage takes: its table, its heading, its paragraph borders, its entries.

What is more than a paragraph (a table, a caption, an entry, a note) was told from marks or from form, and is
lost, not made, by damage. Between equals the borders decide: a paragraph ends where a sentence does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from docforge.collate.damage import Eye
from docforge.collate.units import Slot, Unit, kind_of
from docforge.model.meta import Reference
from docforge.model.nodes import Italic, TableWrap
from docforge.model.walk import iter_inlines

END_RE = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$|\]\s*$")
LONGEST_HEADING = 12  # words; a longer line is the begin of a paragraph as often
LONGEST_NOTE = 80  # words; a numbered heading with its paragraphs is no note
RANK = {
    "title": 9,
    "subtitle": 8,
    "standfirst": 8,
    "abstract": 8,
    "reference": 7,
    "title of the reference list": 7,
    "table": 6,
    "figure": 5,
    "note": 5,
    "code": 4,
    "formula": 4,
    "quotation": 3,
    "list": 3,
    "heading": 3,
    "paragraph": 1,
}


def takes_second(a: Sequence[Unit], b: Sequence[Unit], eye: Eye) -> bool:
    """Should the passage have the structure of ``b``? Only where it is clearly the better one."""
    kinds_a, kinds_b = Counter(map(kind_of, a)), Counter(map(kind_of, b))
    if set(kinds_a) == set(kinds_b) == {"reference"}:
        return _better_entries(a, b, eye)
    if kinds_a["table"] and kinds_b["table"]:
        # Rows of a table that was cut short stand beside it as prose: the whole table has more cells.
        more = sum(map(_cells, b)) > sum(map(_cells, a))
        return more and len(b) <= len(a) and _outside_tables(b) <= _outside_tables(a)
    if kinds_a == kinds_b or Slot.FRONT in {u.slot for u in (*a, *b)}:
        return False
    if set(kinds_a) == set(kinds_b) == {"paragraph"}:
        return _bad_borders(b) < _bad_borders(a)
    best_a, best_b = max(map(_rank, a)), max(map(_rank, b))
    if best_a == best_b:
        return False
    winner = b if best_b > best_a else a
    top = max(winner, key=_rank)
    if not _plausible(top):
        return best_b < best_a
    return best_b > best_a


def _rank(unit: Unit) -> int:
    return RANK.get(kind_of(unit), 1)


def _plausible(unit: Unit) -> bool:
    """Is the unit what it is said to be?"""
    match kind_of(unit):
        case "heading":
            return len(unit.words) <= LONGEST_HEADING and not unit.text.rstrip().endswith((".", ",", ";"))
        case "table":
            return _cells(unit) >= 4 and len(unit.words) / max(1, _cells(unit)) <= 25
        case "list":
            return len(unit.fields) > 1
        case "quotation" | "code" | "formula":
            return False
        case "figure":
            return bool(unit.text.strip())
        case "note":
            return len(unit.words) <= LONGEST_NOTE
        case _:
            return True


def _cells(unit: Unit) -> int:
    node = unit.node
    return sum(len(row) for row in (*node.head, *node.body)) if isinstance(node, TableWrap) else 0


def whole_table(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
    """Is ``b`` one table, of which ``a`` has pieces, with rows between them as prose?"""
    return len(b) == 1 and kind_of(b[0]) == "table" and _plausible(b[0]) and "table" in map(kind_of, a)


def _outside_tables(units: Sequence[Unit]) -> int:
    """Words of the passage that stand in none of its tables."""
    return sum(len(u.words) for u in units if kind_of(u) != "table")


def _bad_borders(units: Sequence[Unit]) -> int:
    """Borders between paragraphs that fall inside a sentence, and sentences' ends run over."""
    bad = 0
    for unit, following in pairwise(units):
        start = following.text.lstrip("\"'“‘(")[:1]
        bad += (not END_RE.search(unit.text)) or start.islower()
    return 2 * bad + (len(units) == 1)


def _better_entries(a: Sequence[Unit], b: Sequence[Unit], eye: Eye) -> bool:
    if len(a) != len(b):
        # Entries run together, or one entry cut in pieces: the better list has an author and a year in each.
        whole_a, whole_b = (sum(map(is_read, side)) / len(side) for side in (a, b))
        if whole_a != whole_b:
            return whole_b > whole_a
        return len(b) > len(a) and whole_b == 1.0
    score_a, score_b = (sum(eye.look(u.text).score for u in side) for side in (a, b))
    if abs(score_a - score_b) >= 0.3:
        return score_b < score_a
    return _italics(b) > _italics(a) and score_b <= score_a


def is_read(unit: Unit) -> bool:
    """Is the unit an entry whose people and year could be read?"""
    node = unit.node
    return isinstance(node, Reference) and bool(node.csl.author or node.csl.editor) and bool(node.csl.issued)


def _italics(units: Sequence[Unit]) -> int:
    return sum(isinstance(n, Italic) for u in units for f in u.fields for n in iter_inlines(f))
