"""Ordinary Pandoc Markdown as people write it, and Markdown that means harm."""

from __future__ import annotations

import pytest

from docforge.errors import InputError
from docforge.importers.markdown.document import read_markdown
from docforge.model.meta import CslItem, Document, Name
from docforge.model.nodes import (
    Break,
    Cite,
    DispFormula,
    Figure,
    NoteRef,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    Text,
)
from docforge.model.source import SourceText
from docforge.model.text import document_strings, inline_text, words

BY_HAND = """# The *title*

Before.[^1] Also ^[Here.]

## First part

![Figure 1: A map](map.png)

![A photograph](photo.png)

### Deeper

| A | B |
|:--|--:|
| 1 | 2 |

Table: Table 3: Numbers

## First part

$$
E = mc^2
$$

[^1]: A note
    with a second line.

    And a paragraph.
"""


def read(text: str) -> Document:
    return read_markdown(SourceText.of(text, "hand.md", "markdown"))[0]


def test_a_file_by_hand_reads_well() -> None:
    document = read(BY_HAND)
    assert inline_text(document.meta.title) == "The title"
    first, again = (b for b in document.body if isinstance(b, Section))
    assert (first.id, again.id) == ("first-part", "first-part-1")
    figure, other, deeper = first.blocks
    assert isinstance(figure, Figure) and isinstance(other, Figure) and isinstance(deeper, Section)
    assert (figure.label, inline_text(figure.caption), figure.graphic) == ("Figure 1", "A map", "map.png")
    assert (other.label, inline_text(other.caption)) == ("", "A photograph")
    assert (figure.id, other.id) == ("fig-1", "fig-2")
    table = deeper.blocks[0]
    assert isinstance(table, TableWrap)
    assert (table.label, inline_text(table.caption), table.align) == ("Table 3", "Numbers", ("left", "right"))
    assert again.blocks == (DispFormula("E = mc^2"),)
    assert [(n.id, n.label, len(n.blocks)) for n in document.notes] == [("fn-1", "1", 2), ("note-1", "2", 1)]


def test_every_block_knows_its_lines() -> None:
    document = read("---\ntitle: T\n---\n\nOne\ntwo\n\n# Head\n\nThree\n")
    text = "---\ntitle: T\n---\n\nOne\ntwo\n\n# Head\n\nThree\n"
    section = document.body[1]
    assert isinstance(section, Section)
    found = [b.origin for b in (document.body[0], section, section.blocks[0])]
    assert [text[o.start : o.end] for o in found if o] == ["One\ntwo\n", "# Head\n", "Three\n"]


REFERENCES = """---
title: T
references:
- id: smith2020
  type: book
  author:
  - {family: Smith, given: A.}
  - {family: Doe, given: B.}
  issued: {date-parts: [[2020, 3]]}
  title: A book
---

"""


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("[@smith2020]", "(Smith & Doe, 2020)"),
        ("[see @smith2020, p. 3]", "(see Smith & Doe, 2020, p. 3)"),
        ("[-@smith2020]", "(2020)"),
        ("@smith2020", "Smith & Doe (2020)"),
        ("@smith2020 [p. 3]", "Smith & Doe (2020, p. 3)"),
        ('[[@smith2020]]{.cite printed="[12]"}', "[12]"),
        ("[@nobody]", "(nobody)"),
    ],
)
def test_a_citation_prints_what_its_reference_says(written: str, printed: str) -> None:
    paragraph = read(REFERENCES + written).body[0]
    assert isinstance(paragraph, Paragraph) and isinstance(paragraph.content[0], Cite)
    assert paragraph.content[0].printed == printed


def test_references_by_hand_are_certain_and_have_a_printed_form() -> None:
    entry = read(REFERENCES).references[0]
    assert entry.csl == CslItem(
        type="book", author=(Name("Smith", "A."), Name("Doe", "B.")), issued="2020-03", title="A book"
    )
    assert (entry.certain, inline_text(entry.content)) == (True, "Smith, A., Doe, B. (2020). A book.")


def test_an_address_is_no_citation_and_html_is_text() -> None:
    paragraph = read("Write to me@example.org, <b>now</b>.\\\nBye").body[0]
    assert paragraph == Paragraph((Text("Write to me@example.org, <b>now</b>."), Break(), Text("Bye")))


def test_a_comment_is_no_text_and_code_keeps_its_marks() -> None:
    assert read("<!-- a\nb -->\n\n``` python\n*x*\n```\n").body == (Preformat("*x*", "python"),)


def test_a_note_mark_without_a_note_stays_a_mark() -> None:
    assert read("Text[^9]").body == (Paragraph((Text("Text"), NoteRef("fn-9"))),)


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: [a", "line 3"),
        ("title: x\nauthor: - y: z: q", "line 3"),
        ("- just\n- a list", "line 2"),
        ("title: " + "[" * 20_000, "line"),
    ],
)
def test_broken_front_matter_names_file_and_line(front: str, line: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"---\n{front}\n---\n\nText\n")
    assert "hand.md" in caught.value.message and line in caught.value.message and caught.value.hint


HARMFUL = {
    "open brackets": "[" * 100_000 + "word",
    "closed brackets": "[" * 50_000 + "word" + "]" * 50_000,
    "spans": "[" * 20_000 + "word" + "]{.x}" * 20_000,
    "quotes": ">" * 20_000 + " word",
    "lists": "- " * 2_000 + "word",
    "divisions": "::: x\n" * 2_000 + "word",
    "stars": "*a **b " * 5_000 + "word",
    "dollars": "$a " * 20_000 + "word",
    "ticks": "".join("`" * (n % 50 + 1) + "a" for n in range(5_000)) + " word",
    "carets": "^a" * 20_001 + " word",
    "braces": "[]{a" * 10_000 + " word",
    "addresses": "<a:" * 20_000 + " word",
    "cites": "[@a; " * 10_000 + "word",
    "grid": "+-+\n| word |\n" * 500,
    "one long line": "word " * 100_000,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_text_is_read_and_keeps_its_words(name: str) -> None:
    document = read(HARMFUL[name])
    assert "word" in [w for s in document_strings(document) for w in words(s)]
