"""Each language is read by its own rules; text of a language without rules is kept as it is."""

from __future__ import annotations

import pytest
from languages.texts import ARABIC, ARTICLES, CUTS, HEBREW, JAPANESE, dump

import docforge
from docforge.model.nodes import Paragraph
from docforge.model.text import document_strings, inline_text, words
from docforge.model.walk import document_blocks
from docforge.repair.words.language import OPEN_ENDS, RULED, detect_language, parts_no_words

LAYOUT = {"line-wrap", "set-aside", "trailing-space", "line-block"}


def convert(text: str, language: str = "") -> docforge.ConvertResult:
    result = docforge.convert(("article.txt", text.encode()), to=("md",), language=language)
    assert result.readings[0].conservation.holds
    return result


@pytest.mark.parametrize("language", ARTICLES)
def test_language_is_told_by_the_text(language: str) -> None:
    assert detect_language(dump(ARTICLES[language])).language == language


@pytest.mark.parametrize(
    ("text", "language"), [("".join(ARABIC), "ar"), ("".join(HEBREW), "he"), ("".join(JAPANESE), "ja")]
)
def test_script_tells_the_language(text: str, language: str) -> None:
    assert detect_language(text).language == language


@pytest.mark.parametrize("text", ["", "Only a few words, which tell nothing.", "12 34 56 " * 200, "α" * 20])
def test_little_text_tells_no_language(text: str) -> None:
    assert detect_language(text).language == ""


@pytest.mark.parametrize("language", ARTICLES)
def test_no_rule_harms_clean_text(language: str) -> None:
    """Nothing but line ends and labels is touched, and every word stays in its order."""
    text = dump(ARTICLES[language])
    reading = convert(text).readings[0]
    assert reading.document.meta.language == language
    assert {r.rule for r in reading.edits} <= LAYOUT, [
        (r.rule, r.before, r.after) for r in reading.edits if r.rule not in LAYOUT
    ]
    paragraphs = [
        inline_text(b.content) for b in document_blocks(reading.document) if isinstance(b, Paragraph)
    ]
    assert paragraphs[-2:] == list(ARTICLES[language][-2:])


@pytest.mark.parametrize("language", ARTICLES)
@pytest.mark.parametrize("number", range(0, 40, 3))
def test_page_break_inside_a_sentence(language: str, number: int) -> None:
    """Wherever a page ends inside a paragraph, no word is joined to another and none is lost."""
    lines = dump(ARTICLES[language]).split("\n")
    at = min(number + 6, len(lines) - 2)
    text = "\n".join(lines[:at]) + "\n\f" + "\n".join(lines[at:])
    document = convert(text).readings[0].document
    found = {w for part in document_strings(document) for w in words(part)}
    assert found <= set(words(text))


@pytest.mark.parametrize("language", ARTICLES)
def test_parts_are_known_by_their_names(language: str) -> None:
    title, _, abstract, keywords, *_ = ARTICLES[language]
    meta = convert(dump(ARTICLES[language])).readings[0].document.meta
    assert inline_text(meta.title) == title
    assert [inline_text(p.content) for p in meta.abstract] == [abstract]
    assert list(meta.keywords) == keywords.split(":")[1].strip().split(", ")


@pytest.mark.parametrize("language", CUTS)
def test_words_are_joined_by_the_words_of_the_language(language: str) -> None:
    """A hyphen at a line end goes where the whole is a word of this language."""
    for head, tail, whole in CUTS[language]:
        prose = ARTICLES[language][-1]
        text = (
            dump((*ARTICLES[language], f"{prose} "))
            + f"{prose[:52].rsplit(' ', 1)[0]} {head}-\n{tail}. {prose}\n"
        )
        document = convert(text).readings[0].document
        assert any(whole in words(part) for part in document_strings(document)), whole


@pytest.mark.parametrize("blocks", [ARABIC, HEBREW], ids=["ar", "he"])
def test_right_to_left_text_is_kept(blocks: tuple[str, ...]) -> None:
    marked = (blocks[0] + " \u200fOffset\u200e.", *blocks[1:])
    result = convert(dump(("Title", *marked, *marked)))
    assert "language-without-rules" in {d.code for d in result.diagnostics}
    page = docforge.convert(("article.txt", dump(marked * 2).encode()), to=("html",)).files["article.html"]
    assert b'dir="rtl"' in page
    text = result.files["article.md"].decode()
    for block in marked:
        assert block in text


def test_text_without_spaces_is_joined_without_spaces() -> None:
    source = "題名\n\n" + "\n\n".join(
        "\n".join(block[i : i + 24] for i in range(0, len(block), 24)) for block in JAPANESE * 3
    )
    result = convert(source)
    assert "language-without-rules" in {d.code for d in result.diagnostics}
    text = result.files["article.md"].decode()
    for block in JAPANESE:
        assert block in text


def test_the_editors_word_wins() -> None:
    result = convert(dump(ARTICLES["de"]), language="en")
    assert result.readings[0].document.meta.language == "en"
    assert "language-detected" not in {d.code for d in result.diagnostics}


def test_every_language_with_rules_has_its_open_ends() -> None:
    assert set(OPEN_ENDS) == RULED
    assert (
        parts_no_words("漢") and parts_no_words("。") and not parts_no_words("a") and not parts_no_words("")
    )
