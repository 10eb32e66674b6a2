"""Mentions of figures, tables, sections and equations: linked, left alone, or told to be missing."""

from __future__ import annotations

import pytest

from docforge.model.meta import Document
from docforge.model.nodes import (
    Block,
    Cite,
    CiteItem,
    DispFormula,
    Figure,
    Inlines,
    Italic,
    Paragraph,
    Section,
    TableWrap,
    Text,
    Xref,
)
from docforge.normalise.crossrefs import link_mentions

THINGS: tuple[Block, ...] = (
    Figure("fig-1", "Figure 1", ()),
    Figure("fig-2", "Fig. 2", ()),
    TableWrap("tbl-odd", "Figure 3", (), (), ()),
    Figure("fig-4a", "Figure 4a", ()),
    TableWrap("tbl-1", "Table 1", (), (), ()),
    TableWrap("tbl-2", "Table II", (), (), ()),
    Figure("sup-1", "Supplementary Figure S1", ()),
    Figure("map-1", "Map 1", ()),
    Figure("twice-1", "Chart 7", ()),
    Figure("twice-2", "Chart 7", ()),
    DispFormula("a = b", "eq-2", "(2)"),
    Section("sec-m", (Text("Methods"),), (), label="4"),
    Section("sec-s", (Text("Sample"),), (), label="4.1."),
)


def linked(content: Inlines) -> tuple[list[tuple[str, str]], list[str]]:
    document, found = link_mentions(Document(body=(Paragraph(content), *THINGS)))
    paragraph = document.body[0]
    assert isinstance(paragraph, Paragraph)
    links = [
        (node.rid, "".join(t.value for t in node.content if isinstance(t, Text)))
        for node in paragraph.content
        if isinstance(node, Xref)
    ]
    return links, [d.message for d in found]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See Figure 1.", [("fig-1", "Figure 1")]),
        ("as in Fig. 1, and figure 2", [("fig-1", "Fig. 1"), ("fig-2", "figure 2")]),
        ("Figs. 1 and 2 show", [("fig-1", "Figs. 1"), ("fig-2", "2")]),
        ("Figures 1–3", [("fig-1", "Figures 1"), ("tbl-odd", "3")]),
        ("(Fig. 1a, 2(b))", [("fig-1", "Fig. 1a"), ("fig-2", "2(b)")]),
        ("Fig. 4a", [("fig-4a", "Fig. 4a")]),
        ("Abb. 1 und Abbildung 2", [("fig-1", "Abb. 1"), ("fig-2", "Abbildung 2")]),
        ("la figura 1", [("fig-1", "figura 1")]),
        ("TABLE 1 and Table II", [("tbl-1", "TABLE 1"), ("tbl-2", "Table II")]),
        ("Supplementary Figure S1", [("sup-1", "Figure S1")]),
        ("on Map 1", [("map-1", "Map 1")]),
        ("Eq. (2) and equation 2", [("eq-2", "Eq. (2)"), ("eq-2", "equation 2")]),
        ("in Section 4.1 and § 4", [("sec-s", "Section 4.1"), ("sec-m", "§ 4")]),
        ("Section 4 of this paper", [("sec-m", "Section 4")]),
    ],
)
def test_a_mention_links_to_what_has_the_label(text: str, links: list[tuple[str, str]]) -> None:
    assert linked((Text(text),)) == (links, [])


@pytest.mark.parametrize(
    "text",
    [
        "Chart 7",  # two have it
        "the map 1 of us drew",
        "Section 4 of the Act",
        "Section 230 and Article 9",
        "Figure 1 of the report by the council",
        "Figure 1 in [3]",
        "(Berg 2020, Fig. 1)",
        "a figure of 1 million",
        "Table 1.5% rise",
        "COVID-19 and U2",
    ],
)
def test_what_is_no_mention_is_left_alone(text: str) -> None:
    assert linked((Text(text),)) == ([], [])


def test_a_figure_of_a_cited_work_is_left_alone() -> None:
    cite = Cite((CiteItem("berg", "Berg, 2020"),), "(", "")
    assert linked((cite, Text(", Fig. 1)"))) == ([], [])
    assert linked((Text("Figure 1 of "), cite)) == ([], [])
    assert linked((cite, Text(") and Fig. 1"))) == ([("fig-1", "Fig. 1")], [])


def test_what_is_not_there_is_told_once() -> None:
    links, told = linked((Text("Figure 9, and Fig. 9, Table 8 and Section 77."),))
    assert links == []
    assert [message.split("”")[0] for message in told] == [
        "The text speaks of “Figure 9",
        "The text speaks of “Table 8",
    ]


def test_mentions_inside_emphasis_are_linked_and_every_word_stays() -> None:
    document, _ = link_mentions(Document(body=(Paragraph((Italic((Text("see Fig. 1 there"),)),)), *THINGS)))
    assert document.body[0] == Paragraph(
        (Italic((Text("see "), Xref("fig", "fig-1", (Text("Fig. 1"),)), Text(" there"))),)
    )
