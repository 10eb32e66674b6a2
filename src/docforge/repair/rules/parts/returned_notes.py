"""Notes of a web page: a list whose items end with the way back to their marks, "[↩]".

Each becomes the note of its number, ``[^1]: ``. What stands for its mark in the text may be the note's own
words: pages that show a note above its mark leave them in the sentence ("unknown landInterestingly
..."). Those are set aside, and the mark stands in their place. A note whose mark is not found keeps its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.references.lists import find_heads

RULE = "returned-note"
BACK_RE = re.compile(
    r"[ \t]*(?:<u>)?(?:\[[ ]?↩︎?[ ]?\]?|↩︎?\]?|\[\^?back\])(?:</u>)?[ \t]*(?=\n|\Z|\f)", re.IGNORECASE
)
ITEM_RE = re.compile(r"(?m)^[ \t]*(?:(?P<number>\d{1,3})[.)]|[-*•])[ \t]+(?=\S)")
HEADING_RE = re.compile(r"(?m)^[#* \t]*(?:footnotes?|notes|endnotes)[ \t:*]*$\s*\Z", re.IGNORECASE)
LONGEST = 4000  # letters of a note
SHORTEST = 12  # letters and digits from which a note's own words are sure
SHORT_LINE = 30  # letters of a line that may belong to a page's foot
MOST = 400  # notes of one text whose words are looked for
BACK_WHY = "the way back from a note to its mark"


@dataclass(frozen=True, slots=True)
class _Note:
    number: int
    start: int  # of the item's mark
    text: int
    end: int  # of the text
    back: int  # of the way back


def find_returned_notes(text: str, scene: Scene) -> Iterator[Edit]:
    """Make notes of the items, and marks of what stands for them in the text."""
    notes = _notes(text)
    if not notes or "[^" in text:
        return
    first = notes[0].start
    if heading := HEADING_RE.search(text, max(0, first - 80), first):
        start, end = heading.start(), heading.end()
        why = "the heading of the notes, which stand with their marks"
        yield Edit(start, end, text[start:end], "\n", RULE, Safety.LIKELY, why, "label")
    why = "an item that leads back to the text is a note"
    for note in notes:
        before = text[note.start : note.text]
        yield Edit(note.start, note.text, before, f"\n[^{note.number}]: ", RULE, Safety.LIKELY, why)
        for gap in re.finditer(r"[ \t]*\n\s*", text[note.text : note.end]):
            low, high = note.text + gap.start(), note.text + gap.end()
            yield Edit(low, high, text[low:high], " ", RULE, Safety.LIKELY, "the lines of one note")
        yield Edit(
            note.end, note.back, text[note.end : note.back], "\n", RULE, Safety.LIKELY, BACK_WHY, "note mark"
        )
    yield from _marks(text, notes)


def _notes(text: str) -> list[_Note]:
    """The items, numbered from 1 on without a hole."""
    found: list[_Note] = []
    low = 0
    for back in BACK_RE.finditer(text):
        items = list(ITEM_RE.finditer(text, max(low, back.start() - LONGEST), back.start()))
        low = back.end()
        if not items:
            continue
        numbered = [m for m in items if m["number"] and int(m["number"]) == len(found) + 1]
        item = (numbered or items)[0 if found else -1]
        if item["number"] and int(item["number"]) != len(found) + 1:
            return []
        body = text[item.end() : back.start()]
        if any(True for _ in find_heads(body)):
            # The reference list of the page stands in the middle of the note.
            body = _page_end(body)
            end = item.end() + len(body)
            found.append(_Note(len(found) + 1, item.start(), item.end(), end, end))
            continue
        end = item.end() + len(body.rstrip())
        found.append(_Note(len(found) + 1, item.start(), item.end(), end, back.end()))
    return found


def _page_end(body: str) -> str:
    """A note up to the end of its page, without the short lines of the page's foot."""
    head = next(find_heads(body))[0]
    lines = body[: body.find("\f", 0, head) if "\f" in body[:head] else head].split("\n")
    while len(lines) > 1 and len(lines[-1].strip()) < SHORT_LINE:
        lines.pop()
    return "\n".join(lines).rstrip()


def _marks(text: str, notes: Sequence[_Note]) -> Iterator[Edit]:
    """Marks before the notes, in order, where the note's own words stand."""
    if len(notes) > MOST:
        return
    letters, places = _letters(text, notes[0].start)
    at = 0
    for note in notes:
        words = _key(text[note.text : note.end])
        found = letters.find(words, at) if len(words) >= SHORTEST else -1
        if found < 0:
            continue
        start, end = places[found], places[found + len(words) - 1] + 1
        while end < notes[0].start and text[end] in ".,;:!?)”\"'" and text[note.end - 1] == text[end]:
            end += 1
            break
        at = found + len(words)
        while start > 0 and text[start - 1] in " \t\n" and not text[start - 1 : start + 1].startswith("\n\n"):
            start -= 1
        why = f"the words of note {note.number}, which the page shows at its mark"
        yield Edit(
            start, end, text[start:end], f"[^{note.number}]", RULE, Safety.LIKELY, why, "note at its mark"
        )


def _key(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _letters(text: str, stop: int) -> tuple[str, list[int]]:
    """Letters and digits before ``stop``, and where each stands."""
    places = [i for i in range(stop) if text[i].isalnum()]
    return "".join(text[i] for i in places), places
