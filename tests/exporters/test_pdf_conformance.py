"""The last step of a PDF: the file says what it is, and the same input gives the same bytes."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pages_fixture import EDITION, every_node, long_article
from pikepdf import Name, Pdf

from docforge.exporters.pdf import write_pdf
from docforge.exporters.pdf_conformance import conform
from docforge.exporters.theme import colour_profile


@pytest.fixture(scope="module")
def article() -> bytes:
    return write_pdf(every_node(), EDITION).files["article.pdf"]


def test_the_metadata_name_both_standards_and_the_work(article: bytes) -> None:
    with Pdf.open(io.BytesIO(article)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Every Kind of Damage: A Study of Errata" == str(pdf.docinfo["/Title"])
        assert metadata["dc:creator"] == ["Ada Binder", "Cem Dizgici"]


def test_the_colours_have_a_meaning(article: bytes) -> None:
    with Pdf.open(io.BytesIO(article)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert intent.DestOutputProfile.read_bytes() == colour_profile()


def test_links_are_printed(article: bytes) -> None:
    with Pdf.open(io.BytesIO(article)) as pdf:
        flags = {int(a.F) for page in pdf.pages for a in page.get(Name.Annots, [])}
    assert flags == {4}


def test_a_second_time_changes_nothing(article: bytes) -> None:
    assert conform(article) == conform(article)
    assert conform(conform(article)) == conform(article)


def test_a_bound_file_conforms() -> None:
    with Pdf.new() as bound:
        for one in (every_node(), long_article()):
            with Pdf.open(io.BytesIO(write_pdf(one, EDITION).files["article.pdf"])) as part:
                bound.add_pages_from(part)
        bound.Root.Lang = pikepdf.String("en")
        bound.docinfo["/Title"] = "Bound"
        data = io.BytesIO()
        bound.save(data)
    with Pdf.open(io.BytesIO(conform(data.getvalue()))) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Bound"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
