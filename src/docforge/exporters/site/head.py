"""What machines read in the head of an article's page: Highwire tags, Dublin Core, JSON-LD.

Highwire tags as Google Scholar asks for them (https://scholar.google.com/intl/en/scholar/inclusion.html).
Only facts of this edition stand here; those of a first publication are named as its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from docforge.exporters.details import doi_url, licence_link, printed_doi
from docforge.exporters.html_context import Element, sub
from docforge.exporters.site.frame import page_address
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import Contributor
from docforge.model.text import inline_text

PDF = "article.pdf"


def add_article_head(head: Element, article: Article, edition: EditionMeta, path: str, has_pdf: bool) -> None:
    """Append the tags of an article whose page stands at ``path``."""
    for name, content in (*_highwire(article, edition, path, has_pdf), *_dublin_core(article, edition)):
        if content:
            sub(head, "meta", name=name, content=" ".join(content.split()))
    rights = article.document.meta.permission
    url = licence_link(rights.licence)[1] if rights.licence not in ("", "unknown") else ""
    if url:
        sub(head, "link", rel="license", href=url)
    data = json.dumps(_json_ld(article, edition, path), ensure_ascii=False, sort_keys=True)
    # The text of a script ends at the first "</": a slash may be escaped in JSON.
    sub(head, "script", type="application/ld+json").text = data.replace("</", "<\\/").replace(
        "<!", "<\\u0021"
    )


def title_of(article: Article) -> str:
    """Title and subtitle as one line; the id where there is none."""
    meta = article.document.meta
    parts = (" ".join(inline_text(part).split()) for part in (meta.title, meta.subtitle) if part)
    return ": ".join(filter(None, parts)) or article.id


def date_of(article: Article, edition: EditionMeta) -> str:
    """When the article was published here."""
    return article.document.meta.history.published or edition.date


def sorting_name(person: Contributor) -> str:
    """ "Roe, Ann" where the family name is certain, else the name as printed."""
    return f"{person.family}, {person.given}" if person.family and person.given else person.name


def _highwire(article: Article, edition: EditionMeta, path: str, has_pdf: bool) -> Iterator[tuple[str, str]]:
    meta = article.document.meta
    places = {place.id: place.text for place in meta.affiliations}
    yield "citation_title", title_of(article)
    for person in meta.contributors:
        yield "citation_author", sorting_name(person)
        for key in person.affiliations:
            yield "citation_author_institution", places.get(key, "")
        if person.orcid:
            yield "citation_author_orcid", "https://orcid.org/" + person.orcid.rpartition("/")[2]
    yield "citation_publication_date", date_of(article, edition).replace("-", "/")
    yield "citation_journal_title", edition.journal
    yield "citation_journal_abbrev", edition.journal_abbrev
    for issn in (edition.issn_print, edition.issn_electronic):
        yield "citation_issn", issn
    yield "citation_volume", edition.volume
    yield "citation_issue", edition.issue
    if article.elocation_id:
        yield "citation_article_number", article.elocation_id
    else:
        yield "citation_firstpage", article.first_page
        yield "citation_lastpage", article.last_page
    yield "citation_doi", printed_doi(meta, edition) if meta.doi else ""
    yield "citation_publisher", edition.publisher
    yield "citation_language", meta.language
    yield "citation_keywords", "; ".join(meta.keywords)
    if address := page_address(edition, path):
        yield "citation_fulltext_html_url", address
        if has_pdf:
            yield "citation_pdf_url", address + PDF


def _dublin_core(article: Article, edition: EditionMeta) -> Iterator[tuple[str, str]]:
    meta = article.document.meta
    yield "DC.title", title_of(article)
    for person in meta.contributors:
        yield "DC.creator", sorting_name(person)
    for keyword in meta.keywords:
        yield "DC.subject", keyword
    yield "DC.description", _abstract(article)
    yield "DC.publisher", edition.publisher
    yield "DC.date", date_of(article, edition)
    yield "DC.type", "Text"
    yield "DC.format", "text/html"
    if meta.doi and (doi := printed_doi(meta, edition)):
        yield "DC.identifier", doi_url(doi)
    yield "DC.language", meta.language
    rights = meta.permission
    if rights.licence not in ("", "unknown"):
        name, url = licence_link(rights.licence)
        yield "DC.rights", url or name


def _abstract(article: Article) -> str:
    return " ".join(inline_text(part.content) for part in article.document.meta.abstract)


def _json_ld(article: Article, edition: EditionMeta, path: str) -> dict[str, Any]:
    """The article as schema.org's ScholarlyArticle; what is not known is left out."""
    meta = article.document.meta
    rights = meta.permission
    issue = {
        "@type": "PublicationIssue",
        "issueNumber": edition.issue,
        "isPartOf": _known({
            "@type": ["Periodical", "PublicationVolume"] if edition.volume else "Periodical",
            "name": edition.journal,
            "volumeNumber": edition.volume,
            "issn": [issn for issn in (edition.issn_print, edition.issn_electronic) if issn],
        }),
    }  # fmt: skip
    doi = printed_doi(meta, edition) if meta.doi else ""
    licence = licence_link(rights.licence)[1] if rights.licence not in ("", "unknown") else ""
    return _known({
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": title_of(article),
        "author": [_person(person, article) for person in meta.contributors],
        "abstract": _abstract(article),
        "keywords": list(meta.keywords),
        "inLanguage": meta.language,
        "datePublished": date_of(article, edition),
        "isPartOf": _known(issue) if edition.journal else "",
        "publisher": {"@type": "Organization", "name": edition.publisher} if edition.publisher else "",
        "pageStart": "" if article.elocation_id else article.first_page,
        "pageEnd": "" if article.elocation_id else article.last_page,
        "identifier": doi_url(doi) if doi else "",
        "sameAs": doi_url(doi) if doi else "",
        "license": licence,
        "copyrightHolder": {"@type": "Organization", "name": rights.holder} if rights.holder else "",
        "url": page_address(edition, path),
    })  # fmt: skip


def _person(person: Contributor, article: Article) -> dict[str, Any]:
    places = {place.id: place.text for place in article.document.meta.affiliations}
    return _known({
        "@type": "Person",
        "name": person.name,
        "familyName": person.family,
        "givenName": person.given,
        "sameAs": "https://orcid.org/" + person.orcid.rpartition("/")[2] if person.orcid else "",
        "affiliation": [
            {"@type": "Organization", "name": places[key]} for key in person.affiliations if key in places
        ],
    })  # fmt: skip


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
