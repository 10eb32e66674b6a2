"""What must be asked of authors and publishers, as letters; nothing that was answered is asked again."""

from __future__ import annotations

import json
from pathlib import Path
from string import Formatter

import pytest
from commands.program import docforge
from edition.editions import MANIFEST, write

from docforge.review.letter_words import read_phrases

COPY = """\
---
title: On small things
author:
- name: Ada Example
- name: Bo Sample
---

# A first part

Small things are easy to test, says [the standard](http:) of tests, and see https://…

![A thing that is small](thing.png){#fig-1}

# A second part

There is no more to say.
"""
RIGHTS = (
    'licence = "CC-BY-4.0"\nholder = "Ada Example"\nabstract = "Short."\n[[authors]]\nname = "Ada Example"\n'
)
KNOWN = RIGHTS + 'email = "ada@example.org"\naffiliation = "University of Somewhere"\n'


def edition(folder: Path, **more: str) -> Path:
    return write(folder, {"edition.toml": MANIFEST, "one/article.md": COPY, **more})


def test_a_letter_for_each_addressee_says_what_where_and_what_is_needed(tmp_path: Path) -> None:
    ran = docforge("missing", cwd=edition(tmp_path))
    assert ran.code == 0, ran.said
    author, publisher = ran.out.split("=" * 76)
    assert author.startswith("To: Ada Example, Bo Sample (no address is known)\nSubject: Missing")
    assert "Dear Ada Example and Bo Sample," in author
    assert "1. The affiliation of Ada Example and Bo Sample." in author
    assert "An e-mail address" in author and "The abstract." in author
    assert "The picture of a figure without a number (“A thing that is small”)" in author
    assert "Where: in the section “A first part”." in author
    assert "web address: “… " in author
    assert "licence of the article" in publisher and "permission to print" in publisher
    assert "To: the publisher of the first publication" in publisher


def test_a_letter_is_written_in_the_language_of_the_article(tmp_path: Path) -> None:
    copy = COPY.replace("---\ntitle:", "---\nlang: de\ntitle:", 1)
    ran = docforge("missing", cwd=edition(tmp_path, **{"one/article.md": copy}))
    author, publisher = ran.out.split("=" * 76)
    assert author.startswith("An: Ada Example, Bo Sample (keine Adresse bekannt)\nBetreff: ")
    assert "Guten Tag Ada Example und Bo Sample," in author
    assert "Das Bild zu einer Abbildung ohne Nummer („A thing that is small“)" in author
    assert "Wo: im Abschnitt „A first part“." in author
    assert "Sehr geehrte Damen und Herren," in publisher and "Abdruckerlaubnis" in publisher


def test_a_language_without_letters_is_written_to_in_english(tmp_path: Path) -> None:
    copy = COPY.replace("---\ntitle:", "---\nlang: fi\ntitle:", 1)
    told = json.loads(docforge("missing", "--json", cwd=edition(tmp_path, **{"one/article.md": copy})).out)
    assert {letter["language"] for letter in told["letters"]} == {"en"}


@pytest.mark.parametrize("language", sorted(set(read_phrases()) - {"en"}))
def test_every_language_has_every_phrase(language: str) -> None:
    assert shape(read_phrases()[language]) == shape(read_phrases()["en"])


def shape(phrases: object) -> object:
    """The keys of a table, and of each phrase what is filled into it."""
    if isinstance(phrases, dict):
        return {key: shape(value) for key, value in phrases.items()}
    if isinstance(phrases, list):
        return len(phrases)
    assert isinstance(phrases, str) and phrases.strip()
    return {name for _, name, _, _ in Formatter().parse(phrases) if name}


def test_what_the_editor_knows_is_not_asked(tmp_path: Path) -> None:
    told = json.loads(docforge("missing", "--json", cwd=edition(tmp_path, **{"one/article.toml": KNOWN})).out)
    author, publisher = told["letters"]
    assert author["emails"] == ["ada@example.org"]
    assert {i["kind"] for i in author["requests"][0]["items"]} == {"figure", "link"}
    assert [i["kind"] for i in publisher["requests"][0]["items"]] == ["permission"]


def test_sentences_and_references_that_break_off_are_asked_for(tmp_path: Path) -> None:
    dump = (
        "A Letter about Letters\n\nAda Example\n\nAll the letters are here, says one (Oak, 2019), and more"
        " of them are there (Ash, 2020).\n\n"
        "The text goes on with one letter and another letter until the inter-\n"
    )
    oak, elm = "Oak, A. (2019). Letters. Journal of Letters, 1, 2–3.", "Elm, B. (2018). Of trees and"
    listed = f"\nReferences\n\n{oak}\n\n{elm}\n"
    write(tmp_path, {"edition.toml": MANIFEST, "one/copy.txt": dump})
    told = json.loads(docforge("missing", "--json", cwd=tmp_path).out)["letters"]
    ends = [i for i in told[0]["requests"][0]["items"] if i["kind"] == "end"]
    assert len(ends) == 1 and ends[0]["at"].startswith("one/copy.txt:7:")
    write(tmp_path, {"one/copy.txt": dump.replace("the inter-\n", "its end.\n") + listed})
    told = json.loads(docforge("missing", "--json", cwd=tmp_path).out)["letters"]
    asked = [i["what"] for i in told[0]["requests"][0]["items"] if i["kind"] == "reference"]
    assert any("breaks off: “Elm, B. (2018). Of trees and”" in what for what in asked), asked
    assert any("Ash, 2020" in what for what in asked)
    assert not any("Oak" in what for what in asked)


def test_letters_into_a_file_and_of_one_article(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    ran = docforge("missing", "--only", "one", "--out", "letters.txt", cwd=folder)
    assert (ran.code, ran.out.startswith("wrote letters.txt: 2 letters, ")) == (0, True)
    assert (folder / "letters.txt").read_text("utf-8").startswith("To: Ada Example, Bo Sample")
    assert docforge("missing", "--only", "two", cwd=folder).code == 2
    assert docforge("missing", "--quiet", cwd=folder).said == ""
