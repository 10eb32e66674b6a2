"""The line on which an element begins that a checker in a browser names by a CSS selector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

if TYPE_CHECKING:
    from cssselect2 import ElementWrapper


def lines_of(data: bytes, selectors: list[str], *, xhtml: bool = False) -> list[int]:
    """A line for each selector, 0 where it is of no element or cannot be read."""
    # Only a finding asks for it.
    import cssselect2

    try:
        root = (
            etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
            if xhtml
            else lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8"))
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [0] * len(selectors)
    tree = (
        cssselect2.ElementWrapper.from_xml_root(root)
        if xhtml
        else cssselect2.ElementWrapper.from_html_root(root)
    )
    return [_line(tree, selector) for selector in selectors]


def _line(tree: ElementWrapper, selector: str) -> int:
    import cssselect2

    try:
        found = tree.query(selector)
    except (cssselect2.SelectorError, ValueError):
        return 0
    return int(found.etree_element.sourceline or 0) if found is not None else 0
