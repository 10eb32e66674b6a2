"""Abstract and keywords: by their labels, or an unlabelled abstract right before the keywords."""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front.parts import Front
from docforge.importers.inlines import merge_inlines
from docforge.importers.labels import (
    ABSTRACT_LEAD_RE,
    ABSTRACT_RE,
    FRAME_RE,
    KEYWORDS_RE,
    REFERENCES_RE,
)
from docforge.model.nodes import Inlines, Paragraph, Text
from docforge.repair.lines import is_finished
from docforge.repair.parts.imprint import plain_line
from docforge.repair.parts.names import is_part_name
from docforge.repair.rules.parts.front_lines import ABSTRACT_WORD_LEAD_RE as ABSTRACT_WORD_RE
from docforge.repair.rules.parts.front_lines import PART_RE

SUMMARY_RE = re.compile(r"summary\W*$", re.IGNORECASE)
OPENING_RE = re.compile(r"^(?:\d{1,2}\.?\s+|[IVX]+\.?\s+)?(?:introduction|background)\W*$", re.IGNORECASE)
PARTS = 8  # paragraphs of an abstract
KEYWORD_RE = re.compile(r"[^,;•·|*]+")


def read_abstract(draft: Draft, front: Front) -> None:
    """Take the abstract's blocks; its label is set aside."""
    for i, chunk in enumerate(draft.chunks[:60]):
        if chunk.role is not Role.FREE:
            continue
        bare = plain_line(chunk.plain)
        if ABSTRACT_RE.match(bare):
            if SUMMARY_RE.match(bare) and not _is_abstract(draft, i):
                continue
            draft.chunk_aside(chunk, "label", "names the abstract")
            _take(draft, i + 1, front)
            return
        lead = ABSTRACT_LEAD_RE.match(chunk.text.lstrip("*#_ "))
        if not lead and front.contributors and chunk.words > 40:
            lead = ABSTRACT_WORD_RE.match(chunk.text.lstrip("*#_ "))
        if lead and chunk.words > 15:
            _take_lead(draft, chunk, lead, front)
            _take_rest(draft, i + 1, front)
            return
    _take_unlabelled(draft, front)


def _is_abstract(draft: Draft, at: int) -> bool:
    """Is a part called "Summary" the abstract: do keywords or the introduction follow, and no link list?"""
    if any(r.rule == "imprint" and r.aside == "navigation" for r in draft.bench.records):
        return False
    for chunk in draft.chunks[at + 1 : at + 14]:
        if chunk.role is Role.ASIDE:
            continue
        plain = plain_line(chunk.plain)
        if KEYWORDS_RE.match(plain) or OPENING_RE.match(plain) or PART_RE.match(plain):
            return True
        if is_part_name(plain) or (chunk.words <= 8 and not is_finished(plain)):
            return False
    return False


def _take(draft: Draft, at: int, front: Front) -> None:
    for part in draft.chunks[at:]:
        if part.role is Role.ASIDE:
            continue
        plain = plain_line(part.plain)
        ends = KEYWORDS_RE.match(plain) or FRAME_RE.match(plain) or REFERENCES_RE.match(plain)
        if part.role is not Role.FREE or ends or part.text.startswith("#") or _is_rule(part):
            return
        rest = bool(front.abstract) and plain[:1].islower()
        if (
            front.abstract
            and part.words < 15
            and not PART_RE.match(plain)
            and not (rest and is_finished(plain))
        ):
            return
        part.role = Role.FRONT
        if rest:
            _join(draft, part, front)
        else:
            content = _plain_paragraph(draft, part.start, part.end)
            front.abstract.append(Paragraph(content, draft.span(part.start, part.end)))
        if len(front.abstract) >= PARTS:
            return


def _take_lead(draft: Draft, chunk: Chunk, lead: re.Match[str], front: Front) -> None:
    skip = len(chunk.text) - len(chunk.text.lstrip("*#_ "))
    start = chunk.start + skip + lead.end()
    lead_in = draft.bench.text[start : start + 10]
    start += len(lead_in) - len(re.sub(r"^[*_\s]+", "", lead_in))
    draft.set_aside(chunk.start, start, "label", "names the abstract")
    chunk.role = Role.FRONT
    front.abstract.append(Paragraph(draft.inlines(start, chunk.end), draft.span(start, chunk.end)))


def _take_rest(draft: Draft, at: int, front: Front) -> None:
    """What follows an abstract that begins behind its label: its labelled parts, and a half cut off."""
    last = draft.chunks[at - 1]
    for part in draft.chunks[at : at + 12]:
        if part.role is Role.ASIDE:
            continue
        plain = plain_line(part.plain)
        if part.role is not Role.FREE or KEYWORDS_RE.match(plain) or part.text.startswith("#"):
            return
        if plain[:1].islower() and not is_finished(last.text):
            part.role = Role.FRONT
            _join(draft, part, front)
        elif PART_RE.match(plain) and part.words > 8 and len(front.abstract) < PARTS:
            part.role = Role.FRONT
            front.abstract.append(
                Paragraph(draft.inlines(part.start, part.end), draft.span(part.start, part.end))
            )
        else:
            return
        last = part


def _join(draft: Draft, part: Chunk, front: Front) -> None:
    """The second half of a sentence that a page's foot or head cut off."""
    last = front.abstract[-1]
    content = merge_inlines((*last.content, Text(" "), *draft.inlines(part.start, part.end)))
    front.abstract[-1] = Paragraph(content, last.origin)


def _take_unlabelled(draft: Draft, front: Front) -> None:
    """Paragraphs between the people and the keywords, where no label says what they are."""
    at = next(
        (
            i
            for i, c in enumerate(draft.chunks[:60])
            if c.role is Role.FREE and KEYWORDS_RE.match(plain_line(c.plain))
        ),
        0,
    )
    prose: list[Chunk] = []
    for chunk in reversed(draft.chunks[:at]):
        if chunk.role is Role.ASIDE:
            continue
        if chunk.role is not Role.FREE or chunk.words < 25:
            break
        prose.append(chunk)
    if not front.title or len(prose) > PARTS:
        return
    for chunk in reversed(prose):
        chunk.role = Role.FRONT
        front.abstract.append(
            Paragraph(draft.inlines(chunk.start, chunk.end), draft.span(chunk.start, chunk.end))
        )


def _is_rule(chunk: Chunk) -> bool:
    return bool(re.fullmatch(r"(?:---+|\*\*\*+|___+)", chunk.text))


def _plain_paragraph(draft: Draft, start: int, end: int) -> Inlines:
    """A whole abstract in italics is layout: the marks go."""
    text = draft.bench.text
    if (
        text[start] == "*"
        and text[end - 1] == "*"
        and text[start + 1] != "*"
        and text.count("*", start, end) == 2
    ):
        draft.set_aside(start, start + 1, "markup", "italics over the whole abstract are layout")
        draft.set_aside(end - 1, end, "markup", "italics over the whole abstract are layout")
        start, end = start + 1, end - 1
    return draft.inlines(start, end)


def _keyword_ranges(draft: Draft, at: int, end: int) -> list[tuple[int, int]]:
    """Where each keyword stands: between commas and the like, else one to a line of the source."""
    text = draft.bench.text
    found = [m.span() for m in KEYWORD_RE.finditer(text, at, end)]
    span = draft.span(at, end)
    lines = draft.bench.scene.source.text[span.start : span.end].split("\n")
    if len([1 for a, b in found if text[a:b].strip()]) != 1 or len(lines) < 3:
        return found
    ranges, here = [], at
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        start = text.find(line, here, end)
        if start < 0 or len(line.split()) > 5:
            return found
        ranges.append((start, start + len(line)))
        here = start + len(line)
    return ranges


def read_keywords(draft: Draft, front: Front) -> None:
    """Keywords behind their label; the label and what stands between them are set aside."""
    for chunk in draft.chunks[:80]:
        if chunk.role is not Role.FREE:
            continue
        bare = len(chunk.text) - len(chunk.text.lstrip("*_# "))
        label = KEYWORDS_RE.match(re.sub(r"[*_]", " ", chunk.text[bare : bare + 60]))
        if not label or chunk.words > 80 or chunk.words < 2:
            continue
        chunk.role = Role.FRONT
        text, at, end = draft.bench.text, chunk.start + bare + label.end(), chunk.end
        used = chunk.start
        for start, stop in _keyword_ranges(draft, at, end):
            whole = text[start:stop]
            start += len(whole) - len(whole.lstrip(" \n_:"))
            stop -= len(whole) - len(whole.rstrip(" \n_."))
            word = text[start:stop]
            if not re.search(r"\w", word):
                continue
            lead = re.match(r"and\s+(?=\w)", word, re.IGNORECASE)
            if lead and front.keywords:
                start += lead.end()
                word = text[start:stop]
            draft.set_aside(
                used, start, "label" if used == chunk.start else "markup", "stands between keywords"
            )
            front.keywords.append(" ".join(word.split()))
            used = stop
        draft.set_aside(used, end, "markup", "stands after the keywords")
        return
