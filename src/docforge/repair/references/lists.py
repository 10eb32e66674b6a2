"""Where a reference list stands and where each of its entries begins and ends.

A numbered list is solved as a sequence of numbers; a list without numbers by weighing the shapes of its own
lines: names, years, blank lines, indents, the length of the line before, the alphabet. Nothing is parsed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.references.numbers import Numbered, find_chain, find_columns
from docforge.repair.references.shapes import (
    BULLET_RE,
    CAPTION_RE,
    CONTINUES_RE,
    DASH_RE,
    GLUED_RE,
    HEADING_RE,
    INITIALS_RE,
    INNER_NAME_RE,
    MARKDOWN_HEAD_RE,
    NAMES_YEAR_RE,
    OPEN_RE,
    PARTICLE,
    STOP_RE,
    ended,
    has_year,
    strong_start,
    weak_start,
)

LEAST_HEADLESS = 5  # entries of a list that no heading names
ENOUGH = 3.2  # weight from which a line begins an entry
SURE = 5.0  # weight from which it does so even against the numbers
FURNITURE_RE = re.compile(
    r"\s*(?:\d{1,4}|\d{1,3} (?:of|/) \d{1,3}|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?)\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """``start:end`` of a line that is not blank; ``gap``: a blank line or a page break before it."""

    start: int
    end: int
    text: str
    gap: bool
    page: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the ranges of its lines, in order."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """``head`` is empty (start == end) where no heading stands; ``aside``: lone numbers and folios."""

    head: tuple[int, int]
    entries: tuple[Entry, ...]
    aside: tuple[tuple[int, int, str], ...] = ()


def split_lines(text: str, start: int, stop: int) -> list[Line]:
    """Lines with words of ``start:stop``; a form feed ends a line too."""
    lines: list[Line] = []
    gap, page, at = False, 0, start
    for match in re.compile(r"\n|\f|\Z").finditer(text, start, stop):
        line = text[at : match.start()]
        if line.strip():
            lines.append(Line(at, match.start(), line, gap, page))
            gap = False
        else:
            gap = True
        if match.group() == "\f":
            gap, page = True, page + 1
        at = match.end()
    return lines


def find_reference_lists(text: str, *, settled: bool = False) -> list[ReferenceList]:
    """The lists of a text. ``settled``: each block is an entry already; only the borders are sought."""
    heads = list(find_heads(text))
    found: list[ReferenceList] = []
    for i, (start, end) in enumerate(heads):
        stop = heads[i + 1][0] if i + 1 < len(heads) else len(text)
        last = i + 1 == len(heads)
        lines = split_lines(text, end, stop)
        entries, aside = _split(_blocks(lines, text) if settled else lines, settled)
        if entries and (last or _convincing(entries, text)):
            found.append(ReferenceList((start, end), entries, aside))
    if not found:
        found += _headless(text, settled)
    return found


def find_heads(text: str) -> Iterator[tuple[int, int]]:
    """Headings of reference lists, in the order of the text."""
    at = 0
    for line in re.split(r"[\n\f]", text):
        if len(line) < 80 and HEADING_RE.fullmatch(line) and line.strip():
            yield at, at + len(line)
        elif (m := GLUED_RE.match(line)) is not None:
            yield at, at + m.end()
        at += len(line) + 1


def _convincing(entries: Sequence[Entry], text: str) -> bool:
    """Could these be entries: several, most of them with a year, few of them long?"""
    dated = sum(has_year(text[e.start : e.end][:2000]) for e in entries)
    short = sum(e.end - e.start < 900 for e in entries)
    return len(entries) >= 2 and dated >= 0.6 * len(entries) and short >= 0.8 * len(entries)


def _blocks(lines: Sequence[Line], text: str) -> list[Line]:
    """Lines put together to blocks."""
    blocks: list[Line] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append(Line(line.start, line.end, line.text, True, line.page))
        else:
            first = blocks[-1]
            blocks[-1] = Line(first.start, line.end, text[first.start : line.end], True, first.page)
    return blocks


# ---------------------------------------------------------------- splitting


def _split(lines: list[Line], settled: bool) -> tuple[tuple[Entry, ...], tuple[tuple[int, int, str], ...]]:
    """Entries among the lines after a heading, and what stands between them and is set aside."""
    whole = find_chain([x.text for x in lines])
    columns = find_columns([x.text for x in lines], whole)
    left = [i for i in range(len(lines)) if i not in columns]
    furniture = _furniture(lines, columns, {n.line for n in whole})
    kept = [lines[i] for i in left if i not in furniture]
    place = {old: new for new, old in enumerate(i for i in left if i not in furniture)}
    chain = [Numbered(place[n.line], n.at, n.number) for n in whole if n.line in place]
    highest = max((n.number for n in whole), default=0)
    stop = _stop(kept, chain)
    starts = _starts(kept[:stop], [n for n in chain if n.line < stop], settled, highest if columns else 0)
    entries = _entries(kept, starts, stop)
    end = entries[-1].end if entries else 0
    aside = [
        (lines[i].start, lines[i].end, "list mark" if i in columns else "folio") for i in columns | furniture
    ]
    return entries, tuple(sorted(a for a in aside if a[0] < end))


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
    last_number = max((n.line for n in chain), default=-1)
    for i, line in enumerate(lines):
        if i in numbered:
            continue
        stops = _stops(line, lines[i - 1].text if i else "")
        if not stops:
            continue
        # A numbered list that goes on behind a floating block is one list.
        if i < last_number and not MARKDOWN_HEAD_RE.match(line.text):
            continue
        return i
    return len(lines)


def _stops(line: Line, before: str) -> bool:
    bare = line.text.strip()
    if MARKDOWN_HEAD_RE.match(line.text):
        return True
    return bool(STOP_RE.match(bare)) and (line.gap or not before or ended(before))


@dataclass(frozen=True, slots=True)
class Start:
    line: int
    at: int = 0  # offset inside the line


def _starts(lines: list[Line], chain: list[Numbered], settled: bool, highest: int) -> list[Start]:
    """Where entries begin."""
    if not lines:
        return []
    if settled:
        tight = _tight(chain)
        return [
            Start(i)
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
    weights = _weigh(lines, {n.line: n.at for n in chain})
    if not chain and not highest:
        starts = [Start(0)] + [Start(i) for i in range(1, len(lines)) if weights[i] >= ENOUGH]
        return _whole(lines, starts)
    return _fill(lines, chain, weights, highest)


def _tight(chain: Sequence[Numbered]) -> set[int]:
    """Lines between two entries whose numbers follow each other: no entry is missing there."""
    tight: set[int] = set()
    for a, b in pairwise(chain):
        if b.number == a.number + 1:
            tight.update(range(a.line + 1, b.line))
    return tight


def _ready(before: str) -> bool:
    """May a new entry follow this line? Not after an empty bullet or in the middle of a phrase."""
    return not BULLET_RE.fullmatch(before) and not OPEN_RE.search(before.rstrip()[-24:])


def _entry_like(text: str) -> bool:
    return has_year(text) and (strong_start(text) or weak_start(text))


def _fill(lines: list[Line], chain: list[Numbered], weights: list[float], highest: int) -> list[Start]:
    """Starts by number; where numbers are missing, the best lines up to their count.

    A line with name and year that only lost its number begins an entry too, after an entry that is whole.
    """
    starts = [Start(n.line, n.at) for n in chain]
    borders = [(-1, 0), *((n.line, n.number) for n in chain), (len(lines), highest + 1 if highest else 0)]
    for (low, before), (high, after) in pairwise(borders):
        missing = max(after - before - 1, 0)
        able = [i for i in range(low + 1, high) if weights[i] >= ENOUGH - 1.2 or (i == 0 and before == 0)]
        able.sort(key=lambda i: (i != 0, -weights[i], i))
        sure = [i for i in able[missing:] if weights[i] >= SURE and i > low + 1 and weak_start(lines[i].text)]
        starts += [Start(i) for i in (*able[:missing], *sure)]
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


# ---------------------------------------------------------------- weighing


def _weigh(lines: list[Line], known: dict[int, int]) -> list[float]:
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
        if hanging[i] < 0 or (
            CONTINUES_RE.match(line.text) and not (hanging[i] > 0 and line.text.strip()[0].isalpha())
        ):
            weight = -9.0
        weight += 2.0 if hanging[i] > 0 else 0.0
        if not shaped[i]:
            weight += (0.4 if titled else -1.0) - (0.0 if _capital(line.text) else 1.0)
        if OPEN_RE.search(before.rstrip()[-24:]) or NAMES_YEAR_RE.fullmatch(before):
            weight -= 2.5
        else:
            weight += 1.0 if ended(before) else -0.5
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


# ---------------------------------------------------------------- entries


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
            for k in range(start.line + 1, last):
                if _breaks_off(lines[k], lines[k - 1].text, last_entry=i + 1 == len(starts)):
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


# ---------------------------------------------------------------- lists without a heading


def _headless(text: str, settled: bool) -> list[ReferenceList]:
    """A run of marked or blank-parted entries near the end that only a reference list can be."""
    lines = split_lines(text, 0, len(text))
    blocks = _marked_blocks(lines, text)
    best: tuple[int, int] = (0, 0)
    at = 0
    while at < len(blocks):
        stop = at
        while stop < len(blocks) and _looks_listed(blocks[stop].text):
            stop += 1
        if stop - at > best[1] - best[0]:
            best = (at, stop)
        at = max(stop, at + 1)
    low, high = best
    run = blocks[low:high]
    named = sum(bool(INNER_NAME_RE.search(b.text)) for b in run)
    if len(run) < LEAST_HEADLESS or named < 0.7 * len(run) or run[0].start < 0.3 * len(text):
        return []
    entries = tuple(
        Entry(tuple((x.start, x.end) for x in lines[_first(lines, b.start) : _first(lines, b.end)]))
        for b in run
    )
    return [ReferenceList((run[0].start, run[0].start), entries)]


def _first(lines: Sequence[Line], at: int) -> int:
    return bisect_left(lines, at, key=lambda x: x.start)


def _marked_blocks(lines: Sequence[Line], text: str) -> list[Line]:
    """Blocks, cut before each bullet and each bracketed number as well."""
    blocks: list[Line] = []
    for line in lines:
        if line.gap or not blocks or BULLET_RE.match(line.text) or re.match(r"\s*\[\d{1,3}\]\s", line.text):
            blocks.append(line)
        else:
            first = blocks[-1]
            blocks[-1] = Line(first.start, line.end, text[first.start : line.end], first.gap, first.page)
    return blocks


def _looks_listed(text: str) -> bool:
    """An entry by itself: short, a year, and authors at its head or a list mark."""
    if len(text) > 900 or not has_year(text):
        return False
    return bool(BULLET_RE.match(text) or re.match(r"\s*\[\d{1,3}\]\s", text)) or (
        strong_start(text) and weak_start(text)
    )
