"""Reference lists of JATS: the entry as it is printed, and its fields where they are marked."""

from __future__ import annotations

import re

from lxml import etree

from docforge.importers.jats.inlines import join, read_inlines
from docforge.importers.jats.reader import XLINK, Reader, plain_text
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.nodes import Inlines, Text
from docforge.model.text import inline_text

TYPES = {
    "preprint": "article",
    "journal": "article-journal",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "book": "book",
    "data": "dataset",
    "legal": "legislation",
    "confproc": "paper-conference",
    "conference": "paper-conference",
    "patent": "patent",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "thesis": "thesis",
    "web": "webpage",
    "webpage": "webpage",
}
PARTS = ("article-title", "chapter-title", "data-title", "part-title")


def read_reference(ref: etree._Element, reader: Reader) -> list[Reference]:
    """The entries of one ``ref``: one, or several that share a number."""
    label = ref.find("label")
    number = _text(label)
    holders = [c for c in ref if isinstance(c.tag, str) and c.tag not in ("label", "citation-alternatives")]
    pairs = [
        (_pick(alt, "mixed-citation"), _pick(alt, "element-citation"))
        for alt in ref.findall("citation-alternatives")
    ]
    pairs += [(h, None) if h.tag != "element-citation" else (None, h) for h in holders]
    out = []
    for at, (printed, fields) in enumerate(pairs):
        known = ref.get("id") if at == 0 else None
        content: Inlines
        if printed is not None:
            content = read_inlines(printed, reader, ("label",) if printed.find("label") is not None else ())
            inner = printed.find("label")
            number = number or _text(inner)
            reader.put_aside("fields of entries", fields)
        elif fields is not None:
            content = _assembled(fields, reader)
        else:
            continue
        item = _item(fields if fields is not None else printed, reader)
        use = (fields.get("specific-use") or "") if fields is not None else ""
        certain = reader.own and use.startswith("certain")
        key = known or reader.number("ref")
        out.append(Reference(key, inline_text(content), content, item, number if at == 0 else "", certain))
    return out


def _pick(parent: etree._Element, tag: str) -> etree._Element | None:
    return parent.find(tag)


def _assembled(fields: etree._Element, reader: Reader) -> Inlines:
    """An entry that is only fields, as a line in their order."""
    parts = []
    for child in fields:
        if isinstance(child.tag, str) and child.tag == "person-group":
            people = [" ".join(plain_text(c).split()) for c in child if isinstance(c.tag, str)]
            loose = " ".join((child.text or "").split())
            parts.append(", ".join(p for p in (loose, *people) if p))
        elif isinstance(child.tag, str):
            parts.append(" ".join(plain_text(child).split()))
        if tail := " ".join((child.tail or "").split()):
            parts.append(tail)
    lead = " ".join((fields.text or "").split())
    return join([Text(". ".join(p for p in (lead, *parts) if p))])


def _item(element: etree._Element | None, reader: Reader) -> CslItem:
    if element is None:
        return CslItem()
    own = re.search(r"csl-(\S*)", element.get("specific-use") or "") if reader.own else None
    if reader.own and own is None:
        return CslItem()
    part = next((e for tag in PARTS if (e := element.find(tag)) is not None), None)
    source = element.find("source")
    holds = source is not None and source.get("specific-use") == "container"
    kind = TYPES.get(element.get("publication-type") or element.get("citation-type") or "", "")
    if kind == "book" and part is not None:
        kind = "chapter"
    link = element.find("ext-link")
    link = element.find("uri") if link is None else link
    issued, suffix = _issued(element)
    first, last = _text(element.find("fpage")), _text(element.find("lpage"))
    pages = _text(element.find("page-range")) or (f"{first}-{last}" if first and last else first)
    return CslItem(
        own[1] if own else kind,
        _people(element, "author"),
        _people(element, "editor"),
        issued,
        suffix,
        _text(part) if part is not None else ("" if holds else _text(source)),
        _text(source) if part is not None or holds else "",
        _text(element.find("volume")),
        _text(element.find("issue")),
        pages or _text(element.find("elocation-id")),
        _text(element.find("publisher-name")),
        _text(element.find("publisher-loc")),
        _text(element.find("edition")),
        _text(element.find("pub-id[@pub-id-type='doi']")).removeprefix("https://doi.org/"),
        _text(element.find("isbn")),
        _text(element.find("issn")),
        (link.get(f"{XLINK}href") or _text(link)) if link is not None else "",
        _text(element.find("date-in-citation")),
    )


def _people(element: etree._Element, role: str) -> tuple[Name, ...]:
    groups = [g for g in element.findall("person-group") if (g.get("person-group-type") or "author") == role]
    holders = groups or ([element] if role == "author" else [])
    out = []
    for holder in holders:
        for person in holder:
            if person.tag == "collab":
                out.append(Name(literal=_text(person)))
            elif person.tag in ("name", "string-name"):
                family, given = _text(person.find("surname")), _text(person.find("given-names"))
                out.append(Name(family, given) if family else Name(literal=_text(person)))
    return tuple(out)


def _issued(element: etree._Element) -> tuple[str, str]:
    year = _text(element.find("year")) or _text(element.find("date/year"))
    if not year:
        return _text(element.find("string-date")), ""
    m = re.fullmatch(r"(\d{4})([a-z]?)", year)
    if m is None:
        return year, ""
    parts = [m[1]]
    for tag in ("month", "day"):
        value = _text(element.find(tag))
        if not re.fullmatch(r"\d{1,2}", value):
            break
        parts.append(f"{int(value):02d}")
    return "-".join(parts), m[2]


def _text(element: etree._Element | None) -> str:
    return " ".join(plain_text(element).split()) if element is not None else ""
