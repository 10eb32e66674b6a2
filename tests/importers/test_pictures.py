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


PAGE = (
    "<html><body><article><h1>On bridges</h1><p>Ada Example</p><h2>Introduction</h2><p>The bridge is old.</p>"
)
END = (
    "<p>It was taken down by the river in a flood that the valley remembers to this day.</p></article></body>"
)


@pytest.mark.parametrize(
    ("middle", "label"),
    [
        ('<figure><img src="b.png"><figcaption>The bridge in winter.</figcaption></figure>', ""),
        ('<figure><figcaption><p>The bridge in winter.</p></figcaption><img src="b.png"></figure>', ""),
        (
            "<figure><figcaption>\n <b>Figure 1.</b> The bridge\n in winter.</figcaption></figure>",
            "Figure 1",
        ),
        (
            '<figure><img src="b.png"><figcaption>Figure 1. The bridge in winter.</figcaption>'
            '<p class="credit">Credit: Clara Winter</p></figure>',
            "Figure 1",
        ),
        (
            '<img src="b.png"><p class="wp-caption-text">The bridge in winter.</p>',
            "",
        ),
        (
            '<img src="b.png"><div class="caption"><p><b>Fig. 1</b> The bridge in winter.</p></div>',
            "Fig. 1",
        ),
    ],
)
def test_a_page_calls_its_captions_by_name(middle: str, label: str) -> None:
    (reading,) = docforge.convert(("a.html", (PAGE + middle + END).encode())).readings
    assert reading.conservation.holds, reading.conservation
    blocks = list(document_blocks(reading.document))
    (figure,) = (b for b in blocks if isinstance(b, Figure))
    assert (figure.label, inline_text(figure.caption)) == (label, "The bridge in winter.")
    assert sum(isinstance(b, Paragraph) for b in blocks) == 2


def test_what_a_caption_s_lead_says_is_no_part_of_it() -> None:
    (figure,), _ = figures("Image caption, The bridge in winter.")
    assert inline_text(figure.caption) == "The bridge in winter."
