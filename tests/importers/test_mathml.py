# ruff: noqa: E501 (tables of samples)
"""MathML in sources: the TeX that it tells of itself is the formula; without any its signs stay text."""

from __future__ import annotations

import pytest

from docforge.importers.jats.document import read_jats
from docforge.importers.read import Hints, read_copy
from docforge.model.nodes import DispFormula, InlineFormula
from docforge.model.source import SourceText
from docforge.model.text import inline_text
from docforge.model.walk import block_inlines, document_blocks, document_inlines

NOTE = '<annotation encoding="application/x-tex">{}</annotation>'
HALF = f"<math><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac>{NOTE}</semantics></math>"
KATEX = '<span class="katex">{}<span class="katex-html" aria-hidden="true"><i>a</i>b</span></span>'
WIKI = (
    '<span><span class="mwe-math-mathml-inline" style="display: none;">{}</span>'
    '<img src="x.svg" class="mwe-math-fallback-image-inline" aria-hidden="true" alt="x"></span>'
)
PAGE = """<!DOCTYPE html><html><head><title>On means</title></head><body><article><h1>On means</h1>
<p>The mean of the sample is written as {} in this text, which goes on for some words more.</p>
<p>Another paragraph of the page follows, which is long enough to be one and says more.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("told", "tex"),
    [
        (HALF.format(r"\frac{a}{b}"), r"\frac{a}{b}"),
        (HALF.format(r"{\displaystyle \frac{a}{b} &lt; 1}"), r"\frac{a}{b} < 1"),
        (r'<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>', "x^2"),
        (KATEX.format(HALF.format(r"\frac{a}{b}")), r"\frac{a}{b}"),
        (WIKI.format(HALF.format(r"{\displaystyle a/b}")), "a/b"),
    ],
)
def test_a_page_tells_its_formula_in_tex(told: str, tex: str) -> None:
    reading = read_copy(SourceText.of(PAGE.format(told), "a.html", "html"), Hints())
    assert reading.conservation.holds
    assert [n.tex for n in document_inlines(reading.document) if isinstance(n, InlineFormula)] == [tex]
    first = next(c for b in document_blocks(reading.document) for c in block_inlines(b) if c)
    assert inline_text(first).endswith(
        "is written as " + tex + " in this text, which goes on for some words more."
    )


@pytest.mark.parametrize("math", ["<math><mi>y</mi></math>", '<math alttext="as one sees"><mi>y</mi></math>'])
def test_without_tex_its_signs_are_text(math: str) -> None:
    reading = read_copy(SourceText.of(PAGE.format(math), "a.html", "html"), Hints())
    assert reading.conservation.holds
    assert not [n for n in document_inlines(reading.document) if isinstance(n, InlineFormula)]
    assert "is written as y in this text" in " ".join(
        inline_text(c) for b in document_blocks(reading.document) for c in block_inlines(b)
    )


def test_jats_without_tex_beside_its_mathml() -> None:
    space = 'xmlns:m="http://www.w3.org/1998/Math/MathML"'
    data = f"""<article {space}><front><article-meta>
      <title-group><article-title>T</article-title></title-group>
      </article-meta></front><body><p>So <inline-formula><m:math alttext="x^2"><m:msup>
      <m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math></inline-formula> is.</p>
      <disp-formula id="e"><label>(1)</label><m:math>
      <m:semantics><m:mi>y</m:mi>
      <m:annotation encoding="application/x-tex">\\bar{{y}}</m:annotation></m:semantics></m:math>
      </disp-formula></body></article>"""
    document = read_jats(data.encode(), "a.xml").document
    assert [n.tex for n in document_inlines(document) if isinstance(n, InlineFormula)] == ["x^2"]
    assert [(b.tex, b.label) for b in document_blocks(document) if isinstance(b, DispFormula)] == [
        (r"\bar{y}", "(1)")
    ]


MATHML = "http://www.w3.org/1998/Math/MathML"


@pytest.mark.parametrize(
    ("math", "tex"),
    [
        ("<mfrac><mi>a</mi><mn>2</mn></mfrac>", r"\frac{a}{2}"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>α</mi><mi>i</mi></msub>", r"x^{2}+\alpha_{i}"),
        ("<msqrt><mi>x</mi><mo>−</mo><mn>1</mn></msqrt>", r"\sqrt{x-1}"),
        ("<mrow><mi>sin</mi><mi>x</mi><mo>≤</mo><mi>y</mi></mrow>", r"\sin x\leq y"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>x</mi>", r"\sum_{i}^{n}x"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\bar{x}"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
        ("<mtext>if </mtext><mi>Re</mi><mo>></mo><mn>0.5</mn>", r"\text{if }\mathrm{Re}>0.5"),
        ('<mi mathvariant="bold">v</mi>', r"\mathbf{v}"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>", r"\begin{matrix}1 & 0\end{matrix}"),
    ],
)  # fmt: skip
def test_mathml_alone_becomes_tex(math: str, tex: str) -> None:
    math = math.replace("<mo>></mo>", "<mo>&gt;</mo>")
    data = f"""<article><front><article-meta><title-group><article-title>T</article-title></title-group>
      </article-meta></front><body><p>So <inline-formula><math xmlns="{MATHML}">{math}</math></inline-formula>
      is.</p></body></article>"""
    reading = read_jats(data.encode(), "a.xml")
    assert reading.conservation.holds
    assert [n.tex for n in document_inlines(reading.document) if isinstance(n, InlineFormula)] == [tex]


def test_mathml_beyond_stays_as_its_signs() -> None:
    data = f"""<article><front><article-meta><title-group><article-title>T</article-title></title-group>
      </article-meta></front><body><p>So <inline-formula><math xmlns="{MATHML}"><mlongdiv><mn>3</mn><mn>12</mn>
      </mlongdiv></math></inline-formula> is.</p></body></article>"""
    reading = read_jats(data.encode(), "a.xml")
    assert reading.conservation.holds
    assert not [n for n in document_inlines(reading.document) if isinstance(n, InlineFormula)]
    assert "jats-reduced" in {d.code for d in reading.diagnostics}
