# ruff: noqa: E501 (tables of samples)
"""What docforge writes as JATS it reads back as the same document.

Not carried, and so not compared: places in the source; the damaged string of an entry (``raw``); where pages of
the first publication began; fields of an entry that are too doubtful to be told; how ids are spelt that XML
cannot spell; the separator of a citation of one work; e-mail addresses where the editor does not print them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from docforge.edition.assemble import assemble
from docforge.edition.config import load_edition
from docforge.edition.convert import assemble_copies
from docforge.edition.gather import gather
from docforge.edition.inputs import Guidance, load_file
from docforge.edition.reading import read_copies
from docforge.exporters.jats import write_jats
from docforge.importers.jats.document import read_jats
from docforge.model.edition import Article, EditionMeta
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
    InlineFormula,
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
    Sup,
    TableWrap,
    Text,
    VerseGroup,
    Xref,
)
from docforge.model.sections import nest
from docforge.validate.jats4r import check_jats4r

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

SOURCES = Path(__file__).resolve().parents[2] / "sources"
EDITION = EditionMeta(
    journal="Journal", title="Issue", date="2026-05", doi_prefix="10.5555", print_emails=True
)
FEWEST_TRUTHS = 20


def carried(document: Document, told: set[str]) -> Document:
    """The document without what JATS does not carry; ``told`` are the entries whose fields it has."""
    references = tuple(
        replace(r, raw="", csl=r.csl if r.id in told else CslItem(), certain=r.certain and r.id in told)
        for r in document.references
    )
    return replace(document, meta=replace(document.meta, original_pages=()), references=references)


def read_back(article: Article, edition: EditionMeta = EDITION) -> tuple[Document, Document]:
    """The document and what came back, as far as both can be compared."""
    data = write_jats(article, edition).files["article.xml"]
    reading = read_jats(data, "article.xml")
    assert reading.conservation.unaccounted == () and reading.conservation.invented == ()
    refs = etree.fromstring(data).iter("ref")
    told = {str(ref.get("id")) for ref in refs if ref.find(".//element-citation") is not None}
    return carried(article.document, told), carried(reading.document, told)


def paragraph(*content: Any) -> Paragraph:
    return Paragraph(content)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


EVERYTHING = Document(
    ArticleMeta(
        title=(Text("On "), Italic(words("mending"))),
        subtitle=words("A study"),
        kind="review-article",
        language="de",
        section="Essays",
        contributors=(
            Contributor("Ann Roe", "Roe", "Ann", "https://orcid.org/0000-0002-1825-0097", "a@e.org", ("aff-1",), True),
            Contributor("Mao Li", "Mao", "Li", biography=words("Writes."), roles=("Software", "Reader")),
            Contributor("Dr Ann van Roe", "Roe", "Ann", note="Died 2020."),
            Contributor("The Menders"),
        ),
        affiliations=(
            Affiliation("aff-1", "Uni of X, Y, Norway", "Uni of X", "Norway", "https://ror.org/052gg0110"),
        ),
        standfirst=words("In short."),
        abstract=(paragraph(Text("We mend.")), paragraph(Text("And rest."))),
        keywords=("mending", "text"),
        translations=(Translation("en", words("On mending"), words("Study"), (paragraph(Text("We.")),), ("mend",)),),
        abstracts=(
            Abstract("key-points", (paragraph(Text("Mend "), Foreign(words("tout de suite"), "fr"), Text(".")),), words("Key points")),
            Abstract("plain-language-summary", (paragraph(Text("We mend things.")),), language="en"),
        ),
        products=(
            Product(
                (Text("Ann Roe and Bo Doe, "), Italic(words("The Needle")), Text(", Oslo: House, 2020, ISBN 978-3-16-148410-0.")),
                "book", "The Needle", ("Ann Roe", "Bo Doe"), "2020", "House", "Oslo", "978-3-16-148410-0",
            ),
        ),
        related=(RelatedArticle("corrected-article", "10.5555/old"), RelatedArticle("companion", url="https://e.org/c")),
        funding=(
            Funding("Fund of Repairs", "https://doi.org/10.13039/100000001", ("R-1", "R-2"), ("Ann Roe",)),
            Funding("Local Fund"),
        ),
        doi="10.5555/abc",
        running_title="Mending",
        history=History("2023-12-01", "2024", "2024-01", "2024-02-03"),
        permission=Permission("CC-BY-4.0", "Ann Roe", "2024", "© 2024 Ann Roe"),
        original=OriginalPublication(
            "Old", "0000-0000", "9", "4", "11", "19", "1999-01", "10.1000/o", "https://o.org/", "House", "CC BY"
        ),
    ),
    (
        paragraph(
            Text("See "),
            Cite((CiteItem("roe2001", "Roe, 2001, p. 3", "", "p. 3"), CiteItem("doe2002", "Doe, 2002"))),
            Text(" and "),
            Cite((CiteItem("roe2001", "Roe (2001)"),), "", "", narrative=True),
            NoteRef("fn-1"),
            Text(", "),
            Xref("fig", "fig-1", words("Figure 1")),
            Text(" at "),
            ExtLink("https://e.org/a", words("https://e.org/a")),
            Break(),
            InlineFormula("x^2"),
            Text(" "),
            Monospace("code  x"),
            Sup(words("2")),
        ),
        Section(
            "sec-1",
            words("One"),
            (
                List((ListItem((paragraph(Text("a")),)), ListItem((paragraph(Text("b")),))), True, 3),
                List((ListItem((paragraph(Text("c")), List((ListItem((paragraph(Text("d")),)),)))),)),
                DispQuote((paragraph(Text("Pulled.")),), "pullquote", words("Ann")),
                VerseGroup((words("one"), words("two"))),
                Preformat("x = 1\n  y\n", "python"),
                DispFormula("E = mc^2", "eq-1", "(1)"),
                Figure(
                    "fig-1", "Figure 1", (Bold(words("The boats.")), Text(" From the mill.")), "", "",
                    words("Photo: N."), words("Own"), Permission(holder="N."), False, words("By permission."),
                ),
                TableWrap(
                    "tbl-1", "Table 1", words("Turns"),
                    ((Cell(words("Day"), 1, 2), Cell(words("Turns"), 2)), (Cell(words("a")), Cell(words("b")))),
                    ((Cell(words("Mon")), Cell(words("1")), Cell((*words("2"), Break(), *words("3")))),),
                    ("left", "right", "right"), (words("Note."), words("Source: own.")),
                ),
            ),
            "1",
        ),
        Section("sec-2", words("Competing interests"), (paragraph(Text("None.")),)),
        Section("sec-3", words("Data availability"), (paragraph(Text("Here.")),)),
        Section("sec-4", words("Funding"), (paragraph(Text("Nobody paid.")),)),
    ),
    (Footnote("fn-1", "1", (paragraph(Text("Said.")),)), Footnote("fn-2", "*", ())),
    (
        Reference("roe2001", "", words("Roe 2001. On."), CslItem(
            "article-journal", (Name("Roe", "Ann"), Name(literal="Society")), (), "2001-05", "", "On", "Journal",
            "2", "1", "10–19", doi="10.1/x", url="https://e.org",
        ), "1", True),
        Reference("doe2002", "", (Text("Doe "), Italic(words("Book"))), CslItem(
            "chapter", (Name("Doe", "B."),), (Name("Elm", "C."),), "2002", "a", "Part", "Book",
            publisher="House", publisher_place="Oldtown", edition="2nd", isbn="1", issn="2", accessed="2020-01-02",
        )),
        Reference("x", "", words("Film."), CslItem("motion_picture", issued="2003", title="Film")),
    ),
    words("References"),
    (Section("ack", words("Acknowledgements"), (paragraph(Text("Thanks.")),)),),
)  # fmt: skip


def test_everything_that_the_model_can_hold_comes_back() -> None:
    before, after = read_back(Article("a", EVERYTHING))
    assert after.meta == before.meta
    assert after.body == before.body
    assert after == before


def test_the_same_article_has_no_error_for_jats4r() -> None:
    data = write_jats(Article("a", EVERYTHING), EDITION).files["article.xml"]
    checked = check_jats4r(data, "article.xml")
    assert checked.ran
    assert [d.message for d in checked.diagnostics if d.severity.value == "error"] == []


@pytest.mark.parametrize("name", [a.id for a in load_edition(SOURCES).articles])
def test_the_sample_comes_back(name: str) -> None:
    config = load_edition(SOURCES)
    given = next(a for a in config.articles if a.id == name)
    inputs = gather(config, given)
    reading = read_copies(inputs.corrected, inputs.copies, inputs.guidance)
    article = assemble(given, reading, dict(inputs.pictures)).article
    before, after = read_back(article, replace(config.meta, print_emails=True))
    assert after == before
    data = write_jats(article, config.meta).files["article.xml"]
    errors = [d for d in check_jats4r(data, "article.xml").diagnostics if d.severity.value == "error"]
    assert errors == []


@pytest.mark.needs_shared
def test_the_seeds_come_back(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        article = assemble_copies([load_file(path, path.name)], None, Guidance()).article
        before, after = read_back(article)
        assert after == before, path.name
        data = write_jats(article, EDITION).files["article.xml"]
        told = check_jats4r(data, path.name).diagnostics
        assert [d.message for d in told if d.severity.value == "error"] == []


def truth_document(truth: dict[str, Any]) -> Document:
    """A true document of the corpus as one of ours."""
    blocks: list[tuple[int, Any]] = []
    for number, block in enumerate(truth["blocks"]):
        text, kind = block.get("text", ""), block["type"]
        if kind == "heading":
            blocks.append((block["level"], Section(f"sec-{number}", words(text), ())))
        elif kind == "list" and block.get("items"):
            items = tuple(ListItem((paragraph(Text(item)),)) for item in block["items"])
            blocks.append((0, List(items, bool(block.get("ordered")))))
        elif kind == "table" and block.get("cells"):
            rows: list[Row] = [tuple(Cell(words(c) if c else ()) for c in row) for row in block["cells"]]
            at = block.get("header_rows", 1)
            caption = words(block["caption"]) if block.get("caption") else ()
            table = TableWrap(
                f"t-{number}", block.get("label", ""), caption, tuple(rows[:at]), tuple(rows[at:])
            )
            blocks.append((0, table))
        elif kind == "figure":
            caption = words(block["caption"]) if block.get("caption") else ()
            blocks.append((0, Figure(f"f-{number}", block.get("label", ""), caption)))
        elif text:
            quoted = DispQuote((paragraph(Text(text)),)) if kind == "quote" else paragraph(Text(text))
            blocks.append((0, quoted))
    references = tuple(
        Reference(f"ref-{n}", "", words(r["raw"])) for n, r in enumerate(truth["references"], 1)
    )
    meta = ArticleMeta(
        title=words(truth["title"]) if truth["title"] else (),
        contributors=tuple(Contributor(name) for name in truth["authors"]),
        abstract=tuple(paragraph(Text(text)) for text in truth["abstract"]),
    )
    return Document(meta, nest(blocks), references=references)


@pytest.mark.needs_shared
def test_true_documents_of_the_corpus_come_back(shared: Path) -> None:
    aside = set(json.loads((shared / "corpus" / "splits.json").read_text("utf-8")).get("aside", ()))
    paths = [
        p for p in sorted((shared / "corpus" / "pairs").glob("*/truth.json")) if p.parent.name not in aside
    ]
    done = 0
    for path in paths[: 2 * FEWEST_TRUTHS : 2]:
        before, after = read_back(Article("a", truth_document(json.loads(path.read_text("utf-8")))))
        assert after == before, path.parent.name
        done += 1
    assert done >= FEWEST_TRUTHS
