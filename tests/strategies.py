"""Hypothesis strategies for the document model, for every test that wants documents it did not think of.

``documents()`` builds every node class with nasty text. They are *canonical*, as importers make them:

- no empty ``Text`` and no two ``Text`` side by side;
- ids are XML names and unique in the document; no link inside a link;
- control characters (set aside on reading) do not occur, but tabs and line ends in text do;
- blocks before the first section stand before it; lists have items, verse has lines;
- the spans of a table stay inside it; ``align`` names every column or is empty.

Strategies that others ask for while drawing are kept (``cache``): to make one anew takes longer than to draw.
``strategies_inlines`` and ``strategies_blocks`` have what documents are made of.
"""

# ruff: noqa: E501 (tables of samples)
from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from hypothesis import strategies as st
from strategies_blocks import blocks, permissions, section_trees
from strategies_inlines import ids, inlines, keys, merged, note_ids, plain_text, some_text

from docforge.model.edition import Article
from docforge.model.meta import (
    Abstract,
    Affiliation,
    ArticleMeta,
    Contributor,
    CslItem,
    Document,
    Funding,
    History,
    Name,
    OriginalPublication,
    Product,
    Reference,
    RelatedArticle,
    Translation,
)
from docforge.model.nodes import (
    Block,
    Bold,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Footnote,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    List,
    ListItem,
    Paragraph,
    Section,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    TableWrap,
    Text,
    Underline,
    Xref,
)
from docforge.model.walk import map_document

names = st.builds(Name, family=some_text, given=plain_text) | st.builds(Name, literal=some_text)
csl_items = st.builds(
    CslItem,
    type=st.sampled_from(["", "book", "article-journal"]),
    author=st.lists(names, max_size=3).map(tuple),
    editor=st.lists(names, max_size=1).map(tuple),
    issued=st.sampled_from(["", "2020", "2021-03-04"]) | plain_text,
    year_suffix=st.sampled_from(["", "a"]),
    title=plain_text,
    container_title=plain_text,
    volume=plain_text,
    doi=plain_text,
    url=plain_text,
    publisher_place=plain_text,
)
CSL_SAMPLE = {
    "smith2020": CslItem(type="book", author=(Name("Smith", "A."), Name("Doe", "B.")), issued="2020"),
    "doe-2021a": CslItem(type="book", author=(Name("Doe", "B."),), issued="2021-03", year_suffix="a"),
}


@st.composite
def references(draw: st.DrawFn) -> tuple[Reference, ...]:
    chosen = draw(st.lists(keys, max_size=4, unique=True))
    return tuple(
        Reference(
            key, draw(plain_text), draw(inlines(3)), CSL_SAMPLE.get(key) or draw(csl_items),
            label=draw(st.sampled_from(["", "12"])), certain=draw(st.booleans()),
        )
        for key in chosen
    )  # fmt: skip


people = st.builds(
    Contributor, some_text, family=plain_text, given=plain_text, orcid=plain_text, email=plain_text,
    affiliations=st.lists(ids, max_size=2).map(tuple), corresponding=st.booleans(), biography=inlines(2),
    roles=st.lists(plain_text, max_size=2).map(tuple), note=plain_text,
)  # fmt: skip


some_texts = st.lists(some_text, max_size=2).map(tuple)
further_abstracts = st.builds(
    Abstract,
    st.sampled_from(["key-points", "graphical", "executive-summary"]),
    st.lists(st.builds(Paragraph, inlines(2)), max_size=2).map(tuple),
    inlines(1),
    st.sampled_from(["", "de"]),
)
products = st.builds(
    Product, inlines(3), some_text, title=plain_text, authors=some_texts, year=plain_text, isbn=plain_text
)


@st.composite
def metas(draw: st.DrawFn) -> ArticleMeta:
    """Front matter with every field set now and then."""

    def some(kind: st.SearchStrategy[tuple[object, ...]]) -> tuple:  # type: ignore[type-arg]
        return draw(st.just(()) | kind)

    return ArticleMeta(
        title=draw(inlines(3)),
        subtitle=draw(inlines(2)),
        kind=draw(st.sampled_from(["research-article", "review-article"])),
        language=draw(st.sampled_from(["en", "de-AT", "no"])),
        section=draw(plain_text),
        contributors=some(st.lists(people, max_size=2).map(tuple)),
        affiliations=some(st.lists(st.builds(Affiliation, ids, plain_text, country=plain_text), max_size=2).map(tuple)),
        standfirst=draw(inlines(2)),
        abstract=some(st.lists(st.builds(Paragraph, inlines(3)), max_size=2).map(tuple)),
        keywords=some(st.lists(plain_text, max_size=3).map(tuple)),
        translations=some(
            st.lists(
                st.builds(
                    Translation,
                    st.sampled_from(["de", "tr"]),
                    inlines(2),
                    inlines(1),
                    st.lists(st.builds(Paragraph, inlines(2)), max_size=2).map(tuple),
                    st.lists(plain_text, max_size=2).map(tuple),
                ),
                max_size=2,
            ).map(tuple)
        ),
        abstracts=some(st.lists(further_abstracts, max_size=2).map(tuple)),
        products=some(st.lists(products, max_size=2).map(tuple)),
        related=some(st.lists(st.builds(RelatedArticle, some_text, plain_text, plain_text), max_size=2).map(tuple)),
        funding=some(
            st.lists(st.builds(Funding, some_text, plain_text, some_texts, some_texts), max_size=2).map(tuple)
        ),
        doi=draw(plain_text),
        running_title=draw(plain_text),
        history=draw(st.just(History()) | st.builds(History, received=plain_text, published=plain_text)),
        permission=draw(permissions),
        original=draw(
            st.just(OriginalPublication())
            | st.builds(OriginalPublication, journal=plain_text, volume=plain_text, doi=plain_text, date=plain_text)
        ),
    )  # fmt: skip


class _Renamer:
    """Makes ids unique in document order."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def id(self, wanted: str) -> str:
        number = self.seen.get(wanted, 0)
        self.seen[wanted] = number + 1
        return f"{wanted}-r{number}" if number else wanted

    def blocks(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self.block(b) for b in content)

    def block(self, block: Block) -> Block:
        match block:
            case Section():
                return replace(block, id=self.id(block.id), blocks=self.blocks(block.blocks))
            case DispQuote():
                return replace(block, blocks=self.blocks(block.blocks))
            case List():
                return replace(block, items=tuple(ListItem(self.blocks(i.blocks)) for i in block.items))
            case Figure() | TableWrap():
                return replace(block, id=self.id(block.id))
            case DispFormula():
                return replace(block, id=self.id(block.id) if block.id else "")
            case _:
                return block


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A whole canonical document; see the module's docstring for what canonical means."""
    rename = _Renamer()
    notes = draw(st.lists(note_ids, max_size=3, unique=True))
    document = Document(
        meta=draw(metas()),
        body=rename.blocks(draw(section_trees())),
        notes=tuple(
            Footnote(n, draw(plain_text | st.just(n.removeprefix("fn-"))), rename.blocks(tuple(draw(st.lists(blocks, max_size=2)))))
            for n in notes
        ),
        references=draw(references()),
        references_title=draw(st.just(()) | inlines(2)),
        back=rename.blocks(draw(section_trees(1))),
    )  # fmt: skip
    # Of a copy hypothesis does not know how each part was drawn; telling that of a failure would take for ever.
    return deepcopy(document)


articles = st.builds(Article, st.just("sample"), documents())


WITH_CONTENT = (Italic, Bold, Underline, Strike, SmallCaps, Sup, Sub, ExtLink, Xref)


def without_formulas(document: Document) -> Document:
    """The document with plain text in the place of TeX."""

    def plain(content: Inlines) -> Inlines:
        out: list[Inline] = []
        for node in content:
            if isinstance(node, InlineFormula):
                out.append(Text(node.tex))
            elif isinstance(node, WITH_CONTENT):
                out.append(replace(node, content=plain(node.content)))
            else:
                out.append(node)
        return merged(out)

    def blocks_(found: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(block_(b) for b in found)

    def block_(block: Block) -> Block:
        match block:
            case DispFormula():
                return Paragraph(merged([Text(block.tex)]))
            case Section() | DispQuote():
                return replace(block, blocks=blocks_(block.blocks))
            case List():
                return replace(block, items=tuple(ListItem(blocks_(i.blocks)) for i in block.items))
            case _:
                return block

    clean = map_document(document, plain)
    meta = replace(
        clean.meta,
        title=plain(clean.meta.title),
        abstract=tuple(Paragraph(plain(p.content)) for p in clean.meta.abstract),
    )
    return replace(
        clean,
        meta=meta,
        body=blocks_(clean.body),
        back=blocks_(clean.back),
        notes=tuple(replace(n, blocks=blocks_(n.blocks)) for n in clean.notes),
        references=tuple(replace(r, content=plain(r.content)) for r in clean.references),
        references_title=plain(clean.references_title),
    )
