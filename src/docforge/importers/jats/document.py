"""A JATS file -> ``Reading``: the document, what was set aside, and what is to be said of it."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.importers.foreign import words_told
from docforge.importers.jats.blocks import read_blocks, read_note
from docforge.importers.jats.front import read_front
from docforge.importers.jats.inlines import read_inlines
from docforge.importers.jats.parse import parse_jats
from docforge.importers.jats.reader import Reader, is_note, new_reader, words_in
from docforge.importers.jats.references import read_reference
from docforge.model.meta import Document, OriginalPage, Reference
from docforge.model.nodes import Block, Figure, Inlines, TableWrap
from docforge.model.source import SourceText
from docforge.model.text import document_strings, words
from docforge.model.walk import document_blocks
from docforge.repair.record import Conservation, Reading

# Sections of the back matter that are read elsewhere.
BACK_LISTS = ("ref-list",)


def read_jats(data: bytes, name: str) -> Reading:
    """The article in a JATS file (1.0 to 1.4, Archiving, Publishing or Authoring). Raises ``InputError``."""
    root, told = parse_jats(data, name)
    reader = new_reader(root)
    text = words_in(root, reader)
    document = _document(root, reader)
    conservation = _conservation(text, document, reader)
    source = SourceText(name, text, "jats", "utf-8", sha256(data).hexdigest())
    found = [diagnostic("encoding-guessed", f"{name}: {message}.", where=name) for message in told]
    found += _findings(root, document, reader, name, conservation)
    return Reading(document, (source,), (), (), tuple(found), conservation)


def _document(root: etree._Element, reader: Reader) -> Document:
    reader.moved = frozenset(_moved_ids(root))
    back = root.find("back")
    for note in _listed_notes(root):
        known = note.get("id") or reader.number("fn")
        note.set("id", known)
        reader.notes.append(read_note(note, reader, known))
    meta = read_front(root.find("front"), reader)
    body_element = root.find("body")
    body = read_blocks(body_element, reader) if body_element is not None else ()
    floats = root.find("floats-group")
    if floats is not None:
        body = (*body, *read_blocks(floats, reader))
    references, title, more = _references(root, reader)
    after = read_blocks(back, reader, BACK_LISTS) if back is not None else ()
    inner = tuple(
        block for child in root if child.tag in ("sub-article", "response") for block in _inner(child, reader)
    )
    pages = tuple(OriginalPage(p, "") for p in _pages(root))
    meta = replace(meta, original_pages=pages)
    return Document(meta, body, tuple(reader.notes), references, title, (*more, *after, *inner))


def _moved_ids(root: etree._Element) -> list[str]:
    marks = root.iter(etree.ProcessingInstruction)
    return [(m.text or "")[6:].strip() for m in marks if (m.text or "").startswith("moved ")]


def _listed_notes(root: etree._Element) -> list[etree._Element]:
    """Notes that stand in lists; those inside a paragraph are read where they stand."""
    return [
        fn
        for fn in root.iter("fn")
        if is_note(fn) and (parent := fn.getparent()) is not None and parent.tag == "fn-group"
    ]


def _references(
    root: etree._Element, reader: Reader
) -> tuple[tuple[Reference, ...], Inlines, tuple[Block, ...]]:
    """All entries in order; the heading of the first list is that of the list, others are sections."""
    entries: list[Reference] = []
    title: Inlines = ()
    more: list[Block] = []
    for group in root.iter("ref-list"):
        head = group.find("title")
        if head is not None and not title:
            title = read_inlines(head, reader)
        elif head is not None:
            reader.put_aside("headings of further lists", head)
        for child in group:
            if not isinstance(child.tag, str) or child.tag in ("title", "ref-list"):
                continue
            if child.tag == "ref":
                entries += read_reference(child, reader)
                for note in child.findall("note"):
                    if len(child) == 1:
                        reader.put_aside("notes in the list", note)
            elif child.tag == "label":
                reader.put_aside("label of the list", child)
            else:
                more += read_blocks(_wrapped(child), reader)
    return tuple(entries), title, tuple(more)


def _wrapped(child: etree._Element) -> etree._Element:
    """One element alone in a holder, where its tail is nobody's."""
    holder = etree.Element("body")
    copied = deepcopy(child)
    copied.tail = None
    holder.append(copied)
    return holder


def _inner(child: etree._Element, reader: Reader) -> tuple[Block, ...]:
    return read_blocks(_wrapped(child), reader)


def _pages(root: etree._Element) -> list[str]:
    return [
        str(t.get("id")).removeprefix("original-page-")
        for t in root.iter("target")
        if t.get("target-type") == "original-page" and t.get("id")
    ]


def _conservation(text: str, document: Document, reader: Reader) -> Conservation:
    """Words of the file against words of the model and what was set aside."""
    source = Counter(words(text))
    model = Counter(w for string in document_strings(document) for w in words(string))
    put_by = {kind: Counter(w for t in texts for w in words(t)) for kind, texts in reader.aside.items()}
    added = put_by.pop("added", Counter())
    account = model + sum(put_by.values(), Counter())
    missing, more = source - account, account - source - added
    # What is there as a field and as text counts once.
    repeated = sum(put_by.values(), Counter())
    more -= repeated
    return Conservation(
        source_words=source.total(),
        kept=(source & model).total(),
        set_aside=tuple(sorted((kind, c.total()) for kind, c in put_by.items() if c)),
        changed=(),
        unaccounted=tuple(sorted(missing.items())),
        invented=tuple(sorted((+more).items())),
    )


def _findings(
    root: etree._Element, document: Document, reader: Reader, name: str, conservation: Conservation
) -> list[Diagnostic]:
    found = []
    if root.find("body") is None:
        found.append(
            diagnostic(
                "body-missing",
                f"{name}: the file has no <body>: only the front matter of an article is in it.",
                where=name,
                hint="Ask for the file with the full text.",
            )
        )
    for what, count in reader.lost.items():
        hint = "Look at these places in article.md."
        found.append(diagnostic("jats-reduced", f"{name}: {count} × {what}.", where=name, hint=hint))
    found += words_told(conservation, name)
    if not document.meta.title:
        hint = "Set title in article.toml."
        found.append(diagnostic("no-title", f"{name}: no title was found", where=name, hint=hint))
    if not document.meta.contributors:
        hint = "Name the authors in article.toml."
        found.append(diagnostic("no-author", f"{name}: no author was found", where=name, hint=hint))
    for block in document_blocks(document):
        if isinstance(block, Figure) and not block.graphic:
            label = block.label or block.id
            hint = "Put the picture into figures/ and name it in article.md."
            found.append(
                diagnostic("figure-missing", f"{name}: {label} has no picture", where=name, hint=hint)
            )
        if isinstance(block, TableWrap) and not (block.head or block.body):
            label = block.label or block.id
            found.append(diagnostic("table-unread", f"{name}: {label} has no cells", where=name))
    return found
