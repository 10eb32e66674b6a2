"""Lines of a reference list -> its entries: where the list ends, where each entry begins and ends.

A numbered list is solved as a sequence of numbers; a list without numbers by the weights of its lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.references.columns import find_borders, find_columns, find_misread
from docforge.repair.references.numbers import Numbered, find_chain
from docforge.repair.references.pieces import Entry, Line
from docforge.repair.references.shapes import (
    BULLET_RE,
    CAPTION_RE,
    CONTINUES_RE,
    MARKDOWN_HEAD_RE,
    OPEN_RE,
    STOP_RE,
    ended,
    has_year,
    strong_start,
    weak_start,
)
from docforge.repair.references.weighing import ENOUGH, SURE, weigh_lines

LEAST = -2.0  # weight from which a line may begin an entry whose number stands apart
WHOLE = 5  # entries of a numbered list from which its last number ends it
FURNITURE_RE = re.compile(
    r"\s*(?:\d{1,4}|\d{1,3} (?:of|/) \d{1,3}|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?)\s*"
)


def cut_entries(
    lines: list[Line], settled: bool
) -> tuple[tuple[Entry, ...], tuple[tuple[int, int, str], ...]]:
    """Entries among the lines after a heading, and what stands between them and is set aside."""
    whole = find_chain([x.text for x in lines])
    columns = find_columns([x.text for x in lines], whole)
    left = [i for i in range(len(lines)) if i not in columns]
    columns |= find_misread(lines, {n.line for n in whole})
    left = [i for i in left if i not in columns]
    furniture = _furniture(lines, columns, {n.line for n in whole})
    kept = [lines[i] for i in left if i not in furniture]
    place = {old: new for new, old in enumerate(i for i in left if i not in furniture)}
    chain = [Numbered(place[n.line], n.at, n.number) for n in whole if n.line in place]
    highest = max((n.number for n in whole), default=0)
    stop = _stop(kept, chain)
    borders = find_borders(lines, columns, place, chain) if columns else []
    starts = _starts(
        kept[:stop], [n for n in chain if n.line < stop], settled, highest if columns else 0, borders
    )
    entries = _entries(kept, starts, stop)
    end = entries[-1].end if entries else 0
    aside = [
        (lines[i].start, lines[i].end, "list mark" if i in columns else "folio") for i in columns | furniture
    ]
    return entries, tuple(sorted(a for a in aside if a[0] < end or (end and a[2] == "list mark")))


def _furniture(lines: Sequence[Line], columns: set[int], numbered: set[int]) -> set[int]:
    """Lines between blank ones with nothing but a page number or the date of a print."""
    return {
        i
        for i, x in enumerate(lines)
        if x.gap
        and i not in columns
        and i not in numbered
        and FURNITURE_RE.fullmatch(x.text)
        and (i + 1 == len(lines) or lines[i + 1].gap)
    }


def _stop(lines: Sequence[Line], chain: Sequence[Numbered]) -> int:
    """Index of the first line behind the list."""
    numbered = {n.line: n for n in chain}
    order = [n.line for n in chain]
    where = {n.number: n.line for n in chain}
    last_number = max(order, default=-1)
    for i, line in enumerate(lines):
        if i in numbered:
            continue
        stops = _stops(line, lines[i - 1].text if i else "")
        if not stops:
            continue
        # A numbered list that goes on behind a floating block is one list.
        if i < last_number and (not MARKDOWN_HEAD_RE.match(line.text) or _goes_on(chain, order, where, i)):
            continue
        return i
    return len(lines)


def _goes_on(chain: Sequence[Numbered], order: Sequence[int], where: dict[int, int], at: int) -> bool:
    """Does the number behind a line go on from a number before it?"""
    k = bisect_left(order, at)
    return k < len(chain) and where.get(chain[k].number - 1, at) < at


def _stops(line: Line, before: str) -> bool:
    bare = line.text.strip()
    if MARKDOWN_HEAD_RE.match(line.text):
        return True
    return bool(STOP_RE.match(bare)) and (line.gap or not before or ended(before))


@dataclass(frozen=True, slots=True)
class Start:
    line: int
    at: int = 0  # offset inside the line
    number: int = 0


def _starts(
    lines: list[Line], chain: list[Numbered], settled: bool, highest: int, borders: list[tuple[int, int]]
) -> list[Start]:
    """Where entries begin. ``highest`` and ``borders`` are known where numbers stand in columns."""
    if not lines:
        return []
    if settled:
        numbers = {n.line: n.number for n in chain if not n.at}
        tight = _tight(chain, len(lines))
        return [
            Start(i, 0, numbers.get(i, 0))
            for i, x in enumerate(lines)
            if i == 0 or (not CAPTION_RE.match(x.text) and (i not in tight or _entry_like(x.text)))
        ]
    bullets = [i for i, x in enumerate(lines) if BULLET_RE.match(x.text)]
    if not chain and len(bullets) >= 2 and len(bullets) >= 0.4 * sum(x.gap for x in lines):
        marked = set(bullets)
        return [
            Start(i)
            for i, x in enumerate(lines)
            if i in marked
            or i == 0
            or (x.gap and (strong_start(x.text) or weak_start(x.text)) and _ready(lines[i - 1].text))
        ]
    weights = weigh_lines(lines, {n.line: n.at for n in chain})
    if not chain and not highest:
        starts = [Start(0)] + [Start(i) for i in range(1, len(lines)) if weights[i] >= ENOUGH]
        return _whole(lines, starts)
    return _fill(lines, chain, weights, highest, borders)


def _tight(chain: Sequence[Numbered], end: int) -> set[int]:
    """Lines between two entries whose numbers leave no place for another, and those behind a whole list."""
    tight: set[int] = set()
    for a, b in pairwise(chain):
        if b.number <= a.number + 1:
            tight.update(range(a.line + 1, b.line))
    if len(chain) < WHOLE:
        return tight
    known = max(len(chain), chain[-1].line + 1 if chain[-1].line < chain[-1].number else 0)
    if known >= 0.9 * max(n.number for n in chain):
        tight.update(range(chain[-1].line + 1, end))
    return tight


def _ready(before: str) -> bool:
    """May a new entry follow this line? Not after an empty bullet or in the middle of a phrase."""
    return not BULLET_RE.fullmatch(before) and not OPEN_RE.search(before.rstrip()[-24:])


def _entry_like(text: str) -> bool:
    return has_year(text) and (strong_start(text) or weak_start(text))


def _fill(
    lines: list[Line],
    chain: list[Numbered],
    weights: list[float],
    highest: int,
    borders: list[tuple[int, int]],
) -> list[Start]:
    """Starts by number; where numbers are missing, the best lines up to their count.

    A line with name and year that only lost its number begins an entry too, after an entry that is whole.
    """
    starts = [Start(n.line, n.at, n.number) for n in chain]
    # (line, number there, first line behind, number so far)
    marks = [(n.line, n.number, n.line + 1, n.number) for n in chain]
    marks += [(at, number + 1, at, number) for at, number in borders if at < len(lines)]
    marks.append((len(lines), highest + 1 if highest else 0, len(lines), highest))
    least = LEAST if borders or (highest and not chain) else ENOUGH - 1.2
    low, before = 0, 0
    for high, after, behind, number in sorted(marks):
        missing = max(after - before - 1, 0)
        able = [i for i in range(low, high) if weights[i] >= least or (i == 0 and before == 0)]
        if len(able) < missing:
            able += [i for i in range(low, high) if 0 <= weights[i] < least and strong_start(lines[i].text)]
        able.sort(key=lambda i: (i != 0, -weights[i], i))
        sure = [i for i in able[missing:] if weights[i] >= SURE and i > low and weak_start(lines[i].text)]
        starts += [Start(i) for i in (*able[:missing], *(sure if not borders else ()))]
        low, before = behind, number
    return sorted(starts, key=lambda s: (s.line, s.at))


def _whole(lines: list[Line], starts: list[Start]) -> list[Start]:
    """Without starts that leave a piece of an entry: no year, where nearly all entries have one."""
    if len(starts) < 4:
        return starts
    ends = [s.line for s in starts[1:]] + [len(lines)]
    dated = [
        any(has_year(x.text) for x in lines[s.line : stop]) for s, stop in zip(starts, ends, strict=True)
    ]
    if sum(dated) < 0.75 * len(dated):
        return starts
    kept = [starts[0]]
    year = dated[0]
    for start, has in zip(starts[1:], dated[1:], strict=True):
        if (has and year) or strong_start(lines[start.line].text):
            kept.append(start)
            year = has
        elif not has:
            continue
        else:
            year = True
    return kept


def _entries(lines: Sequence[Line], starts: Sequence[Start], stop: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for i, start in enumerate(starts):
        if i + 1 < len(starts):
            last, cut = starts[i + 1].line, starts[i + 1].at
        else:
            last, cut = stop, 0
        pieces = []
        if start.line == last:
            pieces.append((lines[start.line].start + start.at, _cut(lines[start.line], cut)))
        else:
            pieces.append((lines[start.line].start + start.at, lines[start.line].end))
            # Behind a number that the next one does not follow the list may end, as it does behind the last.
            follows = i + 1 < len(starts) and not 0 < starts[i + 1].number <= start.number
            for k in range(start.line + 1, last):
                if _breaks_off(lines[k], lines[k - 1].text, last_entry=not follows):
                    break
                pieces.append((lines[k].start, lines[k].end))
            else:
                if cut:
                    pieces.append((lines[last].start, _cut(lines[last], cut)))
        entries.append(Entry(tuple(pieces)))
    while len(entries) > 1 and _prose(entries[-1], lines):
        entries.pop()
    return tuple(entries)


def _cut(line: Line, at: int) -> int:
    return line.start + len(line.text[:at].rstrip())


def _breaks_off(line: Line, before: str, *, last_entry: bool) -> bool:
    """Does an entry end before this line, though the next has not begun: a caption, back matter, prose?"""
    if not line.gap:
        return _stops(line, before) if STOP_RE.match(line.text.strip()) else False
    if CAPTION_RE.match(line.text) or _stops(line, before):
        return True
    return last_entry and ended(before) and not CONTINUES_RE.match(line.text) and not has_year(line.text)


def _prose(entry: Entry, lines: Sequence[Line]) -> bool:
    """Is the last "entry" the text behind the list: many words, no year, no name, no number, no address?"""
    low = bisect_right(lines, entry.start, key=lambda x: x.start) - 1
    first = lines[low]
    texts = [x.text for x in lines[low : bisect_left(lines, entry.end, key=lambda x: x.start)]]
    whole = " ".join(texts)
    plain = not has_year(whole) and "://" not in whole and not re.match(r"\s*[\[(]?\d", whole)
    return plain and not strong_start(whole) and not BULLET_RE.match(whole) and first.gap
