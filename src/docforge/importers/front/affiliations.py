"""Institutions and addresses of authors: marked pieces of a block, e-mail addresses and whose they are."""

from __future__ import annotations

import re
from dataclasses import replace

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front.parts import DOI_LINE_RE, Front
from docforge.model.meta import Affiliation, Contributor
from docforge.repair.parts.bylines import EMAIL_RE, INSTITUTION_RE
from docforge.repair.parts.imprint import CONTRIBUTED_RE, CORRESPONDENCE_RE

EMAIL_LABEL_RE = re.compile(
    r"(?:\b(?:corresponding author(?:'s)?\s*)?e-?mails?(?: id| address(?:es)?)?|\bcorrespondence)\s*:?\s*$",
    re.IGNORECASE,
)
MARK = r"(?:\d{1,2}|[a-z](?=[.)\s])|[*†‡§¶∗⋆]{1,2})"
PIECE_RE = re.compile(
    rf"(?:(?<=^)|(?<=[\s;.,|(]))(?:[-•]\s+)?(?:<sup>|\*\*|[\\(])*(?P<mark>{MARK})(?:</sup>|\*\*)*[.),:]?(?:</sup>|\*\*)*"
    r"(?:\s+(?=[^\W\d_a-zß-ÿ]|(?:co-?)?first author)|(?=[^\W\d_a-zß-ÿ][a-zß-ÿ.])"
    r"|(?<=[*†‡§¶∗⋆])(?=[^\W\d_a-zß-ÿ]))"
)
EQUAL_RE = re.compile(r"\bcontributed equally\b|\bequal contribut", re.IGNORECASE)
PROSE_RE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|we|this|that|which|can|will|be|been|they|it|he|she|his|their)\b",
    re.IGNORECASE,
)
SMALL = frozenset("of and the for in at de la di der des für und et y del do da an on to c/o von van".split())
INITIALS_RE = re.compile(r"\(?\b((?:[^\W\d_a-zß-ÿ]\.?-?){1,5})\)?\s*[:)]?\s*$")


def is_affiliation(plain: str) -> bool:
    """Is the block an institution and no sentence about one: mostly capitals, no verb of a sentence?"""
    if len(plain) > 3000 or not INSTITUTION_RE.search(plain):
        return False
    if PROSE_RE.search(plain) and not re.search(r"correspond|equally", plain, re.IGNORECASE):
        return False
    return mostly_capitals(plain)


def mostly_capitals(plain: str) -> bool:
    """Do most words that carry weight begin with a capital, as in an address?"""
    words = re.findall(r"[^\W\d_][\w'’.@-]*", EMAIL_RE.sub(" ", plain))
    tokens = [t for t in words if t.casefold() not in SMALL]
    return bool(tokens) and sum(t[0].isupper() for t in tokens) >= 0.6 * len(tokens)


def read_affiliations(draft: Draft, chunk: Chunk, front: Front, owner: int = -1) -> None:
    """Every piece of an affiliation block: "1 Institute of Ink 2 School of Paper * Corresponding author"."""
    chunk.role = Role.FRONT
    text, start, end = draft.bench.text, chunk.start, chunk.end
    if m := DOI_LINE_RE.search(text, start, end):
        draft.set_aside(
            m.start(), end, "original publication", "a fact of the first publication", "original-publication"
        )
        end = m.start()
    pieces = _pieces(text, start, end)
    for mark, begin, body, stop in pieces:
        draft.set_aside(begin, body, "note mark", "ties the affiliation to its author")
        _read_piece(draft, front, mark, body, stop, owner if owner >= 0 else _nearest(front, pieces))


def _nearest(front: Front, pieces: list[tuple[str, int, int, int]]) -> int:
    return 0 if len(front.contributors) == 1 and len(pieces) == 1 else -1


def _pieces(text: str, start: int, end: int) -> list[tuple[str, int, int, int]]:
    """(mark, start, start of the text, end) of the pieces; numbers and letters must count on."""
    found: list[tuple[str, int, int, int]] = []
    last = ""
    for m in PIECE_RE.finditer(text[start:end]):
        mark = m["mark"]
        at = start + m.start()
        counted = mark.isdigit() or mark.isalpha()
        leads = not text[start:at].strip()
        if counted and not leads and (not last or not _counts_on(last, mark)):
            continue
        if not counted and not leads and "**" in mark:
            continue
        found.append((mark, at, start + m.end(), end))
        last = mark if counted else last
    whole = [] if found and not text[start : found[0][1]].strip() else [("", start, start, end)]
    marks = whole + found
    return [
        (mark, begin, body, marks[i + 1][1] if i + 1 < len(marks) else end)
        for i, (mark, begin, body, _) in enumerate(marks)
    ]


def _counts_on(last: str, mark: str) -> bool:
    if last.isdigit() and mark.isdigit():
        return int(mark) == int(last) + 1
    return last.isalpha() and mark.isalpha() and ord(mark) == ord(last) + 1


def _read_piece(draft: Draft, front: Front, mark: str, start: int, end: int, owner: int) -> None:
    text = draft.bench.text
    head = text[start:end].lstrip("*_ ")
    if (
        CONTRIBUTED_RE.match(head)
        or (len(head) < 200 and EQUAL_RE.search(head))
        or re.match(r"(?:co-?)?first authors?\b", head, re.IGNORECASE)
    ):
        draft.set_aside(start, end, "author note", "a note about the authors")
        return
    corresponds = bool(CORRESPONDENCE_RE.match(head)) or bool(
        re.match(r"corresponding\b", head, re.IGNORECASE)
    )
    if corresponds:
        _correspond(front, mark, head)
    at = start
    for m in (*EMAIL_RE.finditer(text, start, end), None):
        stop = m.start() if m else end
        _between(
            draft, front, mark, at, stop, owner, plain=not corresponds, behind=at > start, before=bool(m)
        )
        if m is None:
            return
        around = _around(text, start, m.start(), m.end(), end)
        _give(draft, front, m, around, mark if corresponds else "", owner)
        at = m.end()


def _between(
    draft: Draft,
    front: Front,
    mark: str,
    start: int,
    end: int,
    owner: int,
    *,
    plain: bool,
    behind: bool,
    before: bool,
) -> None:
    """What stands before, between and behind addresses: an institution, or a label and initials."""
    text = draft.bench.text
    if behind and (m := re.compile(r"\s*(?:\([^()\n]{0,40}\))?\s*[;.,)}\]]*\s*").match(text, start, end)):
        draft.set_aside(start, m.end(), "contact details", "stands after the e-mail address")
        start = m.end()
    stop = end
    if before and (label := EMAIL_LABEL_RE.search(text[max(start, end - 60) : end])):
        stop = end - len(label.group())
    body_end = start + len(text[start:stop].rstrip(" ,;({[*_\n"))
    if plain and (m := re.compile(r"(?<=[.;,])\s+(?=\*?\s?Correspond)").search(text, start, body_end)):
        stop = body_end = m.start()
    begin = start + len(text[start:stop]) - len(text[start:stop].lstrip(" *_\n"))
    place = plain and begin < body_end and (not behind or INSTITUTION_RE.search(text, begin, body_end))
    place = place or (behind and is_affiliation(text[begin:body_end]))
    if place and not re.search(r"[^\W\d_]{3}", text[begin:body_end]):
        place = False
    if any(" ".join(text[begin:body_end].split()) == p.name for p in front.contributors):
        place = False
    if not place:
        draft.set_aside(
            start, end, "label" if before else "contact details", "stands beside the e-mail address"
        )
        return
    draft.set_aside(start, begin, "markup", "a mark, not a word")
    draft.set_aside(body_end, stop, "markup", "stands before the e-mail address")
    draft.set_aside(stop, end, "label", "names the e-mail address")
    _place(draft, front, "" if behind else mark, begin, body_end, owner)


def _place(draft: Draft, front: Front, mark: str, start: int, end: int, owner: int) -> None:
    text = draft.bench.text[start:end]
    for m in re.finditer(r"</?[a-z]{1,6}\s*/?>|\*\*+", text):
        draft.set_aside(start + m.start(), start + m.end(), "markup", "a mark, not a word")
    body = " ".join(re.sub(r"</?[a-z]{1,6}\s*/?>|\*\*+", " ", text).split())
    if not body:
        return
    identifier = f"aff-{len(front.affiliations) + 1}"
    institution = next(
        (p.strip() for p in body.split(",") if re.search(r"\b[Uu]niversi|\bInstitut|\bCollege\b", p)), ""
    )
    front.affiliations.append(
        Affiliation(identifier, body, institution=institution, origin=draft.span(start, end))
    )
    front.places.append(mark)
    if 0 <= owner < len(front.contributors):
        person = front.contributors[owner]
        front.contributors[owner] = replace(person, affiliations=(*person.affiliations, identifier))


def _around(text: str, start: int, at: int, end: int, stop: int) -> tuple[str, str]:
    """What stands right before and right behind an address: "NS: ", " (B.L.)"."""
    behind = text[end : min(stop, end + 16)].split(";")[0].split(",")[0]
    return text[max(start, at - 60) : at], behind


def _give(
    draft: Draft, front: Front, m: re.Match[str], around: tuple[str, str], mark: str, owner: int
) -> None:
    """An address goes to the author whose it surely is; else it is set aside."""
    who = _owner(front, m.group(), around, mark, owner)
    if who is None:
        draft.set_aside(m.start(), m.end(), "e-mail", "an address without an author")
        return
    front.contributors[who] = replace(
        front.contributors[who],
        email=m.group(),
        corresponding=front.contributors[who].corresponding or bool(mark),
    )
    if len(front.contributors) == 1 or mark:
        front.contributors[who] = replace(front.contributors[who], corresponding=True)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", name)).upper()


def _owner(front: Front, email: str, around: tuple[str, str], mark: str, owner: int) -> int | None:
    """Whose address it is: by initials or name beside it, by the name in it, by its mark."""
    people = front.contributors
    free = [i for i, person in enumerate(people) if not person.email]
    before, behind = around
    for said in (m[1] for m in (INITIALS_RE.search(behind), INITIALS_RE.search(before.rstrip(" -"))) if m):
        letters = re.sub(r"[\W_]", "", said).upper()
        matches = [i for i in free if _initials(people[i].name) == letters]
        if len(matches) == 1:
            return matches[0]
    named = [i for i in _named(people, before) if i in free]
    if len(named) == 1:
        return named[0]
    local = email.split("@")[0].casefold()
    held = [
        i
        for i in free
        if any(
            len(part) > 2 and part.casefold().strip(".") in local
            for part in re.split(r"[\s-]", people[i].name)
        )
    ]
    if held:
        return held[0]
    if 0 <= owner < len(people):
        return owner if owner in free else None
    marked = [i for i in free if mark and mark in front.marks[i]]
    if len(marked) == 1:
        return marked[0]
    return free[0] if len(people) == 1 and free else None


def _correspond(front: Front, mark: str, head: str) -> None:
    """Mark the corresponding authors: named in the line, or by its mark."""
    named = _named(front.contributors, head[:400])
    for i, person in enumerate(front.contributors):
        by_mark = bool(mark) and not mark.isalnum() and mark in front.marks[i].replace("**", "")
        if i in named or by_mark:
            front.contributors[i] = replace(person, corresponding=True)


def _named(people: list[Contributor], text: str) -> list[int]:
    """Whose names the text holds; of "S. Maan" and "N. S. Maan" the longer one."""
    said = " ".join(text.split())
    found = [i for i, p in enumerate(people) if re.search(rf"(?<!\w){re.escape(p.name)}(?!\w)", said)]
    names = [people[i].name for i in found]
    return [i for i in found if not any(people[i].name in n and people[i].name != n for n in names)]


def link_people(front: Front) -> None:
    """Tie authors to institutions by their marks; one institution without marks is everybody's."""
    if len(front.affiliations) == 1 and not front.places[0].isalnum() and len(front.contributors) > 1:
        only = front.affiliations[0].id
        if not any(re.search(r"[\da-z]", m) for m in front.marks):
            front.contributors = [_with(p, only) for p in front.contributors]
        return
    if not any(front.places) and len(front.loose) == len(front.places) > 1:
        # The marks of the institutions stand apart from them, in order: "1 2 3".
        front.places = list(front.loose)
    by_mark = {m: a.id for m, a in zip(front.places, front.affiliations, strict=True) if m}
    for i, marks in enumerate(front.marks):
        for mark in re.findall(r"\d{1,2}|[a-z]|[*†‡§¶∗⋆]", marks.replace("**", "")):
            if mark in by_mark and i < len(front.contributors):
                front.contributors[i] = _with(front.contributors[i], by_mark[mark])


def _with(person: Contributor, affiliation: str) -> Contributor:
    if affiliation in person.affiliations:
        return person
    return replace(person, affiliations=(*person.affiliations, affiliation))
