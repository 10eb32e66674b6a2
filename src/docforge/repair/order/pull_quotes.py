"""Pull quotes: a short block set large that repeats, word for word or nearly, a sentence of the text.

Only the repetition tells: a short paragraph of the text has the same shape. Words are compared in order, so
"A strike would be a threat to us" repeats "a strike, or even a rumour of one, would be a grave threat to us".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

WORD_RE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FEWEST, MOST = 5, 45  # words of a pull quote
STRETCH = 3  # the sentence in the text may be so many times as long
LEAST_SHARE = 0.7
LEAST_WEIGHT = 0.7  # of its words of weight
CANDIDATES, RARE, PLACES = 200, 12, 4
LIGHT = frozenset(
    (
        "a an the of and or to in on at by for with from as that which who this these its their his her our"
        " is are was were be been has have had will would can could may might must shall should not it we"
        " they he she i you"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Block ``quote`` repeats words of block ``source``, up to its character ``end``."""

    quote: int
    source: int
    end: int
    share: float


def find_repeats(blocks: Sequence[str], able: Sequence[int]) -> list[Repeat]:
    """For each short block of ``able``: where the other blocks say the same; none where none does."""
    words = [[(m.group().casefold(), m.end()) for m in WORD_RE.finditer(b)] for b in blocks]
    short = [i for i in able if FEWEST <= len(words[i]) <= MOST][:CANDIDATES]
    if not short:
        return []
    wanted = {w for i in short for w, _ in words[i] if w not in LIGHT}
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, block in enumerate(words):
        for at, (word, _) in enumerate(block):
            if word in wanted:
                index[word].append((number, at))
    found = []
    for i in short:
        repeat = _repeat(i, words, index)
        if repeat is not None and len(words[repeat.source]) > len(words[i]):
            found.append(repeat)
    return found


def _repeat(
    quote: int, words: list[list[tuple[str, int]]], index: dict[str, list[tuple[int, int]]]
) -> Repeat | None:
    own = [w for w, _ in words[quote]]
    reach = len(own) * STRETCH + 6
    votes: dict[tuple[int, int], set[str]] = defaultdict(set)
    for word in set(own) - LIGHT:
        for number, at in index[word][: RARE * 4]:
            if number != quote:
                votes[number, at // reach].add(word)
                votes[number, at // reach - 1].add(word)
    best: Repeat | None = None
    for number, window in sorted(votes, key=lambda k: (-len(votes[k]), k))[:PLACES]:
        if len(votes[number, window]) < 0.6 * len(set(own) - LIGHT):
            break
        first = max(window, 0) * reach
        there = words[number][first : first + 2 * reach]
        kept, weight, last = _common(own, [w for w, _ in there])
        heavy = sum(w not in LIGHT for w in own)
        if kept < LEAST_SHARE * len(own) or weight < LEAST_WEIGHT * heavy or last < 0:
            continue
        if best is None or kept / len(own) > best.share:
            best = Repeat(quote, number, there[last][1], kept / len(own))
    return best


def _common(own: list[str], there: list[str]) -> tuple[int, int, int]:
    """Longest common run of words in order: how many, how many of weight, and where the last one stands."""
    # rows of (words kept, words of weight, place of the last one)
    row: list[tuple[int, int, int]] = [(0, 0, -1)] * (len(there) + 1)
    for word in own:
        fresh = [row[0]]
        heavy = word not in LIGHT
        for j, other in enumerate(there):
            if word == other:
                kept, weight, _ = row[j]
                taken = (kept + 1, weight + heavy, j)
                fresh.append(max(taken, row[j + 1], fresh[-1], key=lambda t: (t[0], t[1], -t[2])))
            else:
                fresh.append(max(row[j + 1], fresh[-1], key=lambda t: (t[0], t[1], -t[2])))
        row = fresh
    return row[-1]
