"""Where in an article an element of its JATS stands, in words that its editor can look for in article.md."""

from __future__ import annotations

from lxml import etree

LONGEST = 60
# Of these the words are those of the whole article.
WHOLE = frozenset("article front article-meta journal-meta issn body back ref-list title-group".split())


def near(element: etree._Element) -> str:
    """The first words of the smallest part around an element that has some; "" for the article as a whole."""
    for part in (element, *element.iterancestors()):
        if part.tag in WHOLE:
            return ""
        words = " ".join(" ".join(str(text) for text in part.itertext(etree.Element)).split())
        if len(words) > 3:
            return f" Near: “{words[:LONGEST].strip()}{'…' if len(words) > LONGEST else ''}”."
    return ""
