"""What article.toml says, over the front matter that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docforge.edition.overrides import Overrides
from docforge.edition.values import Value
from docforge.model.meta import Affiliation, ArticleMeta, Contributor
from docforge.model.nodes import Inlines, Paragraph, Text


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
        meta = replace(
            meta, abstract=tuple(Paragraph(_inlines(text)) for text in _texts_of(given["abstract"]))
        )
    if overrides.authors:
        meta = _apply_authors(meta, overrides.authors)
    return replace(
        meta,
        section=str(given.get("section", "")) or section or meta.section,
        permission=replace(meta.permission, **rights),
        history=replace(meta.history, **overrides.dates),
        original=replace(meta.original, **overrides.original),
    )


def _apply_authors(meta: ArticleMeta, authors: tuple[Mapping[str, Value], ...]) -> ArticleMeta:
    """The authors as given, in that order; what else was read about one of the same name is kept."""
    read = {person.name.casefold(): person for person in meta.contributors}
    affiliations = list(meta.affiliations)
    people = []
    for given in authors:
        name = str(given["name"])
        person = read.get(name.casefold(), Contributor(name))
        fields = {
            key: given[key]
            for key in ("name", "family", "given", "orcid", "email", "corresponding")
            if key in given
        }
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


def _texts_of(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
