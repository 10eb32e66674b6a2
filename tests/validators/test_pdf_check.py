"""The PDF checks find what they are for: each damage done to a good file is named."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from copy import copy
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from docforge.exporters.pdf import write_pdf
from docforge.validate.pdf import check_pdf
from docforge.validate.pdf_content import codes_of

sys.path.insert(0, str(Path(__file__).parents[1] / "exporters"))
from pages_fixture import EDITION, every_node


@pytest.fixture(scope="module")
def good() -> bytes:
    return write_pdf(every_node(), EDITION).files["article.pdf"]


def said(data: bytes) -> str:
    checked = check_pdf(data, "x.pdf")
    assert checked.ran
    assert {d.code for d in checked.diagnostics} <= {"invalid-output"}
    return "\n".join(d.message for d in checked.diagnostics)


def of_type(pdf: Pdf, key: str, value: str) -> list[pikepdf.Object]:
    return [o for o in pdf.objects if isinstance(o, Dictionary | Stream) and o.get(key) == Name(value)]


def no_marker(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def no_archive_marker(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfaid:part"]


def no_colours(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def no_title(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:title"]


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def file_name_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def not_marked(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


def no_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_outline(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def no_alt(pdf: Pdf) -> None:
    del of_type(pdf, "/S", "/Figure")[0].Alt


def font_left_out(pdf: Pdf) -> None:
    del of_type(pdf, "/Type", "/FontDescriptor")[0].FontFile2


def smoothed(pdf: Pdf) -> None:
    of_type(pdf, "/Subtype", "/Image")[0].Interpolate = True


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def launch(pdf: Pdf) -> None:
    of_type(pdf, "/Subtype", "/Link")[0].A = Dictionary(S=Name.Launch, F="x.exe")


def local_file(pdf: Pdf) -> None:
    of_type(pdf, "/Subtype", "/Link")[0].A = Dictionary(S=Name.URI, URI="file:///etc/passwd")


def link_untold(pdf: Pdf) -> None:
    del of_type(pdf, "/Subtype", "/Link")[0].Contents


def link_outside_the_tree(pdf: Pdf) -> None:
    del of_type(pdf, "/Subtype", "/Link")[0].StructParent


def link_to_nowhere(pdf: Pdf) -> None:
    link = next(o for o in of_type(pdf, "/Subtype", "/Link") if Name.Dest in o)
    link.Dest = pikepdf.String("nowhere")


def glyph_zero(pdf: Pdf) -> None:
    page = pdf.pages[0]
    font = min(page.Resources.Font.keys())
    page.contents_add(f"BT {font} 10 Tf [<00000000> -20 <0000>] TJ ET".encode())


def code_without_glyph(pdf: Pdf) -> None:
    page = pdf.pages[0]
    cmap = b"1 begincidrange <0001> <0100> 1 endcidrange 1 begincidchar <0200> 0 endcidchar"
    font = copy(page.Resources.Font[min(page.Resources.Font.keys())])
    font.Encoding = pdf.make_stream(cmap)
    page.Resources.Font["/Fx"] = pdf.make_indirect(font)
    page.contents_add(b"BT /Fx 10 Tf <02000005> Tj ET")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (no_marker, "pdfuaid:part"),
        (no_archive_marker, "PDF/A-3a"),
        (no_colours, "OutputIntents"),
        (no_title, "dc:title"),
        (no_language, "no language"),
        (file_name_shown, "DisplayDocTitle"),
        (not_marked, "MarkInfo"),
        (no_tree, "no structure tree"),
        (no_outline, "no outline"),
        (no_alt, "1 pictures have neither alternative text nor a word that it is missing. Near: “Figure"),
        (font_left_out, "is not embedded"),
        (smoothed, "Interpolate"),
        (script, "JavaScript"),
        (launch, "Launch"),
        (local_file, "file:///etc/passwd"),
        (link_untold, "Contents"),
        (link_outside_the_tree, "StructParent"),
        (link_to_nowhere, "'nowhere'"),
        (glyph_zero, "3 characters have no glyph"),
        (code_without_glyph, "1 characters have no glyph"),
    ],
)
def test_damage_is_named(good: bytes, damage: Callable[[Pdf], None], told: str) -> None:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(good)) as pdf:
        damage(pdf)
        pdf.save(out)
    assert told in said(out.getvalue())


def test_a_good_file_has_no_findings(good: bytes) -> None:
    assert said(good) == ""


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_named(data: bytes) -> None:
    assert "not a readable PDF" in said(data)


def test_a_plain_pdf_misses_nearly_everything() -> None:
    out = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Annots = Array()
        pdf.save(out)
    found = said(out.getvalue())
    for told in ("pdfuaid:part", "dc:title", "no language", "MarkInfo", "no structure tree"):
        assert told in found


@given(st.lists(st.binary(max_size=12), max_size=4))
def test_codes_are_read_from_strings_however_they_are_written(strings: list[bytes]) -> None:
    shown = pikepdf.Array([part for string in strings for part in (pikepdf.String(string), 3)])
    wanted = [s[i] << 8 | s[i + 1] for s in strings for i in range(0, len(s) - 1, 2)]
    assert list(codes_of([shown])) == wanted
