"""References as BibLaTeX, the BibTeX of today: UTF-8, the fields that pandoc and biber read.

Titles stand in double braces, so that no style and no reader changes their capitals. The printed string goes
along as ``annotation``, which no style prints, and the printed letter of the year as ``extradate``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.citations.identifiers import doi_of_url
from docforge.model.meta import CslItem, Name, Reference

TYPES = {
    "article": "unpublished",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "manuscript": "unpublished",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
    "webpage": "online",
}
SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
# What entries of a type are part of; any other container is a book.
JOURNALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
}
ESCAPE_RE = re.compile("|".join(map(re.escape, ESCAPES)))


def write_bibtex(references: Sequence[Reference]) -> bytes:
    return "\n".join(_entry(reference) for reference in references).encode()


def _entry(reference: Reference) -> str:
    kind = TYPES.get(reference.csl.type, "misc")
    fields = [f"  {name} = {{{value}}}," for name, value in _fields(reference)]
    return "\n".join((f"@{kind}{{{reference.id},", *fields, "}\n"))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    csl = reference.csl
    for role in ("author", "editor"):
        if people := getattr(csl, role):
            yield role, " and ".join(_name(person) for person in people)
    if csl.title:
        yield "title", f"{{{escaped(csl.title)}}}"
    if csl.container_title:
        yield _container(csl), f"{{{escaped(csl.container_title)}}}"
    if csl.type in SUBTYPES:
        yield "entrysubtype", SUBTYPES[csl.type]
    if csl.issued:
        yield "date", escaped(csl.issued)
    for name, value in (
        ("extradate", csl.year_suffix),
        ("edition", csl.edition),
        ("volume", csl.volume),
        ("number", csl.issue),
        ("pages", re.sub(r"(?<=\w)[-‐‑–—]+(?=\w)", "--", csl.page)),
        ("publisher", f"{{{csl.publisher}}}" if " and " in csl.publisher else csl.publisher),
        ("location", csl.publisher_place),
        ("isbn", csl.isbn),
        ("issn", csl.issn),
    ):
        if value:
            yield name, escaped(value) if not value.startswith("{") else f"{{{escaped(value[1:-1])}}}"
    if csl.doi:
        yield "doi", _verbatim(csl.doi)
    if csl.url and not (csl.doi and doi_of_url(csl.url).casefold() == csl.doi.casefold()):
        yield "url", _verbatim(csl.url)
    if csl.accessed:
        yield "urldate", escaped(csl.accessed)
    if reference.raw:
        yield "annotation", escaped(" ".join(reference.raw.split()))


def _container(csl: CslItem) -> str:
    return "journaltitle" if csl.type in JOURNALS or not TYPES.get(csl.type) else "booktitle"


def _name(person: Name) -> str:
    """ "{van Dijk}, T."; braces keep a name of several words, an "and" or a comma in one piece."""
    if not person.family:
        return f"{{{escaped(person.literal or person.given)}}}"
    family = escaped(person.family)
    if re.search(r"\s|,", person.family):
        family = f"{{{family}}}"
    return f"{family}, {escaped(person.given)}" if person.given else family


def escaped(text: str) -> str:
    r"""Text without TeX in it: "50 % & more" -> "50 \% \& more"."""
    return ESCAPE_RE.sub(lambda m: ESCAPES[m[0]], text)


def _verbatim(text: str) -> str:
    """An address or a DOI, which is not escaped; braces in it would end the field."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
