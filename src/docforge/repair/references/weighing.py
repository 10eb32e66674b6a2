"""How much speaks for each line of a reference list as the first of an entry.

The shapes of the list's own lines are weighed: names, years, blank lines, indents, the length of the line
before, the alphabet. Nothing is parsed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from docforge.repair.references.pieces import Line
from docforge.repair.references.shapes import (
    CONTINUES_RE,
    DASH_RE,
    INITIALS_RE,
    JOURNAL_RE,
    LINK_TAIL_RE,
    NAMES_YEAR_RE,
    OPEN_RE,
    PARTICLE,
    STOPPED_RE,
    UPPER,
    ended,
    has_year,
    strong_start,
    weak_start,
)

ANONYMOUS_RE = re.compile(rf"\s*\((?:1[6-9]|20)\d\d[a-z]?\)\.\s+{UPPER}")
ENOUGH = 3.2  # weight from which a line begins an entry
SURE = 5.0  # weight from which it does so even against the numbers


def weigh_lines(lines: list[Line], known: dict[int, int]) -> list[float]:
    """How much speaks for each line as the first of an entry; ``known`` lines begin one by their number."""
    lengths = sorted(len(x.text.rstrip()) for x in lines)
    width = lengths[int(len(lengths) * 0.85)] if lengths else 0
    hanging = _hanging(lines)
    initials = bool(INITIALS_RE.match(lines[0].text.lstrip(" \t*_")))
    titled = not strong_start(lines[0].text) and not weak_start(lines[0].text)
    shaped = [_shape(x.text, initials) for x in lines]
    letters = _letters(lines, shaped)
    weights = [ENOUGH]
    year, letter = has_year(lines[0].text), letters[0]
    following = _following(letters)
    for i in range(1, len(lines)):
        line, before = lines[i], lines[i - 1].text
        if i in known:
            weights.append(ENOUGH)
            year, letter = has_year(line.text[known[i] :]), letters[i] or letter
            continue
        weight = shaped[i]
        # Where the entry before has its year, "(2021). A title" is a work without author.
        anonymous = year and ended(before) and bool(ANONYMOUS_RE.match(line.text))
        if anonymous:
            weight = 2.5
        elif STOPPED_RE.match(line.text):
            weight = 3.0
        elif hanging[i] < 0 or (
            CONTINUES_RE.match(line.text) and not (hanging[i] > 0 and line.text.strip()[0].isalpha())
        ):
            weight = -9.0
        weight += 2.0 if hanging[i] > 0 else 0.0
        if not shaped[i] and not anonymous:
            weight += (0.4 if titled else -1.0) - (0.0 if _capital(line.text) else 1.0)
        if OPEN_RE.search(before.rstrip()[-24:]) or NAMES_YEAR_RE.fullmatch(before):
            weight -= 2.5
        else:
            weight += 1.0 if ended(before) else -0.5
            weight += 1.0 if LINK_TAIL_RE.search(before[-60:]) else 0.0
        if JOURNAL_RE.match(line.text):
            weight -= 2.0
        weight += 1.5 if line.gap and line.page == lines[i - 1].page else 0.3 if line.gap else 0.0
        if hanging[i] == 0 and not line.gap:
            weight += 1.3 if len(before.rstrip()) < 0.85 * width else -0.6
        weight += 0.7 if year else -1.0
        if letters[i] and letter and following[i]:
            weight += 0.7 if letter <= letters[i] <= following[i] else -0.7
        weights.append(weight)
        if weight >= ENOUGH:
            year, letter = False, letters[i] or letter
        year = year or has_year(line.text)
    return weights


def _shape(text: str, initials: bool) -> float:
    bare = text.lstrip(" \t*_")
    strong = strong_start(text) and (initials or not INITIALS_RE.match(bare) or DASH_RE.match(bare))
    weak = weak_start(text)
    return 2.5 if strong and weak else 2.0 if strong else 1.5 if weak else 0.0


def _capital(text: str) -> bool:
    bare = re.sub(r"^[^\w]+", "", text)
    return bool(bare) and not bare[0].islower() and not bare[0].isdigit()


def _hanging(lines: Sequence[Line]) -> list[int]:
    """For each line of a page whose indents tell: 1 where entries begin, -1 where they go on; else 0.

    Entries hang ("Lee, A. ...⏎   goes on"), or only their first lines are indented.
    """
    result = [0] * len(lines)
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and lines[stop].page == lines[at].page:
            stop += 1
        indents = [len(x.text) - len(x.text.lstrip()) for x in lines[at:stop]]
        margin = min(indents)
        near = [k for k, i in enumerate(indents, at) if i <= margin + 1]
        deep = [k for k, i in enumerate(indents, at) if margin + 2 <= i <= margin + 14]
        if len(near) >= 2 and len(deep) >= 2 and len(near) + len(deep) >= 0.9 * len(indents):
            begin_near, begin_deep = _share(lines, near), _share(lines, deep)
            if abs(begin_near - begin_deep) > 0.3:
                first, rest = (near, deep) if begin_near > begin_deep else (deep, near)
                for k in first:
                    result[k] = 1
                for k in rest:
                    result[k] = -1
        at = stop
    return result


def _share(lines: Sequence[Line], chosen: Sequence[int]) -> float:
    """How many of the lines begin as entries do."""
    begin = sum(
        not CONTINUES_RE.match(lines[k].text) and (strong_start(lines[k].text) or weak_start(lines[k].text))
        for k in chosen
    )
    return begin / len(chosen)


def _letters(lines: Sequence[Line], shaped: Sequence[float]) -> list[str]:
    """First letters of lines with an entry's shape, where the list is in alphabetical order; else blanks."""
    letters = [_letter(x.text) if s else "" for x, s in zip(lines, shaped, strict=True)]
    sure = [
        letters[i]
        for i in range(len(lines))
        if letters[i] and shaped[i] >= 2 and (i == 0 or ended(lines[i - 1].text))
    ]
    ordered = sum(a <= b for a, b in pairwise(sure))
    if len(sure) < 4 or ordered < 0.75 * (len(sure) - 1):
        return [""] * len(lines)
    return letters


def _letter(text: str) -> str:
    bare = re.sub(r"^[\W\d_]+", "", text)
    if re.match(rf"{PARTICLE}\s", bare):
        return ""
    return unicodedata.normalize("NFKD", bare[:1]).casefold()[:1]


def _following(letters: Sequence[str]) -> list[str]:
    """For each line the first letter of the next lettered line but one (one may be out of order)."""
    result = [""] * len(letters)
    next_one = next_two = ""
    for i in range(len(letters) - 1, -1, -1):
        result[i] = max(next_one, next_two) or "\uffff"
        if letters[i]:
            next_one, next_two = letters[i], next_one
    return result
