"""Several copies of one article made one: what is added, what is settled, what is asked, what is refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docforge.diagnostics import Severity
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.model.text import document_strings, inline_text, words
from docforge.repair.decisions import Decision, Decisions, Verdict
from docforge.repair.edit import Recorded
from docforge.repair.record import Reading

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

TITLE = "How printed pages come apart on their way to the screen"
PARAGRAPHS = (
    "Every page that is scanned loses something, and most of what it loses was never in the words.",
    "A running head repeats itself until somebody takes it out, and then a real repetition may go with it.",
    "Hyphens at the end of a line are either part of the word or part of the line, and nobody says which.",
    "The printer Aldersey kept a book of such cases from 1871 until his death, and Aldersey forgot none.",
)
ENTRIES = (
    "Banner, A., & Aldersey, M. (2023). Uneasy neighbours of the printed line. *Page Studies*, 23(1), 1–24.",
    "Horvat, M. (2021a). The future of the column. Institute of Type. https://example.org/future_of/a",
)


def article(*paragraphs: str, entries: tuple[str, ...] = ENTRIES, title: str = TITLE) -> str:
    """A copy as an OCR's Markdown has it."""
    parts = [f"# {title}", "Ada Example", "## Introduction", *paragraphs, "## References", *entries]
    return "\n\n".join(parts) + "\n"


def merged(*texts: str, decisions: Decisions | None = None) -> Reading:
    copies = [
        RawFile(f"{name}.md", text.encode(), "ocr-markdown")
        for name, text in zip("abcd", texts, strict=False)
    ]
    return read_copies(None, copies, Guidance(decisions=decisions or Decisions()))


def choices(reading: Reading) -> list[Recorded]:
    return [e for e in reading.edits if e.rule == "merge"]


def text_of(reading: Reading) -> str:
    return "\n".join(document_strings(reading.document))


def damaged(old: str, new: str) -> str:
    whole = article(*PARAGRAPHS)
    assert old in whole
    return whole.replace(old, new)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("somebody takes", "sornebody takes"),
        ("words.\n", "wor ds.\n"),
        ("until somebody", "untilsomebody"),
        ("repetition may", "repetition\ufffd may"),
        ("https://example.org/future_of/a", "https://example.org/futu re_of/a"),
        ("Uneasy neighbours of the", "Uneasyneighboursofthe"),
    ],
)
def test_the_reading_that_shows_damage_loses_in_either_order(good: str, bad: str) -> None:
    whole, broken = article(*PARAGRAPHS), damaged(good, bad)
    for copies in ((whole, broken), (broken, whole)):
        reading = merged(*copies)
        assert good.strip() in text_of(reading)
        assert reading.conservation.holds
        if any(e.rule in ("url-space", "stray-space", "glued-words") for e in reading.edits):
            continue  # the copy shows by itself what is right, so there is nothing to choose
        (choice,) = choices(reading)
        assert choice.applied and choice.witness is not None
        assert {choice.place.file, choice.witness.file} == {"a.md", "b.md"}


def test_a_name_follows_its_witnesses() -> None:
    reading = merged(
        damaged(
            "book of such cases from 1871 until his death, and Aldersey",
            "book of such cases from 1871 until his death, and Aldersay",
        ),
        article(*PARAGRAPHS),
    )
    assert "Aldersay" not in text_of(reading)
    (choice,) = choices(reading)
    assert (choice.before, choice.after) == ("Aldersay", "Aldersey")


def test_a_number_that_nothing_decides_stays_as_the_first_copy_has_it_and_is_asked() -> None:
    one, two = article(*PARAGRAPHS), damaged("1871", "1877")
    for first, other, copies in (("1871", "1877", (one, two)), ("1877", "1871", (two, one))):
        reading = merged(*copies)
        assert first in text_of(reading) and other not in text_of(reading)
        (choice,) = choices(reading)
        assert not choice.applied and (choice.before, choice.after) == (first, other)
        assert [d.code for d in reading.diagnostics if d.code == "copy-differs"] == ["copy-differs"]


def test_questions_about_one_entry_are_told_as_one() -> None:
    reading = merged(
        article(*PARAGRAPHS), damaged("*Page Studies*, 23(1), 1–24", "*Page Studies*, 28(1), 1–29")
    )
    assert len([c for c in choices(reading) if not c.applied]) == 2  # each has its own key
    (told,) = [d for d in reading.diagnostics if d.code == "copy-differs"]
    assert "Entry 1 " in told.message and "23(1)" in told.message and "28(1)" in told.message


def test_the_editor_settles_a_question_by_its_key() -> None:
    copies = article(*PARAGRAPHS), damaged("1871", "1877")
    (asked,) = choices(merged(*copies))
    reading = merged(*copies, decisions=Decisions.of([Decision(asked.key, Verdict.ACCEPT)]))
    (choice,) = choices(reading)
    assert "1877" in text_of(reading) and choice.applied and choice.key == asked.key
    kept = merged(*copies, decisions=Decisions.of([Decision(asked.key, Verdict.REJECT)]))
    assert "1871" in text_of(kept)
    assert not [d for d in kept.diagnostics if d.code == "copy-differs"]


@pytest.mark.parametrize("written", ["1873", "1873 or 1874", "that year", ""])
def test_what_the_editor_writes_stands_instead_of_both_readings(written: str) -> None:
    """Of a question as of a choice that was made."""
    question = article(*PARAGRAPHS), damaged("1871", "1877")
    made = article(*PARAGRAPHS), damaged("somebody", "sornebody")
    for copies in (question, made, made[::-1]):
        (first,) = choices(merged(*copies))
        decisions = Decisions.of([Decision(first.key, Verdict.REPLACE, written)])
        reading = merged(*copies, decisions=decisions)
        (choice,) = choices(reading)
        shown = text_of(reading)
        assert (choice.key, choice.verdict, choice.after) == (first.key, "replace", written)
        assert (choice.before, choice.proposed) == (first.before, first.after)
        assert written in shown and first.before not in shown and first.after not in shown
        assert reading.conservation.holds
        assert reading.conservation.decided == len(words(written))
        assert not [
            d for d in reading.diagnostics if d.code in ("copy-differs", "word-lost", "word-invented")
        ]


def test_two_of_three_copies_decide_a_number() -> None:
    one, two = article(*PARAGRAPHS), damaged("1871", "1877")
    reading = merged(two, one, one)
    assert "1871" in text_of(reading) and "1877" not in text_of(reading)
    assert reading.conservation.holds


def test_a_partial_copy_adds_and_never_shortens() -> None:
    halves = article(*PARAGRAPHS[:2]), article(*PARAGRAPHS[1:])
    for copies in (halves, halves[::-1]):
        reading = merged(*copies)
        shown = text_of(reading)
        assert all(p in shown for p in PARAGRAPHS)
        assert [shown.index(p) for p in PARAGRAPHS] == sorted(shown.index(p) for p in PARAGRAPHS)
        assert any(m.rule == "merge" for m in reading.moves)
        assert reading.conservation.holds


def test_words_that_one_copy_lacks_are_added() -> None:
    short = damaged(" until somebody takes it out", "")
    for copies in ((short, article(*PARAGRAPHS)), (article(*PARAGRAPHS), short)):
        assert PARAGRAPHS[1] in text_of(merged(*copies))


def test_entries_take_their_text_and_their_italics_from_the_better_copy() -> None:
    glued = article(
        *PARAGRAPHS,
        entries=(ENTRIES[0].replace("printed line. *Page Studies*", "printedline.PageStudies"), ENTRIES[1]),
    )
    for copies in ((glued, article(*PARAGRAPHS)), (article(*PARAGRAPHS), glued)):
        reading = merged(*copies)
        assert inline_text(reading.document.references[0].content) == ENTRIES[0].replace("*", "")
        assert any(type(n).__name__ == "Italic" for n in reading.document.references[0].content)


# What a bad scan makes of the clean copy in many places, so that the two are told apart.
NOISE = (
    ("scanned loses something", "scamed ioses sornething"),
    ("A running head repeats", "A runnmg hcad repcats"),
    ("somebody takes it out", "sornebody tokes it oul"),
    ("Hyphens at the end of a line", "Hyphcns at thc cnd of a Iine"),
    ("says which", "soys whlch"),
    ("printer Aldersey kept", "prmter Aldersey kcpt"),
)
CLEAN = (
    *ENTRIES,
    "Mlačo, N. and Innová, B. (2012). Normal Widths of columns. *J. Press. Innov.*, 28: 205–217.",
)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Mlačo, N.", "Mago, N."),
        ("J. Press. Innov.", "J. Press. noun."),
        ("Normal Widths", "Normal widths"),
        ("The future of the column", "of The future of the column"),
        ("nobody says which.", "nobody says which. Introduction"),
    ],
)
def test_a_bad_scan_changes_no_name_capital_or_small_word_of_a_clean_copy(good: str, bad: str) -> None:
    clean = article(*PARAGRAPHS, entries=CLEAN)
    assert good in clean
    scan = clean.replace(good, bad)
    for old, new in NOISE:
        scan = scan.replace(old, new)
    for copies in ((clean, scan), (scan, clean)):
        text = text_of(merged(*copies)).replace("*", "")
        assert good in text and bad not in text


def test_an_entry_that_a_bad_scan_wove_of_two_is_not_added() -> None:
    clean = article(*PARAGRAPHS, entries=CLEAN)
    woven = "Banner, A., (2023) Uneasy and Innová neighbours of columns Normal printed Widths line. 217."
    scan = article(*PARAGRAPHS, entries=(ENTRIES[0], woven, *CLEAN[1:]))
    for old, new in NOISE:
        scan = scan.replace(old, new)
    expected = [inline_text(r.content) for r in merged(clean).document.references]
    assert [inline_text(r.content) for r in merged(clean, scan).document.references] == expected


def test_another_work_is_refused_with_the_evidence_and_nothing_of_it_is_taken() -> None:
    other = article(
        "Pears want sun and a wall that keeps the warmth of the day through a clear night in spring.",
        "A frost after the blossom costs the harvest, and no wall in the valley is warm enough for it then.",
        entries=("Orchard, P. (1999). Pears on walls. Fruit Press.",),
        title="On growing pears in cold valleys",
    )
    alone = merged(article(*PARAGRAPHS))
    reading = merged(article(*PARAGRAPHS), other)
    assert reading.document == alone.document
    assert [s.name for s in reading.sources] == ["a.md"]
    (refused,) = [d for d in reading.diagnostics if d.code == "copy-unrelated"]
    assert refused.severity is Severity.ERROR
    assert "titles" in refused.message and "0 %" in refused.message


def test_a_copy_with_itself_is_the_copy() -> None:
    alone, twice = merged(article(*PARAGRAPHS)), merged(article(*PARAGRAPHS), article(*PARAGRAPHS))
    assert twice.document == alone.document
    assert choices(twice) == []


TROUBLE = st.sampled_from(
    (("e", "c"), (" ", ""), ("a", ""), ("t", "t "), (". ", ".\n\n"), ("th", "tb"), ("1", "l"), (",", ""))
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 600), TROUBLE), max_size=12), st.booleans())
def test_no_mutation_of_a_copy_loses_or_invents_a_word(
    changes: list[tuple[int, tuple[str, str]]], swapped: bool
) -> None:
    whole = article(*PARAGRAPHS)
    text = whole
    for at, (old, new) in changes:
        where = text.find(old, at + 60)
        if where >= 0:
            text = text[:where] + new + text[where + len(old) :]
    reading = merged(*((text, whole) if swapped else (whole, text)))
    assert reading.conservation.holds
    assert not [d for d in reading.diagnostics if d.code in ("word-lost", "word-invented")]
    known = set(words(whole)) | set(words(text))
    assert {w for s in document_strings(reading.document) for w in words(s)} <= known | {
        w for e in reading.edits if e.applied for w in words(e.after)
    }


# ---------------------------------------------------------------- the seeds


def seeds(*numbers: str) -> list[RawFile]:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not there")
    found = [next(SEEDS.glob(f"{n}_*.txt")) for n in numbers]
    return [RawFile(p.name, p.read_bytes(), None) for p in found]


@pytest.mark.parametrize("order", [("000", "001"), ("001", "000")])
def test_the_two_witnesses_of_one_article_give_each_what_the_other_lacks(order: tuple[str, str]) -> None:
    reading = read_copies(None, seeds(*order))
    assert reading.conservation.holds
    assert len(reading.document.references) == 39
    entries = [inline_text(r.content) for r in reading.document.references]
    # Names, spaces and addresses that one witness has right; nothing of it is copied here but their shapes.
    assert not [e for e in entries if "Busmann" in e]
    assert not [e for e in entries if "NATORelations" in e or "InAlliances" in e or "Europ e" in e]
    assert all(" " not in r.csl.url for r in reading.document.references)
    assert all(r.csl.url or r.csl.doi for r in reading.document.references if "http" in r.raw)
    asked = [e for e in reading.edits if e.rule == "merge" and not e.applied]
    assert len(asked) >= 3  # addresses whose signs no evidence decides
    assert sum(len(words(s)) for s in document_strings(reading.document)) > 5000


@pytest.mark.parametrize("other", ["002", "004"])
def test_a_seed_of_another_work_is_refused(other: str) -> None:
    reading = read_copies(None, seeds("000", other, "001"))
    assert [d.code for d in reading.diagnostics if d.severity is Severity.ERROR] == ["copy-unrelated"]
    assert sorted(s.name[:3] for s in reading.sources) == ["000", "001"]
    assert reading.document == read_copies(None, seeds("000", "001")).document
