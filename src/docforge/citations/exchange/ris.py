"""References as RIS, for Zotero, EndNote, Mendeley and the like.

Tags as in https://en.wikipedia.org/wiki/RIS_(file_format) and as pandoc reads them; the printed string stands
in N1, a note. Lines end with CR LF, as the format has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.citations.identifiers import doi_of_url
from docforge.model.meta import CslItem, Name, Reference

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "paper-conference": "CONF",
    "patent": "PAT",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
# Tag -> field of the item.
TAGS = {
    "TI": "title",
    "T2": "container_title",
    "VL": "volume",
    "IS": "issue",
    "ET": "edition",
    "PB": "publisher",
    "CY": "publisher_place",
    "DO": "doi",
}


def write_ris(references: Sequence[Reference]) -> bytes:
    lines = [line for reference in references for line in _record(reference)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _record(reference: Reference) -> Iterator[str]:
    csl = reference.csl
    yield f"TY  - {TYPES.get(csl.type, 'GEN')}"
    yield f"ID  - {reference.id}"
    for tag, people in (
        ("AU", csl.author),
        ("ED" if csl.author or csl.container_title else "A1", csl.editor),
    ):
        for person in people:
            yield _line(tag, _name(person))
    if csl.issued:
        yield _line("PY", csl.issued[:4])
        parts = csl.issued.split("-")
        yield _line("DA", "/".join((*parts, *[""] * (4 - len(parts)))))
    for tag, field in TAGS.items():
        if value := getattr(csl, field):
            yield _line(tag, value)
    yield from _pages(csl)
    for number in (csl.isbn, csl.issn):
        if number:
            yield _line("SN", number)
    if csl.url and not (csl.doi and doi_of_url(csl.url).casefold() == csl.doi.casefold()):
        yield _line("UR", csl.url)
    if csl.accessed:
        yield _line("Y2", csl.accessed.replace("-", "/"))
    if reference.label:
        yield _line("LB", reference.label)
    if csl.year_suffix:
        yield _line("N1", f"year as printed: {csl.issued[:4]}{csl.year_suffix}")
    if reference.raw:
        yield _line("N1", f"as printed: {reference.raw}")
    yield "ER  - "
    yield ""


def _line(tag: str, value: str) -> str:
    """A value is one line, whatever the source had."""
    return f"{tag}  - {' '.join(value.split())}"


def _name(person: Name) -> str:
    """ "Family, Given"; an organisation ends with a comma, so that none of it becomes a given name."""
    if not person.family:
        return f"{person.literal or person.given},"
    return f"{person.family}, {person.given}" if person.given else f"{person.family},"


def _pages(csl: CslItem) -> Iterator[str]:
    if match := re.fullmatch(r"(\S+?)\s?[-‐‑–—]+\s?(\S+)", csl.page):
        yield _line("SP", match[1])
        yield _line("EP", match[2])
    elif csl.page:
        yield _line("SP", csl.page)
