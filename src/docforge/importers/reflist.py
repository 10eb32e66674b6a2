"""The reference list: found by its heading, cut into entries, raw strings kept."""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.labels import NOTES_RE, REFERENCES_RE
from docforge.model.meta import Reference
from docforge.model.nodes import Inlines
from docforge.repair.part_names import BACK_RE

BULLET_RE = re.compile(r"\s*(?:[-*+•·]|\[\d{1,3}\]|\d{1,3}\.)(?:\s+|$)")
LABEL_RE = re.compile(r"\s*(?:[-*+•·]\s+)?(?:\[(?P<a>\d{1,3})\]|(?P<b>\d{1,3})\.)\s+")
# An entry begins with a family name and initials, an organisation, a bracketed number or a dash that repeats
# the author.
ENTRY_RE = re.compile(
    r"(?:\[\d{1,3}\]\s|\d{1,3}\.\s+[^\W\d_]|[-*•]\s+\S|(?:[^\W\d_][\w'’.-]*\s+){0,3}[^\W\d_a-zß-ÿ][\w'’-]+,\s+(?:[^\W\d_a-zß-ÿ]\.|[^\W\d_a-z][^\W\d_]+)"
    r"|[^\n]{3,120}?\((?:19|20)\d\d[a-z]?\)|———|---|___)"
)


def find_reference_list(draft: Draft) -> None:
    """Give the blocks after a reference heading their role, up to the next named part or the end."""
    heads = [
        i
        for i, c in enumerate(draft.chunks)
        if c.role is Role.FREE and REFERENCES_RE.match(c.plain.strip("*:# "))
    ]
    if not heads:
        return
    start = heads[-1]
    draft.chunks[start].role = Role.REFERENCE
    for chunk in draft.chunks[start + 1 :]:
        if chunk.role is Role.ASIDE:
            continue
        plain = chunk.plain
        if (
            chunk.role is not Role.FREE
            or (len(plain) <= 80 and BACK_RE.fullmatch(plain))
            or NOTES_RE.match(plain)
            or re.match(r"#{1,6} ", chunk.text)
        ):
            break
        chunk.role = Role.REFERENCE


def read_references(draft: Draft) -> tuple[Inlines, tuple[Reference, ...]]:
    """Title and entries of the list."""
    found = [c for c in draft.chunks if c.role is Role.REFERENCE]
    if not found:
        return (), ()
    title = _title(draft, found[0])
    entries: list[Reference] = []
    for chunk in found[1:]:
        for start, end in _entries(draft, chunk):
            text = draft.bench.text
            m = LABEL_RE.match(text[start:end]) or BULLET_RE.match(text[start:end])
            label = ""
            if m:
                label = next((g for g in m.groups() if g), "") if m.re is LABEL_RE else ""
                _mark_aside(draft, start, start + m.end(), label)
                start += m.end()
            if not text[start:end].strip():
                continue  # an empty bullet: the block after it is its item
            span = draft.span(start, end)
            raw = draft.bench.raw(start, end)
            entries.append(Reference("", raw, draft.inlines(start, end), label=label, origin=span))
    return title, tuple(entries)


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


def _entries(draft: Draft, chunk: Chunk) -> list[tuple[int, int]]:
    """Entries of one block: each marked line; else the block, cut where a line begins as an entry does."""
    lines, at = chunk.text.split("\n"), chunk.start
    ranges: list[tuple[int, int]] = []
    marked = sum(bool(BULLET_RE.match(line)) for line in lines)
    for i, line in enumerate(lines):
        stop = at + len(line)
        begins = i == 0 or bool(BULLET_RE.match(line)) or (not marked and bool(ENTRY_RE.match(line)))
        if begins or not ranges:
            ranges.append((at, stop))
        else:
            ranges[-1] = (ranges[-1][0], stop)
        at = stop + 1
    return ranges
