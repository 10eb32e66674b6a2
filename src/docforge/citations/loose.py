"""A second look at entries whose authors could not be read, or whose citations are damaged.

Strict reading wants every author of an entry. For a link the first family and the year are enough, where one
entry alone has both: "Jeremy T. White et al., 2020", "Burg (2024)" for "Burg, S. van der", a letter misread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docforge.citations.entries import LABEL_RE, fold
from docforge.citations.grammar import Work
from docforge.citations.identifiers import DOI_RE, URL_RE
from docforge.citations.names import PARTICLES

HEAD = 600  # letters in which authors stand
HEAD_END_RE = re.compile(r"\(?(?:1[5-9]|20)\d\d[a-z]?\b|n\.\s?d\.")
YEARS_RE = re.compile(r"(?<![\w.–-])((?:1[5-9]|20)\d\d)([a-z]?)(?![\w–-])")
UNDATED_RE = re.compile(r"\bn\.\s?d\.|\bin press\b|\bforthcoming\b", re.IGNORECASE)
INITIALS_RE = re.compile(r"^(?:[^\W\d_]\.[\s-]?)+\s*|(?:\s+[^\W\d_a-z]{1,3})+$|(?:,?\s+[^\W\d_]\.)+$")
TAIL_PARTICLE_RE = re.compile(r"^[^,]{1,60},\s(?:[^\W\d_]\.\s?){1,4}((?:[a-z]+\s?){1,3})[.,(]")
WORD_RE = re.compile(r"[^\W\d_][\w'’-]+")
NEAREST = ((9, 2), (6, 1))  # from so many letters on, so many may be wrong


def key(name: str) -> str:
    return "".join(sign for sign in fold(name) if sign.isalnum())


@dataclass(frozen=True, slots=True)
class LooseEntry:
    """What may be looked for: keys of the first name, of all words before the year, and years."""

    firsts: frozenset[str]
    words: frozenset[str]
    years: frozenset[str]
    undated: bool

    def dated(self, work: Work) -> bool:
        if work.year == "n.d.":
            return self.undated
        if work.suffix:
            return work.year + work.suffix in self.years
        return any(y[:4] == work.year for y in self.years)

    def names(self, work: Work) -> bool:
        """Do the further names of the citation stand among the authors?"""
        return all(key(last_word(n)) in self.words for n in work.names[1:])


def last_word(name: str) -> str:
    words = name.split()
    return words[-1] if words else name


def first_keys(work: Work, *, narrative: bool) -> tuple[str, ...]:
    """Keys that the first name of a citation may have: "Jeremy T. White", "van der Berg".

    In running text the words before a name are no part of it: "As Panda (2020)".
    """
    name = work.names[0]
    if narrative:
        return (key(name),)
    own = [w for w in name.split() if w.casefold() not in PARTICLES]
    found = (key(name), key("".join(own)), key(last_word(name)))
    return tuple(dict.fromkeys(k for k in found if len(k) > 1))


def loose_entry(raw: str) -> LooseEntry:
    text = re.sub(r"\s+", " ", LABEL_RE.sub("", raw.replace("*", "").replace("_", " "), count=1)).strip()
    text = DOI_RE.sub(" ", URL_RE.sub(" ", text))
    end = HEAD_END_RE.search(text, 0, HEAD)
    head = text[: end.start()] if end else text[:200]
    years = frozenset(
        a + b for a, b in YEARS_RE.findall(end[0].strip("()") if end and end[0][0] == "(" else text)
    )
    return LooseEntry(
        _firsts(head),
        frozenset(key(w) for w in WORD_RE.findall(head)),
        years,
        bool(UNDATED_RE.search(text[: HEAD * 2])) or not YEARS_RE.search(text),
    )


def _firsts(head: str) -> frozenset[str]:
    """Keys of the first author: "Burg, S. van der" is burg and vanderburg."""
    first = re.split(r",|;|\s&\s|\s(?:and|und|et)\s|\set\sal\b|\.\s(?=[^\W\d_]{2})", head, maxsplit=1)[
        0
    ].strip(" .(")
    bare = INITIALS_RE.sub("", first).strip()
    own = [w for w in bare.split() if w.casefold() not in PARTICLES]
    found = {key(bare), key("".join(own))}
    if 1 < len(own) <= 4:
        found.add(key(own[-1]))
    if (tail := TAIL_PARTICLE_RE.match(head)) and all(w in PARTICLES for w in tail[1].split()):
        found.add(key(tail[1] + bare))
    return frozenset(k for k in found if len(k) > 1)


def near(a: str, b: str) -> bool:
    """Are two keys one but for a letter or two that were misread?

    >>> near("bourgautt", "bourgault"), near("lee", "leo")
    (True, False)
    """
    size = min(len(a), len(b))
    most = next((wrong for letters, wrong in NEAREST if size >= letters), 0)
    return bool(most) and abs(len(a) - len(b)) <= most and edit_distance(a, b, most) <= most


def edit_distance(a: str, b: str, most: int) -> int:
    """Edit distance, as far as it is not more than ``most``."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
        if min(row) > most:
            return most + 1
    return row[-1]
