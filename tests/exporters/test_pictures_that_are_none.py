"""Pictures: what can be drawn is passed on, the rest is told in plain words, nothing unfolds unmeasured."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from docforge.exporters.pictures import safe_picture
from docforge.exporters.pixels import LONGEST_SIDE


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(wide: int, high: int, pixels: bytes, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), *more, chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )


def drawn(kind: str) -> bytes:
    out = BytesIO()
    Image.effect_noise((90, 60), 50).convert("RGB").save(out, kind)
    return out.getvalue()


KINDS = {"a.png": "PNG", "a.jpg": "JPEG", "a.gif": "GIF", "a.webp": "WEBP"}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_picture_is_passed_on_as_it_is(name: str, kind: str) -> None:
    data = drawn(kind)
    assert safe_picture(name, data) == safe_picture(name, data)
    assert (safe_picture(name, data).data, safe_picture(name, data).diagnostics) == (data, ())


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_picture_that_is_cut_off_is_damaged(name: str, kind: str) -> None:
    data = drawn(kind)
    for length in (10, len(data) // 2):
        picture = safe_picture(name, data[:length])
        (told,) = picture.diagnostics
        assert picture.data == b""
        assert told.code == "figure-missing" and told.hint
        assert told.message.startswith(f"{name} cannot be used: ")


BOMB = zlib.compress(bytes(1000))
TEXT = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000)))
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"", "the file is empty"),
        ("a.jpg", b"plain words", "it is no picture, whatever its name says"),
        ("a.png", png(60_000, 60_000, BOMB), "more pixels than the limit"),
        ("a.png", png(9_000, 9_000, BOMB), "9,000 by 9,000 pixels"),
        ("a.png", png(100_000, 10, BOMB), f"the limit is {LONGEST_SIDE:,} a side"),
        ("a.png", png(1, 1, zlib.compress(b"\0\0"), TEXT), "damaged"),
        ("a.png", png(9, 9, b"no pixels"), "damaged"),
        ("a.svg", b"<svg", "it is not a readable SVG"),
        ("a.svg", b"<html/>", "it is not an SVG picture"),
        (
            "a.svg",
            f'<!DOCTYPE svg [<!ENTITY a0 "aaaa">{ENTITIES}]><svg id="&a11;">&a11;</svg>'.encode(),
            "it is not a readable SVG",
        ),
    ],
)
def test_what_is_no_picture_or_a_trap_is_told_plainly(name: str, data: bytes, said: str) -> None:
    picture = safe_picture(name, data)
    assert picture.data == b""
    assert said in picture.diagnostics[0].message
