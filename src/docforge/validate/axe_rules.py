"""What findings of axe and Ace mean to an editor: in which part of the article, and what to do about it."""

from __future__ import annotations

import re

FAULT = "This is a fault of docforge's own pages: please report it with the article."
# Rules whose cause is in the editor's hands: the rule's name (axe or Ace) -> the remedy.
REMEDIES = {
    "image-alt": 'Write what the picture shows as alt="..." of the figure, or say that it is decorative.',
    "svg-img-alt": 'Write what the picture shows as alt="..." of the figure, or say that it is decorative.',
    "document-title": "Give the article a title (title in article.toml).",
    "empty-heading": "Write the heading's words, or take the empty heading out of article.md.",
    "heading-order": "Give the headings of article.md levels that follow each other (##, then ###).",
    "html-has-lang": 'Name the language: language = "en" in edition.toml or article.toml.',
    "html-lang-valid": "Correct language in edition.toml or article.toml: a BCP 47 tag such as en or de-AT.",
    "html-xml-lang-mismatch": "Correct language in edition.toml or article.toml.",
    "valid-lang": "Correct language in article.toml: a BCP 47 tag such as en or de-AT.",
    "link-name": "Give the link words in article.md.",
    "empty-table-header": "Write what the column holds into the table's head in article.md.",
    "th-has-data-cells": "Look at the table in article.md: its head has more than its body.",
    "td-headers-attr": "Look at the head of the table in article.md.",
    "metadata-accessibilitysummary": "Report this: docforge writes the summary itself.",
    "color-contrast": "The theme's colours lack contrast: choose another theme, or report it.",
    "link-in-text-block": "The theme does not set links off: choose another theme, or report it.",
}
# The id of an element says what it is: see exporters/html.py.
PARTS = (
    (re.compile(r"#ref-([\w.-]+)"), "the reference {0}"),
    (re.compile(r"#note-([\w.-]+)"), "the note {0}"),
    (re.compile(r"#noteref-([\w.-]+)"), "the mark of the note {0}"),
    (re.compile(r"#cite-([\w.-]+)"), "a citation of {0}"),
    (re.compile(r"#((?:fig|tbl|tab|eq)[\w.-]*)"), "{0}"),
)
AROUND = {
    "figure": "a figure",
    "img": "a picture",
    "table": "a table",
    "header": "the title block",
    "title-block": "the title block",
    "abstract": "the abstract",
    "references": "the reference list",
    "nav": "the navigation",
    "footer": "the foot of the page",
}


def remedy(rule: str) -> str:
    """What an editor can do about a broken rule; what is our own fault is called so."""
    return REMEDIES.get(rule, FAULT)


def part_of(selector: str) -> str:
    """In which part an element stands, from a CSS selector: "#ref-roe > a" -> "the reference roe"."""
    for pattern, said in PARTS:
        if found := pattern.search(selector):
            return said.format(*found.groups())
    return next((said for name, said in AROUND.items() if re.search(rf"\b{name}\b", selector)), "")
