"""Characters that no author typed: foreign line ends, mojibake, control characters, ligatures, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.words.language import RIGHT_TO_LEFT, WITHOUT_SPACES, primary

CARRIAGE_RE = re.compile(r"\r\n?")


def find_line_ends(text: str, scene: Scene) -> Iterator[Edit]:
    """Line ends of Windows and old Macs: "␍␊" -> "␊"."""
    for m in CARRIAGE_RE.finditer(text):
        yield Edit(m.start(), m.end(), m.group(), "\n", "line-ends", Safety.SAFE, "one kind of line end")


# What UTF-8 bytes make when read as Windows-1252 or Latin-1; ftfy decides, this only finds the place.
MOJIBAKE_RE = re.compile(r"(?:[ÂÃâÅÄË][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]{1,2})+")


def find_mojibake(text: str, scene: Scene) -> Iterator[Edit]:
    """UTF-8 read in another encoding: "Ramâ€™s" -> "Ram’s" (ftfy, https://ftfy.readthedocs.io)."""
    if not MOJIBAKE_RE.search(text):
        return
    import ftfy

    for m in MOJIBAKE_RE.finditer(text):
        fixed = ftfy.fix_encoding(m.group())
        if fixed != m.group():
            yield Edit(
                m.start(),
                m.end(),
                m.group(),
                fixed,
                "mojibake",
                Safety.LIKELY,
                "UTF-8 bytes read as Windows-1252",
            )


CONTROL_RE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\u200b\u200e\u200f\u2060\ufffe\uffff]+")
# In text that runs from right to left these say where a word of the other direction stands.
DIRECTION_RE = re.compile(r"[\u200e\u200f]+")
LINE_SEPARATOR_RE = re.compile(r"[\u2028\u2029\x0b\x85]")


def find_control_characters(text: str, scene: Scene) -> Iterator[Edit]:
    """Control and zero-width characters, which no reader sees and no XML file may hold."""
    marks_direction = primary(scene.language) in RIGHT_TO_LEFT
    for m in CONTROL_RE.finditer(text):
        if marks_direction and DIRECTION_RE.fullmatch(m.group()):
            continue
        yield Edit(
            m.start(),
            m.end(),
            m.group(),
            "",
            "control-characters",
            Safety.SAFE,
            "invisible character",
            "control character",
        )
    for m in LINE_SEPARATOR_RE.finditer(text):
        if not CONTROL_RE.match(m.group()):
            yield Edit(m.start(), m.end(), m.group(), "\n", "line-ends", Safety.SAFE, "one kind of line end")


LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
LIGATURE_RE = re.compile("[" + "".join(LIGATURES) + "]")


def find_ligatures(text: str, scene: Scene) -> Iterator[Edit]:
    """Typesetting ligatures as single characters: "ﬁgure" -> "figure"."""
    for m in LIGATURE_RE.finditer(text):
        yield Edit(
            m.start(),
            m.end(),
            m.group(),
            LIGATURES[m.group()],
            "ligature",
            Safety.SAFE,
            "a ligature is two letters",
        )


SPACES_RE = re.compile(r"(?<=[^\s])[ \u00a0\u2007\u2008\u2009\u200a\u202f\u3000]{1,}(?=\S)")
TRAILING_RE = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]++(?=\n|\f|\Z)")
LEADING_RE = re.compile(r"(?:(?<=\n)|(?<=\f)|\A)\u00a0+")
# French (and some Swiss) typography sets these apart with a no-break space, which is the author's own.
KEPT_AFTER = "«‹"
KEPT_BEFORE = "»›:;!?%€°"


LONGEST = 4000  # signs of a row that are looked at


def _in_table(text: str, start: int, end: int) -> bool:
    """Are the tabs at a line's end empty cells: is there a tab in it, or in a line beside it?"""
    begin = text.rfind("\n", max(0, start - LONGEST), start) + 1
    above = text.rfind("\n", max(0, begin - LONGEST), max(0, begin - 1)) + 1
    below = text.find("\n", end + 1, end + LONGEST)
    after = text[end : below if below > 0 else end + LONGEST]
    return "\t" in text[above:start].lstrip() or "\t" in after.lstrip()


def find_spaces(text: str, scene: Scene) -> Iterator[Edit]:
    """No-break and repeated spaces inside a line: "the end. ␣" -> "the end. "; trailing ones go."""
    french = scene.language.startswith("fr")
    spaced = primary(scene.language) not in WITHOUT_SPACES
    for m in SPACES_RE.finditer(text):
        spaces = m.group()
        if spaces == " " or (spaces == "\u3000" and not spaced):
            continue
        if spaces in ("\u00a0", "\u202f") and (
            text[m.start() - 1] in KEPT_AFTER
            or (french and text[m.end()] in KEPT_BEFORE)
            or text[m.end()] == "»"
        ):
            continue
        why = "one space between words" if len(spaces) > 1 else "a no-break space of the layout"
        yield Edit(m.start(), m.end(), spaces, " ", "spaces", Safety.SAFE, why)
    for m in TRAILING_RE.finditer(text):
        if "\t" in m.group() and _in_table(text, m.start(), m.end()):
            continue
        yield Edit(m.start(), m.end(), m.group(), "", "trailing-space", Safety.SAFE, "space at a line end")
    for m in LEADING_RE.finditer(text):
        yield Edit(
            m.start(), m.end(), m.group(), "", "trailing-space", Safety.SAFE, "no-break space at a line start"
        )
