"""Notes at the foot of the page, where many do not fit: each once, in order, not before its mark."""

from __future__ import annotations

import re
import subprocess

import pytest

from docforge.exporters.pdf import write_pdf
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Footnote, NoteRef, Paragraph, Text

WORDS = "of law and court under section act which statute evidence judgment appeal claim duty breach ".split()


pytestmark = pytest.mark.needs_poppler


def prose(count: int, shift: int) -> str:
    return " ".join(WORDS[(shift + n * (1 + n % 3)) % len(WORDS)] for n in range(count))


def dense(notes: int, every: int, long: int, after: int = 0) -> Article:
    """A note of about ``long`` words after ``every`` words each, and ``after`` words at the end."""
    content: list[Text | NoteRef] = []
    below = []
    for n in range(1, notes + 1):
        content += [Text(f"{prose(every, n)} mark{n}."), NoteRef(f"fn-{n}"), Text(" ")]
        text = f"{prose(long + n * 7 % 11, n)} note{n}."
        below.append(Footnote(f"fn-{n}", str(n), (Paragraph((Text(text),)),)))
    paragraphs = [Paragraph(tuple(content[at : at + 12])) for at in range(0, len(content), 12)]
    if after:
        paragraphs.append(Paragraph((Text(prose(after, 3)),)))
    return Article("one", Document(ArticleMeta(title=(Text("Dense"),)), tuple(paragraphs), tuple(below)))


def found(kind: str, printed: list[str]) -> list[tuple[int, int]]:
    """The numbers that stand after ``kind``, each with its page, as they come."""
    return [(int(n), page) for page, text in enumerate(printed) for n in re.findall(rf"{kind}(\d+)\.", text)]


@pytest.mark.parametrize(
    ("theme", "article"),
    [
        ("journal", dense(24, 8, 40)),
        ("journal", dense(30, 3, 12, after=40)),
        ("journal", dense(12, 20, 70, after=20)),
        ("journal", dense(6, 30, 260)),
        ("journal", dense(3, 120, 200)),
        ("book", dense(16, 2, 40, after=200)),
    ],
    ids=[
        "a note a line",
        "many in a line",
        "long ones",
        "very long ones",
        "one behind the text",
        "all in the first lines",
    ],
)
def test_each_note_is_printed_once_in_order_and_not_before_its_mark(theme: str, article: Article) -> None:
    # A journal's article says how to cite it up to its last page: its pages are made in several passes.
    exported = write_pdf(article, EditionMeta(journal="Journal", theme=theme))
    assert not [d for d in exported.diagnostics if d.code == "text-off-page"]
    read = ["pdftotext", "-", "-"]
    data = exported.files["article.pdf"]
    said = subprocess.run(read, input=data, capture_output=True, check=True).stdout.decode()
    printed = said.split("\f")[:-1]
    marks, notes = dict(found("mark", printed)), found("note", printed)
    assert [n for n, _ in notes] == list(range(1, len(article.document.notes) + 1))
    assert all(page >= marks[n] for n, page in notes)
