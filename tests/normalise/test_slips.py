"""What a text shows of its author's slips: asked about, and quiet where nothing is amiss."""

from __future__ import annotations

import pytest

from docforge.model.meta import Document, Reference
from docforge.model.nodes import Cell, Figure, Paragraph, TableWrap, Text
from docforge.normalise.slips import check_slips


def codes(*paragraphs: str) -> list[str]:
    return [d.code for d in check_slips(Document(body=tuple(Paragraph((Text(p),)) for p in paragraphs)))]


SLIPS = (
    ("abbreviation-varies", "The Union of Free Towns (UFT) met. The United Fleet Treaty (UFT) was signed."),
    (
        "abbreviation-varies",
        "The League for Peace (LfP) met. Then the League for Peace (LP) broke up.",
    ),
    ("abbreviation-varies", "New and rising crafts (NRCs) are taught. Few NRCs pay, but most RNCs do."),
    ("spelling-varies", "Governor Hallenberg spoke first. Then Hallenburg, who was tired, sat down."),
    ("spelling-varies", "The military road, the military bridge and the military port; a miliary gate."),
    ("spelling-mixed", "Our neighbours honour the harbour and its colour; their labor is hard."),
    ("word-doubled", "They went to the the mill before noon."),
    ("word-alone", "It led to more cooperation in the valley. Every town agreed. Cooperation."),
    ("phrase-odd", "Each are seen as open to all. They support one other."),
)


@pytest.mark.parametrize(("code", "text"), SLIPS)
def test_a_slip_is_asked_about(code: str, text: str) -> None:
    assert set(codes(text)) == {code}


QUIET = (
    "The Union of Free Towns (UFT) met. The UFT, and with it the unions of free towns (UFTs), broke up.",
    "The European Union (EU) and the United Nations (UN) met in the US; the UNs of the world did not.",
    "Brunner and Brummer wrote it. Austria is not Australia, and a statue is no statute.",
    "He had had enough of what that that meant. It is what it is.",
    "We analysed it. Nobody objected. Indeed.",
    "He quoted: “the color of their labor”. Our neighbours honour the colour of the harbour.",
    "The prize was no surprise. They advised, revised and organised it; its size was prized.",
    "Each of them are friends, and each is seen.",
)


@pytest.mark.parametrize("text", QUIET)
def test_a_clean_text_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_name_in_a_caption_counts() -> None:
    figure = Figure("fig-1", "", (Text("Hallenberg speaks."),))
    paragraph = Paragraph((Text("Then Hallenburg sat down."),))
    assert [d.code for d in check_slips(Document(body=(figure, paragraph)))] == ["spelling-varies"]


def _table() -> TableWrap:
    rows = (("Ruritania (north)", "2004"), ("Syldavia", "2001"), ("Borduria", "1996"), ("Molvania", "1999"))
    body = tuple(tuple(Cell((Text(c),)) for c in row) for row in rows)
    return TableWrap("tbl-1", "Table 1", (), (), body)


def test_a_year_that_the_table_gives_otherwise_is_asked_about() -> None:
    text = Paragraph((Text("In 2002, they built a bridge in Ruritania. In 2001, they went to Syldavia."),))
    assert [d.code for d in check_slips(Document(body=(text, _table())))] == ["year-differs"]


def test_a_reference_in_capitals_is_told() -> None:
    loud = Reference("a", "", (Text("Lee, A. (2020). THE SHAPE OF TOWNS AND RIVERS. Press."),))
    quiet = Reference("b", "", (Text("Lee, A. (2020). The OECD and NATO in the EU. Press."),))
    assert [d.code for d in check_slips(Document(references=(loud, quiet)))] == ["reference-capitals"]
