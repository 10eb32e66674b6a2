"""Note marks stuck to words, told by their count: "Trade.1 ... framework5 ... NATO-AP410" (AP4 and note 10).

One digit after a word shows nothing; digits that count 1, 2, 3 ... through the whole text are note marks. A
chain of them is looked for, one candidate after the other in the order of the text. What has another shape of
its own (COVID-19, Article 9, 5.5, G7, a year) is no candidate, unless the count asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.references.lists import find_heads

MOST = 400  # notes of one text
FEWEST = 3
SHARE = 0.7  # of the chain that must have the shape of a mark by itself
# After the stop of a sentence or a quotation mark, or after a word of small letters; then a space or a stop.
STRONG_RE = re.compile(
    r"(?:(?<=[^\W\d_][.,;:!?”’»)])|(?<=[”’»\"][.,;])|(?<=[a-zß-ÿ]{3}))(\d{1,3})(?=[\s,;:.)]|$)(?![.,:]\d)"
)
# Digits at the end of a name that has digits itself, or of a word of any kind: only where the count asks.
WEAK_RE = re.compile(r"(?<=[^\W\d_])(\d{1,6})(?=[\s,;:.)”]|$)(?![.,:]\d)")
CITED_RE = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
LISTED_RE = re.compile(r"(?m)^[ \t]*[\[(]?(\d{1,3})(?:[\])]\.?|\.)?[ \t]+(?=\S)")
PROSE_RE = re.compile(r"(?m)^[^\n]{200,}$")  # before the first paragraph digits tie authors to addresses


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    value: int
    score: float


@dataclass(slots=True)
class _Link:
    mark: _Mark
    score: float
    before: _Link | None


def find_note_marks(text: str, scene: Scene) -> Iterator[Edit]:
    """Make note marks of digits that count through the text: "Trade.1" -> "Trade.[^1]"."""
    start = next((m.start() for m in PROSE_RE.finditer(text)), len(text))
    stop = max((head for head, _ in find_heads(text)), default=len(text))
    if "[^" in text or CITED_RE.search(text) or {"1", "2", "3"} <= set(LISTED_RE.findall(text)):
        return  # notes have their marks, or a numbered list has the notes or what is cited
    chain = _chain(list(_marks(text, start, stop)))
    strong = sum(m.score >= 1 for m in chain)
    stopped = sum(not text[m.start - 1].isalpha() for m in chain)
    words = {text[max(0, m.start - 12) : m.start].split()[-1] for m in chain}
    if (
        len(chain) < FEWEST
        or strong < SHARE * len(chain)
        or stopped * 2 < len(chain)
        or len(words) < SHARE * len(chain)
        or not _covers(text, start, stop, chain)
    ):
        return
    for mark in chain:
        why = f"the digits stuck to words count from 1 to {len(chain)}; this is number {mark.value}"
        printed = text[mark.start : mark.end]
        yield Edit(mark.start, mark.end, printed, f"[^{mark.value}]", "note-mark", Safety.LIKELY, why)


def _marks(text: str, start: int, stop: int) -> Iterator[_Mark]:
    """Candidates in the order of the text; of a run of digits each end may be the mark."""
    strong = {m.start(1): m for m in STRONG_RE.finditer(text, start, stop)}
    for m in WEAK_RE.finditer(text, start, stop):
        strong.setdefault(m.start(1), m)
    for at in sorted(strong):
        m = strong[at]
        whole = m.group(1)
        sure = bool(STRONG_RE.match(text, at, stop)) and whole[0] != "0"
        for cut in range(len(whole)):
            digits = whole[cut:]
            if digits[0] != "0" and len(digits) <= 3:
                score = 1.0 if sure and not cut else 0.2
                yield _Mark(at + cut, m.end(1), int(digits), score)


def _chain(marks: list[_Mark]) -> list[_Mark]:
    """The best chain 1, 2, 3 ...: as long as it goes, and of the same length the likeliest shapes."""
    best: dict[int, _Link] = {}
    end = -1
    held: list[tuple[int, _Link]] = []
    for mark in marks:
        if mark.start >= end:
            for value, link in held:
                if value not in best or link.score > best[value].score:
                    best[value] = link
            held = []
        end = max(end, mark.end)
        if mark.value == 1:
            held.append((1, _Link(mark, mark.score, None)))
        elif mark.value - 1 in best and mark.value <= MOST:
            before = best[mark.value - 1]
            held.append((mark.value, _Link(mark, before.score + mark.score, before)))
    for value, link in held:
        if value not in best or link.score > best[value].score:
            best[value] = link
    if not best:
        return []
    last: _Link | None = best[max(best)]
    chain: list[_Mark] = []
    while last is not None:
        # Nothing follows that could confirm one figure at the end of a name: "the B5 road".
        if chain or last.mark.score >= 1 or last.mark.value >= 10:
            chain.append(last.mark)
        last = last.before
    return chain[::-1]


def _covers(text: str, start: int, stop: int, chain: list[_Mark]) -> bool:
    """Are most digits that look like marks in the chain? Else they are something else: exponents, ratings."""
    ends = {m.end for m in chain}
    looks = list(STRONG_RE.finditer(text, start, stop))
    return sum(m.end(1) in ends for m in looks) >= SHARE * len(looks)
