"""Which lines of a dump may belong to a table: from its caption to where prose begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.repair.lines import Line, is_finished
from docforge.repair.parts.captions import CAPTION_RE, is_certain
from docforge.repair.tables.grid import Parts, parts_of

MOST = 400  # lines of one part of a table
WIDE_RE = re.compile(r"\S {3,}\S")
NAMED_RE = re.compile(r"\S*\w_\w")  # "02_loads.csv Loads by day"
WORD_RE = re.compile(r"[^\W\d_]{2,}")
HEADING_RE = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_a-zß-ÿ][^\d]*$")
NOTE_RE = re.compile(
    r"\s*(?:[*†‡§¶#]+\s?[^\W_]|[a-z](?:[.):]|\s+(?=[A-Z=]))|\d(?=[A-Z])|\[[a-z\d]\]\s"
    r"|(?:notes?|sources?|abbreviations?|legend|key|remarks?|anmerkung(?:en)?|quelle|nota|fuente"
    r"|not|kaynak)\s*[:.]|(?:source|adapted from|data from)\s"
    r"|(?:values|data|results|numbers?|figures)\s(?:are|represent|expressed|in)\b"
    r"|(?:each|mean|all)\s+values?\b|\S{1,12}\s?=\s?\S|(?=(?:[^=]{0,60}\S\s?=\s?\S){2}))",
    re.IGNORECASE,
)
DEFINED_RE = re.compile(r"[^\W\d_]=[^=.;]{2,50}$")
FINITE_RE = re.compile(r"(?:was|were|is|are|has|have|had|did|does|do|can|could|may|might|will|would)\s")
INITIAL_RE = re.compile(r"\b[^\W\d_]\.$")  # "grown from V.⏎lutea"
MARKS_RE = re.compile(r"\s*(?:[a-z](?:\s?,\s?[a-z]){0,8}|\d|[*†‡§]{1,3})\s*$")


def is_prose(line: Line, width: float, full: float = 0.7) -> bool:
    """Does the line read as a line of a paragraph: words that fill the measure, mostly in lower case?"""
    bare = line.text.strip()
    if len(bare) < full * width or NAMED_RE.match(bare) or WIDE_RE.search(bare) or "\t" in bare:
        return False
    tokens = bare.split()
    words = [t for t in tokens if WORD_RE.search(t)]
    lower = sum(t.lstrip("(\"“‘'")[:1].islower() for t in words)
    return len(tokens) >= 5 and len(words) >= 0.7 * len(tokens) and lower >= 0.55 * len(words)


def is_border(lines: Sequence[Line], at: int, width: float, full: float = 0.7) -> bool:
    """Does something begin here that is no part of a table: a caption, a paragraph, a numbered heading?"""
    line = lines[at]
    match = CAPTION_RE.match(line.text.strip())
    if match and (is_certain(match) or match.end() == len(match.string)):
        return True
    if line.text.startswith("[^") or "\t" in line.text.strip():
        return True  # a note, or a row that is told already
    after = lines[at + 1] if at + 1 < len(lines) else None
    if is_prose(line, width, full):
        if after is None or after.blank:
            return is_finished(line.text)
        return is_prose(after, width, full) or is_finished(after.text)
    return (
        after is not None
        and bool(HEADING_RE.match(line.text))
        and not after.blank
        and is_prose(after, width, full)
    )


def region_after(lines: Sequence[Line], at: int, width: float, full: float = 0.7) -> list[Line]:
    """Lines from ``at`` on, blank ones too, until a border or a page break.

    ``full``: how much of the measure a line of prose fills; wide cells of a table fill much of it too.
    """
    start = at
    while start < len(lines) and lines[start].blank and start - at < 16:
        start += 1
    if start >= len(lines) or lines[start].blank:
        return []
    stop = start
    while stop < len(lines) and stop - start < MOST and lines[stop].page == lines[start].page:
        if not lines[stop].blank and is_border(lines, stop, width, full):
            break
        stop += 1
    return _trimmed(lines[start:stop])


CODED_RE = re.compile(r"\s*[^\W\d_]\w*(?:_\w+|\(\))\s")


def coded_region(lines: Sequence[Line], region: Sequence[Line], width: float) -> Sequence[Line]:
    """The region and the rows below it that look like prose but begin with a name of code."""
    stop = region[-1].index + 1
    near = lines[region[0].index : stop + 30]
    if sum(bool(CODED_RE.match(line.text)) for line in near) < 3:
        return region
    while stop < len(lines) and CODED_RE.match(lines[stop].text):
        more = region_after(lines, stop, width)
        stop = more[-1].index + 1 if more else stop + 1
    return lines[region[0].index : stop]


def region_before(lines: Sequence[Line], at: int, width: float) -> list[Line]:
    """Lines that end before ``at``, back to a border or a page break."""
    stop = at
    while stop > 0 and lines[stop - 1].blank and at - stop < 8 and lines[at].page - lines[stop - 1].page < 6:
        stop -= 1  # a caption may stand at the head of the next page
    if stop == 0 or lines[stop - 1].blank:
        return []
    start = stop
    page = lines[stop - 1].page
    while start > 0 and stop - start < MOST and lines[start - 1].page == page:
        line = lines[start - 1]
        match = CAPTION_RE.match(line.text.strip())
        named = match is not None and (is_certain(match) or match.end() == len(match.string))
        if named or (not line.blank and (is_prose(line, width) or _ends_prose(lines, start - 1, width))):
            break
        start -= 1
    return _trimmed(lines[start:stop])


def _ends_prose(lines: Sequence[Line], at: int, width: float) -> bool:
    """The short last line of a paragraph, be it the rest of a word alone."""
    text = lines[at].text
    if at == 0 or not is_finished(text) or not is_prose(lines[at - 1], width):
        return False
    broken = lines[at - 1].text.rstrip().endswith(("-", "‐", "\u00ad")) and text.lstrip()[:1].islower()
    return broken or len(text.split()) >= 3


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    found = list(lines)
    while found and found[-1].blank:
        found.pop()
    while found and found[0].blank:
        found.pop(0)
    return found


def notes_after(lines: Sequence[Line], at: int, width: float, *, broken: bool) -> tuple[list[Parts], int]:
    """Notes under a table that ends before line ``at``, and the line after them.

    ``broken``: the paragraph before the table stops in the middle of a sentence, so that what stands between
    the table and the rest of that sentence is the table's.
    """
    notes: list[Parts] = []
    start = at
    while True:
        i = start
        while i < len(lines) and lines[i].blank and i - start < 2 and lines[i].page == lines[at - 1].page:
            i += 1
        if i >= len(lines) or lines[i].blank or lines[i].page != lines[at - 1].page or len(notes) >= 12:
            return notes, start
        match = CAPTION_RE.match(lines[i].text.strip())
        if match and is_certain(match):
            return notes, start
        marked = bool(NOTE_RE.match(lines[i].text)) or (
            bool(MARKS_RE.match(lines[i].text)) and i + 1 < len(lines) and not lines[i + 1].blank
        )
        if not marked and not (broken and not notes and _resumes(lines, i)):
            return notes, start
        stop = _note_end(lines, i, width)
        if stop - i > 14:
            return notes, start
        notes.append(parts_of(lines[i:stop]))
        start = stop


def _note_end(lines: Sequence[Line], at: int, width: float) -> int:
    """The line after a note: a blank line, a page's end, a short line that ends a sentence, a new note."""
    i = at + 1
    longest = len(lines[at].text.strip())
    while i < len(lines) and not lines[i].blank and lines[i].page == lines[at].page and i - at < 16:
        before, bare = lines[i - 1].text.rstrip(), lines[i].text.strip()
        match = CAPTION_RE.match(bare)
        if match and is_certain(match):
            break
        closed = is_finished(before) and not INITIAL_RE.search(before)
        if closed and (len(before.strip()) < 0.9 * longest or NOTE_RE.match(lines[i].text)):
            break
        if DEFINED_RE.search(before) and FINITE_RE.match(bare):
            break  # the sentence that the table parted goes on
        if is_finished(before) and longest > 1.2 * width and len(bare) <= 1.05 * width:
            break
        longest = max(longest, len(bare))
        i += 1
    return i


def _resumes(lines: Sequence[Line], at: int) -> bool:
    """Do the next lines end as a note ends, and does a broken sentence go on after them, or the page end?"""
    for i in range(at, min(at + 8, len(lines))):
        line = lines[i]
        if line.blank or line.page != lines[at].page:
            return i > at and is_finished(lines[i - 1].text)
        if i > at and line.text.lstrip()[:1].islower() and is_finished(lines[i - 1].text):
            return True
    return False
