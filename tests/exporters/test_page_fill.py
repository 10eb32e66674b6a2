"""Pages that would end white before a figure or table: the text goes on, and the figure stands soon after."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from functools import lru_cache, partial

import pikepdf
import pytest
from lxml import html
from pages_fixture import EDITION, p, png, t, table

from docforge.exporters.html import write_html
from docforge.exporters.html_context import Element
from docforge.exporters.laid import Laid
from docforge.exporters.pdf import lay_out_article
from docforge.exporters.pdf_engine import Engine
from docforge.exporters.printed import printed_element
from docforge.model.edition import Article
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Block, DispQuote, Figure, Footnote, List, ListItem, NoteRef, Section, Text
from docforge.validate.words import check_words

pytestmark = pytest.mark.needs_poppler
FILLER = "the compositor sets what the copy says and the copy is rarely what its author meant to say. "
# Of the journal: where the type area ends, and a line of it, in points.
FOOT, LINE = (240 - 25) / 25.4 * 72, 13.5


@lru_cache
def picture(height: int) -> bytes:
    return png(900, height)


def block(name: str) -> Block:
    """ "A" is a paragraph of about eight lines, "f1" a figure, "t2" a table, "l" and "q" a list and a quote;
    ":" ends a paragraph with a colon, "*" gives it, or the caption, a note.
    """
    kind, note = name[0], (NoteRef(name.strip("*")),) if name.endswith("*") else ()
    if kind == "f":
        caption = (Text("What it shows"), *note)
        return Figure(f"fig-{name[1]}", f"Figure {name[1]}", caption, "a.png", alt="A grey square")
    if kind == "t":
        return table(8, f"tbl-{name[1]}", f"Table {name[1]}")
    if kind == "l":
        return List(tuple(ListItem((p(f"Item {n} " + FILLER),)) for n in range(3)))
    if kind == "q":
        return DispQuote((p("Quoted " + 3 * FILLER),))
    words = f"Par{kind} " + 6 * FILLER
    return p(words + ("as follows:" if name.endswith(":") else ""), *note)


def article(text: str, height: int = 560) -> Article:
    """An article of blocks named with spaces between; "#" begins a section."""
    body: list[Block] = []
    notes: list[Footnote] = []
    for number, part in enumerate(text.split("#")):
        blocks = tuple(map(block, part.split()))
        notes += [
            Footnote(name.strip("*"), str(n), (p(f"Note of {name.strip('*')} says more."),))
            for n, name in enumerate((n for n in text.split() if n.endswith("*")), 1)
            if name in part.split()
        ]
        body += [Section(f"s{number}", t(f"Head{number}"), blocks)] if number else blocks
    document = Document(ArticleMeta(title=t("Of figures")), tuple(body), tuple(notes))
    return Article("figures", document, (("a.png", picture(height)),))


def pages(data: bytes) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def order(data: bytes) -> str:
    """The marks of the blocks as they are read: paragraphs, captions, heads; "|" parts pages."""
    marks = re.compile(r"^(?:Par(\w)|(Figure|Table) (\d)|(Item) 0|(Quoted)|(Head)\d)", re.MULTILINE)
    found = []
    for page in pages(data):
        names = {"Figure": "f", "Table": "t", "Item": "l", "Quoted": "q", "Head": "#"}
        for match in marks.finditer(page):
            kind = match[2] or match[4] or match[5] or match[6]
            found.append(match[1] or names[kind] + (match[3] or ""))
        found.append("|")
    return " ".join(found[:-1])


def whites(data: bytes) -> list[float]:
    """How many lines each page but the last ends short."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True)
    ends = [
        max(y for word in page.iter("word") if (y := float(word.get("ymax") or 0)) < FOOT + 2)
        for page in html.document_fromstring(done.stdout).iter("page")
    ]
    return [(FOOT - end) / LINE for end in ends[:-1]]


def laid(made: Article, theme: str = "journal") -> Laid:
    return lay_out_article(made, replace(EDITION, theme=theme, status="final"), 1)


MOVED = {
    "a figure, behind the paragraph that runs over": ("A B C f1 D E F", "A B C D | f1 E F"),
    "a table set whole": ("A B C t1 D E F", "A B C D | t1 E F"),
    "behind a list": ("A B C f1 l D E", "A B C l | f1 D E"),
    "behind a quote and what fills the page": ("A B C f1 q D E", "A B C q D | f1 E"),
    "behind two, where one does not fill the page": ("A B # f1 C D E", "A B # C D | f1 E"),
    "twice in an article": (
        "A B C f1 D E F G H I J f2 K L M",
        "A B C D | f1 E F G | H I J K | f2 L M",
    ),
    "with a note of its own": ("A B C f1* D E F", "A B C D | f1 E F"),
    "not between a colon and what follows": ("A B C f1 D: l E", "A B C D | l f1 E"),
}


@pytest.mark.parametrize(("text", "wanted"), MOVED.values(), ids=list(MOVED))
def test_moved(text: str, wanted: str) -> None:
    made = article(text)
    data = laid(made).data
    assert order(data) == wanted
    assert max(whites(data)) < 3.5


LEFT = {
    "it fits": "A f1 B C D",
    "a heading follows": "A B C f1 # D E F",
    "a figure follows": "A B C f1 f2 D E",
    "a table follows": "A B C f1 t1 D E",
    "it ends its section": "A B # C f1 # D E",
    "it ends the article": "A B C f1",
    "notes would come out of order": "A B C f1* D* E F",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=list(LEFT))
def test_left_alone(text: str) -> None:
    read = order(laid(article(text)).data).replace("| ", "").removesuffix(" |")
    assert read == text.replace("*", "")


def test_what_stays_white_is_told() -> None:
    (told,) = [d for d in laid(article(LEFT["a heading follows"])).diagnostics if d.code == "page-white"]
    assert told.message == ("Page 1: 37 mm stay white before what did not fit: “Figure 1 What it shows”.")
    assert not [d for d in laid(article("A B C f1 D E F")).diagnostics if d.code == "page-white"]


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Filled with the folio of each document that is laid out."""
    folios: list[int] = []
    lay_out = Engine.lay_out

    def count(engine: Engine, root: Element, folio: int) -> object:
        folios.append(folio)
        return lay_out(engine, root, folio)

    monkeypatch.setattr(Engine, "lay_out", count)
    return folios


@pytest.mark.parametrize(
    ("text", "most"),
    [(LEFT["it fits"], 1), ("A B C D E F", 1), (LEFT["a heading follows"], 1), ("A B C f1 D E F", 2)],
)
def test_only_pages_that_can_be_filled_are_laid_out_again(text: str, most: int, layouts: list[int]) -> None:
    laid(article(text))
    assert len(layouts) == most


LONG = "A B C f1 D E F G H I J f2 K L M # A B f3 C D E F t4 G H I J f5 K L M N f6 O P Q R S"


@pytest.mark.parametrize("theme", ["journal", "magazine", "book"])
def test_six_in_each_theme(theme: str) -> None:
    made = article(LONG, 500)
    edition = replace(EDITION, theme=theme, status="final")
    one = laid(made, theme)
    assert laid(made, theme).data == one.data
    # All is there, once and whole, and each in its section, in the order of the numbers.
    checked = check_words((made,), one.data, "article.pdf", partial(printed_element, edition))
    assert checked.diagnostics == ()
    numbers = [mark for mark in order(one.data).split() if mark[0] in "ft#"]
    assert numbers == ["f1", "f2", "#", "f3", "t4", "f5", "f6"]
    assert not [d for d in one.diagnostics if d.code in ("page-white", "caption-parted", "heading-stranded")]
    # Each picture stands on the page of its caption.
    with pikepdf.open(io.BytesIO(one.data)) as pdf:
        pictures = [page.obj.Contents.read_bytes().count(b" Do") for page in pdf.pages]
    captions = [len(re.findall(r"^Figure \d", page, re.MULTILINE)) for page in pages(one.data)]
    assert pictures == captions


def test_its_note_stands_on_the_page_of_its_caption() -> None:
    first, second, *_ = pages(laid(article("A B C f1* D E F")).data)
    assert "Note of f1" not in first
    assert "What it shows" in second
    assert "Note of f1 says more." in second


def noted(before: int, length: int) -> Article:
    """A note of so many sentences, after so many words of a paragraph that runs over the page."""
    words = (8 * FILLER).split()
    first, rest = " ".join(words[:before]), " ".join(words[before:])
    marked = p(f"ParD {first} Marked", NoteRef("n"), f" here, {rest}")
    body = (*map(block, "ABC"), marked, *map(block, "EF"))
    notes = (Footnote("n", "1", (p("Notebegin " + length * FILLER + "Noteend."),)),)
    return Article("noted", Document(ArticleMeta(title=t("Of notes")), body, notes))


@pytest.mark.parametrize(("before", "length"), [(60, 1), (48, 2), (36, 3), (78, 6)])
def test_a_note_stands_on_the_page_of_its_mark(before: int, length: int, layouts: list[int]) -> None:
    made = noted(before, length)
    one = laid(made)
    assert len(layouts) == 2
    (marked,) = [page for page in pages(one.data) if "Marked" in page]
    assert "Notebegin" in marked
    checked = check_words(
        (made,), one.data, "noted.pdf", partial(printed_element, replace(EDITION, status="final"))
    )
    assert checked.diagnostics == ()


def test_a_long_note_and_one_that_fits_are_left_alone(layouts: list[int]) -> None:
    for made, page in ((noted(20, 1), 0), (noted(60, 20), 1)):
        layouts.clear()
        found = [number for number, text in enumerate(pages(laid(made).data)) if "Notebegin" in text]
        assert (found, len(layouts)) == ([page], 1)


def test_other_formats_keep_the_order_of_the_author_and_the_pages_theirs() -> None:
    made = article("A B C f1 D E F G H I J f2 K L M")
    one = laid(made)
    data = write_html(replace(made, first_page="1", page_starts=one.starts), EDITION).files["article.html"]
    root = html.document_fromstring(data)
    body = next(node for node in root.iter("div") if node.get("class") == "body")
    assert [node.tag for node in body][:5] == ["p", "p", "p", "figure", "p"]
    anchors = [node for node in root.iter("span") if node.get("role") == "doc-pagebreak"]
    assert [node.get("id") for node in anchors] == ["page-1", "page-2", "page-3", "page-4"]
    for anchor, page in zip(anchors, pages(one.data), strict=True):
        words = (anchor.tail or "").split()[:6]
        assert " ".join(words) in " ".join(page.split())


def test_a_figure_elsewhere_than_it_may_be_is_told() -> None:
    """Print behind the next heading, or before its place, is lost there and too often here."""
    edition = replace(EDITION, status="final")
    for printed in ("A B C # D f1 E F", "A B f1 C # D E F"):
        data = laid(article(printed, 100)).data
        checked = check_words(
            (article("A B C f1 # D E F", 100),), data, "article.pdf", partial(printed_element, edition)
        )
        assert [d.code for d in checked.diagnostics] == ["words-differ", "words-doubled"], printed
