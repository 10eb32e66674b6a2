"""An entry of the reference list as JATS.

It is always there as ``mixed-citation``, its printed string; its fields (``element-citation``) stand beside
it where an editor gave them, or where the printed string tells the work beyond doubt.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.inline import CITATION, LINK_TITLE, link_title, put
from docforge.exporters.jats.scope import HREF, Scope, add
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.nodes import Text

DATE_RE = re.compile(
    r"(?P<year>1[4-9]\d\d|20[0-2]\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?"
)
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


def put_reference(parent: etree._Element, reference: Reference, scope: Scope) -> None:
    if reference.label:
        add(parent, "label", scope.clean(reference.label))
    holder = parent
    kind = PUBLICATION_TYPES.get(reference.csl.type, "other")
    if (reference.certain and reference.csl != CslItem()) or _tells_work(reference.csl):
        fields = etree.Element("element-citation")
        _fields(fields, reference.csl, scope)
        if len(fields):
            fields.set("publication-type", _told_kind(kind, fields))
            fields.set(
                "specific-use", f"{'certain' if reference.certain else 'read'} csl-{reference.csl.type}"
            )
            holder = add(parent, "citation-alternatives")
            holder.append(fields)
    # A string without marked parts cannot have what JATS4R asks of preprints and data.
    plain = "other" if holder is parent or kind in ("preprint", "data") else kind
    mixed = add(holder, "mixed-citation", publication_type=plain)
    put(mixed, reference.content or (Text(reference.raw),), scope, CITATION)


def _told_kind(kind: str, fields: etree._Element) -> str:
    """``kind``, or "other" for a preprint of which not all is known that JATS4R asks for."""
    there = {str(field.tag) for field in fields}
    preprint = {"person-group", "article-title", "year", "source"} <= there and there & {"ext-link", "pub-id"}
    return "other" if kind == "preprint" and not preprint else kind


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
    _issued(parent, item, scope)
    part = PART_TITLES.get(item.type, "article-title")
    if item.title and (item.container_title or part == "data-title"):
        add(parent, part, scope.clean(item.title))
    elif item.title:
        add(parent, "source", scope.clean(item.title))
    if item.container_title:
        use = "" if item.title else "container"
        add(parent, "source", scope.clean(item.container_title), specific_use=use)
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
        link = add(parent, "ext-link", scope.clean(item.url), ext_link_type="uri")
        link.set(HREF, scope.clean(item.url))
        link.set(LINK_TITLE, scope.clean(link_title(item.url, item.url)))
    if item.accessed:
        add(parent, "date-in-citation", scope.clean(item.accessed), content_type="access-date")


def _issued(parent: etree._Element, item: CslItem, scope: Scope) -> None:
    """The date; what is no year of four digits is a date in words."""
    m = DATE_RE.fullmatch(item.issued)
    if m is None:
        if told := scope.clean(f"{item.issued}{item.year_suffix}"):
            add(parent, "string-date", told)
        return
    # Behind a letter the full date is no year any more, which is what is asked for there (JATS4R, citations).
    iso = m["year"] if item.year_suffix else item.issued
    add(parent, "year", scope.clean(f"{m['year']}{item.year_suffix}"), iso_8601_date=iso)
    for tag in ("month", "day"):
        if m[tag]:
            add(parent, tag, m[tag])


def _person(group: etree._Element, person: Name, scope: Scope) -> None:
    if person.family:
        name = add(group, "name")
        add(name, "surname", scope.clean(person.family))
        if person.given:
            add(name, "given-names", scope.clean(person.given))
    elif person.literal or person.given:
        add(group, "collab", scope.clean(person.literal or person.given))


def _pages(parent: etree._Element, page: str, scope: Scope) -> None:
    page = scope.clean(page.strip())
    m = RANGE_RE.fullmatch(page)
    if m:
        add(parent, "fpage", m["first"])
        add(parent, "lpage", m["last"])
    if page and (m is None or page != f"{m['first']}-{m['last']}" or _backwards(m["first"], m["last"])):
        add(parent, "page-range", page)


def _backwards(first: str, last: str) -> bool:
    """Whether a range ends before it begins: "1121-34", which only as a range of pages is no mistake."""
    one, two = (re.sub(r"\D", "", page) for page in (first, last))
    return bool(one and two) and int(one) > int(two)
