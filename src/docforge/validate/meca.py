"""Check a MECA package (NISO RP-30): manifest and transfer by their DTDs, and the files by the manifest.

Also checked: the JATS inside, that its pictures are in the package, and the checksums that docforge writes.
"""

from __future__ import annotations

import zipfile
import zlib
from hashlib import sha256
from io import BytesIO

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.base import Checked
from docforge.validate.dtd import JATS, MECA_MANIFEST, MECA_TRANSFER, DocType, parse_xml, validate_tree

CHECKER = "MECA DTDs"
VERSION = "1.0"
MANIFEST = "manifest.xml"
SPACE = "{https://manuscriptexchange.org/schema/manifest}"
HREF = "{http://www.w3.org/1999/xlink}href"
CHECKSUM = "sha-256"
LIMIT = 512 * 1024 * 1024


def check_meca(data: bytes, file: str) -> Checked:
    """Check a package; every finding is an ``invalid-output`` error at ``file!inner file``."""
    try:
        files = _read_zip(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        return _checked(file, [_bad(file, f"not a zip file that can be read: {error}")])
    if files is None:
        return _checked(
            file, [_bad(file, f"unpacked it is larger than {LIMIT // 1024**2} MB; it was not read")]
        )
    if MANIFEST not in files:
        return _checked(file, [_bad(file, "it has no manifest.xml")])
    found: list[Diagnostic] = []
    manifest = _valid(files, MANIFEST, MECA_MANIFEST, file, found)
    if manifest is not None:
        _items(manifest, files, file, found)
    return _checked(file, found)


def _checked(file: str, found: list[Diagnostic]) -> Checked:
    return Checked(CHECKER, VERSION, file, True, diagnostics=tuple(found))


def _bad(where: str, message: str) -> Diagnostic:
    return diagnostic("invalid-output", message, where=where)


def _read_zip(data: bytes) -> dict[str, bytes] | None:
    """The files of the package, None when they are too large together."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in infos) > LIMIT:
            return None
        return {info.filename: archive.read(info) for info in infos}


def _valid(
    files: dict[str, bytes], name: str, kind: DocType, file: str, found: list[Diagnostic]
) -> etree._ElementTree | None:
    tree, refused = parse_xml(files[name], f"{file}!{name}")
    found.extend(refused)
    if tree is not None:
        found.extend(validate_tree(tree, kind, f"{file}!{name}"))
    return tree


def _items(manifest: etree._ElementTree, files: dict[str, bytes], file: str, found: list[Diagnostic]) -> None:
    listed: dict[str, str] = {}
    where = f"{file}!{MANIFEST}"
    for item in manifest.iter(f"{SPACE}item"):
        for instance in item.iter(f"{SPACE}instance"):
            href = instance.get(HREF, "")
            if href in listed:
                found.append(_bad(where, f"{href} is listed twice"))
            listed[href] = item.get("item-type", "")
            if href not in files:
                found.append(_bad(where, f"{href} is listed, and the package does not have it"))
                continue
            for note in item.iter(f"{SPACE}metadata"):
                digest = sha256(files[href]).hexdigest()
                if note.get("metadata-name") == CHECKSUM and (note.text or "") != digest:
                    found.append(_bad(where, f"{href} is not the file that its checksum is of"))
    for name in files:
        if name != MANIFEST and name not in listed:
            found.append(_bad(where, f"{name} is in the package, and not listed"))
    present = [(name, kind) for name, kind in listed.items() if name in files]
    if not any(kind == "article-metadata" for _, kind in present):
        found.append(_bad(where, "no item is the article's metadata (JATS)"))
    for name, kind in present:
        if kind == "transfer-metadata":
            _valid(files, name, MECA_TRANSFER, file, found)
        elif kind == "article-metadata":
            tree = _valid(files, name, JATS, file, found)
            if tree is not None:
                _pictures(tree, name, files, file, found)


def _pictures(
    tree: etree._ElementTree, name: str, files: dict[str, bytes], file: str, found: list[Diagnostic]
) -> None:
    folder = name.rpartition("/")[0]
    for graphic in tree.iter("graphic", "inline-graphic"):
        href = graphic.get(HREF, "")
        path = f"{folder}/{href}" if folder else href
        if "://" not in href and path not in files:
            found.append(_bad(f"{file}!{name}", f"the picture {href} is not in the package"))
