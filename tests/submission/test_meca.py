"""MECA: valid, complete, the same twice, and a broken package is told from a whole one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import etree
from submission.orders import ARTICLE, EDITION, GOAL, RECORD, item, order, unpacked, with_meta, zipped

from docforge.diagnostics import Severity
from docforge.submission import Destination
from docforge.submission.meca import MECA
from docforge.submission.pack import pack
from docforge.validate.meca import check_meca
from docforge.validate.package import verify_package

ORDER = order()


def package() -> bytes:
    made = pack(MECA, ORDER)
    assert made.told == ()
    return made.data


def test_the_package_holds_what_the_manifest_lists() -> None:
    files = unpacked(package())
    manifest = etree.fromstring(files["manifest.xml"])
    types = {
        str(i.get("{http://www.w3.org/1999/xlink}href")): str(i.getparent().get("item-type"))  # type: ignore[union-attr]
        for i in manifest.iter("{*}instance")
    }
    assert types == {
        "README.txt": "article-supporting-file",
        "article.xml": "article-metadata",
        "article.pdf": "manuscript",
        "checksums.sha256": "article-supporting-file",
        "data.csv": "supplementary-material",
        "figures/a.svg": "figure",
        "source/article.md": "article-source",
        "transfer.xml": "transfer-metadata",
    }
    assert set(files) == {*types, "manifest.xml"}
    line = f"{sha256(files['article.pdf']).hexdigest()}  article.pdf"
    assert line in files["checksums.sha256"].decode().splitlines()


def test_transfer_names_both_journals() -> None:
    transfer = etree.fromstring(unpacked(package())["transfer.xml"])
    assert [e.text for e in transfer.iter("{*}publication-title")] == [EDITION.journal, GOAL.journal]
    assert [e.text for e in transfer.iter("{*}provider-name")] == [EDITION.publisher, GOAL.provider]


def test_same_input_same_bytes_whatever_the_order() -> None:
    one = item()
    turned = replace(one, files=dict(reversed(list(one.files.items()))))
    assert pack(MECA, order(one)).data == pack(MECA, order(turned)).data == package()


def test_an_unknown_destination_is_told_and_not_invented() -> None:
    made = pack(MECA, replace(ORDER, destination=Destination()))
    assert [d.code for d in made.told] == ["package-advice"]
    assert check_meca(made.data, "p.zip").diagnostics == ()


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a//b", "c:/a", "a\\b", "a\n", "./a", "README.txt"])
def test_names_that_leave_the_package_are_refused(name: str) -> None:
    article = replace(ARTICLE, assets=((name, b""), *ARTICLE.assets))
    made = pack(MECA, order(item(article)))
    assert made.data == b""
    assert [d.code for d in made.told] == ["package-file"]


def test_without_jats_there_is_no_package() -> None:
    made = pack(MECA, order(replace(item(), files={"article.pdf": b""})))
    assert made.data == b""
    assert "article as JATS" in made.told[0].message


def test_a_supplement_that_is_not_there_is_missed() -> None:
    record = replace(RECORD, supplements=(replace(RECORD.supplements[0], data=None),))
    made = pack(MECA, order(item(record=record)))
    assert made.data == b""
    assert "one, data.csv: the supplementary file does not exist" in made.told[0].message


def test_a_published_article_is_no_new_one_without_consent() -> None:
    record = replace(RECORD, resubmission="")
    made = pack(MECA, order(item(record=record)))
    assert made.data == b""
    assert [d.code for d in made.told] == ["package-refused"]
    assert "published already (https://doi.org/10.5555/jmt.1)" in made.told[0].message
    assert pack(MECA, order(item(with_meta(doi=""), record=record))).data


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
        (
            changed("article.pdf", b"%PDF-1.", b"%PDF-2."),
            "article.pdf is not the file that its checksum is of",
        ),
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


def test_a_package_of_another_tool_is_read_in_its_form() -> None:
    """Quarto names another namespace and no DOCTYPE that the DTD knows; MyST lists folders."""
    manifest = (
        b'<?xml version="1.0"?>'
        b'<!DOCTYPE manifest PUBLIC "-//MECA//DTD Manifest v1.0//en" "MECA_manifest.dtd">'
        b'<manifest manifest-version="2.0" xmlns="https://www.manuscriptexchange.org/schema/manifest"'
        b' xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<item item-type="article-metadata"><instance media-type="application/xml"'
        b' xlink:href="article.xml"/></item>'
        b'<item item-type="article-source-directory"><instance xlink:href="bundle"/></item></manifest>'
    )
    jats = b'<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "x.dtd"><article/>'
    found = verify_package(
        zipped({"manifest.xml": manifest, "article.xml": jats, "bundle/a.md": b"a"}), "theirs.zip"
    )
    assert [d.severity for d in found] == [Severity.WARNING, Severity.INFO]
    assert "the namespace is https://www.manuscriptexchange.org" in found[0].message
    assert "only JATS Publishing 1.3 is checked" in found[1].message
