"""A manuscript for reviewers: double spacing and line numbers, as Word file and as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.exporters.docx import write_docx
from docforge.exporters.html import plain_title, render_article
from docforge.exporters.html_context import element, sub, sub_text
from docforge.exporters.page_places import Pages
from docforge.exporters.pdf import lay_out_tree
from docforge.exporters.pdf_engine import asset_url
from docforge.exporters.pictures import safe_picture
from docforge.exporters.proof_marks import EVERY, GREY, NEAR, Mark, Marks
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Block, Blocks, Figure, Paragraph, Section, TableWrap, Text
from docforge.submission.zipped import write_zip
from docforge.validate.archive import read_archive

# Over the theme: the page of a typescript.
_PAGE = """ { size: A4; margin: 25mm 25mm 25mm 32mm; @top-left { content: none } @top-right { content: none }
  @bottom-left { content: none } @bottom-right { content: counter(page) } }
"""
_SIDES = ("", " :left", " :right", " :first", " :first:left", " :first:right")
SHEET = (
    "".join(f"@page{side}{_PAGE}" for side in _SIDES)
    + """
html { font-size: 12pt; text-align: left; hyphens: manual }
p, li, blockquote, figcaption, dd { font-size: 12pt !important; line-height: 2 !important }
.details { display: none }
"""
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a journal wants manuscripts: ``figures`` "place" or "end"."""

    blind: bool = True
    figures: str = "place"
    double_spacing: bool = True
    line_numbers: bool = True
    file_name: str = "figure-{number}"

    def picture(self, number: int, name: str) -> str:
        """The name under which a picture goes along."""
        suffix = name.rpartition(".")[2].lower()
        return f"figures/{self.file_name.replace('{number}', str(number))}.{suffix}"


def with_figures(article: Article, layout: Layout) -> Article:
    """Figures and tables at the end, each with a line where it stood, if the layout says so."""
    if layout.figures != "end":
        return article
    moved: list[Block] = []
    body = _without(article.document.body, moved)
    if moved:
        body = (*body, Section("figures-and-tables", (Text("Figures and tables"),), tuple(moved)))
    return replace(article, document=replace(article.document, body=body))


def _without(blocks: Blocks, moved: list[Block]) -> Blocks:
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Figure | TableWrap):
            moved.append(block)
            kept.append(Paragraph((Text(f"[{block.label or block.id} about here]"),)))
        elif isinstance(block, Section):
            kept.append(replace(block, blocks=_without(block.blocks, moved)))
        else:
            kept.append(block)
    return tuple(kept)


def write_pdf(article: Article, layout: Layout) -> bytes:
    """The manuscript as PDF; lines are numbered through."""
    language = article.document.meta.language
    edition = EditionMeta(language=language, status="proof" if layout.line_numbers else "final")
    rendered = render_article(article, edition, "print", lambda name: asset_url(article.id, name), "m--")
    root = element("html", lang=language)
    head = sub(root, "head")
    sub_text(head, "title", plain_title(article))
    sheet = SHEET if layout.double_spacing else SHEET.replace("line-height: 2 ", "line-height: 1.4 ")
    sub_text(head, "style", sheet)
    rendered.element.set("id", "m")
    # It is laid out as a proof for the numbers of its lines, and is none.
    rendered.element.attrib.pop("data-status", None)
    for notice in rendered.element.findall("p[@class='status']"):
        rendered.element.remove(notice)
    sub(root, "body").append(rendered.element)
    pictures = {asset_url(article.id, name): safe_picture(name, data).data for name, data in article.assets}
    return lay_out_tree(root, edition, 1, pictures, article.id, _through).data


def _through(pages: Pages) -> Marks:
    """Line numbers that run on over the pages."""
    found: Marks = {}
    numbered = [line for line in pages.lines if line.number]
    for number, line in enumerate(numbered, 1):
        if number % EVERY == 0:
            x = pages.areas[line.page].left - NEAR
            found.setdefault(line.page, []).append(Mark(str(number), x, line.baseline, GREY, ends=True))
    return found


def write_word(article: Article, layout: Layout) -> bytes:
    """The manuscript as Word file, with the spacing and the numbers of lines that Word counts itself."""
    data = write_docx(article, EditionMeta(language=article.document.meta.language, status="final"))
    files = dict(read_archive(data.files["article.docx"], "").files)
    if layout.double_spacing:
        files["word/styles.xml"] = files["word/styles.xml"].replace(
            b'<w:pPr>\n        <w:spacing w:after="200"/>',
            b'<w:pPr>\n        <w:spacing w:after="0" w:line="480" w:lineRule="auto"/>',
        )
    if layout.line_numbers:
        files["word/document.xml"] = _numbered(files["word/document.xml"])
    return write_zip(files, first="[Content_Types].xml")


def _numbered(document: bytes) -> bytes:
    """ECMA-376 part 1, 17.6.8: lines are numbered through the document."""
    number = b'<w:lnNumType w:countBy="1" w:restart="continuous"/>'
    head, section, rest = document.rpartition(b"</w:sectPr>")
    return head + number + section + rest if section else document


def title_page(article: Article, statements: Sequence[Section], facts_lines: Sequence[str]) -> bytes:
    """Who wrote it, what they acknowledge, and what was counted: for the editor alone."""
    meta = article.document.meta
    told = Section("counts", (Text("Counts"),), tuple(Paragraph((Text(line),)) for line in facts_lines))
    body = (*statements, *((told,) if facts_lines else ()))
    page = replace(meta, abstract=(), keywords=(), standfirst=(), translations=(), abstracts=())
    document = replace(
        article.document, meta=page, body=body, back=(), notes=(), references=(), references_title=()
    )
    made = write_docx(
        replace(article, document=document, assets=()),
        EditionMeta(language=meta.language, status="final", print_emails=True),
    )
    return made.files["article.docx"]


def letter(text: str, language: str) -> bytes:
    """A letter as Word file, a paragraph for each piece between empty lines."""
    pieces = [" ".join(piece.split()) for piece in text.split("\n\n")]
    body = tuple(Paragraph((Text(piece),)) for piece in pieces if piece)
    document = Document(ArticleMeta(kind="letter", language=language), body)
    return write_docx(Article("letter", document), EditionMeta(language=language, status="final")).files[
        "article.docx"
    ]
