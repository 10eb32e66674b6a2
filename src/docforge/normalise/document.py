"""One way to write a document: ids of sections, and cross-references that follow them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from docforge.model.meta import Document
from docforge.model.nodes import (
    Block,
    Blocks,
    DispFormula,
    Figure,
    Inline,
    Inlines,
    RefType,
    Section,
    TableWrap,
    Text,
    Wrap,
    Xref,
)
from docforge.model.text import inline_text
from docforge.model.walk import document_blocks, document_inlines, map_document


def normalise(document: Document) -> Document:
    """Sections get readable ids, and the links of a foreign file follow them."""
    used: set[str] = {b.id for b in document_blocks(document) if isinstance(b, (Figure, TableWrap))}
    renamed: dict[str, str] = {}
    document = replace(
        document,
        body=_identify(document.body, used, renamed),
        back=_identify(document.back, used, renamed),
    )
    return _mend_xrefs(document, renamed)


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens; a valid XML name after "sec-"."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-")


def _identify(blocks: Blocks, used: set[str], renamed: dict[str, str]) -> Blocks:
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            base = f"sec-{slug(inline_text(block.title)) or 'part'}"
            identifier, n = base, 2
            while identifier in used:
                identifier, n = f"{base}-{n}", n + 1
            used.add(identifier)
            if block.id:
                renamed.setdefault(block.id, identifier)
            block = replace(block, id=identifier, blocks=_identify(block.blocks, used, renamed))
        done.append(block)
    return tuple(done)


def _mend_xrefs(document: Document, renamed: dict[str, str]) -> Document:
    """Cross-references of a foreign file get the new ids and right types; one to nowhere is plain text."""
    if not any(isinstance(n, Xref) for n in document_inlines(document)):
        return document
    types: dict[str, RefType] = {}
    for block in document_blocks(document):
        match block:
            case Section():
                types[block.id] = "sec"
            case Figure():
                types[block.id] = "fig"
            case TableWrap():
                types[block.id] = "table"
            case DispFormula() if block.id:
                types[block.id] = "disp-formula"
            case _:
                pass
    targets = {rid: (rid, kind) for rid, kind in types.items()}
    targets |= {old: (new, "sec") for old, new in renamed.items() if old not in types}
    return map_document(document, lambda content: _mend(content, targets))


def _mend(content: Inlines, targets: dict[str, tuple[str, RefType]]) -> Inlines:
    done: list[Inline] = []
    for node in content:
        parts: Inlines
        match node:
            case Xref():
                inner = _mend(node.content, targets)
                if node.rid in targets:
                    rid, kind = targets[node.rid]
                    parts = (replace(node, ref_type=kind, rid=rid, content=inner),)
                else:
                    parts = inner
            case Wrap():
                parts = (replace(node, content=_mend(node.content, targets)),)
            case _:
                parts = (node,)
        for part in parts:
            last = done[-1] if done else None
            if isinstance(part, Text) and isinstance(last, Text):
                # Neighbouring texts become one, so that a citation is read across the former link.
                origin = last.origin.to(part.origin) if last.origin and part.origin else None
                done[-1] = Text(last.value + part.value, origin)
            else:
                done.append(part)
    return tuple(done)
