"""What the editor is asked: few questions, the worst first, nothing twice, nothing that was answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.places import Span
from docforge.repair.edit import Recorded, Safety
from docforge.review.questions import MOST_ASKED, Effect, ask, context, doubt_of, effect_of

PROSE = "This is a sentence of the text. " * 20


def edit(
    before: str, after: str, safety: Safety = Safety.SUGGEST, rule: str = "r", at: int = 0, aside: str = ""
) -> Recorded:
    place = Span("a.txt", at, at + len(before))
    return Recorded(place, before, after, rule, safety, "why", f"{rule}-{at}", aside, cut=before, put=after)


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("1O2 days", "102 days", Effect.NUMBERS),
        ("in 1989", "in 1998", Effect.NUMBERS),
        ("Mi1ler", "Miller", Effect.NAMES),
        ("Silva", "Sylva", Effect.NAMES),
        ("one two three", "one two", Effect.LOST_TEXT),
        ("Febru\nary", "February", Effect.WORDS),
        ("AnnLee", "Ann Lee", Effect.WORDS),
        ("continuall3", "continually", Effect.WORDS),
    ],
)
def test_the_effect_of_an_edit_is_told_by_its_words(before: str, after: str, effect: Effect) -> None:
    assert effect_of(edit(before, after)) is effect


@pytest.mark.parametrize(
    ("record", "doubt"),
    [
        (edit("in 1989", "in 1998", Safety.LIKELY), "a number changes"),
        (edit("Silva", "Sylva", Safety.LIKELY), "a name may change"),
        (edit(PROSE, " ", Safety.LIKELY, aside="figure lettering"), "words of prose"),
    ],
)
def test_a_repair_that_touches_what_a_reader_relies_on_is_asked_about(record: Recorded, doubt: str) -> None:
    assert doubt in doubt_of(record)
    assert [q.kind for q in ask([record], ()).asked] == ["doubtful-edit"]
    assert not ask([replace(record, verdict="accept")], ()).open


@pytest.mark.parametrize(
    "record",
    [
        edit("Febru\nary", "February", Safety.LIKELY),
        edit("in 1989", "in 1998", Safety.SAFE),
        edit("JOURNAL OF PAGES 12", "", Safety.LIKELY, aside="running head"),
        edit("home contact imprint " * 60, "", Safety.LIKELY, aside="navigation"),
        edit("1. A note that moves.", "", Safety.LIKELY),
        edit(PROSE + "12", PROSE + "13", Safety.LIKELY),
    ],
)
def test_what_is_safe_small_or_only_moves_is_not_asked_about(record: Recorded) -> None:
    assert doubt_of(record) == ""


def test_the_worst_comes_first_and_within_an_effect_the_frequent() -> None:
    found = [
        diagnostic("citation-unlinked", "No entry.", Span("a.txt", 1, 2), key="c-1"),
        diagnostic("unfinished-paragraph", "It breaks off.", Span("a.txt", 3, 4), key="u-1"),
        diagnostic("columns-as-found", "Columns.", Span("a.txt", 5, 6), key="o-1"),
        diagnostic("kind-guessed", "Taken for text."),
    ]
    edits = [
        edit("cold", "gold", at=10),
        edit("old", "odd", rule="s", at=20),
        edit("lold", "lodd", rule="s", at=30),
        edit("in 1989", "in 1998", at=40),
        edit("Silva", "Sylva", at=50),
    ]
    assert [q.key for q in ask(edits, found).asked] == [
        "r-40",
        "r-50",
        "u-1",
        "o-1",
        "r-10",
        "s-20",
        "s-30",
        "c-1",
    ]


def test_no_rule_hides_the_others() -> None:
    many = [edit(f"in {n}", f"in {n + 1}", rule="years", at=n) for n in range(1000, 1060)]
    others = [edit("cold", "gold", rule=f"other-{chr(97 + n)}", at=n) for n in range(10)]
    questions = ask([*many, *others], ())
    assert len(questions.asked) == MOST_ASKED
    assert sum(q.rule != "years" for q in questions.asked) == 10
    assert questions.asked[0].rule == "years"
    assert questions.by_rule()[0] == ("years", 60, 15)
    assert questions.open == 70


EDITS = st.builds(
    edit,
    st.text(max_size=9),
    st.text(max_size=9),
    st.sampled_from(Safety),
    st.sampled_from("abc"),
    st.integers(0, 99),
)
FINDINGS = st.builds(
    Diagnostic,
    st.sampled_from(["unfinished-paragraph", "citation-unlinked", "kind-guessed"]),
    st.text(max_size=9),
    st.just(diagnostic("kind-guessed", "").severity),
    st.none() | st.builds(Span, st.just("a.txt"), st.just(3), st.integers(3, 9)),
)


@given(st.lists(EDITS, max_size=50), st.lists(FINDINGS, max_size=50))
def test_every_question_is_asked_or_listed_once(edits: list[Recorded], found: list[Diagnostic]) -> None:
    questions = ask(edits, found)
    assert len(questions.asked) == min(questions.open, MOST_ASKED)
    assert sum(n for _, n, _ in questions.by_rule()) == questions.open
    for part in (questions.asked, questions.listed):
        assert [q.effect for q in part] == sorted(q.effect for q in part)


def test_the_context_is_cut_at_words() -> None:
    text = "word " * 100
    left, right = context(text, Span("a.txt", 250, 254))
    assert left.startswith("word ") and right.endswith(" word") and len(left) <= 80 >= len(right)
