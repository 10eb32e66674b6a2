"""A magazine of our own, dumped as magazines are: the right column of each page before the left one.

Wrapped lines keep a space, a cut word loses its hyphen, a marked frame begins with a space, and a pull quote
and a caption stand where the page had room.
"""

from __future__ import annotations

import pytest

from docforge.importers.read import Hints, read_copy
from docforge.model.nodes import DispQuote, Figure, Paragraph
from docforge.model.source import SourceText
from docforge.model.text import inline_text
from docforge.repair.record import Reading

TEXT = (
    "The harbour of the old town has been repaired twice since the war, and the masons who repaired it "
    "have left their marks on nearly every stone of the long quay.1 Visitors seldom see the marks, "
    "because most of them are under water when the tide is high and the lamps of the ferries are lit.",
    "Nobody had counted the marks before the summer in which the town council asked a retired "
    "schoolmaster to make a list of them. He went down with a lantern and a slate at every low tide and "
    "drew what he saw.2 His drawings filled forty slates, and when they had been copied in ink the "
    "archive of the parish gave him leave to read the ledger of the masons, which nobody had opened for a "
    "hundred years.",
    "The ledger lists each mason with his wage and his mark. The schoolmaster compared its pages with his "
    "slates and found that the mark of a fish belonged to a widow. She had taken over the yard of her "
    "husband and paid the masons out of her own purse until the council recognised her as a master of the "
    "trade.3",
    "That was in the year of the big storm. The schoolmaster wrote to her family, who had kept the chisel "
    "and the apron, and the youngest of them came by train to see the stone. She carved the fish again on "
    "a slab of slate, while the children of the town stood around her and asked how a chisel is held.",
    "When the gate of the new harbour was built, the council bought the slab and set it into the wall "
    "beside the office of the pilots. It is the only mark in the harbour that stands above the water at "
    "every tide.4 The pilots touch it when they go out, and they say that it has never failed them.",
    "The list of the schoolmaster is kept in the library, where anybody may ask for it. It has grown "
    "since he died, because divers have found more marks on the stones that the dredgers brought up, and "
    "because the families of other masons have sent in what they had in their chests and drawers.",
    "Whether the list will ever be printed is another question. The council has asked for an estimate "
    "three times, and three times it has found that the money was needed for the lamps. The librarian, "
    "who would rather lend the list than lock it away, has begun to copy it by hand for the school.5",
)
QUOTED = ("The mark of a fish  ", "belonged to a widow.")
CAPTION = (
    "The gate of the new harbour with the slab of slate, seen from the office of the pilots at low ",
    "tide. Photo: Ana Silva",
)
STANDFIRST = (
    "A widow, a schoolmaster and a lantern: how the marks of the masons ",
    "in the old harbour were found again, and why the list of them has ",
    "still not been printed by the town that once asked for it.",
)
CUTS = {
    "schoolmaster": 6,
    "drawings": 4,
    "recognised": 5,
    "children": 5,
    "librarian": 5,
    "families": 4,
    "estimate": 5,
}
WIDTH = 46


def wrap(paragraph: str) -> list[str]:
    """Lines of a column; a word of ``CUTS`` that does not fit is cut, and its hyphen is lost."""
    lines, line = [], ""
    for word in paragraph.split():
        bare = word.rstrip(".,")
        if len(line) + len(word) <= WIDTH:
            line += word + " "
        elif bare in CUTS and len(line) + CUTS[bare] <= WIDTH:
            lines.append(line + word[: CUTS[bare]])
            line = word[CUTS[bare] :] + " "
        else:
            lines.append(line)
            line = word + " "
    return [*lines, line.rstrip()]


def dump(height: int) -> str:
    """The dump of the magazine with columns of so many lines."""
    flow: list[str] = []
    for paragraph in TEXT:
        flow += [*wrap(paragraph), ""]
    columns = [flow[i : i + height] for i in range(0, len(flow), height)]
    columns = [_trimmed(c) for c in columns]
    rows = ["The Marks of the Masons", "", "Ana Silva"]
    for first in range(0, len(columns), 2):
        left, *right = columns[first : first + 2]
        marked, *others = [*right, left]
        rows += [" " + marked[0], *marked[1:]]
        if first == 0:
            rows += ["", *STANDFIRST]
        for other in others:
            rows += ["", *other]
        rows += ["", *QUOTED] if first == 2 else []
        rows += ["", *CAPTION] if first == 0 else []
    return "\n".join(rows) + "\n"


def _trimmed(column: list[str]) -> list[str]:
    while column and not column[0]:
        column = column[1:]
    while column and not column[-1]:
        column = column[:-1]
    return column


def read(height: int) -> Reading:
    reading = read_copy(SourceText.of(dump(height), "t.txt", "plain"), Hints())
    assert reading.conservation.holds, reading.conservation
    assert [d for d in reading.diagnostics if d.severity == "error"] == []
    return reading


def paragraphs(reading: Reading) -> list[str]:
    return [inline_text(b.content) for b in reading.document.body if isinstance(b, Paragraph)]


WANTED = ["".join(c for c in p if not c.isdigit()) for p in TEXT]


@pytest.mark.parametrize("height", [9, 12, 14, 18])
def test_columns_are_read_in_order(height: int) -> None:
    reading = read(height)
    assert paragraphs(reading) == WANTED
    assert reading.moves and {m.rule for m in reading.moves} == {"reading-order"}
    assert inline_text(reading.document.meta.standfirst) == "".join(STANDFIRST)
    assert [n.label for n in reading.document.notes] == ["1", "2", "3", "4", "5"]
    codes = [d.code for d in reading.diagnostics]
    assert "reading-order" in codes and "columns-as-found" not in codes and "note-text-missing" in codes
    (figure,) = [b for b in reading.document.body if isinstance(b, Figure)]
    assert inline_text(figure.caption).endswith("at low tide.")
    (quote,) = [b for b in reading.document.body if isinstance(b, DispQuote)]
    at = reading.document.body.index(quote)
    before = reading.document.body[at - 1]
    assert quote.kind == "pullquote"
    assert isinstance(before, Paragraph) and "mark of a fish belonged to a widow" in inline_text(
        before.content
    )


@pytest.mark.parametrize("height", [10, 11, 13, 15, 16, 17])
def test_what_is_not_sure_stays_and_is_told(height: int) -> None:
    """With so few frames the joints may not show the order: then nothing moves."""
    reading = read(height)
    if reading.moves:
        assert paragraphs(reading) == WANTED
    else:
        assert "columns-as-found" in [d.code for d in reading.diagnostics]
