"""The parts of a caption: label, text, source, credit and the word of permission."""

from __future__ import annotations

import pytest

import docforge
from docforge.model.nodes import Figure
from docforge.model.text import inline_text
from docforge.model.walk import document_blocks

BEFORE = "On bridges\n\nAda Example\n\nIntroduction\n\nThe bridge is old, as Figure 1 shows. It is small.\n\n"
AFTER = "\n\nIt was taken down by the river in a flood that the whole valley remembers to this day.\n"


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("Figure 1. The bridge. Source: city archive, box 12.",
         ("Figure 1", "The bridge.", "Source: city archive, box 12.", "", "")),
        ("Figure 1. The bridge. Source: city archive. Photo: Ann Lund",
         ("Figure 1", "The bridge.", "Source: city archive.", "Photo: Ann Lund", "")),
        ("Figure 1: The bridge. Reproduced by permission of the council.",
         ("Figure 1", "The bridge.", "", "", "Reproduced by permission of the council.")),
        ("Figure 1. The bridge. Source: city archive. Photo: © A. Lund. Reproduced with permission of all.",
         ("Figure 1", "The bridge.", "Source: city archive.", "Photo: © A. Lund.",
          "Reproduced with permission of all.")),
        ("Abbildung 1. Die Brücke. Foto: A. Lund. Mit freundlicher Genehmigung der Stadt.",
         ("Abbildung 1", "Die Brücke.", "", "Foto: A. Lund.", "Mit freundlicher Genehmigung der Stadt.")),
        ("Figure 1. The source: a spring below the bridge",
         ("Figure 1", "The source: a spring below the bridge", "", "", "")),
        ("Figure 1. Where the Source: of the river lies.",
         ("Figure 1", "Where the Source: of the river lies.", "", "", "")),
    ],
)  # fmt: skip
def test_a_caption_is_parted(caption: str, parts: tuple[str, ...]) -> None:
    done = docforge.convert(("a.txt", (BEFORE + caption + AFTER).encode()))
    (figure,) = (b for b in document_blocks(done.readings[0].document) if isinstance(b, Figure))
    lines = (figure.caption, figure.source, figure.credit, figure.allowed)
    found = (figure.label, *map(inline_text, lines))
    assert tuple(part.strip() for part in found) == parts
