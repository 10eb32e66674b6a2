"""Page anchors: each page of the PDF has one in HTML and EPUB, before the word that the page begins with."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from edition.editions import ARTICLE, MANIFEST, build, small_edition
from lxml import etree, html
from pages_fixture import EDITION, every_node, long_article, p, png, t

from docforge.exporters.epub import write_epub
from docforge.exporters.html import write_html
from docforge.exporters.issue.pages import layout_edition
from docforge.model.edition import Article, PageStart
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Blocks, Cell, Figure, Footnote, NoteRef, Section, TableWrap, Text
from docforge.validate.words import check_words

LETTERS = 24
NOT_RUNNING = {"mark", "notes", "backlink", "status"}


def words_after(anchor: etree._Element) -> str:
    """The letters of the text behind an anchor, notes and their marks left out."""

    def read(node: etree._Element) -> Iterator[str]:
        if not NOT_RUNNING & set((node.get("class") or "").split()):
            yield "\0" if node is anchor else ""
            yield node.text or ""
            for child in node:
                yield from read(child)
                yield child.tail or ""

    text = "".join(read(anchor.getroottree().getroot())).partition("\0")[2]
    return letters(text)[:LETTERS]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def page_text(data: bytes, page: int) -> str:
    """The letters of a page's type area as poppler reads them, the running head cut off."""
    box = ["-f", str(page), "-l", str(page), "-x", "0", "-y", "66", "-W", "500", "-H", "560"]
    done = subprocess.run(["pdftotext", *box, "-", "-"], input=data, capture_output=True, check=True)
    return letters(done.stdout.decode())


def anchors(data: bytes) -> list[etree._Element]:
    return list(html.document_fromstring(data).xpath('//*[@role="doc-pagebreak"]'))


def with_table() -> Article:
    """A table that runs over pages under one head, notes, a picture and words that lines divide."""
    head = ((Cell(t("Year of the measure")), Cell(t("What was measured there"))),)
    rows = tuple((Cell(t(f"19{n:02}")), Cell(t(f"Item number {n} of all"))) for n in range(90))
    long = "Incomprehensibilities characterise interdisciplinary internationalisation. " * 30
    blocks: Blocks = (
        p(Text("It begins here"), NoteRef("n1"), Text(". " + long)),
        TableWrap("tab-1", "Table 1", t("Many years"), head, rows),
        Section(
            "s1", t("After the table"), (p("“" + long), Figure("fig-1", "Figure 1", t("A square"), "s.png"))
        ),
        *(p(f"Paragraph {n} says so. " + long) for n in range(12)),
    )
    notes = (Footnote("n1", "1", (p("A note at the foot " + long),)),)
    return Article(
        "tabled", Document(ArticleMeta(title=t("Years")), blocks, notes), assets=(("s.png", png()),)
    )


@pytest.mark.parametrize("article", [every_node(), long_article(), with_table()], ids=lambda a: a.id)
def test_an_anchor_stands_before_the_first_word_of_each_page(article: Article) -> None:
    (made,) = layout_edition([article], replace(EDITION, first_page="41")).articles
    laid = replace(article, first_page="41", page_starts=made.starts)
    data = write_html(laid, EDITION).files["article.html"]
    found = anchors(data)
    count = made.last - 40
    assert [a.get("id") for a in found] == [f"page-{41 + n}" for n in range(count)]
    assert [a.get("aria-label") or a.get("title") for a in found] == [str(41 + n) for n in range(count)]
    for number, anchor in enumerate(found, 1):
        text = page_text(made.data, number)
        at = text.find(words_after(anchor))
        # Before it stands at most the rest of a word that began on the page before, or a table's head.
        assert 0 <= at <= 60, (number, words_after(anchor), text[:80])
    assert check_words([laid], data, "article.html").diagnostics == ()


def test_an_anchor_at_a_place_that_is_another_is_left_out() -> None:
    article = long_article()
    stray = PageStart("9", "body", 3, "lettersthatstandnowhereinthetext")
    data = write_html(replace(article, page_starts=(stray,)), EDITION).files["article.html"]
    assert anchors(data) == []


def test_a_place_that_moved_is_found_by_its_letters() -> None:
    article = Article("a", Document(ArticleMeta(title=t("T")), (p("One two three."), p("Four (five) six."))))
    start = PageStart("9", "body", 4, "fivesix")
    data = write_html(replace(article, page_starts=(start,)), EDITION).files["article.html"]
    assert re.search(rb"Four <span id=\"page-9\" [^>]*></span>\(five\) six", data)


def test_without_a_layout_there_is_no_anchor() -> None:
    article = long_article()
    assert anchors(write_html(article, EDITION).files["article.html"]) == []
    with zipfile.ZipFile(io.BytesIO(write_epub([article], EDITION).files["article.epub"])) as book:
        assert b"page-list" not in book.read("EPUB/nav.xhtml")
        assert b"pageBreak" not in book.read("EPUB/package.opf")


def test_a_build_has_page_lists(tmp_path: Path) -> None:
    second = ARTICLE.replace("small", "large")
    manifest = MANIFEST + '[[articles]]\nid = "two"\n'
    edition = small_edition(tmp_path / "e", **{"edition.toml": manifest, "two/article.md": second})
    out = tmp_path / "out"
    assert build(edition, out).ok
    pages = {
        "articles/one/article.epub": ["1"],
        "articles/two/article.epub": ["2"],
        "edition.epub": ["1", "2"],
    }
    for name, wanted in pages.items():
        with zipfile.ZipFile(out / name) as book:
            nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
            package = book.read("EPUB/package.opf").decode()
            links = nav.xpath('//*[@role="doc-pagelist"]//*[local-name() = "a"]')
            assert [link.text for link in links] == wanted
            for link in links:
                path, _, target = link.get("href").partition("#")
                page = etree.fromstring(book.read(f"EPUB/{path}"))
                (anchor,) = page.xpath(f'//*[@id="{target}"]')
                assert anchor.get("{http://www.idpf.org/2007/ops}type") == "pagebreak"
        assert '<meta property="pageBreakSource">' in package and "<dc:source>" in package
        assert "pageBreakMarkers" in package and "pageNavigation" in package
    # An article alone begins on page 1, which is not its page in the edition.
    assert build(edition, tmp_path / "alone", only=["two"]).ok
    assert anchors((tmp_path / "alone/articles/two/article.html").read_bytes()) == []
