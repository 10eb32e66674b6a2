"""Note marks and notes that one copy has and the other has lost."""

from __future__ import annotations

import pytest

from docforge.edition.inputs import RawFile
from docforge.edition.reading import read_copies
from docforge.model.nodes import NoteRef, Paragraph
from docforge.model.text import document_strings, inline_text
from docforge.model.walk import document_inlines, iter_blocks, iter_inlines
from docforge.repair.record import Reading

ONE = (
    "A bell was rung on each of the ships{} that lay in the harbour, and the town heard every one of them{}."
)
TWO = "Nobody wrote down who rang it first{}, for it was the custom, and customs have no inventors at all."
NOTES = ("Twelve in the year of the count.", "By its own chronicle.", "So says the harbour master.")


def article(marks: tuple[str, ...], notes: tuple[str, ...], one: str = ONE) -> str:
    parts = [
        "# Bells of a harbour",
        "Ada Example",
        "## The custom",
        one.format(*marks[:2]),
        TWO.format(marks[2]),
    ]
    return "\n\n".join((*parts, *notes)) + "\n"


MARKED = article(("[^1]", "[^2]", "[^3]"), tuple(f"[^{n}]: {t}" for n, t in enumerate(NOTES, 1)))
BARE = article(("", "", ""), ())
EMPTY = article(("[^1]", "[^2]", "[^3]"), ())


def merged(*texts: str) -> Reading:
    copies = [RawFile(f"{n}.md", t.encode(), "ocr-markdown") for n, t in zip("ab", texts, strict=False)]
    return read_copies(None, copies)


def marks(reading: Reading) -> list[str]:
    """Each mark with the word before it and the text of its note."""
    notes = {
        n.id: " ".join(inline_text(b.content) for b in n.blocks if isinstance(b, Paragraph))
        for n in reading.document.notes
    }
    found = []
    for block in iter_blocks(reading.document.body):
        if isinstance(block, Paragraph):
            before = ""
            for node in iter_inlines(block.content):
                if isinstance(node, NoteRef):
                    found.append(f"{before.split()[-1]}: {notes[node.rid]}")
                before = before if isinstance(node, NoteRef) else before + inline_text((node,))
    return found


WANTED = [f"{word}: {note}" for word, note in zip(("ships", "them", "first"), NOTES, strict=True)]


@pytest.mark.parametrize("copies", [(MARKED, BARE), (BARE, MARKED)], ids=["marked first", "bare first"])
def test_marks_of_either_copy_stand_after_their_words(copies: tuple[str, str]) -> None:
    reading = merged(*copies)
    assert marks(reading) == WANTED
    assert reading.conservation.holds and len(reading.document.notes) == 3


@pytest.mark.parametrize("copies", [(MARKED, EMPTY), (EMPTY, MARKED)], ids=["notes first", "empty first"])
def test_empty_notes_take_the_text_that_the_other_copy_has(copies: tuple[str, str]) -> None:
    reading = merged(*copies)
    assert marks(reading) == WANTED and len(reading.document.notes) == 3
    assert "note-text-missing" not in {d.code for d in reading.diagnostics}
    assert reading.conservation.holds


def test_a_mark_is_not_set_twice_and_none_points_nowhere() -> None:
    for copies in ((MARKED, MARKED), (MARKED, BARE), (EMPTY, BARE)):
        document = merged(*copies).document
        rids = [n.rid for n in document_inlines(document) if isinstance(n, NoteRef)]
        assert len(rids) == len(set(rids)) == 3
        assert set(rids) == {n.id for n in document.notes}


def test_a_mark_whose_word_is_another_one_is_not_guessed() -> None:
    other = BARE.replace("ships that", "vessels that")
    document = merged(other, MARKED).document
    assert "vessels" in "\n".join(document_strings(document)) or "ships" in "\n".join(
        document_strings(document)
    )
    rids = {n.rid for n in document_inlines(document) if isinstance(n, NoteRef)}
    assert rids <= {n.id for n in document.notes}
