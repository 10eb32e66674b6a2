"""From model to files: the words of a written file against the model's words.

HTML, EPUB, JATS and DOCX are compared both ways, article by article: words that are lost, and words that are
there too often. What a format adds by itself ("Abstract", "Notes", note marks, the small print of the title
block) is left out, and so are formulas, whose signs are no words, and e-mail addresses, which are printed or
not.

A PDF is compared as it was laid out, with all that print adds to an article: see ``print_check``.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import DocforgeError
from docforge.model.edition import Article
from docforge.model.labels import labels_of
from docforge.model.meta import Document, Reference
from docforge.model.nodes import (
    DispFormula,
    Inline,
    InlineFormula,
    Inlines,
    Text,
    Wrap,
)
from docforge.model.text import block_strings, further_strings, inline_text, translated_strings, words
from docforge.model.walk import document_blocks, map_document
from docforge.validate.base import Checked
from docforge.validate.docx_words import docx_text

CHECKER = "words of the file"
VERSION = "2"
SHOWN = 25
PAGE_RE = re.compile(r"EPUB/text/\d{3,}-.*\.xhtml")

HTML_INLINE = frozenset("a b bdi cite code em i s small span strong sub sup u".split())
JATS_INLINE = frozenset(
    """
    italic bold underline strike sc sup sub monospace ext-link xref named-content styled-content
    inline-formula styled-content institution institution-wrap country
    """.split()
)
# What the HTML rendering adds, by class: see exporters/html_*.py.
HTML_ADDED = frozenset(
    """
    status kind details correspondence orcid mark note-label backlink placeholder missing formula rights
    """.split()
)
JATS_ADDED = frozenset(
    """
    journal-meta article-id article-version article-categories alt-title contrib-id email pub-date
    pub-date-not-available
    volume issue issue-title fpage lpage history permissions related-article related-object counts
    element-citation alt-text inline-formula tex-math math institution-id funding-group self-uri
    """.split()
)


def check_words(
    articles: Sequence[Article],
    data: bytes,
    file: str,
    printed_as: Callable[[Article, str], Any] | None = None,
) -> Checked:
    """Compare one written file with the articles it was written from; the suffix of ``file`` says what it is.

    Out: one ``words-differ`` error an article whose words differ. Not run for other suffixes, and for a PDF
    when ``pdftotext`` is not installed. Words too many in a PDF, ``words-doubled``, are looked for when it is
    given how an article is printed from its first page on.
    """
    suffix = PurePosixPath(file).suffix.lower()
    if suffix == ".pdf":
        return _check_pdf(articles, data, file, printed_as)
    readers: dict[str, Callable[[bytes], list[str]]] = {
        ".html": lambda d: [html_text(lxml_html.document_fromstring(d))],
        ".xml": lambda d: [jats_text(_parse(d))],
        ".epub": _epub_texts,
        ".docx": lambda d: [docx_text(d)],
    }
    if suffix not in readers:
        return Checked(CHECKER, VERSION, file, False, f"There is no comparison for {suffix or 'such files'}.")
    texts = readers[suffix](data)
    if len(texts) != len(articles):
        told = f"{file} holds {len(texts)} articles; {len(articles)} were written."
        return Checked(CHECKER, VERSION, file, True, diagnostics=(_differ(told, file),))
    found = []
    for article, text in zip(articles, texts, strict=True):
        expected = expected_words(article.document)
        heads_list = suffix in (".html", ".epub") and article.document.references
        if heads_list and not article.document.references_title:
            expected.update(words(labels_of(article.document.meta.language)["references"]))
        lost, added = compare(expected, Counter(words(text)))
        if lost or added:
            found.append(_differ(_say(article.id, lost, added), file))
    return Checked(CHECKER, VERSION, file, True, diagnostics=tuple(found))


def compare(expected: Counter[str], there: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Words lost, and words there too often."""
    return expected - there, there - expected


def _say(name: str, lost: Counter[str], added: Counter[str]) -> str:
    parts = [f"{what}: {_listed(which)}" for what, which in (("lost", lost), ("too many", added)) if which]
    return f"{name}: " + "; ".join(parts)


def _listed(found: Counter[str]) -> str:
    shown = [f"{word!r}" + (f" ({n})" if n > 1 else "") for word, n in sorted(found.items())[:SHOWN]]
    more = len(found) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _differ(message: str, file: str) -> Diagnostic:
    return diagnostic("words-differ", message, where=file)


# ---------------------------------------------------------------- the model's side


def expected_words(document: Document) -> Counter[str]:
    """The words that every format must show, without formulas and e-mail addresses."""
    found: Counter[str] = Counter()
    for string in _strings(_without_formulas(document)):
        found.update(words(string))
    for block in document_blocks(document):
        if isinstance(block, DispFormula):
            found.subtract(words(block.tex))
    return +found


def _strings(document: Document) -> Iterator[str]:
    meta = document.meta
    yield from (inline_text(content) for content in (meta.title, meta.subtitle, meta.standfirst))
    for person in meta.contributors:
        yield from (person.name, inline_text(person.biography), person.note, *person.roles)
    yield from (affiliation.text for affiliation in meta.affiliations)
    yield from (inline_text(paragraph.content) for paragraph in meta.abstract)
    yield from meta.keywords
    yield from further_strings(meta)
    yield from translated_strings(meta)
    for block in (*document.body, *(b for note in document.notes for b in note.blocks), *document.back):
        yield from block_strings(block)
    yield inline_text(document.references_title)
    for reference in document.references:
        printed = inline_text(reference.content) if reference.content else reference.raw
        yield f"{reference.label} {printed}"


def _without_formulas(document: Document) -> Document:
    meta = document.meta
    front = replace(
        meta,
        title=_plain(meta.title),
        subtitle=_plain(meta.subtitle),
        standfirst=_plain(meta.standfirst),
        abstract=tuple(replace(p, content=_plain(p.content)) for p in meta.abstract),
        translations=tuple(
            replace(
                other,
                title=_plain(other.title),
                subtitle=_plain(other.subtitle),
                abstract=tuple(replace(p, content=_plain(p.content)) for p in other.abstract),
            )
            for other in meta.translations
        ),
        abstracts=tuple(
            replace(
                further,
                title=_plain(further.title),
                paragraphs=tuple(replace(p, content=_plain(p.content)) for p in further.paragraphs),
            )
            for further in meta.abstracts
        ),
        products=tuple(replace(product, content=_plain(product.content)) for product in meta.products),
        contributors=tuple(replace(p, biography=_plain(p.biography)) for p in meta.contributors),
    )
    return replace(
        map_document(document, _plain),
        meta=front,
        references=tuple(_plain_entry(reference) for reference in document.references),
        references_title=_plain(document.references_title),
    )


def _plain_entry(reference: Reference) -> Reference:
    return replace(reference, content=_plain(reference.content))


def _plain(content: Inlines) -> Inlines:
    return tuple(_plain_inline(node) for node in content)


def _plain_inline(node: Inline) -> Inline:
    match node:
        case InlineFormula():
            return Text(" ")
        case Wrap():
            return replace(node, content=_plain(node.content))
        case _:
            return node


# ---------------------------------------------------------------- the file's side


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def html_text(root: etree._Element) -> str:
    """The text of the first ``article`` without what the rendering adds."""
    article = next((e for e in root.iter(etree.Element) if _name(e) == "article"), None)
    return "" if article is None else "".join(_text(article, HTML_INLINE, _added_in_html))


def jats_text(root: etree._Element) -> str:
    """The text of a JATS document without what the format adds."""
    return "".join(_text(root, JATS_INLINE, _added_in_jats))


def _epub_texts(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        pages = sorted(name for name in archive.namelist() if PAGE_RE.fullmatch(name))
        return [html_text(_parse(archive.read(page))) for page in pages]


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(
    element: etree._Element, inline: frozenset[str], added: Callable[[etree._Element], bool]
) -> Iterator[str]:
    """Text in reading order; the borders of blocks are spaces, an opportunity for a line break is nothing."""
    if not isinstance(element.tag, str):
        return
    name = _name(element)
    border = "" if name in inline or name == "wbr" else " "
    yield border
    if added(element):
        # A formula's place is a space; a note's mark, or the word that it has no note, is nothing at all.
        yield "" if name in ("xref", "sup") or element.get("class") == "missing" else " "
    else:
        yield element.text or ""
        for child in element:
            yield from _text(child, inline, added)
            yield child.tail or ""
    yield border


def _added_in_html(element: etree._Element) -> bool:
    name, classes = _name(element), (element.get("class") or "").split()
    if HTML_ADDED & set(classes):
        return True
    parent = element.getparent()
    if parent is None:
        return False
    around = (parent.get("class") or "").split()
    if name == "h2":
        printed = "printed" in classes
        return not printed and bool({"abstract", "notes", "author-notes", "translation"} & set(around))
    if name == "sup":
        # The numbers that tie authors to affiliations.
        holder = parent.getparent()
        return holder is not None and bool(
            {"authors", "affiliations"} & set((holder.get("class") or "").split())
        )
    if name == "span" and "name" in classes:
        return any("author-notes" in (a.get("class") or "") for a in element.iterancestors())
    return name == "span" and "run-in" in classes


def _added_in_jats(element: etree._Element) -> bool:
    name = _name(element)
    parent = element.getparent()
    if name in JATS_ADDED or parent is None:
        return name in JATS_ADDED
    if name == "name":
        # The name for an index, beside the one that is printed.
        return element.get("specific-use") == "index"
    if name == "sup":
        return element.get("specific-use") == "note-mark"
    if name == "styled-content":
        return element.get("style-type") == "tex"
    if name == "xref":
        return element.get("ref-type") in ("fn", "aff", "corresp", "author-notes")
    if name == "label":
        return _name(parent) in ("fn", "list-item")
    # The one text that the writer adds: the note is there, its text is not in the source.
    return name == "p" and _name(parent) == "fn" and element.text == "[text not in the source]"


def _check_pdf(
    articles: Sequence[Article], data: bytes, file: str, printed_as: Callable[[Article, str], Any] | None
) -> Checked:
    # pikepdf is asked for only here: other files are compared without.
    from docforge.validate.print_check import LEFT_OUT, ONE_WAY, check_order, lost_words

    expected: Counter[str] = Counter()
    for article in articles:
        expected.update(expected_words(article.document))
    try:
        found = check_order(articles, printed_as, data, file) if printed_as else ()
        lost = lost_words(expected, data)
    except DocforgeError as error:
        return Checked(CHECKER, VERSION, file, False, f"{error.message} {error.hint}".strip())
    if lost and not any(d.code == "words-differ" for d in found):
        found = (_differ(_say(file, lost, Counter()), file), *found)
    return Checked(CHECKER, VERSION, file, True, LEFT_OUT if printed_as else ONE_WAY, found)
