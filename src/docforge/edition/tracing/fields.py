"""Which fact of the front matter, of article.toml or of edition.toml a part of a written file was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Field:
    """``front`` is a key of the front matter of article.md, the others are paths in the TOML files."""

    front: str = ""
    article: str = ""
    edition: str = ""


TITLE = Field("title", "title")
AUTHORS = Field("author", "authors[0]")
PLACES = Field("affiliations", "authors[0].affiliation")
RIGHTS = Field("permission", "licence")
LANGUAGE = Field("lang", "language", "edition.language")
FIELDS = {
    "article-title": TITLE,
    "h1": TITLE,
    "subtitle": Field("subtitle", "subtitle"),
    "standfirst": Field("standfirst", "standfirst"),
    "abstract": Field("abstract", "abstract"),
    "kwd-group": Field("keywords", "keywords"),
    "keywords": Field("keywords", "keywords"),
    "contrib-group": AUTHORS,
    "authors": AUTHORS,
    "aff": PLACES,
    "affiliations": PLACES,
    "permissions": RIGHTS,
    "rights": RIGHTS,
    "article-id": Field("doi", "doi"),
    "history": Field("history", "dates"),
    "alt-title": Field("running-title", "running_title"),
    "trans-title-group": Field("translations", "translations"),
    "trans-abstract": Field("translations", "translations"),
    "translation": Field("translations", "translations"),
    "related-article": Field("original", "original"),
    "related-object": Field("original", "original"),
    "article-categories": Field("section", "section"),
    "product": Field("products", "products[0]"),
    "issn": Field("", "", "journal.issn_electronic"),
    "journal-id": Field("", "", "journal.abbreviation"),
    "journal-title-group": Field("", "", "journal.title"),
    "publisher": Field("", "", "journal.publisher"),
    "pub-date": Field("", "", "edition.date"),
    "volume": Field("", "", "edition.volume"),
    "issue": Field("", "", "edition.issue"),
    "issue-title": Field("", "", "edition.title"),
    f"{DUBLIN_CORE}title": TITLE,
    f"{DUBLIN_CORE}creator": AUTHORS,
    f"{DUBLIN_CORE}language": LANGUAGE,
    f"{DUBLIN_CORE}description": Field("abstract", "abstract", "edition.description"),
    f"{DUBLIN_CORE}rights": RIGHTS,
    f"{DUBLIN_CORE}publisher": Field("", "", "journal.publisher"),
    f"{DUBLIN_CORE}date": Field("", "", "edition.date"),
    f"{DUBLIN_CORE}identifier": Field("doi", "doi", "edition.identifier"),
}
# A field that a finding or its remedy names, where it is of the article as a whole.
NAMED = (
    (re.compile(r"\blang(?:uage)?\b"), LANGUAGE),
    (re.compile(r"\blicence\b"), RIGHTS),
    (re.compile(r"\btitle\b"), TITLE),
    (re.compile(r"\bauthors\b"), AUTHORS),
    (re.compile(r"\baffiliations?\b"), PLACES),
    (re.compile(r"\babstract\b"), FIELDS["abstract"]),
    (re.compile(r"\bkeywords\b"), FIELDS["keywords"]),
    (re.compile(r"\bISSN\b|\bissn_\w+"), FIELDS["issn"]),
    (re.compile(r"\bkind\b"), Field("kind", "kind")),
)
# Parts that stand for the whole article: what they lack is told by the remedy.
WHOLE = frozenset(
    "html head body article front article-meta journal-meta package metadata title-group".split()
)


def field_of(element: etree._Element, said: str) -> Field | None:
    """The fact that an element shows; for the article as a whole, the one that the finding names."""
    if not isinstance(element.tag, str):
        return None
    if element.tag.rpartition("}")[2] in WHOLE:
        return next((field for pattern, field in NAMED if pattern.search(said)), None)
    for part in (element, *element.iterancestors()):
        if part.tag == "ref" or part.get("class") == "references":
            return None
        for name in (str(part.tag), *(part.get("class") or "").split()):
            if name in FIELDS:
                return FIELDS[name]
    return None
