"""Notes that are only marked: the mark stands in the text, the note itself is not in the source."""

from __future__ import annotations

from docforge.importers.draft import Draft
from docforge.model.nodes import Blocks, Footnote, NoteRef
from docforge.model.walk import block_inlines, iter_blocks, iter_inlines


def add_missing_notes(draft: Draft, body: Blocks, notes: tuple[Footnote, ...]) -> tuple[Footnote, ...]:
    """An empty note for each mark without one, in the order of the marks, and word of it."""
    known = {note.id for note in notes}
    marks: dict[str, NoteRef] = {}
    for block in iter_blocks(body):
        for content in block_inlines(block):
            for node in iter_inlines(content):
                if isinstance(node, NoteRef) and node.rid not in known:
                    marks.setdefault(node.rid, node)
    if not marks:
        return notes
    labels = [rid.removeprefix("fn-") for rid in marks]
    many = f"{len(marks)} notes are marked ({labels[0]} … {labels[-1]})"
    many = many if len(marks) > 1 else f"Note {labels[0]} is marked"
    first = next(iter(marks.values())).origin
    draft.tell_at(
        "note-text-missing",
        f"{many}, but the text is not in the source.",
        first,
        "Each stands as an empty note; look for the notes in the original and write them into article.md.",
    )
    empty = [Footnote(rid, rid.removeprefix("fn-"), (), mark.origin) for rid, mark in marks.items()]
    return (*notes, *empty)
