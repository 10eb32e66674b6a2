"""The title block and the notes on the authors for Word, in the order of the page (see html_front.py)."""

from __future__ import annotations

from docforge.exporters import pandoc_nodes as pd
from docforge.exporters.details import Line, Part, detail_lines
from docforge.exporters.html import status_notice
from docforge.exporters.pandoc_nodes import Node, Nodes
from docforge.exporters.pandoc_writer import PandocWriter
from docforge.exporters.vocabularies import in_credit_order
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of
from docforge.model.meta import ArticleMeta, Contributor


def title_block(article: Article, edition: EditionMeta, writer: PandocWriter) -> Nodes:
    """Title, people, abstract, keywords and small print, each in a style of its own."""
    meta = article.document.meta
    words = labels_of(meta.language)
    made: Nodes = []
    for content, style in (
        (meta.title, "Title"),
        (meta.subtitle, "Subtitle"),
        *((product.content, "Standfirst") for product in meta.products),
        (meta.standfirst, "Standfirst"),
    ):
        if content:
            made.append(pd.para(writer.inlines(content), style))
    made += _people(meta)
    made += _correspondence(meta, edition)
    if meta.abstract:
        made.append(pd.para([pd.added(words["abstract"])], pd.ABSTRACT_TITLE))
        made += [pd.para(writer.inlines(p.content), "Abstract") for p in meta.abstract]
    for further in meta.abstracts:
        head = writer.inlines(further.title) or [pd.added(words.abstract(further.kind))]
        made.append(pd.para(head, pd.ABSTRACT_TITLE))
        made += [pd.para(writer.inlines(p.content), "Abstract") for p in further.paragraphs]
    if meta.keywords:
        made.append(
            pd.para([pd.added(words["keywords"] + " "), *pd.plain("; ".join(meta.keywords))], "Keywords")
        )
    lines = detail_lines(article, edition)
    made += [pd.para(_line(line), pd.DETAILS) for name, line in lines if name != "original"]
    made += _translations(meta, writer)
    made += [pd.para(_line(line), pd.DETAILS) for name, line in lines if name == "original"]
    notice = status_notice(edition, meta.language)
    return made + ([pd.para(_line((Part(notice),)), pd.DETAILS)] if notice else [])


def _translations(meta: ArticleMeta, writer: PandocWriter) -> Nodes:
    made: Nodes = []
    for other in meta.translations:
        if other.title or other.subtitle:
            both = [writer.inlines(part) for part in (other.title, other.subtitle) if part]
            made.append(
                pd.para([node for part in both for node in (*part, {"t": "Space"})], "Translated Title")
            )
        made += [pd.para(writer.inlines(p.content), "Abstract") for p in other.abstract]
        if other.keywords:
            made.append(pd.para(pd.plain("; ".join(other.keywords)), "Keywords"))
    return made


def _people(meta: ArticleMeta) -> Nodes:
    numbers = {a.id: str(n) for n, a in enumerate(meta.affiliations, 1)}
    marked = len(numbers) > 1
    made = []
    for person in meta.contributors:
        marks = [numbers[a] for a in person.affiliations if a in numbers] if marked else []
        line = [*pd.plain(person.name), *([_mark(",".join(marks))] if marks else [])]
        if person.orcid:
            url = "https://orcid.org/" + person.orcid.rstrip("/").rpartition("/")[2]
            line += [{"t": "Space"}, pd.link(url, [pd.added(url)])]
        made.append(pd.para(line, "Author"))
    for affiliation in meta.affiliations:
        mark = [_mark(numbers[affiliation.id]), {"t": "Space"}] if marked else []
        made.append(pd.para([*mark, *pd.plain(affiliation.text)], "Affiliation"))
    return made


def _mark(text: str) -> Node:
    return pd.styled(pd.ADDED, [pd.wrapped("Superscript", pd.plain(text))])


def _correspondence(meta: ArticleMeta, edition: EditionMeta) -> Nodes:
    reachable = [person for person in meta.contributors if person.email]
    if not edition.print_emails or not reachable:
        return []
    line = pd.plain(f"* {labels_of(meta.language).led('correspondence')} ")
    for index, person in enumerate([p for p in reachable if p.corresponding] or reachable):
        name = f"{person.name}, " if len(meta.contributors) > 1 else ""
        line += pd.plain(("; " if index else "") + name)
        line.append(pd.link(f"mailto:{person.email}", pd.plain(person.email)))
    return [pd.para(line, pd.CORRESPONDENCE)]


def _line(line: Line) -> Nodes:
    return [node for part in line for node in _part(part)]


def _part(part: Part) -> Nodes:
    text = pd.plain(part.text)
    if part.href:
        return [pd.link(part.href, text)]
    return [pd.wrapped("Emph", text)] if part.title else text


def author_notes(meta: ArticleMeta, writer: PandocWriter) -> Nodes:
    """Who the authors are: behind the text, as on the page."""
    people = [p for p in meta.contributors if p.biography or p.note or p.roles]
    if not people:
        return []
    title = labels_of(meta.language)["about_authors" if len(meta.contributors) > 1 else "about_author"]
    return [pd.header(1, [pd.added(title)]), *(_about(person, writer) for person in people)]


def _about(person: Contributor, writer: PandocWriter) -> Node:
    line = [pd.added(person.name)]
    line += pd.plain(f" ({', '.join(in_credit_order(person.roles))}). " if person.roles else ". ")
    line += writer.inlines(person.biography)
    line += pd.plain(f" {person.note}" if person.note else "")
    return pd.para(line, "Author Note")
