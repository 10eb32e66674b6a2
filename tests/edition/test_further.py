"""Further abstracts, reviewed works and related articles: article.toml says them as front matter does."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import MANIFEST, write

from docforge.edition.assemble import assemble
from docforge.edition.config import load_edition
from docforge.edition.convert import convert_copies
from docforge.edition.gather import gather
from docforge.edition.inputs import RawFile
from docforge.edition.reading import read_copies
from docforge.errors import ConfigError
from docforge.model.meta import ArticleMeta

TOML = """\
kind = "book-review"
[[abstracts]]
kind = "plain-language-summary"
text = ["What is small is measured here.", "And why."]
[[abstracts]]
text = "Kurz gesagt."
title = "Kurzfassung"
lang = "de"
[[products]]
title = "The Book of Small Things"
authors = ["Ann Roe", "Bo Elm"]
publisher = "House"
publisher_place = "Oslo"
year = 2020
isbn = "978-3-16-148410-0"
[[products]]
kind = "film"
text = "Small Things. Dir. Ida Oak. 2021."
[[related]]
doi = "10.5555/small"
[[related]]
kind = "commentary-article"
url = "https://www.example.org/small"
[[authors]]
name = "Ada Example"
biography = "Ada Example measures."
roles = ["Data curation"]
note = "Ada Example is on leave."
"""
FRONT = """\
---
title: A Small Thing
kind: book-review
author:
- name: Ada Example
  biography: Ada Example measures.
  roles: [Data curation]
  note: Ada Example is on leave.
abstracts:
- kind: plain-language-summary
  text: |-
    What is small is measured here.

    And why.
- text: Kurz gesagt.
  title: Kurzfassung
  lang: de
products:
- title: The Book of Small Things
  authors: [Ann Roe, Bo Elm]
  publisher: House
  publisher-place: Oslo
  year: '2020'
  isbn: 978-3-16-148410-0
- kind: film
  text: Small Things. Dir. Ida Oak. 2021.
related:
- doi: 10.5555/small
- kind: commentary-article
  url: https://www.example.org/small
---

It is small.
"""
PLAIN = "---\ntitle: Small\nproducts: [Another book.]\nabstracts: [Another word.]\n---\n\nIt is small.\n"


def metas(tmp_path: Path) -> tuple[ArticleMeta, ArticleMeta]:
    """The same said in article.toml, over other front matter, and in front matter."""
    files = {"one/article.md": PLAIN, "one/article.toml": TOML, "edition.toml": MANIFEST}
    config = load_edition(write(tmp_path, files))
    assert config.diagnostics == ()
    given = gather(config, config.articles[0])
    reading = read_copies(given.corrected, given.copies, given.guidance)
    made = assemble(config.articles[0], reading, {}).article.document.meta
    read = read_copies(RawFile("article.md", FRONT.encode()), ()).document.meta
    return made, read


def test_article_toml_says_what_front_matter_says(tmp_path: Path) -> None:
    made, read = metas(tmp_path)
    for field in ("products", "related"):
        assert getattr(made, field) == getattr(read, field)
    assert [(a.kind, a.language, len(a.paragraphs)) for a in made.abstracts] == [
        ("plain-language-summary", "", 2),
        ("summary", "de", 1),
    ]
    (person,), (other,) = made.contributors, read.contributors
    assert (person.biography, person.roles, person.note) == (other.biography, other.roles, other.note)


def test_a_product_is_composed_in_the_language_of_the_article(tmp_path: Path) -> None:
    (tmp_path / "article.toml").write_text(TOML, encoding="utf-8")
    copy = RawFile("a.md", b"---\ntitle: Klein\nlang: de\n---\n\nEs ist klein.\n", "markdown")
    files = convert_copies([copy], ("md",), folder=tmp_path).files
    assert "Ann Roe und Bo Elm, *The Book of Small Things*, Oslo, House, 2020" in files["article.md"].decode()


def test_every_format_has_what_article_toml_says(tmp_path: Path) -> None:
    (tmp_path / "article.toml").write_text(TOML, encoding="utf-8")
    copy = RawFile("a.md", PLAIN.encode(), "markdown")
    files = convert_copies([copy], ("md", "html", "jats"), folder=tmp_path).files
    for name in ("article.md", "article.html", "article.xml"):
        text = files[name].decode()
        for said in (
            "What is small is measured",
            "Kurz gesagt",
            "Small Things. Dir. Ida Oak",
            "10.5555/small",
        ):
            assert said in text, (name, said)
        assert "Another word" not in text and "Another book" not in text


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('[[abstracts]]\nkind = "summary"\n', "line 1: this block of abstracts has no text."),
        ("[[products]]\nyear = 2020\n", "this block of products has no text and no title."),
        ('[[related]]\nkind = "x"\n', "this block of related has no doi and no url."),
        ('[[related]]\ndoi = "small"\n', 'doi = "small" is not a DOI'),
        ('[[abstracts]]\ntext = "x"\nlang = "German"\n', 'lang = "German" is not a language tag'),
        ('[products]\ntitle = "x"\n', "products must be written as [[products]]"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, toml: str, told: str) -> None:
    files = {"one/article.md": PLAIN, "one/article.toml": toml, "edition.toml": MANIFEST}
    with pytest.raises(ConfigError) as caught:
        load_edition(write(tmp_path, files))
    assert told in f"{caught.value.message} {caught.value.hint}"
