"""Sections, paragraphs, lists and what else stands in them, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from docforge.importers.jats.floats import read_array, read_figure, read_table
from docforge.importers.jats.inlines import formula_tex, inline_nodes, join, read_inlines, trimmed
from docforge.importers.jats.reader import XLINK, Reader, cleaned, plain_text
from docforge.model.nodes import (
    Block,
    Blocks,
    Bold,
    DispFormula,
    DispQuote,
    ExtLink,
    Footnote,
    Inline,
    List,
    ListItem,
    Paragraph,
    Preformat,
    QuoteKind,
    Section,
    Text,
    VerseGroup,
)
from docforge.model.text import inline_text

SECTIONS = frozenset(("sec", "app", "ack", "glossary", "notes", "bio"))
HOLDERS = frozenset(
    """
    boxed-text statement speech fig-group table-wrap-group disp-formula-group app-group floats-group
    supplementary-material question answer explanation question-wrap alternatives block-alternatives body
    front-stub response sub-article answer-set question-wrap-group array address
    """.split()
)
BLOCKS = frozenset(
    """
    p disp-quote verse-group preformat code disp-formula fig table-wrap list def-list
    """.split()
)
KINDS: dict[str, QuoteKind] = {"pullquote": "pullquote", "pull-quote": "pullquote", "epigraph": "epigraph"}
MISSING_NOTE = "[text not in the source]"


def read_blocks(element: etree._Element, reader: Reader, skip: Iterable[str] = ()) -> Blocks:
    """The blocks that an element holds, in their order."""
    out: list[Block] = []
    _flow(element, reader, frozenset(skip), out)
    return tuple(out)


def _flow(element: etree._Element, reader: Reader, skip: frozenset[str], out: list[Block]) -> None:
    """Children as blocks; loose text between them as paragraphs."""
    loose: list[Inline] = []

    def flush() -> None:
        content = trimmed(join(list(loose)))
        loose.clear()
        if inline_text(content).strip() or any(not isinstance(n, Text) for n in content):
            out.append(Paragraph(content))

    loose += _text(element.text)
    for child in element:
        if isinstance(child, etree._ProcessingInstruction) and (child.text or "").startswith("moved "):
            flush()
            if section := _moved(child, reader):
                out.append(section)
        elif not isinstance(child.tag, str) or child.tag in skip:
            if isinstance(child, etree._ProcessingInstruction):
                loose += inline_nodes(child, reader, {}, (), loose)
        elif child.tag == "fn-group":
            # Its notes are those of the document; they are read before all else.
            for head in (*child.findall("title"), *child.findall("label")):
                reader.put_aside("headings of notes", head)
        elif child.tag in SECTIONS | HOLDERS | BLOCKS:
            flush()
            out += read_block(child, reader)
        else:
            loose += inline_nodes(child, reader, {}, (), loose)
        loose += _text(child.tail)
    flush()


def _text(text: str | None) -> list[Inline]:
    return [Text("\n" if not text.strip() and "\n" in text else text)] if text else []


def _moved(mark: etree._Element, reader: Reader) -> Section | None:
    """The section that was written elsewhere, for the place it was taken from."""
    key = (mark.text or "").removeprefix("moved ").strip()
    target = reader.targets.get(key)
    title = target.find("p") if target is not None and target.tag == "fn" else None
    if target is None or title is None:
        return None
    bold = title.find("bold")
    blocks = read_blocks(target, reader, ("label",))[1:]
    return Section(key, read_inlines(bold if bold is not None else title, reader), blocks)


def read_block(element: etree._Element, reader: Reader) -> list[Block]:
    """One element that is no mixed content, as one block or several."""
    tag = str(element.tag)
    if tag in SECTIONS:
        return read_untitled_or_section(element, reader)
    match tag:
        case "p":
            return _paragraph(element, reader)
        case "disp-quote":
            return [_quote(element, reader)]
        case "verse-group":
            return [_verse(element, reader)]
        case "preformat" | "code":
            kind = element.get("preformat-type") or element.get("language") or ""
            return [Preformat("".join(str(p) for p in element.itertext()), kind)]
        case "disp-formula":
            return _formula(element, reader)
        case "fig":
            return [read_figure(element, reader)]
        case "table-wrap":
            return read_table(element, reader)
        case "array":
            return [read_array(element, reader)]
        case "list":
            return [_list(element, reader)]
        case "def-list":
            return list(_definitions(element, reader))
        case "boxed-text" | "statement" | "speech" | "supplementary-material":
            return _box(element, reader)
        case "sub-article" | "response":
            return [_sub_article(element, reader)]
    return list(_group(element, reader))


def read_untitled_or_section(element: etree._Element, reader: Reader) -> list[Block]:
    """A section; one without a heading gives what it holds."""
    title, label = element.find("title"), element.find("label")
    empty = title is None or not (len(title) or (title.text or "").strip())
    own = reader.own and element.get("specific-use") != "untitled" and element.get("notes-type") != "untitled"
    if empty and label is None and not own:
        return list(read_blocks(element, reader, ("title", "sec-meta", "object-id")))
    return [read_section(element, reader)]


def read_section(element: etree._Element, reader: Reader) -> Section:
    title, label = element.find("title"), element.find("label")
    heading = read_inlines(title, reader) if title is not None else ()
    number = plain_text(label).strip() if label is not None else ""
    if not heading and number and not reader.own:
        heading, number = (Text(number),), ""
    for meta in element.findall("sec-meta"):
        reader.put_aside("metadata", meta)
    blocks = read_blocks(element, reader, ("title", "label", "sec-meta", "object-id"))
    return Section(element.get("id") or "", heading, blocks, number)


def _paragraph(element: etree._Element, reader: Reader) -> list[Block]:
    if any(isinstance(c.tag, str) and c.tag in BLOCKS | HOLDERS for c in element):
        return list(read_blocks(element, reader))
    content = read_inlines(element, reader)
    return [Paragraph(content)] if content or reader.own else []


def _quote(element: etree._Element, reader: Reader) -> DispQuote:
    lines = [read_inlines(e, reader) for e in element.findall("attrib")]
    for rights in element.findall("permissions"):
        reader.put_aside("metadata", rights)
    attrib: list[Inline] = []
    for number, line in enumerate(lines):
        attrib += [Text(" ")] if number else []
        attrib += line
    blocks = _headed(element, reader, ("attrib", "permissions"))
    return DispQuote(blocks, KINDS.get(element.get("content-type") or "", ""), join(attrib))


def _headed(element: etree._Element, reader: Reader, skip: tuple[str, ...] = ()) -> Blocks:
    """Blocks, before them label, title and caption as a bold line."""
    out: list[Block] = []
    for head in (element.find("label"), element.find("title"), element.find("speaker")):
        if head is not None and (content := read_inlines(head, reader)):
            out.append(Paragraph((Bold(content),)))
    caption = element.find("caption")
    if caption is not None:
        title = caption.find("title")
        if title is not None and (content := read_inlines(title, reader)):
            out.append(Paragraph((Bold(content),)))
        out += read_blocks(caption, reader, ("title",))
    skipped = ("label", "title", "caption", "speaker", "object-id", "sec-meta", *skip)
    return (*out, *read_blocks(element, reader, skipped))


def _box(element: etree._Element, reader: Reader) -> list[Block]:
    blocks = list(_headed(element, reader, ("attrib", "permissions")))
    for attrib in element.findall("attrib"):
        blocks.append(Paragraph(read_inlines(attrib, reader)))
    for rights in element.findall("permissions"):
        reader.put_aside("metadata", rights)
    if element.tag == "supplementary-material":
        reader.tell("supplementary files, of which only label and caption are read")
        if href := element.get(f"{XLINK}href"):
            blocks.append(Paragraph((ExtLink(href, (Text(href),)),)))
            reader.aside.setdefault("added", []).append(href)
        return blocks
    if element.tag == "boxed-text":
        reader.tell("boxes, which are read as quotations")
    return [DispQuote(tuple(blocks))] if element.tag == "boxed-text" else blocks


def _group(element: etree._Element, reader: Reader) -> Iterator[Block]:
    yield from _headed(element, reader)


def _sub_article(element: etree._Element, reader: Reader) -> Section:
    """A letter, a reply or a review that belongs to the article: a section, with its metadata set aside."""
    reader.tell("articles inside the article, which are read as sections")
    front = element.find("front-stub")
    front = element.find("front") if front is None else front
    title = front.find(".//article-title") if front is not None else None
    heading = read_inlines(title, reader) if title is not None else ()
    if front is not None:
        reader.put_aside("front matter of an inner article", _without(front, title))
    return Section(element.get("id") or "", heading, read_blocks(element, reader, ("front", "front-stub")))


def _without(element: etree._Element, inner: etree._Element | None) -> etree._Element:
    parent = inner.getparent() if inner is not None else None
    if inner is not None and parent is not None:
        parent.remove(inner)
    return element


def _verse(element: etree._Element, reader: Reader) -> VerseGroup:
    lines = []
    for line in element.iter("verse-line", "title", "subtitle", "attrib", "label"):
        content = read_inlines(line, reader)
        # The element that a link in a verse needs around it.
        lines.append(content)
    return VerseGroup(tuple(lines))


def _formula(element: etree._Element, reader: Reader) -> list[Block]:
    label = element.find("label")
    number = plain_text(label).strip() if label is not None else ""
    tex = formula_tex(element, reader)
    if tex is not None:
        return [DispFormula(tex, element.get("id") or "", number)]
    reader.tell("formulas without TeX, whose signs stand as text")
    text = plain_text(element).strip()
    return [Paragraph((Text(" ".join(text.split())),))] if text else []


def _list(element: etree._Element, reader: Reader) -> List:
    kind = element.get("list-type") or "bullet"
    ordered = kind not in ("bullet", "simple")
    items, start = [], 1
    for number, item in enumerate(element.findall("list-item")):
        label = item.find("label")
        shown = plain_text(label).strip() if label is not None else ""
        if ordered and reader.own and number == 0 and shown.rstrip(".").isdecimal():
            start = int(shown.rstrip("."))
        if (shown and (reader.own or shown in ("•", "-", "–", "*"))) or (
            ordered and shown.strip(".()").isdecimal()
        ):
            reader.put_aside("label of an item", label)
            blocks = read_blocks(item, reader, ("label",))
        else:
            blocks = _labelled(item, reader, shown)
        empty = reader.own and blocks == (Paragraph(()),)
        items.append(ListItem(() if empty else blocks))
    head = [e for tag in ("label", "title") for e in element.findall(tag)]
    for part in head:
        items.insert(0, ListItem((Paragraph((Bold(read_inlines(part, reader)),)),)))
    return List(tuple(items), ordered, start)


def _labelled(item: etree._Element, reader: Reader, label: str) -> Blocks:
    """An item that begins with a label of its own, which stays."""
    title = item.find("title")
    blocks = list(read_blocks(item, reader, ("label", "title")))
    if title is not None:
        blocks.insert(0, Paragraph((Bold(read_inlines(title, reader)),)))
    if label and blocks and isinstance(first := blocks[0], Paragraph):
        blocks[0] = Paragraph((Text(f"{label} "), *first.content))
    elif label:
        blocks.insert(0, Paragraph((Text(label),)))
    return tuple(blocks)


def _definitions(element: etree._Element, reader: Reader) -> Iterator[Block]:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "def-item":
            for part in child:
                if part.tag in ("term", "label"):
                    yield Paragraph((Bold(read_inlines(part, reader)),))
                elif part.tag == "def":
                    yield from read_blocks(part, reader)
        elif child.tag == "def-list":
            yield from _definitions(child, reader)
        else:
            yield Paragraph((Bold(read_inlines(child, reader)),))


def read_note(element: etree._Element, reader: Reader, known: str) -> Footnote:
    """A note; its label is text only where the file gives one."""
    label = element.find("label")
    number = cleaned(plain_text(label)).strip() if label is not None else ""
    reader.put_aside("label of a note", label)
    if element.get("specific-use") == "label-by-number":
        number = ""
    blocks = read_blocks(element, reader, ("label",))
    if reader.own and blocks == (Paragraph((Text(MISSING_NOTE),)),):
        reader.aside.setdefault("note that is not there", []).append(MISSING_NOTE)
        blocks = ()
    elif reader.own and blocks == (Paragraph(()),):
        blocks = ()
    return Footnote(known, number, blocks)
