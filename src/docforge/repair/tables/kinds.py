"""What a cell holds, by its look alone: a number, a sign, a code, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

VALUE_RE = re.compile(
    r"[<>≤≥~≈±(+−–-]{0,3}(?:p ?[=<>] ?)?[$€£]?\d[\d.,:/′'’]*"
    r"(?:[%°‰]|\s?[a-zµ]{1,3}\d?(?![a-z])|[a-h]{4,8}(?![a-z])|[*#†‡§¶^]+|[)\],])*"
)
# What may follow a number inside one cell: "± 0.4", "(12%)", "– 7", "× 10".
MORE_RE = re.compile(
    r"\s*(?:[±×x/+]\s?"
    + VALUE_RE.pattern
    + r"|\([^()]{1,24}\)|[–-]\s?\d[\d.,]*%?|%|to\s\d[\d.,]*)[*#†‡§¶a-z]{0,6}"
)
NUMBER_RE = re.compile(VALUE_RE.pattern + "(?:" + MORE_RE.pattern + "){0,3}")
SIGN_RE = re.compile(r"[+−–—\-*✓✔✗×x•…]{1,5}|n\.?[sadr]\.?|n/a|(?:N/?A|ND|NS|NR|NT|nd|ns|tr)\.?|[Yy]es|[Nn]o")
CODE_RE = re.compile(r"(?=\S*[\d_./()])[^\W\d_]?\S*[\w)]")
PAREN_RE = re.compile(r"[(\[][^()\[\]\d]{0,6}\d[^()\[\]]{0,12}[)\]]")


@lru_cache(maxsize=8192)
def kind_of(cell: str) -> str:
    """ "number", "sign", "code" (one token with digits or joints), "word" (one), "words", or "text"."""
    bare = cell.strip()
    if not bare:
        return "empty"
    if len(bare) <= 60 and NUMBER_RE.fullmatch(bare):
        return "number"
    if SIGN_RE.fullmatch(bare):
        return "sign"
    if " " not in bare:
        return "code" if CODE_RE.fullmatch(bare) else "word"
    words = bare.split()
    return "text" if len(words) > 6 or (len(words) > 3 and bare.endswith(".")) else "words"


def agreement(cells: Sequence[str]) -> float:
    """How alike the cells of a column are: share of the commonest kind, of values that come again."""
    filled = [c.strip() for c in cells if c.strip()]
    if not filled:
        return 0.0
    kinds = Counter(kind_of(c) for c in filled)
    if kinds["number"] + kinds["sign"] == len(filled):
        return 1.0
    wordy = kinds["word"] + kinds["words"] + kinds["code"] + kinds["text"]
    alike = max(kinds.most_common(1)[0][1], 0.95 * wordy) / len(filled)
    again = sum(n for n in Counter(c.casefold() for c in filled).values() if n > 1) / len(filled)
    return max(alike, again)


def telling(cells: Sequence[str]) -> bool:
    """Is the column of a kind that prose never is: numbers, signs, codes, or few values again and again?"""
    filled = [c.strip() for c in cells if c.strip()]
    if len(filled) < 2:
        return False
    kinds = Counter(kind_of(c) for c in filled)
    if kinds["number"] + kinds["sign"] + kinds["code"] >= 0.85 * len(filled):
        return True
    values = Counter(c.casefold() for c in filled)
    return len(filled) >= 4 and len(values) <= 0.6 * len(filled) and max(map(len, values)) <= 40


def is_progression(cells: Sequence[str]) -> bool:
    """Numbers at even steps, as on the axis of a plot: "0 20 40 60"."""
    try:
        numbers = [float(c.replace(",", ".").replace("−", "-")) for c in cells]
    except ValueError:
        return False
    steps = {round(b - a, 6) for a, b in pairwise(numbers)}
    return len(numbers) >= 3 and len(steps) == 1 and 0 not in steps
