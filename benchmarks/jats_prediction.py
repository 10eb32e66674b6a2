"""JATS as docforge writes it -> the prediction that the corpus's scorer reads (../shared/corpus/SCHEMA.md).

Only what stands in the JATS counts; nothing is taken from docforge's own model, so that an outside reader
of the same file would see the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

Prediction = dict[str, Any]


def predict(jats: bytes) -> Prediction:
    """The structure that the JATS tells."""
    root = etree.fromstring(jats, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    refs = {r.get("id"): i for i, r in enumerate(root.iterfind(".//back//ref"))}
    meta = root.find("front/article-meta")
    blocks: list[Prediction] = []
    citations: list[Prediction] = []
    for part in (root.find("body"), *root.findall("back/sec"), *root.findall("back/app-group/app")):
        if part is not None:
            _blocks(part, 1 if part.tag == "body" else 0, blocks)
    for fn in root.iterfind(".//back//fn-group/fn"):
        blocks.append({"type": "footnote", "text": " ".join(_text(p) for p in fn.iterfind("p"))})
    for xref in root.iterfind(".//xref[@ref-type='bibr']"):
        targets = [refs[r] for r in (xref.get("rid") or "").split() if r in refs]
        if targets and not _inside(xref, "ref-list"):
            citations.append({"text": _text(xref), "targets": targets, "block": 0})
    return {
        "title": _text(meta.find("title-group/article-title")) if meta is not None else "",
        "subtitle": _text(meta.find("title-group/subtitle")) if meta is not None else "",
        "authors": list(_authors(meta)) if meta is not None else [],
        "abstract": [] if meta is None else list(_abstract(meta)),
        "sections": [{"level": b["level"], "title": b["text"]} for b in blocks if b["type"] == "heading"],
        "blocks": blocks,
        "references": [_reference(r) for r in root.iterfind(".//back//ref")],
        "citations": citations,
        "front": _front(meta, root) if meta is not None else {},
    }


def _inside(node: etree._Element, tag: str) -> bool:
    return any(a.tag == tag for a in node.iterancestors())


def _text(node: etree._Element | None) -> str:
    """Text of an element without note marks, on one line; a linked number keeps its brackets."""
    if node is None:
        return ""
    pieces: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag == "xref" and element.get("ref-type") == "fn":
            return
        if element.tag in ("inline-formula", "disp-formula") and element.find(".//tex-math") is not None:
            # Of alternatives that say the same a reader takes one.
            pieces.append(f"${element.findtext('.//tex-math')}$")
            return
        # The corpus writes raised numbers of citations in brackets.
        raised = element.tag == "sup" and element.find("xref[@ref-type='bibr']") is not None
        pieces.append("[" * raised + (element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                walk(child)
            pieces.append(child.tail or "")
        pieces.append("]" * raised)

    walk(node)
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _blocks(parent: etree._Element, level: int, into: list[Prediction]) -> None:
    for node in parent:
        match node.tag:
            case "sec" | "app" | "ack":
                _section(node, level, into)
            case "p":
                _paragraph(node, into)
            case "list":
                items = [_text(item) for item in node.iterfind("list-item")]
                into.append(
                    {
                        "type": "list",
                        "items": items,
                        "ordered": node.get("list-type") == "order",
                        "text": "\n".join(items),
                    }
                )
            case "disp-quote":
                kind = "pullquote" if node.get("content-type") == "pullquote" else "quote"
                into.append({"type": kind, "text": _text(node)})
            case "verse-group":
                lines = [_text(line) for line in node.iterfind("verse-line")]
                into.append({"type": "quote", "text": " ".join(lines)})
            case "fig" | "table-wrap":
                into.append(_float(node))
            case "code" | "preformat":
                into.append({"type": "code", "text": node.text or ""})
            case "disp-formula":
                into.append({"type": "formula", "text": _text(node)})
            case "fig-group" | "boxed-text" | "table-wrap-group":
                _blocks(node, level, into)
            case _ if isinstance(node, etree._ProcessingInstruction) and node.target == "docforge":
                _moved(node, level, into)


def _section(node: etree._Element, level: int, into: list[Prediction]) -> None:
    title = _text(node.find("title"))
    label = _text(node.find("label"))
    if title or label:
        into.append({"type": "heading", "level": max(level, 1), "text": f"{label} {title}".strip()})
    _blocks(node, max(level, 1) + 1, into)


def _moved(mark: etree._Element, level: int, into: list[Prediction]) -> None:
    """A statement of interests, which JATS4R wants beside the authors, where the text had it."""
    name = (mark.text or "").removeprefix("moved ").strip()
    for note in mark.getroottree().iterfind("front//author-notes/fn"):
        if note.get("id") == name:
            title, *paragraphs = note
            into.append({"type": "heading", "level": max(level, 1), "text": _text(title)})
            for paragraph in paragraphs:
                _paragraph(paragraph, into)


def _paragraph(node: etree._Element, into: list[Prediction]) -> None:
    inner = [c for c in node if c.tag in ("fig", "table-wrap", "disp-quote", "list")]
    if text := _text(node) if not inner else "":
        into.append({"type": "paragraph", "text": text})
    if inner:
        _blocks(node, 1, into)


def _float(node: etree._Element) -> Prediction:
    caption = " ".join(
        t for part in ("title", "p") for t in map(_text, node.iterfind(f"caption/{part}")) if t
    )
    block: Prediction = {
        "type": "figure" if node.tag == "fig" else "table",
        "label": _text(node.find("label")),
        "caption": caption,
    }
    if node.tag == "table-wrap":
        block["cells"] = _cells(node)
        block["header_rows"] = len(node.findall(".//thead/tr"))
        block["footnotes"] = [_text(p) for p in node.iterfind("table-wrap-foot//p")]
    return block


def _cells(node: etree._Element) -> list[list[str]]:
    """Rows as a rectangle; a spanned position is "" (the scorer's convention)."""
    grid: list[list[str]] = []
    held: dict[tuple[int, int], str] = {}
    for r, row in enumerate(node.iterfind(".//tr")):
        cells: list[str] = []
        for cell in row:
            while (r, len(cells)) in held:
                cells.append("")
            at = len(cells)
            wide, high = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            cells += [_text(cell), *[""] * (wide - 1)]
            held |= {(r + k, at + j): "" for k in range(1, high) for j in range(wide)}
        grid.append(cells)
    width = max(map(len, grid), default=0)
    return [row + [""] * (width - len(row)) for row in grid]


def _authors(meta: etree._Element) -> Iterator[str]:
    for contrib in meta.iterfind("contrib-group/contrib[@contrib-type='author']"):
        name = contrib.find("name")
        if name is not None:
            yield f"{name.findtext('given-names') or ''} {name.findtext('surname') or ''}".strip()
        else:
            yield _text(contrib.find("string-name")) or _text(contrib.find("collab"))


def _abstract(meta: etree._Element) -> Iterator[str]:
    for abstract in meta.iterfind("abstract"):
        if abstract.get("abstract-type"):
            continue
        for part in abstract:
            if part.tag == "p":
                yield _text(part)
            elif part.tag == "sec":
                text = " ".join(map(_text, part.iterfind("p")))
                yield f"{_text(part.find('title'))}: {text}"


def _reference(ref: etree._Element) -> Prediction:
    mixed = ref.find(".//mixed-citation")
    element = ref.find(".//element-citation")
    fields: Prediction = {"raw": _text(mixed)}
    source = element if element is not None else mixed
    if source is None:
        return fields
    title = source.find("article-title")
    if title is None:
        title = source.find("part-title")
    if title is None:
        title = source.find("chapter-title")
    if title is None:
        title = source.find("source")
    if title is not None:
        fields["title"] = _text(title)
    if year := source.findtext("year"):
        fields["issued"] = year
    if doi := source.findtext("pub-id[@pub-id-type='doi']"):
        fields["DOI"] = doi
    people = []
    for name in source.iter("name", "string-name", "collab"):
        if name.tag == "name":
            people.append(
                {"family": name.findtext("surname") or "", "given": name.findtext("given-names") or ""}
            )
        elif surname := name.findtext("surname"):
            people.append({"family": surname, "given": name.findtext("given-names") or ""})
        else:
            people.append({"literal": _text(name)})
    if people:
        fields["author"] = people
    return fields


def _front(meta: etree._Element, root: etree._Element) -> Prediction:
    return {
        # The journal of the first publication stands in related-article or related-object.
        "journal": _text(root.find("front/journal-meta//journal-title"))
        or _text(meta.find("related-article/source"))
        or _text(meta.find("related-object/source")),
        "keywords": [_text(k) for k in meta.iterfind("kwd-group/kwd")],
        "affiliations": [_text(a) for a in meta.iterfind(".//aff")],
    }
