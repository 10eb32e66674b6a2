"""Each file goes to the validator that fits it, and what has none is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_fixture import EDITION, every_node

from docforge.errors import InputError
from docforge.exporters.html import write_html
from docforge.validate.check import check_data, check_file, check_paths, left_out, with_told
from docforge.validate.html import check_html


def test_a_folder_is_searched_and_each_file_checked(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "articles" / "article.xml").write_bytes(b"<a/>")
    (tmp_path / "articles" / "article.html").write_bytes(b"<p>x</p>")
    (tmp_path / "p.zip").write_bytes(b"x")
    (tmp_path / ".hidden" / "x.xml").write_bytes(b"<a/>")
    (tmp_path / "notes.txt").write_bytes(b"x")
    checked = check_paths([tmp_path])
    assert [(c.checker, Path(c.file).name) for c in checked] == [
        ("HTML links", "article.html"),
        ("Nu HTML checker", "article.html"),
        ("axe", "article.html"),
        ("JATS Publishing DTD", "article.xml"),
        ("JATS4R Schematron", "article.xml"),
        ("JATS house style", "article.xml"),
        ("MECA DTDs", "p.zip"),
    ]
    # What is no JATS article at all is refused by the DTD, and for the other two there is nothing to look at.
    told = ("To install it", "no JATS article")
    assert all(c.ran or any(words in c.reason for words in told) for c in checked)


def test_a_file_without_validator_is_not_called_checked(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("x")
    assert not check_file(path).ran
    assert check_file(path, "shown.txt").file == "shown.txt"


def test_a_folder_with_nothing_to_check_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match="no file that a validator is for"):
        check_paths([tmp_path])


def test_bytes_are_checked_by_their_name_and_epubcheck_is_told_as_not_run() -> None:
    assert [d.code for d in check_data(b"<a/>", "a/article.xml").diagnostics] == ["invalid-output"]
    assert [d.code for d in check_data(b"", "a/article.epub").diagnostics] == ["invalid-output"]
    epub, ace = left_out("a/article.epub")
    assert (epub.ran, epub.checker, ace.checker) == (False, "EPUBCheck", "Ace")
    assert "docforge check a/article.epub" in epub.reason
    assert [d.code for d in with_told(epub).diagnostics] == ["not-checked"]


def test_a_path_that_is_not_there_stops_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.xml cannot be read"):
        check_paths([tmp_path / "gone.xml"])


def test_our_html_has_no_findings() -> None:
    assert check_html(write_html(every_node(), EDITION).files["article.html"], "a.html").diagnostics == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="#no">x</a>', "a link points to '#no', and nothing has that id"),
        ('<p id="a"></p><p id="a"></p>', "the id 'a' is given twice"),
        ('<img src="https://example.org/a.png">', "<img> would be fetched from 'https://example.org/a.png'"),
        ('<script src="//example.org/a.js"></script>', "<script> would be fetched from '//example.org/a.js'"),
        ("<p><b>x</p></i>", "not well-formed"),
    ],
)
def test_what_is_wrong_with_html_is_said(body: str, message: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>".encode()
    found = [d.message for d in check_html(page, "a.html").diagnostics]
    assert any(m.startswith(message) for m in found), found


def test_an_empty_file_is_no_html() -> None:
    assert check_html(b"", "a.html").diagnostics[0].message.startswith("no HTML")


def test_a_copy_to_download_is_checked_where_it_was_made(tmp_path: Path) -> None:
    for name in ("articles/a/article.xml", "site/articles/a/article.xml", "site/articles/b/article.xml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"<a/>")
    seen = {Path(checked.file).relative_to(tmp_path).as_posix() for checked in check_paths([tmp_path])}
    assert seen == {"articles/a/article.xml", "site/articles/b/article.xml"}
