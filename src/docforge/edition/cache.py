"""A content-addressed store of finished stages, so that unchanged work is not done again.

An entry is one file: a line of JSON (names, sizes, a checksum), then the bytes. Nothing in it is ever
executed. An entry that is damaged or of another shape counts as absent.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import docforge

FORMAT = "docforge-cache-1"
# Libraries whose version changes what is written.
LIBRARIES = (
    "weasyprint",
    "pypandoc_binary",
    "lxml",
    "markdown-it-py",
    "fonttools",
    "wordfreq",
    "pikepdf",
    "resvg_py",
)


class Cache:
    """Entries live in ``folder``; ``seed`` (the program's own fingerprint) is part of every key.

    Without a folder there are no entries, and all work is done.
    """

    def __init__(self, folder: Path | None, seed: str) -> None:
        self.folder = folder
        self.seed = seed
        self.used: set[str] = set()

    def key(self, stage: str, parts: Iterable[str | bytes]) -> str:
        """Name of the entry for ``stage`` with these inputs; each part counts with its length."""
        digest = sha256()
        for part in (FORMAT, self.seed, stage, *parts):
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
        return f"{stage}-{digest.hexdigest()[:40]}"

    def get(self, key: str) -> dict[str, bytes] | None:
        """The files of an entry, or None if there is none that is whole."""
        self.used.add(key)
        if self.folder is None:
            return None
        try:
            return _unpack((self.folder / key).read_bytes())
        except OSError:
            return None

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Store an entry. Where it cannot be written, the work is done again next time."""
        self.used.add(key)
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=".new-", dir=self.folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_pack(files))
            Path(name).replace(self.folder / key)
        except OSError:
            return

    def prune(self) -> None:
        """Remove entries that this run neither read nor wrote, and leavings of runs that were cut off."""
        try:
            for entry in self.folder.iterdir() if self.folder else ():
                if entry.name not in self.used and "-" in entry.name and entry.is_file():
                    entry.unlink()
        except OSError:
            return


def _pack(files: Mapping[str, bytes]) -> bytes:
    body = b"".join(files.values())
    head = {
        "format": FORMAT,
        "files": [[name, len(data)] for name, data in files.items()],
        "sha256": sha256(body).hexdigest(),
    }
    return json.dumps(head, ensure_ascii=True).encode() + b"\n" + body


def _unpack(data: bytes) -> dict[str, bytes] | None:
    line, _, body = data.partition(b"\n")
    try:
        head = json.loads(line)
        if head["format"] != FORMAT or head["sha256"] != sha256(body).hexdigest():
            return None
        files: dict[str, bytes] = {}
        position = 0
        for name, size in head["files"]:
            files[str(name)] = body[position : position + size]
            position += size
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return files


def fingerprint() -> str:
    """One hash of what of docforge decides the results: version, source, templates, libraries."""
    digest = sha256(docforge.__version__.encode())
    for root in _own_folders():
        for path in _files(root):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(sha256(path.read_bytes()).digest())
    for library in LIBRARIES:
        try:
            version = metadata.version(library)
        except metadata.PackageNotFoundError:
            version = "absent"
        digest.update(f"{library} {version}".encode())
    return digest.hexdigest()


def _own_folders() -> list[Path]:
    package = Path(docforge.__file__).parent
    # In an installed package the templates lie in it; in a checkout, beside src/.
    beside = package.parents[1] / "templates"
    return [package, *([beside] if beside.is_dir() and not (package / "templates").is_dir() else [])]


def _files(root: Path) -> Iterator[Path]:
    # os.walk is several times as quick as Path.rglob, and this runs at the start of every build.
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(folder, name) for name in sorted(names))
