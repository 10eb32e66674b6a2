"""Lines of the imprint inside a dump: dates, DOI, rights, editors, "how to cite", link lists of a sidebar.

A dump puts them before, inside or after the abstract, or in the middle of a sentence of the first page. They
are set aside by kind; ``importers.harvest`` reads the first publication out of them. Only lines that say
what they are by their own words are taken; a title or a byline never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines
from docforge.repair.parts.imprint import (
    DATE_ALONE_RE,
    EVENT_LABEL_RE,
    RIGHTS_WORD_RE,
    line_kind,
    plain_line,
)
from docforge.repair.references.lists import find_heads

REACH = 140  # filled lines from the start in which an imprint stands
TOP = 15  # filled lines in which a masthead stands
LONGEST = 14  # lines of one statement
ASIDES = {
    "dates": ("original publication", "dates of the first publication"),
    "doi": ("original publication", "the DOI of the first publication"),
    "rights": ("original publication", "the rights of the first publication"),
    "licence": ("original publication", "names the licence"),
    "cite": ("original publication", "says how to cite the first publication"),
    "address": ("original publication", "where the first publication stands"),
    "masthead": ("original publication", "the head of the journal"),
    "editor": ("editors", "names editors or reviewers"),
    "access": ("article kind", "says that the article is free to read"),
    "contributed": ("author note", "a note about the authors"),
}
IN_ENTRIES = frozenset(("doi", "address", "masthead"))  # what the lines of an entry hold as well
OPEN_ACCESS_ALONE_RE = re.compile(r"\W*open access\W*", re.IGNORECASE)
LINK_RE = re.compile(
    r"\W*(?:[a-z]\s)?(?:software|code|data|review|repository|archive|download|pdf|html|xml|supplement\w*"
    r"|metrics|export|share"
    r"|cite|related|print|views|downloads)\W*\w{0,2}\W*$",
    re.IGNORECASE,
)
BULLET_RE = re.compile(r"\s*[^\w\s\"“‘'(\[]{1,3}\s*\w[\w-]*\W*\w{0,2}\W*$")
OPEN_ACCESS_RE = re.compile(
    r"\W{0,3}(?:this (?:article )?is an open[ -]access|©\s*(?:19|20)\d\d.{0,60}(?:licensee|the authors?"
    r"|published by)|copyright:?\s*©)",
    re.IGNORECASE,
)


def find_imprint(text: str, scene: Scene) -> Iterator[Edit]:
    """Set the lines of the imprint aside, each statement whole: "Received: 1 May 2020"."""
    lines = [line for line in split_lines(text) if not line.blank]
    listed = next((end for _, end in find_heads(text)), len(text))
    kinds = _kinds(lines, listed)
    taken: dict[int, str] = {}
    at = 0
    while at < len(lines):
        kind = kinds[at] if _stands(lines, kinds, at) else ""
        kind = "access" if kind == "kind" else kind
        if kind not in ASIDES:
            at += 1
            continue
        stop = _end(lines, kinds, at, kind)
        for i in range(at, stop):
            taken[i] = kind
        at = stop
    for i in _links(lines, kinds, taken):
        taken[i] = "link"
    yield from _asides(text, lines, taken)


def _kinds(lines: list[Line], listed: int) -> list[str]:
    """The kind of each line; far from the start only statements of rights are looked for.

    From ``listed`` on stands the reference list: an address or a journal's name there is an entry's.
    """
    kinds = []
    for i, line in enumerate(lines):
        if i < REACH:
            kind = line_kind(plain_line(line.text))
            kinds.append("" if line.start >= listed and kind in IN_ENTRIES else kind)
        else:
            kinds.append("rights" if OPEN_ACCESS_RE.match(line.text) else "")
    return kinds


def _stands(lines: list[Line], kinds: list[str], at: int) -> bool:
    """Is a line what it looks like, by its place? A bare date needs company, a masthead the top."""
    kind, plain = kinds[at], plain_line(lines[at].text)
    around = {kinds[i] for i in (at - 1, at + 1) if 0 <= i < len(kinds)} & set(ASIDES)
    if kind in ("address", "masthead"):
        return at < TOP or bool(around - {"masthead", "address"})
    if kind == "dates" and DATE_ALONE_RE.match(plain):
        return bool(around)
    if kind == "dates" and EVENT_LABEL_RE.match(plain):
        return at + 1 < len(lines) and bool(DATE_ALONE_RE.match(plain_line(lines[at + 1].text)))
    if kind == "kind":
        return bool(OPEN_ACCESS_ALONE_RE.fullmatch(plain) and around)
    if kind == "licence":
        if at + 1 < len(lines) and re.match(r"\W*(?:19|20)\d\d\s+\w", lines[at + 1].text):
            return True
        return at + 1 < len(kinds) and kinds[at + 1] in ("rights", "licence", "doi", "dates")
    return kind != "kind"


def _end(lines: list[Line], kinds: list[str], at: int, kind: str) -> int:
    """The first line after the statement that begins at ``at``."""
    stop = at + 1
    while stop < min(len(lines), at + LONGEST):
        before, line = lines[stop - 1], lines[stop]
        parted = line.index != before.index + 1 or line.page != before.page
        if not _goes_on(kind, before.text, line.text, kinds[stop], parted=parted, first=stop == at + 1):
            break
        stop += 1
    return stop


def _goes_on(kind: str, before: str, line: str, own: str, *, parted: bool, first: bool) -> bool:
    """Does ``line`` go on with the statement whose last line is ``before``?"""
    done = is_finished(before) and not re.search(r"[:;]\s*$|\d\.\d$", before.rstrip())
    lower = plain_line(line)[:1].islower()
    if kind in ("rights", "licence"):
        if own not in ("", "rights"):
            return False
        if first and not parted and re.match(r"\W*(?:19|20)\d\d\s+\w", line):
            return True
        known = bool(RIGHTS_WORD_RE.search(line)) and len(line) < 400
        if parted:
            return known and not done and len(line.split()) <= 12
        return known or (not done and lower)
    if kind in ("cite", "doi"):
        if parted or (kind == "doi" and "cite" not in before):
            return False
        if done and re.search(r"\d[–:-]\s?\w?\d|10\.\d{4}", before):
            return False
        return own in ("", "doi", "masthead") and not before.rstrip().endswith("10.")
    if kind == "editor":
        open_end = before.rstrip().endswith((",", ":"))
        return not parted and own == "" and (open_end or not first or _is_label(before)) and not done
    if kind == "dates":
        label = bool(EVENT_LABEL_RE.match(plain_line(before)))
        return own == "dates" and (label or before.rstrip().endswith(("/", ",")))
    if kind == "contributed":
        cut = not parted or before.rstrip().endswith("contributed")
        return own == "" and cut and not done and lower and len(line.split()) <= 14
    return False


def _is_label(line: str) -> bool:
    return line.rstrip().endswith(":")


def _links(lines: list[Line], kinds: list[str], taken: dict[int, str]) -> Iterator[int]:
    """Link words of a sidebar beside its DOI or dates: "Software", "• Review", "• Repository".

    A run of them beside one such line is enough when its words are plain; between two each may be misread.
    """
    anchors = [i for i in sorted(taken) if taken[i] in ("doi", "dates", "licence") and i < REACH]
    for a, b in pairwise(anchors):
        between = [i for i in range(a + 1, b) if i not in taken and kinds[i] != "label"]
        if 0 < len(between) <= 8 and all(_is_link(lines[i].text) for i in between):
            yield from between
    for anchor in anchors:
        run: list[int] = []
        i = anchor - 1
        while i >= 0 and i not in taken and len(run) < 8 and _is_link(lines[i].text):
            run.append(i)
            i -= 1
        if len(run) >= 2 and sum(bool(LINK_RE.match(lines[j].text)) for j in run) >= 2:
            yield from run


def _is_link(line: str) -> bool:
    bare = line.replace("**", "")
    return len(bare.strip()) <= 30 and bool(LINK_RE.match(bare) or BULLET_RE.match(bare))


def _asides(text: str, lines: list[Line], taken: dict[int, str]) -> Iterator[Edit]:
    """One edit for each run of lines of one kind that stand together."""
    run: list[int] = []
    for i in (*sorted(taken), -1):
        if run and (
            i != run[-1] + 1 or taken[i] != taken[run[0]] or lines[i].index != lines[run[-1]].index + 1
        ):
            first, last = lines[run[0]], lines[run[-1]]
            kind, why = ASIDES.get(taken[run[0]], ("navigation", "a link of the page's sidebar"))
            put = "\f" if _inside(lines, run) else ""
            cut = text[first.start : last.end]
            yield Edit(first.start, last.end, cut, put, "imprint", Safety.LIKELY, why, kind)
            run = []
        if i >= 0:
            run.append(i)


def _inside(lines: list[Line], run: list[int]) -> bool:
    """Does the statement cut a sentence in two, as the foot of a first page does?"""
    if not run[0] or run[-1] + 1 >= len(lines):
        return False
    before, after = lines[run[0] - 1].text, lines[run[-1] + 1].text
    return len(before.split()) > 5 and not is_finished(before) and after.lstrip()[:1].islower()
