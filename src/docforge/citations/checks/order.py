"""The order of a list, as the list itself shows it: by name, or as the text first cites its entries.

Most of the list says which order it keeps; an entry outside of it is told. A list that keeps none is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from docforge.citations.checks.entry import Listed
from docforge.citations.entries import fold
from docforge.citations.names import PARTICLES
from docforge.diagnostics import Diagnostic

LEAST = 5  # entries of a list that may show an order
MOST_OUT = 0.2  # of the entries may stand outside the order that the list keeps
MOST_TOLD = 12
# Letters that some alphabets put behind z.
BEHIND_Z = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "æ": "{b", "ø": "{c"})


def in_order(keys: Sequence[tuple[object, ...]]) -> set[int]:
    """Places of a longest stretch of keys that never falls."""
    tails: list[tuple[object, ...]] = []
    last: list[int] = []
    before = [-1] * len(keys)
    for place, key in enumerate(keys):
        at = bisect_right(tails, key)
        if at == len(tails):
            tails.append(key)
            last.append(place)
        else:
            tails[at], last[at] = key, place
        before[place] = last[at - 1] if at else -1
    kept: set[int] = set()
    place = last[-1] if last else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def check_order(entries: Sequence[Listed], cited: Sequence[str]) -> Iterator[Diagnostic]:
    """Entries outside the order of the list; ``cited`` are the ids that the text cites, in its order."""
    named = [e for e in entries if e.entry.exact]
    firsts = {rid: place for place, rid in enumerate(dict.fromkeys(cited))}
    shown = [e for e in entries if e.reference.id in firsts]
    by_name = _best(named)
    by_text = in_order([(firsts[e.reference.id],) for e in shown])
    alphabetical = len(named) >= LEAST and len(named) - len(by_name) <= MOST_OUT * len(named)
    as_cited = len(shown) >= LEAST and len(shown) - len(by_text) <= MOST_OUT * len(shown)
    if alphabetical and (not as_cited or len(by_name) * len(shown) >= len(by_text) * len(named)):
        yield from _told(named, by_name, "alphabetical order")
    elif as_cited:
        yield from _told(shown, by_text, "order in which the text cites them")


def _best(named: Sequence[Listed]) -> set[int]:
    """By the way of sorting that fits the list best: particles or not, letters behind z or not."""
    ways = [
        in_order([_key(e.entry.exact[0], particles, behind) for e in named])
        for particles in (True, False)
        for behind in (False, True)
    ]
    return max(ways, key=len)


def _key(name: str, particles: bool, behind: bool) -> tuple[object, ...]:
    words = [w for w in name.split() if particles or w.casefold() not in PARTICLES] or name.split()
    text = " ".join(words).casefold()
    folded = fold(text.translate(BEHIND_Z)) if behind else fold(text)
    return ("".join(sign for sign in folded if sign.isalnum() or sign == "{"),)


def _told(entries: Sequence[Listed], kept: set[int], order: str) -> Iterator[Diagnostic]:
    out = [n for n in range(len(entries)) if n not in kept]
    for number in out[:MOST_TOLD]:
        around = []
        if number:
            around.append(f"behind {entries[number - 1].entry.short}")
        if number + 1 < len(entries):
            around.append(f"before {entries[number + 1].entry.short}")
        yield entries[number].tell(
            "reference-order",
            f"{entries[number].name} stands outside the {order} of the list, {' and '.join(around)}.",
            "Move it, or see whether its name was read right; nothing was moved.",
        )
    if len(out) > MOST_TOLD:
        yield entries[out[MOST_TOLD]].tell(
            "reference-order",
            f"{len(out) - MOST_TOLD} more entries stand outside the {order} of the list.",
            "Sort the list anew.",
        )
