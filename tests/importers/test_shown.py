"""Captions without a label: blocks that only name what a picture shows."""

from __future__ import annotations

import pytest

from docforge.repair.parts.captions import shows


@pytest.mark.parametrize(
    "text",
    [
        "A screenshot of the form that the keeper filled in",
        "Photograph of the mill by the river",
        "An aerial photo of the fields",
        "The old mill as it appeared on the town's map.",
        "(Left) The mill in winter. (Right) The mill after the flood.",
        "Top: the weir, seen from the bridge. Bottom: the lock.",
    ],
)
def test_names_what_a_picture_shows(text: str) -> None:
    assert shows(text)


@pytest.mark.parametrize(
    "text",
    [
        "A photograph of the mill was found in the attic.",
        "We took a photo of the fields.",
        "The mill was as it appeared in the old days.",
        "A photo of the mill. The keeper stands at the door of it and waits.",
        "photographs of the mill",
        "Screening of the fields",
        "Left alone, the mill fell down.",
    ],
)
def test_a_sentence_is_no_caption(text: str) -> None:
    assert not shows(text)
