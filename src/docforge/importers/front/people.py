"""People of an article: bylines, and which of the blocks around them say what."""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front.affiliations import (
    is_affiliation,
    link_people,
    mostly_capitals,
    read_affiliations,
)
from docforge.importers.front.merged import part_merged, unglued
from docforge.importers.front.parts import Front, unwrapped
from docforge.model.meta import Contributor
from docforge.repair.lines import is_finished
from docforge.repair.parts.bylines import (
    EMAIL_RE,
    INSTITUTION_RE,
    Named,
    lower_words,
    read_inverted,
    read_names,
)
from docforge.repair.parts.imprint import line_kind, plain_line
from docforge.repair.rules.parts.imprint_lines import ASIDES

SIGNED_RE = re.compile(r"[*†‡§¶∗⋆®©°\d]")
ORCID_RE = re.compile(r"\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b")
MARKS_RE = re.compile(r"(?!(\W\s?)\1{2,}$)(?=.*[\d*†‡§¶]|\W*(?:[,&]|and\b))[\W\d]*(?:and)?[\W\d]*")
NOTE_RE = re.compile(r"[\\\s]*(?:[*†‡§¶]|\d{1,2}[.)]?)+\s*[^\W\d_]")


def names_of(draft: Draft, chunk: Chunk, *, strong: bool = False) -> list[Named]:
    """The names of a block that is a byline; ``strong``: only with marks, or of three and more."""
    if chunk.words > 300 or (INSTITUTION_RE.search(chunk.plain) and not SIGNED_RE.search(chunk.plain)):
        return []
    found = read_names(_dressed(chunk), lower_words(draft.bench.text))
    if strong and len(found) < 3 and not any(SIGNED_RE.search(n.marks.replace("**", "")) for n in found):
        return []
    return found


def _dressed(chunk: Chunk) -> str:
    """The block's text, of the same length, without what stops a byline and is none of it."""
    text = re.sub(r"^#+\s|\\", lambda m: " " * len(m.group()), chunk.text)
    return text[:-1] + " " if re.search(r"[^\W\d_]{4}\.$", text[-8:]) and len(text.split()) <= 3 else text


def take_people(draft: Draft, zone: list[Chunk], title: int, front: Front) -> None:
    """Read bylines, affiliations and addresses of ``zone`` into ``front``; their blocks are then taken."""
    places = {id(c): i for i, c in enumerate(draft.chunks[:80])}
    title_at = (
        next((i for i, c in enumerate(draft.chunks[:80]) if c.role is Role.FRONT), -1) if title >= 0 else -1
    )
    after = [c for c in zone if places[id(c)] > title_at]
    byline = _byline(draft, after)
    if byline is None and title >= 0:
        before = [c for c in zone if places[id(c)] < title_at]
        byline = next((c for c in before if names_of(draft, c)), None)
        after = [*before, *after]
    single = False  # is the block of names one author's, with a place of its own?
    run = 0  # blocks of names in a row
    named = last = False  # has a byline been read; was it the block before?
    for i, chunk in enumerate(after):
        kind = line_kind(plain_line(chunk.plain))
        rest = after[i + 1 :]
        if chunk is byline or (
            named and _is_more(draft, chunk, rest, kind, {p.name for p in front.contributors}, last=last)
        ):
            count = len(front.contributors)
            read_byline(draft, chunk, front)
            run = run + 1 if last or not named else 1
            single = run == 1 and len(front.contributors) == count + 1
            named = last = True
            continue
        if named and MARKS_RE.fullmatch(chunk.plain):
            front.loose += re.findall(r"\d{1,2}", chunk.plain)
            draft.chunk_aside(chunk, "note mark", "ties names to institutions")
            continue
        if kind in ASIDES and kind != "contributed":
            aside, why = ASIDES[kind]
            rule = "original-publication" if aside == "original publication" else "set-aside"
            draft.chunk_aside(chunk, aside, why, rule)
        elif kind == "kind":
            draft.chunk_aside(chunk, "article kind", "names the kind of article")
        elif kind == "field":
            draft.chunk_aside(chunk, "label", "names a part of the front matter")
        elif named and any(p.name == plain_line(chunk.plain) for p in front.contributors):
            draft.chunk_aside(chunk, "contact details", "an author named again")
        elif kind in ("correspondence", "contributed") or _is_place(chunk, rest, last=last):
            own = single and kind not in ("correspondence", "contributed")
            read_affiliations(draft, chunk, front, len(front.contributors) - 1 if own else -1)
        elif not front.subtitle and byline is not None and not named and chunk.words >= 2:
            chunk.role = Role.FRONT
            front.subtitle = unwrapped(draft, chunk)
        elif named and chunk.words > 3:
            # What is neither name nor place nor imprint is the body's.
            last = False
            if chunk.words > 12:
                break
        last = False
    link_people(front)


def _byline(draft: Draft, after: list[Chunk]) -> Chunk | None:
    """The block of names under the title."""
    found: list[tuple[int, list[Named]]] = []
    for i, chunk in enumerate(after):
        if len(found) < 6 and (names := names_of(draft, chunk)):
            found.append((i, names))
    strong = [i for i, names in found if _is_strong(after[i], names)]
    if strong:
        return after[strong[0]]
    placed = [i for i, _ in found if i + 1 < len(after) and _is_place(after[i + 1], [], last=False)]
    if placed:
        # Names may stand one to a line or with their marks between: the first of the run.
        at, named = placed[0], {i for i, _ in found}
        while at and (at - 1 in named or MARKS_RE.fullmatch(after[at - 1].plain)):
            at -= 1
        return after[min(i for i in named if i >= at)]
    run = next((i for i, _ in reversed(found)), 0)
    spaced = False
    while run and (run - 1 in dict(found) or MARKS_RE.fullmatch(after[run - 1].plain)):
        run -= 1
        spaced = spaced or bool(MARKS_RE.fullmatch(after[run].plain))
    if spaced and run in dict(found):
        return after[run]
    if len(found) > 1 and not re.search(r"\band\b|,|&", after[found[0][0]].plain):
        return after[found[-1][0]]
    if found:
        return after[found[0][0]]
    return next((c for c in after[:2] if read_inverted(_dressed(c))), None)


def _is_strong(chunk: Chunk, names: list[Named]) -> bool:
    """Marks behind the names, or three and more names."""
    return len(names) >= 3 or any(SIGNED_RE.search(n.marks.replace("**", "")) for n in names)


def _is_more(
    draft: Draft, chunk: Chunk, rest: list[Chunk], kind: str, known: set[str], *, last: bool
) -> bool:
    """Do the authors go on in this block, after a blank line or an institution?"""
    if kind or EMAIL_RE.search(chunk.text) or NOTE_RE.match(chunk.text.replace("**", "")):
        return False
    plain = plain_line(chunk.plain)
    if last and re.match(r"(?:[,;&]|and\b)\s*\W*[^\W\d_]", plain):
        return bool(read_names(re.sub(r"^(?:[,;&]|and\b)\s*", "", plain)))
    names = names_of(draft, chunk)
    if not names or (len(names) == 1 and names[0].name in known):
        return False
    follows = bool(rest) and _is_place(rest[0], [], last=False)
    return _is_strong(chunk, names) or follows or (last and len(names) == 1)


def _is_place(chunk: Chunk, rest: list[Chunk], *, last: bool) -> bool:
    """Is the block an institution or an address: by its words, its mark, or its place after a byline?"""
    plain = plain_line(chunk.plain)
    if is_affiliation(plain) or (EMAIL_RE.search(chunk.text) and chunk.words <= 80):
        return True
    if not last or chunk.words > 24 or is_finished(plain) or line_kind(plain) or not mostly_capitals(plain):
        return False
    return bool(re.match(r"\W{0,3}1\W{0,4}[^\W\d_a-z]", plain)) or (
        "," in plain
        and not plain.endswith(",")
        and chunk.words >= 2
        and bool(re.match(r"[^\W\d_a-z]", plain))
    )


def read_byline(draft: Draft, chunk: Chunk, front: Front) -> None:
    """Take the names of a block; what stands between them is set aside."""
    chunk.role = Role.FRONT
    dressed = _dressed(chunk)
    lead = re.match(r"\W*(?:and\b|[,;&])\s*", dressed)
    if lead:
        dressed = " " * lead.end() + dressed[lead.end() :]
    used = chunk.start
    found = read_names(dressed, lower_words(draft.bench.text))
    inverted = [] if found else read_inverted(dressed)
    names = inverted or part_merged(
        unglued(found, dressed, draft.bench.text, chunk.end), draft.bench.scene.source.text
    )
    for i, named in enumerate(names):
        start, end = chunk.start + named.start, chunk.start + named.end
        for cut in re.finditer(r"<[^<>]{0,90}>|\*+|\\", draft.bench.text[start:end]):
            draft.set_aside(start + cut.start(), start + cut.end(), "markup", "a mark inside a name")
        draft.set_aside(used, start, "byline", "stands between names")
        reach = chunk.start + names[i + 1].start if i + 1 < len(names) else chunk.end
        orcid = ORCID_RE.search(draft.bench.text, end, reach)
        family, _, given = named.name.partition(", ") if inverted else ("", "", "")
        person = Contributor(
            named.name,
            family=family,
            given=given,
            orcid=orcid[1] if orcid else "",
            origin=draft.span(start, end),
        )
        front.contributors.append(person)
        front.marks.append(named.marks)
        used = end
    draft.set_aside(used, chunk.end, "byline", "stands after the last name: marks, degrees")
