"""Read a zip file from outside: no name that leaves the folder, no links, no bomb, nothing twice."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docforge.diagnostics import Diagnostic, diagnostic

LIMIT = 512 * 1024 * 1024
MOST_FILES = 20_000
# What is packed tighter than this, and large, was made to fill a disk: no text or picture is.
RATIO = 200
SMALL = 16 * 1024 * 1024
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """``files`` is empty where the archive was refused; ``names`` are those in its order, folders too."""

    files: dict[str, bytes] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()


def safe_name(name: str) -> str:
    """What is wrong with the name of a file in a package, or ""."""
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or "\\" in name or ":" in parts[0]:
        return "is no relative name"
    if not name.isprintable():
        return "has signs that cannot be printed"
    if any(part in ("", ".", "..") for part in parts):
        return "leads out of the package" if ".." in parts else "has an empty part"
    return ""


def read_archive(data: bytes, file: str) -> Archive:
    """Every file of a zip, or none and why: ``invalid-output`` errors at ``file!name``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _read(archive, file)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as e:
        return Archive(found=(_bad(file, f"it is not a zip file that can be read ({e})."),))


def _read(archive: zipfile.ZipFile, file: str) -> Archive:
    infos = archive.infolist()
    found = list(_faults(infos, file))
    names = tuple(info.filename for info in infos)
    if found:
        return Archive(names=names, found=tuple(found))
    files: dict[str, bytes] = {}
    left = LIMIT
    for info in infos:
        if info.is_dir():
            continue
        # The size in the list is only what the file says of itself: what comes out is counted.
        with archive.open(info) as stream:
            pieces = []
            while piece := stream.read(PIECE):
                left -= len(piece)
                if left < 0:
                    return Archive(names=names, found=(_bad(file, _too_large()),))
                pieces.append(piece)
        files[info.filename] = b"".join(pieces)
    return Archive(files, names)


def _faults(infos: list[zipfile.ZipInfo], file: str) -> Iterator[Diagnostic]:
    if len(infos) > MOST_FILES:
        yield _bad(file, f"it has {len(infos)} files; more than {MOST_FILES} are not read.")
        return
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    if total > LIMIT or (total > SMALL and total / packed > RATIO):
        yield _bad(file, _too_large(total))
        return
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if wrong := safe_name(info.orig_filename):
            yield _bad(f"{file}!{name}", f"the name {name!r} {wrong}; nothing was unpacked.")
        if name.casefold() in seen:
            yield _bad(f"{file}!{name}", f"{name} is in it twice (capitals apart); nothing was unpacked.")
        seen.add(name.casefold())
        if stat.S_ISLNK(info.external_attr >> 16):
            yield _bad(f"{file}!{name}", f"{name} is a link to another file; nothing was unpacked.")
        if info.flag_bits & 1:
            yield _bad(f"{file}!{name}", f"{name} is encrypted; it cannot be checked.")


def _too_large(size: int = 0) -> str:
    told = f" ({size / 1e6:,.0f} MB)" if size else ""
    return f"what it unpacks to is too large{told}: a package of journals stays under {LIMIT // 1024**2} MB."


def _bad(where: str, message: str) -> Diagnostic:
    hint = "Do not unpack it; ask whoever made it for another."
    return diagnostic("invalid-output", message, hint=hint, where=where)
