"""Names of files and of things in programs ("data_2024.csv") as print shows them: divided without a hyphen.

A hyphen at the end of a line would be read as one of the name.
"""

from __future__ import annotations

import re

from docforge.exporters.html_context import Element, element

_NAME_RE = re.compile(r"[^\s_]*\w_\w\S*")
# Where nothing is hyphenated anyway, or nothing is text.
_KEPT = frozenset({"a", "code", "pre", "svg", "math", "title"})
_KEPT_CLASS = "url"


def keep_names(article: Element) -> None:
    """Set names with an underscore as addresses are set: divided where they must be, and never hyphenated."""
    for node in [n for n in article.iter() if isinstance(n.tag, str)]:
        parent = node.getparent()
        if parent is not None and "_" in (node.tail or "") and not _is_kept(parent):
            node.tail = _part(parent, parent.index(node) + 1, node.tail or "")
        if "_" in (node.text or "") and not _is_kept(node):
            node.text = _part(node, 0, node.text or "")


def _is_kept(node: Element) -> bool:
    return any(n.tag in _KEPT or n.get("class") == _KEPT_CLASS for n in (node, *node.iterancestors()))


def _part(parent: Element, at: int, text: str) -> str:
    """Put the names of ``text`` into ``parent`` as elements from ``at`` on; what stands before the first."""
    found = list(_NAME_RE.finditer(text))
    if not found:
        return text
    for number, match in enumerate(found):
        made = element("span", _KEPT_CLASS)
        made.text = match[0]
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        made.tail = text[match.end() : end]
        parent.insert(at + number, made)
    return text[: found[0].start()]
