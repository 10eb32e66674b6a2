"""Each theme sets an issue whole: its words, its notes, its columns, its labels, its colours."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from lxml import etree, html
from pages_fixture import EDITION, every_node, long_article, p, t, table
from PIL import Image

from docforge.diagnostics import Severity
from docforge.exporters.colours import in_screen_colours
from docforge.exporters.columns import set_in_columns
from docforge.exporters.glyphs import find_missing_glyphs
from docforge.exporters.html import render_article
from docforge.exporters.issue.cover import cover_svg
from docforge.exporters.issue.pages import EditionPdf, layout_edition
from docforge.exporters.pdf import write_pdf
from docforge.exporters.print_tree import print_html
from docforge.exporters.theme import look, themes
from docforge.exporters.titles import balance_title
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document, History
from docforge.model.nodes import Figure, Italic, Section, SmallCaps
from docforge.model.statements import statement_of
from docforge.places import Span
from docforge.validate.pdf import check_pdf
from docforge.validate.words import check_words

FAULTS = {
    "line-overfull",
    "block-overfull",
    "row-split",
    "heading-stranded",
    "line-stranded",
    "caption-parted",
}


@pytest.fixture(scope="module", params=("magazine", "book"))
def issue(request: pytest.FixtureRequest) -> tuple[str, EditionPdf]:
    theme = str(request.param)
    edition = replace(EDITION, theme=theme)
    return theme, layout_edition((every_node(), long_article()), edition)


def test_there_are_three_themes() -> None:
    assert themes() == ("book", "journal", "magazine")


def test_a_theme_sets_every_word_once_and_without_faults(issue: tuple[str, EditionPdf]) -> None:
    theme, made = issue
    for article, laid in zip((every_node(), long_article()), made.articles, strict=True):
        assert check_words((article,), laid.data, f"{theme}.pdf").diagnostics == ()
        assert [d.message for d in laid.diagnostics if d.code in FAULTS | {"layout-error"}] == []
    assert check_pdf(made.data, "edition.pdf").diagnostics == ()


def test_a_page_has_the_size_of_its_theme(issue: tuple[str, EditionPdf]) -> None:
    theme, made = issue
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        sizes = {tuple(round(float(n) * 25.4 / 72) for n in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(look(theme).width, look(theme).height)}


def test_notes_of_a_magazine_stand_after_the_text() -> None:
    page = html.fromstring(print_html(every_node(), replace(EDITION, theme="magazine")))
    assert not page.xpath("//*[contains(@class, 'footnote')]")
    marks = page.xpath("//sup[@class='mark']/a/@href")
    assert marks and all(page.xpath(f"//*[@id='{mark[1:]}']") for mark in marks)
    assert page.xpath("//span[@class='note-label']/a[@class='backref']")


def test_what_is_too_wide_for_a_column_stands_across_with_its_heading() -> None:
    wide = Section("s2", t("Wide"), (replace(table(3), id="t-9"),), label="2")
    document = Document(
        ArticleMeta(title=t("T")), (p("Before."), Section("s1", t("One"), (wide, p("After."))))
    )
    article = Article("a", document)
    root = render_article(article, EDITION, "print").element
    set_in_columns(root, article)
    body = root.find("div[@class='body']")
    assert body is not None
    assert [child.get("class") or child.tag for child in body] == [
        "columns",
        "h2",
        "h3",
        "table-wrap across",
        "columns",
    ]
    assert not body.findall(".//section")
    assert {"s1", "s2", "t-9"} <= {node.get("id") for node in body.iter()}


def test_the_lines_of_a_title_are_of_like_length() -> None:
    root = html.fromstring(
        "<article><header><h1>Three Fates of the Hyphen at the End of the Line</h1></header></article>"
    )
    balance_title(root, look("journal"))
    style = root.xpath("string(header/h1/@style)")
    assert style and float(style.removeprefix("max-width: ").removesuffix("mm")) < 90
    short = html.fromstring("<article><header><h1>One Line</h1></header></article>")
    balance_title(short, look("journal"))
    assert not short.xpath("header/h1/@style")


@pytest.mark.parametrize("theme", ("journal", "magazine", "book"))
def test_a_cover_is_as_large_as_its_page(theme: str) -> None:
    svg = etree.fromstring(cover_svg(replace(EDITION, theme=theme), ["One title", "Another title"]))
    assert svg.get("viewBox") == f"0 0 {look(theme).width} {look(theme).height}"


@pytest.mark.parametrize("medium", ("web", "print", "epub"))
def test_an_article_has_labels_in_its_language(medium: str) -> None:
    meta = ArticleMeta(
        title=t("Der Bindestrich"),
        language="de",
        kind="book-review",
        abstract=(p("Kurz."),),
        keywords=("Satz",),
        history=History(received="2024-03-05"),
    )
    root = render_article(Article("a", Document(meta)), EDITION, medium).element  # type: ignore[arg-type]
    said = " ".join("".join(root.itertext()).split())
    for label in (
        "Zusammenfassung",
        "Schlüsselwörter",
        "Rezension",
        "Eingegangen 5. März 2024",
        "Zitierweise:",
    ):
        assert label in said
    for label in ("Abstract", "Keywords", "Received", "How to cite"):
        assert label not in said


def test_the_pages_around_articles_speak_the_language_of_the_issue() -> None:
    made = layout_edition((long_article(4),), replace(EDITION, language="de"))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        titles = {str(item.title) for item in pdf.open_outline().root}
    assert {"Inhalt", "Kolophon"} <= titles


def test_statements_are_known_by_their_headings_in_each_language() -> None:
    assert statement_of(Section("s", t("Podziękowania"), (p("Dziękuję."),))) == "acknowledgements"


def test_a_missing_character_is_told_with_its_place_and_by_the_status() -> None:
    document = Document(
        ArticleMeta(title=t("T")), (replace(p("Here 漢 stands."), origin=Span("a.txt", 30, 45)),)
    )
    draft, final = (
        find_missing_glyphs(("Here 漢 stands.",), "a", EditionMeta(status=status), document)[0]
        for status in ("draft", "final")
    )
    assert (draft.severity, final.severity) == (Severity.WARNING, Severity.ERROR)
    assert draft.span == Span("a.txt", 30, 45) and "fonts" in draft.hint


def test_polytonic_words_and_small_capitals_in_italics_are_real() -> None:
    body = (p("The word ἄνθρωπος stands."), p(Italic((SmallCaps(t("in italics")),))))
    made = write_pdf(Article("a", Document(ArticleMeta(title=t("T")), body)), EDITION)
    with pikepdf.open(io.BytesIO(made.files["article.pdf"])) as pdf:
        fonts = {str(f.BaseFont) for page in pdf.pages for f in page.Resources.Font.values()}
    assert any("Docforge-Book" in font for font in fonts), fonts
    page = html.fromstring(print_html(Article("a", Document(ArticleMeta(title=t("T")), body)), EDITION))
    assert page.xpath("//span[@class='polytonic']/text()") == ["ἄνθρωπος"]


def test_a_picture_in_the_colours_of_ink_becomes_one_of_the_screen() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (400, 300), (0, 200, 200, 0)).save(out, "JPEG")
    with Image.open(io.BytesIO(in_screen_colours(out.getvalue()))) as made:
        red, green, blue = made.tobytes()[:3]
    assert red > 200 and green < 120 and blue < 120
    figure = Figure("f", "Figure 1", t("Ink"), graphic="c.jpg", alt="red")
    article = Article("a", Document(ArticleMeta(title=t("T")), (figure,)), (("c.jpg", out.getvalue()),))
    assert b"DeviceCMYK" not in write_pdf(article, EDITION).files["article.pdf"]
