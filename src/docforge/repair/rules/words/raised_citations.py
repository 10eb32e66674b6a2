"""Raised numbers of citations that a dump sets on the line: "as was shown12,13." -> "shown<sup>12,13</sup>.".

One number after a word shows nothing. Numbers that rise from 1 through the text, as far as the reference
list goes, cite it; then the others of the same shape do so too, each after the place where it first comes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.references.lists import find_reference_lists

LEAST = 5  # entries of a list that is cited so
SHARE = 0.6  # of the entries that must be cited in rising order, and of the numbers that must cite
REACH = 6  # numbers that may be missing in a row
HOLE = 0.4  # what each of them costs
AHEAD = 2  # how far a number may run ahead of the highest that has come
LIKELY, STRONG = 0.5, 1.0
PROSE_RE = re.compile(r"(?m)^[^\n]{200,}$")  # before the first paragraph digits tie authors to addresses
BRACKETED_RE = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
# "word12", "word.3", "word2, 3.", "word1–3", "(e.g.12, 13 )"; a scan sets a space before it: "word 4-6 and"
GROUP_RE = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_][.,;:!?”\"’'»)\]])|(?<=[.,]”)|(?<=[.,]\")|(?<=[”\"’][.,;:]))"
    r"(?<!<sup>)(?P<body>\d{1,3}(?:[ ]?[,–-][ ]?\d{1,3})*+)(?![\w%°<>]|[ ]?[,–-][ ]?\d|[.:/]\d)"
)
NUMBER_RE = re.compile(r"(\d{1,3})(?:[ ]?[–-][ ]?(\d{1,3}))?")
# Words that a number of their own follows: "Table12", "Sect.3".
LABEL_RE = re.compile(
    r"(?:fig(?:ure)?s?|tab(?:le)?s?|eqn?s?|eqs?|sect?(?:ion)?s?|ch(?:ap(?:ter)?)?s?|no|vol|p|pp|version|step"
    r"|type|grade|phase|level|abbildung|tabelle|kapitel|seite)\.?$",
    re.IGNORECASE,
)
FORMULA_RE = re.compile(r"(?=.*[a-z])(?:[A-Z][a-z]?){2,}|.*[α-ω]")  # "MnCl2", "αIIbβ3"


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    numbers: tuple[int, ...]
    weight: float


@dataclass(slots=True)
class _Link:
    group: _Group
    count: int  # numbers of the chain so far
    value: float
    before: _Link | None


def find_raised_citations(text: str, scene: Scene) -> Iterator[Edit]:
    """Raise the numbers that cite."""
    if len(set(BRACKETED_RE.findall(text))) >= LEAST:
        return
    lists = find_reference_lists(text, settled=True)
    size = sum(len(x.entries) for x in lists)
    if size < LEAST:
        return
    begin = next((m.start() for m in PROSE_RE.finditer(text)), len(text))
    groups = list(_groups(text, begin, min(x.head[0] for x in lists), size + size // 2))
    chain = _chain(groups)
    if chain is None or chain.count < SHARE * max(size, chain.group.numbers[-1]):
        return
    highest = _highest(chain)
    cited = [g for g in groups if g.weight >= LIKELY and _has_come(g, highest)]
    strong = [g for g in groups if g.weight >= STRONG]
    if len(cited) < SHARE * len(strong):
        return
    for group in cited:
        before = text[group.start : group.end]
        why = f"raised numbers cite the {size} entries of the list in rising order"
        yield Edit(
            group.start, group.end, before, f"<sup>{before}</sup>", "raised-citation", Safety.LIKELY, why
        )


def _groups(text: str, begin: int, stop: int, size: int) -> Iterator[_Group]:
    """What may cite, in the order of the text: no number far beyond the list, rising inside the group."""
    for m in GROUP_RE.finditer(text, begin, stop):
        numbers: list[int] = []
        for a, b in NUMBER_RE.findall(m["body"]):
            numbers += range(int(a), min(int(b or a), int(a) + 50) + 1)
        if not numbers or min(numbers) < 1 or max(numbers) > size or numbers != sorted(numbers):
            continue
        before = text[max(begin, m.start() - 24) : m.start()]
        if LABEL_RE.search(before):
            continue
        yield _Group(m.start(), m.end(), tuple(numbers), _weight(before))


def _weight(before: str) -> float:
    """How much like a citation a number looks by what stands before it."""
    word = re.search(r"(?P<word>[^\W\d_]+)(?P<stop>[.,;:!?”\"’'»)\]]*)$", before)
    if not word or len(word["word"]) < 2:
        return 0.0
    if not word["stop"] and FORMULA_RE.fullmatch(word["word"]):
        return 0.0
    if len(word["word"]) < 3:
        return LIKELY if word["word"].islower() else 0.0
    return STRONG if word["stop"] or word["word"].islower() else LIKELY


def _chain(groups: Sequence[_Group]) -> _Link | None:
    """The best sequence of groups with new numbers, from 1 on."""
    best: dict[int, _Link] = {}
    for group in groups:
        if not group.weight:
            continue
        found: _Link | None = None
        for j, first in enumerate(group.numbers):
            new = len(group.numbers) - j
            if first <= 1 + AHEAD:
                value = group.weight * new - HOLE * (first - 1)
                if found is None or value > found.value:
                    found = _Link(group, new, value, None)
            for step in range(1, REACH + 1):
                before = best.get(first - step)
                if before is None:
                    continue
                value = before.value + group.weight * new - HOLE * (step - 1)
                if found is None or value > found.value:
                    found = _Link(group, before.count + new, value, before)
        last = group.numbers[-1]
        if found and (last not in best or found.value > best[last].value):
            best[last] = found
    return max(best.values(), key=lambda x: x.value, default=None)


def _highest(chain: _Link) -> list[tuple[int, int]]:
    """(offset, highest number that has come up to there), in order."""
    found: list[tuple[int, int]] = []
    link: _Link | None = chain
    while link is not None:
        found.append((link.group.start, link.group.numbers[-1]))
        link = link.before
    return found[::-1]


def _has_come(group: _Group, highest: Sequence[tuple[int, int]]) -> bool:
    """Is no number of the group far ahead of what the text has cited so far?"""
    i = bisect_right(highest, (group.start, 10_000)) - 1
    return group.numbers[-1] <= (highest[i][1] if i >= 0 else 0) + AHEAD
