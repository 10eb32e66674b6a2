"""TeX -> Presentation MathML 3, by pandoc's own converter, all formulas of an article in one run.

https://www.w3.org/TR/MathML3/chapter3.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from subprocess import TimeoutExpired

from lxml import etree

from docforge.errors import MissingToolError
from docforge.exporters.html_context import FORBIDDEN_RE, Formula
from docforge.model.meta import Document
from docforge.model.nodes import DispFormula, InlineFormula
from docforge.model.walk import document_blocks, document_inlines
from docforge.pandoc import run_pandoc

MATHML = "http://www.w3.org/1998/Math/MathML"
SECONDS = 60
OPTIONS = ("-f", "json", "-t", "html5", "--mathml", "--wrap=none", "--quiet")
PARAGRAPH_RE = re.compile(rb"<p>.*?</p>", re.DOTALL)
# A formula longer than this is none that anybody wrote.
LONGEST = 10_000


class _UnreadError(Exception):
    """Pandoc gave no answer; not kept."""


def document_mathml(document: Document) -> Mapping[Formula, etree._Element]:
    """MathML of the formulas of a document."""
    found: dict[Formula, None] = {}
    for node in document_inlines(document):
        if isinstance(node, InlineFormula):
            found[node.tex, False] = None
    for block in document_blocks(document):
        if isinstance(block, DispFormula):
            found[block.tex, True] = None
    return to_mathml(found)


def to_mathml(formulas: Iterable[Formula]) -> Mapping[Formula, etree._Element]:
    """MathML of those formulas that pandoc can read; none of them where pandoc is missing.

    What is given out is shared by all who ask for the same formulas: copy it before you change it.
    """
    wanted = tuple((tex, shown) for tex, shown in formulas if tex.strip() and len(tex) <= LONGEST)
    try:
        return _converted(wanted) if wanted else {}
    except (_UnreadError, MissingToolError, TimeoutExpired):
        return {}


@lru_cache(maxsize=8)
def _converted(wanted: tuple[Formula, ...]) -> Mapping[Formula, etree._Element]:
    """One run of pandoc: each format of an article asks for the same formulas."""
    blocks = [
        {
            "t": "Para",
            "c": [
                {
                    "t": "Math",
                    "c": [{"t": "DisplayMath" if shown else "InlineMath"}, FORBIDDEN_RE.sub("", tex)],
                }
            ],
        }
        for tex, shown in wanted
    ]
    ast = json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks})
    done = run_pandoc(OPTIONS, ast.encode(), SECONDS)
    paragraphs = PARAGRAPH_RE.findall(done.stdout)
    if done.returncode or len(paragraphs) != len(wanted):
        raise _UnreadError
    read = zip(wanted, map(_math, paragraphs), strict=True)
    return {formula: math for formula, math in read if math is not None}


def _math(paragraph: bytes) -> etree._Element | None:
    """The formula in a paragraph; None where it stands as TeX, or is nested deeper than libxml2 goes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    try:
        math = etree.fromstring(paragraph, parser).find(f".//{{{MATHML}}}math")
    except etree.XMLSyntaxError:
        return None
    return None if math is None else _presentation(math)


def _presentation(math: etree._Element) -> etree._Element:
    """The formula without its TeX beside it (which stands in the document anyway)."""
    made = etree.Element(f"{{{MATHML}}}math", nsmap={"mml": MATHML})
    if display := math.get("display"):
        made.set("display", display)
    semantics = math.find(f"{{{MATHML}}}semantics")
    holder = math if semantics is None else semantics
    for child in list(holder):
        if child.tag != f"{{{MATHML}}}annotation":
            made.append(child)
    etree.cleanup_namespaces(made, top_nsmap={"mml": MATHML}, keep_ns_prefixes=["mml"])
    return made
