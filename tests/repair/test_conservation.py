"""The check of nothing lost and nothing invented must be able to fail: each harm is done and must be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docforge.importers.read import Hints, read_copy
from docforge.model.meta import Document
from docforge.model.nodes import Paragraph, Section, Text
from docforge.model.source import SourceText
from docforge.places import Span
from docforge.repair.conservation import check_conservation
from docforge.repair.edit import Recorded, Safety
from docforge.repair.engine import replay

SOURCE = SourceText.of(
    "A Title of It\n\nAnn Lee\n\nIntroduction\n\n"
    "The first para-\ngraph of the text has 5.5 million words (Lee, 2020).\n\n"
    "The second paragraph of the text says 20% more than that and ends.\n",
    "t.txt",
)


def read() -> tuple[Document, list[Recorded], str]:
    reading = read_copy(SOURCE, Hints())
    return reading.document, list(reading.edits), replay(SOURCE.text, list(reading.edits))


def codes(document: Document, records: list[Recorded], final: str) -> set[str]:
    return {d.code for d in check_conservation(SOURCE, records, [], final, document)[1]}


def body(document: Document, blocks: tuple[Paragraph, ...]) -> Document:
    section = document.body[0]
    assert isinstance(section, Section)
    return replace(document, body=(replace(section, blocks=blocks),))


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    return document.body[0].blocks  # type: ignore[union-attr, return-value]


def test_an_honest_reading_holds() -> None:
    document, records, final = read()
    assert codes(document, records, final) == set()
    conservation, _ = check_conservation(SOURCE, records, [], final, document)
    assert conservation.holds and conservation.source_words == 34


def test_a_lost_paragraph_is_seen() -> None:
    document, records, final = read()
    assert "word-lost" in codes(body(document, paragraphs(document)[:1]), records, final)


def test_a_paragraph_twice_is_seen() -> None:
    document, records, final = read()
    first, second = paragraphs(document)
    assert "word-invented" in codes(body(document, (first, second, second)), records, final)


@pytest.mark.parametrize(
    ("before", "after"), [("second", "third"), ("million", "Million"), ("5.5", "5.6"), ("20", "200")]
)
def test_a_changed_word_is_seen(before: str, after: str) -> None:
    document, records, final = read()
    changed = tuple(
        replace(
            p,
            content=tuple(
                replace(n, value=n.value.replace(before, after)) if isinstance(n, Text) else n
                for n in p.content
            ),
        )
        for p in paragraphs(document)
    )
    assert {"word-lost", "word-invented"} <= codes(body(document, changed), records, final)


def test_a_lost_sign_is_seen() -> None:
    document, records, final = read()
    first, second = paragraphs(document)
    bare = replace(second, content=(Text(second.content[0].value.replace("%", "")),))  # type: ignore[union-attr]
    assert "sign-lost" in codes(body(document, (first, bare)), records, final)


def test_another_order_is_seen() -> None:
    document, records, final = read()
    first, second = paragraphs(document)
    assert "order-changed" in codes(body(document, (second, first)), records, final)


def test_paragraphs_run_together_are_seen() -> None:
    document, records, final = read()
    first, second = paragraphs(document)
    assert first.origin and second.origin
    whole = Paragraph(
        (*first.content, Text(" "), *second.content), Span("t.txt", first.origin.start, second.origin.end)
    )
    assert "paragraph-changed" in codes(body(document, (whole,)), records, final)


def test_a_record_that_hides_an_edit_is_seen() -> None:
    document, records, final = read()
    assert "word-lost" in codes(document, [r for r in records if r.rule != "kept-hyphen"], final)


def test_a_record_that_claims_too_much_is_seen() -> None:
    document, records, final = read()
    forged = Recorded(
        Span("t.txt", 0, 0), "word", "", "x", Safety.SAFE, "x", "x", step=999, at=0, cut="", put=""
    )
    assert "word-lost" in codes(document, [*records, forged], final)
