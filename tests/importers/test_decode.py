"""Bytes to text: what is kept, what is guessed and told, what is refused with a remedy."""

from __future__ import annotations

import pytest

from docforge.errors import InputError
from docforge.importers.decode import decode


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\n\t", "empty"),
        (b"\x00\x01\x02text\x00", "binary"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (b"x" * (33 * 1024 * 1024), "MB"),
        (b"x" * (5 * 1024 * 1024), "characters"),
        (b"\xff\xfea\xd8", "utf-16"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(data: bytes, word: str) -> None:
    with pytest.raises(InputError) as told:
        decode(data, "a.txt")
    assert word in told.value.message and "a.txt" in told.value.message and told.value.hint


def test_line_ends_and_spaces_are_kept() -> None:
    text = " one \r\n\r\ntwo\x0c\nthree \n"
    assert decode(text.encode(), "a.txt", "plain")[0].text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read(encoding: str) -> None:
    source, found = decode("Título çok güzel".encode(encoding), "a.txt", "plain")
    assert source.text == "Título çok güzel" and not found


def test_another_encoding_is_guessed_and_told() -> None:
    source, found = decode("naïve “quotes”".encode("cp1252"), "a.txt", "plain")
    assert source.text == "naïve “quotes”" and [d.code for d in found] == ["encoding-guessed"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("---\ntitle: A\n---\n\nText\n", "markdown"),
        ("<!DOCTYPE html><html><body><p>x</p></body></html>", "html"),
        ("**TITLE**\n\ntext\n\n- one\n- two\n\n**ABSTRACT**\n", "ocr-markdown"),
        ("A Long Title of It\n\nHome | News | Life\n\nA Long Title of It\n\nShare\n\nText.", "web"),
        ("A Title\n\nJust text that goes on.\n", "plain"),
    ],
)
def test_kinds_are_told_by_what_stands_in_the_text(text: str, kind: str) -> None:
    source, found = decode(text.encode(), "a.txt")
    assert source.kind == kind and [d.code for d in found] == ["kind-guessed"]
