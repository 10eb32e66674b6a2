"""The reference list: blocks of the text given their role, entries read, raw strings kept.

Where a list stands and where its entries begin is found in ``repair.references``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from docforge.importers.draft import Chunk, Draft, Role
from docforge.model.meta import Reference
from docforge.model.nodes import Inlines
from docforge.repair.references.lists import find_reference_lists

MARK_RE = re.compile(r"\s*[-*+•·▪‣>](?:\s+|$)|\s*[.,]\s+(?=[^\W\d_a-zß-ÿ])")
LABEL_RE = re.compile(
    r"\s*(?:[-*+•·>]\s+)?\*{0,2}(?:\\?\[(?P<a>\d{1,3})\\?\]|\((?P<b>\d{1,3})\)|(?P<c>\d{1,3})\\?[.)])\*{0,2}(?:\s+|(?=[^\W\d_])|$)"
)
BARE_RE = re.compile(r"\s*(?P<d>\d{1,3})(?:,?\s+|(?=[^\W\d_]))(?=[^\W\d_])")
LONGEST_NOTE = 1500  # letters
BEHIND_RE = re.compile(
    r"(?:#{1,6}\s+)?[*_]*(?:(?:sample|data|code) availability|publisher['’]s note|editor['’]s note|disclaimer"
    r"|(?:declaration of )?(?:conflicts? of|competing) interests?(?: statement)?|author['’]?s?['’]? notes?"
    r"|disclosures?|ethics(?: statement)?|funding)[*_]*[.:—–][*_]*\s+\S",
    re.IGNORECASE,
)


def find_reference_list(draft: Draft) -> None:
    """Give the blocks of the lists their role, and their headings."""
    starts = [c.start for c in draft.chunks]
    for number, found in enumerate(find_reference_lists(draft.bench.text, settled=True)):
        head, entries = found.head, found.entries
        if head[1] > head[0]:
            i = bisect_left(starts, head[0])
            if i == len(starts) or draft.chunks[i].role is not Role.FREE or starts[i] > head[1]:
                continue
            draft.chunks[i].role = Role.REFERENCE
            draft.chunks[i].level = 1 if number == 0 else 2
        for entry in entries:
            for k in range(bisect_left(starts, entry.start), bisect_left(starts, entry.end)):
                if draft.chunks[k].role in (Role.FREE, Role.QUOTE):
                    draft.chunks[k].role = Role.REFERENCE
    _find_notes_behind(draft)


def _find_notes_behind(draft: Draft) -> None:
    """Labelled statements behind the whole list are notes to the article: "Publisher's note: ..."."""
    last = max((i for i, c in enumerate(draft.chunks) if c.role is Role.REFERENCE), default=len(draft.chunks))
    for chunk in draft.chunks[last + 1 :]:
        if chunk.role is Role.FREE and len(chunk.text) < LONGEST_NOTE and BEHIND_RE.match(chunk.text):
            chunk.role = Role.NOTE


def read_references(draft: Draft) -> tuple[Inlines, tuple[Reference, ...]]:
    """Title and entries of the lists; the heading of a second list is set aside."""
    title: Inlines = ()
    entries: list[Reference] = []
    numbered, expected = _numbered(draft), -1
    for chunk in draft.chunks:
        if chunk.role is not Role.REFERENCE:
            continue
        if chunk.level == 1:
            title = _title(draft, chunk)
        elif chunk.level:
            draft.set_aside(chunk.start, chunk.end, "label", "the heading of one more reference list")
        elif (entry := _entry(draft, chunk, 0 if numbered else expected)) is not None:
            entries.append(entry)
            expected = int(entry.label) + 1 if entry.label.isdecimal() else -1
    return title, tuple(entries)


def _numbered(draft: Draft) -> bool:
    """Do most entries begin with a number and nothing after it: "1 Lee, A."?"""
    chunks = [c for c in draft.chunks if c.role is Role.REFERENCE and not c.level]
    return sum(bool(BARE_RE.match(c.text)) for c in chunks) > 0.7 * len(chunks)


def _entry(draft: Draft, chunk: Chunk, expected: int) -> Reference | None:
    """``expected``: the number that "5 Lee, A." must have where other numbers have a stop; 0: any."""
    text, start, end = draft.bench.text, chunk.start, chunk.end
    m = LABEL_RE.match(text, start, end)
    if not m and (bare := BARE_RE.match(text, start, end)) and expected in (0, int(bare["d"])):
        m = bare
    m = m or MARK_RE.match(text, start, end)
    label = ""
    if m and not text[m.end() : end].strip():
        draft.set_aside(start, end, "list mark", "the mark of a list item")
        return None  # an empty mark: the block after it is its item
    if m:
        label = next((g for g in m.groupdict().values() if g), "")
        _mark_aside(draft, start, m.end(), label)
        start = m.end()
    span = draft.span(start, end)
    raw = draft.bench.raw(start, end)
    return Reference("", raw, draft.inlines(start, end), label=label, origin=span)


def _mark_aside(draft: Draft, start: int, end: int, label: str) -> None:
    """The mark goes; the number of a numbered list stays as the entry's label."""
    text = draft.bench.text
    if not label:
        draft.set_aside(start, end, "list mark", "the mark of a list item")
        return
    at = text.index(label, start, end)
    draft.set_aside(start, at, "list mark", "stands before an entry's number")
    draft.set_aside(at + len(label), end, "list mark", "stands after an entry's number")


def _title(draft: Draft, chunk: Chunk) -> Inlines:
    text = draft.bench.text
    m = re.compile(r"(#{1,6}\s+|\*\*|\s)*(.*?)([:*\s]*)").fullmatch(text, chunk.start, chunk.end)
    start, end = m.span(2) if m else (chunk.start, chunk.end)
    draft.set_aside(chunk.start, start, "markup", "a mark, not a word")
    draft.set_aside(end, chunk.end, "markup", "a mark, not a word")
    return draft.inlines(start, end)
