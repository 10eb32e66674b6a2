"""Notes at the foot of a page, which a dump leaves between two halves of a sentence.

Only what number and place settle is touched: notes that stand at the end of a page, numbered on from 1
through the whole text, each with exactly one mark of its number on that page. The note moves to the end of
the text; mark and note are tied by ``[^1]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene

# "1. A note", "1 A note", "1A note"
START_RE = re.compile(
    r"(?m)^[ \t]{0,12}(\d{1,3})(?:(?:[.)]|(?=\s))[ \t]+(?=[^\W\d_a-zß-ÿ]|[\"“‘'(])"
    r"|(?=(?:[AI]|[^\W\d_a-zß-ÿ][^\W\d_]+)\s))"
)


def find_foot_notes(text: str, scene: Scene) -> Iterator[Edit]:
    """Tie the notes of each page to their marks and take them out of the sentence they stand in."""
    if "\f" not in text:
        return
    expected, at = 1, 0
    for page in text.split("\f"):
        start, end = at, at + len(page)
        at = end + 1
        notes = _notes(text, start, end, expected)
        if not notes:
            continue
        expected += len(notes)
        body_end = notes[0][1]
        for number, note_start, note_text, note_end in notes:
            mark = _mark(text, start, body_end, number)
            if mark is None:
                continue
            why = f"note {number} in the count of notes, and the one mark {number} on its page"
            yield Edit(
                mark, mark + len(str(number)), str(number), f"[^{number}]", "note-mark", Safety.LIKELY, why
            )
            body = text[note_text:note_end].rstrip()
            cut = text[note_start:note_end]
            yield Edit(note_start, note_end, cut, "", "foot-note", Safety.LIKELY, why)
            yield Edit(len(text), len(text), "", f"\n\n[^{number}]: ", "foot-note", Safety.LIKELY, why)
            yield Edit(len(text), len(text), "", body, "foot-note", Safety.LIKELY, why, moved=note_text)


def _notes(text: str, start: int, end: int, expected: int) -> list[tuple[int, int, int, int]]:
    """(number, start, start of its text, end) of the notes that close a page, from ``expected`` on."""
    page_end = start + len(text[start:end].rstrip())
    starts = list(START_RE.finditer(text, start, page_end))
    for i, first in enumerate(starts):
        if int(first[1]) != expected or not text[start : first.start()].strip():
            continue
        run = [first]
        for m in starts[i + 1 :]:
            if int(m[1]) == expected + len(run):
                run.append(m)
        before = text[start : first.start()]
        parted = before.endswith("\n\n") or bool(re.search(r"\n[ \t]*\n$", before))
        # A note stuck to its number needs no blank line: "⏎2A second note."
        parted = parted or (first[0][-1:].isdigit() and before.endswith("\n"))
        prose = re.search(r"\n[ \t]*\n[ \t]*(?!\d)\S", text[first.start() : page_end])
        if parted and not prose:
            ends = [m.start() for m in run[1:]] + [page_end]
            return [(int(m[1]), m.start(), m.end(), stop) for m, stop in zip(run, ends, strict=True)]
    return []


def _mark(text: str, start: int, end: int, number: int) -> int | None:
    """Offset of the only glued mark of a note on its page: "certificate.1"."""
    pattern = re.compile(rf"(?<=[^\W\d_]|[.,;:!?”\"’'»)\]]){number}(?![\d.,]*\d|\w)(?![-–]\d)")
    found = [m.start() for m in pattern.finditer(text, start, end)]
    if len(found) > 1:
        found = [i for i in found if text[i - 1] in '.,;:!?”"’»)']
    return found[0] if len(found) == 1 else None
