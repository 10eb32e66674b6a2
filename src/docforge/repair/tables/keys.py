"""Lines that count on, "1", "2", "3" or "Day 1: Hay", "Day 2: Slate": where rows begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

APART = 12  # lines between two numbers that stand alone
COUNTED_RE = re.compile(
    r"(?P<word>[^\W\d_a-zß-ÿ][^\W\d_]*) (?P<number>\d{1,2})(?![\d.,]*\d)"
)  # "Day 2: Slate"


def keys_of(texts: Sequence[str]) -> list[int]:
    """Lines that count on, 1, 2, 3, not far apart: the keys of rows."""
    found: list[int] = []
    for i, text in enumerate(texts):
        if not text.isdigit():
            continue
        if found and i - found[-1] <= APART and int(text) == int(texts[found[-1]]) + 1:
            found.append(i)
        elif len(found) < 4 and int(text) in (0, 1):
            found = [i]
    return found if len(found) >= 4 else []


def named_keys(texts: Sequence[str]) -> frozenset[int]:
    """Lines that count on behind the same word, "Day 1: Hay", "Day 2: Slate": the first cells of rows."""
    runs: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        match = COUNTED_RE.match(text)
        if match is None:
            continue
        run = runs.setdefault(match["word"], [])
        if int(match["number"]) == len(run) + 1:
            run.append(i)
    best = max(runs.values(), key=len, default=[])
    return frozenset(best if len(best) >= 3 else [])
