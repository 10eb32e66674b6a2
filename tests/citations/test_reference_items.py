"""A printed reference becomes the model's item: strict rules first, then what the parser is sure of."""

from __future__ import annotations

from docforge.citations.entries import read_entry
from docforge.citations.parsing.items import find_doubts, read_reference, to_item
from docforge.citations.parsing.parse import ParsedReference
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.nodes import Italic, Text

CONTENT = (
    Text("Berger, M., & Lund, W. Y. (2023a). Margins as a bridge between texts. "),
    Italic((Text("Journal of Page Studies"),)),
    Text(", 23(1), 1–24."),
)
NONSENSE = Reference("r", "lorem of: 12 Xy; and", (Text("lorem of: 12 Xy; and — 1,, Zed (b) q"),))


def test_the_parser_adds_what_the_strict_rules_leave_open() -> None:
    item = read_reference(CONTENT)
    assert item.author == (Name("Berger", "M."), Name("Lund", "W. Y."))
    assert (item.issued, item.year_suffix) == ("2023", "a")
    assert item.title == "Margins as a bridge between texts"
    assert item.container_title == "Journal of Page Studies"
    assert (item.volume, item.issue, item.page, item.type) == ("23", "1", "1-24", "article-journal")


def test_what_the_strict_rules_read_stays() -> None:
    text = "Berger, M., & Lund, W. Y. (2023a). Margins as a bridge between texts."
    strict, item = read_entry(text), read_reference((Text(text),))
    assert (item.author, item.issued, item.year_suffix) == (strict.author, strict.issued, strict.year_suffix)


def test_a_field_that_is_not_sure_stays_empty() -> None:
    csl: dict[str, object] = {
        "title": "A",
        "volume": "3",
        "author": [{"family": "Berg", "non-dropping-particle": "van", "given": "J."}],
    }
    parsed = ParsedReference("raw", csl, {"title": 0.95, "volume": 0.2, "author": 0.9})
    assert to_item(parsed) == CslItem(title="A", author=(Name("van Berg", "J."),))


def test_doubtful_fields_are_asked_once_for_the_list() -> None:
    found = find_doubts((NONSENSE, Reference("s", "", CONTENT)))
    assert [d.code for d in found] == ["reference-fields"]
    assert " of 2 entries" in found[0].message
