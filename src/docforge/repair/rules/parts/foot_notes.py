"""Notes at the foot of a page, which a dump leaves between two halves of a sentence.

Lines that begin with a number are taken together: the best rising sequence through the whole text, where the
note of a number stands near a mark of that number. What is no note has no mark, or stands inside the text as
lists and headings do. The note moves to the end of the text; mark and note are tied by ``[^1]``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished
from docforge.repair.notes.marks import GLUED_RE, LIKELY, Mark, find_marks, is_covered, weigh_place
from docforge.repair.parts.names import is_part_name
from docforge.repair.references.lists import find_heads
from docforge.repair.references.pieces import Line, split_lines
from docforge.repair.references.shapes import CAPTION_RE, ended

# "1. A note", "1 A note", "1A note", "1. 1 A note", "- 1We", "<sup>1</sup> A note"; "1" alone above its note
START_RE = re.compile(
    r"[ \t>*-]*(?:<sup>)?(?P<number>\d{1,3})(?:</sup>)?"
    r"(?:(?P<twice>[.,)]?[ \t]*(?P=number)[ \t]+)|[.)]?[ \t]+"
    r"|(?P<glued>)(?=(?:[AI]|[^\W\d_a-zß-ÿ][^\W\d_]+)\s))"
    r"(?=[^\W\d_a-zß-ÿ]|[\"“‘'(]|https?:|www\.)"
)
LONE_RE = re.compile(r"[ \t]*(?P<number>\d{1,3})[ \t]*$")
CAPITAL_RE = re.compile(r"[ \t]*(?:[^\W\d_a-zß-ÿ]|[\"“‘])")
# A scan reads the mark as a sign: "(DL)! have", "website* or".
MISREAD_RE = re.compile(r"(?<=[^\W\d_][\w)])[!*°|](?=\s+[a-zß-ÿ])")
BEFORE, AFTER = 9000, 4000  # letters between a mark and the note after it, or before it on a page of columns
REACH = 3  # notes that may be missing in a row
HOLE = 0.5
SHORT = 60  # letters from which a line without a stop may be a note
LONGEST = 40  # lines of a note
OFTEN = 3
LEAST = 1.5  # worth of a lone note: its mark and one sign more


@dataclass(frozen=True, slots=True)
class _Note:
    """``first:last`` are its lines. ``sure``: its number is stuck to it at the foot of a page.

    ``twice``: 1 where its number stands twice, as a list's and as its own, "1. 1 A note"; 2 where it does so
    inside a sentence or at the foot of a page.
    """

    number: int
    first: int
    last: int
    start: int
    text: int
    end: int
    sure: bool
    worth: float
    twice: int


def find_foot_notes(text: str, scene: Scene) -> Iterator[Edit]:
    """Tie the notes of each page to their marks and take them out of the sentence they stand in."""
    if "[^" in text:
        return
    stop = max((head for head, _ in find_heads(text)), default=len(text))
    lines = split_lines(text, 0, stop)
    marked = _marked(text, stop)
    found = list(_candidates(lines, marked))
    below = split_lines(text, stop, len(text))
    found += [
        replace(note, first=note.first + len(lines), last=note.last + len(lines))
        for note in _below_list(below, marked)
    ]
    lines = [*lines, *below]
    notes = _chain(found)
    marks = _tie(text, stop, notes)
    if not _holds(text, stop, notes, marks, marked):
        notes = _numbered_twice(found)
        marks = _tie(text, stop, notes)
        if not is_covered(text, 0, stop, marks):
            marks = []  # the marks were lost, or look like those of citations
    yield from _edits(text, lines, notes, marks)


def _holds(
    text: str, stop: int, notes: Sequence[_Note], marks: Sequence[Mark], marked: dict[int, list[int]]
) -> bool:
    """Do enough marks speak for the notes, and none for something else?"""
    tied = {i for m in marks for i in m.notes}
    if not notes or len(tied) < max(1, 0.5 * len(notes)) or not is_covered(text, 0, stop, marks):
        return False
    first = notes[0]
    several = sum(first.start - BEFORE < at < first.start for at in marked.get(first.number, ())) > 1
    return len(notes) > 1 or not (first.number > 1 or first.worth < LEAST or several)


def _tie(text: str, stop: int, notes: Sequence[_Note]) -> list[Mark]:
    """The marks near their notes; of a note stuck to its number a misread one too."""
    marks = [
        m
        for m in find_marks(text, 0, stop, [n.number for n in notes], stopped=0)
        if all(-AFTER < notes[i].start - m.start < BEFORE for i in m.notes)
        and not any(notes[i].start <= m.start < notes[i].end for i in m.notes)
    ]
    tied = {i for m in marks for i in m.notes}
    for i, note in enumerate(notes):
        if note.sure and i not in tied:
            page = max(text.rfind("\f", 0, note.start), note.start - BEFORE, 0)
            found = list(MISREAD_RE.finditer(text, page, note.start))
            if len(found) == 1:
                marks.append(Mark(found[0].start(), found[0].end(), (i,)))
    return sorted(marks, key=lambda m: m.start)


def _below_list(lines: Sequence[Line], marked: dict[int, list[int]]) -> list[_Note]:
    """Notes at the foot of pages that hold the list, where nothing else in it begins with a number."""
    notes = list(_candidates(lines, marked))
    feet = {n.start for n in notes if lines[n.first].gap and _is_foot(lines, n)}
    starts = {line.start for line in lines if START_RE.match(line.text)}
    return notes if starts == feet else [n for n in notes if n.twice]


def _numbered_twice(notes: Sequence[_Note]) -> list[_Note]:
    """Notes of nearly all numbers from 1 up, each number there twice: no other item has that."""
    found: dict[int, _Note] = {}
    for note in notes:
        if note.twice:
            found.setdefault(note.number, note)
    numbers = sorted(found)
    apart = sum(n.twice > 1 for n in found.values())
    if len(found) < 2 or apart * 2 < len(found) or numbers[-1] > 1.5 * len(found):
        return []
    return [found[n] for n in numbers]


def _is_foot(lines: Sequence[Line], note: _Note) -> bool:
    after = note.last + 1
    return after == len(lines) or lines[after].page > lines[note.first].page


def _marked(text: str, stop: int) -> dict[int, list[int]]:
    """Where digits are stuck to words, by number."""
    places: dict[int, list[int]] = {}
    for m in GLUED_RE.finditer(text, 0, stop):
        if weigh_place(text, m.start()) < LIKELY:
            continue  # "Berger1": the number of an author's institution
        digits = m["digits"]
        for length in range(1, len(digits) + 1):
            places.setdefault(int(digits[:length]), []).append(m.start())
            if length < len(digits):
                places.setdefault(int(digits[length:]), []).append(m.start())
    return {number: sorted(found) for number, found in places.items()}


def _candidates(lines: Sequence[Line], marked: dict[int, list[int]]) -> Iterator[_Note]:
    """Lines that may begin a note, and how much speaks for each."""
    starts: list[tuple[int, int, int, float]] = []
    for i, line in enumerate(lines):
        if is_part_name(line.text):
            continue  # "1. Introduction"
        if m := START_RE.match(line.text):
            sign = 0.5 if m["twice"] or m["glued"] is not None else 0.0
            starts.append((i, int(m["number"]), line.start + m.end(), sign))
        elif (m := LONE_RE.match(line.text)) and _goes_on_below(lines, i):
            starts.append((i, int(m["number"]), lines[i + 1].start, 0.0))
    often = Counter(line.text.strip() for line in lines)
    # A running foot ends a note as the next note does.
    at = {i for i, *_ in starts} | {i for i, line in enumerate(lines) if often[line.text.strip()] >= OFTEN}
    run_end, listed, run_cut = -1, False, False
    for k, (i, number, text_at, sign) in enumerate(starts):
        line = lines[i]
        last = _last(lines, i, at)
        if i >= run_end:
            run_end = _run_end(lines, starts, k, at)
            listed = i > 0 and lines[i - 1].text.rstrip().endswith(":") and not sign
            run_cut = i > 0 and not ended(lines[i - 1].text)
        whole = " ".join(x.text.strip() for x in lines[i : last + 1])
        if listed or (not is_finished(whole) and len(whole) < SHORT and not sign):
            continue
        if last > i and _is_heading(line.text, lines[i + 1].text):
            continue
        before = lines[i - 1] if i else None
        foot = run_end == len(lines) or lines[run_end].page > line.page
        cut = before is not None and not ended(before.text)
        goes_on = run_end < len(lines) and lines[run_end].text.lstrip()[:1].islower()
        sure = foot and sign > 0
        sign += 0.5 * foot + 0.7 * (cut and (goes_on or foot)) + 0.2 * (i == 0 or line.gap)
        near = _near(marked.get(number, []), line.start, AFTER if cut else 0)
        if sign <= 0.2:
            continue
        m = START_RE.match(line.text)
        twice = (1 + (foot or run_cut)) * bool(m and m["twice"])
        yield _Note(number, i, last, line.start, text_at, lines[last].end, sure, sign + near, twice)


def _is_heading(line: str, after: str) -> bool:
    """A short line over one that begins anew and is far longer: "1. Introduction", not "1 We thank the"."""
    line, after = line.strip(), after.strip()
    return len(line) * 2 < len(after) and not is_finished(line) and bool(CAPITAL_RE.match(after))


def _goes_on_below(lines: Sequence[Line], i: int) -> bool:
    after = lines[i + 1] if i + 1 < len(lines) else None
    return after is not None and not after.gap and bool(CAPITAL_RE.match(after.text))


def _last(lines: Sequence[Line], i: int, starts: set[int]) -> int:
    """The last line of a note that begins at line ``i``: before a blank line, a page's end, the next note."""
    last = i
    while last + 1 < len(lines) and last - i < LONGEST:
        after = lines[last + 1]
        if after.gap or after.page != lines[i].page or last + 1 in starts or CAPTION_RE.match(after.text):
            break
        last += 1
    return last


def _run_end(
    lines: Sequence[Line], starts: Sequence[tuple[int, int, int, float]], k: int, at: set[int]
) -> int:
    """The line behind a run of notes that follow each other from ``starts[k]`` on."""
    page = lines[starts[k][0]].page
    end = _last(lines, starts[k][0], at) + 1
    while k + 1 < len(starts) and starts[k + 1][0] == end and lines[end].page == page:
        k += 1
        end = _last(lines, starts[k][0], at) + 1
    return end


def _near(places: Sequence[int], start: int, after: int) -> float:
    """What a mark of its number near a note is worth; less behind it, where only columns can put it."""
    i = bisect_left(places, start - BEFORE)
    if i < len(places) and places[i] < start + after:
        return 1.0 if places[i] < start else 0.3
    return -0.6


def _chain(notes: Sequence[_Note]) -> list[_Note]:
    """The worthiest sequence of rising numbers from the first note on."""
    best: dict[int, tuple[float, int]] = {}
    before: list[int] = []
    for k, note in enumerate(notes):
        value, link = (note.worth - HOLE * (note.number - 1), -1) if note.number <= REACH else (-1.0, -1)
        for step in range(1, REACH + 1):
            found = best.get(note.number - step)
            if found and found[0] + note.worth - HOLE * (step - 1) > value:
                value, link = found[0] + note.worth - HOLE * (step - 1), found[1]
        before.append(link)
        if value > 0 and value > best.get(note.number, (0.0, -1))[0]:
            best[note.number] = (value, k)
    if not best:
        return []
    at = max(best.values())[1]
    chain = []
    while at >= 0:
        chain.append(notes[at])
        at = before[at]
    return chain[::-1]


def _edits(text: str, lines: Sequence[Line], notes: Sequence[_Note], marks: Sequence[Mark]) -> Iterator[Edit]:
    tied = {i for m in marks for i in m.notes}
    for mark in marks:
        names = [str(notes[i].number) for i in mark.notes]
        put = "".join(f"[^{name}]" for name in names)
        why = f"the mark of note {names[0]}, which stands at the foot of its page"
        yield Edit(mark.start, mark.end, text[mark.start : mark.end], put, "note-mark", Safety.LIKELY, why)
    for i, note in enumerate(notes):
        why = f"note {note.number} in the count of notes" + ", and its mark near it" * (i in tied)
        start, end, put = _border(text, lines, note)
        yield Edit(start, end, text[start:end], put, "foot-note", Safety.LIKELY, why)
        body = text[note.text : note.end].rstrip()
        yield Edit(len(text), len(text), "", f"\n\n[^{note.number}]: ", "foot-note", Safety.LIKELY, why)
        yield Edit(len(text), len(text), "", body, "foot-note", Safety.LIKELY, why, moved=note.text)


def _border(text: str, lines: Sequence[Line], note: _Note) -> tuple[int, int, str]:
    """What is cut with a note: the blank lines around it too, where the text goes on over it."""
    before = lines[note.first - 1] if note.first else None
    after = lines[note.last + 1] if note.last + 1 < len(lines) else None
    inside = before and after and before.page == after.page and not ended(before.text)
    if before and after and inside and after.text.lstrip()[:1].islower():
        return before.end, after.start, "\n"
    return note.start, note.end, ""
