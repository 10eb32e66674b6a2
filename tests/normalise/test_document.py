"""Ids, cross-references and stray links of a document."""

from __future__ import annotations

from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Figure, Italic, Paragraph, Section, TableWrap, Text, Xref
from docforge.normalise.checks import check_document
from docforge.normalise.document import normalise


def document(*blocks: object) -> Document:
    return Document(ArticleMeta(title=(Text("T"),)), blocks)  # type: ignore[arg-type]


def test_sections_get_readable_ids_and_links_follow() -> None:
    link = Paragraph((Xref("sec", "two", (Text("above"),)), Xref("sec", "tbl-1", (Text("there"),))))
    given = document(
        Section("", (Text("Größe & Form"),), ()),
        Section("two", (Text("Größe & Form"),), (link,)),
        TableWrap("tbl-1", "", (), (), ()),
    )
    first, second, _ = normalise(given).body
    assert isinstance(first, Section) and isinstance(second, Section)
    assert (first.id, second.id) == ("sec-groe-form", "sec-groe-form-2")
    assert second.blocks == (
        Paragraph(
            (Xref("sec", "sec-groe-form-2", (Text("above"),)), Xref("table", "tbl-1", (Text("there"),)))
        ),
    )


def test_a_link_to_a_bookmark_that_is_not_there_is_text() -> None:
    stray = Xref("sec", "ref-lee", (Text("Lee, 2020"),))
    found = normalise(document(Paragraph((Text("So ("), stray, Text(") it "), Italic((stray,))))))
    assert found.body == (Paragraph((Text("So (Lee, 2020) it "), Italic((Text("Lee, 2020"),)))),)


def test_gaps_repeats_and_open_brackets_are_told() -> None:
    found = check_document(
        document(
            Figure("fig-1", "Figure 1", ()),
            Figure("fig-3", "Figure 3", ()),
            TableWrap("tbl-1", "Table 1", (), (), ()),
            TableWrap("tbl-2", "Table 1", (), (), ()),
            Paragraph((Text("An (open bracket."),)),
            Paragraph((Text("A (closed) one, and 1.5 of COVID-19."),)),
        )
    )
    assert [d.code for d in found] == ["label-order", "label-order", "unclosed-bracket"]


def test_digits_stuck_to_words_are_told_only_when_they_count_on() -> None:
    marks = [Paragraph((Text(f"It was so in the text.{n} And more of it."),)) for n in (1, 2, 3)]
    assert [d.code for d in check_document(document(*marks))] == ["note-mark-unresolved"]
    assert check_document(document(marks[0], Paragraph((Text("COVID-19, Article 9, 5.5 and 1990."),)))) == ()


def test_two_shapes_of_the_apostrophe_are_told() -> None:
    mixed = document(Paragraph((Text("It’s the mill’s wheel, and it's the miller's bread."),)))
    assert [d.code for d in check_document(mixed)] == ["quotes-mixed"]
    assert (
        check_document(document(Paragraph((Text("It’s the mill’s, says https://example.org/a'b'c."),)))) == ()
    )
