"""Running heads of a text without form feeds: what tells pages, and what only looks like it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from textwrap import wrap

from docforge.model.source import SourceText
from docforge.repair.engine import Scene
from docforge.repair.rules.pages.page_furniture import find_running_heads
from docforge.repair.words.lexicon import Lexicon

STORY = (
    "The ferry left the quay at noon and came back with the tide, laden with salt and with letters for the"
    " harbour master. Nobody had counted the bags, so the clerk wrote down what the boatman told him and went"
    " home again. The next morning the bags were counted twice and two of them were found to be full of sand,"
    " which was not what the merchants on the island had paid for. A boy had seen it done and said so,"
    " but no one would listen to him until the second bag was opened in the yard before all porters, and the"
    " sand ran out over the stones. Then there was a great noise, and the boatman was sent for; his house was"
    " locked and empty save for a cat and a bag of good salt under the stairs"
).split()


def _page(number: int) -> list[str]:
    """A page of text that no other page repeats."""
    words = sorted(STORY, key=lambda w: _hash(w, number))
    return wrap(" ".join(words), 72)


def _hash(word: str, number: int) -> str:
    return sha256(f"{word}{number}".encode()).hexdigest()


def _heads(pages: Sequence[Sequence[str]]) -> set[str]:
    text = "\n".join(line for page in pages for line in page)
    source = SourceText.of(text)
    return {e.before for e in find_running_heads(text, Scene(source, "en", Lexicon("en", text)))}


def test_misread_heads_and_folios_tell_pages() -> None:
    heads = ["Annals of Ferries 12 (1907)", "Annais of Ferries 12 (1907)", "Annals of Ferrles I2 (1907)"]
    pages = [["", head, "", str(81 + i), "", *_page(i), ""] for i, head in enumerate(heads)]
    assert _heads(pages) == {*heads, "81", "82", "83"}


def test_foot_and_head_that_meet_are_told_apart() -> None:
    pages = [
        ["The Quay", "", *_page(i), "", f"A. Clerk, On Salt. Annals of Ferries, 3, 44. {i}", ""]
        for i in (1, 2, 3, 4)
    ]
    found = _heads(pages)
    assert "The Quay" in found
    assert sum(line.startswith("A. Clerk") for line in found) == 4


def test_numbered_headings_and_labels_are_no_heads() -> None:
    headings = [
        "3.1. Letters of the First Summer",
        "3.2. Letters of the Second Summer",
        "3.3. Letters of the Third Summer",
    ]
    pages = [["", heading, "", *_page(i), "", f"Figure {i}", ""] for i, heading in enumerate(headings, 1)]
    assert _heads(pages) == set()


def test_entries_of_one_journal_at_page_edges_are_no_heads() -> None:
    entries = [
        "Annals of Ferries, 121(2), 820-840.",
        "Annals of Ferries, 152(6), 157-163.",
        "Annals of Ferries, 676(4), 943-951.",
    ]
    pages = [["The Quay and the Tide", "", entry, *_page(i), ""] for i, entry in enumerate(entries)]
    text = "\f".join("\n".join(page) for page in pages)
    found = _heads([[text]])
    assert found == {"The Quay and the Tide"}
