"""Formulas in HTML: MathML on screens, drawn outlines in print, plain text where neither can be had.

In print a formula that fits a running line as text ("x_1", "p < .05") stays text: it has the letters of its
line, can be broken, and can be searched for.
"""

from __future__ import annotations

from lxml import etree

from docforge.exporters.html_context import FORBIDDEN_RE, Element, Rendering, element, sub_text
from docforge.exporters.tex import fits_a_line, set_as_text
from docforge.model.nodes import Origin

# Accents that would be set on what stands before them in the page's source, and as signs of their own.
ACCENTS = str.maketrans("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030c\u20d7", "`´^~¯˘˙¨˚ˇ→")


def formula_element(tex: str, to: Rendering, origin: Origin = None, *, shown: bool = False) -> Element:
    """The formula as ``span.formula``; where it is text or TeX for want of better, that is told."""
    made = element("span", "formula")
    if to.medium == "print":
        # What the tags of a PDF say of it.
        made.set("data-tex", FORBIDDEN_RE.sub("", tex))
        if not shown and fits_a_line(tex) and set_as_text(made, tex):
            return made
    math = to.maths.get((tex, shown))
    if math is not None:
        if to.medium != "print":
            made.append(_bare(math, tex))
            return made
        from docforge.exporters.drawing import draw_formula  # heavy: only where there is a formula

        if (drawn := draw_formula(math)) is not None:
            made.append(drawn)
            return made
    if set_as_text(made, tex):
        to.tell("not-rendered", f"The formula {tex!r} is set as plain text.", origin)
    else:
        to.tell("not-rendered", f"The formula {tex!r} is shown as its TeX source.", origin)
        sub_text(made, "code", tex, "tex")
    return made


def _bare(math: Element, tex: str) -> Element:
    """A copy without namespace, as HTML has it, with the TeX for those who cannot see it."""
    made = _copy(math)
    made.set("alttext", FORBIDDEN_RE.sub("", " ".join(tex.split())))
    return made


def _copy(node: Element) -> Element:
    made = etree.Element(etree.QName(node).localname, dict(node.attrib))
    made.text = node.text.translate(ACCENTS) if node.text else None
    for child in node:
        made.append(_copy(child))
    return made
