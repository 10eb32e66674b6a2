"""Word by word: where two texts of one passage differ, as ranges of both.

Long texts are first tied together at runs of words that stand once in each; only the gaps between those are
compared word with word, so the cost stays near the length of the texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN_RE = re.compile(r"\S+")
LETTERS_RE = re.compile(r"[\W\d_]+")
# Gaps with more comparisons than this are told as one difference.
GAP_LIMIT = 250_000
SMALL_GAP = 2_500
DEPTH = 6
RUN = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """Ranges of the two texts that read otherwise; one of them may be empty."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int


def differences(a: str, b: str) -> list[Difference]:
    """Where ``a`` and ``b`` differ, in order, no smaller than words between spaces.

    >>> [("tbe old page"[d.start_a:d.end_a], "the old  page"[d.start_b:d.end_b])
    ...  for d in differences("tbe old page", "the old  page")]
    [('tbe', 'the')]
    """
    tokens_a, tokens_b = list(TOKEN_RE.finditer(a)), list(TOKEN_RE.finditer(b))
    found: list[Difference] = []
    for i1, i2, j1, j2 in changed_tokens([t[0] for t in tokens_a], [t[0] for t in tokens_b]):
        for p1, p2, q1, q2 in _paired([t[0] for t in tokens_a[i1:i2]], [t[0] for t in tokens_b[j1:j2]]):
            found.append(
                Difference(
                    *_range(tokens_a, i1 + p1, i1 + p2, len(a)), *_range(tokens_b, j1 + q1, j1 + q2, len(b))
                )
            )
    return found


def _range(tokens: Sequence[re.Match[str]], first: int, stop: int, length: int) -> tuple[int, int]:
    if stop > first:
        return tokens[first].start(), tokens[stop - 1].end()
    at = tokens[first].start() if first < len(tokens) else length
    return at, at


def changed_tokens(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of tokens that differ, between runs that hold the two together."""
    yield from _tied(a, b, (0, len(a), 0, len(b)), DEPTH)


def _tied(
    a: Sequence[str], b: Sequence[str], gap: tuple[int, int, int, int], depth: int
) -> Iterator[tuple[int, int, int, int]]:
    i1, i2, j1, j2 = gap
    at_a, at_b = i1, j1
    for i, j in [*anchors(a[i1:i2], b[j1:j2]), (i2 - i1, j2 - j1)]:
        yield from _gap(a, b, at_a, i1 + i, at_b, j1 + j, depth - 1)
        at_a, at_b = i1 + i, j1 + j


def _gap(
    a: Sequence[str], b: Sequence[str], i1: int, i2: int, j1: int, j2: int, depth: int
) -> Iterator[tuple[int, int, int, int]]:
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    if i1 == i2 and j1 == j2:
        return
    if depth and (i2 - i1) * (j2 - j1) > SMALL_GAP:
        # What stands often in the whole text may stand once in the gap.
        yield from _tied(a, b, (i1, i2, j1, j2), depth)
        return
    if i1 == i2 or j1 == j2 or (i2 - i1) * (j2 - j1) > GAP_LIMIT:
        yield i1, i2, j1, j2
        return
    for tag, p1, p2, q1, q2 in SequenceMatcher(None, a[i1:i2], b[j1:j2], autojunk=False).get_opcodes():
        if tag != "equal":
            yield i1 + p1, i1 + p2, j1 + q1, j1 + q2


def anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Places where a run of words begins that stands once in each, in the longest order both share."""
    once_a, once_b = _once(a), _once(b)
    pairs = sorted((i, once_b[run]) for run, i in once_a.items() if run in once_b)
    return rising(pairs)


def _once(tokens: Sequence[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    twice: set[tuple[str, ...]] = set()
    for i in range(len(tokens) - RUN + 1):
        run = tuple(tokens[i : i + RUN])
        if run in seen:
            twice.add(run)
        seen[run] = i
    return {run: i for run, i in seen.items() if run not in twice}


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Longest subsequence of pairs, sorted by the first, in which the second rises."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = [-1] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before[k] = last[at - 1] if at else -1
        if at == len(tails):
            tails.append(j)
            last.append(k)
        else:
            tails[at], last[at] = j, k
    chain: list[tuple[int, int]] = []
    k = last[-1] if last else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _paired(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """A difference in the smallest parts that still belong together.

    Words at either end that have the same letters belong together ("rest. 4" and "rest.2 More" are "rest."
    and "rest.2" first). Where the letters without spaces agree up to a border of words in both, the parts are
    told apart: "tbe qu ick" / "the quick" is "tbe" / "the" and "qu ick" / "quick".
    """
    head = 0
    while head < min(len(a), len(b)) and _same_letters(a[head], b[head]):
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and _same_letters(a[-1 - tail], b[-1 - tail]):
        tail += 1
    stop_a, stop_b = len(a) - tail, len(b) - tail
    if head and not tail and (head == stop_a) != (head == stop_b) and a[head - 1] != b[head - 1]:
        # "itself," / "itself until now,": the comma belongs to the words that one has more.
        for k in range(head - 1):
            if a[k] != b[k]:
                yield k, k + 1, k, k + 1
        yield head - 1, stop_a, head - 1, stop_b
        return
    for k in range(head):
        if a[k] != b[k]:
            yield k, k + 1, k, k + 1
    for p1, p2, q1, q2 in _parted(a[head:stop_a], b[head:stop_b]):
        yield p1 + head, p2 + head, q1 + head, q2 + head
    for k in range(tail):
        if a[stop_a + k] != b[stop_b + k]:
            yield stop_a + k, stop_a + k + 1, stop_b + k, stop_b + k + 1


def _same_letters(a: str, b: str) -> bool:
    one, two = LETTERS_RE.sub("", a), LETTERS_RE.sub("", b)
    return len(one) > 1 and one.casefold() == two.casefold()


def _parted(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    if not a and not b:
        return
    if not a or not b:
        yield 0, len(a), 0, len(b)
        return
    ends_a, ends_b = _ends(a), _ends(b)
    flat_a, flat_b = "".join(a), "".join(b)
    if (
        abs(len(flat_a) - len(flat_b)) > max(3, min(len(flat_a), len(flat_b)) // 4)
        or len(flat_a) * len(flat_b) > GAP_LIMIT
    ):
        yield 0, len(a), 0, len(b)
        return
    # Offsets of b that stand for offsets of a.
    shift: dict[int, int] = {0: 0}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, flat_a, flat_b, autojunk=False).get_opcodes():
        shift[i1], shift[i2] = j1, j2
        if tag == "equal" or i2 - i1 == j2 - j1:
            shift |= {i1 + k: j1 + k for k in range(i2 - i1)}
    p = q = 0
    for end, i in ends_a.items():
        j = ends_b.get(shift.get(end, -1))
        if j is None or j < q:
            continue
        if a[p : i + 1] != b[q : j + 1]:
            yield p, i + 1, q, j + 1
        p, q = i + 1, j + 1
    if p < len(a) or q < len(b):
        yield p, len(a), q, len(b)


def _ends(tokens: Sequence[str]) -> dict[int, int]:
    """Offset where each token ends in the tokens run together -> its number."""
    ends, at = {}, 0
    for number, token in enumerate(tokens):
        at += len(token)
        ends[at] = number
    return ends
