"""People of an article: byline, affiliations, addresses, and the publication facts among them."""

from __future__ import annotations

import re
from dataclasses import replace

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front_parts import DATES_RE, DOI_LINE_RE, KIND_RE, RIGHTS_RE, Front, unwrapped
from docforge.model.meta import Affiliation, Contributor
from docforge.repair.bylines import EMAIL_RE, INSTITUTION_RE, ISSUE_LINE_RE, find_names

EMAIL_LABEL_RE = re.compile(
    r"(?:\b(?:corresponding author(?:'s)?\s*)?e-?mail(?: id| address)?|\bcorrespondence)\s*:?\s*$",
    re.IGNORECASE,
)


def take_people(draft: Draft, zone: list[Chunk], front: Front) -> None:
    """Read the byline, affiliations and addresses of ``zone`` into ``front``; their blocks are then taken."""
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
            front.subtitle = unwrapped(draft, chunk)


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
        draft.set_aside(used, found.start(), "byline", "stands between names")
        front.contributors.append(Contributor(name, origin=draft.span(found.start(), found.end())))
        at = used = found.end()
    draft.set_aside(used, chunk.end, "byline", "stands after the last name: marks, degrees")


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
        draft.set_aside(m.end(), end, "contact details", "stands after the e-mail address")
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
            front.contributors[0] = replace(person, affiliations=(*person.affiliations, identifier))
    who = _owner(front.contributors, email) if email else None
    if who is not None:
        front.contributors[who] = replace(front.contributors[who], email=email, corresponding=True)
    elif email:
        draft.set_aside(
            text.index(email, start),
            text.index(email, start) + len(email),
            "e-mail",
            "an address without an author",
        )


def _owner(people: list[Contributor], email: str) -> int | None:
    """Whose address it is, of those who have none yet: the one whose name it holds, else the first."""
    local = email.split("@")[0].casefold()
    for i, person in enumerate(people):
        if not person.email and any(
            len(part) > 2 and part.casefold().strip(".") in local for part in re.split(r"[\s-]", person.name)
        ):
            return i
    return next((i for i, person in enumerate(people) if not person.email), None)
