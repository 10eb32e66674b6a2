"""Where the pages of the first publication began, from the folios that repair set aside.

A folio says so only where it is certain which page it belongs to: the head of the page that follows a page
break, or the foot of the one before it, and only where the next break counts on by one. A place is known by
the words that follow it, which must stand once in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docforge.model.meta import Document, OriginalPage
from docforge.model.source import SourceText
from docforge.model.text import block_strings, inline_text, letters, single_places
from docforge.repair.edit import Recorded

EDGES = frozenset(("folio", "running head"))
# Letters behind a page break that are looked for, and letters that are kept of the words found.
LOOKED, KEPT = 24, 32
REACH = 4000
EMPTY = " \t\r\n\f-_*"
BREAK_RE = re.compile(r"\f|^[-_*]{3,}[ \t]*$", re.MULTILINE)
FIRST_RE = re.compile(r"\s*(\d{1,5})(?!\d)(?!\s*[.,(/]\s*\d)")
LAST_RE = re.compile(r"(?<![\d.,/(–-])(?<!\d )(\d{1,5})\s*\Z")


@dataclass(frozen=True, slots=True)
class _Break:
    """A page break: ``end`` is where the text goes on; ``numbers`` may be the folio of the page behind it."""

    end: int
    numbers: frozenset[int]


def with_original_pages(document: Document, source: SourceText, edits: Sequence[Recorded]) -> Document:
    """The document with the pages of its first publication that are certain, in the order of the text."""
    if document.meta.original_pages:
        return document
    aside = sorted((e.place.start, e.place.end) for e in edits if e.aside and e.place.file == source.name)
    counted = list(_counted(_breaks(source.text, edits, source.name)))
    runs = [run for end, _ in counted if (run := _following(source.text, end, aside))]
    if not runs:
        return document
    text = _Running(document)
    places = single_places(text.letters, runs)
    starts: dict[int, int] = {}
    last = -1
    for end, number in counted:
        at = text.whole_word(places.get(_following(source.text, end, aside), -1))
        # What stands before an earlier page's beginning was moved, and its folio says nothing here.
        if at > last:
            starts[number] = last = at
    once = single_places(text.letters, [text.near(at) for at in starts.values()])
    found = [
        OriginalPage(str(n), text.words(at)) for n, at in starts.items() if once.get(text.near(at)) == at
    ]
    if not found:
        return document
    return replace(document, meta=replace(document.meta, original_pages=tuple(found)))


def _breaks(text: str, edits: Sequence[Recorded], file: str) -> list[_Break]:
    """The page breaks that have something set aside at them."""
    edges = sorted(
        (e for e in edits if e.aside in EDGES and e.place.file == file), key=lambda e: (e.place.start, e.at)
    )
    groups: list[list[Recorded]] = []
    for edge in edges:
        between = text[groups[-1][-1].place.end : edge.place.start] if groups else "x"
        if groups and len(between) < REACH and not BREAK_RE.sub("", between).strip():
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [made for group in groups if (made := _break(text, group))]


def _break(text: str, group: Sequence[Recorded]) -> _Break | None:
    start = group[0].place.start
    while start and text[start - 1] in EMPTY:
        start -= 1
    end = group[-1].place.end
    if end - start > REACH or not (cut := BREAK_RE.search(text, start, end + 3)):
        return None
    numbers: set[int] = set()
    for edge in group:
        after = edge.place.start >= cut.start()
        numbers |= {n + (not after) for n in _numbers(text[edge.place.start : edge.place.end])}
    return _Break(max(end, cut.end()), frozenset(numbers))


def _numbers(line: str) -> Iterator[int]:
    """What may be the folio of a line at a page's edge: a number at either end."""
    for pattern in (FIRST_RE, LAST_RE):
        if match := (pattern.match if pattern is FIRST_RE else pattern.search)(line):
            yield int(match[1])


def _counted(breaks: Sequence[_Break]) -> Iterator[tuple[int, int]]:
    """The breaks whose number is one of three in a row that count on, with that number."""

    def has(at: int, number: int) -> bool:
        return 0 <= at < len(breaks) and number in breaks[at].numbers

    for at, one in enumerate(breaks):
        fitting = [
            n
            for n in one.numbers
            if any(all(has(at + i, n + i) for i in range(first, first + 3)) for first in (-2, -1, 0))
        ]
        if len(fitting) == 1:
            yield one.end, fitting[0]


def _following(text: str, start: int, aside: Sequence[tuple[int, int]]) -> str:
    """The letters of the text from ``start`` on that were not set aside."""
    found: list[str] = []
    at, number = start, bisect_left(aside, (start, 0))
    while at < len(text) and len(found) < LOOKED and at - start < REACH:
        while number < len(aside) and aside[number][1] <= at:
            number += 1
        if number < len(aside) and aside[number][0] <= at:
            at = aside[number][1]
            continue
        if text[at].isalnum():
            found.append(text[at])
        at += 1
    return "".join(found) if len(found) == LOOKED else ""


class _Running:
    """The text of a document without its notes, to find places in by their letters."""

    def __init__(self, document: Document) -> None:
        strings = [s for block in document.body for s in block_strings(block)]
        strings += [inline_text(r.content) for r in document.references]
        strings += [s for block in document.back for s in block_strings(block)]
        self.text = "\n".join(strings)
        self.places = [at for at, char in enumerate(self.text) if char.isalnum()]
        self.letters = letters(self.text)

    def whole_word(self, at: int) -> int:
        """The number of the letter that the next whole word begins with."""
        while 0 <= at < len(self.letters) and self.places[at] and self.text[self.places[at] - 1].isalnum():
            at += 1
        return at

    def near(self, at: int) -> str:
        return self.letters[at : at + KEPT]

    def words(self, at: int) -> str:
        """The words that ``near`` is made of, the last one whole."""
        end = self.places[min(at + KEPT, len(self.places)) - 1] + 1
        while end < len(self.text) and self.text[end].isalnum():
            end += 1
        return " ".join(self.text[self.places[at] : end].split())
