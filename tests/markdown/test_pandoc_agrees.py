"""Pandoc reads our Markdown as the same words and the same kinds of blocks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pypandoc
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

import strategies_inlines

from docforge.exporters.markdown import markdown_text
from docforge.exporters.markdown_inlines import InlineWriter
from docforge.importers.pandoc_ast import tree_text
from docforge.model.meta import ArticleMeta, Document, Reference
from docforge.model.nodes import (
    Cell,
    Cite,
    CiteItem,
    DispFormula,
    DispQuote,
    Figure,
    Footnote,
    Inlines,
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
)
from docforge.model.text import inline_text, words
from docforge.model.walk import iter_inlines


def pandoc(markdown: str) -> dict[str, Any]:
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", "markdown-smart", "-t", "json"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def test_nasty_paragraphs_have_the_same_words_and_stay_paragraphs() -> None:
    drawn: list[Inlines] = []

    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        drawn.append(data.draw(strategies_inlines.inlines(3)))

    draw()
    # Citations are words of the reference list to pandoc, notes have none here.
    plain = [d for d in drawn if not any(isinstance(n, Cite | NoteRef) for n in iter_inlines(d))]
    assert len(plain) > 40
    writer = InlineWriter()
    text = "\n\n".join(f"{writer.paragraph(d)}\n\nSEPARATOR" for d in plain)
    blocks = pandoc(text)["blocks"]
    assert {b["t"] for b in blocks} == {"Para"}
    read = [tree_text(b) for b in blocks]
    assert read[1::2] == ["SEPARATOR\n"] * len(plain)
    for content, found in zip(plain, read[::2], strict=True):
        assert Counter(words(found)) == Counter(words(inline_text(content))), writer.paragraph(content)


def cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((Text(text),) if text else (), colspan, rowspan)


def test_each_kind_of_block_is_that_kind_to_pandoc() -> None:
    one = Paragraph((Text("One"),))
    body = (
        Paragraph((Text("A "), Cite((CiteItem("doe", "Doe 1999"),)), NoteRef("fn-1"), Italic((Text("it"),)))),
        List((ListItem((one,)), ListItem((one, one)))),
        List((ListItem((one,)),), ordered=True, start=3),
        DispQuote((one,), attrib=(Text("Somebody"),)),
        DispQuote((one,), kind="pullquote"),
        VerseGroup(((Text("line"),), (Text("- line"),))),
        Preformat("a\n\n  b", "python"),
        DispFormula("x^2", "eq-1", "(1)"),
        Figure(
            "fig-1", "Figure 1", (Text("Caption"),), "a.png", "What is seen", source=(Text("Source: me"),)
        ),
        Figure("fig-2", "Figure 2", (Text("No picture"),)),
        TableWrap(
            "tbl-1", "Table 1", (Text("Plain"),), ((cell("h"), cell("i")),), ((cell("a|b"), cell("")),)
        ),
        TableWrap(
            "tbl-2",
            "Table 2",
            (Text("Spans"),),
            ((cell("h", colspan=2),), (cell("x"), cell("y"))),
            ((cell("a", rowspan=2), cell("中文")), (cell("c"),)),
            ("left", "right"),
        ),
        Section("sec-1", (Text("Head"),), (one,), label="2.1"),
    )
    document = Document(
        ArticleMeta(title=(Text("Title: *with* marks"),)),
        body,
        (Footnote("fn-1", "1", (one, one)),),
        (Reference("doe", "Doe 1999", (Text("Doe 1999"),)),),
    )
    tree = pandoc(markdown_text(document))
    blocks = [b for b in tree["blocks"] if b["t"] != "RawBlock"]  # comments between lists and quotations
    assert [b["t"] for b in blocks] == [
        *("Para", "BulletList", "OrderedList", "BlockQuote", "Div", "LineBlock", "CodeBlock", "Para"),
        *("Figure", "Figure", "Table", "Table", "Header", "Para", "Div"),
    ]
    assert [n["t"] for n in blocks[0]["c"]][2:] == ["Span", "Note", "Emph"]
    assert tree_text(tree["meta"]["title"]).strip() == "Title: *with* marks"
    figure, plain, spans = blocks[8]["c"], blocks[10]["c"], blocks[11]["c"]
    assert figure[0][0] == "fig-1"
    assert plain[0][0] == "tbl-1" and tree_text(plain[1][1]).strip() == "Table 1: Plain"
    head = [[(c[2], c[3], tree_text(c[4]).strip()) for c in row[1]] for row in spans[3][1]]
    rows = [[(c[2], c[3], tree_text(c[4]).strip()) for c in row[1]] for row in spans[4][0][3]]
    assert head == [[(1, 2, "h")], [(1, 1, "x"), (1, 1, "y")]]
    assert rows == [[(2, 1, "a"), (1, 1, "中文")], [(1, 1, "c")]]
    assert [spec[0]["t"] for spec in spans[2]] == ["AlignLeft", "AlignRight"]
