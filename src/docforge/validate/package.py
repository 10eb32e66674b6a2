"""Check a package again, ours or another's: its names, its checksums, its manifest, its XML, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.archive import read_archive
from docforge.validate.bag import BAGIT, check_bag
from docforge.validate.base import Checked
from docforge.validate.dtd import JATS, parse_xml
from docforge.validate.jats import check_jats
from docforge.validate.meca import MANIFEST, check_files
from docforge.validate.schemas import check_schema

CHECKSUMS = "checksums.sha256"
LINE_RE = re.compile(r"(?P<digest>[0-9a-fA-F]{64}) [ *](?P<name>.+)")


def verify_package(data: bytes, file: str, schemas: Path | None = None) -> tuple[Diagnostic, ...]:
    """Every fault of a package; ``not-checked`` says which check was not run, and why."""
    archive = read_archive(data, file)
    if archive.found:
        return archive.found
    files = archive.files
    if not files:
        return (_bad(file, "it is empty."),)
    found = list(_checksums(files, file))
    found += check_bag(files, file)
    if MANIFEST in files and not any(name.endswith(BAGIT) for name in files):
        found += check_files(files, file)
    elif CHECKSUMS not in files and not any(name.endswith(BAGIT) for name in files):
        told = "it has no manifest and no checksums; whether files are missing cannot be told."
        found.append(diagnostic("not-checked", told, where=file))
    found += _documents(files, file, schemas)
    return tuple(dict.fromkeys(found))


def check_package(data: bytes, file: str) -> Checked:
    """The same as an answer of a validator; MECA packages are checked by their own."""
    return Checked("packages", "1", file, True, diagnostics=verify_package(data, file))


def kinds(data: bytes) -> str:
    """What kind of package it is, in a word or two."""
    files = read_archive(data, "").files
    if any(name.endswith(BAGIT) for name in files):
        return "BagIt"
    return "MECA" if MANIFEST in files else "zip of files"


def _checksums(files: Mapping[str, bytes], file: str) -> Iterator[Diagnostic]:
    if CHECKSUMS not in files:
        return
    where = f"{file}!{CHECKSUMS}"
    listed: dict[str, str] = {}
    for line in files[CHECKSUMS].decode("utf-8", "replace").splitlines():
        match = LINE_RE.fullmatch(line)
        if not match:
            yield _bad(where, f"this line of {CHECKSUMS} is none of a checksum: {line[:80]!r}.")
            continue
        listed[match["name"]] = match["digest"].lower()
    for name, digest in listed.items():
        if name not in files:
            yield _bad(where, f"{name} has a checksum, and the package does not have it.")
        elif sha256(files[name]).hexdigest() != digest:
            yield _bad(where, f"{name} is not the file that its checksum is of; it was changed.")
    for name in files:
        # What wraps the package lists the checksums, and so cannot stand among them.
        if name not in listed and name not in (CHECKSUMS, MANIFEST):
            yield _bad(where, f"{name} has no checksum; it was added later.")


def _documents(files: Mapping[str, bytes], file: str, schemas: Path | None) -> Iterator[Diagnostic]:
    """XML by its DTD or schema. The article of a MECA package is checked with its manifest."""
    for name in sorted(files):
        if not name.endswith(".xml") or name in (MANIFEST, "transfer.xml"):
            continue
        where = f"{file}!{name}"
        tree, refused = parse_xml(files[name], where)
        if tree is None:
            yield from refused
        elif tree.docinfo.public_id == JATS.public_id:
            yield from check_jats(files[name], where).diagnostics
        else:
            yield from check_schema(files[name], where, schemas)


def _bad(where: str, message: str) -> Diagnostic:
    return diagnostic("invalid-output", message, hint="Ask for the package again.", where=where)
