"""MECA: valid, complete, the same twice, and a broken package is told from a whole one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from hashlib import sha256

import pytest
from lxml import etree

from docforge.exporters.jats import write_jats
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Figure, Text
from docforge.submission import TARGETS, Destination
from docforge.submission.meca import package_meca
from docforge.validate.meca import check_meca

EDITION = EditionMeta(journal="Journal of Mended Text", publisher="The Menders")
DOCUMENT = Document(ArticleMeta(title=(Text("On mending"),)), (Figure("f", "Figure 1", (), "figures/a.svg"),))
ARTICLE = Article("a", DOCUMENT, (("figures/a.svg", b"<svg/>"),))
FILES = {
    "article.xml": write_jats(ARTICLE, EDITION).files["article.xml"],
    "article.pdf": b"%PDF-1.7",
    "source/article.md": b"# On mending\n",
}
GOAL = Destination("Review of Repairs", "RR", "Some System")


def package(files: dict[str, bytes] = FILES) -> bytes:
    data, told = package_meca(ARTICLE, EDITION, files, GOAL)
    assert told == ()
    return data


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_holds_what_the_manifest_lists() -> None:
    files = unpacked(package())
    manifest = etree.fromstring(files["manifest.xml"])
    types = {
        str(i.get("{http://www.w3.org/1999/xlink}href")): str(i.getparent().get("item-type"))  # type: ignore[union-attr]
        for i in manifest.iter("{*}instance")
    }
    assert types == {
        "article.xml": "article-metadata",
        "article.pdf": "manuscript",
        "checksums.sha256": "article-supporting-file",
        "figures/a.svg": "article-supporting-file",
        "source/article.md": "article-source",
        "transfer.xml": "transfer-metadata",
    }
    assert set(files) == {*types, "manifest.xml"}
    line = f"{sha256(b'%PDF-1.7').hexdigest()}  article.pdf"
    assert line in files["checksums.sha256"].decode().splitlines()


def test_transfer_names_both_journals() -> None:
    transfer = etree.fromstring(unpacked(package())["transfer.xml"])
    assert [e.text for e in transfer.iter("{*}publication-title")] == [EDITION.journal, GOAL.journal]
    assert [e.text for e in transfer.iter("{*}provider-name")] == [EDITION.publisher, GOAL.provider]


def test_same_input_same_bytes_whatever_the_order() -> None:
    assert package() == package(dict(reversed(FILES.items())))


def test_an_unknown_destination_is_told_and_not_invented() -> None:
    data, told = package_meca(ARTICLE, EditionMeta(), FILES)
    assert [d.code for d in told] == ["not-rendered"]
    assert check_meca(data, "p.zip").diagnostics == ()


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a//b", "c:/a", "a\\b", "manifest.xml", "a\n", "./a"])
def test_names_that_leave_the_package_are_refused(name: str) -> None:
    data, told = package_meca(ARTICLE, EDITION, FILES | {name: b""}, GOAL)
    assert data == b""
    assert [d.code for d in told] == ["invalid-output"]


def test_without_jats_there_is_no_package() -> None:
    data, told = package_meca(ARTICLE, EDITION, {"article.pdf": b""}, GOAL)
    assert data == b""
    assert "JATS" in told[0].message


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {n: d for n, d in files.items() if n != name}


def changed(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: files | {name: files[name].replace(old, new)}


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (without("manifest.xml"), "no manifest.xml"),
        (without("article.pdf"), "article.pdf is listed, and the package does not have it"),
        (without("figures/a.svg"), "the picture figures/a.svg is not in the package"),
        (lambda files: files | {"more.txt": b""}, "more.txt is in the package, and not listed"),
        (changed("article.pdf", b"1.7", b"1.4"), "article.pdf is not the file that its checksum is of"),
        (changed("manifest.xml", b"article-metadata", b"other"), "no item is the article's metadata"),
        (changed("manifest.xml", b"manifest-version", b"version"), "<manifest> has no attribute 'version'"),
        (changed("transfer.xml", b"destination>", b"goal>"), "there is no element <goal>"),
        (changed("article.xml", b"<title-group>", b"<title-group><zap/>"), "there is no element <zap>"),
        (changed("manifest.xml", b"<!DOCTYPE", b"<!-- <!ENTITY --><!DOCTYPE"), "declares entities"),
    ],
)
def test_what_is_wrong_with_a_package_is_said(
    break_it: Callable[[dict[str, bytes]], dict[str, bytes]], said: str
) -> None:
    found = check_meca(zipped(break_it(unpacked(package()))), "p.zip").diagnostics
    assert any(said in d.message for d in found), found


def test_what_is_no_zip_is_said() -> None:
    assert "not a zip file" in check_meca(b"hello", "p.zip").diagnostics[0].message


def test_targets_know_what_they_need() -> None:
    assert TARGETS["meca"].pack is package_meca
    assert "article.xml" in TARGETS["meca"].needs
