"""Where two readings of one passage differ: texts in, short readings of both out. Nothing is decided here."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

TOKEN_RE = re.compile(r"\S+")
# Above this many word comparisons a passage is told as a whole: one endless line must not stop the work.
WORK_LIMIT = 4_000_000
EXCERPT = 70
MANY_SIGNS = 6
# Likeness of a longer passage is judged by its beginning.
GRAM_LIMIT = 50_000
FORMS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00ad": ""}
)


class Kind(Enum):
    WORDS = "words"
    SPACING = "spacing"  # the same signs, other spaces
    MARKUP = "markup"  # the same signs, but for backslashes that Markdown left
    FORM = "form"  # the same words, other shapes of quotation marks, apostrophes and dashes


@dataclass(frozen=True, slots=True)
class Variant:
    """One difference: both readings, cut short, and the offset of the first in its text."""

    kind: Kind
    base: str
    other: str
    at: int


def find_variants(base: str, other: str) -> Iterator[Variant]:
    """Differences of two texts in the order of the first.

    >>> [(v.base, v.other) for v in find_variants("by Banka & Bussmann, 2023", "by Banka & Busmann, 2023")]
    [('Bussmann', 'Busmann')]
    """
    a = list(TOKEN_RE.finditer(base))
    b = list(TOKEN_RE.finditer(other))
    words_a, words_b = [t[0] for t in a], [t[0] for t in b]
    if words_a == words_b:
        return
    for i1, i2, j1, j2 in _changed(words_a, words_b):
        low = a[i1].start() if i1 < len(a) else len(base)
        high = a[i2 - 1].end() if i2 > i1 else low
        text_b = other[b[j1].start() : b[j2 - 1].end()] if j2 > j1 else ""
        yield from _variants(base, low, high, text_b)


def _changed(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Ranges that differ, after equal ends are taken off."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if len(middle_a) * len(middle_b) > WORK_LIMIT:
        yield head, len(a) - tail, head, len(b) - tail
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, middle_a, middle_b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield head + i1, head + i2, head + j1, head + j2


def _variants(base: str, low: int, high: int, other: str) -> Iterator[Variant]:
    text = base[low:high]
    bare_a, bare_b = re.sub(r"\s+", "", text), re.sub(r"\s+", "", other)
    if bare_a == bare_b:
        yield Variant(Kind.SPACING, shorten(text), shorten(other), low)
    elif bare_a.replace("\\", "") == bare_b.replace("\\", ""):
        yield Variant(Kind.MARKUP, shorten(text), shorten(other), low)
    elif bare_a.translate(FORMS) == bare_b.translate(FORMS):
        yield Variant(Kind.FORM, shorten(text), shorten(other), low)
    elif not text or not other:
        yield Variant(Kind.WORDS, shorten(text), shorten(other), low)
    else:
        start_a, end_a, start_b, end_b = _core(text, other)
        one, two = text[start_a:end_a], other[start_b:end_b]
        yield from _signs(one, two, low + start_a) or [
            Variant(Kind.WORDS, shorten(one), shorten(two), low + start_a)
        ]


def _signs(a: str, b: str, at: int) -> list[Variant]:
    """Single signs that differ in one endless word, as in a URL: "…h=lRpAFm…" / "…h=IRpAFm…"."""
    longest, shortest = max(len(a), len(b)), min(len(a), len(b))
    if shortest <= EXCERPT or longest > 2000 or " " in a + b:
        return []
    codes = [c for c in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if c[0] != "equal"]
    if len(codes) > MANY_SIGNS:
        return []
    return [
        Variant(Kind.WORDS, _around(a, i1, i2), _around(b, j1, j2), at + i1) for _, i1, i2, j1, j2 in codes
    ]


def _around(text: str, start: int, end: int) -> str:
    low, high = max(0, start - 6), min(len(text), end + 6)
    return f"{'…' if low else ''}{shorten(text[low:high])}{'…' if high < len(text) else ''}"


def _core(a: str, b: str) -> tuple[int, int, int, int]:
    """The part in which two strings differ, spaces apart, widened to words: start and end of each."""
    at_a = [i for i, sign in enumerate(a) if not sign.isspace()]
    at_b = [i for i, sign in enumerate(b) if not sign.isspace()]
    shorter = min(len(at_a), len(at_b))
    head = 0
    while head < shorter and a[at_a[head]] == b[at_b[head]]:
        head += 1
    tail = 0
    while tail < shorter - head and a[at_a[-1 - tail]] == b[at_b[-1 - tail]]:
        tail += 1
    bounds = []
    for text, at in ((a, at_a), (b, at_b)):
        low = at[head] if head < len(at) else len(text)
        high = at[len(at) - tail - 1] + 1 if len(at) > head + tail else low
        bounds += [low, high]
    start_a, end_a, start_b, end_b = bounds
    while start_a > 0 and start_b > 0 and a[start_a - 1].isalnum() and a[start_a - 1] == b[start_b - 1]:
        start_a, start_b = start_a - 1, start_b - 1
    while end_a < len(a) and end_b < len(b) and a[end_a].isalnum() and a[end_a] == b[end_b]:
        end_a, end_b = end_a + 1, end_b + 1
    return start_a, end_a, start_b, end_b


def shorten(text: str) -> str:
    """An excerpt in one line: "first words ... last words"."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT:
        return text
    return f"{text[: EXCERPT // 2].rstrip()} … {text[-EXCERPT // 2 :].lstrip()}"


def apart(a: str, b: str) -> tuple[str, str]:
    """Two readings cut to what differs, where they are long: "…w.example.org/…" / "…w.exemple.org/…"."""
    a, b = " ".join(a.split()) or "nothing", " ".join(b.split()) or "nothing"
    if max(len(a), len(b)) <= EXCERPT:
        return a, b
    shorter = min(len(a), len(b))
    head = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    tail = next((i for i in range(shorter - head) if a[-1 - i] != b[-1 - i]), shorter - head)
    return tuple(shorten(_around(text, head, len(text) - tail)) for text in (a, b))  # type: ignore[return-value]


# ---------------------------------------------------------------- alignment


def grams(text: str, size: int = 3) -> Counter[str]:
    """Runs of ``size`` letters and digits: the measure of likeness, which spaces and case do not touch."""
    bare = re.sub(r"[\W_]+", "", text[: 2 * GRAM_LIMIT].translate(FORMS)).casefold()[:GRAM_LIMIT]
    return Counter(bare[i : i + size] for i in range(max(1, len(bare) - size + 1)) if bare)


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """0 for nothing in common, 1 for the same letters (Dice)."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def align(base: Sequence[str], other: Sequence[str], least: float = 0.6) -> list[tuple[int, int]]:
    """Pairs of like passages, best first, each used once; given back in the order of ``base``.

    The same words pair first, in order. Candidates for the rest come from an index of rare runs of signs, so
    that long texts are not compared each with each.
    """
    pairs = _equal_pairs(base, other)
    left = sorted(set(range(len(base))) - {i for i, _ in pairs})
    right = sorted(set(range(len(other))) - {j for _, j in pairs})
    rest = _like_pairs([base[i] for i in left], [other[j] for j in right], least)
    return sorted([*pairs, *((left[i], right[j]) for i, j in rest)])


def _equal_pairs(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    waiting: dict[str, deque[int]] = {}
    for number, text in enumerate(other):
        waiting.setdefault(" ".join(text.split()), deque()).append(number)
    pairs = []
    for number, text in enumerate(base):
        if same := waiting.get(" ".join(text.split())):
            pairs.append((number, same.popleft()))
    return pairs


def _like_pairs(base: Sequence[str], other: Sequence[str], least: float) -> list[tuple[int, int]]:
    counted_a, counted_b = [grams(t, 4) for t in base], [grams(t, 4) for t in other]
    index: dict[str, list[int]] = {}
    for number, counted in enumerate(counted_b):
        for gram in counted:
            index.setdefault(gram, []).append(number)
    scored: list[tuple[float, int, int]] = []
    for number, counted in enumerate(counted_a):
        votes: Counter[int] = Counter()
        for gram in counted:
            places = index.get(gram, [])
            if len(places) <= 40:
                votes.update(places)
        for candidate, _ in votes.most_common(4):
            score = likeness(counted, counted_b[candidate])
            if score >= least:
                scored.append((score, number, candidate))
    scored.sort(key=lambda s: (-s[0], abs(s[1] - s[2]), s[1], s[2]))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for _, i, j in scored:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j))
    return pairs
