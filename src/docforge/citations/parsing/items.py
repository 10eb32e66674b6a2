"""A printed reference -> the item of the model: what is certain by its form, and what the parser is sure of.

Author, year and identifiers are first read by the strict rules (``entries``), on which the links from the
text depend; the parser adds the fields that those leave open. What it is not sure of stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from docforge.citations.entries import read_entry
from docforge.citations.exchange.csl import VARIABLES
from docforge.citations.parsing.doubt import THRESHOLD, doubtful_fields
from docforge.citations.parsing.parse import ParsedReference, parse_reference
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.nodes import Inline, Inlines, Italic
from docforge.model.text import inline_text

# Names are what citations are linked by: they must be surer than the rest.
NAME_THRESHOLD = 0.8
SHOWN = 12
TEXTS = {key: own for key, own in VARIABLES.items() if key not in ("type", "year-suffix")}


def read_reference(content: Inlines) -> CslItem:
    """The item of one printed reference; italics help to tell the work from the part."""
    return _read(inline_text(content), _marked(content))


@lru_cache(maxsize=1024)
def _parse(marked: str) -> ParsedReference:
    return parse_reference(marked)


@lru_cache(maxsize=4096)
def _read(text: str, marked: str) -> CslItem:
    certain = read_entry(text)
    parsed = _parse(marked)
    item = to_item(parsed)
    named = bool(certain.author or certain.editor)
    kept = replace(
        item,
        author=certain.author if named else item.author,
        editor=certain.editor or (item.editor if named or item.author else ()),
        issued=certain.issued or item.issued,
        year_suffix=certain.year_suffix if certain.issued else item.year_suffix,
        doi=certain.doi or item.doi,
        url=certain.url or item.url,
    )
    # A type without a title or a container says nothing that could be printed.
    return kept if kept.title or kept.container_title else replace(kept, type="")


def find_doubts(references: Sequence[Reference]) -> list[Diagnostic]:
    """One question for the whole list: which entries have fields that were not read with certainty."""
    asked = []
    for number, reference in enumerate(references, 1):
        if fields := unsure_fields(reference):
            asked.append(f"{reference.label or number} ({', '.join(fields)})")
    if not asked:
        return []
    shown = "; ".join(asked[:SHOWN]) + ("; ..." if len(asked) > SHOWN else "")
    return [
        diagnostic(
            "reference-fields",
            f"{len(asked)} of {len(references)} entries of the reference list have fields that are not"
            f" certain: {shown}.",
            hint="They are printed as they stand, and these fields are left empty. Give the entries in"
            " references.json to have them styled.",
        )
    ]


def unsure_fields(reference: Reference) -> tuple[str, ...]:
    """CSL names of the fields that the parser is not sure of; none where an editor gave the item."""
    return () if reference.certain else doubtful_fields(_parse(_marked(reference.content)))


def to_item(parsed: ParsedReference) -> CslItem:
    """The model's item of a parsed reference, with the fields that are sure enough."""
    csl, sure = parsed.csl, parsed.confidence
    values = {
        own: str(csl[key]) for key, own in TEXTS.items() if key in csl and sure.get(key, 0) >= THRESHOLD
    }
    issued, suffix = "", ""
    if sure.get("issued", 0) >= THRESHOLD:
        issued, suffix = _date(csl.get("issued")), str(csl.get("year-suffix", ""))
    return CslItem(
        type=str(csl.get("type", "")),
        author=_people(csl.get("author"), sure.get("author", 0)),
        editor=_people(csl.get("editor"), sure.get("editor", 0)),
        issued=issued,
        year_suffix=suffix,
        accessed=_date(csl.get("accessed")),
        **values,
    )


def _people(people: object, sure: float) -> tuple[Name, ...]:
    if not isinstance(people, Sequence) or sure < NAME_THRESHOLD:
        return ()
    names = []
    for person in people:
        particle = person.get("non-dropping-particle", "")
        family = f"{particle} {person.get('family', '')}".strip()
        given = ", ".join(p for p in (person.get("given", ""), person.get("suffix", "")) if p)
        names.append(Name(family, given, person.get("literal", "")))
    return tuple(names)


def _date(date: object) -> str:
    """A CSL date as ISO 8601."""
    parts = date.get("date-parts") if isinstance(date, dict) else None
    if not parts:
        return ""
    return "-".join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(parts[0]))


def _marked(content: Inlines) -> str:
    """The text with stars around italics, as the parser reads them."""
    return "".join(_mark(node) for node in content)


def _mark(node: Inline) -> str:
    text = inline_text((node,))
    if isinstance(node, Italic) and text.strip() and "*" not in text:
        bare = text.strip()
        start = text.index(bare)
        return f"{text[:start]}*{bare}*{text[start + len(bare) :]}"
    return text
