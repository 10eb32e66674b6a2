"""Drawings as pixels, for files whose readers show no SVG: Word's.

Drawn by resvg (https://docs.rs/resvg/) in the shipped fonts alone, in a process of its own: a drawing that
asks for more memory or time than a figure needs ends that process, and is left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import lru_cache
from io import BytesIO

from lxml import etree

from docforge.exporters.svg import sanitise_svg, svg_text, with_shipped_fonts
from docforge.exporters.theme import FACES, covered_by_any, family_in, font_path
from docforge.interpreter import own_program

# Dots to the inch of a good print, and CSS pixels to the inch (CSS Values 4, 6.2).
DPI, CSS_DPI = 300, 96
# The longer side at most: as long as a page is high.
MOST = 11 * DPI
# Memory in bytes and seconds, for one drawing.
_MEMORY, _SECONDS = 2 << 30, 20
_PROGRAM = "from docforge.exporters.raster import draw; draw()"
_LENGTH_RE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px)?\s*")


@lru_cache(maxsize=16)
def drawing_as_png(name: str, data: bytes) -> bytes:
    """The SVG file ``name`` as PNG, 300 dots to the inch; empty where it cannot be drawn whole.

    So it is where a letter is in none of the shipped fonts, which would leave an empty box.
    """
    data = sanitise_svg(name, data).data
    if not data or not {ord(char) for char in svg_text(data) if not char.isspace()} <= covered_by_any():
        return b""
    command, environment = own_program(_PROGRAM, str(_SECONDS))
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=2 * _SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return b"" if done.returncode else done.stdout


def draw() -> None:
    """Draw the clean SVG that comes in; the PNG goes out. Whatever goes wrong ends the process."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    seconds = int(sys.argv[-1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    import resvg_py
    from PIL import Image

    drawing = with_shipped_fonts(sys.stdin.buffer.read()).decode("utf-8")
    for face in FACES:
        drawing = drawing.replace(face.family, family_in(face.file))
    made = resvg_py.svg_to_bytes(
        svg_string=drawing,
        skip_system_fonts=True,
        font_files=[str(font_path(face.file)) for face in FACES],
        zoom=_zoom(drawing),
    )
    with Image.open(BytesIO(made)) as picture:
        picture.save(sys.stdout.buffer, "PNG", dpi=(DPI, DPI))


def _zoom(drawing: str) -> float:
    """How much larger than its pixels a drawing is made: to 300 dots, or to what fits a page.

    Raises ``ValueError`` where it does not say how large it is.
    """
    root = etree.fromstring(drawing.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    box = [float(n) for n in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if n][2:]
    sides = [_LENGTH_RE.fullmatch(root.get(name, "")) for name in ("width", "height")]
    given = [float(side[1]) for side in sides if side]
    if not (given or box):
        raise ValueError("a drawing without a size")
    longest = max(given or box)
    return min(DPI / CSS_DPI, MOST / longest)
