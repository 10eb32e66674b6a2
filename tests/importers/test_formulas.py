"""Formulas shown as their TeX source: what is one, and what only looks so."""

from __future__ import annotations

import pytest

from docforge.importers.formulas import find_formulas
from docforge.importers.read import Hints, read_copy
from docforge.model.nodes import InlineFormula, Paragraph
from docforge.model.source import Kind, SourceText

COMMANDS = "Of \\alpha, \\beta, \\gamma, \\delta and \\sigma we know.\n\n"


def found(text: str, kind: Kind = "web") -> list[str]:
    return [text[f.tex_start : f.tex_end] for f in find_formulas(text, kind)]


def bare(text: str) -> list[str]:
    return found(COMMANDS + text)[5:]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The sheet \\(s_k\\) has \\(4\\) sides (of \\(f_{k}\\)).", ["s_k", "4", "f_{k}"]),
        ("The stride is \\\n(k_0\\), as said.", ["k_0"]),
        ("We fold \\[ a = b + c \\] once.", ["a = b + c"]),
        (
            "\\(s\\)\n\n\\begin{equation} a = b,\n\\label{eq:a} \\end{equation}",
            ["s", "\\begin{equation} a = b,\n\\label{eq:a} \\end{equation}"],
        ),
        ("A sheet of $64$ by $n_k$ folds $\\alpha$ times.", ["64", "n_k", "\\alpha"]),
    ],
)
def test_delimited(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 here and $6 there; in all $5-$6, or $5,000.",
        "The citation \\[12\\] and \\[3, 4\\] are escaped.",
        "A path C:\\(temp is open.",
        "We open \\(a\n\nin one part and close \\) in another.",
        "The directory C:\\text and \\text again.",
    ],
)
def test_no_formula(text: str) -> None:
    assert found(text) == []


def test_escaped_brackets_of_markdown_are_no_formulas() -> None:
    assert found("The firm \\(a = 1\\) is \\(\\alpha\\).", "ocr-markdown") == ["\\alpha"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The mean \\mu and the fold \\sigma(x), as said.", ["\\mu", "\\sigma(x)"]),
        ("We see x_{t+1} = argmax_x P(f(x) \\leq (f(x^+))).", ["x_{t+1} = argmax_x P(f(x) \\leq (f(x^+)))"]),
        ("The value f(x) is near x = 5. We go on.", ["f(x)", "x = 5"]),
        ("A fold (plus an \\epsilon) is wide.", ["\\epsilon"]),
        ("At the t + 1^{th} step.", ["t + 1^{th}"]),
        ("A fold \\Sigma(X) of X, and of no Z.", ["\\Sigma(X)", "X"]),
        (
            "\\begin{cases} 0, & \\text{if}\\ x > 0 \\\\ 1, & y \\end{cases}",
            ["\\begin{cases} 0, & \\text{if}\\ x > 0 \\\\ 1, & y \\end{cases}"],
        ),
    ],
)
def test_bare(text: str, formulas: list[str]) -> None:
    assert bare(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/a_b/x_1 and 10.1000/x_1 of batch_size and x_train.",
        "A fold of \\eqref{eq:a_b} is a fold.",
        "Gask, P., Silva, B. and Novak, T., 2017. Pp. 12-14, Vol 3(2).",
        "i) it folds; ii) it cuts.",
        "A pair of (1, 2) and [3, 4], 5-6.",
    ],
)
def test_bare_leaves_alone(text: str) -> None:
    assert bare(text) == []


def test_few_commands_are_no_tex() -> None:
    assert found("The file \\alpha of x_1 and f(x).") == []


def test_a_formula_keeps_its_signs_and_loses_its_delimiters() -> None:
    source = SourceText.of("The fold\n\nThe sheet \\(s^*_k\\) is *wide* here, and \\({a}\\)* too.\n")
    reading = read_copy(source, Hints())
    assert reading.conservation.holds
    formulas = [
        node.tex
        for block in reading.document.body
        if isinstance(block, Paragraph)
        for node in block.content
        if isinstance(node, InlineFormula)
    ]
    assert formulas == ["s^*_k", "{a}"]
