"""TeX -> Presentation MathML 3, by pandoc's own converter, all formulas of an article in one run.

https://www.w3.org/TR/MathML3/chapter3.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from subprocess import TimeoutExpired

from lxml import etree

from docforge.errors import MissingToolError
from docforge.model.meta import Document
from docforge.model.nodes import DispFormula, InlineFormula
from docforge.model.walk import document_blocks, document_inlines
from docforge.pandoc import run_pandoc

MATHML = "http://www.w3.org/1998/Math/MathML"
SECONDS = 60
OPTIONS = ("-f", "json", "-t", "html5", "--mathml")
# TeX, and whether it is displayed.
Formula = tuple[str, bool]


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


def to_mathml(formulas: Iterable[Formula]) -> dict[Formula, etree._Element]:
    """MathML of those formulas that pandoc can read; none of them where pandoc is missing."""
    wanted = [(tex, shown) for tex, shown in formulas if tex.strip()]
    if not wanted:
        return {}
    blocks = [
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath" if shown else "InlineMath"}, tex]}]}
        for tex, shown in wanted
    ]
    ast = json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks})
    try:
        done = run_pandoc(
            ["-f", "json", "-t", "html5", "--mathml", "--wrap=none", "--quiet"], ast.encode(), SECONDS
        )
    except (MissingToolError, TimeoutExpired):
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    try:
        root = etree.fromstring(b"<all>" + done.stdout + b"</all>", parser)
    except etree.XMLSyntaxError:
        return {}
    if done.returncode or len(root) != len(wanted):
        return {}
    found = {}
    for formula, paragraph in zip(wanted, root, strict=True):
        math = paragraph.find(f".//{{{MATHML}}}math")
        if math is not None:
            found[formula] = _presentation(math)
    return found


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
