"""The law of canonical Markdown: what is written is read back the same, whatever the author wrote."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).parents[1]))

import strategies
import strategies_inlines

from docforge.exporters.markdown import markdown_text
from docforge.exporters.markdown_inlines import InlineWriter
from docforge.importers.markdown.document import read_markdown
from docforge.importers.markdown.reader import InlineReader, Markdown
from docforge.model.meta import Document
from docforge.model.nodes import Footnote, Inlines, NoteRef, Paragraph, Text
from docforge.model.source import SourceText

# No shrinking: a failing document is printed whole sooner than it is made small.
SLOW = settings(
    max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@SLOW
@given(strategies.documents())
def test_a_document_comes_back_the_same(document: Document) -> None:
    written = markdown_text(document)
    read, _ = read_markdown(SourceText.of(written, "article.md", "markdown"))
    assert read == document
    assert markdown_text(read) == written


@settings(SLOW, max_examples=300)
@given(strategies_inlines.inlines())
def test_inlines_come_back_the_same(content: Inlines) -> None:
    written = InlineWriter(strategies.CSL_SAMPLE).paragraph(content)
    assert InlineReader(Markdown(), {}, dict(strategies.CSL_SAMPLE)).inlines(written) == content


@pytest.mark.parametrize("name", ['"', "#", "%a", "&amp;", "*", "@k", "`x`", "{}", "''", "no", "1a", "a:"])
@pytest.mark.parametrize("label", ["", "7"])
def test_a_note_of_any_name_keeps_its_label(name: str, label: str) -> None:
    """A person may name a note as Markdown allows; the label's key in the front matter must not break it."""
    document = Document(
        body=(Paragraph((Text("Word"), NoteRef(name), Text("."))),),
        notes=(Footnote(name, label, (Paragraph((Text("Below"),)),)),),
    )
    text = markdown_text(document)
    assert read_markdown(SourceText.of(text, "article.md", "markdown"))[0] == document
