"""Drawings as pixels: whole, at the resolution of print, or not at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from docforge.exporters.raster import DPI, drawing_as_png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
BLUR = '<filter id="f" x="-9" y="-9" width="999" height="999"><feGaussianBlur stdDeviation="5000"/></filter>'


def drawn(attributes: str, content: str) -> bytes:
    return drawing_as_png("a.svg", SVG.format(attributes, content).encode())


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="96" height="48"', (300, 150)),
        ('width="96px" height="48px" viewBox="0 0 10 5"', (300, 150)),
        ('viewBox="0 0 96 48"', (300, 150)),
        ('width="9600" height="4800"', (3300, 1650)),
    ],
)
def test_a_drawing_has_the_dots_of_a_good_print_and_no_more_than_a_page(
    attributes: str, size: tuple[int, int]
) -> None:
    with Image.open(BytesIO(drawn(attributes, '<rect width="5" height="5"/>'))) as picture:
        assert picture.size == size
        assert [round(dots) for dots in picture.info["dpi"]] == [DPI, DPI]


def test_lettering_is_drawn_in_the_shipped_fonts() -> None:
    words = '<text x="5" y="30" font-size="20" font-family="{}">{}</text>'
    blank = drawn('width="90" height="40"', "")
    sans = drawn('width="90" height="40"', words.format("Arial", "Word"))
    mono = drawn('width="90" height="40"', words.format("Courier", "Word"))
    assert len({blank, sans, mono}) == 3
    assert sans == drawn('width="90" height="40"', words.format("No Such Family", "Word"))


@pytest.mark.parametrize(
    ("attributes", "content"),
    [
        ('width="90" height="40"', "<text>\u6f22</text>"),
        ('width="0" height="40"', ""),
        ("", '<rect width="5" height="5"/>'),
        (
            'width="200" height="200"',
            BLUR + '<g filter="url(#f)">' * 20 + '<rect width="200" height="200"/>' + "</g>" * 20,
        ),
        ('viewBox="0 0 1 9000000" width="9000"', '<rect width="1" height="1"/>'),
    ],
    ids=["a letter without a font", "no room", "no size", "a filter without measure", "too high"],
)
def test_what_cannot_be_drawn_whole_is_not_drawn(
    attributes: str, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docforge.exporters.raster._SECONDS", 3)
    assert drawn(attributes, content) == b""


def test_the_same_drawing_gives_the_same_bytes() -> None:
    content = '<circle cx="20" cy="20" r="15"/>'
    first = drawn('width="40" height="40"', content)
    drawing_as_png.cache_clear()
    assert drawn('width="40" height="40"', content) == first
