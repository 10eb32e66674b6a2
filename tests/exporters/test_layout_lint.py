"""Each fault of a laid-out page is found, named with page and words; good pages have none."""

from __future__ import annotations

import base64

import pytest
from lxml import html
from pages_fixture import EDITION, every_node, long_article, png

from docforge.diagnostics import Diagnostic
from docforge.exporters.layout_lint import check_layout
from docforge.exporters.pdf import write_pdf
from docforge.exporters.pdf_engine import Engine

CODES = {
    "line-overfull", "block-overfull", "picture-coarse", "formula-small", "text-off-page", "row-split",
    "heading-stranded", "line-stranded", "caption-parted",
}  # fmt: skip
WORDS = "The compositor sets what the copy says, and the copy is rarely what the author meant to say. " * 3
PICTURE = "data:image/png;base64," + base64.b64encode(png()).decode()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine("journal")


def faults(engine: Engine, body: str) -> list[Diagnostic]:
    root = html.document_fromstring(f"<html lang='en'><body><article>{body}</article></body></html>")
    return list(check_layout(engine.lay_out(root, 41).pages, "one", 41))


FAULTY = [
    (
        "line-overfull",
        "Page 41: a line runs",
        "<p style='width: 15mm; overflow-wrap: normal; hyphens: manual'>Überbuchstabenzwischenraum</p>",
    ),
    (
        "line-overfull",
        "out of the foot of the page: “Too low”",
        "<div style='height: 100mm; break-inside: avoid'><p style='padding-top: 195mm'>Too low</p></div>",
    ),
    (
        "block-overfull",
        "a table runs",
        f"<table><tr><td style='white-space: nowrap'>{WORDS}</td></tr></table>",
    ),
    (
        "block-overfull",
        "a listing runs",
        "<pre style='width: 160mm'>def join(a, b): return a + b</pre>",
    ),
    (
        "block-overfull",
        "a picture runs",
        f"<figure><img style='max-width: none; width: 150mm; height: 9mm' src='{PICTURE}' alt='x'></figure>",
    ),
    (
        "text-off-page",
        "out of the foot of the page: “Far too low”",
        "<div style='height: 100mm; break-inside: avoid'><p style='padding-top: 300mm'>Far too low</p></div>",
    ),
    (
        "text-off-page",
        "cannot be read: “The compositor sets",
        f"<p>Text.<span class='footnote'>{WORDS * 25}</span></p>",
    ),
    (
        "formula-small",
        "is set at 50% of the size of the text, to fit its measure: “E = mc”",
        "<p style='width: 10em'><span class='formula' data-tex='E = mc'><svg "
        "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 1' style='width: 20em; height: 1em'/></span></p>",
    ),
    ("picture-coarse", "less than 200", f"<figure><img src='{PICTURE}' alt='x'></figure>"),
    (
        "row-split",
        "Page 42: a row goes on from the page before",
        f"<table><tr><td>{f'<p>{WORDS}</p>' * 30}</td></tr></table>",
    ),
    (
        "heading-stranded",
        "Page 41: a heading stands at the end of a column, without its text: “Alone”",
        "<div style='height: 180mm'></div><h2 style='margin: 0; break-after: auto'>Alone</h2><p>Far.</p>",
    ),
    (
        "line-stranded",
        "Page 41: the first line",
        f"<div style='height: 183mm'></div><p style='orphans: 1; widows: 1'>{WORDS * 2}</p>",
    ),
    (
        "line-stranded",
        "Page 42: the last line",
        f"<div style='height: 174mm'></div><p style='orphans: 1; widows: 1'>{WORDS}</p>",
    ),
    (
        "caption-parted",
        "a caption stands on another page than what it is of: “Losses”",
        f"<figure style='break-inside: auto'><img src='{PICTURE}' alt='x' style='width: 2mm'>"
        "<figcaption style='break-before: page'><p>Losses</p></figcaption></figure>",
    ),
]


@pytest.mark.parametrize(("code", "told", "body"), FAULTY)
def test_a_fault_is_told_with_its_page_and_words(engine: Engine, code: str, told: str, body: str) -> None:
    found = faults(engine, body)
    assert any(d.code == code and told in d.message for d in found), [d.message for d in found]
    assert {d.where for d in found} == {"one"}
    assert all(d.hint for d in found)


def test_every_fault_has_a_case() -> None:
    assert {code for code, _, _ in FAULTY} == CODES


def test_a_table_that_runs_out_is_told_once(engine: Engine) -> None:
    found = faults(engine, f"<table><tr><td style='white-space: nowrap'>{WORDS}</td></tr></table>")
    assert [d.code for d in found] == ["block-overfull"]


def test_good_pages_have_none() -> None:
    for article in (every_node(), long_article(30)):
        told = [d for d in write_pdf(article, EDITION).diagnostics if d.code in CODES]
        # The fixture's picture has eight pixels.
        assert [d.code for d in told] == ["picture-coarse"] * (article.id == "every-node")
