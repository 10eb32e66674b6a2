"""From model to files: a whole file passes, and a word taken out or put in is named."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pages_fixture import EDITION, every_node, long_article
from strategies import documents

from docforge.exporters.base import Exported
from docforge.exporters.docx import write_docx
from docforge.exporters.epub import write_epub
from docforge.exporters.html import write_html
from docforge.exporters.jats import write_jats
from docforge.exporters.pdf import write_pdf
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import ExtLink, Paragraph, Text
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines
from docforge.validate.print_words import lost_in_print
from docforge.validate.words import check_words

Write = Callable[[Article, EditionMeta], Exported]
WRITERS: dict[str, Write] = {
    "html": write_html,
    "epub": lambda article, edition: write_epub([article], edition),
    "jats": write_jats,
    "docx": write_docx,
}


def told(article: Article, file: str, data: bytes) -> list[str]:
    checked = check_words([article], data, file)
    assert checked.ran, checked.reason
    return [d.message for d in checked.diagnostics]


@pytest.mark.parametrize("article", [every_node(), long_article()], ids=lambda a: a.id)
@pytest.mark.parametrize("format_name", WRITERS)
def test_every_word_of_the_model_is_in_the_file_once(article: Article, format_name: str) -> None:
    for file, data in WRITERS[format_name](article, EDITION).files.items():
        assert told(article, file, data) == []


@pytest.mark.needs_poppler
@pytest.mark.parametrize("article", [every_node(), long_article()], ids=lambda a: a.id)
def test_every_word_of_the_model_is_printed(article: Article) -> None:
    data = write_pdf(article, EDITION).files["article.pdf"]
    assert told(article, "article.pdf", data) == []
    more = Article("more", Document(body=(Paragraph((Text("Xylophone quince"),)),)))
    assert told(more, "article.pdf", data) == ["article.pdf: lost: 'Xylophone', 'quince'"]


SMALL = Article(
    "small", Document(ArticleMeta(title=(Text("A title"),)), (Paragraph((Text("Plain words."),)),))
)


@pytest.mark.parametrize("format_name", ["html", "jats"])
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"Plain words.", b"Plain.", "small: lost: 'words'"),
        (b"Plain words.", b"Plain words words.", "small: too many: 'words'"),
        (b"Plain words.", b"Plain swords.", "small: lost: 'words'; too many: 'swords'"),
    ],
)
def test_a_changed_word_is_named(format_name: str, old: bytes, new: bytes, message: str) -> None:
    for file, data in WRITERS[format_name](SMALL, EditionMeta()).files.items():
        assert old in data
        assert told(SMALL, file, data.replace(old, new)) == [message]


def test_an_edition_is_compared_article_by_article() -> None:
    articles = [SMALL, every_node()]
    data = write_epub(articles, EDITION, "edition.epub").files["edition.epub"]
    assert check_words(articles, data, "edition.epub").diagnostics == ()
    assert len(check_words(articles[::-1], data, "edition.epub").diagnostics) == 2
    assert "2 articles; 1 were written" in check_words([SMALL], data, "edition.epub").diagnostics[0].message


# Not shrunk: a smaller failing document takes minutes to find, and the message names the words.
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(documents())
def test_no_format_loses_or_doubles_a_word_of_any_document(document: Document) -> None:
    # A link without words shows its address in HTML, which is a word the model has not as text.
    if not all(inline_text(n.content).strip() for n in document_inlines(document) if isinstance(n, ExtLink)):
        return
    if not document.references:
        document = replace(document, references_title=())
    article = Article("sample", document)
    # EPUB pages are the same rendering as HTML, and slow to pack.
    for write in (write_html, write_jats):
        for file, data in write(article, EditionMeta()).files.items():
            assert told(article, file, data) == []


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("a re-\npair of well-\nknown words", []),
        ("a re\u2010\npair of well-known words", []),
        ("a re\u00ad\npair of well-known words", []),
        ("a re-\n12\nRunning head\npair of well-known words", []),
        ("a repair12 of well-known words3", []),
        ("a rep cell of well-known words\nair 7", []),
        ("a r- cell of well-known words\nep- 7\nair", []),
        ("a rep of well-known words", ["repair"]),
        ("a pair of well-known words", ["repair"]),
        ("a repair of wellknown words", ["known", "well"]),
    ],
)
def test_divided_words_are_made_whole(text: str, lost: list[str]) -> None:
    expected = Counter(["a", "repair", "of", "well", "known", "words"])
    assert sorted(lost_in_print(expected, text)) == lost


def test_other_files_are_not_called_compared() -> None:
    assert not check_words([SMALL], b"", "article.odt").ran


@pytest.mark.parametrize("format_name", ["epub", "docx"])
def test_a_packed_file_is_read_part_by_part(format_name: str) -> None:
    ((file, data),) = WRITERS[format_name](SMALL, EditionMeta()).files.items()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Plain words", b"Words"))
    assert told(SMALL, file, out.getvalue()) == ["small: lost: 'Plain', 'words'; too many: 'Words'"]
