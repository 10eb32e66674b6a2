"""Front matter: title, people, DOI line, abstract and keywords of a damaged text."""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front_parts import DATES_RE, DOI_LINE_RE, KIND_RE, RIGHTS_RE, Front, unwrapped
from docforge.importers.labels import (
    ABSTRACT_LEAD_RE,
    ABSTRACT_RE,
    FRAME_RE,
    KEYWORDS_RE,
    REFERENCES_RE,
)
from docforge.importers.people import take_people
from docforge.model.nodes import Inlines, Paragraph
from docforge.repair.bylines import EMAIL_RE, INSTITUTION_RE, ISSUE_LINE_RE, find_names
from docforge.repair.lines import is_finished
from docforge.repair.part_names import is_part_name


def read_front(draft: Draft) -> Front:
    """Take the front matter's blocks out of the draft, each part by its own evidence."""
    front = Front()
    zone = _zone(draft)
    if zone:
        _title(draft, zone, front)
        take_people(draft, [c for c in zone if c.role is Role.FREE], front)
    _abstract(draft, front)
    _keywords(draft, front)
    return front


def _zone(draft: Draft) -> list[Chunk]:
    """Blocks before the body: up to the abstract, the first frame heading or the first paragraph of prose."""
    zone: list[Chunk] = []
    for chunk in draft.chunks[:30]:
        if chunk.role is not Role.FREE:
            continue
        plain = chunk.plain
        if (
            ABSTRACT_RE.match(plain)
            or ABSTRACT_LEAD_RE.match(plain)
            or FRAME_RE.match(plain)
            or KEYWORDS_RE.match(plain)
        ):
            break
        if draft.marked and re.match(r"#{2,6} ", chunk.text) and zone:
            break
        prose = chunk.words > 35 and not (
            EMAIL_RE.search(plain) or INSTITUTION_RE.search(plain[:200]) or RIGHTS_RE.search(plain)
        )
        if prose or "\t" in chunk.text:
            break
        zone.append(chunk)
    return zone


def _title(draft: Draft, zone: list[Chunk], front: Front) -> None:
    found = next((c for c in zone if re.match(r"# ", c.text)), None) if draft.marked else None
    if found is None:
        able = [c for c in zone if _can_be_title(c)]
        found = next((c for c in able if c.words > 1), next(iter(able), None))
    if found is None:
        return
    found.role = Role.FRONT
    front.title = unwrapped(draft, found)
    at = draft.chunks.index(found)
    for earlier in zone:
        if (
            earlier.role is Role.FREE
            and draft.chunks.index(earlier) < at
            and earlier.words <= 12
            and not find_names(earlier.plain)
        ):
            kind = "article kind" if KIND_RE.match(earlier.plain) else "original publication"
            draft.chunk_aside(earlier, kind, "stands above the title")


def _can_be_title(chunk: Chunk) -> bool:
    plain = chunk.plain
    return (
        3 <= len(plain) <= 300
        and chunk.words <= 40
        and not KIND_RE.match(plain)
        and not DOI_LINE_RE.match(plain)
        and not RIGHTS_RE.search(plain)
        and not EMAIL_RE.search(plain)
        and not DATES_RE.search(plain)
        and not ISSUE_LINE_RE.search(plain)
        and bool(re.search(r"[^\W\d_]{3}", plain))
        and not (is_finished(plain) and not plain.endswith(("?", "!")) and chunk.words > 12)
    )


def _abstract(draft: Draft, front: Front) -> None:
    for i, chunk in enumerate(draft.chunks[:40]):
        if chunk.role is not Role.FREE:
            continue
        if ABSTRACT_RE.match(chunk.plain):
            if _is_first_part(draft, i):
                return
            draft.chunk_aside(chunk, "label", "names the abstract")
            for part in draft.chunks[i + 1 :]:
                if part.role is Role.ASIDE:
                    continue
                plain = part.plain
                ends = (
                    KEYWORDS_RE.match(plain)
                    or FRAME_RE.match(plain)
                    or REFERENCES_RE.match(plain)
                    or part.text.startswith("#")
                )
                if (
                    part.role is not Role.FREE
                    or ends
                    or (front.abstract and part.words < 15)
                    or _is_rule(part)
                ):
                    break
                part.role = Role.FRONT
                front.abstract.append(
                    Paragraph(_plain_paragraph(draft, part.start, part.end), draft.span(part.start, part.end))
                )
                if len(front.abstract) >= 6:
                    break
            return
        lead = ABSTRACT_LEAD_RE.match(chunk.text.lstrip("*"))
        if lead and chunk.words > 15:
            skip = len(chunk.text) - len(chunk.text.lstrip("*"))
            start = chunk.start + skip + lead.end()
            lead_in = draft.bench.text[start : start + 10]
            start += len(lead_in) - len(re.sub(r"^[*\s]+", "", lead_in))
            draft.set_aside(chunk.start, start, "label", "names the abstract")
            chunk.role = Role.FRONT
            front.abstract.append(Paragraph(draft.inlines(start, chunk.end), draft.span(start, chunk.end)))
            return


def _is_first_part(draft: Draft, index: int) -> bool:
    """Is this Summary a part of the body: no keywords after it, and no Introduction as the next part?"""
    if not re.match(r"\W*summary\b", draft.chunks[index].plain, re.IGNORECASE):
        return False
    for chunk in draft.chunks[index + 1 : index + 16]:
        if KEYWORDS_RE.match(chunk.plain) or ABSTRACT_RE.match(chunk.plain):
            return False
        bare = re.sub(r"^[\W\d]+", "", chunk.plain)
        if is_part_name(bare):
            return not FRAME_RE.match(bare)
    return True


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


def _keywords(draft: Draft, front: Front) -> None:
    for chunk in draft.chunks[:60]:
        if chunk.role is not Role.FREE:
            continue
        bare = len(chunk.text) - len(chunk.text.lstrip("*_"))
        label = KEYWORDS_RE.match(chunk.text[bare:])
        if not label or chunk.words > 80:
            continue
        chunk.role = Role.FRONT
        text, at, end = draft.bench.text, chunk.start + bare + label.end(), chunk.end
        used = chunk.start
        for m in re.compile(r"[^,;•·|*]+").finditer(text, at, end):
            start, stop = m.start(), m.end()
            start += len(m.group()) - len(m.group().lstrip(" \n_"))
            stop -= len(m.group()) - len(m.group().rstrip(" \n_."))
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
