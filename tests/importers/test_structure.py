"""Damaged text to structure, on small texts of our own: front matter, headings, tables, web pages."""

from __future__ import annotations

import pytest

from docforge.importers.read import Hints, read_copy
from docforge.model.meta import Document
from docforge.model.nodes import (
    Block,
    DispQuote,
    Figure,
    List,
    NoteRef,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
)
from docforge.model.source import Kind, SourceText
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines, iter_blocks

PROSE = (
    "The text goes on for a while so that it is a paragraph of prose and no heading, and it ends with a stop."
)


def read(text: str, kind: Kind = "plain", title_capitals: str = "keep") -> Document:
    reading = read_copy(SourceText.of(text, "t.txt", kind), Hints(title_capitals=title_capitals))
    assert reading.conservation.holds, reading.conservation
    return reading.document


def shape(blocks: tuple[Block, ...]) -> list[object]:
    return [
        (inline_text(b.title), shape(b.blocks)) if isinstance(b, Section) else type(b).__name__
        for b in blocks
    ]


def test_front_matter_of_a_plain_article() -> None:
    meta = read(
        f"On Broken Lines\n\nAna Silva1 and Bo van Dyke2*\n\n1 Department of Books, University of Nowhere\n\n"
        "2 Institute of Lines, Otherplace, Email: bo.dyke@example.org\n\n"
        f"DOI: 10.1234/abc.5\n\nAbstract: {PROSE}\n\n"
        f"Keywords: lines; breaks, hyphens.\n\nIntroduction\n\n{PROSE}\n"
    ).meta
    assert inline_text(meta.title) == "On Broken Lines"
    assert [p.name for p in meta.contributors] == ["Ana Silva", "Bo van Dyke"]
    assert meta.contributors[1].email == "bo.dyke@example.org"
    assert [a.text for a in meta.affiliations] == [
        "Department of Books, University of Nowhere",
        "Institute of Lines, Otherplace",
    ]
    assert [inline_text(p.content) for p in meta.abstract] == [PROSE]
    assert meta.keywords == ("lines", "breaks", "hyphens")
    assert meta.original.doi == "10.1234/abc.5" and meta.doi == ""


def test_a_second_address_of_one_author_is_set_aside_and_not_lost() -> None:
    places = "".join(
        f"{n} Department of Books, University of Nowhere, {n}@example.org\n\n" for n in ("ana", "bo")
    )
    meta = read(f"On Broken Lines\n\nAna Silva\n\n{places}Abstract: {PROSE}\n").meta
    assert [p.email for p in meta.contributors] == ["ana@example.org"]


@pytest.mark.parametrize(
    "line",
    [
        "The role of the state in it",
        "Strategic Cooperation and Analysis",
        "Is it so?",
        "Share Post Print",
        "In May 2020",
    ],
)
def test_what_is_no_name_is_no_author(line: str) -> None:
    assert read(f"A Title of It\n\n{line}\n\n{PROSE}\n").meta.contributors == ()


def test_numbered_headings_nest_by_their_numbers() -> None:
    text = "\n\n".join(
        [
            "A Title of It",
            "1. Introduction",
            PROSE,
            "2 Method",
            "2.1 Sample",
            PROSE,
            "2.2 Test",
            PROSE,
            "3 End",
            PROSE,
        ]
    )
    assert shape(read(text).body) == [
        ("Introduction", ["Paragraph"]),
        ("Method", [("Sample", ["Paragraph"]), ("Test", ["Paragraph"])]),
        ("End", ["Paragraph"]),
    ]


def test_capitals_stand_above_sentence_case() -> None:
    text = "\n\n".join(["A Title of It", "METHODS", PROSE, "Participants", PROSE, "RESULTS", PROSE])
    assert shape(read(text).body) == [
        ("METHODS", ["Paragraph", ("Participants", ["Paragraph"])]),
        ("RESULTS", ["Paragraph"]),
    ]


@pytest.mark.parametrize(
    "line", ["It may be understood thus:", "a stray end", "picture alliance.", "It was so, he said,"]
)
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert shape(read(f"A Title of It\n\n{PROSE}\n\n{line}\n\n{PROSE}\n").body) == ["Paragraph"] * 3


def test_a_table_of_tabs_takes_the_caption_beside_it() -> None:
    document = read(
        f"A Title of It\n\n{PROSE}\n\n"
        f"Name\tYear\nFirst\t1991\nSecond\t1993\n\nTable 2: Things and years\n\n{PROSE}\n"
    )
    (table,) = [b for b in iter_blocks(document.body) if isinstance(b, TableWrap)]
    assert (table.label, inline_text(table.caption)) == ("Table 2", "Things and years")
    assert [[inline_text(c.content) for c in row] for row in (*table.head, *table.body)] == [
        ["Name", "Year"], ["First", "1991"], ["Second", "1993"],
    ]  # fmt: skip


def test_rows_of_different_lengths_are_told() -> None:
    reading = read_copy(SourceText.of(f"A Title of It\n\n{PROSE}\n\na\tb\tc\nd\te\n", "t.txt"), Hints())
    assert "table-ragged" in {d.code for d in reading.diagnostics} and reading.conservation.holds


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    document = read(
        f"A Title of It\n\nFigure 1 shows that it is so, and much else besides. {PROSE}\n\n"
        f"Figure 1. A thing seen\n\n{PROSE}\n"
    )
    figures = [b for b in iter_blocks(document.body) if isinstance(b, Figure)]
    assert [f.label for f in figures] == ["Figure 1"]


def test_ocr_markdown_keeps_its_structure() -> None:
    document = read(
        f"# A Title of It\n\n## Part\n\n{PROSE}\n\n- one\n- two\n\n1. first\n2. second\n\n"
        "> quoted words\n\n```\ncode here\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![a drawing](pic.svg)\n\nFigure 1: The drawing\n",
        "ocr-markdown",
    )
    kinds = [type(b) for b in iter_blocks(document.body)]
    assert [k for k in kinds if k is not Paragraph] == [
        Section,
        List,
        List,
        DispQuote,
        Preformat,
        TableWrap,
        Figure,
    ]
    figure = next(b for b in iter_blocks(document.body) if isinstance(b, Figure))
    assert (figure.graphic, figure.alt, figure.label) == ("pic.svg", "a drawing", "Figure 1")


PAGE = f"""<!DOCTYPE html><html><head><title>A Title of It | Site</title>
<style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a></nav><main><article><h1>A Title of It</h1><p class="by">By Ana Silva</p>
<p>First &amp; foremost: <em>{PROSE}</em> <a href="https://example.org/x">link</a></p><h2>Part</h2>
<p>{PROSE}</p><blockquote><p>Quoted words of somebody.</p></blockquote><ul><li>one</li><li>two</li></ul>
<table><tr><th>Name</th><th>Year</th></tr><tr><td>First</td><td>1991</td></tr></table></article></main>
<div class="related">Read this next</div><script>alert("x")</script>
<footer>All rights</footer></body></html>"""


def test_a_web_page_loses_the_site_and_keeps_the_article() -> None:
    document = read(PAGE, "html")
    assert inline_text(document.meta.title) == "A Title of It"
    assert [p.name for p in document.meta.contributors] == ["Ana Silva"]
    kinds = [type(b) for b in iter_blocks(document.body)]
    assert {Section, DispQuote, List, TableWrap} <= set(kinds)
    whole = "\n".join(inline_text(b.content) for b in iter_blocks(document.body) if isinstance(b, Paragraph))
    assert "First & foremost" in whole
    for gone in ("Home", "Read this next", "alert", "All rights", "color"):
        assert gone not in whole


def test_notes_at_the_foot_are_tied_to_their_marks() -> None:
    document = read(
        f"A Title of It\n\n{PROSE}1 More of it.\n\n1. The note at the foot of the page.\n\f{PROSE}\n"
    )
    assert [inline_text(n.blocks[0].content) for n in document.notes] == ["The note at the foot of the page."]  # type: ignore[union-attr]
    assert [n.rid for n in document_inlines(document) if isinstance(n, NoteRef)] == [document.notes[0].id]


@pytest.mark.parametrize(
    ("title", "cased"),
    [("THE ROLE OF UNESCO IN EUROPE", "The Role of UNESCO in Europe"), ("ON AND ON", "On and On")],
)
def test_capitals_of_a_title_go_only_by_the_editors_word(title: str, cased: str) -> None:
    text = f"{title}\n\nAna Silva\n\n{PROSE} UNESCO is in Europe, says UNESCO.\n"
    assert inline_text(read(text).meta.title) == title
    assert inline_text(read(text, title_capitals="title").meta.title) == cased


def test_a_note_mark_inside_a_broken_one_is_the_mark() -> None:
    document = read(f"# A Title of It\n\n{PROSE} A word[^[^1] more.\n\n[^1]: The note.\n", "ocr-markdown")
    assert [n.rid for n in document_inlines(document) if isinstance(n, NoteRef)] == [document.notes[0].id]


@pytest.mark.parametrize("mark", ["*", "**", "***", "_", "__", "___"])
def test_marks_of_emphasis_are_read_by_their_number(mark: str) -> None:
    document = read(
        f"# A title\n\n{PROSE}\n\nIt is {mark}so much{mark} of it, and **more** of it.\n\n{PROSE}\n",
        "ocr-markdown",
    )
    assert any(
        "It is so much of it, and more of it." in inline_text(b.content)
        for b in iter_blocks(document.body)
        if isinstance(b, Paragraph)
    )


def test_a_labelled_statement_behind_the_reference_list_is_a_note_without_a_mark() -> None:
    text = (
        f"A Title of the Work\n\n{PROSE}\n\n{PROSE}\n\nReferences\n\n"
        "Lee, A. (2020). A first title. Press.\n\nOak, B. (2021). A second title. Press.\n\n"
        "Sample availability: Nothing is left.\n"
    )
    (note,) = read(text).notes
    (paragraph,) = note.blocks
    assert isinstance(paragraph, Paragraph)
    assert inline_text(paragraph.content) == "Sample availability: Nothing is left."
    assert not note.label
