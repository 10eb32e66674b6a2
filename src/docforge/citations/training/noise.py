"""Seeded damage to labelled strings: glued, split, hyphenated, misread, marked up, numbered, cut."""

from __future__ import annotations

import random
import re
import unicodedata

Spans = list[tuple[int, int, str]]
MISREAD = {
    "l": "1",
    "1": "l",
    "O": "0",
    "0": "O",
    "I": "l",
    "m": "rn",
    "e": "c",
    "c": "e",
    "ü": "ii",
    "h": "li",
    "fi": "ﬁ",
    "S": "5",
    "B": "8",
    "ö": "o",
    "é": "e",
    "“": '"',
    "”": '"',
    "–": "-",
    "’": "'",
}
# What web pages and databases set behind an entry.
TAILS = (
    " [CrossRef]",
    " [Google Scholar]",
    " [PubMed] [CrossRef]",
    " Google Scholar",
    " [CrossRef] [Google Scholar]",
    " PMID: #",
    " PMID: #.",
    " [PubMed: #]",
    " Crossref, Google Scholar.",
    " View in article",
    " pmid:#",
    " [↑]",
)


def title_first(text: str, spans: Spans, r: random.Random) -> tuple[str, Spans]:
    """The title before the authors, as web pages list works; unchanged where it does not follow them."""
    ordered = sorted(spans)
    place = next((n for n, s in enumerate(ordered) if s[2] == "title"), 0)
    if not place or ordered[0][0] != 0 or any(s[2] not in ("author", "date") for s in ordered[:place]):
        return text, spans
    start, end, _ = ordered[place]
    mark = r.choice((". ", ". ", " [PDF] ", " [link] ", ", ", "\u2009"))
    first = text[start:end] + mark
    head = text[:start].rstrip('"“‘«„ ') + " "
    rest = text[end:].lstrip('.,”"’»“ ')
    moved = [(0, end - start, "title")]
    moved += [(a + len(first), b + len(first), label) for a, b, label in ordered[:place]]
    shift = len(first) + len(head) - (len(text) - len(rest))
    moved += [(a + shift, b + shift, label) for a, b, label in ordered[place + 1 :]]
    return first + head + rest, moved


def letter_years(text: str, spans: Spans, r: random.Random) -> tuple[str, Spans]:
    """A letter behind the year, as lists with several works of one year have it."""
    edits = [
        (b, b, r.choice("aabbcde"))
        for a, b, label in spans
        if label == "date" and re.fullmatch(r"\d{4}", text[a:b]) and not text[b : b + 1].isalnum()
    ]
    found, moved = apply(text, spans, edits)
    return found, [(a, b + 1 if label == "date" and edits else b, label) for a, b, label in moved]


def spaced_out(text: str, r: random.Random) -> Spans:
    """A few words whose letters stand apart, as some engines read wide print: "W i n d"."""
    words = [m for m in re.finditer(r"[^\W\d_]{4,}", text) if r.random() < 0.25]
    return [(at, at, " ") for m in words for at in range(m.start() + 1, m.end())]


def damage(text: str, spans: Spans, r: random.Random) -> tuple[str, Spans]:
    """One reference with the damage of one draw; most stay as they are."""
    if r.random() < 0.04:
        text, spans = title_first(text, spans, r)
    if r.random() < 0.12:
        text, spans = letter_years(text, spans, r)
    if r.random() < 0.04:
        text += r.choice(TAILS).replace("#", str(r.randint(1000000, 39999999)))
    edits: list[tuple[int, int, str]] = []
    draw = r.random()
    if 0.49 <= draw < 0.505:
        # A line that lost all its spaces.
        edits += [(m.start(), m.end(), "") for m in re.finditer(" ", text)]
    elif 0.505 <= draw < 0.53:
        edits += spaced_out(text, r)
    elif 0.53 <= draw < 0.56:
        # "45 (3), 12-19" -> "45(3),12-19", and the spaces that stood around the signs are gone.
        edits += [(m.start(), m.end(), "") for m in re.finditer(r"(?<=\d) (?=\W)|(?<=\W) (?=\d)", text)]
    elif draw < 0.10:
        edits += [(m.start(), m.end(), "") for m in re.finditer(r"(?<=[,.;:)&]) ", text) if r.random() < 0.5]
    elif draw < 0.14:
        start = r.randrange(len(text))
        edits += [(m.start(), m.end(), "") for m in re.finditer(" ", text) if start <= m.start() < start + 60]
    elif draw < 0.16:
        # ", " -> " ,": spaces on the wrong side of their signs, as some engines read them.
        edits += [
            (m.start(), m.end(), f" {m[1]}") for m in re.finditer(r"([,.;:)]) ", text) if r.random() < 0.7
        ]
        edits += [(m.end(), m.end(), " ") for m in re.finditer(r"\(", text)]
    elif draw < 0.20:
        edits += [
            (m.start(1), m.start(1), " ") for m in re.finditer(r"\w([.,;:)])", text) if r.random() < 0.5
        ]
    elif draw < 0.28:
        edits += [
            (m.start() + 3, m.start() + 3, "- ")
            for m in re.finditer(r"[a-zß-ÿ]{7,}", text)
            if r.random() < 0.08
        ]
    elif draw < 0.36:
        edits += [(i, i + 1, MISREAD[c]) for i, c in enumerate(text) if c in MISREAD and r.random() < 0.03]
    elif draw < 0.42:
        edits += [
            (i, i + 1, {"“": '"', "”": '"', "„": '"', "–": "-", "’": "'"}[c])
            for i, c in enumerate(text)
            if c in "“”„–’"
        ]
    elif draw < 0.45:
        edits += [(m.start(), m.end(), "") for m in re.finditer(r"[,.:]", text) if r.random() < 0.15]
    elif draw < 0.47:
        edits += [
            (i, i + 1, b)
            for i, c in enumerate(text)
            if (b := unicodedata.normalize("NFD", c)[:1]) != c and c.isalpha() and ord(c) < 0x250
        ]
    elif draw < 0.49:
        edits += [
            (m.start(), m.end(), r.choice((" ", "  ", "\n")))
            for m in re.finditer(" ", text)
            if r.random() < 0.1
        ]
    if r.random() < 0.16 and not any(a == 0 and b == 0 for a, b, _ in edits):
        number = r.randint(1, 150)
        edits.insert(
            0,
            (
                0,
                0,
                r.choice(
                    (f"[{number}] ", f"{number}. ", f"({number}) ", f"{number} ", "• ", "- ", f"[{number}]")
                ),
            ),
        )
    if r.random() < 0.12 and text.endswith("."):
        edits.append((len(text) - 1, len(text), ""))
    damaged, moved = apply(text, spans, edits)
    return slant(damaged, moved, r) if r.random() < 0.3 else (damaged, moved)


def slant(text: str, spans: Spans, r: random.Random) -> tuple[str, Spans]:
    """The works set in italics as Markdown does: the container, or the title where there is none."""
    labels = {label for _, _, label in spans}
    wanted = labels & {"journal", "container-title"} or {"title"}
    if wanted == {"journal"} and r.random() < 0.35:
        wanted |= {"volume-only"}
    mark = "_" if r.random() < 0.15 else "*"
    edits = [(at, at, mark) for a, b, label in spans if label in wanted for at in (a, b)]
    return apply(text, spans, edits)


def apply(text: str, spans: Spans, edits: list[tuple[int, int, str]]) -> tuple[str, Spans]:
    """Apply edits that do not overlap and carry the spans along."""
    pieces: list[str] = []
    position = {}
    last = length = 0
    clean: list[tuple[int, int, str]] = []
    for edit in sorted(edits, key=lambda e: (e[0], e[1])):
        if not clean or edit[0] >= clean[-1][1]:
            clean.append(edit)
    for start, end, new in clean:
        for i in range(last, start):
            position[i] = length + i - last
        length += start - last
        pieces += (text[last:start], new)
        for i in range(start, end):
            position[i] = length
        length += len(new)
        last = end
    for i in range(last, len(text) + 1):
        position[i] = length + i - last
    pieces.append(text[last:])
    moved = [(position[a], position[b - 1] + 1, label) for a, b, label in spans if b > a]
    return "".join(pieces), [(a, b, label) for a, b, label in moved if b > a]
