"""Figures and tables of JATS."""

from __future__ import annotations

from lxml import etree

from docforge.importers.jats.inlines import join, read_inlines
from docforge.importers.jats.reader import XLINK, Reader, plain_text
from docforge.importers.jats.rights import read_rights
from docforge.importers.pandoc_ast import block_lines
from docforge.model.nodes import (
    Align,
    Block,
    Bold,
    Break,
    Cell,
    Figure,
    Inline,
    Inlines,
    Permission,
    Row,
    TableWrap,
    Text,
)

ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}
IN_FIGURE = frozenset(
    "label caption graphic media alt-text long-desc attrib permissions alternatives object-id".split()
)
IN_TABLE = frozenset(
    "label caption table table-wrap-foot attrib permissions alt-text long-desc object-id graphic".split()
)
# What makes lines of its own in a caption, a cell or a note.
LINED = frozenset("p list disp-quote def-list verse-group disp-formula preformat fig".split())


def lines_of(element: etree._Element, reader: Reader, skip: tuple[str, ...] = ()) -> Inlines:
    """Paragraphs of a caption, a cell or a note as one line of inlines, parted by breaks."""
    if not any(isinstance(c.tag, str) and c.tag in LINED and c.tag not in skip for c in element):
        return read_inlines(element, reader, skip)
    out: list[Inline] = []
    from docforge.importers.jats.blocks import read_blocks

    for block in read_blocks(element, reader, skip):
        for line in filter(None, block_lines(block)):
            out += [Break()] if out else []
            out += line
    return join(out)


def read_caption(element: etree._Element | None, reader: Reader) -> Inlines:
    """A caption, its title bold before the rest."""
    if element is None:
        return ()
    title = element.find("title")
    head = read_inlines(title, reader) if title is not None else ()
    rest = lines_of(element, reader, ("title",))
    if head and rest:
        lead = rest[0]
        opened = (Text(f" {lead.value}"), *rest[1:]) if isinstance(lead, Text) else (Text(" "), *rest)
        return (Bold(head), *opened)
    return (Bold(head),) if head else rest


def read_figure(element: etree._Element, reader: Reader) -> Figure:
    label = " ".join(plain_text(e).strip() for e in element.findall("label"))
    caption: list[Inline] = []
    for part in element.findall("caption"):
        caption += [Break()] if caption else []
        caption += read_caption(part, reader)
    graphics = list(element.iter("graphic", "media"))
    first = graphics[0] if graphics else None
    missing = element.get("specific-use") == "image-missing"
    href = "" if first is None else first.get(f"{XLINK}href") or ""
    if missing and first is not None:
        href = first.get(f"{XLINK}title") or ""
    for more in graphics[1:]:
        reader.tell("further pictures of a figure")
        reader.put_aside("further picture", more)
    alt, decorative = "", False
    for told in element.iter("alt-text"):
        text = "".join(str(p) for p in told.itertext())
        if told.get("specific-use") == "missing":
            reader.put_aside("placeholder", told)
        elif text == "null":
            decorative = True
            reader.put_aside("placeholder", told)
        else:
            alt = alt or text
            reader.put_aside("alternative text", told)
    lines: dict[str, list[Inline]] = {"source": [], "credit": [], "permission": []}
    for attrib in element.iter("attrib"):
        into = lines[use if (use := attrib.get("specific-use") or "") in lines else "credit"]
        into += [Text(" ")] if into else []
        into += read_inlines(attrib, reader)
    rights = element.find("permissions")
    for part in (c for c in element if isinstance(c.tag, str) and c.tag not in IN_FIGURE):
        if text := " ".join(plain_text(part).split()):
            caption += [Break()] if caption else []
            caption.append(Text(text))
            reader.tell("what else stands in a figure, which is read as part of its caption")
    for told in element.iter("long-desc"):
        reader.put_aside("alternative text", told)
    for told in element.findall("object-id"):
        reader.put_aside("metadata", told)
    return Figure(
        element.get("id") or reader.number("fig"),
        label,
        join(caption),
        href,
        alt,
        join(lines["credit"]),
        join(lines["source"]),
        read_rights(rights, reader) if rights is not None else Permission(),
        decorative,
        join(lines["permission"]),
    )


def read_table(element: etree._Element, reader: Reader) -> list[Block]:
    """A table; further tables under one label are tables of their own."""
    label = " ".join(plain_text(e).strip() for e in element.findall("label"))
    caption: list[Inline] = []
    for part in element.findall("caption"):
        caption += [Break()] if caption else []
        caption += read_caption(part, reader)
    known = element.get("id") or reader.number("tbl")
    tables = list(element.iter("table"))
    notes = [n for foot in element.findall("table-wrap-foot") for n in _notes(foot, reader)]
    for attrib in element.findall("attrib"):
        notes.append(read_inlines(attrib, reader))
    for part in element.findall("permissions"):
        reader.put_aside("metadata", part)
    for told in element.iter("alt-text", "long-desc"):
        reader.put_aside("alternative text", told)
    if not tables and element.find(".//graphic") is not None:
        reader.tell("tables that are pictures")
    for part in (c for c in element if isinstance(c.tag, str) and c.tag not in IN_TABLE):
        if part.find(".//table") is None and part.tag != "graphic" and (text := plain_text(part).split()):
            notes.append((Text(" ".join(text)),))
    for part in element.findall("object-id"):
        reader.put_aside("metadata", part)
    out: list[Block] = []
    for number, table in enumerate(tables or [None]):
        head, body, align = _rows(table, reader) if table is not None else ((), (), ())
        last = number == len(tables or [None]) - 1
        out.append(
            TableWrap(
                known if number == 0 else reader.number("tbl"),
                label if number == 0 else "",
                join(caption) if number == 0 else (),
                head,
                body,
                align,
                tuple(notes) if last else (),
            )
        )
    return out


def read_array(element: etree._Element, reader: Reader) -> TableWrap:
    """Rows without label or caption."""
    head, body, align = _rows(element, reader)
    return TableWrap(element.get("id") or reader.number("tbl"), "", (), head, body, align)


def _notes(foot: etree._Element, reader: Reader) -> list[Inlines]:
    out: list[Inlines] = []
    for child in foot:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "fn-group":
            out += _notes(child, reader)
            continue
        if child.tag == "permissions":
            reader.put_aside("metadata", child)
            continue
        if child.tag == "p":
            out.append(read_inlines(child, reader))
            continue
        label = child.find("label")
        mark = plain_text(label).strip() if label is not None else ""
        line = lines_of(child, reader, ("label",))
        out.append(join([Text(f"{mark} "), *line]) if mark else line)
    return out


def _rows(
    table: etree._Element, reader: Reader
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Align, ...]]:
    align = tuple(ALIGNS.get(col.get("align") or "", "") for col in table.iterfind("colgroup/col"))
    head: list[Row] = []
    body: list[Row] = []
    for row in table.iter("tr", "row"):
        cells = [c for c in row if isinstance(c.tag, str) and c.tag in ("td", "th", "entry")]
        made = tuple(
            Cell(lines_of(c, reader), _number(c.get("colspan")), _number(c.get("rowspan"))) for c in cells
        )
        above = next((a.tag for a in row.iterancestors() if a.tag in ("thead", "tbody", "tfoot")), "")
        heading = above == "thead" or (not body and bool(cells) and all(c.tag == "th" for c in cells))
        (head if heading else body).append(made)
    return tuple(head), tuple(body), align if any(align) else ()


def _number(value: str | None) -> int:
    return max(1, min(int(value), 1000)) if value and value.strip().isdecimal() else 1
