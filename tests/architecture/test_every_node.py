"""Every exporter against one node of every class: its words are in the file, or the loss is declared."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from lxml import etree

from docforge.diagnostics import CODES
from docforge.exporters.base import Exported
from docforge.exporters.docx import write_docx
from docforge.exporters.epub import write_epub
from docforge.exporters.html import write_html
from docforge.exporters.jats import write_jats
from docforge.exporters.json_format import write_json
from docforge.exporters.markdown import write_markdown
from docforge.exporters.pdf import write_pdf
from docforge.exporters.site import write_site
from docforge.model.edition import Article, EditionMeta
from docforge.model.jsonio import from_json, to_json
from docforge.model.meta import ArticleMeta, Document, Reference
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
    Italic,
    List,
    ListItem,
    Monospace,
    NoteRef,
    Paragraph,
    Preformat,
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

INLINES: tuple[Inline, ...] = (
    Text("wordtext"),
    Italic((Text("worditalic"),)),
    Bold((Text("wordbold"),)),
    Underline((Text("wordunderline"),)),
    Strike((Text("wordstrike"),)),
    SmallCaps((Text("wordcaps"),)),
    Sup((Text("wordsup"),)),
    Sub((Text("wordsub"),)),
    Foreign((Text("wordforeign"),), "fr"),
    Monospace("wordmonospace"),
    InlineFormula("wordinlineformula"),
    Break(),
    ExtLink("https://example.org/", (Text("wordextlink"),)),
    Xref("sec", "sec-1", (Text("wordxref"),)),
    NoteRef("fn-1"),
    Cite((CiteItem("ref-1", "wordcite, 2020"),)),
)


def _paragraph(word: str) -> Paragraph:
    return Paragraph((Text(word),))


def _spaced(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(part for node in nodes for part in (node, Text(" ")))[:-1]


BLOCKS: tuple[Block, ...] = (
    Paragraph(_spaced(INLINES)),
    Section("sec-1", (Text("wordsection"),), (_paragraph("wordinsection"),), label="1"),
    List((ListItem((_paragraph("worditem"),)),)),
    List((ListItem((_paragraph("wordnumbered"),)),), ordered=True),
    DispQuote((_paragraph("wordquote"),), attrib=(Text("wordattrib"),)),
    DispQuote((_paragraph("wordpull"),), kind="pullquote"),
    VerseGroup(((Text("wordverse"),), (Text("wordline"),))),
    Preformat("wordpreformat = 1\n"),
    DispFormula("worddispformula", "eq-1", "(1)"),
    Figure(
        "fig-1",
        "Figure 1",
        (Text("wordcaption"),),
        credit=(Text("wordcredit"),),
        source=(Text("wordsource"),),
        allowed=(Text("wordallowed"),),
    ),
    TableWrap(
        "tbl-1",
        "Table 1",
        (Text("wordtable"),),
        head=((Cell((Text("wordhead"),)), Cell((Text("two"),))),),
        body=((Cell((Text("wordcell"),)), Cell((Text("wordbeside"),))),),
        notes=((Text("wordtablenote"),),),
    ),
)

DOCUMENT = Document(
    meta=ArticleMeta(title=(Text("wordtitle"),), abstract=(_paragraph("wordabstract"),)),
    body=tuple(block for block in BLOCKS if not isinstance(block, Section))
    + tuple(block for block in BLOCKS if isinstance(block, Section)),
    notes=(Footnote("fn-1", "1", (_paragraph("wordnote"),)),),
    references=(Reference("ref-1", "wordreference 2020", (Text("wordreference 2020"),)),),
    references_title=(Text("References"),),
)
ARTICLE = Article("every-node", DOCUMENT)
EDITION = EditionMeta(title="Every node", journal="Journal of Nodes", date="2026", status="proof")
WORDS = sorted(set(re.findall(r"word[a-z]+", to_json(DOCUMENT))))


def _plain(data: bytes) -> str:
    return data.decode("utf-8")


def _xml(data: bytes) -> str:
    # Not tables of names: only what stands in the text, with a space between elements that break a line.
    return " ".join(etree.fromstring(data, etree.XMLParser(resolve_entities=False)).itertext())


def _html(data: bytes) -> str:
    return " ".join(etree.fromstring(data, etree.HTMLParser(encoding="utf-8")).itertext())


def _zipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".xml"))]
        return " ".join(_xml(archive.read(name)) for name in sorted(names))


def _pdf(data: bytes) -> str:
    run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    # The layout may break a word at a syllable.
    text = run.stdout.decode("utf-8").replace("\u00ad\n", "").replace("-\n", "").replace("‐\n", "")
    # A drawn formula has no words but those that stand in for it.
    with pikepdf.open(io.BytesIO(data)) as pdf:
        things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        return " ".join((text, *(str(thing.Alt) for thing in things if thing.get("/S") == "/Formula")))


WRITERS: dict[str, tuple[Callable[[], Exported], Callable[[bytes], str]]] = {
    "article.md": (lambda: write_markdown(ARTICLE), _plain),
    "article.json": (lambda: write_json(ARTICLE), _plain),
    "article.html": (lambda: write_html(ARTICLE, EDITION), _html),
    "article.xml": (lambda: write_jats(ARTICLE, EDITION), _xml),
    "article.epub": (lambda: write_epub((ARTICLE,), EDITION), _zipped),
    "article.docx": (lambda: write_docx(ARTICLE, EDITION), _zipped),
    "article.pdf": (lambda: write_pdf(ARTICLE, EDITION), _pdf),
    "site/articles/every-node/index.html": (lambda: write_site([ARTICLE], EDITION), _html),
}


def test_the_sample_holds_every_class() -> None:
    """A new node class must be added to the sample above, and so to every exporter."""
    assert {type(node) for node in INLINES} == set(get_args(Inline))
    assert {type(node) for node in BLOCKS} == set(get_args(Block))


def test_json_carries_every_node() -> None:
    assert from_json(to_json(DOCUMENT)) == DOCUMENT


@pytest.mark.needs_poppler
@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_node_is_written_or_its_loss_declared(name: str) -> None:
    write, read = WRITERS[name]
    exported = write()
    # Small capitals are printed as capitals.
    squeezed = re.sub(r"\s+", "", read(exported.files[name])).casefold()
    declared = " ".join(d.message for d in exported.diagnostics if d.code == "not-rendered")
    assert {d.code for d in exported.diagnostics} <= set(CODES)
    assert [word for word in WORDS if word not in squeezed and word not in declared] == []


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_two_runs_give_the_same_bytes(name: str) -> None:
    write, _ = WRITERS[name]
    assert write().files == write().files


def test_every_exporter_is_measured() -> None:
    """A file in exporters/ that defines a writer must be in the table above."""
    folder = Path(__file__).resolve().parents[2] / "src" / "docforge" / "exporters"
    defined = {
        match
        for path in folder.rglob("*.py")
        for match in re.findall(r"^def (write_\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    }
    measured = {"write_markdown", "write_json", "write_html", "write_jats", "write_epub", "write_docx"}
    assert defined <= measured | {"write_pdf", "write_site"}


def test_nodes_are_frozen_and_know_their_place() -> None:
    for node in (*INLINES, *BLOCKS):
        assert "origin" in {field.name for field in fields(node)}
        with pytest.raises((AttributeError, TypeError)):
            node.origin = None  # type: ignore[misc]
