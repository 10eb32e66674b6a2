"""Front matter as JATS: journal-meta from the edition, article-meta from the article.

What the article's source says of its first publication stands in ``related-article`` or
``related-object`` and fills none of this edition's own fields.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.details import kind_name, own_doi, plain_doi
from docforge.exporters.jats.further import put_abstracts, put_awards, put_products, put_related
from docforge.exporters.jats.inline import FULL, LINK_TITLE, TITLE, link_title, put
from docforge.exporters.jats.people import put_people
from docforge.exporters.jats.rights import put_permissions
from docforge.exporters.jats.scope import HREF, XML, Scope, add, say
from docforge.exporters.jats.statements import funding_statements
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, History, OriginalPublication

NOT_ASSIGNED = "[not assigned]"
# The version of an article that nobody changed after its release: it is not told.
FIRST_VERSION = "1"
DATE_RE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")


def put_front(root: etree._Element, article: Article, edition: EditionMeta, scope: Scope) -> None:
    front = add(root, "front")
    _journal(add(front, "journal-meta"), edition, scope)
    _article(add(front, "article-meta"), article, edition, scope)


def _journal(parent: etree._Element, edition: EditionMeta, scope: Scope) -> None:
    # The DTD demands journal-id and issn; where the editor gave none it is said rather than invented.
    name = edition.journal_abbrev or edition.journal or NOT_ASSIGNED
    add(parent, "journal-id", scope.clean(name), journal_id_type="publisher-id")
    if edition.journal:
        group = add(parent, "journal-title-group")
        add(group, "journal-title", scope.clean(edition.journal))
        if edition.journal_abbrev:
            add(group, "abbrev-journal-title", scope.clean(edition.journal_abbrev), abbrev_type="publisher")
    if edition.issn_print:
        add(parent, "issn", scope.clean(edition.issn_print), publication_format="print")
    if edition.issn_electronic:
        add(parent, "issn", scope.clean(edition.issn_electronic), publication_format="electronic")
    if not (edition.issn_print or edition.issn_electronic):
        add(parent, "issn", NOT_ASSIGNED, specific_use="not-assigned")
    if edition.publisher:
        publisher = add(parent, "publisher")
        add(publisher, "publisher-name", scope.clean(edition.publisher))
        if edition.publisher_place:
            add(publisher, "publisher-loc", scope.clean(edition.publisher_place))
    if edition.url:
        _self_uri(parent, edition.url, edition.journal, scope)


def _article(parent: etree._Element, article: Article, edition: EditionMeta, scope: Scope) -> None:
    meta = article.document.meta
    add(parent, "article-id", scope.clean(article.id), pub_id_type="publisher-id")
    if doi := own_doi(meta, edition):
        add(parent, "article-id", scope.clean(doi), pub_id_type="doi")
    if article.version != FIRST_VERSION:
        add(parent, "article-version", scope.clean(article.version))
    _categories(parent, meta, scope)
    _titles(add(parent, "title-group"), meta, scope)
    put_people(parent, meta, edition, scope)
    if not _date(parent, "pub-date", edition.date, date_type="pub", publication_format="electronic"):
        add(parent, "pub-date-not-available")
    for tag, value in (
        ("volume", edition.volume),
        ("issue", edition.issue),
        ("issue-title", edition.title),
        ("fpage", "" if article.elocation_id else article.first_page),
        ("lpage", article.last_page if article.first_page and not article.elocation_id else ""),
        ("elocation-id", article.elocation_id),
    ):
        if value:
            add(parent, tag, scope.clean(value))
    put_products(parent, meta.products, scope)
    _history(parent, meta.history)
    put_permissions(parent, meta.permission, scope, needed=True)
    if doi:
        _self_uri(parent, f"https://doi.org/{doi}", "", scope)
    _corrections(parent, article, edition, scope)
    put_related(parent, meta.related, scope)
    _first_publication(parent, meta, edition, scope)
    if meta.abstract:
        abstract = add(parent, "abstract")
        for paragraph in meta.abstract:
            put(add(abstract, "p"), paragraph.content, scope, FULL)
    if meta.standfirst:
        put(add(add(parent, "abstract", abstract_type="teaser"), "p"), meta.standfirst, scope, FULL)
    put_abstracts(parent, meta.abstracts, scope)
    for other in meta.translations:
        if other.abstract:
            translated = in_language(add(parent, "trans-abstract"), other.language)
            for paragraph in other.abstract:
                put(add(translated, "p"), paragraph.content, scope, FULL)
    _keywords(parent, meta.keywords, None, scope)
    for other in meta.translations:
        _keywords(parent, other.keywords, other.language, scope)
    told = funding_statements(article.document)
    if told or meta.funding:
        group = add(parent, "funding-group")
        put_awards(group, meta.funding, scope)
        for statement in told:
            add(group, "funding-statement", scope.clean(statement))
    _counts(add(parent, "counts"), article, scope)


def _self_uri(parent: etree._Element, url: str, name: str, scope: Scope) -> None:
    """An address of the journal or the article itself, which says in words where it leads."""
    link = add(parent, "self-uri", scope.clean(url))
    link.set(HREF, scope.clean(url))
    link.set(LINK_TITLE, scope.clean(name or link_title(url, url)))


def _categories(parent: etree._Element, meta: ArticleMeta, scope: Scope) -> None:
    """The heading that the article stands under in its issue, and the name of its kind."""
    kind = kind_name(meta.kind, meta.language) if meta.kind != ArticleMeta().kind else ""
    told = (("heading", meta.section), ("display-channel", kind))
    if any(name for _, name in told):
        holder = add(parent, "article-categories")
        for use, name in told:
            if name:
                add(add(holder, "subj-group", subj_group_type=use), "subject", scope.clean(name))


def _corrections(parent: etree._Element, article: Article, edition: EditionMeta, scope: Scope) -> None:
    """Notices that correct this article, by their DOI."""
    for correction in edition.corrections:
        if correction.article == article.id and (doi := plain_doi(correction.doi)):
            notice = add(parent, "related-article", related_article_type="correction-forward")
            notice.set("ext-link-type", "doi")
            notice.set(HREF, scope.clean(doi))


def in_language(element: etree._Element, language: str) -> etree._Element:
    """The element, which says that it is in another language than the article ("und": nobody said which)."""
    element.set(f"{{{XML}}}lang", language or "und")
    return element


def _keywords(parent: etree._Element, keywords: tuple[str, ...], language: str | None, scope: Scope) -> None:
    if keywords:
        group = add(parent, "kwd-group", kwd_group_type="author")
        if language is not None:
            in_language(group, language)
        for keyword in keywords:
            add(group, "kwd", scope.clean(keyword))


def _titles(parent: etree._Element, meta: ArticleMeta, scope: Scope) -> None:
    put(add(parent, "article-title"), meta.title, scope, TITLE)
    if meta.subtitle:
        put(add(parent, "subtitle"), meta.subtitle, scope, TITLE)
    for other in meta.translations:
        if other.title or other.subtitle:
            group = in_language(add(parent, "trans-title-group"), other.language)
            put(add(group, "trans-title"), other.title or other.subtitle, scope, TITLE)
            if other.title and other.subtitle:
                put(add(group, "trans-subtitle"), other.subtitle, scope, TITLE)
    if meta.running_title:
        add(parent, "alt-title", scope.clean(meta.running_title), alt_title_type="running-head")


def _date(parent: etree._Element, tag: str, value: str, **attributes: str) -> bool:
    """Append a date given as ISO 8601; False when ``value`` is none."""
    m = DATE_RE.fullmatch(value)
    if not m:
        return False
    element = add(parent, tag, iso_8601_date=value, **attributes)
    for part in ("day", "month", "year"):
        if m[part]:
            add(element, part, m[part])
    return True


def _history(parent: etree._Element, history: History) -> None:
    dates = [
        (kind, value)
        for kind, value in (
            ("received", history.received),
            ("rev-recd", history.revised),
            ("accepted", history.accepted),
            ("pub", history.published),
        )
        if DATE_RE.fullmatch(value)
    ]
    if dates:
        element = add(parent, "history")
        for kind, value in dates:
            _date(element, "date", value, date_type=kind)


def _first_publication(parent: etree._Element, meta: ArticleMeta, edition: EditionMeta, scope: Scope) -> None:
    original = meta.original
    doi, use = plain_doi(original.doi), ""
    if not doi and not own_doi(meta, edition):
        # A DOI outside the edition's prefix was given by who published first.
        doi, use = plain_doi(meta.doi), "doi-of-the-text"
    if doi:
        element = add(
            parent, "related-article", related_article_type="republished-article", ext_link_type="doi"
        )
        element.set(HREF, scope.clean(doi))
        if use:
            element.set("specific-use", use)
    elif original:
        element = add(parent, "related-object", link_type="first-published-in", source_type="journal")
        if original.url:
            element.set("ext-link-type", "uri")
            element.set(HREF, scope.clean(original.url))
    else:
        return
    _original_parts(element, original, scope)
    if doi and original.url:
        if len(element):
            say(element, ", ")
        link = add(element, "ext-link", scope.clean(original.url), ext_link_type="uri")
        link.set(HREF, scope.clean(original.url))
        link.set(LINK_TITLE, scope.clean(link_title(original.url, original.url)))


def _original_parts(parent: etree._Element, original: OriginalPublication, scope: Scope) -> None:
    for tag, value in (
        ("source", original.journal),
        ("issn", original.issn),
        ("volume", original.volume),
        ("issue", original.issue),
        ("fpage", original.first_page),
        ("lpage", original.last_page),
        ("date", original.date),
        ("publisher-name", original.publisher),
        ("comment", original.licence),
    ):
        if not value:
            continue
        if len(parent):
            say(parent, ", ")
        if tag != "date":
            add(parent, tag, scope.clean(value))
        elif DATE_RE.fullmatch(value) and len(value) == 4:
            add(parent, "year", value)
        else:
            iso = value if DATE_RE.fullmatch(value) else ""
            add(parent, "string-date", scope.clean(value), iso_8601_date=iso)


def _counts(parent: etree._Element, article: Article, scope: Scope) -> None:
    """What was written, counted; body and back are written before the front."""
    pages = ""
    if article.first_page.isdecimal() and article.last_page.isdecimal() and not article.elocation_id:
        pages = str(int(article.last_page) - int(article.first_page) + 1)
    for tag, number in (
        ("fig-count", str(scope.figures)),
        ("table-count", str(scope.tables)),
        ("equation-count", str(scope.formulas)),
        ("ref-count", str(len(scope.document.references))),
        ("page-count", pages),
    ):
        if number:
            add(parent, tag, count=number)
