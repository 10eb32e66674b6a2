"""The numbers of a reference list: one sequence from 1 on, found as a whole and not line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.references.shapes import (
    CONTINUES_RE,
    INNER_NUMBER_RE,
    LONE_RE,
    NUMBER_RE,
    STOPPED_RE,
    ended,
    strong_start,
)

REACH = 12  # numbers that may be missing in a row
HOLE = 0.25  # what each missing number costs
STYLES = (("square",), ("round",), ("stop", "comma", "bare"))
FEWEST_ASTRAY = 3  # numbers of a run that stands out of order
MOST_BEHIND = 60  # numbers of one that goes on from the last
ASIDE = 0.3  # and one on a line of its own, where others stand before their entries
LATE = 1.5  # what it costs where a sequence begins with a higher number than REACH
LOWEST = -2.0
UNREAD = -1  # stands for a number that a scan lost but for its stop
LOST = 0.6  # what its stop is worth
INSIDE = 0.45  # what a number inside a line is worth, one at a line's start being worth 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of the sequence: in which line, at which offset of it."""

    line: int
    at: int
    number: int


def find_chain(lines: Sequence[str]) -> list[Numbered]:
    """The best sequence of rising numbers in one style; empty where there is none to trust.

    >>> [n.number for n in find_chain(["1. Lee, A. 2020.", "2. Oak, B. 12,", "5. of it.", "3. Ash, C."])]
    [1, 2, 3]
    """
    best: list[Numbered] = []
    chosen: tuple[str, ...] = ()
    worth = 0.0
    for styles in STYLES:
        chain, value = _chain(_candidates(lines, styles))
        if value > worth + (0.5 if best else 0.0):
            best, worth, chosen = chain, value, styles
    starts = sum(
        strong_start(line) and not CONTINUES_RE.match(line) and (i == 0 or ended(lines[i - 1]))
        for i, line in enumerate(lines)
        if best and (i >= best[0].line or best[0].number <= REACH)
    )
    if len(best) < 2 or worth < 1.5 or len(best) < 0.4 * starts:
        return []
    return sorted([*best, *_strays(lines, best, chosen)], key=lambda n: (n.line, n.at))


def _strays(lines: Sequence[str], chain: Sequence[Numbered], styles: tuple[str, ...]) -> list[Numbered]:
    """Runs that stand behind the numbers they precede, where columns were read in the wrong order.

    Such a run fills most of a hole of the chain from its first number on, or goes on from its end.
    """
    known = {n.line for n in chain}
    free: dict[int, list[Numbered]] = {}
    for c, weight in _candidates(lines, styles):
        if c.line not in known and not c.at and weight >= 0.6:
            free.setdefault(c.number, []).append(c)
    found: list[Numbered] = []
    for a, b in pairwise([*chain, Numbered(len(lines), 0, chain[-1].number + 1 + MOST_BEHIND)]):
        if b.number - a.number < FEWEST_ASTRAY:
            continue
        run: list[Numbered] = []
        for number in range(a.number + 1, b.number):
            behind = free.get(number, ())
            k = bisect_right(behind, run[-1].line, key=lambda c: c.line) if run else 0
            if k == len(behind):
                break
            run.append(behind[k])
        whole = b.line == len(lines) or len(run) >= 0.7 * (b.number - a.number - 1)
        least = FEWEST_ASTRAY - 1 if run and run[-1].line < chain[-1].line else FEWEST_ASTRAY
        if len(run) >= least and whole and ended(lines[run[0].line - 1]):
            found += run
    return found


def _candidates(lines: Sequence[str], styles: tuple[str, ...]) -> list[tuple[Numbered, float]]:
    found = []
    lone = sum(bool(LONE_RE.match(line)) for line in lines)
    held = sum(bool((m := NUMBER_RE.match(line)) and any(m[x] for x in styles)) for line in lines) - lone
    for i, line in enumerate(lines):
        m = NUMBER_RE.match(line)
        if m and (style := next((x for x in styles if m[x]), "")):
            weight = 1.0
            if style in ("bare", "comma") and not strong_start(line[m.end() :]):
                # "12, Visualising": a scan reads the stop as a comma.
                capital = line[m.end() :][:1].isupper() and style == "comma"
                weight = 0.6 if style == "bare" or (capital and i and ended(lines[i - 1])) else 0.0
            if i and not ended(lines[i - 1]) and not LONE_RE.match(lines[i - 1]):
                weight -= 0.3
            if held > 0.3 * lone and LONE_RE.match(line):
                weight *= ASIDE
            if weight > 0:
                found.append((Numbered(i, 0, int(m[style])), weight))
        elif i and 5 * lone <= held and STOPPED_RE.match(line):
            found.append((Numbered(i, 0, UNREAD), LOST))
        for m in INNER_NUMBER_RE.finditer(line):
            if style := next((x for x in styles if x in ("square", "stop") and m[x]), ""):
                at = m.start() + len(m[0]) - len(m[0].lstrip())
                found.append((Numbered(i, at, int(m[style])), INSIDE))
    return found


def _chain(candidates: Sequence[tuple[Numbered, float]]) -> tuple[list[Numbered], float]:
    """Best sequence by weight: each number once, rising, holes paid for; linear in the candidates."""
    best: dict[int, tuple[float, int]] = {}  # number -> value of a sequence that ends in it, candidate
    before: list[int] = []
    taken: list[Numbered] = []
    recent: list[int] = []
    for k, (candidate, weight) in enumerate(candidates):
        if candidate.number == UNREAD:
            # Its number is one more than that of any sequence that ends shortly before.
            ends = [(best[n][0] + weight, n) for n in dict.fromkeys(recent[-3:]) if n in best]
            value, last = max(ends, default=(LOWEST, 0))
            number, link = last + 1, best[last][1] if last else -1
        else:
            number = candidate.number
            value, link = weight - (HOLE * (number - 1) if number <= REACH else LATE), -1
            for step in range(1, REACH + 1):
                if number - step in best:
                    reached = best[number - step][0] + weight - HOLE * (step - 1)
                    if reached > value:
                        value, link = reached, best[number - step][1]
        before.append(link)
        taken.append(Numbered(candidate.line, candidate.at, number))
        if value > best.get(number, (LOWEST, -1))[0]:
            best[number] = (value, k)
            recent.append(number)
    if not best:
        return [], 0.0
    worth, at = max(best.values())
    chain = []
    while at >= 0:
        chain.append(taken[at])
        at = before[at]
    return chain[::-1], worth
