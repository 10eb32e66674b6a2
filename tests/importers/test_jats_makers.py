"""JATS of other makers: no word is lost, what the model cannot hold is said; what is broken is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pypandoc
import pytest

from docforge.edition.convert import convert_copies
from docforge.edition.inputs import RawFile
from docforge.errors import InputError
from docforge.importers.jats.document import read_jats
from docforge.importers.jats.parse import DEEPEST, is_jats
from docforge.model.nodes import Cite, DispFormula, NoteRef, Section, TableWrap
from docforge.model.text import inline_text
from docforge.model.walk import document_blocks, document_inlines
from docforge.validate.jats import check_jats

MAKERS = sorted((Path(__file__).parent / "jats_makers").glob("*.xml"))
SOURCE = """---
title: On wheels
author: [Ann Roe]
abstract: Wheels turn.
---

# One

A note[^1] and *italic* words, $x^2$ and `code`.

[^1]: Said below.

| Day | Turns |
|-----|------:|
| Mon |    12 |

: Turns {#tbl-1}

1. first
2. second

> Quoted words.

Term
:   Its meaning.

$$E = mc^2$$
"""


def by_pandoc(writer: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-s", "-f", "markdown", "-t", writer]
    return subprocess.run(command, input=SOURCE.encode(), capture_output=True, check=True).stdout


FILES: dict[str, bytes] = {path.name: path.read_bytes() for path in MAKERS}
FILES |= {
    f"{name}.xml": by_pandoc(name) for name in ("jats_publishing", "jats_archiving", "jats_articleauthoring")
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_word_is_lost_and_none_comes_from_nowhere(name: str) -> None:
    reading = read_jats(FILES[name], name)
    assert reading.conservation.source_words > 20
    assert reading.conservation.unaccounted == ()
    assert reading.conservation.invented == ()
    assert reading.document.meta.title and reading.document.meta.contributors


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_becomes_jats_of_ours_that_is_valid(name: str) -> None:
    made = convert_copies([RawFile(name, FILES[name])], ("md", "jats"))
    assert check_jats(made.files["article.xml"], name).diagnostics == ()
    assert b"wheel" in made.files["article.md"].lower()


def test_what_a_maker_says_is_read() -> None:
    document = read_jats(FILES["publishing-1.1.xml"], "p.xml").document
    meta = document.meta
    assert [(p.name, p.family, p.orcid[-4:], p.email) for p in meta.contributors] == [
        ("Ann M. Roe", "Roe", "0097", "roe@example.org"),
        ("The Wheel Group", "", "", ""),
    ]
    assert (meta.affiliations[0].text, meta.affiliations[0].country) == (
        "Institute of Brooks, Oldtown, Norway",
        "Norway",
    )
    # What a file from elsewhere says of journal, volume and DOI is about the first publication.
    assert (meta.doi, meta.original.doi, meta.original.journal) == (
        "",
        "10.5555/mill.one",
        "Journal of Mills",
    )
    assert (meta.original.date, meta.original.first_page, meta.history.received) == (
        "2019-02-03",
        "11",
        "2018-12-01",
    )
    assert meta.permission.licence == "CC-BY-4.0"
    assert [r.label for r in document.references] == ["1", "2"]
    assert document.references[0].csl.container_title == "Mill J"
    tables = [b for b in document_blocks(document) if isinstance(b, TableWrap)]
    assert [(len(t.head), len(t.body), t.head[0][1].colspan) for t in tables] == [(2, 1, 2)]
    cites = [n for n in document_inlines(document) if isinstance(n, Cite)]
    assert [c.items[0].rid for c in cites] == ["ref1", "ref2"]


def test_formulas_notes_and_inner_articles_are_read() -> None:
    old = read_jats(FILES["archiving-1.0.xml"], "a.xml").document
    assert [n.rid for n in document_inlines(old) if isinstance(n, NoteRef)] == ["n1", "n2"]
    assert {n.id for n in old.notes} == {"n1", "n2"}
    new = read_jats(FILES["sub-article-1.2.xml"], "s.xml").document
    assert [b.tex for b in document_blocks(new) if isinstance(b, DispFormula)] == [r"\[ v = gt \]"]
    titles = [inline_text(b.title) for b in document_blocks(new) if isinstance(b, Section)]
    assert "Decision letter" in titles


def article(body: str, start: str = "") -> bytes:
    return f"{start}<article dtd-version='1.3'><front><article-meta/></front>{body}</article>".encode()


DEEP = "<sec>" * (DEEPEST + 5) + "<title>t</title>" + "</sec>" * (DEEPEST + 5)
BOMB = "<!DOCTYPE article [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>\n"
FILE = "<!DOCTYPE article [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>\n"
BROKEN: dict[str, tuple[bytes, str]] = {
    "not well-formed": (article("<body>\n<p>one</body>"), "line 2: it is not well-formed XML"),
    "wrong root": (b"<?xml version='1.0'?>\n<TEI><text/></TEI>", "line 2: it is a TEI document"),
    "a book": (b"<book dtd-version='2.0'><book-meta/></book>", "a book (BITS), not an article"),
    "other XML": (b"<feed><entry/></feed>", "its outermost element is <feed>"),
    "an encoding that is none": (
        b"<?xml version='1.0' encoding='utf-8'?>\n<article><p>\xe9</p></article>",
        "line 2",
    ),
    "an entity bomb": (article("<body><p>&b;</p></body>", BOMB), "line 1: it declares entities of its own"),
    "a file from outside": (article("<body><p>&f;</p></body>", FILE), "declares entities of its own"),
    "hidden in UTF-16": (
        article("<body><p>&b;</p></body>", BOMB).decode().encode("utf-16"),
        "declares entities",
    ),
    "truncated": (article("<body><sec><title>One</title><p>Words")[:-10], "it is not well-formed XML"),
    "huge depth": (article(f"<body>{DEEP}</body>"), "nested too deeply"),
    "beyond any depth": (article("<body>" + "<p>" * 100_000), "nested too deeply"),
    "empty": (b" \n", "not well-formed"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_is_broken_is_refused_with_its_place_and_a_remedy(name: str) -> None:
    data, says = BROKEN[name]
    with pytest.raises(InputError) as caught:
        read_jats(data, "bad.xml")
    assert says in caught.value.message and "bad.xml" in caught.value.message
    assert "root:" not in caught.value.message
    assert caught.value.hint


def test_a_dtd_is_not_fetched_and_its_characters_are_known() -> None:
    start = '<!DOCTYPE article PUBLIC "-//X//" "http://127.0.0.1:9/none.dtd">\n'
    reading = read_jats(article("<body><p>&alpha;&nbsp;&beta;</p></body>", start), "a.xml")
    assert inline_text(reading.document.body[0].content) == "α\xa0β"  # type: ignore[union-attr]


def test_a_declaration_that_the_bytes_contradict_is_not_believed() -> None:
    start = "<?xml version='1.0' encoding='iso-8859-1'?>\n"
    reading = read_jats(article("<body><p>größer</p></body>", start), "a.xml")
    assert inline_text(reading.document.body[0].content) == "größer"  # type: ignore[union-attr]
    assert [d.code for d in reading.diagnostics if d.code == "encoding-guessed"] == ["encoding-guessed"]


def test_a_file_without_body_and_what_is_read_as_less_are_told() -> None:
    assert "body-missing" in [d.code for d in read_jats(article(""), "a.xml").diagnostics]
    boxed = read_jats(article("<body><boxed-text><p>x</p></boxed-text></body>"), "a.xml")
    assert "jats-reduced" in [d.code for d in boxed.diagnostics]


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"<article dtd-version='1.2'><front/></article>", "", True),
        (b"<!-- x -->\n<article><front><article-meta/></front></article>", ".txt", True),
        (b"<article><p>A page's article</p></article>", ".html", False),
        (b"<html><body><article/></body></html>", ".xml", False),
        (b"Plain words.", ".txt", False),
        (json.dumps({"a": 1}).encode(), "", False),
        (b"<book/>", ".xml", True),
    ],
)
def test_jats_is_told_from_other_texts(data: bytes, suffix: str, expected: bool) -> None:
    assert is_jats(data, suffix) is expected
