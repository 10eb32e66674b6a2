"""Front matter as JATS: journal-meta from the edition, article-meta from the article.

What the article's source says of its first publication stands in ``related-article`` or
``related-object`` and fills none of this edition's own fields.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.details import own_doi, plain_doi
from docforge.exporters.jats.inline import FULL, HREF, TITLE, XML, Scope, add, fresh, put, say
from docforge.exporters.jats.rights import put_permissions
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import Affiliation, ArticleMeta, Contributor, History, OriginalPublication
from docforge.model.text import words

# The version of an article that nobody changed after its release: it is not told.
FIRST_VERSION = "1"
DATE_RE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")
ORCID_RE = re.compile(r"(?:https?://orcid\.org/)?(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def put_front(root: etree._Element, article: Article, edition: EditionMeta, scope: Scope) -> None:
    front = add(root, "front")
    _journal(add(front, "journal-meta"), edition, scope)
    _article(add(front, "article-meta"), article, edition, scope)


def _journal(parent: etree._Element, edition: EditionMeta, scope: Scope) -> None:
    # The DTD demands journal-id and issn; where the editor gave none they stay empty rather than invented.
    name = edition.journal_abbrev or edition.journal
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
        add(parent, "issn", specific_use="not-assigned")
    if edition.publisher:
        publisher = add(parent, "publisher")
        add(publisher, "publisher-name", scope.clean(edition.publisher))
        if edition.publisher_place:
            add(publisher, "publisher-loc", scope.clean(edition.publisher_place))
    if edition.url:
        add(parent, "self-uri").set(HREF, scope.clean(edition.url))


def _article(parent: etree._Element, article: Article, edition: EditionMeta, scope: Scope) -> None:
    meta = article.document.meta
    add(parent, "article-id", scope.clean(article.id), pub_id_type="publisher-id")
    if doi := own_doi(meta, edition):
        add(parent, "article-id", scope.clean(doi), pub_id_type="doi")
    if article.version != FIRST_VERSION:
        add(parent, "article-version", scope.clean(article.version))
    if meta.section:
        group = add(add(parent, "article-categories"), "subj-group", subj_group_type="heading")
        add(group, "subject", scope.clean(meta.section))
    _titles(add(parent, "title-group"), meta, scope)
    _people(parent, meta, edition, scope)
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
    _history(parent, meta.history)
    put_permissions(parent, meta.permission, scope)
    _first_publication(parent, meta, edition, scope)
    if meta.abstract:
        abstract = add(parent, "abstract")
        for paragraph in meta.abstract:
            put(add(abstract, "p"), paragraph.content, scope, FULL)
    if meta.standfirst:
        put(add(add(parent, "abstract", abstract_type="teaser"), "p"), meta.standfirst, scope, FULL)
    for other in meta.translations:
        if other.abstract:
            translated = in_language(add(parent, "trans-abstract"), other.language)
            for paragraph in other.abstract:
                put(add(translated, "p"), paragraph.content, scope, FULL)
    _keywords(parent, meta.keywords, "", scope)
    for other in meta.translations:
        _keywords(parent, other.keywords, other.language, scope)
    _counts(add(parent, "counts"), scope)


def in_language(element: etree._Element, language: str) -> etree._Element:
    """The element, which says that it is in another language than the article."""
    if language:
        element.set(f"{{{XML}}}lang", language)
    return element


def _keywords(parent: etree._Element, keywords: tuple[str, ...], language: str, scope: Scope) -> None:
    if keywords:
        group = in_language(add(parent, "kwd-group", kwd_group_type="author"), language)
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


def _people(parent: etree._Element, meta: ArticleMeta, edition: EditionMeta, scope: Scope) -> None:
    """Authors, their affiliations, and the notes about authors."""
    if meta.contributors:
        group = add(parent, "contrib-group")
        notes = etree.Element("author-notes")
        for person in meta.contributors:
            _person(group, notes, person, edition, scope)
    for affiliation in meta.affiliations:
        _affiliation(parent, affiliation, scope)
    if meta.contributors and len(notes):
        parent.append(notes)


def _person(
    group: etree._Element, notes: etree._Element, person: Contributor, edition: EditionMeta, scope: Scope
) -> None:
    contrib = add(group, "contrib", contrib_type="author", corresp="yes" if person.corresponding else "")
    if m := ORCID_RE.fullmatch(person.orcid.strip()):
        add(contrib, "contrib-id", f"https://orcid.org/{m['id']}", contrib_id_type="orcid")
    _name(contrib, person, scope)
    for role in person.roles:
        add(contrib, "role", scope.clean(role))
    email = scope.clean(person.email) if edition.print_emails else ""
    if email and not person.corresponding:
        add(contrib, "email", email)
    if person.biography:
        put(add(add(contrib, "bio"), "p"), person.biography, scope, FULL)
    for key in person.affiliations:
        if rid := scope.target("aff", key):
            add(contrib, "xref", ref_type="aff", rid=rid)
        else:
            scope.lose(f"{person.name}: the affiliation {key!r} is not in the article's list")
    if email and person.corresponding:
        rid = fresh("corresp", "aff", scope.taken)
        add(contrib, "xref", ref_type="corresp", rid=rid)
        add(add(notes, "corresp", id=rid), "email", email)
    if person.note:
        rid = fresh("author-note", "fn", scope.taken)
        add(contrib, "xref", ref_type="author-notes", rid=rid)
        add(add(notes, "fn", id=rid, fn_type="other"), "p", scope.clean(person.note))


def _name(contrib: etree._Element, person: Contributor, scope: Scope) -> None:
    """``name`` where the parts are certain and say all that was printed, else ``string-name`` as printed."""
    family, given = scope.clean(person.family), scope.clean(person.given)
    printed = scope.clean(person.name)
    if family and sorted(words(f"{given} {family}")) == sorted(words(printed)):
        eastern = given and printed.startswith(family)
        name = add(contrib, "name", name_style="eastern" if eastern else "western")
        add(name, "surname", family)
        if given:
            add(name, "given-names", given)
    else:
        add(contrib, "string-name", printed)


def _affiliation(parent: etree._Element, affiliation: Affiliation, scope: Scope) -> None:
    """The text as printed, with the certain parts marked where they stand in it."""
    element = add(parent, "aff", id=scope.place("aff", affiliation.id))
    text = scope.clean(affiliation.text)
    parts: list[tuple[int, str, str]] = []
    for tag, value in (("institution", affiliation.institution), ("country", affiliation.country)):
        at = text.rfind(value) if tag == "country" else text.find(value)
        if value and at >= 0:
            parts.append((at, tag, value))
    done = 0
    for at, tag, value in sorted(parts):
        if at < done:
            continue
        say(element, text[done:at])
        if tag == "institution" and affiliation.ror:
            wrap = add(element, "institution-wrap")
            add(wrap, "institution", value)
            add(wrap, "institution-id", scope.clean(affiliation.ror), institution_id_type="ror")
        else:
            add(element, tag, value)
        done = at + len(value)
    say(element, text[done:])


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
    doi = plain_doi(original.doi)
    if not doi and not own_doi(meta, edition):
        # A DOI outside the edition's prefix was given by who published first.
        doi = plain_doi(meta.doi)
    if doi:
        element = add(
            parent, "related-article", related_article_type="republished-article", ext_link_type="doi"
        )
        element.set(HREF, scope.clean(doi))
    elif original:
        element = add(parent, "related-object", link_type="first-published-in", source_type="journal")
        if original.url:
            element.set("ext-link-type", "uri")
            element.set(HREF, scope.clean(original.url))
    else:
        return
    _original_parts(element, original, scope)


def _original_parts(parent: etree._Element, original: OriginalPublication, scope: Scope) -> None:
    date = DATE_RE.fullmatch(original.date)
    for tag, value in (
        ("source", original.journal),
        ("issn", original.issn),
        ("volume", original.volume),
        ("issue", original.issue),
        ("fpage", original.first_page),
        ("lpage", original.last_page),
        ("year" if date else "string-date", date["year"] if date else original.date),
        ("publisher-name", original.publisher),
        ("comment", original.licence),
    ):
        if value:
            if len(parent):
                say(parent, ", ")
            add(parent, tag, scope.clean(value))


def _counts(parent: etree._Element, scope: Scope) -> None:
    """What was written, counted; body and back are written before the front."""
    for tag, number in (
        ("fig-count", scope.figures),
        ("table-count", scope.tables),
        ("equation-count", scope.formulas),
        ("ref-count", len(scope.document.references)),
    ):
        add(parent, tag, count=str(number))
