"""Notes gathered at the end of an article: under a heading, or numbered in front of the reference list.

Under "Notes" each numbered item is a note. Without a heading, numbered blocks are notes only where marks of
the same numbers are stuck to words of the text before them. The notes stay where they stand and become
``[^1]: ``; marks that can be told are tied to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.notes.marks import Mark, find_marks
from docforge.repair.references.lists import find_heads
from docforge.repair.references.pieces import Line, split_lines
from docforge.repair.references.shapes import MARKDOWN_HEAD_RE, STOP_RE, ended

RULE = "end-note"
HEADING_RE = re.compile(
    r"(?m)^[#* \t]*+(?:\d{1,2}\.?[ \t]+)?(?:foot[- ]?notes?|end[- ]?notes?|notes|anmerkungen|endnoten"
    r"|fu(?:ß|ss)noten|notes de (?:bas de page|fin)|notas(?: (?:al pie|finales|de rodapé))?|noten|noter"
    r"|notlar|dipnotlar|note a piè di pagina)[ \t:.*]*$",
    re.IGNORECASE,
)
ITEM_RE = re.compile(
    r"[ \t>*-]*(?:\[(?P<a>\d{1,3})\]|\((?P<b>\d{1,3})\)|<sup>(?P<c>\d{1,3})</sup>"
    r"|(?P<d>\d{1,3})(?:[.),:]|(?=[ \t])|(?=(?:[AI]|[^\W\d_a-zß-ÿ][^\W\d_]+)\s)|$))[ \t]*"
)
BARE_RE = re.compile(r"[ \t]*(?P<d>\d{1,3})[ \t]+(?=[^\W\d_a-zß-ÿ\"“‘'(]|[“\"‘'])")
# A scan reads the number of an item as a letter on a line of its own: "b⏎⏎. That is, ..."
LOST_RE = re.compile(r"[ \t]*[^\s.]{1,2}[ \t]*$")
STOPPED_RE = re.compile(r"[ \t]*\.[ \t]+(?=\S)")
# The way back from a note, as a scan reads "[↩]": "[©]", "[<]", "(=)", "|~}".
BACK_RE = re.compile(r"[ \t]*(?:\[\s?↩︎?\s?\]?|↩︎?|[\[({|][^\w\s]?[\])}|!])[ \t]*$")
MOST = 1000  # notes of one text
FEWEST = 3  # notes without a heading
UNDER = "an item under the heading of the notes"
HEADING = "the heading of the notes, which stand with their marks"


@dataclass(slots=True)
class _Item:
    number: int
    start: int  # of the number
    text: int  # of the note's own words
    end: int


def find_end_notes(text: str, scene: Scene) -> Iterator[Edit]:
    """Make notes of the items, and tie them to their marks."""
    if "[^" in text:
        return
    lists = list(find_heads(text))
    for heading in HEADING_RE.finditer(text):
        stop = next((head for head, _ in lists if head > heading.end()), len(text))
        items = _under(split_lines(text, heading.end(), min(stop, heading.end() + 200_000)))
        if items:
            yield Edit(heading.start(), heading.end(), heading[0], "", RULE, Safety.LIKELY, HEADING, "label")
            marks = find_marks(text, 0, heading.start(), [i.number for i in items])
            yield from _edits(text, items, marks, UNDER)
            return
    stop = lists[-1][0] if lists else len(text)
    items = _unheaded(text, stop)
    marks = find_marks(text, 0, items[0].start, [i.number for i in items]) if items else []
    if sum(len(m.notes) for m in marks) >= max(FEWEST, 0.6 * len(items)):
        why = "a numbered block whose number is stuck to a word of the text before it"
        yield from _edits(text, items, marks, why)


def _under(lines: Sequence[Line]) -> list[_Item]:
    """Items from 1 on, until something else begins."""
    items: list[_Item] = []
    for i, line in enumerate(lines):
        expected = items[-1].number + 1 if items else 1
        before = lines[i - 1].text if i else ""
        m = ITEM_RE.match(line.text)
        number = int(next(g for g in m.groups() if g)) if m else 0
        closed = bool(items) and (ended(before) or bool(BACK_RE.search(before)))
        if m and (number == expected or (closed and expected < number <= expected + 2 and line.gap)):
            items.append(_Item(number, line.start, line.start + m.end(), line.end))
        elif m and items and number < expected and line.text[: m.end()].rstrip()[-1:] in ".])":
            break  # another list goes on
        elif LOST_RE.match(line.text) and i + 1 < len(lines) and STOPPED_RE.match(lines[i + 1].text):
            stopped = STOPPED_RE.match(lines[i + 1].text)
            assert stopped
            items.append(_Item(expected, line.start, lines[i + 1].start + stopped.end(), line.end))
        elif not items:
            return []
        elif MARKDOWN_HEAD_RE.match(line.text) or (line.gap and STOP_RE.match(line.text.strip())):
            break
        else:
            items[-1].end = line.end
        if len(items) > MOST:
            return []
    return [i for i in items if i.end > i.text]


def _unheaded(text: str, stop: int) -> list[_Item]:
    """Blocks "1 A note." that follow each other up to the reference list, numbered from 1 on."""
    lines = split_lines(text, max(0, stop - 60_000), stop)
    starts = [(i, int(m["d"])) for i, x in enumerate(lines) if (m := BARE_RE.match(x.text))]
    run: list[tuple[int, int]] = []
    for i, number in starts:
        if run and run[-1][1] <= number <= run[-1][1] + 1 and ended(lines[i - 1].text):
            run.append((i, number))
        elif number == 1 and (not run or len(run) < FEWEST):
            run = [(i, 1)]
    if len(run) < FEWEST:
        return []
    items = []
    for k, (i, number) in enumerate(run):
        last = run[k + 1][0] if k + 1 < len(run) else len(lines)
        m = BARE_RE.match(lines[i].text)
        assert m
        end = next((j for j in range(i + 1, last) if lines[j].gap and ended(lines[j - 1].text)), last)
        items.append(_Item(number, lines[i].start, lines[i].start + m.end(), lines[end - 1].end))
    return items


def _edits(text: str, items: Sequence[_Item], marks: Sequence[Mark], why: str) -> Iterator[Edit]:
    names = _names(items)
    for mark in marks:
        put = "".join(f"[^{names[n]}]" for n in mark.notes)
        told = f"the mark of note {names[mark.notes[0]]}, in the order of their numbers"
        yield Edit(mark.start, mark.end, text[mark.start : mark.end], put, "note-mark", Safety.LIKELY, told)
    backs = [BACK_RE.search(text, max(i.text, i.end - 12), i.end) for i in items]
    returned = sum(b is not None for b in backs) * 2 >= len(items)
    for item, name, back in zip(items, names, backs, strict=True):
        before = text[item.start : item.text]
        yield Edit(item.start, item.text, before, f"\n[^{name}]: ", RULE, Safety.LIKELY, why)
        end = back.start() if back and returned else item.end
        for gap in re.finditer(r"\n[ \t]*\n\s*|\s*\f\s*", text[item.text : end]):
            low, high = item.text + gap.start(), item.text + gap.end()
            yield Edit(low, high, text[low:high], "\n", RULE, Safety.LIKELY, "the lines of one note")
        if back and returned:
            told = "the way back from a note to its mark"
            yield Edit(end, item.end, text[end : item.end], "\n", RULE, Safety.LIKELY, told, "note mark")
        else:
            yield Edit(item.end, item.end, "", "\n", RULE, Safety.LIKELY, why)


def _names(items: Sequence[_Item]) -> list[str]:
    """Names of the notes; a number printed twice gets a letter: "2", "2b"."""
    seen: dict[int, int] = {}
    names = []
    for item in items:
        count = seen[item.number] = seen.get(item.number, 0) + 1
        names.append(str(item.number) + (chr(96 + count) if 1 < count < 27 else ""))
    return names
