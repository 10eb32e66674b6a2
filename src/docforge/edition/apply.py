"""What article.toml says, over the front matter that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docforge.edition.further import with_content
from docforge.edition.overrides import Overrides
from docforge.edition.values import Value
from docforge.model.labels import labels_of
from docforge.model.meta import Affiliation, ArticleMeta, Contributor, Document, Translation
from docforge.model.nodes import Inlines, Paragraph, Section, Text
from docforge.model.statements import statement_of
from docforge.model.walk import document_blocks


def apply_meta(meta: ArticleMeta, overrides: Overrides, section: str) -> ArticleMeta:
    """``meta`` with the editor's words over it; ``section`` is edition.toml's, which article.toml beats."""
    given = overrides.values
    plain = {
        name: given[name]
        for name in ("kind", "language", "doi", "running_title", "keywords")
        if name in given
    }
    inline = {name: _inlines(given[name]) for name in ("title", "subtitle", "standfirst") if name in given}
    rights = {name: str(given[name]) for name in ("licence", "holder", "year") if name in given}
    meta = replace(meta, **plain, **inline)  # type: ignore[arg-type]  # shapes are checked by read_table
    if "abstract" in given:
        meta = replace(meta, abstract=_paragraphs(given["abstract"]))
    if overrides.record.funding:
        meta = replace(meta, funding=overrides.record.funding)
    further = overrides.further
    if further.abstracts:
        meta = replace(meta, abstracts=further.abstracts)
    if further.products:
        products = tuple(with_content(product, meta.language) for product in further.products)
        meta = replace(meta, products=products)
    if further.related:
        meta = replace(meta, related=further.related)
    if overrides.authors:
        meta = _apply_authors(meta, overrides.authors)
    if overrides.translations:
        meta = replace(meta, translations=_translations(meta, overrides.translations))
    return replace(
        meta,
        section=str(given.get("section", "")) or section or meta.section,
        permission=replace(meta.permission, **rights),
        history=replace(meta.history, **overrides.dates),
        original=replace(meta.original, **overrides.original),
    )


def _translations(meta: ArticleMeta, given: Mapping[str, Mapping[str, Value]]) -> tuple[Translation, ...]:
    """Those that were read, each with what the editor gives for its language; then new ones."""
    known = {other.language: other for other in meta.translations}
    for language, values in given.items():
        other = known.get(language, Translation(language))
        known[language] = replace(
            other,
            title=_inlines(values["title"]) if "title" in values else other.title,
            subtitle=_inlines(values["subtitle"]) if "subtitle" in values else other.subtitle,
            abstract=_paragraphs(values["abstract"]) if "abstract" in values else other.abstract,
            keywords=_texts_of(values["keywords"]) if "keywords" in values else other.keywords,
        )
    return tuple(known.values())


def add_statements(document: Document, given: Mapping[str, Value]) -> Document:
    """The document with the editor's statements; one that it has already is the editor's now."""
    for kind, value in given.items():
        paragraphs = _paragraphs(value)
        blocks = (*document.body, *document.back)
        found = next((block for block in blocks if statement_of(block) == kind), None)
        if isinstance(found, Section):
            own = replace(found, blocks=paragraphs)
            document = replace(
                document,
                body=tuple(own if block is found else block for block in document.body),
                back=tuple(own if block is found else block for block in document.back),
            )
        else:
            taken = {b.id for b in document_blocks(document) if isinstance(b, Section)}
            name = f"sec-{kind.replace('_', '-')}"
            identifier = next(n for n in (name, *(f"{name}-{i}" for i in range(2, 99))) if n not in taken)
            section = Section(
                identifier, (Text(labels_of(document.meta.language).statement(kind)),), paragraphs
            )
            document = replace(document, back=(*document.back, section))
    return document


def _apply_authors(meta: ArticleMeta, authors: tuple[Mapping[str, Value], ...]) -> ArticleMeta:
    """The authors as given, in that order; what else was read about one of the same name is kept."""
    read = {person.name.casefold(): person for person in meta.contributors}
    affiliations = list(meta.affiliations)
    people = []
    for given in authors:
        name = str(given["name"])
        person = read.get(name.casefold(), Contributor(name))
        fields: dict[str, object] = {
            key: given[key]
            for key in ("name", "family", "given", "orcid", "email", "corresponding", "note")
            if key in given
        }
        if "biography" in given:
            fields["biography"] = _inlines(given["biography"])
        if "roles" in given:
            fields["roles"] = _texts_of(given["roles"])
        if "affiliation" in given:
            fields["affiliations"] = tuple(
                _affiliation_id(affiliations, t) for t in _texts_of(given["affiliation"])
            )
        people.append(replace(person, **fields))  # type: ignore[arg-type]  # shapes are checked by read_table
    used = {identifier for person in people for identifier in person.affiliations}
    return replace(
        meta, contributors=tuple(people), affiliations=tuple(a for a in affiliations if a.id in used)
    )


def _affiliation_id(known: list[Affiliation], text: str) -> str:
    for affiliation in known:
        if affiliation.text == text:
            return affiliation.id
    taken = {affiliation.id for affiliation in known}
    identifier = next(f"aff-{n}" for n in range(1, len(known) + 2) if f"aff-{n}" not in taken)
    known.append(Affiliation(identifier, text))
    return identifier


def _inlines(value: Value) -> Inlines:
    return (Text(str(value)),)


def _paragraphs(value: Value) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(_inlines(text)) for text in _texts_of(value))


def _texts_of(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
