"""The look of the Word styles that docforge adds to pandoc's own (ECMA-376 part 1, 17.7).

Pandoc makes a style for each name it does not know, as plain as body text; here each gets its look.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Look:
    """``like`` is the style it is based on; ``size`` is in half points."""

    like: str = "BodyText"
    size: int = 0
    italic: bool = False


LOOKS = {
    "Standfirst": Look("Subtitle", 26, italic=True),
    "Translated Title": Look("Subtitle", 26),
    "Affiliation": Look("Author", 20),
    "Correspondence": Look("Author", 20),
    "Keywords": Look("Normal", 20),
    "Details": Look("Normal", 18),
    "FigureNote": Look("ImageCaption", 20),
    "TableNote": Look("Normal", 20),
}


def with_looks(styles: bytes) -> bytes:
    """``word/styles.xml`` with the look of our styles in it; others are left as they are."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    for style in root.iterfind(f"{{{_W}}}style"):
        if look := LOOKS.get(style.get(f"{{{_W}}}styleId", "")):
            _give(style, look)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _give(style: etree._Element, look: Look) -> None:
    based = style.find(f"{{{_W}}}basedOn")
    if based is not None:
        based.set(f"{{{_W}}}val", look.like)
    # The order of these is the schema's.
    run = etree.SubElement(style, f"{{{_W}}}rPr")
    if look.italic:
        etree.SubElement(run, f"{{{_W}}}i")
    for name in ("sz", "szCs") if look.size else ():
        etree.SubElement(run, f"{{{_W}}}{name}").set(f"{{{_W}}}val", str(look.size))
