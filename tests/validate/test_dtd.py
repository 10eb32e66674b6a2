"""The DTD check: what is wrong is said in plain words with its line, and no document gets at the outside."""

from __future__ import annotations

import socket

import pytest

from docforge.diagnostics import Severity
from docforge.validate.dtd import JATS, MECA_MANIFEST, MECA_TRANSFER, load_dtd
from docforge.validate.jats import check_jats

FRONT = (
    "<front><journal-meta><journal-id/><issn/></journal-meta>"
    "<article-meta><title-group><article-title>T</article-title></title-group></article-meta></front>"
)
DOCTYPE = f'<!DOCTYPE article PUBLIC "{JATS.public_id}" "{JATS.system_id}">'


def document(body: str, doctype: str = DOCTYPE) -> bytes:
    return f"{doctype}\n<article>{FRONT}\n<body>{body}</body></article>".encode()


def said(data: bytes) -> list[str]:
    return [d.message for d in check_jats(data, "a.xml").diagnostics]


def test_a_valid_document_has_no_findings() -> None:
    checked = check_jats(document('<p>One <xref ref-type="fig" rid="f">x</xref></p><fig id="f"/>'), "a.xml")
    assert checked.ran
    assert checked.diagnostics == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<zap/>", "there is no element <zap>"),
        ("<p><sec/></p>", "<sec> may not stand inside <p>"),
        ("<list/>", "<list> may not hold this sequence: nothing. Expected: (object-id*"),
        ('<p colour="red"/>', "<p> has no attribute 'colour'"),
        ("<p><named-content/></p>", "<named-content> lacks its attribute 'content-type'"),
        ('<p><xref rid="no"/></p>', "<xref> points to 'no', and nothing has that id"),
        ('<p id="a"/><p id="a"/>', "the id 'a' is given twice"),
        ("<p>&nothing;</p>", "the entity &nothing; is not declared"),
        ("<p>", "not well-formed XML"),
        ("<p>\x00</p>", "not well-formed XML"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(body: str, message: str) -> None:
    assert any(m.startswith(message) for m in said(document(body))), said(document(body))


def test_a_finding_names_its_line() -> None:
    found = check_jats(document("<p/>\n\n<zap/>"), "a.xml").diagnostics
    assert {d.where for d in found} >= {"a.xml:5"}
    assert {d.severity for d in found} == {Severity.ERROR}


def test_entities_of_the_dtd_are_known() -> None:
    assert said(document("<p>caf&eacute;</p>")) == []


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE article [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE article SYSTEM "x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_document_are_refused(doctype: str, encoding: str) -> None:
    data = document("<p>x</p>", doctype).decode().encode(encoding)
    assert said(data) == ["the document declares entities of its own; that is refused"]


@pytest.mark.parametrize(
    ("doctype", "message"),
    [
        ("", "no DOCTYPE"),
        ('<!DOCTYPE article SYSTEM "mine.dtd">', "the DOCTYPE names no public id, mine.dtd"),
        ("<!DOCTYPE article PUBLIC '-//X//DTD Y//EN' 'http://localhost/y.dtd'>", "the DOCTYPE names -//X"),
    ],
)
def test_another_document_type_is_told(doctype: str, message: str) -> None:
    assert said(document("<p/>", doctype))[0].startswith(message)


def test_what_is_no_jats_is_told() -> None:
    assert said(b"<html/>") == ["the root element is <html>; JATS Publishing 1.3 has <article>"]
    assert said(b"")[0].startswith("not well-formed XML")


def test_no_network_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for kind in (JATS, MECA_MANIFEST, MECA_TRANSFER):
        load_dtd.cache_clear()
        assert load_dtd(kind) is load_dtd(kind)  # parsed once
