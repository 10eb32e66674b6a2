"""Captions of Markdown: marks of type about the label, links to pictures, labels in blocks of their own."""

from __future__ import annotations

import pytest

import docforge
from docforge.model.nodes import Bold, Figure, Paragraph
from docforge.model.text import inline_text
from docforge.model.walk import document_blocks

BEFORE = "# On bridges\n\nAda Example\n\n## Introduction\n\nThe bridge is old, as all of the town know.\n\n"
AFTER = (
    "\n\n## The flood\n\nIt was taken down by the river in a flood that the valley remembers to this day.\n"
)


def figures(middle: str) -> tuple[list[Figure], int]:
    """The figures of an article and the number of its paragraphs; no word is lost."""
    (reading,) = docforge.convert(("a.md", (BEFORE + middle + AFTER).encode())).readings
    assert reading.conservation.holds, reading.conservation
    blocks = list(document_blocks(reading.document))
    return [b for b in blocks if isinstance(b, Figure)], sum(isinstance(b, Paragraph) for b in blocks)


@pytest.mark.parametrize(
    "caption",
    [
        "**Figure 1.** The bridge in winter.",
        "**Figure 1**. The bridge in winter.",
        "_Figure 1. The bridge in winter._",
        "**_Figure 1:_** The bridge in winter.",
        "***Figure 1*** | The bridge in winter.",
        "**Figure 1**\n\nThe bridge in winter.",
        "##### Figure 1.\n\nThe bridge in winter.",
        "<b>Figure 1.</b> The bridge in winter.",
        "> Figure 1. The bridge in winter.",
        "![Figure 1. The bridge in winter.](a/bridge.png)",
        "![](a/bridge.png)\n**Figure 1.** The bridge in winter.",
        "![](a/bridge.png)\n\nFigure 1. The bridge in winter.",
        "Figure 1. The bridge in winter.\n\n![](a/bridge.png)",
    ],
)
def test_a_label_is_read_through_marks(caption: str) -> None:
    (figure,), paragraphs = figures(caption)
    assert (figure.label, inline_text(figure.caption)) == ("Figure 1", "The bridge in winter.")
    assert paragraphs == 2


@pytest.mark.parametrize(
    "caption",
    [
        "![The bridge in winter](bridge.png)",
        '![Bridge](bridge.png "The bridge in winter")',
        "[![The bridge in winter](bridge.png)](https://example.org/all.html)",
        "![](bridge.png)\n\n*The bridge in winter*",
        "![Bridge](bridge.png)\n_The bridge in winter_",
    ],
)
def test_a_caption_without_a_label_stands_in_the_link_or_in_other_type_below(caption: str) -> None:
    (figure,), paragraphs = figures(caption)
    assert (figure.label, inline_text(figure.caption)) == ("", "The bridge in winter")
    assert paragraphs == 2


def test_type_that_begins_before_the_label_ends_where_its_mark_stands() -> None:
    (figure,), _ = figures("**Figure 1. The bridge in winter.** It is seen from the mill.")
    assert isinstance(figure.caption[0], Bold)
    assert inline_text(figure.caption) == "The bridge in winter. It is seen from the mill."


def test_a_paragraph_below_a_picture_is_none_of_its_own() -> None:
    (figure,), paragraphs = figures(
        "![](bridge.png)\n\nThe bridge was built in a year of peace by many hands."
    )
    assert (inline_text(figure.caption), paragraphs) == ("", 3)
