"""Hypothesis strategies for the document model, for every test that wants documents it did not think of.

``documents()`` builds every node class with nasty text. They are *canonical*, as importers make them:

- no empty ``Text`` and no two ``Text`` side by side;
- ids are XML names and unique in the document; no link inside a link;
- control characters (set aside on reading) do not occur, but tabs and line ends in text do;
- blocks before the first section stand before it; lists have items, verse has lines;
- the spans of a table stay inside it; ``align`` names every column or is empty.

Strategies that others ask for while drawing are kept (``cache``): to make one anew takes longer than to draw.
The module is long because each strategy is made of those above it; parted, it would be read in two places.
"""

# ruff: noqa: E501 (tables of samples)
from __future__ import annotations

import string
from copy import deepcopy
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

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
    Break,
    Cell,
    Cite,
    CiteItem,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Footnote,
    Foreign,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    List,
    ListItem,
    Monospace,
    NoteRef,
    Paragraph,
    Permission,
    Preformat,
    Row,
    Section,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    TableWrap,
    Text,
    Underline,
    VerseGroup,
    Xref,
)
from docforge.model.walk import map_document

NASTY = [
    *"*_$[](){}<>@#\\^~|`&;:!-+=.,'\"/%?",
    *"abzAZ019éß中—“”’…",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "\u00a0",
    "\u2028",
    "\u3000",
    "\U0001f600",
    "e\u0301",
]
TRAPS = [
    "1. ", "a) ", "- ", "# ", "> ", ": ", "::: x", "| a", "---", "===", "+---+", "```", "    ", "[^1]: ", "[@k]",
    "&amp;", "&#32;", "<!-- -->", "<b>", "<http://a.b>", "![x](y)", "{#id}", "{.cls}", "**", "__", "Table: ",
    "Figure 1: ", "Table 2. ", "$$", "\\", "\\\n", "  \n", "~~~", "@{x}", "www.example.org", "...", "--", "!",
    "Smith & Doe, 2020", "p. 3", "snake_case_word", "2*3*4", "[]", "](", "]{", "%", "(@) ",
]  # fmt: skip

plain_text = st.lists(st.sampled_from([*NASTY, *TRAPS, "word", "Two words"]), max_size=6).map("".join)
some_text = plain_text.filter(bool)
ids = st.builds(
    lambda head, tail: head + tail,
    st.sampled_from(["fig-", "tbl-", "sec-", "eq-", "x", "Sec_"]),
    st.text(string.ascii_letters + string.digits, min_size=1, max_size=4),
)
keys = st.sampled_from(["smith2020", "doe-2021a", "lee:1999", "unknown_key", "ü2001"])
note_ids = st.sampled_from(["fn-1", "fn-2", "fn-10", "star", "note_a"])


def merged(nodes: list[Inline]) -> Inlines:
    """Inlines in canonical form: neighbouring texts are one, empty texts are none."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and not node.value:
            continue
        if isinstance(node, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].value + node.value)
        else:
            out.append(node)
    return tuple(out)


cite_items = st.builds(CiteItem, keys, plain_text, plain_text, plain_text) | st.sampled_from(
    [
        CiteItem("smith2020", "Smith & Doe, 2020"),
        CiteItem("smith2020", "Smith & Doe, 2020, p. 3", locator="p. 3"),
        CiteItem("smith2020", "2020"),
        CiteItem("doe-2021a", "see Doe, 2021a", prefix="see"),
        CiteItem("smith2020", "Smith & Doe (2020)"),
    ]
)
cites = st.builds(
    Cite,
    st.lists(cite_items, min_size=1, max_size=3).map(tuple),
    before=st.sampled_from(["(", "", "[", "x*"]),
    after=st.sampled_from([")", "", "]", "*x"]),
    separator=st.sampled_from(["; ", ", ", "", "|"]),
    narrative=st.booleans(),
) | st.builds(Cite, st.lists(cite_items, min_size=1, max_size=2).map(tuple))

leaves: st.SearchStrategy[Inline] = (
    st.builds(Text, some_text)
    | st.builds(Text, some_text)
    | st.builds(Monospace, plain_text)
    | st.builds(InlineFormula, plain_text | st.sampled_from(["x^2", "\\alpha", "a_{1}"]))
    | st.just(Break())
    | st.builds(NoteRef, note_ids)
    | cites
)


def _wrap(inner: st.SearchStrategy[Inline], links: bool) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, max_size=3).map(merged)
    kinds: list[st.SearchStrategy[Inline]] = [
        st.builds(kind, content) for kind in (Italic, Bold, Underline, Strike, SmallCaps, Sup, Sub)
    ]
    kinds.append(st.builds(Foreign, content, st.sampled_from(["fr", "de-AT", "he"])))
    if links:
        flat = st.lists(leaves, max_size=2).map(merged)
        hrefs = some_text | st.sampled_from(
            ["https://example.org/a_b?c=(d)", "mailto:a@b.c", "#x", "http://a.b/[c]"]
        )
        kinds += [
            st.builds(ExtLink, hrefs, content=flat),
            hrefs.map(lambda h: ExtLink(h, (Text(h),))),
            st.builds(Xref, st.sampled_from(["fig", "table", "sec", "disp-formula"]), ids, flat),
        ]
    return st.one_of(kinds)


@cache
def inlines(max_size: int = 4) -> st.SearchStrategy[Inlines]:
    """Canonical inline sequences, three levels deep, of every inline class."""
    inner = leaves | _wrap(leaves, links=True)
    node = leaves | _wrap(inner, links=True)
    return st.lists(node, max_size=max_size).map(merged)


cells = st.builds(Cell, inlines(2))
permissions = st.just(Permission()) | st.builds(Permission, some_text, plain_text, plain_text, plain_text)


@st.composite
def tables(draw: st.DrawFn) -> TableWrap:
    """Tables with and without head, with spans, now and then ragged."""
    columns = draw(st.integers(1, 4))
    head, body = draw(st.integers(0, 2)), draw(st.integers(0, 3))
    if draw(st.booleans()):
        rows: list[tuple[Cell, ...]] = [
            tuple(draw(cells) for _ in range(columns)) for _ in range(head + body)
        ]
        if rows and bool(draw(st.booleans())):
            at = draw(st.integers(0, len(rows) - 1))
            rows[at] = rows[at][: draw(st.integers(0, columns))]
            columns = max(len(row) for row in rows)
        top, rest = tuple(rows[:head]), tuple(rows[head:])
    else:
        top, rest = draw(_spanned(head, columns)), draw(_spanned(body, columns))
        if not _every_border_drawn(top, rest, columns):
            top, rest = _unspanned(top, columns), _unspanned(rest, columns)
    align: tuple[str, ...] = ()
    if columns and draw(st.booleans()):
        align = tuple(draw(st.sampled_from(["", "left", "center", "right"])) for _ in range(columns))
        align = align if any(align) else ()
    return TableWrap(
        draw(ids), draw(plain_text | st.just("Table 1")), draw(inlines(2)), top, rest, align,  # type: ignore[arg-type]
        tuple(draw(st.lists(inlines(2), max_size=2))),
    )  # fmt: skip


def _unspanned(rows: tuple[Row, ...], columns: int) -> tuple[Row, ...]:
    """The same cells one by one, rows filled up."""
    return tuple((*(Cell(c.content) for c in row), *(Cell(()),) * (columns - len(row))) for row in rows)


def _every_border_drawn(head: tuple[Row, ...], body: tuple[Row, ...], columns: int) -> bool:
    """Whether a cell begins in each row and each column: else fewer would say the same."""
    begins: set[int] = set()
    for part in (head, body):
        reach = [0] * columns
        for row in part:
            x = 0
            for cell in row:
                while reach[x]:
                    x += 1
                begins.add(x)
                for i in range(x, x + cell.colspan):
                    reach[i] = cell.rowspan
                x += cell.colspan
            reach = [max(0, n - 1) for n in reach]
    return begins >= set(range(columns)) and all((*head, *body))


@cache
@st.composite
def _spanned(draw: st.DrawFn, height: int, width: int) -> tuple[Row, ...]:
    taken = [[False] * width for _ in range(height)]
    rows: list[Row] = []
    for y in range(height):
        row: list[Cell] = []
        for x in range(width):
            if taken[y][x]:
                continue
            down = draw(st.integers(1, height - y))
            across = 1
            while x + across < width and not taken[y][x + across] and draw(st.booleans()):
                across += 1
            for j in range(y, y + down):
                for i in range(x, x + across):
                    taken[j][i] = True
            row.append(replace(draw(cells), colspan=across, rowspan=down))
        rows.append(tuple(row))
    return tuple(rows)


figures = st.builds(
    Figure,
    ids,
    plain_text | st.just("Figure 1"),
    inlines(3),
    graphic=st.sampled_from(["", "figures/a.svg", "b c.png", "x(1)[2].jpg"]) | plain_text,
    alt=plain_text,
    credit=inlines(2),
    source=inlines(2),
    permission=permissions,
    decorative=st.booleans(),
    allowed=inlines(2),
)
code_text = st.lists(st.sampled_from([*NASTY, *TRAPS]), max_size=6).map("".join)

flat_blocks = (
    st.builds(Paragraph, inlines())
    | st.builds(Paragraph, inlines())
    | st.builds(VerseGroup, st.lists(inlines(2), min_size=1, max_size=3).map(tuple))
    | st.builds(Preformat, code_text, language=st.sampled_from(["", "python", "c++"]))
    | st.builds(
        DispFormula,
        plain_text | st.sampled_from(["E = mc^2", "a\n\\\\ b"]),
        id=st.just("") | ids,
        label=st.just("") | some_text,
    )
    | figures
    | tables()
)


def _nest(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(ListItem, some), min_size=1, max_size=3).map(tuple)
    return (
        st.builds(List, items, ordered=st.just(False))
        | st.builds(List, items, ordered=st.just(True), start=st.integers(0, 12))
        | st.builds(DispQuote, some, kind=st.sampled_from(["", "pullquote", "epigraph"]), attrib=inlines(2))
    )


blocks = flat_blocks | _nest(flat_blocks | _nest(flat_blocks))


@cache
@st.composite
def section_trees(draw: st.DrawFn, depth: int = 3) -> tuple[Block, ...]:
    """Blocks, then sections, as a body or a section holds them."""
    before = draw(st.lists(blocks, max_size=2))
    sections: list[Block] = []
    if depth:
        for _ in range(draw(st.integers(0, 2))):
            label = draw(st.sampled_from(["", "1", "2.1", "IV"]) | some_text)
            sections.append(Section(draw(ids), draw(inlines(2)), draw(section_trees(depth - 1)), label=label))
    return (*before, *sections)


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
