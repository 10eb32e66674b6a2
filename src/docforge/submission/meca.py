"""MECA packages: Manuscript Exchange Common Approach, NISO RP-30.

https://www.niso.org/publications/rp-30-2020-meca

A zip file with ``manifest.xml``, which lists every other file with its kind, media type and checksum,
``transfer.xml``, which says from where to where, the JATS as the article's metadata, the PDF as its
manuscript, the figures, supplementary files and the source text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.model.edition import EditionMeta
from docforge.submission.target import Destination, Item, Order, Parts, Target, fault, file_fault
from docforge.submission.zipped import CHECKSUMS, README, media_type
from docforge.validate.dtd import MECA_MANIFEST, MECA_TRANSFER, DocType
from docforge.validate.meca import CHECKSUM, HREF, MANIFEST

JATS_FILE = "article.xml"
PDF_FILE = "article.pdf"
TRANSFER = "transfer.xml"
SOURCE = "source/"
XLINK = "http://www.w3.org/1999/xlink"
MANIFEST_SPACE = "https://manuscriptexchange.org/schema/manifest"
TRANSFER_SPACE = "https://manuscriptexchange.org/schema/transfer"


def check_article(order: Order) -> Iterator[Diagnostic]:
    """What a package of an article cannot do without: title, author, JATS, and each file that is named."""
    for item in order.items:
        if not item.facts.title:
            yield fault(
                item, "title", "there is none.", "an article is known by its title.", "Give title.", "title"
            )
        if not item.facts.people:
            yield fault(
                item,
                "authors",
                "there is none.",
                "a journal writes to somebody.",
                "Name the authors under [[authors]] in article.toml.",
                "authors",
            )
        if JATS_FILE not in item.files:
            yield file_fault(
                item, JATS_FILE, "it is missing.", "the package needs the article as JATS.", "Build it again."
            )
        yield from check_supplements(item)


def check_supplements(item: Item) -> Iterator[Diagnostic]:
    """Supplementary files that are named and do not exist."""
    for number, extra in enumerate(item.facts.record.supplements):
        if extra.data is None:
            yield file_fault(
                item,
                extra.file,
                "the supplementary file does not exist in the article's folder.",
                "each file that is named goes along.",
                "Put it there, or take the block out of article.toml.",
                f"supplements[{number}].file",
            )


def check_meca(order: Order) -> Iterator[Diagnostic]:
    yield from check_article(order)
    if not order.destination.journal:
        yield fault(
            order,
            "destination",
            "the journal that the package goes to is not given, and transfer.xml names none.",
            "RP-30: a transfer has a destination.",
            "Name it with --journal.",
            "journal",
            advice=True,
        )


def build_meca(order: Order) -> Parts:
    """One article. The manifest is written last, over all files."""
    (item,) = order.items
    files, about, kinds = collect(item)
    files[TRANSFER] = _transfer(order.edition, order.destination)
    about[TRANSFER] = "from which journal to which"
    kinds[TRANSFER] = "transfer-metadata"
    return Parts(files, about, seal=partial(_with_manifest, item, kinds))


def collect(item: Item) -> tuple[dict[str, bytes], dict[str, str], dict[str, str]]:
    """The article's files, what they are in words, and their item types."""
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    kinds: dict[str, str] = {}

    def add(name: str, data: bytes, words: str, kind: str) -> None:
        files[name], about[name], kinds[name] = data, words, kind

    for name, data in item.facts.article.assets:
        add(name, data, "picture of the article", "figure")
    for extra in item.facts.record.supplements:
        if extra.data is not None:
            add(extra.file, extra.data, extra.title or "supplementary file", "supplementary-material")
    for name, data in item.files.items():
        if name == JATS_FILE:
            add(name, data, "the article as JATS XML: text and metadata", "article-metadata")
        elif name == PDF_FILE:
            add(name, data, "the article to read", "manuscript")
        else:
            add(SOURCE + name, data, "the text that the others are made from", "article-source")
    return files, about, kinds


def _with_manifest(item: Item, kinds: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    root = etree.Element(f"{{{MANIFEST_SPACE}}}manifest", nsmap={None: MANIFEST_SPACE, "xlink": XLINK})
    root.set("manifest-version", "1.0")
    for name in sorted(files):
        digest = sha256(files[name]).hexdigest()
        kind = kinds.get(name, "article-supporting-file")
        entry = _add(root, "item")
        entry.set("id", f"item-{uuid5(NAMESPACE_URL, f'{name} {digest}')}")
        entry.set("item-type", kind)
        if item.facts.title and kind in ("article-metadata", "manuscript"):
            _add(entry, "item-title").text = item.facts.title
        if name in (README, CHECKSUMS):
            _add(entry, "item-description").text = "For people" if name == README else "SHA-256 of each file"
        metadata = _add(_add(entry, "item-metadata"), "metadata")
        metadata.set("metadata-name", CHECKSUM)
        metadata.text = digest
        instance = _add(entry, "instance")
        instance.set("media-type", media_type(name))
        instance.set(HREF, name)
    return {**files, MANIFEST: _xml(root, MECA_MANIFEST)}


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


MECA = Target(
    "meca",
    "MECA package for the transfer of a manuscript",
    "NISO RP-30-2020",
    "A manuscript for another journal or preprint server: JATS, PDF, figures, supplements, sources.",
    "Give the whole zip to the system of the journal, or to its editor.",
    "new",
    False,
    check_meca,
    build_meca,
)
