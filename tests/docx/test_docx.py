"""The Word file: same input same bytes, and the model's words in it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pypandoc
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

import strategies

from docforge.exporters.docx import write_docx
from docforge.importers.foreign import read_foreign
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Contributor, Document, Reference
from docforge.model.nodes import (
    Cell,
    Cite,
    CiteItem,
    DispFormula,
    DispQuote,
    Figure,
    Footnote,
    Inlines,
    Italic,
    NoteRef,
    Paragraph,
    Section,
    TableWrap,
    Text,
)
from docforge.model.text import document_strings, words

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
CITE = Cite((CiteItem("doe", "Doe, 1999a"), CiteItem("lee", "Lee, n.d.")))
DOCUMENT = Document(
    ArticleMeta(
        title=(Text("Words "), Italic((Text("lost"),))),
        contributors=(Contributor("Ada *Example*"),),
        abstract=(Paragraph((Text("In short"),)),),
    ),
    (
        Section(
            "sec-1",
            (Text("Opening"),),
            (
                Paragraph((Text("Said "), CITE, NoteRef("fn-1"), Text(" and "), NoteRef("fn-2"))),
                Figure("fig-1", "Figure 1", (Text("Picture"),), "a.png", source=(Text("Source: us"),)),
                Figure("fig-2", "Figure 2", (Text("Drawing"),), "b.svg"),
                TableWrap(
                    "tbl-1",
                    "Figure 3",
                    (Text("A table all the same"),),
                    ((Cell((Text("head"),), colspan=2),),),
                    ((Cell((Text("left"),)), Cell((Text("right"),))),),
                    notes=((Text("Source: them"),),),
                ),
                DispQuote((Paragraph((Text("Quoted"),)),), "pullquote", (Text("Somebody"),)),
                DispFormula("E", "eq-1", "(7)"),
            ),
            label="1.2",
        ),
    ),
    (
        Footnote("fn-1", "1", (Paragraph((Text("Below "), CITE)),)),
        Footnote("fn-2", "2", ()),
        Footnote("fn-3", "3", (Paragraph((Text("Unmarked"),)),)),
    ),
    (Reference("doe", "D0e", (Text("Doe, J. (1999a). Book."),), label="12"),),
    (Text("Works"),),
)
ARTICLE = Article("x", DOCUMENT, (("a.png", PNG), ("b.svg", b"<svg/>")))


def plain(data: bytes) -> str:
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "plain", "--wrap=none", "-s"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def test_all_that_is_printed_is_in_the_word_file() -> None:
    exported = write_docx(ARTICLE, EditionMeta())
    text = plain(exported.files["article.docx"])
    for printed in (
        "Words lost", "Ada *Example*", "In short", "1.2 Opening", "Said (Doe, 1999a; Lee, n.d.)", "Picture",
        "Figure 2. Drawing", "Figure 3. A table all the same", "head", "left", "right", "Source: us",
        "Source: them", "Quoted", "Somebody", "(7)", "Below (Doe, 1999a; Lee, n.d.)", "Unmarked", "Works",
        "12. Doe, J. (1999a). Book.", "[text not in the source]",
    ):  # fmt: skip
        assert printed in text, printed
    assert [d.code for d in exported.diagnostics] == ["not-rendered"]
    assert "b.svg" in exported.diagnostics[0].message
    with zipfile.ZipFile(io.BytesIO(exported.files["article.docx"])) as box:
        pictures = [n for n in box.namelist() if n.startswith("word/media/")]
        assert [box.read(p) for p in pictures] == [PNG]


def test_the_same_article_gives_the_same_bytes() -> None:
    first, second = (write_docx(ARTICLE, EditionMeta()).files["article.docx"] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as box:
        assert {i.date_time for i in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in box.read("docProps/core.xml")


@settings(
    max_examples=5, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.lists(strategies.inlines(3), max_size=12))
def test_no_word_of_a_nasty_paragraph_is_lost(lines: list[Inlines]) -> None:
    # TeX becomes Word's own formulas, whose words are other words.
    made = Document(ArticleMeta(title=(Text("T"),)), tuple(Paragraph(line) for line in lines))
    document = strategies.without_formulas(made)
    data = write_docx(Article("x", document), EditionMeta()).files["article.docx"]
    found = Counter(words(read_foreign(data, "a.docx").sources[0].text))
    expected = Counter(w for s in document_strings(document) for w in words(s))
    assert expected - found == Counter()
