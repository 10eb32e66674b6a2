"""Signs of a mathematics font that a dump reads by a table of letters: "cm´1" for "cm−1".

Fonts without a table of their own letters are read as if they held those of Western text. Some packages
of TeX (mathabx, whose slots these are) then give accents alone and letters between numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene

SIGNS = {
    "´": "−",
    "ˆ": "×",
    "˝": "°",
    "˘": "±",
    "Ñ": "→",
    "ď": "≤",
    "ě": "≥",
    "ă": "<",
    "ą": ">",
}
# Where none of them can stand as a letter or an accent.
PLACE_RE = re.compile(
    r"(?<=[a-zA-Z(\s])´(?=\d)"
    r"|(?<=[\w)] )ˆ(?= \d)|(?<=[\d)])ˆ(?= ?\d)|(?<=[a-z])ˆ(?= \d)"
    r"|(?<=\d )˝(?=C\b)|(?<=\d)˝(?= ?C\b)"
    r"|(?<=\d )˘(?= \d)|(?<=[\d)])˘(?=\d)"
    r"|(?<=\d)Ñ(?=\d)"
    r"|(?<=[\w)] )[ďěăą](?= [\d.])"
)
SURE = frozenset("ˆ˝˘Ñ")
LEAST = 3  # places that a text must have; one of them may be a slip


def find_font_signs(text: str, scene: Scene) -> Iterator[Edit]:
    """Signs read by a table of letters: "at 37 ˝C" -> "at 37 °C", "(1Ñ2)" -> "(1→2)"."""
    found = list(PLACE_RE.finditer(text))
    if len(found) < LEAST or not any(m.group() in SURE for m in found):
        return
    why = "a sign of a mathematics font that was read by a table of letters"
    for m in found:
        yield Edit(m.start(), m.end(), m.group(), SIGNS[m.group()], "font-sign", Safety.LIKELY, why)
