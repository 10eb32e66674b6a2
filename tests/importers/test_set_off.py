"""Kinds of articles, and what is set off from the text: each with cases that are left alone."""

from __future__ import annotations

import pytest

from docforge.importers.read import Hints, read_copy
from docforge.model.meta import Document
from docforge.model.nodes import DispQuote, VerseGroup
from docforge.model.source import Kind, SourceText
from docforge.model.text import inline_text
from docforge.model.walk import iter_blocks

PROSE = (
    "The text goes on for a while so that it is a paragraph of prose and no heading, and it ends with a stop,"
    " after which another sentence follows that says nothing of weight."
)
HEAD = "On Broken Lines\n\nAna Silva\n\n"


def read(text: str, kind: Kind = "plain") -> Document:
    reading = read_copy(SourceText.of(text, "t.txt", kind), Hints())
    assert reading.conservation.holds, reading.conservation
    assert [d for d in reading.diagnostics if d.severity == "error"] == []
    return reading.document


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Book Review", "book-review"),
        ("EDITORIAL", "editorial"),
        ("Commentary", "article-commentary"),
        ("Review article", "review-article"),
        ("Research Article", "research-article"),
        ("Interview", "interview"),
    ],
)
def test_a_printed_line_names_the_kind(line: str, kind: str) -> None:
    assert read(f"{line}\n\n{HEAD}{PROSE}\n\n{PROSE}\n").meta.kind == kind


def test_speakers_who_take_turns_make_an_interview() -> None:
    turns = "".join(f"{who}: {PROSE}\n\n" for who in ("Silva", "Dyke") * 4)
    assert read(f"{HEAD}{turns}").meta.kind == "interview"
    assert read(f"{HEAD}{PROSE}\n\nNote: {PROSE}\n\nSource: {PROSE}\n").meta.kind == "research-article"


def test_the_line_of_a_book_makes_a_book_review() -> None:
    book = "Bo Dyke, The Mill and the Town. Otherplace: River Press, 2019. xii + 284 pp. £25.00. ISBN 978-1-0"
    assert read(f"{HEAD}{book}\n\n{PROSE}\n\n{PROSE}\n").meta.kind == "book-review"
    assert read(f"{HEAD}{PROSE} It has 284 pages.\n\n{PROSE}\n").meta.kind == "research-article"


def quotes(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, inline_text(b.attrib)) for b in iter_blocks(document.body) if isinstance(b, DispQuote)]


def test_a_quotation_with_its_source_is_set_off() -> None:
    quoted = "“The river was there before the mill, and it will be there after it.”"
    assert quotes(read(f"{HEAD}{PROSE}\n\n{quoted} — Bo Dyke\n\n{PROSE}\n")) == [("", "Bo Dyke")]
    assert quotes(read(f"{HEAD}{PROSE}\n\n{quoted}\n\n— Bo Dyke, The Mill\n\n{PROSE}\n")) == [
        ("", "Bo Dyke, The Mill")
    ]
    assert quotes(read(f"{HEAD}{quoted} — Bo Dyke\n\n{PROSE}\n\n{PROSE}\n")) == [("epigraph", "Bo Dyke")]


def test_a_paragraph_with_quotations_in_it_stays_a_paragraph() -> None:
    for text in (
        "“The river was there,” she said – and it was – “before the mill was built at all.”",
        "“The river was there before the mill, and it will be there after it.”",
        "The mill — Bo Dyke built it — “was there before the river”, as they say in the town.",
    ):
        assert quotes(read(f"{HEAD}{PROSE}\n\n{text}\n\n{PROSE}\n")) == []


def wrapped(text: str, width: int = 60) -> str:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line.strip())
            line = ""
        line += word + " "
    return "\n".join((*lines, line.strip()))


VERSE = (
    "The miller went down to the river,\nAnd the river went down to the sea;\n"
    "Not a word said the one to the other,\nBut they met by the old apple tree."
)


def test_verse_keeps_its_lines() -> None:
    document = read(f"{HEAD}{wrapped(PROSE * 4)}\n\n{VERSE}\n\n{wrapped(PROSE * 3)}\n")
    (verse,) = [b for b in iter_blocks(document.body) if isinstance(b, VerseGroup)]
    assert [inline_text(line) for line in verse.lines] == VERSE.split("\n")


def test_short_lines_of_prose_and_of_tables_are_no_verse() -> None:
    for block in (
        "Mean of the group\nStandard deviation\nLargest of all\nSmallest of all",
        "The miller went down to the river\nwhere the boats lie in a row and\n"
        "not a word was said by any of\nthe men who saw him go.",
        "Bo Dyke, 12 Mill Lane,\nOtherplace on River,\nThe Low Country,\nPhone 12345.",
    ):
        document = read(f"{HEAD}{wrapped(PROSE * 4)}\n\n{block}\n\n{wrapped(PROSE * 3)}\n")
        assert not any(isinstance(b, VerseGroup) for b in iter_blocks(document.body)), block
