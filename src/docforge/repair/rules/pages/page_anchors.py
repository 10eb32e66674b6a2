"""Where pages begin in a text without form feeds, told by the lines that come back on every page.

OCR of a scan and many a converter write no page breaks, and OCR misreads a head otherwise on each page.
Lines that are alike but for a few letters, stand a page's length apart and count on (a folio in or beside
them), carry publication facts, or cut sentences in two are furniture: a page ends there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from docforge.repair.lines import Line, is_finished
from docforge.repair.rules.pages.page_edges import is_text, varies

LONGEST = 160
FOLIO = 12  # characters of a line that may be a folio
DATED = 3  # numbers of a date
LETTERS = 8  # of a line that may be furniture
FEWEST = 3  # pages
APART = 600  # characters between two pages' lines, at least
LIKE = 0.45  # share of the letter triples that two readings of one line have in common
TRIED = 4  # groups a line is compared with
NEAR = 8  # lines of furniture and about it, where a page ends
SIGNS_RE = re.compile(r"[\W\d_]+")
NUMBER_RE = re.compile(
    r"^\W{0,3}(\d{1,4})(?=[^\d.):]|$)|(?<!\d)(\d{1,4})(?: ?(?:of|von|/) ?\d{1,4})?\W{0,3}$", re.IGNORECASE
)
FACTS_RE = re.compile(
    r"\b[ep]?ISSN\b|\bISBN\b|\bdoi\b|\bvol(?:ume)?\b|\bjournal\b|\bissue\b|\bwww\.|©|\bavailable at\b",
    re.IGNORECASE,
)
FOLIO_WORDS = ("", "of", "page", "p", "pageof", "seite", "von", "seitevon")
SMALL_RE = re.compile(r"\s*[a-zß-ÿ]")
WORD_RE = re.compile(r"[^\W\d_]{2,}")
DIGITS_RE = re.compile(r"\d+")


@dataclass(slots=True)
class _Group:
    """Readings of one line of furniture."""

    grams: frozenset[str]
    members: list[Line] = field(default_factory=list)


def with_pages(lines: list[Line]) -> tuple[list[Line], dict[int, str]]:
    """``lines`` with the pages that their furniture tells, and the furniture: index -> reason."""
    filled = [line for line in lines if not line.blank]
    if len(filled) < FEWEST * NEAR:
        return lines, {}
    place = {line.index: at for at, line in enumerate(filled)}
    groups = [g for g in _groups(lines) if _is_furniture(g.members, filled, place)]
    starts = _starts(groups, filled, place)
    if len(starts) < FEWEST - 1:
        return lines, {}
    paged: list[Line] = []
    page = 0
    for line in lines:
        page += line.index in starts
        paged.append(replace(line, page=page))
    return paged, _furniture(groups, sorted(place[i] for i in starts), place)


def _furniture(groups: Sequence[_Group], starts: Sequence[int], place: dict[int, int]) -> dict[int, str]:
    """The lines that stand where pages meet; on the first page one without a number may be the title."""
    found: dict[int, str] = {}
    for group in groups:
        near = [
            m
            for m in group.members
            if any(-NEAR <= place[m.index] - s < NEAR for s in _about(starts, place[m.index]))
        ]
        longest = max((len(m.text.strip()) for m in near), default=0)
        for member in group.members:
            opens = place[member.index] < NEAR and any(c.isdigit() for c in member.text)
            if member in near or (opens and len(member.text.strip()) <= longest + 2):
                found[member.index] = f"a line that {len(group.members)} pages have, but for a few letters"
    return found


def _about(starts: Sequence[int], at: int) -> Sequence[int]:
    i = bisect_left(starts, at)
    return starts[max(0, i - 1) : i + 1]


def _groups(lines: Sequence[Line]) -> list[_Group]:
    """Lines that are the same but for a few letters, digits and signs."""
    groups: list[_Group] = []
    exact: dict[str, _Group] = {}
    probes: dict[str, list[_Group]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.blank or len(line.text) > LONGEST or "\t" in line.text.strip() or not _beside_blank(lines, i):
            continue
        if is_text(line.text):
            continue
        key = SIGNS_RE.sub("", line.text).casefold()
        if len(key) < LETTERS:
            # A date and time of printing has hardly a letter: "11/22/26, 10:32 AM".
            key = re.sub(r"\W", "", line.text).casefold()
            if len(key) < LETTERS or len(re.findall(r"\d+", line.text)) < DATED:
                continue
        group = exact.get(key)
        if group is None:
            grams = frozenset(key[k : k + 3] for k in range(len(key) - 2))
            ends = (key[:LETTERS], key[-LETTERS:], key[(len(key) - LETTERS) // 2 :][:LETTERS])
            tried = {id(g): g for end in ends for g in probes[end][-TRIED:]}
            group = next((g for g in tried.values() if _alike(grams, g.grams)), None)
            if group is None:
                group = _Group(grams)
                groups.append(group)
            exact[key] = group
            for end in ends:
                probes[end].append(group)
        group.members.append(line)
    return groups


def _beside_blank(lines: Sequence[Line], i: int) -> bool:
    """Does a gap stand beside the line, or behind a short one (a folio) beside it?"""
    for step in (-1, 1):
        k = i + step
        if 0 <= k < len(lines) and not lines[k].blank and len(lines[k].text) < FOLIO:
            k += step
        if not 0 <= k < len(lines) or lines[k].blank:
            return True
    return False


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= LIKE * len(a | b)


def _is_furniture(members: Sequence[Line], filled: Sequence[Line], place: dict[int, int]) -> bool:
    """Do the lines stand a page apart, and does anything but their likeness say that they are furniture?"""
    gaps = [b.start - a.start for a, b in pairwise(members)]
    close = sum(gap < APART / 2 for gap in gaps)
    if len(members) < FEWEST or median(gaps) < APART or close * 4 > len(gaps):
        return False
    near = [filled[max(0, place[m.index] - 2) : place[m.index] + 3] for m in members]
    counts = [
        {n for line in lines for n in _numbers(line, line.index == m.index)}
        for m, lines in zip(members, near, strict=True)
    ]
    counted = sum(any(n + 1 in after for n in before) for before, after in pairwise(counts))
    if counted >= 2 and counted * 2 >= len(gaps):
        return True
    if varies(members):
        return False
    if len(members) > FEWEST and all(len(SIGNS_RE.sub("", m.text)) < LETTERS for m in members):
        return True  # the same date and time on page after page
    facts = sum(bool(FACTS_RE.search(m.text) and re.search(r"\d", m.text)) for m in members)
    cuts = sum(_cuts(filled, place[m.index]) for m in members)
    return facts * 2 >= len(members) or (cuts >= 2 and cuts * 3 >= len(members))


def _numbers(line: Line, own: bool) -> list[int]:
    """Numbers at the ends of a line of furniture, or of a line beside it that has nothing else."""
    text = line.text.strip()
    if not own and (SIGNS_RE.sub("", text).casefold() not in FOLIO_WORDS or len(DIGITS_RE.findall(text)) > 2):
        return []
    return [int(m[1] or m[2]) for m in NUMBER_RE.finditer(text)]


def _cuts(filled: Sequence[Line], at: int) -> bool:
    """Does the line stand within a sentence: a long line without a stop before it, small letters after it?"""
    before, after = filled[at - 1] if at else None, filled[at + 1] if at + 1 < len(filled) else None
    return (
        before is not None
        and after is not None
        and len(before.text) >= 40
        and not is_finished(before.text)
        and len(WORD_RE.findall(before.text)) >= 3  # no row of numbers, below which notes stand
        and SMALL_RE.match(after.text) is not None
        and len(after.text) >= 40
    )


def _starts(groups: Sequence[_Group], filled: Sequence[Line], place: dict[int, int]) -> set[int]:
    """Indexes of the lines that begin a page: after a foot, before a head."""
    sides: dict[int, int] = {}  # place of an anchor -> 1 foot, -1 head, 0 unknown
    for group in groups:
        places = [place[m.index] for m in group.members]
        foot, head = len(filled) - 1 - places[-1] < NEAR, places[0] < NEAR
        for at in places:
            sides[at] = int(foot) - int(head)
    starts: set[int] = set()
    run: list[int] = []
    for at in [*sorted(sides), len(filled) + NEAR]:
        if run and at - run[-1] >= NEAR:
            cut = _cut(run, sides, filled)
            if NEAR <= cut < len(filled) - 2:
                starts.add(filled[cut].index)
            run = []
        run.append(at)
    return starts


def _cut(run: Sequence[int], sides: dict[int, int], filled: Sequence[Line]) -> int:
    feet = [at for at in run if sides[at] > 0]
    if not feet:
        return run[0]
    cut = feet[-1] + 1
    if cut < len(filled) and _numbers(filled[cut], False):
        cut += 1
    return cut
