"""Front matter: which blocks stand before the body, and the title among them."""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.front.abstract import read_abstract, read_keywords
from docforge.importers.front.affiliations import is_affiliation, link_people, read_affiliations
from docforge.importers.front.author_table import read_author_table
from docforge.importers.front.parts import Front, unwrapped
from docforge.importers.front.people import names_of, take_people
from docforge.importers.inlines import merge_inlines
from docforge.importers.labels import ABSTRACT_LEAD_RE, ABSTRACT_RE, FRAME_RE, KEYWORDS_RE
from docforge.model.nodes import Inlines, Paragraph, Text
from docforge.repair.lines import is_finished
from docforge.repair.parts.bylines import EMAIL_RE, INSTITUTION_RE, ISSUE_LINE_RE, lower_words, read_names
from docforge.repair.parts.imprint import RIGHTS_WORD_RE, line_kind, plain_line
from docforge.repair.parts.names import is_part_name

LONGEST = 40  # blocks that front matter may have
OPEN_RE = re.compile(
    r"(?:[,:–—-]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|as|der|die|das|und|von|de|la|le|et))$",
    re.IGNORECASE,
)
ACCESS_RE = re.compile(r"\W*open access\W*", re.IGNORECASE)
SERIAL_RE = re.compile(r"\W*(?:\(?(?:19|20)\d\d\b|vol\b|e?-?issn\b|\d{1,4}\s?\()", re.IGNORECASE)


def read_front(draft: Draft) -> Front:
    """Take the front matter's blocks out of the draft, each part by its own evidence."""
    front = Front()
    zone = _zone(draft)
    _mend_bylines(draft, zone)
    rest = read_author_table(draft, zone, front)
    if len(rest) < len(zone):
        _title(draft, rest, front)
    elif zone:
        title = _title(draft, zone, front)
        take_people(draft, [c for c in zone if c.role is Role.FREE], title, front)
    read_abstract(draft, front)
    if len(rest) < len(zone):
        _subtitle(draft, rest, front)
    _late_people(draft, front)
    _late_notes(draft, front)
    read_keywords(draft, front)
    return front


def _subtitle(draft: Draft, zone: list[Chunk], front: Front) -> None:
    """What stands between a title and the table of authors: a subtitle; a sentence tells what follows."""
    at = next((i for i, c in enumerate(draft.chunks) if c.role is Role.FRONT), -1)
    below = draft.chunks[at + 1 : at + 3]
    if not front.title or len(below) < 2 or below[1].role is not Role.ASIDE or below[0] not in zone:
        return
    chunk = below[0]
    if chunk.role is not Role.FREE or chunk.words < 2:
        return
    chunk.role = Role.FRONT
    if is_finished(chunk.plain) and not front.abstract:
        content = draft.inlines(chunk.start, chunk.end)
        front.abstract.append(Paragraph(content, draft.span(chunk.start, chunk.end)))
    else:
        front.subtitle = unwrapped(draft, chunk)


def _late_people(draft: Draft, front: Front) -> None:
    """Authors who stand below the abstract: names with their marks, or names above an institution."""
    if front.contributors or not front.abstract:
        return
    zone: list[Chunk] = []
    for chunk in draft.chunks[:LONGEST]:
        if chunk.role is Role.FRONT:
            zone = []
        elif chunk.role is Role.FREE:
            if is_part_name(chunk.plain) or (chunk.words > 35 and not _is_apparatus(chunk, draft)):
                break
            zone.append(chunk)
    named = next((i for i, c in enumerate(zone) if names_of(draft, c)), -1)
    if named < 0:
        return
    placed = named + 1 < len(zone) and is_affiliation(plain_line(zone[named + 1].plain))
    if placed or names_of(draft, zone[named], strong=True):
        take_people(draft, zone[named:], -1, front)


def _late_notes(draft: Draft, front: Front) -> None:
    """Addresses at the foot of a first page, below the abstract: "* Correspondence: ...", "1School ..."."""
    if not front.contributors:
        return
    numbered = not front.affiliations and any(re.search(r"\d", m) for m in front.marks)
    for chunk in draft.chunks[:60]:
        if chunk.role is not Role.FREE or chunk.words > 120:
            continue
        plain = plain_line(chunk.plain)
        kind = line_kind(plain)
        noted = kind == "correspondence" and EMAIL_RE.search(plain)
        placed = numbered and re.match(r"1\s?[^\W\d_a-zß-ÿ]", plain) and is_affiliation(plain)
        if noted or placed or kind == "contributed":
            read_affiliations(draft, chunk, front)
    link_people(front)


def _mend_bylines(draft: Draft, zone: list[Chunk]) -> None:
    """Join blocks that a blank line cut inside a name: "..., and Daniel" / "L. Oak"."""
    lower = lower_words(draft.bench.text)
    for i, chunk in enumerate(zone[:-1]):
        after = zone[i + 1]
        if chunk.words > 80 or after.words > 80 or draft.bench.text[chunk.end : after.start].strip():
            continue
        if line_kind(plain_line(after.plain)) or read_names(chunk.text, lower):
            continue
        cut = read_names(chunk.text, lower, cut=True)
        if len(cut) < 2 or not 1 <= len(read_names(after.text, lower)) <= 3:
            continue
        both = draft.bench.text[chunk.start : after.end]
        if len(cut[-1].name.split()) == 1 and read_names(both, lower):
            after.start, after.text = chunk.start, both
            chunk.role, chunk.end, chunk.text = Role.ASIDE, chunk.start, ""  # now part of the next block
    zone[:] = [c for c in zone if c.role is Role.FREE]


def _zone(draft: Draft) -> list[Chunk]:
    """Blocks before the body: up to the abstract, the first frame heading or the first paragraph of prose."""
    zone: list[Chunk] = []
    titled = False
    for chunk in draft.chunks[:LONGEST]:
        if chunk.role is not Role.FREE:
            continue
        plain = chunk.plain
        bare = plain_line(plain)
        if any(p.match(bare) for p in (ABSTRACT_RE, ABSTRACT_LEAD_RE, FRAME_RE, KEYWORDS_RE)):
            break
        heading = bool(re.match(r"#{1,6} ", chunk.text)) and draft.marked
        if heading and titled and not names_of(draft, chunk):
            break
        # A heading of one word may be the journal's name above the title.
        titled = titled or (
            heading and chunk.words > 2 and _can_be_title(chunk) and not _is_masthead(draft, chunk)
        )
        if "\t" in chunk.text or (chunk.words > 35 and not _is_apparatus(chunk, draft)):
            break
        zone.append(chunk)
    return zone


def _is_apparatus(chunk: Chunk, draft: Draft) -> bool:
    """A long block that is no prose: names, institutions, addresses, rights."""
    plain = chunk.plain
    return bool(
        line_kind(plain_line(plain))
        or is_affiliation(plain)
        or (EMAIL_RE.search(plain) and chunk.words <= 120)
        or (RIGHTS_WORD_RE.search(plain[:200]) and chunk.words <= 80 and "©" in plain)
        or names_of(draft, chunk)
    )


def _title(draft: Draft, zone: list[Chunk], front: Front) -> int:
    """Take the title; its index in ``zone`` (-1: there is none). What stands above it is set aside."""
    at = _find_title(draft, zone)
    if at < 0:
        return -1
    found = zone[at]
    found.role = Role.FRONT
    front.title = unwrapped(draft, found)
    end = at
    while end + 1 < len(zone) and _continues(draft, zone[end], zone[end + 1]):
        end += 1
        zone[end].role = Role.FRONT
        more: Inlines = unwrapped(draft, zone[end])
        front.title = merge_inlines((*front.title, Text(" "), *more))
    for earlier in zone[:at]:
        kind = line_kind(plain_line(earlier.plain))
        if kind == "kind":
            draft.chunk_aside(earlier, "article kind", "stands above the title")
        elif earlier.words <= 14 and (not names_of(draft, earlier) or _is_masthead(draft, earlier)):
            draft.chunk_aside(earlier, "original publication", "stands above the title")
    return end


# A picture beside a label, as OCR reads it: "+ Review", "© Archive &". No title begins or ends so.
STRAY_RE = re.compile(r"^[+©®»•*&=] ?\w|\w ?[+©®&=]$")


def _is_scrap(plain: str) -> bool:
    """A label with its picture, or with little but a date or a number: "‘Sulomitned: 01 March 2022"."""
    words = re.findall(r"[^\W\d_]{3,}", plain)
    return bool(STRAY_RE.search(plain)) or (len(re.findall(r"\d", plain)) >= 4 and len(words) < 4)


def _find_title(draft: Draft, zone: list[Chunk]) -> int:
    able = [i for i, c in enumerate(zone) if _can_be_title(c)]
    able = [i for i in able if not _is_scrap(zone[i].plain)] or able
    for i in reversed(able):
        # The kind of article stands right above its title, whatever mastheads come before.
        above = plain_line(zone[i - 1].plain) if i else ""
        if ACCESS_RE.fullmatch(above) and i > 1:
            above = plain_line(zone[i - 2].plain)
        if line_kind(above) == "kind" and not names_of(draft, zone[i]) and not ACCESS_RE.fullmatch(above):
            return i
    if draft.marked:
        headed = [i for i in able if re.match(r"#{1,6} ", zone[i].text)]
        for i in headed:
            if not _is_masthead(draft, zone[i]):
                return i
    own = [i for i in able if not _is_masthead(draft, zone[i])] or able
    if len(own) > 1 and _under_head(draft, zone[own[0]]) and not names_of(draft, zone[own[1]]):
        own = own[1:]
    many = [i for i in own if zone[i].words > 1]
    first = next(iter(many or own), -1)
    if len(many) > 1 and names_of(draft, zone[first], strong=True):
        return many[1]
    return first


TITLE_END_RE = re.compile(r"[?!:]$|\b[^\W\d_a-zß-ÿ]\.$")  # "… of Quercus robur L." is no sentence


def _can_be_title(chunk: Chunk) -> bool:
    plain = plain_line(chunk.plain)
    return (
        3 <= len(plain) <= 300
        and chunk.words <= 40
        and not line_kind(plain)
        and not EMAIL_RE.search(plain)
        and not ISSUE_LINE_RE.search(plain)
        and not re.match(r"\W*\d[\d\W]*(?:[ap]m)?\W*$", plain, re.IGNORECASE)
        and bool(re.search(r"[^\W\d_]{3}", plain))
        and not (is_finished(plain) and not TITLE_END_RE.search(plain) and chunk.words > 12)
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _is_masthead(draft: Draft, chunk: Chunk) -> bool:
    """Does a running head or the imprint name the same words and then a year, a volume, an ISSN?"""
    key = _key(plain_line(chunk.plain))
    if not key:
        return True
    for record in draft.bench.records:
        if record.aside not in ("running head", "original publication") or len(record.cut) > 300:
            continue
        for line in record.cut.split("\n"):
            bare = plain_line(line)
            if _key(bare).startswith(key):
                rest = re.match(rf"(?:\W*\w+){{{len(key.split())}}}", bare)
                if rest and SERIAL_RE.match(bare[rest.end() :]):
                    return True
    return False


def _under_head(draft: Draft, chunk: Chunk) -> bool:
    """Does a short line stand right under the page's head, and again on other pages, as its second half?"""
    if chunk.words > 5:
        return False
    start = draft.span(chunk.start, chunk.end).start
    source = draft.bench.scene.source.text
    above = [r.place for r in draft.bench.records if r.aside == "running head" and r.place.end <= start]
    first = above[0] if above else None
    if first is None or source[: first.start].strip() or source[first.end : start].strip():
        return False
    return len(re.findall(rf"(?m)^\s*{re.escape(chunk.text.strip())}\s*$", source)) >= 2


def _continues(draft: Draft, title: Chunk, after: Chunk) -> bool:
    """Is the next block the rest of a title that a blank line cut in two?"""
    plain, before = plain_line(after.plain), plain_line(title.plain)
    if after.words > 20 or line_kind(plain) or EMAIL_RE.search(plain) or INSTITUTION_RE.search(plain):
        return False
    if names_of(draft, after) or is_finished(plain):
        return False
    return bool(OPEN_RE.search(before)) or (plain[:1].islower() and before[-1:].isalpha())
