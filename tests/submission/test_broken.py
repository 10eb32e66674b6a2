"""Packages from outside that are broken or made to harm: a plain sentence each, and nothing is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest
from submission.orders import order, unpacked, zipped

from docforge.diagnostics import Severity
from docforge.submission import TARGETS
from docforge.submission.pack import pack
from docforge.validate.package import verify_package

MECA = pack(TARGETS["meca"], order()).data
BAG = pack(TARGETS["bagit"], order()).data
FOLDER = "journal-of-mended-text-4-2-one"
DOAJ = pack(TARGETS["doaj"], order()).data


def named(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, b"x")
    return out.getvalue()


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(size))
    return out.getvalue()


def lying(real: int, said: int) -> bytes:
    """A list of contents that gives another size than what comes out."""
    data = bomb(real)
    return data.replace(struct.pack("<I", real), struct.pack("<I", said))


def ten_gigabytes() -> bytes:
    """Ten entries of a gigabyte each, by what the list says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(10):
            archive.writestr(f"part-{number}", b"x" * 977)
    return out.getvalue().replace(struct.pack("<I", 977), struct.pack("<I", 1 << 30))


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("secret")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(named("a.txt"))
    at = data.find(b"PK\x01\x02")
    data[6] |= 1
    data[at + 8] |= 1
    return bytes(data)


def changed(package: bytes, change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> bytes:
    return zipped(change(unpacked(package)))


def put(name: str, data: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: files | {name: data}


def drop(end: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {name: data for name, data in files.items() if not name.endswith(end)}


ENTITY = b'<!DOCTYPE records [<!ENTITY a SYSTEM "file:///etc/passwd">]><records>&a;</records>'
LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><records>&b;</records>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip at all", "it is not a zip file that can be read"),
        (b"", "it is not a zip file that can be read"),
        (MECA[: len(MECA) // 2], "it is not a zip file that can be read"),
        (zipped({}), "it is empty"),
        (named("../../etc/cron.d/x"), "leads out of the package; nothing was unpacked"),
        (named("/etc/x"), "is no relative name; nothing was unpacked"),
        (named("C:\\x"), "is no relative name"),
        (named("a\\..\\..\\x"), "is no relative name"),
        (named("a/./b"), "has an empty part"),
        (named("a\x01b"), "has signs that cannot be printed"),
        (named("a.txt", "A.TXT"), "is in it twice (capitals apart)"),
        (bomb(64 * 1024 * 1024), "what it unpacks to is too large (67 MB)"),
        (ten_gigabytes(), "what it unpacks to is too large (10,737 MB)"),
        (lying(40_000_000, 977), "it is not a zip file that can be read"),
        (link(), "is a link to another file"),
        (encrypted(), "is encrypted; it cannot be checked"),
        (changed(MECA, drop("article.pdf")), "article.pdf is listed, and the package does not have it"),
        (changed(MECA, put("virus.exe", b"x")), "virus.exe has no checksum; it was added later"),
        (changed(MECA, put("article.pdf", b"%PDF-other")), "is not the file that its checksum is of"),
        (changed(MECA, put("checksums.sha256", b"nonsense")), "is none of a checksum: 'nonsense'"),
        (changed(MECA, put("manifest.xml", b"<manifest")), "not well-formed XML"),
        (changed(BAG, drop("manifest-sha256.txt")), "it has no manifest of its payload"),
        (changed(BAG, put(f"{FOLDER}/bagit.txt", b"?")), "bagit.txt does not say BagIt-Version"),
        (changed(BAG, drop("article.xml")), "the bag does not have it"),
        (changed(DOAJ, put("doaj-articles.xml", ENTITY)), "the document declares entities of its own"),
        (changed(DOAJ, put("doaj-articles.xml", LAUGHS)), "the document declares entities of its own"),
        (changed(DOAJ, put("doaj-articles.xml", b"<records><a/></records>")), "DOAJ article schema 1.3: "),
    ],
)  # fmt: skip
def test_a_broken_package_is_told_in_plain_words(data: bytes, said: str) -> None:
    found = [d for d in verify_package(data, "p.zip") if d.severity is Severity.ERROR]
    assert any(said in d.message for d in found), [d.message for d in found]
    assert all("Error" not in d.message and "{" not in d.message for d in found)


@pytest.mark.parametrize("data", [MECA, BAG, DOAJ])
def test_our_own_packages_are_whole(data: bytes) -> None:
    assert [d.message for d in verify_package(data, "p.zip")] == []


def test_a_zip_of_files_without_any_list_is_not_said_to_be_good() -> None:
    (found,) = verify_package(zipped({"a.txt": b"x"}), "p.zip")
    assert (found.code, found.severity) == ("not-checked", Severity.INFO)
    assert "whether files are missing cannot be told" in found.message
