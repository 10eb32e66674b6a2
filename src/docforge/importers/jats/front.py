"""Front matter of JATS -> title, people, abstract, dates, rights, and where the article was first published.

Journal, volume, pages, date and DOI of a file from elsewhere are those of the original publication.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from docforge.importers.jats.blocks import read_blocks
from docforge.importers.jats.further import read_funding, read_products, read_related
from docforge.importers.jats.inlines import join, read_inlines
from docforge.importers.jats.people import read_people
from docforge.importers.jats.reader import LANG, XLINK, Reader, plain_text
from docforge.importers.jats.rights import read_rights
from docforge.model.meta import Abstract, ArticleMeta, History, OriginalPublication, Translation
from docforge.model.nodes import Bold, Break, Inline, Inlines, Paragraph, Text

DATES = {"received": "received", "rev-recd": "revised", "accepted": "accepted", "pub": "published"}
SEEN = frozenset(
    """
    title-group contrib-group aff aff-alternatives author-notes abstract trans-abstract kwd-group permissions
    related-article related-object product
    """.split()
)


def read_front(front: etree._Element | None, reader: Reader) -> ArticleMeta:
    """Everything of ``front`` that the model has; the words of the rest are set aside as metadata."""
    root = reader.root
    meta = ArticleMeta(kind=root.get("article-type") or ArticleMeta().kind, language=root.get(LANG) or "en")
    if front is None:
        return meta
    reader.put_aside("metadata", front.find("journal-meta"))
    article = front.find("article-meta")
    if article is None:
        return meta
    for child in article:
        if isinstance(child.tag, str) and child.tag not in SEEN:
            reader.put_aside("metadata", child)
    for child in front:
        if isinstance(child.tag, str) and child.tag not in ("journal-meta", "article-meta"):
            reader.put_aside("metadata", child)
    people, affiliations = read_people(article, reader)
    meta = replace(
        meta,
        contributors=people,
        affiliations=affiliations,
        section=_text(article.find("article-categories/subj-group[@subj-group-type='heading']/subject")),
        history=_history(article),
    )
    meta = _titled(meta, article.find("title-group"), reader)
    meta = _abstracts(meta, article, reader)
    rights = article.find("permissions")
    if rights is not None:
        meta = replace(meta, permission=read_rights(rights, reader))
    for related in (*article.findall("related-article"), *article.findall("related-object")):
        reader.put_aside("related works", related)
    meta = replace(
        meta,
        products=read_products(article, reader),
        related=read_related(article, reader),
        funding=read_funding(article),
    )
    doi = _text(article.find("article-id[@pub-id-type='doi']"))
    if reader.own:
        return _own_original(replace(meta, doi=doi), article)
    return replace(meta, original=_original(front, article, doi))


def _titled(meta: ArticleMeta, group: etree._Element | None, reader: Reader) -> ArticleMeta:
    if group is None:
        return meta
    title = group.find("article-title")
    subtitles: list[Inline] = []
    for part in group.findall("subtitle"):
        subtitles += [Text(": ")] if subtitles else []
        subtitles += read_inlines(part, reader)
    meta = replace(
        meta,
        title=read_inlines(title, reader) if title is not None else (),
        subtitle=join(subtitles),
        running_title=_text(group.find("alt-title[@alt-title-type='running-head']")),
    )
    for part in (*group.findall("alt-title"), *group.findall("fn-group")):
        reader.put_aside("other titles", part)
    for part in group.findall("trans-title-group"):
        language = part.get(LANG) or ""
        first, second = part.find("trans-title"), part.find("trans-subtitle")
        meta = _translated(
            meta,
            "" if reader.own and language == "und" else language,
            title=read_inlines(first, reader) if first is not None else (),
            subtitle=read_inlines(second, reader) if second is not None else (),
        )
        for more in part.findall("trans-subtitle")[1:]:
            reader.put_aside("other titles", more)
    for part in (*group.findall("trans-title"), *group.findall("trans-subtitle")):
        key = "title" if part.tag == "trans-title" else "subtitle"
        meta = _translated(meta, part.get(LANG) or "", **{key: read_inlines(part, reader)})
    return meta


def _translated(meta: ArticleMeta, language: str, **parts: object) -> ArticleMeta:
    """``meta`` with parts of the translation into ``language``, which may be there already."""
    known = {other.language: other for other in meta.translations}
    made = replace(known.get(language, Translation(language)), **{k: v for k, v in parts.items() if v})  # type: ignore[arg-type]
    return replace(meta, translations=tuple((known | {language: made}).values()))


def _abstracts(meta: ArticleMeta, article: etree._Element, reader: Reader) -> ArticleMeta:
    language = meta.language
    for part in (*article.findall("abstract"), *article.findall("trans-abstract")):
        kind = part.get("abstract-type") or ""
        spoken = part.get(LANG) or (language if part.tag == "abstract" else "")
        paragraphs = _paragraphs(part, reader, titled=bool(kind))
        if kind in ("teaser", "short") and not meta.standfirst and spoken == language:
            reader.put_aside("headings of the front matter", part.find("title"))
            lines: list[Inline] = []
            for paragraph in paragraphs:
                lines += [Break()] if lines else []
                lines += paragraph.content
            meta = replace(meta, standfirst=join(lines))
        elif kind:
            title = part.find("title")
            printed = read_inlines(title, reader) if title is not None else ()
            other = part.get(LANG) or "" if reader.own or spoken != language else ""
            meta = replace(meta, abstracts=(*meta.abstracts, Abstract(kind, paragraphs, printed, other)))
        elif part.tag == "abstract" and spoken == language:
            meta = replace(meta, abstract=(*meta.abstract, *paragraphs))
        else:
            code = "" if reader.own and spoken == "und" else spoken
            before = next((o.abstract for o in meta.translations if o.language == code), ())
            meta = _translated(meta, code, abstract=(*before, *paragraphs))
    for group in article.findall("kwd-group"):
        found = group.iter("kwd", "compound-kwd")
        inside = [k for k in found if not any(a.tag == "compound-kwd" for a in k.iterancestors())]
        words = tuple(" ".join(plain_text(k).split()) for k in inside)
        for head in (*group.findall("title"), *group.findall("label")):
            reader.put_aside("headings of the front matter", head)
        spoken = group.get(LANG) or language
        if spoken == language:
            meta = replace(meta, keywords=(*meta.keywords, *words))
        else:
            code = "" if reader.own and spoken == "und" else spoken
            known = next((o.keywords for o in meta.translations if o.language == code), ())
            meta = _translated(meta, code, keywords=(*known, *words))
    return meta


def _paragraphs(part: etree._Element, reader: Reader, *, titled: bool = False) -> tuple[Paragraph, ...]:
    """Paragraphs of an abstract; a part begins with its heading, bold. ``titled``: its own is read apart."""
    from docforge.importers.pandoc_ast import block_lines

    out: list[Paragraph] = []
    head = part.find("title")
    if not titled:
        reader.put_aside("headings of the front matter", head)
    for label in part.findall("label"):
        reader.put_aside("headings of the front matter", label)
    loose = [part.text, *(child.tail for child in part)]
    if any(text and text.strip() for text in loose):
        # Words without a paragraph around them, as pandoc writes an abstract of one line.
        inner = read_blocks(part, reader, ("title", "label", "object-id", "sec"))
        out += [Paragraph(line) for block in inner for line in block_lines(block)]
    for section in part:
        if not isinstance(section.tag, str) or section.tag in ("title", "label", "object-id"):
            continue
        if out and section.tag != "sec" and any(text and text.strip() for text in loose):
            continue
        if section.tag != "sec":
            from docforge.importers.jats.blocks import read_block

            out += [Paragraph(line) for b in read_block(section, reader) for line in block_lines(b) or ()]
            if section.tag == "p" and reader.own and not len(section) and not section.text:
                out.append(Paragraph(()))
            continue
        title = section.find("title")
        heading: Inlines = read_inlines(title, reader) if title is not None else ()
        lines = [line for b in read_blocks(section, reader, ("title",)) for line in block_lines(b)]
        if heading and lines:
            lines[0] = (Bold(heading), Text(" "), *lines[0])
        elif heading:
            lines = [(Bold(heading),)]
        out += [Paragraph(line) for line in lines]
    return tuple(out)


def _history(article: etree._Element) -> History:
    found = {
        DATES[kind]: _date(date)
        for date in article.findall("history/date")
        if (kind := date.get("date-type") or "") in DATES
    }
    return History(**found)


def _date(element: etree._Element | None) -> str:
    """A date as ISO 8601."""
    if element is None:
        return ""
    if (iso := element.get("iso-8601-date")) and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso):
        return iso
    year, month, day = (_text(element.find(tag)) for tag in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year):
        return ""
    parts = [year]
    for part in (month, day):
        if not (part.isdecimal() and 0 < int(part) < 32):
            break
        parts.append(f"{int(part):02d}")
    return "-".join(parts)


def _original(front: etree._Element, article: etree._Element, doi: str) -> OriginalPublication:
    """Where a file from elsewhere says that the article appeared."""
    dates = article.findall("pub-date")
    date = next((d for d in dates if d.get("date-type") == "pub" or d.get("pub-type") == "epub"), None)
    if date is None:
        date = dates[0] if dates else None
    return OriginalPublication(
        _text(front.find("journal-meta//journal-title")),
        _text(front.find("journal-meta/issn")),
        _text(article.find("volume")),
        _text(article.find("issue")),
        _text(article.find("fpage")) or _text(article.find("elocation-id")),
        _text(article.find("lpage")),
        _date(date),
        doi,
        "",
        _text(front.find("journal-meta/publisher/publisher-name")),
    )


def _own_original(meta: ArticleMeta, article: etree._Element) -> ArticleMeta:
    """The first publication as docforge writes it."""
    found = article.find("related-article[@related-article-type='republished-article']")
    if found is None:
        found = article.find("related-object[@link-type='first-published-in']")
    if found is None:
        return meta
    href = found.get(f"{XLINK}href") or ""
    ours = found.get("specific-use") == "doi-of-the-text"
    told = found.find("string-date")
    iso = "" if told is None else told.get("iso-8601-date") or _text(told)
    original = OriginalPublication(
        _text(found.find("source")),
        _text(found.find("issn")),
        _text(found.find("volume")),
        _text(found.find("issue")),
        _text(found.find("fpage")),
        _text(found.find("lpage")),
        iso or _text(found.find("year")),
        href if found.tag == "related-article" and not ours else "",
        _text(found.find("ext-link")) if found.tag == "related-article" else href,
        _text(found.find("publisher-name")),
        _text(found.find("comment")),
    )
    return replace(meta, original=original, doi=href if ours else meta.doi)


def _text(element: etree._Element | None) -> str:
    return " ".join(plain_text(element).split()) if element is not None else ""
