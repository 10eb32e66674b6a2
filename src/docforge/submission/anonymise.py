"""An article -> the same article with nothing in it that names its authors.

What is taken out is listed. References and the citations of them are never rewritten: where one may be the
authors' own, it is listed for them, to reword or to let stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from docforge.model.edition import Article
from docforge.model.meta import Document, History, OriginalPublication, Product, Reference
from docforge.model.nodes import (
    Block,
    Blocks,
    Cite,
    CiteItem,
    ExtLink,
    Figure,
    Inline,
    Inlines,
    Monospace,
    Permission,
    Preformat,
    Section,
    Text,
    Wrap,
)
from docforge.model.statements import statement_of
from docforge.model.walk import map_document
from docforge.submission.facts import Facts, plain
from docforge.submission.needles import EMAIL_RE, ORCID_RE, PATH_RE, Needle, find_needles, fold, pattern
from docforge.submission.scrub import scrub_picture

MARK = "[removed for review]"
# Statements that say who the authors are and who pays them.
TELLING = frozenset({"acknowledgements", "funding", "contributions", "competing_interests"})


@dataclass(frozen=True)
class Anonymised:
    """``removed`` lists kind and text; ``own`` are references that may be the authors', by their old ids."""

    article: Article
    removed: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]
    statements: tuple[Section, ...]


class _Cleaner:
    def __init__(self, needles: tuple[Needle, ...]) -> None:
        self.removed: dict[tuple[str, str], None] = {}
        self.patterns = [
            (needle.kind, re.compile(rf"(?<!\w){_spaced(needle.text)}(?!\w)", re.IGNORECASE))
            for needle in needles
            if needle.loose
        ]
        self.patterns += [("e-mail", EMAIL_RE), ("ORCID", ORCID_RE), ("path", PATH_RE)]

    def text(self, value: str) -> str:
        for kind, wanted in self.patterns:
            value = wanted.sub(lambda match, kind=kind: self._take(kind, match[0]), value)  # type: ignore[misc]
        return value

    def _take(self, kind: str, text: str) -> str:
        self.removed[(kind, text)] = None
        return MARK

    def tells(self, value: str) -> bool:
        return any(wanted.search(value) for _, wanted in self.patterns)

    def inlines(self, content: Inlines) -> Inlines:
        return tuple(part for node in content for part in self._inline(node))

    def _inline(self, node: Inline) -> Inlines:
        match node:
            case Text() | Monospace():
                return (replace(node, value=self.text(node.value)),)
            case ExtLink():
                content = self.inlines(node.content)
                if node.href.lower().startswith("mailto:") or self.tells(node.href):
                    self._take("link", node.href)
                    return content
                return (replace(node, content=content),)
            case Wrap():
                return (replace(node, content=self.inlines(node.content)),)
            case _:
                return (node,)


def _spaced(text: str) -> str:
    return re.escape(" ".join(text.split())).replace(r"\ ", r"\s+")


def anonymise(facts: Facts) -> Anonymised:
    """The article for reviewers, what was taken out of it, and which references may be the authors' own."""
    cleaner = _Cleaner(find_needles(facts))
    document = facts.article.document
    statements: list[Section] = []
    document = replace(document, body=_told(document.body, statements), back=_told(document.back, statements))
    document = map_document(document, cleaner.inlines)
    names = _picture_names(facts.article)
    document = replace(
        document,
        body=_blocks(document.body, cleaner, names),
        back=_blocks(document.back, cleaner, names),
        notes=tuple(replace(n, blocks=_blocks(n.blocks, cleaner, names)) for n in document.notes),
        references_title=cleaner.inlines(document.references_title),
    )
    document = _front(_renamed(document), cleaner)
    assets = tuple(sorted((names[name], scrub_picture(name, data)) for name, data in facts.article.assets))
    article = Article("manuscript", document, assets)
    own = tuple((r.id, facts.text(r.content) or plain(r.raw)) for r in own_references(facts))
    return Anonymised(article, tuple(cleaner.removed), own, tuple(statements))


def own_references(facts: Facts) -> tuple[Reference, ...]:
    """References in which an author's family name stands, with its accents or without."""
    families = dict.fromkeys(p.family or p.name.split()[-1] for p in facts.people)
    wanted = [pattern(Needle("family name", family)) for family in families if family]
    return tuple(
        reference
        for reference in facts.article.document.references
        if any(one.search(fold(facts.text(reference.content) or reference.raw)) for one in wanted)
    )


def _told(blocks: Blocks, statements: list[Section]) -> Blocks:
    """The blocks without statements that tell of the authors, which go to the title page."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Section) and statement_of(block) in TELLING:
            statements.append(block)
        elif isinstance(block, Section):
            kept.append(replace(block, blocks=_told(block.blocks, statements)))
        else:
            kept.append(block)
    return tuple(kept)


def _blocks(blocks: Blocks, cleaner: _Cleaner, names: Mapping[str, str]) -> Blocks:
    """Pictures under neutral names with clean descriptions; listings without paths and names."""

    def one(block: Block) -> Block:
        match block:
            case Figure():
                return replace(
                    block,
                    graphic=names.get(block.graphic, ""),
                    alt=cleaner.text(block.alt),
                    permission=Permission(),
                )
            case Preformat():
                return replace(block, value=cleaner.text(block.value))
            case Section():
                return replace(block, blocks=_blocks(block.blocks, cleaner, names))
            case _:
                return block

    return tuple(one(block) for block in blocks)


def _front(document: Document, cleaner: _Cleaner) -> Document:
    meta = document.meta
    clean = cleaner.inlines
    return replace(
        document,
        meta=replace(
            meta,
            title=clean(meta.title),
            subtitle=clean(meta.subtitle),
            standfirst=clean(meta.standfirst),
            abstract=tuple(replace(p, content=clean(p.content)) for p in meta.abstract),
            keywords=tuple(cleaner.text(word) for word in meta.keywords),
            translations=tuple(
                replace(
                    other,
                    title=clean(other.title),
                    subtitle=clean(other.subtitle),
                    abstract=tuple(replace(p, content=clean(p.content)) for p in other.abstract),
                    keywords=tuple(cleaner.text(word) for word in other.keywords),
                )
                for other in meta.translations
            ),
            abstracts=tuple(
                replace(
                    further,
                    title=clean(further.title),
                    paragraphs=tuple(replace(p, content=clean(p.content)) for p in further.paragraphs),
                )
                for further in meta.abstracts
            ),
            products=tuple(Product(clean(product.content), product.kind) for product in meta.products),
            related=(),
            funding=(),
            running_title="",
            contributors=(),
            affiliations=(),
            doi="",
            history=History(),
            permission=Permission(),
            original=OriginalPublication(),
            original_pages=(),
        ),
    )


def _renamed(document: Document) -> Document:
    """References under ids that say nothing: "marsh-2019" names an author."""
    ids = {reference.id: f"r{number}" for number, reference in enumerate(document.references, 1)}

    def inlines(content: Inlines) -> Inlines:
        return tuple(_with_ids(node, ids) for node in content)

    document = map_document(document, inlines)
    return replace(document, references=tuple(replace(r, id=ids[r.id], raw="") for r in document.references))


def _with_ids(node: Inline, ids: Mapping[str, str]) -> Inline:
    match node:
        case Cite():
            items = tuple(CiteItem(ids.get(i.rid, i.rid), i.printed, i.prefix, i.locator) for i in node.items)
            return replace(node, items=items)
        case Wrap():
            return replace(node, content=tuple(_with_ids(part, ids) for part in node.content))
        case _:
            return node


def _picture_names(article: Article) -> dict[str, str]:
    """Neutral names: "figures/marsh_lab.png" -> "figures/figure-1.png"."""
    return {
        name: f"figures/figure-{number}.{name.rpartition('.')[2].lower()}"
        for number, (name, _) in enumerate(article.assets, 1)
    }
