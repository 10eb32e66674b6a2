"""Check a MECA package (NISO RP-30): manifest and transfer by their DTDs, and the files by the manifest.

Also checked: the JATS inside, that its pictures are in the package, and the checksums that docforge writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.archive import read_archive
from docforge.validate.base import Checked
from docforge.validate.dtd import JATS, MECA_MANIFEST, MECA_TRANSFER, DocType, parse_xml, validate_tree

CHECKER = "MECA DTDs"
VERSION = "1.0"
MANIFEST = "manifest.xml"
# Of MECA 1.0 and of the tools that write another.
SPACE = "{*}"
HREF = "{http://www.w3.org/1999/xlink}href"
CHECKSUM = "sha-256"


def check_meca(data: bytes, file: str) -> Checked:
    """Check a package; every finding is an ``invalid-output`` error at ``file!inner file``."""
    archive = read_archive(data, file)
    found = list(archive.found)
    if not found:
        found += check_files(archive.files, file)
    return Checked(CHECKER, VERSION, file, True, diagnostics=tuple(found))


def check_files(files: Mapping[str, bytes], file: str) -> list[Diagnostic]:
    """The same for the files of a package that is unpacked already."""
    if MANIFEST not in files:
        return [_bad(file, "it has no manifest.xml")]
    found: list[Diagnostic] = []
    manifest = _valid(files, MANIFEST, MECA_MANIFEST, file, found)
    if manifest is not None:
        _items(manifest, files, file, found)
    return found


def _bad(where: str, message: str) -> Diagnostic:
    return diagnostic("invalid-output", message, where=where)


def _valid(
    files: Mapping[str, bytes], name: str, kind: DocType, file: str, found: list[Diagnostic]
) -> etree._ElementTree | None:
    tree, refused = parse_xml(files[name], f"{file}!{name}")
    found.extend(refused)
    if tree is None:
        return None
    where = f"{file}!{name}"
    named = tree.docinfo.public_id or "no document type"
    if kind is JATS and tree.docinfo.root_name == JATS.root and named != JATS.public_id:
        found.append(
            diagnostic("not-checked", f"it names {named}; only {JATS.name} is checked.", where=where)
        )
        return tree
    if kind is not JATS:
        tree = _in_form(tree, kind, where, found)
    found.extend(validate_tree(tree, kind, where))
    return tree


def _in_form(
    tree: etree._ElementTree, kind: DocType, where: str, found: list[Diagnostic]
) -> etree._ElementTree:
    """The document with the namespace and DOCTYPE of MECA 1.0, where other tools wrote their own."""
    root = tree.getroot()
    space = etree.QName(root).namespace or ""
    wanted = f"https://manuscriptexchange.org/schema/{kind.root}"
    if space == wanted or etree.QName(root).localname != kind.root:
        return tree
    found.append(
        diagnostic(
            "invalid-output",
            f"the namespace is {space or 'not given'}; MECA 1.0 has {wanted}",
            hint="Other tools write it so; most receivers take it.",
            where=where,
            severity=Severity.WARNING,
        )
    )
    text = etree.tostring(root, encoding="unicode").replace(f'"{space}"', f'"{wanted}"')
    doctype = f'<!DOCTYPE {kind.root} PUBLIC "{kind.public_id}" "{kind.system_id}">'
    again, _ = parse_xml(f"{doctype}\n{text}".encode(), where)
    return again if again is not None else tree


def _items(
    manifest: etree._ElementTree, files: Mapping[str, bytes], file: str, found: list[Diagnostic]
) -> None:
    listed = _listed(manifest, files, file, found)
    where = f"{file}!{MANIFEST}"
    folders = tuple(name.rstrip("/") + "/" for name, kind in listed.items() if "directory" in kind)
    for name in files:
        if name != MANIFEST and name not in listed and not name.startswith(folders):
            found.append(_bad(where, f"{name} is in the package, and not listed"))
    present = [(name, kind) for name, kind in listed.items() if name in files]
    if not any(kind == "article-metadata" for _, kind in present):
        found.append(_bad(where, "no item is the article's metadata (JATS)"))
    for name, kind in present:
        if kind == "transfer-metadata":
            _valid(files, name, MECA_TRANSFER, file, found)
        elif kind == "article-metadata" and name.endswith(".xml"):
            tree = _valid(files, name, JATS, file, found)
            if tree is not None:
                _pictures(tree, name, files, file, found)


def _listed(
    manifest: etree._ElementTree, files: Mapping[str, bytes], file: str, found: list[Diagnostic]
) -> dict[str, str]:
    """Names of the manifest with the kinds of their items; each must be there and be what it was."""
    listed: dict[str, str] = {}
    where = f"{file}!{MANIFEST}"
    for item in manifest.iter(f"{SPACE}item"):
        for instance in item.iter(f"{SPACE}instance"):
            href = instance.get(HREF) or instance.get("href") or ""
            kind = item.get("item-type", "")
            if href in listed:
                found.append(_bad(where, f"{href} is listed twice"))
            listed[href] = kind
            if href not in files:
                if "directory" not in kind:
                    found.append(_bad(where, f"{href} is listed, and the package does not have it"))
                continue
            for note in item.iter(f"{SPACE}metadata"):
                digest = sha256(files[href]).hexdigest()
                if note.get("metadata-name") == CHECKSUM and (note.text or "") != digest:
                    found.append(_bad(where, f"{href} is not the file that its checksum is of"))
    return listed


def _pictures(
    tree: etree._ElementTree, name: str, files: Mapping[str, bytes], file: str, found: list[Diagnostic]
) -> None:
    folder = name.rpartition("/")[0]
    for graphic in tree.iter("graphic", "inline-graphic"):
        href = graphic.get(HREF, "")
        path = f"{folder}/{href}" if folder else href
        if "://" not in href and path not in files:
            found.append(_bad(f"{file}!{name}", f"the picture {href} is not in the package"))
