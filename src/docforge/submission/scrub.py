"""Files without what they say of their makers: pictures, Word and PDF files. What is seen stays as it is."""

from __future__ import annotations

import io
import re
import struct

from lxml import etree

from docforge.exporters.pictures import mime_type
from docforge.exporters.svg import SVG, sanitise_svg
from docforge.submission.zipped import write_zip
from docforge.validate.archive import read_archive

# PNG 1.2, 4: what is needed to show the picture.
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYS", b"bKGD"}
)
# JPEG: JFIF, and how Adobe coded the colours.
JPEG_KEPT = frozenset({0xE0, 0xEE})
WEBP_DROPPED = frozenset({b"EXIF", b"XMP ", b"ICCP"})
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
PERSON_PARTS_RE = re.compile(r"word/(?:people|comments\w*)\.xml|docProps/thumbnail.*|customXml/.*")
RELATED_RE = re.compile(
    rb'<Relationship [^>]*Target="/?(?:[\w./]*)(?:people|comments\w*|customXml[\w./]*)\.xml"[^>]*/>'
)
TYPED_RE = re.compile(
    rb'<Override [^>]*PartName="/(?:word/(?:people|comments\w*)|customXml[\w./]*)\.xml"[^>]*/>'
)
PERSONAL = ("author", "initials", "userId", "providerId")


def scrub_file(name: str, data: bytes) -> bytes:
    """A supplementary file by its kind; kinds that are not known stay as they are, for the scan to judge."""
    if mime_type(name, data):
        return scrub_picture(name, data)
    if data.startswith(b"%PDF"):
        return scrub_pdf(data)
    if data.startswith(b"PK") and name.lower().endswith((".docx", ".xlsx", ".pptx")):
        return scrub_office(data)
    return data


def scrub_picture(name: str, data: bytes) -> bytes:
    """A picture without EXIF, XMP, comments, editor's data; its dots are the same."""
    match mime_type(name, data):
        case "image/png":
            return _png(data)
        case "image/jpeg":
            return _jpeg(data)
        case "image/gif":
            return _gif(data)
        case "image/webp":
            return _webp(data)
        case "image/svg+xml":
            return _svg(name, data)
        case _:
            return data


def _png(data: bytes) -> bytes:
    out, at = [data[:8]], 8
    while at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind in PNG_KEPT:
            out.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break
    return b"".join(out)


def _jpeg(data: bytes) -> bytes:
    out, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            end = data.rfind(b"\xff\xd9")
            out.append(data[at : end + 2 if end > at else len(data)])
            break
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in JPEG_KEPT:
            out.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join(out)


def _gif(data: bytes) -> bytes:
    """Without comments and application data other than the loop."""
    flags = data[10]
    at = 13 + (3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0)
    out = [data[:at]]
    while at < len(data):
        start, kind = at, data[at]
        if kind == 0x3B:
            out.append(b"\x3b")
            break
        if kind == 0x21:
            label = data[at + 1]
            body = data[at + 3 : at + 14]
            at = _blocks_end(data, at + 2)
            if label == 0xF9 or (label == 0xFF and body.startswith(b"NETSCAPE")):
                out.append(data[start:at])
        elif kind == 0x2C:
            local = data[at + 9]
            at += 10 + (3 * 2 ** ((local & 7) + 1) if local & 0x80 else 0) + 1
            at = _blocks_end(data, at)
            out.append(data[start:at])
        else:
            break
    return b"".join(out)


def _blocks_end(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> bytes:
    out, at = [], 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (size,) = struct.unpack("<I", data[at + 4 : at + 8])
        chunk = data[at : at + 8 + size + (size & 1)]
        if kind == b"VP8X":
            # The flags say what there is: no ICC, EXIF and XMP any more.
            chunk = chunk[:8] + bytes([chunk[8] & ~0x2C]) + chunk[9:]
        if kind not in WEBP_DROPPED:
            out.append(chunk)
        at += 8 + size + (size & 1)
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _svg(name: str, data: bytes) -> bytes:
    """Without metadata, comments, and the attributes that drawing programs leave (paths, file names)."""
    clean = sanitise_svg(name, data).data
    if not clean:
        return b""
    root = etree.fromstring(clean, etree.XMLParser(resolve_entities=False, no_network=True))
    for node in list(root.iter(etree.Element)):
        space = etree.QName(node).namespace
        parent = node.getparent()
        if parent is not None and (space not in (SVG, None) or etree.QName(node).localname == "metadata"):
            parent.remove(node)
            continue
        for attribute in list(node.attrib):
            owner = etree.QName(str(attribute)).namespace or ""
            if owner and owner not in (
                "http://www.w3.org/1999/xlink",
                "http://www.w3.org/XML/1998/namespace",
            ):
                del node.attrib[attribute]
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8")


def scrub_pdf(data: bytes) -> bytes:
    """Without document information, XMP, notes in the margin, attachments and private data of programs."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key in ("/Metadata", "/PieceInfo", "/Names", "/AA", "/OpenAction"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            for key in ("/Metadata", "/PieceInfo", "/AA"):
                if key in page.obj:
                    del page.obj[key]
            if "/Annots" in page.obj:
                links = [a for a in page.obj.Annots if a.get("/Subtype") == "/Link"]
                page.obj.Annots = pikepdf.Array(links)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") in ("/Image", "/Form"):
                for key in ("/Metadata", "/PieceInfo"):
                    if key in thing:
                        del thing[key]
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def scrub_office(data: bytes) -> bytes:
    """A Word, Excel or PowerPoint file without properties, comments and the names beside tracked changes."""
    files = read_archive(data, "").files
    if not files:
        return data
    kept = {}
    for name, content in files.items():
        if name in PROPERTIES:
            kept[name] = _empty(content)
        elif PERSON_PARTS_RE.fullmatch(name):
            continue
        elif name.endswith(".rels"):
            kept[name] = RELATED_RE.sub(b"", content)
        elif name == "[Content_Types].xml":
            kept[name] = TYPED_RE.sub(b"", content)
        elif name.endswith(".xml"):
            kept[name] = _unsigned(content)
        else:
            kept[name] = scrub_picture(name, content) if mime_type(name, content) else content
    return write_zip(kept, first="[Content_Types].xml")


def _empty(content: bytes) -> bytes:
    """The properties' own root, and nothing in it."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for child in list(root):
        root.remove(child)
    root.text = None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _unsigned(content: bytes) -> bytes:
    """Tracked changes by nobody; no marks of comments."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return content
    for node in list(root.iter(etree.Element)):
        for attribute in list(node.attrib):
            if etree.QName(str(attribute)).localname in PERSONAL:
                node.set(attribute, "Author")
        if etree.QName(node).localname.startswith("comment") and etree.QName(node).namespace == W:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
