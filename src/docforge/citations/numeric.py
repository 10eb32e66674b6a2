"""Numbers that cite: which form the text uses, which numbers it names, and the works of one group.

"[1, 3-5]" cites wherever the list is numbered. "(1, 3-5)" does so only where the text has no square brackets,
the numbers first come in rising order, and they cover most of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docforge.citations.clusters import Hit
from docforge.citations.grammar import MISREAD, NUMBER_RE, NUMERIC_RE, PLACE_RE
from docforge.model.meta import Document
from docforge.model.nodes import Cite, CiteItem, Sup, Text
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines

RANGE_LIMIT = 200
DASH_RE = re.compile(r"\s?[–—-]\s?")
ROUND_RE = re.compile(r"\(\s*(?P<body>\d{1,3}(?:\s*[,;–-]\s*\d{1,3}){0,60})\s*\)")
RAISED_RE = re.compile(r"\s*\[?(?P<body>\d{1,3}(?:\s*[,;–-]\s*\d{1,3}){0,60})\]?\s*")
LEAST = 5  # numbers from which round brackets or raised figures may show that they cite


def numbers_of(body: str) -> list[int]:
    """Every number of a group, ranges filled: "1, 3-5" -> 1, 3, 4, 5."""
    found: list[int] = []
    for number in NUMBER_RE.finditer(PLACE_RE.split(body)[0].translate(MISREAD)):
        first, last = int(number["first"]), int(number["last"] or number["first"])
        found += range(first, min(last, first + RANGE_LIMIT) + 1)
    return found


def cited_numbers(document: Document, pattern: re.Pattern[str] = NUMERIC_RE) -> list[int]:
    """Numbers in brackets, in the order of the text."""
    found: list[int] = []
    for node in document_inlines(document):
        if isinstance(node, Text) and any(sign in node.value for sign in "[({"):
            for match in pattern.finditer(node.value):
                found += numbers_of(match["body"])
    return found


def _raised(document: Document) -> Iterator[int]:
    for node in document_inlines(document):
        if isinstance(node, Sup) and (match := RAISED_RE.fullmatch(inline_text(node.content))):
            yield from numbers_of(match["body"])


def _covers(numbers: Sequence[int], size: int) -> bool:
    """Do numbers cite a list of that size: first in rising order, none beyond it, most of it named?"""
    firsts = [n for n in dict.fromkeys(numbers) if n]
    known = [n for n in firsts if n <= size]
    if len(known) < max(LEAST, 0.6 * size) or len(known) < 0.9 * len(firsts):
        return False
    highest, rising = 0, 0
    for number in known:
        rising += number == highest + 1
        highest = max(highest, number)
    return rising >= 0.8 * len(known)


def cites_in_round_brackets(document: Document, size: int) -> bool:
    return not cited_numbers(document) and _covers(cited_numbers(document, ROUND_RE), size)


def cites_raised(document: Document, size: int) -> bool:
    """A bracketed number or two may stand beside raised ones, where a note cannot raise them."""
    return len(set(cited_numbers(document))) < LEAST and _covers(list(_raised(document)), size)


def raised_numbers(document: Document) -> list[int]:
    return list(_raised(document))


def join_ranges(text: str, hits: Sequence[Hit], ids: Mapping[str, str]) -> list[Hit]:
    """Two groups with a dash between them are one: "[1]–[3]" cites 2 as well."""
    joined: list[Hit] = []
    for start, end, cite in hits:
        last = joined[-1] if joined else None
        dash = text[last[1] : start] if last else ""
        if last and DASH_RE.fullmatch(dash) and (between := _between(last[2], cite, ids)) is not None:
            one, two = last[2], cite
            first = replace(one.items[0], printed=one.printed)
            final = replace(two.items[-1], printed=two.printed)
            inside = tuple(CiteItem(rid, "") for rid in between)
            items = (replace(first, printed=first.printed + dash), *inside, final)
            joined[-1] = (last[0], end, Cite(items, "", "", ""))
        else:
            joined.append((start, end, cite))
    return joined


def _between(one: Cite, two: Cite, ids: Mapping[str, str]) -> list[str] | None:
    """Entries from one number to the other; None where these are no two single numbers."""
    numbers = [c.items[0].printed for c in (one, two) if len(c.items) == 1 and c.before == "["]
    if len(numbers) < 2 or not all(n.isdecimal() for n in numbers):
        return None
    first, last = map(int, numbers)
    found = [ids.get(str(n), "") for n in range(first + 1, min(last, first + RANGE_LIMIT))]
    return found if first < last <= first + RANGE_LIMIT and all(found) else None


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring works of a group that are all known: ``start:end`` of the group's body."""

    start: int
    end: int
    pieces: tuple[tuple[CiteItem, str], ...]


def read_group(body: str, ids: Mapping[str, str]) -> tuple[list[Part], bool]:
    """Known works of "1, 3-5" as stretches; and whether all are known.

    The works inside a range have nothing of their own in print.
    """
    parts: list[Part] = []
    pieces: list[tuple[CiteItem, str]] = []
    begin = 0
    whole = True
    head = PLACE_RE.split(body)[0]
    matches = list(NUMBER_RE.finditer(head.translate(MISREAD) + body[len(head) :]))
    for place, match in enumerate(matches):
        after = body[match.end() : matches[place + 1].start()] if place + 1 < len(matches) else ""
        first, last = int(match["first"]), int(match["last"] or match["first"])
        rids = [ids.get(str(n), "") for n in range(first, min(last, first + RANGE_LIMIT) + 1)]
        if not rids or not all(rids) or last - first > RANGE_LIMIT:
            whole = False
            if pieces:
                parts.append(Part(begin, matches[place - 1].end(), tuple(pieces)))
            pieces = []
            continue
        if not pieces:
            begin = match.start()
        locator = (match["locator"] or "").lstrip(", ")
        if match["last"]:
            dash = body[match.end("first") : match.start("last")]
            printed = body[match.start("last") : match.end()]
            pieces.append((CiteItem(rids[0], body[match.start("first") : match.end("first")]), dash))
            pieces += [(CiteItem(i, ""), "") for i in rids[1:-1]]
            pieces.append((CiteItem(rids[-1], printed, locator=locator), after))
        else:
            pieces.append((CiteItem(rids[0], body[match.start() : match.end()], locator=locator), after))
    if pieces:
        parts.append(Part(begin, matches[-1].end(), tuple(pieces)))
    return parts, whole
