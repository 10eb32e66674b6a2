"""JATS 1.3 Publishing (ANSI/NISO Z39.96-2021), split as the standard is: front, body, back.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.diagnostics import Severity
from docforge.exporters.base import Exported
from docforge.exporters.jats.back import put_back
from docforge.exporters.jats.body import put_blocks
from docforge.exporters.jats.front import put_front
from docforge.exporters.jats.pages import put_original_pages
from docforge.exporters.jats.rights import ALI
from docforge.exporters.jats.scope import LANG, LANGUAGE_RE, XLINK, Scope, new_scope
from docforge.exporters.mathml import MATHML
from docforge.model.edition import Article, EditionMeta
from docforge.validate.dtd import JATS

# What tells the reader of JATS that the marks in a file are ours.
MADE_BY = "docforge"
KIND_RE = re.compile(r"[a-z]+(-[a-z]+)*")

# Elements that hold elements only: a line break between their children changes nothing.
SPACED = frozenset(
    """
    article front journal-meta journal-title-group publisher article-meta article-categories subj-group
    title-group contrib-group contrib name author-notes pub-date history date permissions license abstract
    kwd-group counts bio body sec list list-item disp-quote verse-group fig table-wrap table thead tbody tr
    table-wrap-foot caption back ack fn-group fn ref-list ref citation-alternatives element-citation
    """.split()
)


def write_jats(article: Article, edition: EditionMeta) -> Exported:
    """Write ``article.xml``.

    In: the article, and the edition that gives journal, date, volume and pages. Out: one file, valid against
    the JATS Publishing 1.3 DTD. Diagnostics: ``not-rendered`` for what JATS cannot hold, ``link-broken`` for
    a link without target (its text is kept), ``figure-missing`` for a figure without its image.
    """
    document = article.document
    scope = new_scope(document, (name for name, _ in article.assets))
    root = etree.Element("article", nsmap={"xlink": XLINK, "ali": ALI, "mml": MATHML})
    root.set(
        "article-type", document.meta.kind if KIND_RE.fullmatch(document.meta.kind) else "research-article"
    )
    root.set("dtd-version", "1.3")
    root.set("specific-use", MADE_BY)
    if LANGUAGE_RE.fullmatch(document.meta.language):
        root.set(LANG, document.meta.language)
    body = etree.Element("body")
    put_blocks(body, document.body, scope)
    put_original_pages(body, document.meta.original_pages)
    put_back(root, document, scope)
    put_front(root, article, edition, scope)
    # The front counts what body and back hold, so it is written last and set first.
    root.insert(0, root[-1])
    if len(body):
        root.insert(1, body)
    _report(scope)
    _space(root, 0)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink"])
    doctype = f'<!DOCTYPE article PUBLIC "{JATS.public_id}" "{JATS.system_id}">'
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype)
    return Exported({"article.xml": data + b"\n"}, tuple(dict.fromkeys(scope.found)))


def _report(scope: Scope) -> None:
    if scope.unbroken:
        scope.lose(
            f"{scope.unbroken} line breaks inside paragraphs are written as spaces: JATS has none there",
            severity=Severity.INFO,
        )
    if scope.uncoded:
        scope.lose(f"{scope.uncoded} control characters were left out: XML cannot hold them")


def _space(element: etree._Element, depth: int) -> None:
    """Put each child of an element-only element on a line of its own."""
    if element.tag not in SPACED or not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        child.tail = "\n" + " " * (depth + 1)
        _space(child, depth + 1)
    element[-1].tail = "\n" + " " * depth
