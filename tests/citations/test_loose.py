"""Citations linked by first name and year alone, where strict reading finds nothing."""

from __future__ import annotations

import pytest

from docforge.citations.link import link_citations
from docforge.model.meta import Document, Reference
from docforge.model.nodes import Cite, Paragraph, Text
from docforge.model.walk import document_inlines

LIST = (
    "Burg, S. van der. (2024). A street of trees. Press.",
    "White, J. T., Hunt, R., J. development. (2020). Margins of models. Press.",
    "Bourgault, P., Oak, D. 1, & Elm, T. (2023). A data tool. Press.",
    "City of Elms. (n.d.). A service. Press.",
    "D2L Trees Community. (2024). About grades.",
    "Lee, K., & Ash, B. (2019). Two of us. Press.",
    "Marlow, A. (2011). One. Press.",
    "Marlowe, B. (2011). Another. Press.",
)


def linked(text: str) -> list[str]:
    references = tuple(Reference(f"r{i}", raw, (Text(raw),)) for i, raw in enumerate(LIST))
    document, _ = link_citations(Document(body=(Paragraph((Text(text),)),), references=references))
    return [i.rid for n in document_inlines(document) if isinstance(n, Cite) for i in n.items]


@pytest.mark.parametrize(
    ("text", "rid"),
    [
        ("A tree (Burg, 2024).", "r0"),
        ("A tree (van der Burg, 2024).", "r0"),
        ("So (Jeremy T. White et al., 2020).", "r1"),
        ("So (White ot al,, 2020).", "r1"),
        ("So (Bourgautt et al., 2023).", "r2"),
        ("A service (City of Elms, n.d.).", "r3"),
        ("Grades (D2L Trees Community, 2024).", "r4"),
        ("As White et al. (2020) say.", "r1"),
    ],
)
def test_first_name_and_year_are_enough(text: str, rid: str) -> None:
    assert linked(text) == [rid]


@pytest.mark.parametrize(
    "text",
    [
        "So (Burg, 2023).",  # another year
        "So (Marlowx, 2011).",  # near to two entries
        "So (Lea & Ash, 2019).",  # too short a name to be sure of a letter
        "In Table 2 (2024).",
    ],
)
def test_what_is_not_sure_stays_text(text: str) -> None:
    assert linked(text) == []
