"""The structure of a PDF: one element for a thing on however many pages, and nothing of the layout in it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from pages_fixture import EDITION, every_node, long_article, p, png, prose, t, table
from pikepdf import Array, Dictionary, Name

from docforge.exporters.pdf import write_pdf
from docforge.model.edition import Article
from docforge.model.meta import ArticleMeta, Contributor, Document
from docforge.model.nodes import Block, Cell, Figure, InlineFormula, Row, Section, TableWrap

# Objects live as long as their file.
OPEN: list[pikepdf.Pdf] = []


class Element:
    """A structure element as a test asks for it."""

    def __init__(self, node: pikepdf.Object) -> None:
        self.node = node
        self.role = str(node.S)[1:]
        kids = node.get(Name.K, Array())
        self.kids = list(kids) if isinstance(kids, Array) else [kids]

    @property
    def elements(self) -> list[Element]:
        return [Element(kid) for kid in self.kids if isinstance(kid, Dictionary) and Name.S in kid]

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def all(self, role: str) -> list[Element]:
        return [each for each in self.walk() if each.role == role]

    def roles(self) -> list[str]:
        return [each.role for each in self.elements]

    @property
    def pages(self) -> set[int]:
        """The pages that its own content stands on, by object number."""
        own = {self.node.Pg.objgen[0]} if any(isinstance(kid, int) for kid in self.kids) else set()
        return own | {
            kid.Pg.objgen[0] for kid in self.kids if isinstance(kid, Dictionary) and Name.MCID in kid
        }


def structure(data: bytes) -> Element:
    pdf = pikepdf.open(io.BytesIO(data))
    OPEN.append(pdf)
    (document,) = pdf.Root.StructTreeRoot.K
    return Element(document)


def laid_out(*blocks: Block, **assets: bytes) -> Element:
    meta = ArticleMeta(title=t("A title"), language="en")
    files = tuple((name.replace("_", "."), data) for name, data in assets.items())
    return structure(write_pdf(Article("one", Document(meta, blocks), files), EDITION).files["article.pdf"])


@pytest.fixture(scope="module")
def every() -> Element:
    return structure(write_pdf(every_node(), EDITION).files["article.pdf"])


def test_one_article_over_several_pages_is_one() -> None:
    document = structure(write_pdf(long_article(), EDITION).files["article.pdf"])
    assert document.roles() == ["Art"]
    split = [paragraph for paragraph in document.all("P") if len(paragraph.pages) > 1]
    assert split, "a paragraph runs over a page and stays one"


def test_a_note_follows_its_mark(every: Element) -> None:
    paragraph = next(each for each in every.all("P") if "Note" in each.roles())
    assert paragraph.roles()[:2] == ["Reference", "Note"]
    notes = every.all("Note")
    names = [str(note.node.ID) for note in notes]
    assert len(names) == len(set(names)) >= 2
    assert notes[0].roles()[0] == "Lbl"


def test_named_elements_are_in_the_index() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(every_node(), EDITION).files["article.pdf"])) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [str(name) for name in names[::2]] == sorted(str(name) for name in names[::2])
        assert all(name == node.ID for name, node in zip(names[::2], names[1::2], strict=True))


def test_running_heads_and_folios_are_artifacts() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(long_article(), EDITION).files["article.pdf"])) as pdf:
        found = [
            each.operands[1]
            for each in pikepdf.parse_content_stream(pdf.pages[1])
            if str(each.operator) == "BDC" and each.operands[0] == Name.Artifact
        ]
    kinds = [str(one.get(Name.Subtype)) for one in found if one.Type == Name.Pagination]
    assert kinds.count("/Header") == 2


def test_the_head_of_a_table_is_read_once() -> None:
    document = laid_out(*prose(3), table(60))
    (found,) = document.all("Table")
    assert len(found.all("THead")) == 1
    assert len(found.all("TH")) == 4
    rows = found.all("TR")
    assert len(rows) == 61
    assert len({page for cell in found.all("TD") for page in cell.pages}) > 1


def scopes(found: Element) -> list[str]:
    return [str(head.node.A.Scope) for head in found.all("TH")]


def test_one_row_of_heads_is_told_by_scope(every: Element) -> None:
    (found,) = every.all("Table")
    assert scopes(found) == ["/Column"] * 4
    assert found.roles() == ["Caption", "THead", "TBody"]
    assert all(Name.A not in cell.node for cell in found.all("TD"))


def test_cells_below_two_rows_of_heads_name_them() -> None:
    head: tuple[Row, ...] = (
        (Cell(t("Town"), rowspan=2), Cell(t("Losses"), colspan=2)),
        (Cell(t("Lines")), Cell(t("Leaves"))),
    )
    body: tuple[Row, ...] = ((Cell(t("Lincoln")), Cell(t("12")), Cell(t("3"))),)
    document = laid_out(TableWrap("tbl-1", "Table 1", t("Losses"), head, body))
    (found,) = document.all("Table")
    names = {str(head.node.ID) for head in found.all("TH")}
    assert len(names) == 4
    last = [str(name) for name in found.all("TD")[2].node.A.Headers]
    assert set(last) <= names
    assert len(last) == 2


def test_rows_that_are_too_short_are_filled() -> None:
    body: tuple[Row, ...] = ((Cell(t("a")), Cell(t("b")), Cell(t("c"))), (Cell(t("d")),))
    (found,) = laid_out(TableWrap("t", "", (), (), body)).all("Table")
    assert [len(row.elements) for row in found.all("TR")] == [3, 3]


def test_headings_skip_no_level() -> None:
    document = laid_out(Section("a", t("One"), (p("Text."), Section("b", t("Two"), (p("Text."),)))))
    assert [e.role for e in document.walk() if e.role.startswith("H")] == ["H1", "H2", "H3"]


def test_figures_say_what_they_show(every: Element) -> None:
    told = [str(figure.node.Alt) for figure in every.all("Figure")]
    assert told == ["A line that rises, falls and rises", "[no description of this figure was given]"]
    assert all(len(figure.node.A.BBox) == 4 for figure in every.all("Figure"))


def test_a_decorative_picture_is_an_artifact() -> None:
    document = laid_out(Figure("f", "", (), "grey.png", decorative=True), grey_png=png())
    assert document.all("Figure") == []


def test_formulas_are_told_in_tex() -> None:
    document = laid_out(p("So ", InlineFormula("E = mc^2"), " is it."))
    assert [str(formula.node.Alt) for formula in document.all("Formula")] == ["E = mc^2"]


def test_groups_hold_no_text_of_their_own(every: Element) -> None:
    for element in every.walk():
        if element.role in ("Document", "Art", "Sect", "Div", "BlockQuote", "L", "LI", "Table", "TR"):
            assert not element.pages, element.role


def test_links_say_where_they_lead() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(every_node(), EDITION).files["article.pdf"])) as pdf:
        told = {
            str(a.Contents) for page in pdf.pages for a in page.get(Name.Annots, Array()) if Name.Dest in a
        }
    assert {"Figure 1", "Table 1", "section 2", "Binder, 1998"} <= told


def test_lists_hold_items_only() -> None:
    authors = tuple(Contributor(name) for name in ("Ada Binder", "Cem Dizgici", "Mira Novak"))
    meta = ArticleMeta(title=t("A title"), language="en", contributors=authors)
    found = structure(write_pdf(Article("one", Document(meta, (p("Text."),))), EDITION).files["article.pdf"])
    lists = found.all("L")
    assert lists
    assert {role for each in lists for role in each.roles()} == {"LI"}
