"""What stands around an article on a web page: navigation, title again, standfirst, caption, credit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front.matter import read_front
from docforge.importers.front.parts import Front
from docforge.importers.headings.outline import CENTRED, indent_of
from docforge.model.nodes import Inlines
from docforge.repair.lines import is_finished
from docforge.repair.parts.bylines import find_names

NAVIGATION_RE = re.compile(
    r"^(?:recent features|news|essays|reviews|podcasts?|about us|contact(?: us)?|privacy policy"
    r"|terms of use|all rights reserved.*"
    r"|sign up|settings"
    r"|reject all|you may also like|essays?|post|log out|register|features|read more"
    r"|related(?: articles| stories)?|share(?: this| on)?.*|subscribe.*|sign in|log in|menu|home|search"
    r"|advertisement|newsletter.*|comments?(?: \(\d+\))?|most read|trending|follow us.*|skip to .*"
    r"|print|e-?mail|tweet|back to top|tags?:.*"
    r"|cookies?.*|accept(?: all)?|facebook|twitter|linkedin|whatsapp|previous|next|topics?"
    r"|latest(?: news)?)\s*$",
    re.IGNORECASE,
)
CREDIT_RE = re.compile(
    r"^(?:Photo|Image|Picture|Foto|Illustration)?\s*(?:Credit|Photo|Image|Picture|Foto)s?\s*:\s*\S",
    re.IGNORECASE,
)
BYLINE_RE = re.compile(r"^By\s+(?=[^\W\d_a-z])", re.IGNORECASE)
DATE_RE = re.compile(
    r"^(?:published|updated|posted)?:?\s*(?:on )?"
    r"(?:\w{3,9}\.? \d{1,2}, (?:19|20)\d\d|\d{1,2} \w{3,9}\.? (?:19|20)\d\d)\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Surroundings:
    standfirst: Inlines = ()
    section: str = ""


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def read_web_front(draft: Draft) -> tuple[Front, Surroundings]:
    """Front matter of a page's text; what belongs to the site is set aside by name."""
    around = Surroundings()
    heading = next((c for c in draft.chunks if c.text.startswith("# ")), None)
    title = heading or _find_title(draft)
    if title is None:
        return read_front(draft), around
    key = _key(title.plain)
    copies = [
        i
        for i, c in enumerate(draft.chunks)
        if _key(c.plain) == key and c is not title and i < len(draft.chunks) - 1
    ]
    for i in copies:
        draft.chunk_aside(
            draft.chunks[i], "duplicate title", "the title again, word for word", "duplicate-title"
        )
    start = draft.chunks.index(title)
    last = max([start, *(i for i in copies if i < 20)])
    for chunk in draft.chunks[:start]:
        if chunk.role is Role.FREE:
            draft.chunk_aside(chunk, "navigation", "stands before the title", "navigation")
    for chunk in draft.chunks[start + 1 : last]:
        if chunk.role is Role.FREE:
            if not around.standfirst and chunk.words >= 8 and is_finished(chunk.text):
                chunk.role = Role.FRONT
                around.standfirst = draft.inlines(chunk.start, chunk.end)
            elif not BYLINE_RE.match(chunk.plain) and not DATE_RE.match(chunk.plain):
                draft.chunk_aside(
                    chunk, "navigation", "stands among repeats of the title, and is no sentence", "navigation"
                )
    for chunk in draft.chunks:
        if (
            chunk.role is Role.FREE
            and chunk.words <= 8
            and (NAVIGATION_RE.match(chunk.plain) or chunk.plain.count(" | ") >= 2)
        ):
            draft.chunk_aside(chunk, "navigation", "a link or button of the site", "navigation")
        elif chunk.role is Role.FREE and DATE_RE.match(chunk.plain):
            draft.chunk_aside(chunk, "original publication", "the page's date", "original-publication")
    if not around.standfirst:
        _standfirst(draft, start, around)
    _credit(draft)
    front = _front(draft, title)
    return front, around


def _find_title(draft: Draft) -> Chunk | None:
    """The block that the page's head repeats, alone or after a breadcrumb; else the first that can be."""
    head = draft.chunks[:20]
    centred = next((c for c in head if indent_of(draft, c) > CENTRED and 1 < c.words <= 40), None)
    if centred is not None and "\n" not in centred.text:
        return centred
    able = [
        c
        for c in head
        if not NAVIGATION_RE.match(c.plain) and 3 <= c.words <= 40 and not re.search(r"[»›>|]", c.plain)
    ]
    keys = [_key(c.plain) for c in head]
    for chunk in able:
        key = _key(chunk.plain)
        if len(key) > 8 and sum(k == key or k.endswith(" " + key) for k in keys) >= 2:
            return chunk
    return next(iter(able), None)


def _standfirst(draft: Draft, title: int, around: Surroundings) -> None:
    """A sentence between title and byline."""
    following = [c for c in draft.chunks[title + 1 : title + 8] if c.role is Role.FREE]
    byline = next((i for i, c in enumerate(following) if BYLINE_RE.match(c.plain) or find_names(c.plain)), 0)
    for chunk in following[:byline]:
        if chunk.words >= 8 and is_finished(chunk.text):
            chunk.role = Role.FRONT
            around.standfirst = draft.inlines(chunk.start, chunk.end)
            return


def _front(draft: Draft, title: Chunk) -> Front:
    """Title, byline and the rest with the rules for every kind of front matter."""
    for chunk in draft.chunks[:25]:
        if chunk.role is Role.FREE and (m := BYLINE_RE.match(chunk.text)) and chunk.words <= 12:
            draft.set_aside(chunk.start, chunk.start + m.end(), "label", "names the author")
            chunk.text = chunk.text[m.end() :]
            chunk.start += m.end()
    return read_front(draft)


def _credit(draft: Draft) -> None:
    """A caption and, in the next block, its credit: "The mayor opens the bridge." / "Credit: City Hall"."""
    for i, chunk in enumerate(draft.chunks):
        if i and chunk.role is Role.FREE and chunk.words <= 20 and CREDIT_RE.match(chunk.plain):
            before = draft.chunks[i - 1]
            if before.role is Role.FREE and before.words <= 60:
                before.role = Role.CAPTION
                before.end, before.text = chunk.end, draft.bench.text[before.start : chunk.end]
                chunk.role = Role.ASIDE  # now part of the caption's block; nothing is cut
