"""The order of the copies: where evidence decides, either order gives the same text."""

import random
from pathlib import Path
from time import process_time

import pytest

from docforge.collate.judge import Which, known_host
from docforge.collate.merge import merge_copies
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.model.text import document_strings
from docforge.repair.edit import Recorded
from docforge.repair.record import Reading

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

TITLE = "How printed pages come apart"
PARAGRAPHS = (
    "Every page that is scanned loses something, and most of what it loses was never in the words.",
    "A running head repeats itself until somebody takes it out, and then a real repetition goes with it.",
    "Hyphens at the end of a line are either part of the word or part of the line, and nobody knows.",
    "The printer Aldersey kept a book of such cases from 1871 until his death, and read it every year.",
    "What the book says of columns is short: they were set by hand, and the hand was often tired.",
)


def article(*paragraphs: str, back: str = "") -> str:
    return "\n\n".join([f"# {TITLE}", "Ada Example", "## Introduction", *paragraphs]) + f"\n{back}"


def merged(**texts: str) -> Reading:
    copies = [RawFile(f"{name}.md", text.encode(), "ocr-markdown") for name, text in texts.items()]
    return read_copies(None, copies, Guidance())


def both_orders(one: str, two: str) -> list[Reading]:
    """The copies merged in either order, each under its own name."""
    return [merged(one=one, two=two), merged(two=two, one=one)]


def text_of(reading: Reading) -> str:
    return "\n".join(document_strings(reading.document))


def choices(reading: Reading) -> list[Recorded]:
    return [e for e in reading.edits if e.rule == "merge"]


DAMAGED = article(*PARAGRAPHS).replace("scanned", "scanncd").replace("somebody", "sornebody")


def test_the_less_damaged_copy_is_the_text_in_either_order() -> None:
    """And what nobody can decide is asked in the same way, with the same key."""
    other_year = DAMAGED.replace("1871", "1877")
    one, two = both_orders(article(*PARAGRAPHS), other_year)
    assert text_of(one) == text_of(two)
    assert one.sources[0].name == two.sources[0].name == "one.md"
    assert "1871" in text_of(one)
    asked = [[c for c in choices(r) if not c.applied] for r in (one, two)]
    assert [c.key for c in asked[0]] == [c.key for c in asked[1]]
    assert [(c.before, c.after) for c in asked[0]] == [("1871", "1877")]


def test_a_partial_copy_is_not_the_text_however_clean_it_is() -> None:
    for reading in both_orders(article(PARAGRAPHS[0]), DAMAGED):
        assert reading.sources[0].name == "two.md"
        assert "scanned" in text_of(reading) and "scanncd" not in text_of(reading)


def test_copies_after_the_first_are_merged_by_their_damage_not_by_their_place() -> None:
    worst = article(*PARAGRAPHS)
    for good, bad in (
        ("nobody", "nobodv"),
        ("columns", "colurnns"),
        ("repetition", "repctition"),
        ("year", "vear"),
    ):
        worst = worst.replace(good, bad)
    texts = {"one": article(*PARAGRAPHS), "two": DAMAGED, "three": worst}
    orders = (("one", "two", "three"), ("three", "two", "one"), ("two", "three", "one"))
    found = [merged(**{name: texts[name] for name in order}) for order in orders]
    assert [[s.name for s in r.sources] for r in found] == [["one.md", "two.md", "three.md"]] * 3
    assert len({text_of(r) for r in found}) == 1


def test_a_heading_made_of_the_words_of_the_title_stays_where_the_other_copy_has_no_text() -> None:
    whole = "\n\n".join(
        [
            f"# {TITLE}",
            "Ada Example",
            "## Introduction",
            *PARAGRAPHS[:2],
            "## Why printed pages come apart",
            *PARAGRAPHS[2:],
        ]
    )
    entries = "\n\n## References\n\nHorvat, M. (2021). The future of the column. Institute of Type.\n"
    partial = f"# {TITLE}\n\nAda Example{entries}"
    for reading in both_orders(whole + entries, partial):
        assert "Why printed pages come apart" in text_of(reading)
        assert not [e for e in choices(reading) if e.aside]


def test_the_address_whose_host_has_a_name_of_its_entry_is_printed() -> None:
    entry = "Horvat, M. (2021). The column. Page Study Society. {} 12"
    good, bad = "https://www.pagestudy.org/a/b", "https://www.pagcstudy.org/a/b"
    assert (verdict := known_host(good, bad, entry.format(good))) and verdict.which is Which.A
    assert (verdict := known_host(bad, good, entry.format(bad))) and verdict.which is Which.B
    assert "pagest" in verdict.why or "page" in verdict.why


@pytest.mark.parametrize(
    ("one", "two", "entry"),
    [
        ("https://www.pagestudy.org/a", "https://www.pagcstudy.org/a", "Horvat, M. (2021). The column."),
        ("https://page.org/a1b", "https://page.org/alb", "Page Study Society."),  # not the host
        ("https://page.org/a", "https://page.com.org/a", "Page Study Society."),
        ("https://pages.org/a", "https://paget.org/a", "Pages and Paget."),  # both
        ("https://abc.org/a", "https://abd.org/a", "Abc Society."),  # too short to tell
    ],
)
def test_an_address_that_nothing_in_its_entry_decides_is_left_to_a_person(
    one: str, two: str, entry: str
) -> None:
    assert known_host(one, two, entry) is None


SENTENCE = "More exactly, a line of forty signs takes one hand a minute and two hands almost as long as that."


def test_a_note_mark_is_no_reading_of_a_sentence_that_the_other_copy_repeats_there() -> None:
    """A web page's notes open at their marks: one copy has the note twice, the other once."""
    once = article(*PARAGRAPHS, back=f"\n[^1]: {SENTENCE}\n").replace("often tired.", "often tired.[^1]")
    twice = article(*PARAGRAPHS, f"2 {SENTENCE}").replace("often tired.", f"often tired. {SENTENCE}")
    for reading in both_orders(once, twice):
        assert reading.conservation.holds
        assert SENTENCE in text_of(reading)


def test_a_worse_reading_of_text_at_the_same_place_is_not_added_beside_it() -> None:
    lines = "Name of the set Short description Kind of use Pages of birds Extant species list Guided use"
    bad = "Extant Short use hirds Name description Nane Guided of Pages Kind the"
    worse = [p.replace("the", "tbe").replace("ing", "irg") for p in PARAGRAPHS]
    one = article(*PARAGRAPHS[:3], lines, *PARAGRAPHS[3:])
    two = article(*worse[:3], bad, *worse[3:])
    for reading in both_orders(one, two):
        assert "hirds" not in text_of(reading) and "Nane" not in text_of(reading)
        assert lines in text_of(reading)
        assert reading.conservation.holds


def test_the_two_witnesses_of_one_article_give_the_same_text_in_either_order() -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not there")
    files = [next(SEEDS.glob(f"{n}_*.txt")) for n in ("000", "001")]
    raw = [RawFile(p.name, p.read_bytes(), None) for p in files]
    one, two = read_copies(None, raw), read_copies(None, raw[::-1])
    assert one.document == two.document
    assert [c.key for c in choices(one)] == [c.key for c in choices(two)]
    alone = read_copies(None, raw[1:])
    assert not [e for e in choices(one) if e.aside]
    shown = Path(files[1]).read_text("utf-8")
    hosts = {r.csl.url.split("/")[2] for r in one.document.references if r.csl.url}
    assert all(host in shown for host in hosts)  # the body's copy has the right one where they differ
    assert len(one.document.body) == len(alone.document.body)


# ---------------------------------------------------------------- cost


def long_pair(paragraphs: int) -> tuple[str, str]:
    """A long text in few words, and a copy of it with a sign lost or gained every hundred signs."""
    chance = random.Random(paragraphs)
    words = " ".join(PARAGRAPHS).split()
    text = article(*(" ".join(chance.choices(words, k=60)) + "." for _ in range(paragraphs)))
    signs = list(text)
    for _ in range(len(text) // 100):
        at = chance.randrange(200, len(signs))
        signs[at] = chance.choice(("", "x", " ", f"{signs[at]} "))
    return text, "".join(signs)


def seconds_to_merge(paragraphs: int) -> float:
    one, two = long_pair(paragraphs)
    readings = [merged(one=one), merged(two=two)]
    start = process_time()
    assert merge_copies(readings).conservation.holds
    return process_time() - start


def test_the_cost_of_a_merge_grows_with_the_length_of_the_copies() -> None:
    seconds_to_merge(10)
    assert seconds_to_merge(200) < 10 * max(seconds_to_merge(50), 0.2)


def test_a_lost_space_is_no_evidence_on_the_letters() -> None:
    """A worse copy with its spaces and other letters does not win over the better copy's letters."""
    good = article(
        *PARAGRAPHS, "It was told by the Ann.Bindery, 1(9) and later by others of the same trade again."
    )
    worse = good.replace("Ann.Bindery, 1(9)", "Ann Bindcrv.. (9)")
    for old, new in (
        ("scanned", "scanncd"),
        ("somebody", "sornebody"),
        ("columns", "colurnns"),
        ("hand", "hanb"),
    ):
        worse = worse.replace(old, new)
    for reading in both_orders(good, worse):
        assert "1(9)" in text_of(reading) and "Bindcrv" not in text_of(reading)


def test_a_number_with_its_unit_is_no_damage() -> None:
    for reading in both_orders(
        article(*PARAGRAPHS, "It took 1mg of ink, no more than that, for the page."),
        article(*PARAGRAPHS, "It took Img of ink, no more than that, for the page."),
    ):
        assert not [c for c in choices(reading) if c.applied and c.after == "Img"]
