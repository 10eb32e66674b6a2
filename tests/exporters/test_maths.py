"""Formulas: MathML on screens, outlines or text in print, TeX source where nothing else can be had."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pages_fixture import EDITION

from docforge.errors import MissingToolError
from docforge.exporters import mathml
from docforge.exporters.drawing import SVG, draw_formula
from docforge.exporters.epub import write_epub
from docforge.exporters.html import Rendered, render_article, write_html
from docforge.exporters.html_context import Medium
from docforge.exporters.mathml import to_mathml
from docforge.model.edition import Article
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import DispFormula, InlineFormula, Paragraph, Text
from docforge.pandoc import run_pandoc

MEDIA: tuple[Medium, ...] = ("web", "print", "epub")
# What stands in print: outlines, text, or TeX; display formulas are drawn whatever they are.
TABLE = (
    ("x", "text", "x"),
    ("x_1", "text", "x1"),
    ("p < .05", "text", "p\u2005<\u2005.05"),
    (r"E = mc^2", "text", "E\u2005=\u2005mc2"),
    (r"\alpha_{ij} \leq 10^{-3}", "text", "αij\u2005≤\u200510−3"),
    (r"x \in \mathrm{Re}", "text", "x\u2005∈\u2005Re"),
    ("x = -1", "text", "x\u2005=\u2005−1"),
    ("x_i^2", "drawn", ""),
    ("x^{2^n}", "drawn", ""),
    (r"\sum_{i=1}^n x_i", "drawn", ""),
    (r"\frac{1}{2}", "drawn", ""),
    (r"\sqrt[3]{1 + \overline{ab}}", "drawn", ""),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "drawn", ""),
    (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "drawn", ""),
    (r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{else} \end{cases}", "drawn", ""),
    (r"\frac{\text{数}}{2}", "tex", r"\frac{\text{数}}{2}"),
    (r"\unknown{x}", "tex", r"\unknown{x}"),
    (r"\frac{1}{2", "tex", r"\frac{1}{2"),
    ("x^", "tex", "x^"),
    ("}", "tex", "}"),
)


def article(tex: str, *, shown: bool = False, label: str = "") -> Article:
    block = DispFormula(tex, "eq", label) if shown else Paragraph((Text("So "), InlineFormula(tex)))
    return Article("one", Document(ArticleMeta(title=(Text("One"),)), (block,)))


def render(tex: str, medium: Medium, *, shown: bool = False) -> tuple[Rendered, etree._Element]:
    rendered = render_article(article(tex, shown=shown), EDITION, medium)
    made = rendered.element.find(".//{*}span[@class='formula']")
    assert made is not None
    return rendered, made


@pytest.mark.parametrize(("tex", "how", "words"), TABLE)
def test_a_formula_in_print(tex: str, how: str, words: str) -> None:
    rendered, made = render(tex, "print")
    assert made.get("data-tex") == tex
    assert (made.find(f"{{{SVG}}}svg") is not None) == (how == "drawn")
    assert "".join(str(part) for part in made.itertext()) == words
    assert [d.code for d in rendered.diagnostics] == ["not-rendered"] * (how == "tex")


@pytest.mark.parametrize("medium", ["web", "epub"])
@pytest.mark.parametrize(("tex", "how", "words"), TABLE)
def test_a_formula_on_a_screen(tex: str, how: str, words: str, medium: Medium) -> None:
    rendered, made = render(tex, medium)
    readable = how != "tex" or "数" in tex
    math = made.find("{*}math")
    assert (math is not None) == readable
    assert [d.code for d in rendered.diagnostics] == ["not-rendered"] * (not readable)
    if math is None:
        assert "".join(str(part) for part in made.itertext()) == words
    else:
        assert (math.get("alttext"), math.get("display")) == (tex, "inline")
        assert math.tag == ("math" if medium == "web" else f"{{{mathml.MATHML}}}math")


def test_a_displayed_formula_is_drawn_and_keeps_its_number() -> None:
    rendered = render_article(article("x", shown=True, label="(1)"), EDITION, "print")
    made = rendered.element.find(".//div[@class='disp-formula numbered']")
    assert made is not None and made.find(f".//{{{SVG}}}svg") is not None
    assert made.findtext("span[@class='formula-label']") == "(1)"
    _, web = render("x", "web", shown=True)
    assert web.find("math[@display='block']") is not None


def test_html_has_math_elements_without_prefix() -> None:
    data = write_html(article(r"\frac{1}{2}"), EDITION).files["article.html"].decode()
    assert '<math display="inline" alttext="\\frac{1}{2}"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>' in data


def test_an_accent_is_no_character_that_joins_a_tag() -> None:
    _, made = render(r"\hat{x} + \vec{y}", "web")
    assert [sign.text for sign in made.iter("mo")] == ["^", "+", "→"]


def test_an_inline_formula_does_not_part_the_lines_and_a_displayed_one_may() -> None:
    styles = []
    for shown in (False, True):
        _, made = render(r"\frac{1}{2}", "print", shown=shown)
        (svg,) = made.iter(f"{{{SVG}}}svg")
        styles.append(svg.get("style", ""))
    assert "margin: -0.0" in styles[0] or "margin: -0.1" in styles[0]
    assert styles[1].endswith("margin: 0em 0 0em")


def test_without_pandoc_formulas_are_text_or_tex_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise MissingToolError("no pandoc", "")

    monkeypatch.setattr(mathml, "run_pandoc", missing)
    for tex, words in ((r"a \div b^7", "a\u2009÷\u2009b7"), (r"\frac{7}{8}", r"\frac{7}{8}")):
        rendered, made = render(tex, "web")
        assert "".join(str(part) for part in made.itertext()) == words
        assert [d.code for d in rendered.diagnostics] == ["not-rendered"]


def test_no_formula_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mathml, "run_pandoc", None)
    plain = Article("one", Document(ArticleMeta(title=(Text("One"),)), (Paragraph((Text("Words."),)),)))
    for medium in MEDIA:
        render_article(plain, EDITION, medium)
    render("x_1", "print")


def test_all_formats_share_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[bytes] = []

    def counted(options: Sequence[str], data: bytes, seconds: float) -> CompletedProcess[bytes]:
        runs.append(data)
        return run_pandoc(options, data, seconds)

    monkeypatch.setattr(mathml, "run_pandoc", counted)
    for medium in MEDIA:
        render(r"\frac{11}{13} + \unknown", medium)
    assert len(runs) == 1


def test_a_formula_that_cannot_be_read_takes_no_other_with_it() -> None:
    deep = r"\sqrt{" * 300 + "x" + "}" * 300
    odd = (r"\unknown", deep, "a\x00\ud800b", "<p></p>", r"\text{</p><p>}", "{" * 300 + "}" * 300)
    found = to_mathml([*((tex, False) for tex in odd), (r"\frac{1}{3}", False)])
    assert (r"\frac{1}{3}", False) in found


def test_an_epub_says_where_mathml_is() -> None:
    for tex, there in ((r"\frac{1}{2}", True), (r"\unknown{x}", False)):
        package = epub_package(article(tex))
        assert ('properties="mathml"' in package) == there
        assert (">MathML<" in package) == there


def epub_package(one: Article) -> str:
    (data,) = write_epub((one,), EDITION).files.values()
    return zipfile.ZipFile(BytesIO(data)).read("EPUB/package.opf").decode()


def test_the_same_drawing_twice() -> None:
    math = to_mathml([(r"\sum_{i=1}^{n} \frac{a_i}{b}", True)])
    one, two = (draw_formula(next(iter(math.values()))) for _ in range(2))
    assert one is not None and two is not None
    assert etree.tostring(one) == etree.tostring(two)
    assert "id" not in {name for node in one.iter() for name in node.attrib}


PIECES = st.sampled_from(
    r"""
    \frac \sqrt \sum \left( \right) \begin{matrix} \end{matrix} \\ & { } ^ _ x 1 + = \text{a} \hat \overline
    \mathbf \binom \, \int \limits \prime ' \begin{cases} \end{cases} \overbrace \phantom \not
    \color{red} 数 $ \( % #
    """.split()
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(PIECES, min_size=1, max_size=9).map(" ".join) | st.text(max_size=20), max_size=8),
    st.booleans(),
)
def test_no_formula_raises(formulas: list[str], shown: bool) -> None:
    blocks = [DispFormula(tex) if shown else Paragraph((InlineFormula(tex),)) for tex in formulas]
    odd = Article("one", Document(ArticleMeta(title=(Text("One"),)), tuple(blocks)))
    for medium in MEDIA:
        root = render_article(odd, EDITION, medium).element
        assert len(root.findall(".//{*}span[@class='formula']")) == len(formulas)
