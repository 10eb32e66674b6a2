"""Names of a byline that lost what parted them: marks glued to names, two names with nothing between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from docforge.repair.parts.bylines import Named

# The head of a page names the first author: "Weir et al., 2019", "Weir and Oak (2020)".
CITED_RE = re.compile(r"(?m)^\W{0,4}(?P<family>[^\W\d_a-zß-ÿ][\w’'-]{2,30}),? (?:et al\b|et\.? al\b)")
PAGES = 2  # whose heads name the author
LEAST = 4  # words of two names that run into each other
PLACED = 3000  # characters behind a byline in which institutions stand with their letters


def part_merged(names: Sequence[Named], source: str) -> list[Named]:
    """Part the first name where the page's head ends it: "Anna Weir Jo Oak", cited as "Weir et al."."""
    first = names[0] if names else None
    words = list(re.finditer(r"\S+", first.name)) if first else []
    if first is None or len(words) < LEAST or first.end - first.start != len(first.name):
        return list(names)
    cited = Counter(family.casefold() for family in CITED_RE.findall(source))
    families = [family for family, count in cited.items() if count >= PAGES]
    for i, word in enumerate(words[1:-2], 1):
        key = word.group().strip(".,").casefold()
        # OCR may have lost the end of it with the mark: "Anna Wei Jo Oak".
        if any(key == family or (len(key) >= 5 and family.startswith(key)) for family in families):
            cut, after = first.start + word.end(), first.start + words[i + 1].start()
            head = Named(first.start, cut, first.name[: word.end()])
            tail = Named(after, first.end, first.name[words[i + 1].start() :], first.marks)
            return [head, tail, *names[1:]]
    return list(names)


def unglued(names: Sequence[Named], text: str, whole: str, end: int) -> list[Named]:
    """Take letters that mark institutions from the names they are glued to: "Anna Weira, Jo Oakb"."""
    letters = {n.name[-1] for n in names}
    if len(names) < 2 or not letters <= set("abcdefgh") or "a" not in letters:
        return list(names)
    below = whole[end : end + PLACED]
    placed = all(re.search(rf"(?<!\S)\W{{0,3}}{x}[ )]?\s?[^\W\d_a-zß-ÿ]", below) for x in letters)
    same = all(text[n.start : n.end] == n.name for n in names)
    if not placed or not same or not all(re.search(r"[^\W\d_]{3}$", n.name) for n in names):
        return list(names)
    return [replace(n, end=n.end - 1, name=n.name[:-1], marks=n.name[-1] + n.marks) for n in names]
