"""The last step of every PDF: what PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) ask of the whole file.

In: a tagged PDF, of one article or bound of several. Out: the same pages with metadata that name both
standards, the colours' meaning, and links that are printed. The same input gives the same bytes. What stands
on the pages (tags, fonts, colours of pictures) must be right already; veraPDF tells whether it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from docforge.exporters.theme import colour_profile

PROFILE_NAME = "sRGB2014"
PRINTED = 4  # the flag of annotations that are printed (ISO 32000-1, 12.5.3)
HIDDEN = 1 | 2 | 32  # invisible, hidden, not viewed
NAMESPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# PDF/A knows no PDF/UA: the marker has to be described in the file (ISO 19005-3, 6.6.2.3.3).
UA_SCHEMA = (
    ("pdfaSchema:schema", "PDF/UA identification schema"),
    ("pdfaSchema:namespaceURI", NAMESPACES["pdfuaid"]),
    ("pdfaSchema:prefix", "pdfuaid"),
)
UA_PROPERTY = (
    ("pdfaProperty:name", "part"),
    ("pdfaProperty:valueType", "Integer"),
    ("pdfaProperty:category", "internal"),
    ("pdfaProperty:description", "Part of ISO 14289 that the file follows"),
)


def conform(data: bytes) -> bytes:
    """The PDF as PDF/UA-1 and PDF/A-3a at once; title, authors and language are those it has."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        conform_pdf(pdf)
        return save(pdf)


def save(pdf: Pdf) -> bytes:
    """The bytes of a PDF, the same for the same content."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")
    return out.getvalue()


def conform_pdf(pdf: Pdf) -> None:
    """The same for an open file, which the caller saves."""
    _write_metadata(pdf)
    _write_output_intent(pdf)
    for page in pdf.pages:
        annotations = page.obj.get(Name.Annots, Array())
        if len(annotations):
            page.obj.Tabs = Name.S
        for annotation in annotations:
            annotation.F = int(annotation.get(Name.F, 0)) & ~HIDDEN | PRINTED
    root = pdf.Root
    root.MarkInfo = Dictionary(Marked=True)
    preferences = root.get(Name.ViewerPreferences, Dictionary())
    preferences.DisplayDocTitle = True
    root.ViewerPreferences = preferences
    tree = root.get(Name.StructTreeRoot)
    if tree is not None and Name.IDTree not in tree:
        _write_identifiers(pdf, tree)


def _write_output_intent(pdf: Pdf) -> None:
    """Say what red, green and blue mean (ISO 19005-3, 6.2.3)."""
    profile = pdf.make_stream(colour_profile(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(PROFILE_NAME),
        Info=String(PROFILE_NAME),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _write_identifiers(pdf: Pdf, tree: Any) -> None:
    """The index of named elements (ISO 32000-1, 14.7.2): notes and the heads of tables."""
    named = {bytes(node.ID): node for node in _elements(tree) if Name.ID in node}
    if named:
        names = Array([part for key in sorted(named) for part in (String(key), named[key])])
        tree.IDTree = pdf.make_indirect(Dictionary(Names=names))


def _elements(tree: Any) -> Iterator[Any]:
    waiting = [tree]
    while waiting:
        kids = waiting.pop().get(Name.K)
        for kid in kids if isinstance(kids, Array) else (kids,):
            if isinstance(kid, Dictionary) and Name.S in kid:
                yield kid
                waiting.append(kid)


# ---------------------------------------------------------------- metadata


def _write_metadata(pdf: Pdf) -> None:
    """XMP from the document information, which stays the same (ISO 19005-3, 6.6)."""
    info = {str(key): str(value) for key, value in pdf.docinfo.items()}
    creators = _creators(pdf) or [name for name in (info.get("/Author", ""),) if name]
    language = str(pdf.Root.get(Name.Lang, ""))
    stream = pdf.make_stream(_packet(info, creators, language))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def _creators(pdf: Pdf) -> list[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        found = metadata.get("dc:creator", [])
    return [found] if isinstance(found, str) else [str(name) for name in found]


def _packet(info: dict[str, str], creators: Sequence[str], language: str) -> bytes:
    top = etree.Element(_name("x:xmpmeta"), nsmap=NAMESPACES)
    rdf = etree.SubElement(top, _name("rdf:RDF"))
    about = etree.SubElement(rdf, _name("rdf:Description"), {_name("rdf:about"): ""})
    for name, value in (
        ("pdfaid:part", "3"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
        ("xmp:CreatorTool", info.get("/Creator", "")),
        ("pdf:Producer", info.get("/Producer", "")),
        ("pdf:Keywords", info.get("/Keywords", "")),
    ):
        _add(about, name, value)
    _add_list(about, "dc:title", "rdf:Alt", [info.get("/Title", "")])
    _add_list(about, "dc:description", "rdf:Alt", [info.get("/Subject", "")])
    _add_list(about, "dc:creator", "rdf:Seq", creators)
    _add_list(about, "dc:language", "rdf:Bag", [language])
    schemas = etree.SubElement(etree.SubElement(about, _name("pdfaExtension:schemas")), _name("rdf:Bag"))
    schema = _add_resource(schemas, UA_SCHEMA)
    properties = etree.SubElement(etree.SubElement(schema, _name("pdfaSchema:property")), _name("rdf:Seq"))
    _add_resource(properties, UA_PROPERTY)
    body: bytes = etree.tostring(top, encoding="utf-8", pretty_print=True)
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
    return begin + body + b'<?xpacket end="w"?>'


def _name(prefixed: str) -> str:
    prefix, _, name = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def _add(parent: etree._Element, name: str, value: str) -> None:
    if value:
        etree.SubElement(parent, _name(name)).text = value


def _add_list(parent: etree._Element, name: str, kind: str, values: Sequence[str]) -> None:
    if not any(values):
        return
    holder = etree.SubElement(etree.SubElement(parent, _name(name)), _name(kind))
    for value in filter(None, values):
        item = etree.SubElement(holder, _name("rdf:li"))
        if kind == "rdf:Alt":
            item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
        item.text = value


def _add_resource(parent: etree._Element, values: Sequence[tuple[str, str]]) -> etree._Element:
    item = etree.SubElement(parent, _name("rdf:li"), {_name("rdf:parseType"): "Resource"})
    for name, value in values:
        _add(item, name, value)
    return item
