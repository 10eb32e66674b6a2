"""How a text's lines end: which trailing spaces are evidence."""

from __future__ import annotations

from docforge.repair.lines import wrapping

WORDS = "A fence of hazel rods keeps the sheep from the garden beds"


def test_a_space_at_wrapped_lines_alone_tells_where_a_paragraph_ends() -> None:
    text = f"{WORDS} \n{WORDS} \nand is mended in spring.\n" * 10
    assert wrapping(text).spaced


def test_a_space_at_every_line_tells_nothing() -> None:
    text = f"{WORDS} \n{WORDS} \nand is mended in spring. \n" * 10
    assert not wrapping(text).spaced
