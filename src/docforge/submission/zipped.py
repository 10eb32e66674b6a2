"""The one writer of packages: entries sorted, times fixed, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO

EPOCH = (1980, 1, 1, 0, 0, 0)
CHECKSUMS = "checksums.sha256"
README = "README.txt"
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
    "eps": "application/postscript",
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "sha256": "text/plain",
}


def media_type(name: str) -> str:
    """The media type by the name of a file."""
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def checksum_lines(files: Mapping[str, bytes]) -> bytes:
    """A list that ``sha256sum -c`` reads."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def write_zip(files: Mapping[str, bytes], first: str = "") -> bytes:
    """A zip of ``files``; ``first`` names the one that has to stand first, where a format asks for that."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda n: (n != first, n)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = 0o100644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()
