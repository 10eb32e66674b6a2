"""What a final edition must not have, and links that point to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import Cite, DispFormula, Figure, NoteRef, Section, TableWrap, Xref
from docforge.model.walk import document_blocks, document_inlines
from docforge.repair.edit import Recorded
from docforge.review.questions import open_questions


def check_links(document: Document) -> tuple[Diagnostic, ...]:
    """``link-broken`` for each mark, cross-reference or citation whose target is not in the document."""
    notes = {note.id for note in document.notes}
    entries = {reference.id for reference in document.references}
    labelled = (Section, Figure, TableWrap, DispFormula)
    targets = {block.id for block in document_blocks(document) if isinstance(block, labelled)}
    found = []
    for node in document_inlines(document):
        broken: list[str] = []
        match node:
            case NoteRef() if node.rid not in notes:
                broken = [f'a note mark points to the note "{node.rid}"']
            case Xref() if node.rid not in targets:
                broken = [f'a cross-reference points to "{node.rid}"']
            case Cite():
                broken = [
                    f'"{i.printed}" cites the entry "{i.rid}"' for i in node.items if i.rid not in entries
                ]
            case _:
                pass
        found += [
            diagnostic("link-broken", f"{what}, which does not exist.", node.origin, "Mend it in article.md.")
            for what in broken
        ]
    return tuple(found)


def check_final(
    article: str, document: Document, edits: Iterable[Recorded], diagnostics: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Why this article cannot stand in a final edition: one ``final-refused`` error a reason."""
    return tuple(
        diagnostic("final-refused", f"{article} cannot be final: {what}", hint=hint, where=article)
        for what, hint in _reasons(document, edits, diagnostics)
    )


def _reasons(
    document: Document, edits: Iterable[Recorded], diagnostics: Iterable[Diagnostic]
) -> Iterator[tuple[str, str]]:
    meta = document.meta
    if not meta.contributors:
        yield "it has no author.", "Name the authors under [[authors]] in article.toml."
    if meta.permission.licence == "unknown":
        yield "its licence is unknown.", "Give licence and holder in article.toml."
    for block in document_blocks(document):
        if isinstance(block, Figure) and not block.graphic:
            name = block.label or block.id
            yield f"{name} is a placeholder.", f"Give its file under [figures.{block.id}] in article.toml."
    for note in document.notes:
        if not note.blocks:
            yield f"note {note.label or note.id} has no text.", "Write it in article.md."
    found = list(diagnostics)
    if broken := [d for d in found if d.code == "link-broken"]:
        yield f"{len(broken)} of its links point to nothing.", "They are listed as link-broken."
    if asked := open_questions(edits, found):
        about = ", ".join(sorted({question.rule for question in asked}))
        yield (
            f"{len(asked)} question{'s are' if len(asked) > 1 else ' is'} open ({about}).",
            "docforge explain ID --open lists them; answer them with docforge decide, or in article.md"
            " (docforge adopt puts it into the folder).",
        )
