"""Folios: page numbers on lines of their own, told by their count and their place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from docforge.repair.lines import Line
from docforge.repair.rules.pages.beside import edges_of, neighbours, stands_alone, stands_within

FOLIO_RE = re.compile(
    r"^\W*(?:(?:page|seite|p\.)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?(?![.)]\s*$)\W*$",
    re.IGNORECASE,
)
COUNTED_RE = re.compile(r"\s*(?:page|seite)\s+\d{1,4}\s+(?:of|von)\s+\d{1,4}\s*$", re.IGNORECASE)


def find_folios(lines: list[Line], heads: dict[int, str]) -> dict[int, str]:
    """Page numbers on lines of their own: at page edges in a steady count, or beside a running head."""
    edges = edges_of(lines)
    found: dict[int, str] = {}
    counts: Counter[int] = Counter()
    numbers: list[tuple[Line, int]] = []
    for i in sorted(heads):
        # A folio set in the running head itself counts on with those that stand alone.
        number = re.match(r"\s*(\d{1,4})\s", lines[i].text) or re.search(r"\s(\d{1,4})\s*$", lines[i].text)
        if number:
            counts[int(number[1]) - lines[i].page] += 1
    for line in lines:
        match = FOLIO_RE.match(line.text) if not line.blank and len(line.text.strip()) < 24 else None
        if match and (stands_alone(lines, line) or COUNTED_RE.match(line.text)):
            if line.index in edges and match[1].isdigit():
                counts[int(match[1]) - line.page] += 1
                numbers.append((line, int(match[1]) - line.page))
            elif any(i in heads for i in neighbours(lines, line)):
                found[line.index] = "a page number beside a running head"
    found |= _inner_folios(lines)
    for line, offset in numbers:
        if counts[offset] >= 2:
            found[line.index] = f"page numbers that count on over {counts[offset]} pages"
        elif any(i in heads for i in neighbours(lines, line)):
            found[line.index] = "a page number beside a running head"
    last = next((line for line in reversed(lines) if not line.blank), None)
    if last is not None and len(found) >= 2 and FOLIO_RE.match(last.text) and stands_alone(lines, last):
        found[last.index] = "the page number of the last page"
    _misread_folios(lines, heads, found)
    return found


def _inner_folios(lines: list[Line]) -> dict[int, str]:
    """Page numbers that a dump of columns sets within the page: one on each, some in a sentence."""
    pages = lines[-1].page + 1 if lines else 0
    by_offset: dict[int, dict[int, Line]] = defaultdict(dict)
    for line in lines:
        bare = line.text.strip()
        if bare.isdecimal() and len(bare) <= 4 and stands_alone(lines, line):
            row = by_offset[int(bare) - line.page]
            if line.page in row:
                row[-1] = line  # twice on one page: these count something else
            row[line.page] = line
    for row in by_offset.values():
        whole = -1 not in row and len(row) >= max(3, 0.7 * pages)
        if whole and any(stands_within(lines, line) for line in row.values()):
            why = f"numbers that count on over {len(row)} pages, one on each"
            return {line.index: why for line in row.values()}
    return {}


def _misread_folios(lines: list[Line], heads: dict[int, str], found: dict[int, str]) -> None:
    """Add short lines where the same head has its folio on most pages: "Tof 17" for "7 of 17"."""
    beside = [neighbours(lines, lines[i]) for i in sorted(heads)]
    for side in (0, 1):
        places = [near[side] for near in beside if 0 <= near[side] < len(lines)]
        if sum(i in found for i in places) * 2 <= len(places) or len(places) < 3:
            continue
        for i in places:
            text = lines[i].text.strip()
            if i not in heads and len(text) <= 8 and any(c.isdigit() for c in text):
                found.setdefault(i, "a short line where the head has its page number on other pages")
