"""Runs of tiny blocks that are no sentences stand in one preformatted block; lists and lead-ins do not."""

from __future__ import annotations

from docforge.importers.read import Hints, read_copy
from docforge.model.nodes import Preformat
from docforge.model.source import SourceText
from docforge.model.walk import iter_blocks

PROSE = (
    "The text goes on for a while so that it is a paragraph of prose and no heading, and it ends with a stop."
)


def cells(*blocks: str) -> list[str]:
    """The preformatted blocks of a text with ``blocks`` between two paragraphs."""
    text = "\n\n".join(("On Broken Lines", "Ana Silva", "Introduction", PROSE, *blocks, PROSE))
    reading = read_copy(SourceText.of(text, "t.txt", "plain"), Hints())
    assert reading.conservation.holds, reading.conservation
    assert any(d.code == "table-doubtful" for d in reading.diagnostics) == any(
        isinstance(b, Preformat) for b in iter_blocks(reading.document.body)
    )
    return [b.value for b in iter_blocks(reading.document.body) if isinstance(b, Preformat)]


def test_cells_of_a_lost_table_are_kept_a_line_each() -> None:
    assert cells("low", "0.4 of all", "t{2] 22.5%", "0.8", "14") == ["low\n0.4 of all\nt{2] 22.5%\n0.8\n14"]


def test_few_short_blocks_are_paragraphs() -> None:
    assert cells("low", "0.4 of all", "14") == []


def test_items_and_short_sentences_are_paragraphs() -> None:
    assert cells("- one", "- two", "- three", "- four", "- five") == []
    assert cells("So it was left.", "Nobody came for it.", "It was still there.", "It lay there long.") == []


def test_what_a_colon_leads_in_is_a_list() -> None:
    lead = "In the house by the river they kept all that a mill needs for its work, and that was as follows:"
    assert cells(lead, "Vats", "Felts", "Moulds of wood", "A press", "Rags") == []
