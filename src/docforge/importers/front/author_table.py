"""A web page's table of authors, whose cells are blocks: which are people, which are places.

Row by row: "Authors", "Affiliations", then a name and a place in turn. Column by column: "Authors" and the
names, "Affiliations" and the places. The facts of the publication that end it are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docforge.importers.draft import Chunk, Draft
from docforge.importers.front.affiliations import link_people, read_affiliations
from docforge.importers.front.parts import Front
from docforge.importers.front.people import names_of, read_byline
from docforge.repair.parts.bylines import INSTITUTION_RE
from docforge.repair.parts.imprint import line_kind, plain_line
from docforge.repair.rules.parts.author_tables import AUTHORS, FACTS, PLACES, VALUE_RE
from docforge.repair.rules.parts.imprint_lines import ASIDES

LABEL_RE = re.compile(
    rf"\W*(?:(?P<people>{AUTHORS})|(?P<places>{PLACES})|(?P<facts>{FACTS}|received|accepted))\W*",
    re.IGNORECASE,
)
CONTENTS_RE = re.compile(r"\W*contents\W*", re.IGNORECASE)
FIRST = 30  # blocks within which the table begins


@dataclass(slots=True)
class _Column:
    label: Chunk
    kind: str
    cells: list[Chunk]


def read_author_table(draft: Draft, zone: Sequence[Chunk], front: Front) -> list[Chunk]:
    """Read the table into ``front``; the blocks of ``zone`` that are none of it, or all if there is none."""
    columns, first, last = _columns(zone)
    people = next((c for c in columns if c.kind == "people"), None)
    places = next((c for c in columns if c.kind == "places"), None)
    if people is None or places is None:
        return list(zone)
    by_row = not people.cells and columns.index(places) == columns.index(people) + 1
    cells = places.cells if by_row else people.cells
    if not cells or not any(names_of(draft, c) for c in cells[:2]):
        return list(zone)
    for column in columns:
        draft.chunk_aside(column.label, "label", "names a column of authors or places")
    if by_row:
        _read_rows(draft, cells, front)
    else:
        for cell in people.cells:
            _read_person(draft, cell, front)
        for i, cell in enumerate(places.cells):
            paired = len(places.cells) == len(front.contributors)
            read_affiliations(draft, cell, front, owner=i if paired else -1)
    for column in columns:
        for cell in column.cells if column.kind == "facts" else ():
            why = "a fact of the first publication"
            draft.chunk_aside(cell, "original publication", why, "original-publication")
    link_people(front)
    return [*zone[:first], *zone[last:]]


def _columns(zone: Sequence[Chunk]) -> tuple[list[_Column], int, int]:
    """The labels with the cells below each, and where in ``zone`` the table begins and ends."""
    columns: list[_Column] = []
    first = last = 0
    pending = 0  # labels of facts that wait for what they name
    for i, chunk in enumerate(zone):
        label = LABEL_RE.fullmatch(chunk.plain)
        if not columns and (i > FIRST or not label or label["facts"]):
            continue
        if label:
            first = first if columns else i
            columns.append(_Column(chunk, label.lastgroup or "", []))
            pending = pending + 1 if label["facts"] else 0
        elif columns[-1].kind != "facts":
            if CONTENTS_RE.fullmatch(chunk.plain):
                break
            columns[-1].cells.append(chunk)
        elif pending and _is_fact(chunk):
            columns[-1].cells.append(chunk)
            pending -= 1
        else:
            break
        last = i + 1
    return columns, first, last


def _is_fact(chunk: Chunk) -> bool:
    plain = plain_line(chunk.plain)
    return bool(VALUE_RE.search(plain)) or line_kind(plain) in ASIDES


def _read_rows(draft: Draft, cells: Sequence[Chunk], front: Front) -> None:
    """A name and a place in turn; an author may have no place, or two."""
    for i, cell in enumerate(cells):
        turn = i % 2 == 1 and len(front.contributors) == i // 2 + 1
        if turn or INSTITUTION_RE.search(cell.plain) or not names_of(draft, cell):
            read_affiliations(draft, cell, front, owner=len(front.contributors) - 1)
        else:
            read_byline(draft, cell, front)


def _read_person(draft: Draft, cell: Chunk, front: Front) -> None:
    if names_of(draft, cell):
        read_byline(draft, cell, front)
    else:
        draft.chunk_aside(cell, "byline", "stands among the authors")
