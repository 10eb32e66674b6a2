"""The text of a DOCX without what the writer adds, for the comparison of words.

Office Open XML part 1 (ECMA-376), 17.3 (paragraphs and runs) and 17.11 (footnotes).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What is no text of the article, by style: see exporters/pandoc_nodes.py.
ADDED = "Added"
FORMULA = "Formula"
ADDED_PARAGRAPHS = frozenset({"AbstractTitle", "Correspondence", "Details"})
SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}


def docx_text(data: bytes) -> str:
    """Body and notes, a line a paragraph; formulas are spaces, note marks are nothing.

    Raises ``zipfile.BadZipFile`` or ``KeyError`` for what is no DOCX, ``etree.XMLSyntaxError`` for damage.
    """
    with zipfile.ZipFile(BytesIO(data)) as box:
        roots = [_parse(box.read("word/document.xml"))]
        if "word/footnotes.xml" in box.namelist():
            # Notes with a type are the lines that Word draws above notes.
            notes = _parse(box.read("word/footnotes.xml"))
            roots += [note for note in notes if note.get(f"{W}type") is None]
    paragraphs = (paragraph for root in roots for paragraph in root.iter(f"{W}p"))
    return "\n".join("".join(_paragraph(paragraph)) for paragraph in paragraphs)


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    if _style(paragraph, "p") in ADDED_PARAGRAPHS:
        return
    for node in paragraph.iter(f"{W}r", f"{MATH}oMath"):
        if node.tag == f"{MATH}oMath" or _style(node, "r") == FORMULA:
            yield " "
        elif _style(node, "r") != ADDED:
            for part in node.iter(etree.Element):
                yield _sign(part)


def _style(node: etree._Element, kind: str) -> str:
    style = node.find(f"{W}{kind}Pr/{W}{kind}Style")
    return "" if style is None else style.get(f"{W}val", "")


def _sign(part: etree._Element) -> str:
    name = str(part.tag).removeprefix(W)
    return part.text or "" if name == "t" else SIGNS.get(name, "")
