"""Pictures of pixels, drawn once to know that they can be: whole, of a known kind, of a bearable size."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Any

_STRICT = Lock()
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
KNOWN = "SVG, PNG, JPEG, GIF and WebP"
# An A3 page at 400 dots per inch, with some to spare; a file may unfold to far more than its own size.
MOST_PIXELS = 36_000_000
LONGEST_SIDE = 20_000
SAVE_AGAIN = "Save the picture again from the program that made it, and look at it in a viewer."
# What the decoder raises for files that are cut off, damaged or made to deceive.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError, zlib.error)


def kind_of(data: bytes) -> str:
    """The media type by a file's first bytes; "" for a kind that pages do not show."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


@lru_cache(maxsize=64)
def fault_of(kind: str, data: bytes) -> tuple[str, str]:
    """What is wrong with a picture of pixels, and the remedy; ("", "") when it can be drawn."""
    if not data:
        return "the file is empty", SAVE_AGAIN
    if not kind:
        return "it is no picture, whatever its name says", f"Pictures are {KNOWN}."
    # Heavy, and most texts have no picture.
    from PIL import Image, ImageFile

    limit = f"{LONGEST_SIDE:,} a side and {MOST_PIXELS // 1_000_000} million in all"
    try:
        with _strict(ImageFile), warnings.catch_warnings():
            # Its own limits are told by warnings; ours are tested before anything is unfolded.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=(FORMATS[kind],)) as picture:
                wide, high = picture.size
                if max(wide, high) > LONGEST_SIDE or wide * high > MOST_PIXELS:
                    too_large = f"it is {wide:,} by {high:,} pixels, and the limit is {limit}"
                    return too_large, "Make it smaller: 300 to 600 pixels an inch are enough for print."
                picture.load()
    except Image.DecompressionBombError:
        return f"it has more pixels than the limit of {limit}", "Make it smaller."
    except DAMAGED as error:
        said = str(error).strip().rstrip(".").partition("<")[0].strip()
        return f"the {FORMATS[kind]} file is damaged" + (f" ({said})" if said else ""), SAVE_AGAIN
    return "", ""


@contextmanager
def _strict(settings: Any) -> Iterator[None]:
    """The layout engine, once loaded, makes the decoder pass over what is missing: not here."""
    with _STRICT:
        lenient, settings.LOAD_TRUNCATED_IMAGES = settings.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            settings.LOAD_TRUNCATED_IMAGES = lenient
