"""Check a bag: BagIt 1.0 (RFC 8493), its payload by the manifest, its tag files by theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from docforge.diagnostics import Diagnostic, diagnostic

BAGIT = "bagit.txt"
MANIFEST = "manifest-sha256.txt"
TAGS = "tagmanifest-sha256.txt"
DECLARED_RE = re.compile(r"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")
LINE_RE = re.compile(r"(?P<digest>[0-9a-fA-F]{64})[ \t]+\*?(?P<name>.+)")


def check_bag(files: Mapping[str, bytes], file: str) -> Iterator[Diagnostic]:
    """Every fault of the bag among ``files``; nothing where there is none."""
    base = next((name.removesuffix(BAGIT) for name in files if name.rpartition("/")[2] == BAGIT), None)
    if base is None:
        return
    inner = {name.removeprefix(base): data for name, data in files.items() if name.startswith(base)}
    if len(inner) < len(files):
        yield _bad(file, "a bag is one folder, and there are files beside it.")
    if not DECLARED_RE.fullmatch(inner[BAGIT].decode("utf-8", "replace")):
        yield _bad(file, f"{BAGIT} does not say BagIt-Version and Tag-File-Character-Encoding: UTF-8.")
    payload = {name for name in inner if name.startswith("data/")}
    if MANIFEST not in inner:
        other = any(name.startswith("manifest-") for name in inner)
        why = "only SHA-256 manifests are read" if other else "it has no manifest of its payload"
        yield _bad(file, f"{why} ({MANIFEST}).")
        return
    yield from _by_list(inner, MANIFEST, payload, file)
    if TAGS in inner:
        yield from _by_list(
            inner, TAGS, {name for name in inner if name not in payload and name != TAGS}, file
        )


def _by_list(inner: Mapping[str, bytes], manifest: str, due: set[str], file: str) -> Iterator[Diagnostic]:
    listed = set()
    for line in inner[manifest].decode("utf-8", "replace").splitlines():
        match = LINE_RE.fullmatch(line.strip())
        if not match:
            yield _bad(file, f"{manifest} has a line that is no checksum: {line[:80]!r}.")
            continue
        name = match["name"]
        listed.add(name)
        if name not in inner:
            yield _bad(file, f"{manifest} names {name}, and the bag does not have it.")
        elif sha256(inner[name]).hexdigest() != match["digest"].lower():
            yield _bad(file, f"{name} is not the file that {manifest} is of; it was changed.")
    for name in sorted(due - listed):
        yield _bad(file, f"{name} is in the bag, and {manifest} does not name it.")


def _bad(file: str, message: str) -> Diagnostic:
    hint = "Ask for the bag again."
    return diagnostic("invalid-output", message, hint=hint, where=file)
