"""Figures as a journal or an archive wants them: format, dots, colours. Drawings (SVG) have no dots."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docforge.exporters.pictures import mime_type

MM = 25.4
SUFFIXES = {"jpeg": "jpg", "tiff": "tif"}
COLOURS = {"1": "grey", "L": "grey", "LA": "grey", "I": "grey", "I;16": "grey", "CMYK": "cmyk"}


@dataclass(frozen=True, slots=True)
class Measured:
    """``width`` and ``height`` in dots, 0 for a drawing; ``colour`` rgb, grey, cmyk or ""."""

    name: str
    suffix: str
    width: int = 0
    height: int = 0
    colour: str = ""
    readable: bool = True

    def dpi(self, millimetres: int) -> int:
        """Dots per inch when it is printed so wide."""
        return int(self.width * MM / millimetres)


def measure(name: str, data: bytes) -> Measured:
    """Look at a picture."""
    suffix = name.rpartition(".")[2].lower()
    suffix = SUFFIXES.get(suffix, suffix)
    if mime_type(name, data) == "image/svg+xml" or suffix in ("eps", "pdf"):
        return Measured(name, suffix)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            return Measured(name, suffix, width, height, COLOURS.get(picture.mode, "rgb"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return Measured(name, suffix, readable=False)
