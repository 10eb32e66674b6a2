"""Lines, blocks and pages of a text in hand: the geometry that rules reason about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from docforge.repair.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Line:
    """``start:end`` without the line end; ``page`` counts form feeds before it."""

    start: int
    end: int
    text: str
    page: int
    index: int
    blank: bool


def split_lines(text: str) -> list[Line]:
    """Lines of ``text``; a form feed ends a line too and begins a page."""
    lines: list[Line] = []
    page = start = 0
    for match in re.finditer(r"\n|\f|\Z", text):
        line = text[start : match.start()]
        lines.append(Line(start, match.start(), line, page, len(lines), not line.strip()))
        page += match.group() == "\f"
        start = match.end()
    return lines


BLOCK_BREAK_RE = re.compile(r"(?<![ \t])[ \t]*+(?:\n[ \t]*+(?:\n|\f)|\f)[\s\f]*+")


def split_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the blocks of ``text``, parted by blank lines or page breaks; only leading spaces stay."""
    at = 0
    while at < len(text) and text[at] in "\n\f\r":
        at += 1
    for match in BLOCK_BREAK_RE.finditer(text):
        if match.start() > at and text[at : match.start()].strip():
            yield at, match.start()
        at = _line_start(text, match.start(), match.end())
    end = len(text.rstrip())
    if end > at:
        yield at, end


def _line_start(text: str, start: int, end: int) -> int:
    """Where the line that follows a gap begins: leading spaces of the first line belong to the block."""
    last = max(text.rfind("\n", start, end), text.rfind("\f", start, end))
    return last + 1 if last >= 0 else end


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text's lines end.

    ``wrapped``: paragraphs run over several lines. ``spaced``: a wrapped line keeps a trailing space, so a
    line that ends without one ended inside a word or ended for good (not so where every line keeps one).
    ``frames``: lines that begin with one space open a new text frame (column text of magazines).
    """

    wrapped: bool
    spaced: bool
    frames: bool
    width: float


MANY, LONGEST = 60, 240  # lines of prose in a text that is mostly cells, and characters of one
SHORT = 0.7  # of the width: a sentence that ends on so short a line ends a paragraph
MOST_LASTS = 0.4  # share of the last lines of paragraphs that may keep a space where a space says "wrapped"


@lru_cache(maxsize=4)
def wrapping(text: str) -> Wrapping:
    """Measure how lines end in ``text`` (cached: several rules ask of the same text)."""
    inner = spaced = leading = 0
    lengths: list[int] = []
    lasts: list[tuple[str, bool]] = []
    lines = text.split("\n")
    for line, after in pairwise(lines):
        if not line.strip() or "\t" in line:
            continue
        if is_finished(line):
            lasts.append((line, not after.strip()))
        if after.strip():
            if line.endswith("  ") and not line.endswith("   "):
                continue  # a Markdown hard break says nothing about the text's own line ends
            inner += 1
            lengths.append(len(line.rstrip()))
            spaced += line.endswith(" ")
        leading += bool(re.match(r" [^\s]", line))
    filled = sum(1 for line in lines if line.strip())
    lengths.sort()
    width = float(lengths[int(len(lengths) * 0.75)]) if lengths else 0.0
    wrapped = inner >= max(3, 0.3 * filled) and width > 20
    if not wrapped:
        # Cells and lettering may outnumber the lines of prose; most of the text is still in those.
        long = lengths[bisect_right(lengths, 20) :]
        wrapped = len(long) >= MANY and 2 * sum(long) >= sum(len(line) for line in lines)
        wrapped = wrapped and long[int(len(long) * 0.9)] <= LONGEST
        width = float(long[int(len(long) * 0.75)]) if wrapped else width
    # A dump that puts a space after every line puts it after the last of a paragraph too.
    ends = [line for line, alone in lasts if alone or len(line) < SHORT * width]
    every = sum(line.endswith(" ") for line in ends) > MOST_LASTS * len(ends)
    spaces = wrapped and inner >= 12 and spaced >= 0.5 * inner and not every
    return Wrapping(
        wrapped=wrapped,
        spaced=spaces,
        frames=spaces and 0 < leading <= 0.1 * filled,
        width=width,
    )


TERMINAL_RE = re.compile(r"[.!?:;…。！？][\"'”’»)\]*_\d]*(?:\[\^\d{1,3}\])*\s*$")


def is_finished(text: str) -> bool:
    """Does the text end as a sentence (or a labelled lead-in) ends?"""
    return bool(TERMINAL_RE.search(text[-18:]))


SENTENCE_SMALL_RE = re.compile(r"(?<=[a-z]{4})[.!?] +([a-zß-ÿ][\w-]{2,})")


def small_names(text: str) -> Counter[str]:
    """Words that begin sentences in small letters, as names of programs do: "pagekit reads them."."""
    return Counter(SENTENCE_SMALL_RE.findall(text))


def hyphen_joins(head: str, tail: str, lexicon: Lexicon) -> bool | None:
    """At a line-end hyphen: is it the printer's (join: "bor-/der") or the word's own (keep: "rules-/based")?

    Evidence in order: a capital or digit after it, the compound or the whole word elsewhere in the document,
    the language's words. None when nothing decides.
    """
    if not tail[:1].islower() or not head:
        return False
    if head.isupper() and len(head) > 1:
        return False
    whole = head + tail
    if lexicon.own_compound(f"{head}-{tail}"):
        return False
    if lexicon.own(whole):
        return True
    whole_freq, parts = lexicon.common(whole), min(lexicon.common(head), lexicon.common(tail))
    if whole_freq >= 0.3 and (parts < 5 or whole_freq * 20 >= parts):
        return True
    if whole_freq >= 0.02 and parts < 1:
        return True
    if whole_freq == 0.0:
        return False if parts >= 1 else None
    return None
