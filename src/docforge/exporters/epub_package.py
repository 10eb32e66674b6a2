"""Package document of an EPUB: metadata, manifest, spine (EPUB 3.3, section 5, https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from docforge.exporters.details import licence_link
from docforge.exporters.epub_access import CONFORMS, Access, access_of
from docforge.exporters.epub_content import Content
from docforge.exporters.html_context import FORBIDDEN_RE, Element
from docforge.model.edition import EditionMeta
from docforge.model.meta import Contributor

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    b" <rootfiles>\n"
    b'  <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\n'
    b" </rootfiles>\n"
    b"</container>\n"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the package; ``spine`` items are read in the order they stand."""

    path: str
    media_type: str
    data: bytes
    properties: str = ""
    spine: bool = False


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the package says of itself beside its articles."""

    title: str
    identifier: str
    modified: str
    language: str
    whole: bool  # an edition, not one article of it
    doi: str = ""


def package_document(
    facts: PackageFacts, contents: Sequence[Content], edition: EditionMeta, items: Sequence[Item]
) -> bytes:
    """The package document; ``items`` in manifest order, those of the spine in reading order."""
    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF})
    root.set("version", "3.0")
    root.set("unique-identifier", "pub-id")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", facts.language)
    _metadata(root, facts, contents, edition)
    manifest = _opf(root, "manifest")
    spine = _opf(root, "spine")
    for number, item in enumerate(items, 1):
        entry = _opf(manifest, "item", id=f"i{number:03d}", href=item.path)
        entry.set("media-type", item.media_type)
        if item.properties:
            entry.set("properties", item.properties)
        if item.spine:
            _opf(spine, "itemref", idref=f"i{number:03d}")
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _opf(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    made = etree.SubElement(parent, f"{{{OPF}}}{tag}")
    for name, value in attributes.items():
        made.set(name, value)
    made.text = FORBIDDEN_RE.sub("", text) or None
    return made


def _dc(parent: Element, tag: str, text: str, name: str = "") -> None:
    """A Dublin Core element; nothing at all for an empty value."""
    if not text.strip():
        return
    made = etree.SubElement(parent, f"{{{DC}}}{tag}")
    if name:
        made.set("id", name)
    made.text = FORBIDDEN_RE.sub("", " ".join(text.split()))


def _meta(parent: Element, prop: str, text: str, refines: str = "", **more: str) -> None:
    made = _opf(parent, "meta", text, property=prop, **more)
    if refines:
        made.set("refines", f"#{refines}")


def _metadata(root: Element, facts: PackageFacts, contents: Sequence[Content], edition: EditionMeta) -> None:
    parent = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    _dc(parent, "identifier", facts.identifier, "pub-id")
    if facts.whole:
        _dc(parent, "identifier", edition.identifier)
    if facts.doi:
        _dc(parent, "identifier", f"doi:{facts.doi}")
    _dc(parent, "title", facts.title, "title")
    languages = [facts.language, *(content.language for content in contents)]
    for language in dict.fromkeys(languages):
        _dc(parent, "language", language)
    _people(parent, contents, edition, facts.whole)
    _dc(parent, "publisher", edition.publisher)
    if edition.date:
        _dc(parent, "date", edition.date)
    if facts.whole:
        _dc(parent, "description", edition.description)
    else:
        for keyword in contents[0].article.document.meta.keywords if contents else ():
            _dc(parent, "subject", keyword)
    _dc(parent, "rights", _rights(contents))
    if any(content.pages for content in contents):
        source = _page_source(edition)
        _dc(parent, "source", source)
        _meta(parent, "pageBreakSource", source)
    if edition.journal:
        _meta(parent, "belongs-to-collection", edition.journal, id="journal")
        _meta(parent, "collection-type", "series", "journal")
        position = ".".join(p for p in (edition.volume, edition.issue) if p)
        if position and all(p.isdigit() for p in position.split(".")):
            _meta(parent, "group-position", position, "journal")
    _meta(parent, "dcterms:modified", facts.modified)
    _accessibility(parent, access_of(contents, edition))


def _page_source(edition: EditionMeta) -> str:
    """What the page numbers are those of: the issue as PDF, by its identifier or by its name."""
    if edition.identifier:
        return edition.identifier
    position = ".".join(p for p in (edition.volume, edition.issue) if p)
    name = ", ".join(filter(None, (edition.journal, position, edition.title)))
    return f"{name or 'Edition'} (PDF)"


def _people(parent: Element, contents: Sequence[Content], edition: EditionMeta, whole: bool) -> None:
    people: dict[str, str] = {}
    for content in contents:
        for person in content.article.document.meta.contributors:
            if person.name.strip():
                people.setdefault(person.name, _sorting_name(person))
    for number, (name, sorting) in enumerate(people.items(), 1):
        _dc(parent, "creator", name, f"creator-{number}")
        _meta(parent, "role", "aut", f"creator-{number}", scheme="marc:relators")
        if sorting:
            _meta(parent, "file-as", sorting, f"creator-{number}")
    for index, editor in enumerate((e for e in edition.editors if whole and e.strip()), 1):
        _dc(parent, "contributor", editor, f"editor-{index}")
        _meta(parent, "role", "edt", f"editor-{index}", scheme="marc:relators")


def _sorting_name(person: Contributor) -> str:
    """ "Roe, Ann" where the family name is certain; a name of unknown order is not inverted."""
    if not person.family.strip():
        return ""
    return ", ".join(part for part in (person.family.strip(), person.given.strip()) if part)


def _rights(contents: Sequence[Content]) -> str:
    """The rights as given: one statement when all articles share it, else a pointer to the articles."""
    told: list[str] = []
    for content in contents:
        rights = content.article.document.meta.permission
        known = rights.licence not in ("", "unknown")
        holder = " ".join(("©", *filter(None, (rights.year, rights.holder)))) if rights.holder else ""
        name = licence_link(rights.licence)[0] if known else ""
        told.append(". ".join(p for p in (holder, rights.statement, name) if p))
    if len(set(told)) == 1:
        return told[0]
    return "Rights are stated with each article." if any(told) else ""


def _accessibility(parent: Element, told: Access) -> None:
    for prop, values in (
        ("accessMode", told.modes),
        ("accessModeSufficient", told.sufficient),
        ("accessibilityFeature", told.features),
        ("accessibilityHazard", told.hazards),
    ):
        for value in values:
            _meta(parent, f"schema:{prop}", value)
    _meta(parent, "schema:accessibilitySummary", told.summary)
    if told.certifier:
        _meta(parent, "dcterms:conformsTo", CONFORMS, id="conformance")
        _meta(parent, "a11y:certifiedBy", told.certifier, "conformance")
