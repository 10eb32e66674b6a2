"""Blind review: nothing that names an author leaves the house, and the scan finds what is planted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from submission.orders import ARTICLE, RECORD, item, order, unpacked, zipped
from submission.plants import ALL, ORCID, PLANTS, REFUSED, REMOVED, planted, unsigned

from docforge.diagnostics import Severity
from docforge.model.meta import Reference
from docforge.model.nodes import Text
from docforge.submission import Item, Order
from docforge.submission.leaks import Scan, scan
from docforge.submission.manuscript import Layout, with_figures, write_pdf, write_word
from docforge.submission.needles import find_needles
from docforge.submission.pack import pack
from docforge.submission.review import REVIEW


def found(made: Scan) -> set[str]:
    """The plants that were found."""
    texts = " | ".join(leak.needle.text.casefold() for leak in made.leaks)
    return {
        place
        for place, plant in PLANTS.items()
        if any(word in texts for word in (plant.family.casefold(), plant.mail))
        or (place in ("orcid", "orcid-link") and ORCID in texts)
    }


def packed(places: list[str]) -> tuple[bytes, Scan]:
    facts = planted(places)
    made = pack(REVIEW, Order(facts.edition, (Item(facts, {}),)), draft=True)
    return made.data, scan(made.data, find_needles(facts))


def test_there_are_forty_places_and_more() -> None:
    assert len(ALL) >= 40
    assert len({plant.family for plant in PLANTS.values()}) == len(ALL)


def test_with_the_anonymiser_switched_off_the_scan_finds_every_plant() -> None:
    facts = planted(list(ALL))
    article = unsigned(facts)
    files = {
        "m.docx": write_word(article, Layout()),
        "m.pdf": write_pdf(article, Layout()),
        **dict(article.assets),
        **{extra.file: extra.data or b"" for extra in facts.record.supplements},
    }
    made = scan(zipped(files), find_needles(facts))
    assert set(ALL) - found(made) == set()


def test_what_can_be_taken_out_is_taken_out() -> None:
    data, made = packed(REMOVED)
    assert [(leak.needle.text, leak.part, leak.form) for leak in made.leaks] == []
    files = unpacked(data)
    assert {"figures/figure-4.svg", "manuscript.docx", "supplement-1.txt"} <= set(files)
    assert b"[removed for review]" in unpacked(files["manuscript.docx"])["word/document.xml"]


def test_what_may_not_be_rewritten_is_refused() -> None:
    _, made = packed(REFUSED)
    assert set(REFUSED) - found(made) == set()
    facts = planted(REFUSED)
    refused = pack(REVIEW, Order(facts.edition, (Item(facts, {}),)))
    assert refused.data == b""
    assert {one.code for one in refused.told if one.severity is Severity.ERROR} == {"package-leak"}


def test_a_clean_manuscript_goes_with_its_proof_beside_it() -> None:
    made = pack(REVIEW, order())
    assert made.told == ()
    assert set(made.beside) == {"title-page.docx", "self-citations.txt", "leak-scan.txt"}
    assert b"Ellen van Marsh -- not found in" in made.beside["leak-scan.txt"]
    assert "Ellen van Marsh" in unpacked(made.beside["title-page.docx"])["word/document.xml"].decode()
    assert made.data == pack(REVIEW, order()).data


def own_work(record_more: tuple[str, ...] = ()) -> Order:
    text = "Oakes, M. (2011). Own work."
    entry = Reference("oakes-2011", text, (Text(text),))
    document = replace(ARTICLE.document, references=(*ARTICLE.document.references, entry))
    record = replace(RECORD, self_citations=record_more)
    return order(item(replace(ARTICLE, document=document), record=record))


def test_own_work_is_listed_and_stays_only_with_the_authors_word() -> None:
    refused = pack(REVIEW, own_work())
    assert refused.data == b""
    assert (
        b'self_citations = ["oakes-2011"]'
        in pack(REVIEW, own_work(), draft=True).beside["self-citations.txt"]
    )
    assert pack(REVIEW, own_work(("oakes-2011",))).data


def test_own_work_cited_without_the_accents_of_the_name_is_found() -> None:
    person = replace(ARTICLE.document.meta.contributors[0], name="Zoé Márquez", family="Márquez", given="Zoé")
    text = "Marquez, Z. (2012). Own work."
    document = replace(
        ARTICLE.document,
        meta=replace(ARTICLE.document.meta, contributors=(person,)),
        references=(Reference("own-2012", text, (Text(text),)),),
    )
    article = replace(ARTICLE, document=document)
    refused = pack(REVIEW, order(item(article)))
    assert refused.data == b""
    assert any('self_citations = ["own-2012"]' in (one.hint or "") for one in refused.told)
    assert pack(REVIEW, order(item(article, record=replace(RECORD, self_citations=("own-2012",))))).data


def test_a_word_that_is_a_name_too_may_stay() -> None:
    meta = replace(ARTICLE.document.meta, keywords=("Oakes",))
    article = replace(ARTICLE, document=replace(ARTICLE.document, meta=meta))
    assert pack(REVIEW, order(item(article))).data == b""
    assert pack(REVIEW, order(item(article, record=replace(RECORD, other_words=("Oakes",))))).data


@pytest.mark.parametrize("figures", ["place", "end"])
def test_figures_stand_where_the_layout_says(figures: str) -> None:
    body = with_figures(ARTICLE, Layout(figures=figures)).document.body
    assert len(body) == (3 if figures == "end" else 2)


def test_lines_are_numbered_and_doubly_spaced() -> None:
    files = unpacked(unpacked(pack(REVIEW, order()).data)["manuscript.docx"])
    assert b"w:lnNumType" in files["word/document.xml"]
    assert b'w:line="480"' in files["word/styles.xml"]
