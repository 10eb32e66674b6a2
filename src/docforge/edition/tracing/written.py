"""A written file as elements with their lines, and what of an element can be looked for in the article."""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from lxml import html as lxml_html

from docforge.model.text import letters

Element = etree._Element

MOST_RUNS = 12
LONGEST = 80
# They hold so much that their id, or any of their words, says nothing of the place.
LARGE = frozenset(
    "html body main article sec section div front back article-meta ref-list package manifest".split()
)


class Written:
    """One XML or HTML file: its elements in order, and its letters in order."""

    def __init__(self, data: bytes, name: str) -> None:
        self.elements: list[Element] = []
        self._pieces: list[tuple[int, str]] = []
        self._reach: dict[Element, tuple[int, int]] = {}
        root = _parse(data, name)
        if root is not None:
            self._walk(root)
        self._lines = [element.sourceline or 0 for element in self.elements]
        self._starts = [start for start, _ in self._pieces]
        self.text = "".join(piece for _, piece in self._pieces)

    def _walk(self, root: Element) -> None:
        reached = 0
        begun: dict[Element, int] = {}
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                begun[element] = reached
                self.elements.append(element)
            else:
                self._reach[element] = (begun[element], reached)
            # A comment has words too, which nobody reads.
            own = element.text if event == "start" else element.tail
            if piece := letters(own or "").casefold():
                self._pieces.append((reached, piece))
                reached += len(piece)

    def at(self, line: int) -> Element | None:
        """The first element that begins on a line, else the last one before it; None where there is none."""
        if not self.elements or line < 1:
            return None
        at = bisect_left(self._lines, line)
        if at < len(self._lines) and self._lines[at] == line:
            return self.elements[at]
        return self.elements[max(0, at - 1)]

    def shown(self, element: Element) -> str:
        """The letters of an element, as many as are looked for."""
        start, end = self._reach[element]
        return self.text[start : min(end, start + LONGEST)]

    def runs(self, element: Element) -> Iterator[str]:
        """Letters to look for an element by: each of its first strings, alone and with what is around it."""
        start, end = self._reach[element]
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        for at, piece in self._pieces[first : min(last, first + MOST_RUNS)]:
            yield piece[:LONGEST]
            yield self.text[at : at + LONGEST]
            yield self.text[max(0, at - LONGEST // 2) : at + LONGEST // 2]


def open_written(data: bytes, file: str, inner: str) -> Written | None:
    """The file, or the one inside it; None for what is neither XML nor HTML."""
    if inner:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                data = archive.read(inner)
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
            return None
    name = (inner or file).casefold()
    return Written(data, name) if name.endswith((".xml", ".html", ".xhtml", ".opf", ".ncx")) else None


def _parse(data: bytes, name: str) -> Element | None:
    try:
        if name.endswith(".html"):
            parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
            return lxml_html.document_fromstring(data, parser=parser)
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def is_large(element: Element) -> bool:
    return not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in LARGE
