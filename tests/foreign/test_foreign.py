"""DOCX and ODT come in whole, or with plain words about why not."""

from __future__ import annotations

import io
import subprocess
import zipfile

import pypandoc
import pytest

from docforge.errors import InputError, MissingToolError
from docforge.importers import foreign
from docforge.importers.foreign import read_foreign
from docforge.model.nodes import (
    DispQuote,
    Figure,
    List,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
)
from docforge.model.text import inline_text

SOURCE = """---
subtitle: Below it
author: [Ada Example, Ben Sample]
keywords: [one, two]
---

# A title in a heading

# Abstract

What it is about.

# Part one

Text with *emphasis*, **weight**, a [link](https://example.org/), H~2~O, $x^2$ and a note.[^1]

> Quoted words.

1. first
2. second

```
code  kept
```

+-----+-----+
| h   | i   |
+=====+=====+
| wide      |
+-----------+

: Table 1: Caption of it

# References

Doe, J. (2020). *A book*. Press.

[^1]: Under the line.
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def made(kind: str, source: str = SOURCE) -> bytes:
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", kind, "--quiet", "-o", "-"]
    return subprocess.run(command, input=source.encode(), capture_output=True, check=True).stdout


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_word_processor_file_is_read_whole(kind: str) -> None:
    # Pandoc writes metadata into ODT as paragraphs like any other.
    source = SOURCE if kind == "docx" else SOURCE.split("---\n", 2)[2]
    reading = read_foreign(made(kind, source), f"paper.{kind}")
    document = reading.document
    assert inline_text(document.meta.title) == "A title in a heading"
    assert [inline_text(p.content) for p in document.meta.abstract] == ["What it is about."]
    part = next(b for b in document.body if isinstance(b, Section))
    kinds = [type(b) for b in part.blocks]
    code = Preformat if kind == "docx" else Paragraph  # ODT knows code only by its style
    assert kinds == [Paragraph, DispQuote, List, code, TableWrap]
    table = part.blocks[4]
    assert isinstance(table, TableWrap)
    assert (table.label, inline_text(table.caption), table.body[0][0].colspan) == (
        "Table 1",
        "Caption of it",
        2,
    )
    assert inline_text(document.references_title) == "References"
    assert [(r.raw, r.csl.issued) for r in document.references] == [
        ("Doe, J. (2020). A book. Press.", "2020")
    ]
    assert [inline_text(b.content) for b in document.notes[0].blocks if isinstance(b, Paragraph)] == [
        "Under the line."
    ]
    assert reading.conservation.holds
    assert reading.conservation.source_words > 40
    assert ("label", 1) in reading.conservation.set_aside


def test_a_picture_becomes_a_figure_that_says_it_is_missing() -> None:
    import base64

    uri = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    reading = read_foreign(made("docx", f"# T\n\n![Figure 1: Seen]({uri})\n\nText.\n"), "p.docx")
    figures = [b for b in reading.document.body if isinstance(b, Figure)]
    assert [(f.label, inline_text(f.caption), f.graphic) for f in figures] == [("Figure 1", "Seen", "")]
    assert "figure-missing" in {d.code for d in reading.diagnostics}
    assert reading.conservation.holds


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name, content)
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a readable"),
        (b"PK\x03\x04 and then nothing", "not a readable"),
        (made("docx")[:-400], "not a readable"),
        (zipped({"a.txt": b"x"}), "neither .docx nor .odt"),
        (zipped({"word/document.xml": BOMB}), "declares XML entities"),
        (zipped({"content.xml": BOMB.decode().encode("utf-16")}), "declares XML entities"),
        (zipped({"word/document.xml": b"<broken"}), "pandoc cannot read it"),
    ],
    ids=["empty", "no zip", "cut off", "other zip", "entities", "entities in UTF-16", "broken XML"],
)
def test_a_bad_file_is_refused_in_plain_words(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_foreign(data, "bad.docx")
    assert "bad.docx" in caught.value.message and says in caught.value.message
    assert caught.value.hint


def test_without_pandoc_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*args: object, **options: object) -> str:
        raise OSError("No pandoc was found")

    data = made("docx")
    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(MissingToolError) as caught:
        read_foreign(data, "paper.docx")
    assert "pip install" in caught.value.hint


def test_a_file_that_pandoc_does_not_finish_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(options: object, data: bytes, seconds: float) -> None:
        raise subprocess.TimeoutExpired("pandoc", seconds)

    monkeypatch.setattr(foreign, "run_pandoc", slow)
    with pytest.raises(InputError) as caught:
        read_foreign(made("docx"), "slow.docx")
    assert "slow.docx" in caught.value.message and "seconds" in caught.value.message
    assert caught.value.hint
