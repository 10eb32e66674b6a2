"""Titles of figures that a hidden layer of the page sets before the caption over again.

Old production lines put a bookmark behind each picture: its title and label. A dump shows both, the
bookmark in any order ("of oats⏎Figure 2⏎Yields⏎Yields of oats. ...") or its words pushed together.
A sum proves it: the letters around the label are those of the words after it, each as often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

RULE = "caption-title"
KIND_RE = re.compile(
    r"(?m)(?:(?:^|\f)[ \t]*|(?P<bold>\*\*))(?P<kind>Figure|Table|Scheme)(?![^\W\d_])(?!\*| \d+[.:])"
)
WORD_RE = re.compile(r"(?<![^\s*_])(?=[^\s*_])|(?<=[a-zß-ÿ])(?=[A-Z])")
BARE_RE = re.compile(r"\s*\w+ \d{1,2}\s*")
BEFORE, AFTER = 8, 40  # lines of a bookmark around its label
FEWEST, MOST = 20, 600  # letters of a title
WORN = 0.12  # share of a title's letters that marks of bold pushed into each other may have swallowed


@dataclass(frozen=True, slots=True)
class _Window:
    """The letters around a label: where each stands in the text, and what it is."""

    spots: list[int]
    letters: list[str]
    kind: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """``start:end`` is the bookmark; its label says ``kind`` and ``number``."""

    start: int
    end: int
    kind: str
    number: str


def find_caption_titles(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside the bookmark of a picture: "Yields⏎Figure 2⏎Yields. On ..." keeps the second."""
    labels = list(KIND_RE.finditer(text))
    if not labels:
        return
    lines = split_lines(text)
    at = done = 0
    for match, after in zip(labels, [*labels[1:], None], strict=True):
        while lines[at].end < match.start("kind"):
            at += 1
        if match.start() < done:
            continue
        found = _bookmark(text, lines, at, match, after.start() if after else len(text))
        if found is not None:
            done = found.end
            yield from _edits(text, found)


def _bookmark(text: str, lines: list[Line], at: int, match: re.Match[str], limit: int) -> _Found | None:
    """The stretch around the label whose letters are, label apart, those that follow it."""
    first = last = at
    if BARE_RE.fullmatch(lines[at].text):
        while first > 0 and at - first < BEFORE and not lines[first - 1].blank:
            first -= 1
    while (
        last + 1 < len(lines) and last - at < AFTER and not all(x.blank for x in lines[last + 1 : last + 3])
    ):
        last += 1
    begin, end = lines[first].start, min(lines[last].end, limit)
    spots = [i for i in range(begin, end) if text[i].isalnum()][: 3 * MOST]
    window = _Window(spots, [text[i].casefold() for i in spots], match["kind"], match["bold"] is not None)
    rank = {spot: n for n, spot in enumerate(spots)}
    starts = [n for i in range(first, at + 1) if (n := _rank(text, rank, lines[i].start, end)) is not None]
    ends = [
        n
        for word in WORD_RE.finditer(text, match.start("kind"), end)
        if (n := _rank(text, rank, word.start(), end)) is not None
    ]
    return _worn(text, window, starts, ends) if window.bold else _exact(text, window, starts, ends)


def _rank(text: str, rank: dict[int, int], at: int, end: int) -> int | None:
    """Number of the first letter at or right after ``at``, behind brackets and marks."""
    while at < end and at not in rank:
        if text[at] == "\n":
            return None
        at += 1
    return rank.get(at)


DIGIT = 1 << 40  # a digit's weight: sums of letters stay below


def _weight(letter: str) -> int:
    return DIGIT if letter.isdecimal() else pow(ord(letter), 5, 1_000_003)


def _exact(text: str, window: _Window, starts: list[int], ends: list[int]) -> _Found | None:
    """Where the letters agree; sums of weights sort out most stretches before letters are counted."""
    sums = [0, *accumulate(map(_weight, window.letters))]
    label = sum(map(_weight, window.kind.casefold()))
    for digits in (1, 2):
        for a in starts:
            for b in ends:
                title = b - a - len(window.kind) - digits
                if title < FEWEST or b + title > len(window.letters):
                    continue
                if 2 * sums[b] - sums[a] - sums[b + title] == label + digits * DIGIT:
                    number = _number(text, window, a, b, title)
                    if number:
                        return _Found(window.spots[a], window.spots[b], window.kind, number)
    return None


def _worn(text: str, window: _Window, starts: list[int], ends: list[int]) -> _Found | None:
    """The same where letters printed over each other are there once: "con **t** rol ... at **t** enuated"."""
    best: tuple[int, _Found] | None = None
    for a in starts:
        for b in ends:
            title = b - a - len(window.kind) - 1
            for worn in range(int(WORN * title) + 1 if FEWEST <= title <= MOST else 0):
                number = _number(text, window, a, b, title + worn)
                if number and (best is None or worn < best[0]):
                    best = worn, _Found(window.spots[a], window.spots[b], window.kind, number)
                if number:
                    break
    return best[1] if best else None


def _number(text: str, window: _Window, a: int, b: int, title: int) -> str:
    """The label's number, where the stretch has nothing else beside its word and the caption's start."""
    if b + title > len(window.letters):
        return ""
    more = Counter(window.letters[a:b])
    more.subtract(Counter(window.kind.casefold()))
    more.subtract(Counter(window.letters[b : b + title]))
    digits = "".join((+more).elements())
    if not digits.isdecimal() or len(digits) > 2 or (-more).total() > WORN * title * window.bold:
        return ""
    stretch = text[window.spots[a] : window.spots[b]]
    for number in (digits, digits[::-1]):
        if re.search(rf"(?<!\d){number}(?!\d)", stretch):
            return number
    return ""


def _edits(text: str, found: _Found) -> Iterator[Edit]:
    why = (
        f"the letters around “{found.kind} {found.number}” are those of the caption's first words over again"
    )
    kind = "repeated caption title"
    start, end = found.start, found.end
    while start and text[start - 1] in "*_ \t":
        start -= 1
    while text[end - 1] in '*_(“"':
        end -= 1
    whole = re.search(rf"{found.kind}[ \n]{found.number}(?!\d)", text[start:end])
    apart = "" if not text[max(0, start - 2) : start].strip() else "\n"
    if whole is None:
        label = f"{apart}{found.kind} {found.number}\t"
        yield Edit(start, end, text[start:end], label, RULE, Safety.LIKELY, why, kind)
        return
    a, b = start + whole.start(), start + whole.end()
    if a > start or apart:
        yield Edit(start, a, text[start:a], apart, RULE, Safety.LIKELY, why, kind)
    yield Edit(b, end, text[b:end], "\t", RULE, Safety.LIKELY, why, kind)
