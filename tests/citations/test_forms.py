"""Author-year citations in the forms of several languages and houses, linked to the entry they mean."""

from __future__ import annotations

import pytest

from docforge.citations.entries import assign_keys, read_entry
from docforge.citations.link import link_citations
from docforge.model.meta import Document, Reference
from docforge.model.nodes import Cite, Paragraph, Text
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines

ENTRIES = (
    "Oakes, J., & Ashby, K. (2020). A title. Journal, 1(2), 3-4.",
    "Oakes, J., Ashby, K., & Elms, P. (2019a). Another title. Press.",
    "Oakes, J., Ashby, K., & Elms, P. (2019b). Yet another title. Press.",
    "Harbour Health Organization. (2021). A report. HHO.",
    "Weide, H. und Linde, K. (2015): Ein Titel. Verlag.",
    "Rosso, M. 2011. Un titolo. Editore.",
    "Braun, T. (in press). A title to come. Press.",
    "Fir, L., Yew, Y., Plum, X., & Lime, Q. (2023). A title of four. Press.",
    "Fir, X. (2023). A title of one. Press.",
    "Ver Hoop, J. (2012). A title of a name. Press.",
)
ITEMS = [read_entry(raw) for raw in ENTRIES]
REFERENCES = tuple(
    Reference(key, raw, (Text(raw),), csl=item)
    for key, raw, item in zip(assign_keys(ITEMS), ENTRIES, ITEMS, strict=True)
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("(Oakes et al., 2019a,b)", "oakes-2019a oakes-2019b"),
        ("(Harbour Health Organization [HHO], 2021)", "harbour-health-organization-2021"),
        ("(Weide/Linde 2015: 5f.)", "weide-2015"),
        ("(vgl. Weide und Linde 2015, S. 12)", "weide-2015"),
        ("(véase Rosso, 2011, p. 3)", "rosso-2011"),
        ("(ver Oakes y Ashby, 2020)", "oakes-2020"),
        ("(Oakes ve Ashby, 2020)", "oakes-2020"),
        ("(Oakes og Ashby, 2020)", "oakes-2020"),
        ("(Oakes e Ashby, 2020)", "oakes-2020"),
        ("(Oakes u. a. 2019a)", "oakes-2019a"),
        ("(Oakes y cols., 2019a)", "oakes-2019a"),
        ("(Oakes et coll., 2019b)", "oakes-2019b"),
        ("(Braun, in press)", "braun-nd"),
        ("Rosso [2011] said", "rosso-2011"),
        ("(Fir et al., 2023)", "fir-2023"),
        ("(Fir, 2023)", "fir-2023-2"),
        ("(Ver Hoop, 2012)", "ver-hoop-2012"),
    ],
)
def test_forms(text: str, ids: str) -> None:
    document = Document(body=(Paragraph((Text(f"As {text} shows."),)),), references=REFERENCES)
    linked, _ = link_citations(document)
    found = [i.rid for n in document_inlines(linked) if isinstance(n, Cite) for i in n.items]
    assert found == ids.split()
    block = linked.body[0]
    assert isinstance(block, Paragraph)
    assert inline_text(block.content) == f"As {text} shows."
