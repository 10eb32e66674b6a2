"""Pages of the first publication: from the folios that were set aside to anchors in the files."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.exporters.html import write_html
from docforge.exporters.jats import write_jats
from docforge.exporters.markdown import write_markdown
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document, OriginalPage
from docforge.repair.record import Reading
from docforge.validate.check import check_data

# Six pages of prose; each but the last breaks off in a sentence.
PROSE = (
    """\
Towns remember in odd places. The archive burnt down twice, and both times the clerks had taken the
tax rolls home, because the light was better there. What was lost were the letters, and nobody had
copied those. A visitor who asks for them is shown a shelf, very clean, with a label on it, and is
told that the shelf itself is older than the building. It was carried out of the fire by a baker who
wanted it for his loaves and gave it back when he had found a""",
    """\
better one. The baker is in the tax rolls, of course. So is his dog, for which he paid every spring
until a new mayor thought the tax absurd. Of the mayor there is a portrait in the council chamber,
much darkened, and a street that leads to the gasworks. Schoolchildren learn his dates and forget
them. What they do not forget is the story of the bell, although no document says a word of it and
the sexton, when he is asked, looks at his shoes and""",
    """\
talks about the weather. The story goes that the bell was sunk in the river before the soldiers came
and that it rings when the water is low. Hydrologists have measured the river for eighty years. It
was low in nine of them, and their notebooks, which are models of their kind, mention herons, ice, a
drowned cart and two proposals of marriage. There is no bell. There is, however, in the notebook of
the driest summer, one page that was cut out with a""",
    """\
razor, and historians have built more on that page than on all the others. One of them argued that
it held a recipe. Another, who had married into the family of the hydrologist, kept silent for so
long that his silence was cited. The page turned up in the end, inside a hymn book at an auction,
and it was a list of groceries with the price of candles underlined. Everybody was a little ashamed,
and the municipal museum bought it for a""",
    """\
sum that it has never made public. Visitors ask to see it more often than the charter. This is what
is meant here by remembering: not that a thing is kept but that somebody comes and wants it. The
charter is kept under glass in a steady climate, and its seal has been photographed from all sides.
The list of groceries hangs in the corridor near the cloakroom, where the heating pipe runs, and its
paper grows browner from year to year without""",
    """\
anybody proposing to move it. A conservator who did so was thanked warmly and sent to another town.
It may be that the place of a memory is part of it, as the dent is part of the spoon. It may also be
that the nail is simply too firm. Those who write the histories of towns should in any case look at
the corridors first and at the chambers afterwards, and should be friendly to sextons, bakers and
dogs.""",
)


def dump(folios: list[str], foot: bool = False) -> str:
    """Pages one after another, with a form feed between and a folio at the head or the foot of each."""
    pages = [
        f"{text}\n\n{folio}\n" if foot else f"{folio}\n\n{text}\n"
        for text, folio in zip(PROSE, folios, strict=True)
    ]
    return "What a Town Remembers\n\nAda Example\n\n" + "\f".join(pages)


def read(text: str) -> Reading:
    reading = read_copies(None, [RawFile("dump.txt", text.encode(), None)], Guidance())
    assert reading.conservation.holds
    return reading


@pytest.mark.parametrize("foot", [False, True])
def test_folios_that_count_on_tell_where_pages_began(foot: bool) -> None:
    pages = read(dump([str(n) for n in range(41, 47)], foot)).document.meta.original_pages
    assert [p.page for p in pages] == ["42", "43", "44", "45", "46"]
    for one, text in zip(pages, PROSE[1:], strict=True):
        assert " ".join(text.split()).startswith(one.begins)


def test_numbers_that_do_not_count_on_tell_nothing() -> None:
    assert read(dump(["7"] * 6)).document.meta.original_pages == ()
    assert read(dump(["7", "90", "3", "51", "12", "4"])).document.meta.original_pages == ()


PAGES = (
    OriginalPage("12", "was short and the nights in the old house were long"),
    OriginalPage("13", "no such words anywhere in this text at all"),
)


def article() -> Article:
    from docforge.model.nodes import Paragraph, Text

    text = "The day was short and the nights in the old house were long, and that was all."
    meta = ArticleMeta(title=(Text("T"),), original_pages=PAGES)
    return Article("a", Document(meta, (Paragraph((Text(text),)), Paragraph((Text("An end."),)))))


def test_anchors_stand_before_the_first_word_and_nowhere_else() -> None:
    html = write_html(article(), EditionMeta()).files["article.html"].decode()
    assert re.search(
        r'The day <span class="original-page" id="original-page-12" title="[^"]*"></span>was short', html
    )
    assert "original-page-13" not in html
    data = write_jats(article(), EditionMeta()).files["article.xml"]
    assert b'The day <target id="original-page-12" target-type="original-page"/>was short' in data
    assert check_data(data, "article.xml").diagnostics == ()


def test_a_passage_that_stands_twice_is_no_place() -> None:
    twice = article()
    document = replace(twice.document, body=(*twice.document.body, *twice.document.body))
    html = write_html(replace(twice, document=document), EditionMeta()).files["article.html"]
    assert b"original-page-12" not in html


def test_markdown_carries_them() -> None:
    data = write_markdown(article()).files["article.md"]
    again = read_copies(RawFile("article.md", data, "markdown"), [], Guidance())
    assert again.document.meta.original_pages == PAGES
