"""An article's text in columns: what is too wide for one stands across them, between runs of columns.

The layout engine sets columns only of what stands directly in them, so sections are dissolved: their headings
and blocks follow each other as siblings. Words and their order stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import unquote

from docforge.exporters.html_context import Element, element
from docforge.exporters.pictures import mime_type
from docforge.model.edition import Article

HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# A table of more columns, or a picture of more pixels across, is set over all columns.
NARROW_TABLE = 3
NARROW_PICTURE = 1000
# Letters of a row that a column has room for.
NARROW_ROW = 55
ACROSS = "across"


def set_in_columns(root: Element, article: Article) -> None:
    """Part the text and all after it into runs of columns and what stands across them."""
    widths = {name: _width(name, data) for name, data in article.assets}
    run: Element | None = None
    for part in [*root]:
        if part.tag not in ("div", "section"):
            continue
        if part.get("class") == "body" or any(_is_wide(block, widths) for block in part.iter()):
            _dissolve(part)
            _part(part, widths)
            run = None
            continue
        # What follows the text runs on: notes, references and the rest share their columns.
        if run is None:
            run = element("div", "columns back")
            part.addprevious(run)
        run.append(part)


def _dissolve(part: Element) -> None:
    """Put the blocks of sections in place of the sections; a section's id goes to its heading."""
    for section in [*part.iterdescendants("section")]:
        parent, first = section.getparent(), section[0] if len(section) else None
        if (
            parent is None
            or first is None
            or first.tag not in HEADINGS
            or (section.get("id") and first.get("id"))
        ):
            continue
        if section.get("id"):
            first.set("id", section.get("id", ""))
        at = parent.index(section)
        tail, children = section.tail, [*section]
        parent.remove(section)
        for offset, child in enumerate(children):
            parent.insert(at + offset, child)
        children[-1].tail = (children[-1].tail or "") + (tail or "")


def _part(part: Element, widths: Mapping[str, int]) -> None:
    run: Element | None = None
    for child in [*part]:
        if _is_wide(child, widths):
            child.set("class", f"{child.get('class', '')} {ACROSS}".strip())
            # The heading above it would stand alone at the end of a column.
            headings = []
            while run is not None and len(run) and run[-1].tag in HEADINGS:
                headings.append(run[-1])
                run.remove(run[-1])
            if run is not None and not len(run):
                part.remove(run)
            for heading in reversed(headings):
                child.addprevious(heading)
            run = None
            continue
        if run is None:
            run = element("div", "columns")
            child.addprevious(run)
        run.append(child)


def _is_wide(block: Element, widths: Mapping[str, int]) -> bool:
    classes = (block.get("class") or "").split()
    if "table-wrap" in classes:
        rows = [*block.iter("tr")]
        cells = max((len(row) for row in rows), default=0)
        longest = max((sum(_longest_word(cell) for cell in row) for row in rows), default=0)
        return cells > NARROW_TABLE or longest > NARROW_ROW
    if block.tag == "figure":
        return any(widths.get(_name(image), 0) > NARROW_PICTURE for image in block.iter("img"))
    return False


def _longest_word(cell: Element) -> int:
    return max(map(len, "".join(cell.itertext()).split()), default=0)


def _name(image: Element) -> str:
    return unquote(image.get("src", "")).rpartition("/")[2]


def _width(name: str, data: bytes) -> int:
    """Pixels across of a picture that is wider than high; 0 for all others."""
    if not mime_type(name, data) or mime_type(name, data) == "image/svg+xml":
        return 0
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
    except (OSError, ValueError, UnidentifiedImageError):
        return 0
    return int(width) if width > height else 0
