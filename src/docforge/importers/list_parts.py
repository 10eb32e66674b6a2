"""Lists: items inside a block of text, items that stand as blocks of their own, one list of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from docforge.importers.draft import Chunk, Draft, Role
from docforge.repair.lines import is_finished

# "o" and dashes are marks only where several items carry them.
MARK_RE = re.compile(
    r"\s*(?:(?P<sign>[-*+•·◦▪▫‣●○■□–—]|o(?= [^\W\d_a-z]))|"
    r"(?P<open>\()?(?P<count>\d{1,2}|[ivx]{1,4}|[a-z])(?P<close>[.)]))"
    r"(?:\s+|$)"
)
SURE = frozenset("-*+•·◦▪▫‣●○■□")
ROMAN = {r: n for n, r in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}


def part_lists(draft: Draft) -> None:
    """Cut blocks where a list begins in them, and give lists their role."""
    parted: list[Chunk] = []
    for chunk in draft.chunks:
        parted += _part(draft, chunk) if chunk.role is Role.FREE else [chunk]
    draft.chunks[:] = parted
    _join_lone_marks(draft)


def find_lists(draft: Draft) -> None:
    """Blocks of nothing but items; a single numbered block only beside its neighbour in the count."""
    around = [c for c in draft.chunks if c.role is not Role.ASIDE]
    for i, chunk in enumerate(around):
        if chunk.role is not Role.FREE:
            continue
        lines = chunk.text.split("\n")
        marks = [MARK_RE.match(line) for line in lines]
        if not all(marks) or not any(
            line[m.end() :].strip() for line, m in zip(lines, marks, strict=True) if m
        ):
            continue
        first = marks[0]
        assert first is not None
        beside = (Role.FREE, Role.LIST)
        before = around[i - 1] if i and around[i - 1].role in beside else None
        after = around[i + 1] if i + 1 < len(around) and around[i + 1].role in beside else None
        if (
            (len(lines) > 1 and (_counts_on(marks) or nests(marks) or _sign(first) in SURE or first["sign"]))
            or _sign(first) in SURE
            or (before is not None and _follow(before, chunk))
            or (after is not None and _follow(chunk, after))
        ):
            chunk.role = Role.LIST


def _sign(m: re.Match[str]) -> str:
    return m["sign"] or ""


def _follow(one: Chunk, other: Chunk) -> bool:
    """Does ``other`` begin with the mark that comes after the last one of ``one``?"""
    last, first = MARK_RE.match(one.text.rsplit("\n", 1)[-1]), MARK_RE.match(other.text)
    return last is not None and first is not None and _next(last, first)


def _next(one: re.Match[str], other: re.Match[str]) -> bool:
    if one["sign"] or other["sign"]:
        return one["sign"] == other["sign"]
    if (one["open"], one["close"]) != (other["open"], other["close"]):
        return False
    if one["count"].isdigit() != other["count"].isdigit():
        return False
    return any(a + 1 == b for a in _values(one["count"]) for b in _values(other["count"]))


def _values(count: str) -> list[int]:
    """What a mark may count: "i" is 1 as a numeral and 9 as a letter."""
    if count.isdigit():
        return [int(count)]
    return [*([ROMAN[count]] if count in ROMAN else []), *([ord(count) + 900] if len(count) == 1 else [])]


def _counts_on(marks: Sequence[re.Match[str] | None]) -> bool:
    return all(a is not None and b is not None and _next(a, b) for a, b in pairwise(marks))


def nests(marks: Sequence[re.Match[str] | None]) -> bool:
    """Items that count on, and items with bullets below them: "1. one⏎ + part⏎ + part⏎2. two"."""
    counted = [m for m in marks if m is None or not m["sign"]]
    return (
        bool(marks)
        and 1 < len(counted) < len(marks)
        and counted[0] is marks[0]
        and _counts_on(counted)
        and all(m is None or not m["sign"] or m["sign"] in SURE for m in marks)
    )


def _part(draft: Draft, chunk: Chunk) -> list[Chunk]:
    """A block cut before its first item, and where items end: "as follows:⏎• one⏎• two"."""
    lines = chunk.text.split("\n")
    if len(lines) < 2:
        return [chunk]
    marks = [MARK_RE.match(line) for line in lines]
    cuts: list[int] = []
    for i in range(1, len(lines)):
        before, here = marks[i - 1], marks[i]
        if here is not None and before is None and _begins(lines, marks, i):
            cuts.append(i)
    if not cuts:
        return [chunk]
    pieces, starts = [], [0, *cuts]
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for a, b in zip(starts, [*cuts, len(lines)], strict=True):
        start, end = chunk.start + offsets[a], chunk.start + offsets[b] - 1
        text = draft.bench.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        pieces.append(Chunk(start, end, text[start:end]))
    return [p for p in pieces if p.text]


def _begins(lines: Sequence[str], marks: Sequence[re.Match[str] | None], i: int) -> bool:
    """Does a list begin at line ``i``, after a line of text?"""
    here = marks[i]
    assert here is not None
    after = marks[i + 1] if i + 1 < len(marks) else None
    several = after is not None and _next(here, after)
    lead = lines[i - 1].rstrip()
    led = is_finished(lead) or lead.endswith(",")
    return (led and (several or _sign(here) in SURE)) or (several and _sign(here) in SURE)


def _join_lone_marks(draft: Draft) -> None:
    """A mark that stands alone belongs to the block after it: "•" / "sheets of rags"."""
    kept: list[Chunk] = []
    lone: Chunk | None = None
    for chunk in draft.chunks:
        if lone is not None and chunk.role is Role.FREE and "\t" not in chunk.text:
            chunk.start, chunk.text = lone.start, draft.bench.text[lone.start : chunk.end]
            kept.pop()
        lone = chunk if chunk.role is Role.FREE and chunk.text in SURE - {"-", "*", "+"} else None
        kept.append(chunk)
    draft.chunks[:] = kept
