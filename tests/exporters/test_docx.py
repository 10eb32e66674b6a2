"""The Word file: the model's words in it once, in real Word styles, same input same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from strategies import documents

from docforge.exporters.docx import write_docx
from docforge.exporters.docx_styles import LOOKS
from docforge.importers.foreign import read_foreign
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import (
    Affiliation,
    ArticleMeta,
    Contributor,
    Document,
    OriginalPublication,
    Reference,
)
from docforge.model.nodes import (
    Block,
    Bold,
    Cell,
    Cite,
    CiteItem,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Footnote,
    Inline,
    InlineFormula,
    Italic,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    Text,
    VerseGroup,
    Xref,
)
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines
from docforge.validate.docx_words import W, docx_text
from docforge.validate.words import check_words

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
CITE = Cite((CiteItem("doe", "Doe, 1999a"), CiteItem("lee", "Lee, n.d.")))
THERE = Xref("fig", "fig-1", (Text("there"),))
DOCUMENT = Document(
    ArticleMeta(
        title=(Text("Words "), Italic((Text("lost"),))),
        subtitle=(Text("And found"),),
        standfirst=(Text("A short tale"),),
        contributors=(
            Contributor("Ada *Example*", affiliations=("a", "b"), email="ada@example.org"),
            Contributor("Ben Sample", biography=(Text("writes."),), roles=("Editor",)),
        ),
        affiliations=(Affiliation("a", "Somewhere"), Affiliation("b", "Elsewhere")),
        abstract=(Paragraph((Text("In short"),)),),
        keywords=("one", "two"),
        original=OriginalPublication(journal="Old Journal", volume="3", issue="2", date="1999-05"),
    ),
    (
        Section(
            "sec-1",
            (Text("Opening"),),
            (
                Paragraph((Text("Said "), CITE, NoteRef("fn-1"), Text(" and "), NoteRef("fn-2"))),
                Paragraph(
                    (Text("again"), NoteRef("fn-1"), Text(" "), Xref("fig", "fig-1", (Text("there"),)))
                ),
                Figure("fig-1", "Figure 1", (Text("Painting"),), "a.png", "a dot", source=(Text("By us"),)),
                Figure("fig-2", "Figure 2", (Text("Drawing"),), "b.svg"),
                Figure("fig-3", "Figure 3.", (Text("Absent"),), "c.png"),
                TableWrap(
                    "tbl-1",
                    "Table 1",
                    (Text("Of things"),),
                    ((Cell((Text("head"),), colspan=2),),),
                    ((Cell((Text("left"),)), Cell((Text("right"),))),),
                    notes=((Text("Source: them"),),),
                ),
                DispQuote((Paragraph((Text("Quoted"),)),), "pullquote", (Text("Somebody"),)),
                DispFormula("E", "eq-1", "(7)"),
                List((ListItem((Paragraph((Text("seventh"),)),)),), ordered=True, start=7),
                VerseGroup(((Text("Rose"),), (Text("red"),))),
                Preformat("a  =  1\n\tb", "python"),
            ),
            label="1.2",
        ),
    ),
    (
        Footnote("fn-1", "1", (Paragraph((Text("Below "), CITE, NoteRef("fn-3"))),)),
        Footnote("fn-2", "2", ()),
        Footnote("fn-3", "x", (Paragraph((Text("Unmarked"),)),)),
    ),
    (
        Reference("doe", "D0e", (Text("Doe, J. (1999a). Book."),), label="12"),
        Reference("lee", "Lee (n.d.). raw", ()),
    ),
    (Text("Works"),),
)
ARTICLE = Article("x", DOCUMENT, (("a.png", PNG), ("b.svg", b"<svg/>")))
EDITION = EditionMeta(status="final")


def written(*blocks: Block, assets: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    article = Article("x", Document(body=blocks), assets)
    return write_docx(article, EDITION).files["article.docx"]


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return etree.fromstring(box.read(name))


def paragraphs(data: bytes, name: str = "word/document.xml") -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph."""
    for node in part(data, name).iter(f"{W}p"):
        style = node.find(f"{W}pPr/{W}pStyle")
        text = "".join(t.text or "" for t in node.iter(f"{W}t"))
        yield "" if style is None else style.get(f"{W}val", ""), text


def test_each_thing_has_its_word_style_in_the_order_of_the_page() -> None:
    exported = write_docx(ARTICLE, EditionMeta())
    found = list(paragraphs(exported.files["article.docx"]))
    assert [(style, text) for style, text in found if text] == [
        ("Title", "Words lost"),
        ("Subtitle", "And found"),
        ("Standfirst", "A short tale"),
        ("Author", "Ada *Example*1,2"),
        ("Author", "Ben Sample"),
        ("Affiliation", "1 Somewhere"),
        ("Affiliation", "2 Elsewhere"),
        ("AbstractTitle", "Abstract"),
        ("Abstract", "In short"),
        ("Keywords", "Keywords one; two"),
        ("Details", "Rights: not stated"),
        ("Details", "First published in Old Journal 3 (2), May 1999."),
        ("Details", "Draft, not for citation"),
        ("Heading1", "1.2 Opening"),
        ("FirstParagraph", "Said (Doe, 1999a; Lee, n.d.) and "),
        ("BodyText", "again1 there"),
        ("ImageCaption", "Figure 1. Painting"),
        ("FigureNote", "By us"),
        ("Figure", "[image not shown in this file]"),
        ("ImageCaption", "Figure 2. Drawing"),
        ("Figure", "[image not in the source]"),
        ("ImageCaption", "Figure 3. Absent"),
        ("TableCaption", "Table 1. Of things"),
        ("Compact", "head"),
        ("Compact", "left"),
        ("Compact", "right"),
        ("TableNote", "Source: them"),
        ("BlockText", "Quoted"),
        ("BlockText", "Somebody"),
        ("FirstParagraph", "\u2003(7)"),
        ("", "seventh"),
        ("FirstParagraph", "Rosered"),
        ("SourceCode", "a  =  1\tb"),
        ("Heading1", "About the authors"),
        ("AuthorNote", "Ben Sample (Editor). writes."),
        ("Heading1", "Works"),
        ("Bibliography", "12. Doe, J. (1999a). Book."),
        ("Bibliography", "Lee (n.d.). raw"),
        ("Heading1", "Notes"),
        ("FirstParagraph", "x [note without a mark in the text]"),
        ("BodyText", "Unmarked"),
    ]
    notes = [text for _, text in paragraphs(exported.files["article.docx"], "word/footnotes.xml")]
    assert notes[2:] == [" Below (Doe, 1999a; Lee, n.d.)x", " [text not in the source]"]
    assert [d.code for d in exported.diagnostics] == ["not-rendered"]
    assert "b.svg" in exported.diagnostics[0].message and "PNG" in exported.diagnostics[0].hint


def test_each_style_in_use_is_defined_and_ours_have_a_look() -> None:
    data = write_docx(ARTICLE, EditionMeta(print_emails=True)).files["article.docx"]
    styles = {node.get(f"{W}styleId"): node for node in part(data, "word/styles.xml").iter(f"{W}style")}
    used = {style for style, _ in paragraphs(data) if style}
    assert used <= set(styles)
    ours = used & set(LOOKS)
    assert {"Standfirst", "Affiliation", "Correspondence", "Keywords", "Details", "FigureNote"} <= ours
    for name in ours:
        based = styles[name].find(f"{W}basedOn")
        assert based is not None and based.get(f"{W}val") in styles
        assert styles[name].find(f"{W}rPr/{W}sz") is not None


def test_citations_and_cross_references_are_links_to_what_is_there() -> None:
    root = part(write_docx(ARTICLE, EDITION).files["article.docx"])
    marks = {node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")}
    links = [
        (node.get(f"{W}anchor"), "".join(t.text or "" for t in node.iter(f"{W}t")))
        for node in root.iter(f"{W}hyperlink")
    ]
    assert links == [
        ("ref-doe", "Doe, 1999a"),
        ("ref-lee", "Lee, n.d."),
        ("note-fn-1", "1"),
        ("fig-1", "there"),
    ]
    assert {target for target, _ in links} <= marks


def test_the_picture_is_in_the_file_once_with_its_description() -> None:
    data = write_docx(ARTICLE, EDITION).files["article.docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        pictures = [n for n in box.namelist() if n.startswith("word/media/")]
        assert [box.read(p) for p in pictures] == [PNG]
        xml = box.read("word/document.xml")
    assert b'descr="a dot"' in xml
    assert b"data:" not in xml


def test_the_properties_name_the_article_and_no_hour() -> None:
    core = part(write_docx(ARTICLE, EDITION).files["article.docx"], "docProps/core.xml")
    assert {str(node.tag).rpartition("}")[2]: node.text for node in core} == {
        "title": "Words lost",
        "creator": "Ada *Example*; Ben Sample",
        "keywords": "one, two",
        "category": "Research article",
        "language": "en",
    }


def test_the_same_article_gives_the_same_bytes() -> None:
    first, second = (write_docx(ARTICLE, EditionMeta()).files["article.docx"] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as box:
        assert {i.date_time for i in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_comes_back_as_the_same_article() -> None:
    document = read_foreign(write_docx(ARTICLE, EDITION).files["article.docx"], "a.docx").document
    assert document.meta.title == DOCUMENT.meta.title
    assert [len(note.blocks) for note in document.notes] == [1, 1]
    tables = [
        b for s in document.body if isinstance(s, Section) for b in s.blocks if isinstance(b, TableWrap)
    ]
    assert [[cell.colspan for cell in row] for table in tables for row in table.head] == [[2]]


def test_addresses_are_printed_only_where_the_edition_says_so() -> None:
    shown = write_docx(ARTICLE, EditionMeta(print_emails=True)).files["article.docx"]
    assert ("Correspondence", "* Correspondence: Ada *Example*, ada@example.org") in list(paragraphs(shown))
    hidden = write_docx(ARTICLE, EditionMeta()).files["article.docx"]
    assert b"ada@example.org" not in etree.tostring(part(hidden))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Xref("fig", "nowhere", (Text("Figure 9"),)), "link-broken"),
        (NoteRef("nowhere"), "link-broken"),
        (Cite((CiteItem("nobody", "Nobody, 1999"),)), "link-broken"),
        (ExtLink("javascript:alert(1)", (Text("press here"),)), "resource-refused"),
        (InlineFormula(r"\nonsense{"), "not-rendered"),
    ],
)
def test_what_cannot_be_written_is_told_and_its_words_stay(content: Inline, code: str) -> None:
    article = Article("x", Document(body=(Paragraph((Text("here "), content)),)))
    exported = write_docx(article, EDITION)
    assert [d.code for d in exported.diagnostics] == [code]
    data = exported.files["article.docx"]
    assert not list(part(data).iter(f"{W}hyperlink"))
    assert check_words([article], data, "article.docx").diagnostics == ()


def test_a_picture_in_a_note_is_told_and_leaves_a_whole_file() -> None:
    figure = Figure("fig-1", "Figure 1", (Text("Caption"),), "a.png")
    document = Document(
        body=(Paragraph((Text("x"), NoteRef("fn-1"))),), notes=(Footnote("fn-1", "1", (figure,)),)
    )
    exported = write_docx(Article("x", document, (("a.png", PNG),)), EDITION)
    assert [d.code for d in exported.diagnostics] == ["not-rendered"]
    notes = part(exported.files["article.docx"], "word/footnotes.xml")
    assert b"embed" not in etree.tostring(notes)


def row(*texts: str, down: int = 1) -> tuple[Cell, ...]:
    return tuple(Cell((Text(t),), rowspan=down) for t in texts)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ((), (row("a", "b"), row("c"))),
        ((row("a"),), (row("b", "c", "d"),)),
        ((row("a", "b"),), ()),
        ((), ((), row("a"))),
        ((), (row("a", down=2) + row("b"), row("c"))),
        ((row("a", down=5), row("b")), (row("c", down=9), row("d", "e"))),
    ],
)
def test_no_cell_of_a_ragged_table_is_lost(
    head: tuple[tuple[Cell, ...], ...], body: tuple[tuple[Cell, ...], ...]
) -> None:
    text = docx_text(written(TableWrap("t", "", (), head, body)))
    there = [cell.content for part in (head, body) for cells in part for cell in cells]
    assert sorted(text.split()) == sorted(inline[0].value for inline in there)  # type: ignore[union-attr]


def test_sections_deeper_than_words_headings_stay_headings() -> None:
    block: Block = Paragraph((Text("bottom"),))
    for depth in range(12, 0, -1):
        block = Section(f"s{depth}", (Text(f"level{depth}"),), (block,))
    styles = [style for style, text in paragraphs(written(block)) if text.startswith("level")]
    assert styles == [f"Heading{min(level, 9)}" for level in range(1, 13)]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\ufffeb", "a\x0bb"])
def test_what_xml_cannot_hold_is_left_out(text: str) -> None:
    blocks = (Paragraph((Text(text), Bold((Text(text),)))), Preformat(text), DispFormula(text))
    assert docx_text(written(*blocks)).split() == ["abab", "ab"]


# Not shrunk: a smaller failing document takes minutes to find, and the message names the words.
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(documents())
def test_no_word_of_any_document_is_lost_or_doubled(document: Document) -> None:
    # A link without words shows its address, which the model has not as text.
    if not all(inline_text(n.content).strip() for n in document_inlines(document) if isinstance(n, ExtLink)):
        return
    article = Article("sample", document)
    data = write_docx(article, EditionMeta()).files["article.docx"]
    assert [d.message for d in check_words([article], data, "article.docx").diagnostics] == []


def test_a_drawing_is_put_in_as_pixels() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="9" height="9"/></svg>'
    figure = Figure("fig-1", "Figure 1", (Text("Drawing"),), "b.svg", alt="A square")
    article = Article("x", Document(ArticleMeta(), (figure,)), (("b.svg", svg),))
    exported = write_docx(article, EditionMeta())
    assert exported.diagnostics == ()
    with zipfile.ZipFile(io.BytesIO(exported.files["article.docx"])) as box:
        (name,) = [name for name in box.namelist() if name.startswith("word/media/")]
        assert box.read(name).startswith(b"\x89PNG")
