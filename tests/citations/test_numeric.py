"""Numbers that cite: lists with lost numbers, groups with an unknown work, round and raised forms."""

from __future__ import annotations

from docforge.citations.link import link_citations
from docforge.model.meta import Document, Reference
from docforge.model.nodes import Cite, Inline, Paragraph, Sup, Text
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines


def linked(*content: Inline, labels: tuple[str, ...]) -> tuple[list[str], str]:
    references = tuple(Reference(f"r{i}", f"Entry {i}.", (), label=x) for i, x in enumerate(labels, 1))
    document, _ = link_citations(Document(body=(Paragraph(content),), references=references))
    block = document.body[0]
    assert isinstance(block, Paragraph)
    rids = [i.rid for n in document_inlines(document) if isinstance(n, Cite) for i in n.items]
    return rids, inline_text(block.content)


def test_entries_between_numbered_ones_have_the_numbers_between() -> None:
    text = "As shown [1,2] and then [3–5]."
    rids, kept = linked(Text(text), labels=("", "2", "", "", "5"))
    assert rids == ["r1", "r2", "r3", "r4", "r5"]
    assert kept == text


def test_where_an_entry_is_missing_no_number_is_given_between() -> None:
    assert linked(Text("As [3]."), labels=("1", "2", "", "5"))[0] == []


def test_known_works_of_a_group_are_linked_and_the_others_stay() -> None:
    text = "As [1, 7, 2]."
    assert linked(Text(text), labels=("1", "2", "3")) == (["r1", "r2"], text)


def test_round_brackets_cite_where_they_count_through_the_list() -> None:
    labels = ("1", "2", "3", "4", "5", "6")
    text = "One (1) and (2, 3), then (4), (5) and (6); see (2019)."
    assert linked(Text(text), labels=labels) == (["r1", "r2", "r3", "r4", "r5", "r6"], text)
    assert linked(Text("There are (1) one and (2) two."), labels=labels)[0] == []


def test_raised_numbers_cite_where_they_count_through_the_list() -> None:
    labels = ("1", "2", "3", "4", "5", "6")
    marks = [Sup((Text(m),)) for m in ("1", "2,3", "4", "5–6")]
    content = [n for mark in marks for n in (Text("word"), mark)]
    assert linked(*content, labels=labels)[0] == ["r1", "r2", "r3", "r4", "r5", "r6"]
    assert linked(Text("x"), Sup((Text("2"),)), labels=labels)[0] == []


def test_signs_that_a_scan_misread_are_read_and_stay_as_printed() -> None:
    text = "One [l], then [1O], [2. 3] and [4), {5] or (see Table 1 [6])."
    labels = tuple(str(n) for n in range(1, 11))
    assert linked(Text(text), labels=labels) == (["r1", "r10", "r2", "r3", "r4", "r5", "r6"], text)


def test_a_misread_number_of_an_entry_gives_way_to_its_neighbours() -> None:
    assert linked(Text("One [1] and [4]."), labels=("4", "2", "3", "4"))[0] == ["r1", "r4"]


def test_a_variable_with_an_index_cites_nothing() -> None:
    assert linked(Text("the matrix t{1] and p[1] (to[2])"), labels=("1", "2"))[0] == []
