"""Metadata and references -> YAML front matter: marked-up text as Markdown strings, facts verbatim."""

from __future__ import annotations

from dataclasses import fields

from docforge.exporters.markdown_inlines import InlineWriter, note_token
from docforge.exporters.yaml_text import Value, yaml_lines
from docforge.model.meta import (
    Abstract,
    ArticleMeta,
    Contributor,
    CslItem,
    Document,
    Name,
    Product,
    Reference,
    Translation,
)
from docforge.model.nodes import Text

CSL_NAMES = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL"}


def front_matter(document: Document, writer: InlineWriter) -> list[str]:
    """Lines from ``---`` to ``---``. The title is always there, so that no heading is taken for it."""
    content = _meta(document.meta, writer)
    labels = {note_token(n.id): n.label for n in document.notes if n.label != note_token(n.id)}
    content |= _set({"note-labels": dict(labels)})
    if document.references:
        content["references"] = [_reference(r, writer) for r in document.references]
    return ["---", *yaml_lines(content), "---"]


def _set(values: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value}


def _plain(record: object, skip: tuple[str, ...] = ()) -> dict[str, Value]:
    """The string fields of a record that differ from their default."""
    out: dict[str, Value] = {}
    for f in fields(record):  # type: ignore[arg-type]
        value = getattr(record, f.name)
        if isinstance(value, str) and f.name not in skip and value != f.default:
            out[f.name.replace("_", "-")] = value
    return out


def _meta(meta: ArticleMeta, writer: InlineWriter) -> dict[str, Value]:
    start = ArticleMeta()
    abstract = "\n\n".join(writer.paragraph(p.content) for p in meta.abstract)
    return {"title": writer.line(meta.title)} | _set(
        {
            "subtitle": writer.line(meta.subtitle),
            "kind": meta.kind if meta.kind != start.kind else "",
            "lang": meta.language if meta.language != start.language else "",
            "section": meta.section,
            "author": [_contributor(c, writer) for c in meta.contributors],
            "affiliations": [_plain(a) for a in meta.affiliations],
            "standfirst": writer.line(meta.standfirst),
            "abstract": abstract,
            "abstracts": [_abstract(further, writer) for further in meta.abstracts],
            "products": [_product(product, writer) for product in meta.products],
            "related": [_plain(one) for one in meta.related],
            "funding": [
                _plain(one) | _set({"awards": list(one.awards), "recipients": list(one.recipients)})
                for one in meta.funding
            ],
            "keywords": list(meta.keywords),
            "translations": [_translation(other, writer) for other in meta.translations],
            "doi": meta.doi,
            "running-title": meta.running_title,
            "history": _plain(meta.history),
            "permission": _plain(meta.permission),
            "original": _plain(meta.original),
            "original-pages": [_plain(page) for page in meta.original_pages],
        }
    )


def _abstract(further: Abstract, writer: InlineWriter) -> dict[str, Value]:
    return {"kind": further.kind} | _set(
        {
            "lang": further.language,
            "title": writer.line(further.title),
            "text": "\n\n".join(writer.paragraph(p.content) for p in further.paragraphs),
        }
    )


def _product(product: Product, writer: InlineWriter) -> dict[str, Value]:
    out = _plain(product) | _set({"authors": list(product.authors)})
    return out | {"text": writer.line(product.content)}


def _translation(other: Translation, writer: InlineWriter) -> dict[str, Value]:
    return {"lang": other.language} | _set(
        {
            "title": writer.line(other.title),
            "subtitle": writer.line(other.subtitle),
            "abstract": "\n\n".join(writer.paragraph(p.content) for p in other.abstract),
            "keywords": list(other.keywords),
        }
    )


def _contributor(person: Contributor, writer: InlineWriter) -> dict[str, Value]:
    return _plain(person) | _set(
        {
            "affiliations": list(person.affiliations),
            "corresponding": "true" if person.corresponding else "",
            "biography": writer.line(person.biography),
            "roles": list(person.roles),
        }
    )


def _csl(item: CslItem) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for f in fields(item):
        value = getattr(item, f.name)
        key = CSL_NAMES.get(f.name, f.name.replace("_", "-"))
        if isinstance(value, tuple) and value:
            out[key] = [_name(n) for n in value]
        elif value:
            out[key] = value
    return out


def _name(name: Name) -> dict[str, Value]:
    return _plain(name) or {"literal": ""}


def _reference(reference: Reference, writer: InlineWriter) -> dict[str, Value]:
    out: dict[str, Value] = {"id": reference.id} | _csl(reference.csl)
    out |= _set({"label": reference.label, "certain": "true" if reference.certain else ""})
    out["raw"] = reference.raw
    if reference.content != (Text(reference.raw),):
        out["text"] = writer.line(reference.content)
    return out
