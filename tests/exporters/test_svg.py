"""SVG pictures: what runs or reaches out is taken out and told; what draws stays."""

from __future__ import annotations

from base64 import b64encode

import pytest
from pages_fixture import png

from docforge.exporters.svg import sanitise_svg, shipped_family, svg_text, with_shipped_fonts

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    ("inner", "gone"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<foreignObject><p>x</p></foreignObject>", "foreignObject"),
        ('<rect onclick="alert(1)"/>', "onclick"),
        ('<image href="https://example.org/x.png"/>', "example.org"),
        ('<image xlink:href="file:///etc/passwd"/>', "passwd"),
        ('<use href="other.svg#x"/>', "other.svg"),
        ('<a href="javascript:alert(1)"><text>x</text></a>', "javascript"),
        ('<image href="data:image/svg+xml,x"/>', "data:"),
        ('<image href="data:image/png;base64,AAAA"/>', "data:"),
        ('<rect style="fill: url(https://example.org/p)"/>', "example.org"),
        ('<rect fill="url(http://example.org/#p)"/>', "example.org"),
        ("<style>@import 'https://example.org/x.css'; rect { fill: url('file:///x') }</style>", "x.css"),
    ],
)
def test_what_runs_or_reaches_out_is_taken_out_and_told(inner: str, gone: str) -> None:
    safe = sanitise_svg("x.svg", f"{OPEN}{inner}<circle r='1'/></svg>".encode())
    assert gone not in safe.data.decode()
    assert "circle" in safe.data.decode()
    assert safe.diagnostics and {d.code for d in safe.diagnostics} == {"resource-refused"}


@pytest.mark.parametrize(
    "inner",
    [
        '<use href="#a"/>',
        '<rect fill="url(#g)"/>',
        f'<image href="data:image/png;base64,{b64encode(png(1, 1)).decode()}"/>',
        "<text>words</text>",
    ],
)
def test_what_draws_stays(inner: str) -> None:
    safe = sanitise_svg("x.svg", f"{OPEN}{inner}</svg>".encode())
    assert not safe.diagnostics
    assert inner[1:8].encode() in safe.data


@pytest.mark.parametrize(
    "inner",
    [
        '<g id="a"><use href="#a"/></g>',
        "".join(f'<g id="c{i}"><use href="#c{i + 1}"/></g>' for i in range(2000)),
        '<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>',
        '<g id="l0"><rect/></g>'
        + "".join(f'<g id="l{i}">' + f'<use href="#l{i - 1}"/>' * 10 + "</g>" for i in range(1, 9)),
    ],
)
def test_drawings_that_repeat_without_measure_are_cut(inner: str) -> None:
    safe = sanitise_svg("x.svg", f"{OPEN}{inner}<circle r='1'/></svg>".encode())
    assert b"<use" not in safe.data and b"circle" in safe.data
    assert [d.code for d in safe.diagnostics] == ["resource-refused"]


def test_entities_are_not_followed() -> None:
    data = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{OPEN}<text>a&x;b</text></svg>'.encode()
    safe = sanitise_svg("x.svg", data)
    assert svg_text(safe.data) == "ab"
    assert b"ENTITY" not in safe.data


@pytest.mark.parametrize(
    "data", [b"", b"no markup", b"<svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"]
)
def test_what_is_no_svg_is_told(data: bytes) -> None:
    safe = sanitise_svg("x.svg", data)
    assert not safe.data
    assert [d.code for d in safe.diagnostics] == ["figure-missing"]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Arial, sans-serif", "Docforge Sans"),
        ("Times New Roman, serif", "Docforge Serif"),
        ("Courier, monospace", "Docforge Mono"),
        ("", "Docforge Sans"),
    ],
)
def test_lettering_is_set_in_a_shipped_face(asked: str, first: str) -> None:
    assert shipped_family(asked).startswith(f"'{first}'")
    drawn = f'{OPEN}<text style="font-family: {asked or "x"}; fill: red">a</text></svg>'.encode()
    assert first in with_shipped_fonts(drawn).decode()
