"""After the text: notes, references, what follows them, and who the authors are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.exporters.html_blocks import add_blocks, add_heading, fill_note
from docforge.exporters.html_context import (
    EPUB_TYPE,
    Element,
    Rendering,
    add_text,
    element,
    sub,
    sub_text,
)
from docforge.exporters.html_inlines import add_inlines, add_plain, mark_name
from docforge.exporters.vocabularies import in_credit_order
from docforge.model.nodes import Blocks, Text


def add_back(parent: Element, after: Sequence[Blocks], to: Rendering) -> None:
    """Append what stands after the text, in the order of print.

    ``after`` are the statements, the appendices, and other sections: the first come before what is said of
    the authors, then appendices, notes (those not set at a page's foot) and references, then the others.
    """
    statements, appendices, others = after
    add_blocks(parent, statements, to)
    _add_author_notes(parent, to)
    add_blocks(parent, appendices, to)
    _add_notes(parent, to)
    entries = _add_references(parent, to)
    add_blocks(parent, others, to)
    for rid, item in entries.items():
        _link_to_citations(item, rid, to)


def _add_notes(parent: Element, to: Rendering) -> None:
    """Endnotes with links back; where notes stand at the foot, only those that no mark has called."""
    notes = to.article.document.notes
    if to.notes_at_foot:
        notes = tuple(note for note in notes if note.id not in to.marks)
    if not notes:
        return
    section = sub(parent, "section", "notes")
    if to.medium != "print":
        section.set("role", "doc-endnotes")
    if to.medium == "epub":
        section.set(EPUB_TYPE, "endnotes")
    add_heading(section, 2, "", (Text(to.labels["notes"]),), to)
    holder = sub(section, "ol", "note-list") if to.medium != "epub" else section
    for note in notes:
        if to.medium == "epub":
            # An aside of this type is what reading systems show where the mark stands.
            item = sub(holder, "aside", "note", id=to.anchor("note", note.id))
            item.set(EPUB_TYPE, "footnote")
            item.set("role", "doc-footnote")
        else:
            item = sub(holder, "li", "note", id=to.anchor("note", note.id))
        if note.label or note.id in to.marks:
            label = sub(item, "span", "note-label")
            if to.medium == "print" and note.id in to.marks:
                label = sub(label, "a", "backref", href=f"#{to.anchor('noteref', mark_name(note.id, 1))}")
            add_text(label, to.note_label(note.id))
            add_text(item, " ")
        fill_note(sub(item, "div", "note-text"), note, to)
        _add_back_links(item, note.id, to)


def _back(to: Rendering) -> str:
    """The sign of a link back; in a book one that the embedded fonts have."""
    return "↑" if to.medium == "epub" else "↩"


def _add_back_links(item: Element, note_id: str, to: Rendering) -> None:
    if to.medium == "print":
        return
    for count in range(1, to.marks.get(note_id, 0) + 1):
        target = to.anchor("noteref", mark_name(note_id, count))
        add_text(item, " ")
        sub_text(
            item,
            "a",
            _back(to),
            "backlink",
            href=f"#{target}",
            role="doc-backlink",
            aria_label=f"Back to the mark of note {to.note_label(note_id)}",
        )


def _add_references(parent: Element, to: Rendering) -> dict[str, Element]:
    """The list; its entries by their ids, for the links back are known when all the text is there."""
    document = to.article.document
    made: dict[str, Element] = {}
    if not document.references:
        return made
    section = sub(parent, "section", "references", id=to.anchor("", "references"))
    if to.medium != "print":
        section.set("role", "doc-bibliography")
    if to.medium == "epub":
        section.set(EPUB_TYPE, "bibliography")
    add_heading(section, 2, "", document.references_title or (Text(to.labels["references"]),), to)
    labelled = any(reference.label for reference in document.references)
    entries = sub(section, "ol", "ref-list labelled" if labelled else "ref-list")
    for reference in document.references:
        item = made[reference.id] = sub(entries, "li", id=to.anchor("ref", reference.id))
        if reference.label:
            sub_text(item, "span", reference.label, "ref-label")
            add_text(item, " ")
        if reference.content:
            add_inlines(item, reference.content, to)
        else:
            add_plain(item, reference.raw, to)
    return made


def _link_to_citations(item: Element, rid: str, to: Rendering) -> None:
    """A link to each citation of an entry; in print one, from its first words to the first citation."""
    targets = [f"#{to.anchor('cite', mark_name(rid, n))}" for n in range(1, to.cited.get(rid, 0) + 1)]
    if to.medium == "print":
        if targets:
            _make_link(item, targets[0])
        return
    for number, target in enumerate(targets, 1):
        add_text(item, " ")
        sub_text(
            item,
            "a",
            _back(to) if len(targets) == 1 else f"{_back(to)}{number}",
            "backlink",
            href=target,
            role="doc-backlink",
            aria_label=f"Back to citation {number} of {len(targets)}",
        )


FIRST_WORDS_RE = re.compile(r"\s*[^\s,.(]+")


def _make_link(item: Element, target: str) -> None:
    """The entry's number, or its first words where it has none, as a link that looks like text."""
    first = item[0] if len(item) else None
    if first is not None and first.get("class") == "ref-label":
        link = element("a", "backref", href=target)
        link.text, first.text = first.text, None
        first.append(link)
    elif words := FIRST_WORDS_RE.match(item.text or ""):
        link = element("a", "backref", href=target)
        link.text, link.tail = words[0], (item.text or "")[words.end() :]
        item.text = None
        item.insert(0, link)


def _add_author_notes(parent: Element, to: Rendering) -> None:
    people = [p for p in to.article.document.meta.contributors if p.biography or p.note or p.roles]
    if not people:
        return
    section = sub(parent, "section", "author-notes")
    many = len(to.article.document.meta.contributors) > 1
    add_heading(section, 2, "", (Text(to.labels["about_authors" if many else "about_author"]),), to)
    for person in people:
        line = sub(section, "p")
        sub_text(line, "span", person.name, "name")
        if person.roles:
            add_text(line, f" ({', '.join(in_credit_order(person.roles))})")
        add_text(line, ". ")
        add_inlines(line, person.biography, to)
        if person.note:
            add_text(line, " " + person.note if person.biography else person.note)
