"""What docforge prints beside an article is whole in each language, the colophon and a proof too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from pages_fixture import p, t

from docforge.edition.inputs import RawFile
from docforge.edition.reading import read_copies
from docforge.exporters.html import render_article
from docforge.exporters.html_context import element
from docforge.exporters.issue.colophon import add_colophon
from docforge.exporters.issue.entries import Provenance, Source
from docforge.exporters.query_sheet import Numbered, query_sheet
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of, plural, read_labels
from docforge.model.meta import ArticleMeta, Document
from docforge.model.queries import Query
from docforge.review.queries import author_queries

LANGUAGES = sorted(read_labels())
FORMS = {"pl": {"one", "few", "many"}, "ru": {"one", "few", "many"}}
NOT_OF_ALL = {"nominatives"}
FIELD_RE = re.compile(r"\{(\w*)\}")
MADE = (
    Provenance("Vom Trennen", "de", (Source("eins/abzug.txt", "0123456789ab"),), 12345, 67, 8, 3, True),
    Provenance("Vom Fügen", "de", (Source("zwei/abzug.txt", "ba9876543210"),), 1234, 0, 1, 2, False),
)


def sentences(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Each label by its path; plural forms stay together."""
    for key, value in table.items():
        if isinstance(value, dict) and not value.keys() <= {"one", "few", "many", "other"}:
            yield from sentences(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def forms(value: Any) -> list[str]:
    return list(value.values()) if isinstance(value, dict) else [value]


def test_ten_languages_have_labels() -> None:
    assert set(LANGUAGES) == {"en", "de", "fr", "es", "it", "pt", "tr", "nl", "pl", "ru"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_label_with_every_field(language: str) -> None:
    english, known = (dict(sentences(read_labels()[name])) for name in ("en", language))
    assert english.keys() == known.keys() - NOT_OF_ALL
    assert len(known["months"]) == 12
    for name, said in english.items():
        if name in ("months", "quotes", "date", "month_year") or name.endswith(".one"):
            continue
        fields = set(FIELD_RE.findall(forms(said)[0]))
        for form in forms(known[name]):
            assert form and set(FIELD_RE.findall(form)) == fields, (name, form)
        if isinstance(known[name], dict):
            assert known[name].keys() == FORMS.get(language, {"one", "other"}), name


def test_the_sentences_of_other_languages_are_no_english() -> None:
    english = dict(sentences(read_labels()["en"]))
    for language in LANGUAGES:
        same = [
            name
            for name, said in sentences(read_labels()[language])
            if language != "en"
            and said == english.get(name)
            and len(re.sub(r"\{\w*\}", "", str(said)).split()) > 2
        ]
        assert same == [], language


@pytest.mark.parametrize(
    ("language", "date", "month"),
    [
        ("en", "5 March 2024", "March 2024"),
        ("de-AT", "5. März 2024", "März 2024"),
        ("es", "5 de marzo de 2024", "marzo de 2024"),
        ("pl", "5 marca 2024", "marzec 2024"),
        ("xx", "5 March 2024", "March 2024"),
    ],
)
def test_dates_are_printed_in_the_language(language: str, date: str, month: str) -> None:
    assert labels_of(language).date("2024-03-05") == date
    assert labels_of(language).date("2024-03") == month


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("pl", {1: "one", 2: "few", 4: "few", 5: "many", 12: "many", 21: "many", 22: "few", 112: "many"}),
        ("ru", {1: "one", 2: "few", 5: "many", 11: "many", 14: "many", 21: "one", 22: "few", 111: "many"}),
    ],
)
def test_what_is_counted_has_its_plural_form(language: str, expected: dict[int, str]) -> None:
    assert {n: plural(language, n) for n in expected} == expected


def test_numbers_are_written_as_the_language_writes_them() -> None:
    found = {name: labels_of(name).number(1234567) for name in ("en", "de-AT", "fr", "pl", "xx")}
    assert found == {
        "en": "1,234,567",
        "de-AT": "1.234.567",
        "fr": "1\u202f234\u202f567",
        "pl": "1\u202f234\u202f567",
        "xx": "1,234,567",
    }


def colophon(language: str) -> str:
    page = element("section")
    add_colophon(page, EditionMeta(language=language), MADE)
    return " ".join(" ".join(page.itertext()).split())


def test_a_colophon_in_german() -> None:
    said = colophon("de")
    assert "Hergestellt mit docforge" in said and "in der Gestaltung „journal“; gesetzt aus Source" in said
    assert (
        "Woraus die Artikel entstanden sind Artikel Vorlagen (SHA-256) Wörter Beiseite Eingriffe Offen"
        in said
    )
    assert "12.345 67 8 3" in said
    assert (
        "das gilt für 1 von 2 Artikeln. 5 Fragen sind offen. Jede Datei dieser Ausgabe wird geprüft" in said
    )


def test_a_colophon_in_polish() -> None:
    said = colophon("pl")
    assert "w szacie graficznej „journal”; kroje pisma: Source" in said
    assert "Z czego powstały artykuły Artykuł Źródła (SHA-256) Słowa Odłożone Poprawki Otwarte" in said
    assert "dotyczy to 1 z 2 artykułów. 5 pytań jest otwartych. Każdy plik tego numeru" in said


def test_a_colophon_in_a_language_without_labels_says_that_it_is_english() -> None:
    page = element("section")
    add_colophon(page, EditionMeta(language="sv"), MADE)
    assert page.get("lang") == "en"


@pytest.mark.parametrize(
    ("status", "language", "mark"),
    [
        ("draft", "de", "Entwurf, bitte nicht zitieren"),
        ("proof", "fr-CA", "Épreuve, ne pas citer"),
        ("draft", "xx", "Draft, not for citation"),
        ("final", "de", None),
    ],
)
def test_an_unfinished_article_is_marked_in_its_language(
    status: str, language: str, mark: str | None
) -> None:
    article = Article("a", Document(ArticleMeta(title=t("T"), language=language), (p("Text."),)))
    edition = EditionMeta(status=status)  # type: ignore[arg-type]
    printed = render_article(article, edition, "print").element
    assert printed.get("data-status") == mark
    assert render_article(article, edition, "web").element.xpath("p[@class='status']/text()") == (
        [mark] if mark else []
    )


# ---------------------------------------------------------------- the query sheet of a proof


COPY = """\
# A History of One Press

Ada Example

## The house

Of the owners little is known that can be trusted. They kept accounts in three languages.
The printer Aldersey bought the house in 1871 and never lived in it.
"""


def sheet(language: str, queries: list[Numbered], more: int = 0) -> Any:
    article = Article("eins", Document(ArticleMeta(title=t("Vom Setzen"), language=language)))
    return query_sheet(article, EditionMeta(), queries, more)


def said_on(root: Any) -> str:
    return " ".join(root.xpath("string(body)").split())


def test_a_sheet_in_german_leaves_the_words_of_rules_english_and_says_so() -> None:
    query = Query(
        "Soll es „1817“ heißen?", "Absatz „Der Satz“", "A letter among digits", ("Ja.",), key="k1",
        replaceable=True, asked_in="de",
    )  # fmt: skip
    root = sheet("de", [Numbered("AQ1", "Seite 3, Zeile 4", query)], 2)
    assert root.get("lang") == "de"
    said = said_on(root)
    assert said.startswith("Rückfragen zum Artikel")
    for words in (
        "Bitte beantworten Sie diese Rückfrage: Kreuzen Sie",
        "2 kleinere Fragen bleiben der Redaktion überlassen.",
        "Seite 3, Zeile 4: Absatz „Der Satz“.",
        "Andere Antwort:",
        "Schlüssel: k1 (docforge decide eins --accept KEY, --reject KEY oder --replace KEY=TEXT)",
    ):
        assert words in said
    assert root.xpath("//p[@lang='en']/@class") == ["why"]


def test_a_sheet_in_russian_counts_as_russian_does() -> None:
    query = Query("Верно ли это?", "", asked_in="ru")
    root = sheet("ru", [Numbered(f"AQ{n}", "", query) for n in range(3)], 21)
    said = said_on(root)
    assert "каждый из этих 3 вопросов" in said and "21 менее важный вопрос оставлен редакции" in said


@pytest.mark.parametrize(
    ("language", "question", "answers", "where"),
    [
        (
            "en",
            "The copy has “1871”. Should it read “1877”?",
            ("It should read “1877”.", "“1871” is right."),
            "in the section “The house”, the paragraph “Of the owners",
        ),
        (
            "de",
            "In der Vorlage steht „1871“. Soll es „1877“ heißen?",
            ("Es soll „1877“ heißen.", "„1871“ ist richtig."),
            "im Abschnitt „The house“, Absatz „Of the owners",
        ),
        (
            "tr",
            "Kopyada “1871” yazıyor. Doğrusu şu mudur: “1877”?",
            ("Doğrusu: “1877”.", "“1871” doğru."),
            "“The house” bölümünde, paragraf “Of the owners",
        ),
    ],
)
def test_queries_are_asked_in_the_language_of_the_article(
    language: str, question: str, answers: tuple[str, ...], where: str
) -> None:
    copies = (("a.md", COPY), ("b.md", COPY.replace("1871", "1877")))
    files = [RawFile(name, text.encode(), "ocr-markdown") for name, text in copies]
    reading = read_copies(None, files)
    meta = replace(reading.document.meta, language=language)
    reading = replace(reading, document=replace(reading.document, meta=meta))
    asked = author_queries(reading, reading.diagnostics).asked
    (query,) = (query for query in asked if "1877" in query.question)
    assert (query.question, query.answers) == (question, answers)
    assert query.where.startswith(where) and query.asked_in == language and query.told_in == "en"
