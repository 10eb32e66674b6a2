"""MathML -> SVG outlines that stand in a line, drawn by ziamath in its own STIX Two Math.

https://ziamath.readthedocs.io/. Lengths are in em, so that a formula is as large as the text around it.
"""

from __future__ import annotations

from threading import Lock
from typing import Any
from xml.etree import ElementTree

from lxml import etree
from ziafont.config import config
from ziamath.zmath import Math

from docforge.exporters.html_context import Element

SVG = "http://www.w3.org/2000/svg"
# Pixels an em while drawing; with two decimals that is a thousandth of an em.
SIZE = 20.0
DECIMALS = 2
# Of a line of text in em, and what of the space between two lines a formula may take.
ASCENT, DESCENT, BETWEEN = 0.85, 0.3, 0.2
# What its table of operators lacks: the space on both sides in a row.
SPACED = dict.fromkeys("⊂", "thickmathspace") | dict.fromkeys("⋅∗•∩∪∧∨", "mediummathspace")
# What it draws as a rule over all that stands below.
RULE = "\u2015"
# What the engine raises over MathML that it does not know, or that is nested too deeply.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
# Signs that are never drawn themselves: they space, join or apply.
UNSEEN = frozenset("\u00a0\u2009\u200a\u200b\u2002\u2003\u2004\u2005\u2006\u2061\u2062\u2063\u2064 \n\t")


# Its settings and its font are the same for all threads.
_ALONE = Lock()


def draw_formula(math: Element) -> Element | None:
    """The formula as ``<svg>`` on the baseline; None where the font lacks a sign or the drawing fails."""
    with _ALONE:
        return _draw(math)


def _draw(math: Element) -> Element | None:
    # Settings of the whole library: paths where they stand, without ids that would differ from run to run.
    config.svg2 = False
    config.precision = DECIMALS
    try:
        source = _prepared(math)
        drawing = Math(source, size=SIZE, margin=0)
        if any(_lacks(drawing.font, char) for text in source.itertext() for char in text):
            return None
        svg = drawing.svgxml()
        box = drawing.node.bbox
    except FAULTS:
        return None
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    if not (0 < width < 1e5 and 0 < height < 1e5):
        return None
    view = " ".join(_number(n) for n in (box.xmin, -box.ymax, width, height))
    made = etree.Element(f"{{{SVG}}}svg", {"viewBox": view}, nsmap={None: SVG})
    above, below = box.ymax / SIZE, -box.ymin / SIZE
    high = low = 0.0
    if math.get("display") == "inline":
        # A formula little higher than its line takes of the space between lines: they stay where they are.
        high, low = _over(above, ASCENT), _over(below, DESCENT)
    made.set(
        "style",
        f"width: {_number(width / SIZE)}em; vertical-align: {_number(low - below)}em;"
        f" margin: {_number(-high)}em 0 {_number(-low)}em",
    )
    for shape in svg:
        _add(made, shape)
    return made


def _prepared(math: Element) -> ElementTree.Element:
    """A copy with what the engine does not know by itself: spaces, wide bars, equations that are aligned."""
    source = ElementTree.fromstring(etree.tostring(math))
    for node in source.iter():
        name = node.tag.rpartition("}")[2]
        if name in ("mrow", "mtd", "math"):
            for sign in list(node)[1:-1]:
                if (space := SPACED.get(sign.text or "")) and sign.tag.endswith("}mo"):
                    sign.attrib.update(lspace=space, rspace=space)
        elif name == "mover" and len(node) == 2 and node[1].text == "¯" and len(node[0]):
            node[1].text = RULE
        elif name == "mtable" and "padding-right: 0" in (node.find("*/*") or node).get("style", ""):
            node.set("columnspacing", "0em 1em")
    return source


def _over(length: float, of_line: float) -> float:
    """How much of what is over the height or depth of a line fits between the lines."""
    return min(max(length - of_line, 0), BETWEEN)


def _lacks(font: Any, char: str) -> bool:
    return char not in UNSEEN and not font.glyphindex(char)


def _number(value: float) -> str:
    return f"{round(value, 4) + 0.0:g}"


def _add(parent: Element, shape: ElementTree.Element) -> None:
    """Copy a shape; black is what it is without a word."""
    name = shape.tag.rpartition("}")[2]
    kept = {key: value for key, value in shape.attrib.items() if (key, value) != ("fill", "black")}
    made = etree.SubElement(parent, f"{{{SVG}}}{name}", kept)
    for child in shape:
        _add(made, child)
