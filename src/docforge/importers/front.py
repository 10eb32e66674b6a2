"""Front matter: title, subtitle, people, affiliations, DOI line, abstract and keywords of a damaged text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.labels import (
    ABSTRACT_LEAD_RE,
    ABSTRACT_RE,
    FRAME_RE,
    KEYWORDS_RE,
    REFERENCES_RE,
)
from docforge.model.meta import Affiliation, ArticleMeta, Contributor
from docforge.model.nodes import Inlines, Paragraph
from docforge.repair.bylines import EMAIL_RE, INSTITUTION_RE, ISSUE_LINE_RE, find_names
from docforge.repair.lines import is_finished

EMAIL_LABEL_RE = re.compile(
    r"(?:\b(?:corresponding author(?:'s)?\s*)?e-?mail(?: id| address)?|\bcorrespondence)\s*:?\s*$",
    re.IGNORECASE,
)
DOI_LINE_RE = re.compile(r"\**\s*(?:DOI|https?://(?:dx\.)?doi\.org)\b.{0,200}", re.IGNORECASE)
DATES_RE = re.compile(
    r"\b(?:received|accepted|revised|published|submitted|available online)\b\s*:?\s*\d", re.IGNORECASE
)
RIGHTS_RE = re.compile(
    r"©|\bcopyright\b|\bcreative commons\b|\bCC[ -]BY\b|\bISSN\b|open access", re.IGNORECASE
)
KIND_RE = re.compile(
    r"^(research|original|review|short|regular)?\s*"
    r"(article|paper|communication|research article|essay|editorial|commentary|interview"
    r"|book review|review)\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Front:
    """What was found; ``rest`` is where the body begins (index into the draft's chunks)."""

    title: Inlines = ()
    subtitle: Inlines = ()
    contributors: list[Contributor] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    abstract: list[Paragraph] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    def into(self, meta: ArticleMeta) -> ArticleMeta:
        return replace(
            meta,
            title=self.title or meta.title,
            subtitle=self.subtitle or meta.subtitle,
            contributors=tuple(self.contributors),
            affiliations=tuple(self.affiliations),
            abstract=tuple(self.abstract),
            keywords=tuple(self.keywords),
        )


def read_front(draft: Draft) -> Front:
    """Take the front matter's blocks out of the draft, each part by its own evidence."""
    front = Front()
    zone = _zone(draft)
    if zone:
        _title(draft, zone, front)
        _people(draft, [c for c in zone if c.role is Role.FREE], front)
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
    front.title = _unwrapped(draft, found)
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


def _unwrapped(draft: Draft, chunk: Chunk) -> Inlines:
    """Inlines of a heading-like block without its wrapping marks (#, **, _)."""
    start, end = chunk.start, chunk.end
    text = draft.bench.text
    if m := re.compile(r"#{1,6}\s+").match(text, start, end):
        draft.set_aside(start, m.end(), "markup", "a mark, not a word")
        start = m.end()
    for mark in ("***", "**", "__"):
        if text.startswith(mark, start) and text.endswith(mark, start, end) and end - start > 2 * len(mark):
            draft.set_aside(start, start + len(mark), "markup", "a mark, not a word")
            draft.set_aside(end - len(mark), end, "markup", "a mark, not a word")
            start, end = start + len(mark), end - len(mark)
            break
    return draft.inlines(start, end)


def _people(draft: Draft, zone: list[Chunk], front: Front) -> None:
    title_at = next((i for i, c in enumerate(draft.chunks) if c.role is Role.FRONT), -1)
    after = [c for c in zone if draft.chunks.index(c) > title_at]
    bylines = [c for c in after if find_names(_byline(c)) and not INSTITUTION_RE.search(c.plain)]
    byline = (
        bylines[-1] if bylines and len(bylines) > 1 and not _marked(bylines[0]) else next(iter(bylines), None)
    )
    for chunk in after:
        if chunk is byline:
            _read_byline(draft, chunk, front)
        elif EMAIL_RE.search(chunk.text) or (INSTITUTION_RE.search(chunk.plain) and chunk.words <= 80):
            _read_affiliation(draft, chunk, front)
        elif (
            DOI_LINE_RE.match(chunk.text)
            or ISSUE_LINE_RE.search(chunk.plain)
            or RIGHTS_RE.search(chunk.plain)
            or DATES_RE.search(chunk.plain)
        ):
            draft.chunk_aside(
                chunk, "original publication", "a fact of the first publication", "original-publication"
            )
        elif KIND_RE.match(chunk.plain):
            draft.chunk_aside(chunk, "article kind", "names the kind of article")
        elif not front.subtitle and byline is not None and chunk.words >= 2 and chunk.start < byline.start:
            chunk.role = Role.FRONT
            front.subtitle = _unwrapped(draft, chunk)


def _byline(chunk: Chunk) -> str:
    return chunk.plain.replace("\\", "").rstrip("*† ")


def _marked(chunk: Chunk) -> bool:
    return bool(re.search(r"[*†‡\d]\s*$|\band\b|,|&", chunk.plain))


def _read_byline(draft: Draft, chunk: Chunk, front: Front) -> None:
    chunk.role = Role.FRONT
    at, used = chunk.start, chunk.start
    for name in find_names(_byline(chunk)):
        found = re.compile(r"\s+".join(re.escape(t) for t in name.split())).search(
            draft.bench.text, at, chunk.end
        )
        if not found:
            continue
        draft.set_aside(used, found.start(), "markup", "stands between names")
        front.contributors.append(Contributor(name, origin=draft.span(found.start(), found.end())))
        at = used = found.end()
    draft.set_aside(used, chunk.end, "note mark", "points to the affiliation or note below")


def _read_affiliation(draft: Draft, chunk: Chunk, front: Front) -> None:
    """One affiliation block: leading star, the text, "Email id:" and the address, a DOI stuck to its end."""
    chunk.role = Role.FRONT
    text, start, end = draft.bench.text, chunk.start, chunk.end
    if m := DOI_LINE_RE.search(text, start, end):
        draft.set_aside(
            m.start(), end, "original publication", "a fact of the first publication", "original-publication"
        )
        end = m.start()
    if m := re.compile(r"(?:\\?[*†‡§]|\d(?=\s?[^\W\d_])|[¹²³⁴-⁹])+\s*").match(text, start, end):
        draft.set_aside(start, m.end(), "note mark", "ties the affiliation to its author")
        start = m.end()
    email, stop = "", end
    if m := EMAIL_RE.search(text, start, end):
        email = m.group()
        label = EMAIL_LABEL_RE.search(text[start : m.start()])
        stop = start + label.start() if label else m.start()
        draft.set_aside(stop, m.start(), "label", "names the e-mail address")
        draft.set_aside(m.end(), end, "markup", "stands after the e-mail address")
    body_end = start + len(text[start:stop].rstrip(" ,;(*\n"))
    draft.set_aside(body_end, stop, "markup", "stands before the e-mail address")
    body = text[start:body_end].strip()
    if body:
        identifier = f"aff-{len(front.affiliations) + 1}"
        institution = next(
            (p.strip() for p in body.split(",") if re.search(r"\b[Uu]niversi|\bInstitut|\bCollege\b", p)), ""
        )
        front.affiliations.append(
            Affiliation(
                identifier,
                " ".join(body.split()),
                institution=institution,
                origin=draft.span(start, body_end),
            )
        )
        if len(front.contributors) == 1:
            person = front.contributors[0]
            front.contributors[0] = _with(person, affiliations=(*person.affiliations, identifier))
    if email and front.contributors:
        who = _owner(front.contributors, email)
        front.contributors[who] = _with(front.contributors[who], email=email, corresponding=True)
    elif email:
        draft.set_aside(
            text.index(email, start),
            text.index(email, start) + len(email),
            "e-mail",
            "an address without an author",
        )


def _owner(people: list[Contributor], email: str) -> int:
    """Whose address it is: the one whose name it holds, else the first without one."""
    local = email.split("@")[0].casefold()
    for i, person in enumerate(people):
        if any(
            len(part) > 2 and part.casefold().strip(".") in local for part in re.split(r"[\s-]", person.name)
        ):
            return i
    return next((i for i, person in enumerate(people) if not person.email), 0)


def _with(person: Contributor, **changes: object) -> Contributor:
    return replace(person, **changes)  # type: ignore[arg-type]


def _abstract(draft: Draft, front: Front) -> None:
    for i, chunk in enumerate(draft.chunks[:40]):
        if chunk.role is not Role.FREE:
            continue
        if ABSTRACT_RE.match(chunk.plain):
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
            start += len(re.match(r"[*\s]*", draft.bench.text[start : start + 10])[0])  # type: ignore[index]
            draft.set_aside(chunk.start, start, "label", "names the abstract")
            chunk.role = Role.FRONT
            front.abstract.append(Paragraph(draft.inlines(start, chunk.end), draft.span(start, chunk.end)))
            return


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
