"""MECA packages: Manuscript Exchange Common Approach, NISO RP-30.

https://www.niso.org/publications/rp-30-2020-meca

A zip file with ``manifest.xml``, which lists every other file, ``transfer.xml``, which says from where to
where, the JATS as the article's metadata, the PDF as its manuscript, the figures and the source text. Each
file's checksum stands in the manifest as item metadata and, for tools, in ``checksums.sha256`` (format of
sha256sum).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.edition import Article, EditionMeta
from docforge.model.text import inline_text
from docforge.submission.profile import Destination, Target
from docforge.validate.dtd import MECA_MANIFEST, MECA_TRANSFER, DocType
from docforge.validate.meca import CHECKSUM, HREF, MANIFEST, check_meca

JATS_FILE = "article.xml"
PDF_FILE = "article.pdf"
TRANSFER = "transfer.xml"
CHECKSUMS = "checksums.sha256"
XLINK = "http://www.w3.org/1999/xlink"
MANIFEST_SPACE = "https://manuscriptexchange.org/schema/manifest"
TRANSFER_SPACE = "https://manuscriptexchange.org/schema/transfer"
EPOCH = (1980, 1, 1, 0, 0, 0)
MEDIA_TYPES = {
    "xml": "application/xml",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "sha256": "text/plain",
}


def package_meca(
    article: Article,
    edition: EditionMeta,
    files: Mapping[str, bytes],
    destination: Destination | None = None,
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Pack one article.

    In: ``files`` by name relative to the package: "article.xml" (needed), "article.pdf", and whatever else is
    to go along as source. The article's pictures are added from its assets. ``destination``: the journal it
    goes to. Out: the zip, and the findings of its own check (``invalid-output`` errors); b"" when the JATS is
    missing or a name is none that a package may have.
    """
    packed = dict(article.assets) | dict(files)
    wrong = [name for name in packed if not _allowed(name)]
    told = [
        diagnostic("invalid-output", f"{name!r} is no name for a file of a package", where=name)
        for name in wrong
    ]
    if JATS_FILE not in packed:
        told.append(
            diagnostic("invalid-output", "A MECA package needs the article as JATS.", where=JATS_FILE)
        )
    if told:
        return b"", tuple(told)
    goal = destination or Destination()
    if not goal.journal:
        told.append(
            diagnostic(
                "not-rendered",
                "The journal that the package goes to is not given; transfer.xml names none.",
                hint="Name it with --journal.",
                where=TRANSFER,
            )
        )
    packed[TRANSFER] = _transfer(edition, goal)
    packed[CHECKSUMS] = "".join(
        f"{sha256(packed[name]).hexdigest()}  {name}\n" for name in sorted(packed)
    ).encode()
    figures = {name for name, _ in article.assets}
    packed[MANIFEST] = _manifest(article, packed, figures)
    package = _zip(packed)
    return package, (*told, *check_meca(package, "package.zip").diagnostics)


def _allowed(name: str) -> bool:
    """A relative name of plain parts that is not one of those we write ourselves."""
    parts = name.split("/")
    return (
        name not in (MANIFEST, TRANSFER, CHECKSUMS)
        and "\\" not in name
        and name.isprintable()
        and ":" not in parts[0]
        and all(part not in ("", ".", "..") for part in parts)
    )


def _item_type(name: str, figures: set[str]) -> str:
    if name == JATS_FILE:
        return "article-metadata"
    if name == PDF_FILE:
        return "manuscript"
    if name == TRANSFER:
        return "transfer-metadata"
    return "article-supporting-file" if name in figures or name == CHECKSUMS else "article-source"


def _manifest(article: Article, packed: Mapping[str, bytes], figures: set[str]) -> bytes:
    root = etree.Element(
        f"{{{MANIFEST_SPACE}}}manifest",
        nsmap={None: MANIFEST_SPACE, "xlink": XLINK},
    )
    root.set("manifest-version", "1.0")
    title = " ".join(inline_text(article.document.meta.title).split())
    for name in sorted(packed):
        digest = sha256(packed[name]).hexdigest()
        kind = _item_type(name, figures)
        item = _add(root, "item")
        item.set("id", f"item-{uuid5(NAMESPACE_URL, f'{name} {digest}')}")
        item.set("item-type", kind)
        if title and kind in ("article-metadata", "manuscript"):
            _add(item, "item-title").text = title
        metadata = _add(_add(item, "item-metadata"), "metadata")
        metadata.set("metadata-name", CHECKSUM)
        metadata.text = digest
        instance = _add(item, "instance")
        instance.set(
            "media-type", MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        )
        instance.set(HREF, name)
    return _xml(root, MECA_MANIFEST)


def _transfer(edition: EditionMeta, destination: Destination) -> bytes:
    root = etree.Element(f"{{{TRANSFER_SPACE}}}transfer", nsmap={None: TRANSFER_SPACE})
    root.set("transfer-version", "1.0")
    source = _add(root, "transfer-source")
    if edition.publisher:
        _add(_add(source, "service-provider"), "provider-name").text = edition.publisher
    _publication(source, edition.journal or edition.title, edition.journal_abbrev)
    # The DTD wants a provider and a title for the destination; where nobody gave them they stay empty.
    target = _add(root, "destination")
    provider = _add(target, "service-provider")
    if destination.provider:
        _add(provider, "provider-name").text = destination.provider
    _publication(target, destination.journal, destination.acronym)
    return _xml(root, MECA_TRANSFER)


def _publication(parent: etree._Element, title: str, acronym: str) -> None:
    publication = _add(parent, "publication")
    publication.set("type", "journal")
    _add(publication, "publication-title").text = title or None
    if acronym:
        _add(publication, "acronym").text = acronym


def _add(parent: etree._Element, tag: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}")


def _xml(root: etree._Element, kind: DocType) -> bytes:
    etree.indent(root, " ")
    doctype = f'<!DOCTYPE {kind.root} PUBLIC "{kind.public_id}" "{kind.system_id}">'
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype) + b"\n"


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = 0o100644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()


MECA = Target(
    "meca",
    "MECA package for the transfer of a manuscript",
    "NISO RP-30-2020",
    ".zip",
    (JATS_FILE,),
    (PDF_FILE,),
    package_meca,
)
