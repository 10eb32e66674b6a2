"""Back matter as JATS: notes, reference list, acknowledgements and other sections after the body.

A reference is always there as ``mixed-citation``, its printed string; its fields (``element-citation``) stand
beside it where an editor gave them, or where the printed string tells the work beyond doubt.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.body import put_blocks, put_in_paragraphs, put_section
from docforge.exporters.jats.inline import CITATION, HREF, TITLE, Scope, add, put
from docforge.model.meta import CslItem, Document, Name, Reference
from docforge.model.nodes import Block, NoteRef, Section, Text
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines

MISSING_NOTE = "[text not in the source]"
ACK_RE = re.compile(r"acknowledge?ments?", re.IGNORECASE)
YEAR_RE = re.compile(r"\d{4}")
RANGE_RE = re.compile(r"(?P<first>[A-Za-z]?\d+)\s*[-\u2013]+\s*(?P<last>[A-Za-z]?\d+)")
# CSL type -> JATS publication-type (values of the JATS tag library's list where it has one).
PUBLICATION_TYPES = {
    "article": "preprint",
    "article-journal": "journal",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "book",
    "dataset": "data",
    "legislation": "legal",
    "paper-conference": "confproc",
    "patent": "patent",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "web",
}
PART_TITLES = {"chapter": "chapter-title", "dataset": "data-title"}


def put_back(root: etree._Element, document: Document, scope: Scope) -> None:
    """Append ``back`` when there is anything for it."""
    back = etree.Element("back")
    if document.notes:
        _notes(add(back, "fn-group"), document, scope)
    if document.references or document.references_title:
        _references(add(back, "ref-list"), document, scope)
    _sections(back, document.back, scope)
    if len(back):
        root.append(back)


def _sections(back: etree._Element, blocks: tuple[Block, ...], scope: Scope) -> None:
    """Sections as they come; loose blocks between them in a section with an empty title."""
    loose: list[Block] = []

    def flush() -> None:
        if loose:
            put_blocks(_untitled(back), tuple(loose), scope)
            loose.clear()

    for block in blocks:
        if not isinstance(block, Section):
            loose.append(block)
            continue
        flush()
        if ACK_RE.fullmatch(inline_text(block.title).strip()):
            _acknowledgement(back, block, scope)
        else:
            put_section(back, block, scope)
    flush()


def _acknowledgement(back: etree._Element, section: Section, scope: Scope) -> None:
    element = add(back, "ack", id=scope.place("sec", section.id) if section.id else "")
    if section.label:
        add(element, "label", scope.clean(section.label))
    put(add(element, "title"), section.title, scope, TITLE)
    if any(isinstance(block, Section) for block in section.blocks):
        put_blocks(_untitled(element), section.blocks, scope)
    else:
        put_in_paragraphs(element, section.blocks, scope)


def _untitled(parent: etree._Element) -> etree._Element:
    """A section without a heading of its own: the DTD wants a title, so it is there and empty."""
    holder = add(parent, "sec", specific_use="untitled")
    add(holder, "title")
    return holder


def _notes(group: etree._Element, document: Document, scope: Scope) -> None:
    marked = {n.rid for n in document_inlines(document) if isinstance(n, NoteRef)}
    for note in document.notes:
        element = add(group, "fn", id=scope.place("fn", note.id))
        if note.label or note.id in marked:
            add(element, "label", scope.clean(scope.labels[note.id]))
        if note.blocks:
            put_in_paragraphs(element, note.blocks, scope)
        if not len(element) or element[-1].tag == "label":
            add(element, "p", "" if note.blocks else MISSING_NOTE)


def _references(parent: etree._Element, document: Document, scope: Scope) -> None:
    if document.references_title:
        put(add(parent, "title"), document.references_title, scope, TITLE)
    for reference in document.references:
        _reference(add(parent, "ref", id=scope.place("bibr", reference.id)), reference, scope)


def _reference(parent: etree._Element, reference: Reference, scope: Scope) -> None:
    if reference.label:
        add(parent, "label", scope.clean(reference.label))
    kind = PUBLICATION_TYPES.get(reference.csl.type, "other") if reference.csl.type else ""
    holder = parent
    if (reference.certain and reference.csl != CslItem()) or _tells_work(reference.csl):
        fields = etree.Element("element-citation")
        fields.set("publication-type", kind or "other")
        _fields(fields, reference.csl, scope)
        if len(fields):
            holder = add(parent, "citation-alternatives")
            holder.append(fields)
    mixed = add(holder, "mixed-citation", publication_type=kind if reference.certain else "")
    put(mixed, reference.content or (Text(reference.raw),), scope, CITATION)


def _tells_work(item: CslItem) -> bool:
    """Whether two fields or more say which work it is; what was doubtful in the string is empty in them."""
    told = (item.author or item.editor, item.issued, item.title or item.container_title, item.doi)
    return sum(map(bool, told)) > 1


def _fields(parent: etree._Element, item: CslItem, scope: Scope) -> None:
    for role, people in (("author", item.author), ("editor", item.editor)):
        if people:
            group = add(parent, "person-group", person_group_type=role)
            for person in people:
                _person(group, person, scope)
    if item.issued:
        m = YEAR_RE.match(item.issued)
        year = f"{m.group() if m else item.issued}{item.year_suffix}"
        add(parent, "year", scope.clean(year), iso_8601_date=m.group() if m else "")
    part = PART_TITLES.get(item.type, "article-title")
    if item.container_title:
        if item.title:
            add(parent, part, scope.clean(item.title))
        add(parent, "source", scope.clean(item.container_title))
    elif item.title:
        add(parent, "source", scope.clean(item.title))
    for tag, value in (("edition", item.edition), ("volume", item.volume), ("issue", item.issue)):
        if value:
            add(parent, tag, scope.clean(value))
    _pages(parent, item.page, scope)
    for tag, value in (
        ("publisher-loc", item.publisher_place),
        ("publisher-name", item.publisher),
        ("isbn", item.isbn),
        ("issn", item.issn),
    ):
        if value:
            add(parent, tag, scope.clean(value))
    if item.doi:
        add(parent, "pub-id", scope.clean(item.doi), pub_id_type="doi")
    if item.url:
        add(parent, "ext-link", scope.clean(item.url), ext_link_type="uri").set(HREF, scope.clean(item.url))
    if item.accessed:
        add(parent, "date-in-citation", scope.clean(item.accessed), content_type="access-date")


def _person(group: etree._Element, person: Name, scope: Scope) -> None:
    if person.family:
        name = add(group, "name")
        add(name, "surname", scope.clean(person.family))
        if person.given:
            add(name, "given-names", scope.clean(person.given))
    elif person.literal or person.given:
        add(group, "collab", scope.clean(person.literal or person.given))


def _pages(parent: etree._Element, page: str, scope: Scope) -> None:
    if not page:
        return
    if m := RANGE_RE.fullmatch(page.strip()):
        add(parent, "fpage", scope.clean(m["first"]))
        add(parent, "lpage", scope.clean(m["last"]))
    else:
        add(parent, "page-range", scope.clean(page))
