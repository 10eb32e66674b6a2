"""The editor's decisions at the bench: accepted, rejected, replaced, each by a key that stays."""

from __future__ import annotations

import pytest

from docforge.diagnostics import Severity, diagnostic
from docforge.importers.read import Hints, read_copy
from docforge.model.source import SourceText
from docforge.model.text import document_strings
from docforge.places import Span
from docforge.repair.answers import answer, key_questions
from docforge.repair.decisions import Decision, Decisions, Verdict
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Bench, Scene, replay
from docforge.repair.words.lexicon import Lexicon

ACCEPT, REJECT, REPLACE = Verdict.ACCEPT, Verdict.REJECT, Verdict.REPLACE


def bench(text: str, *decisions: Decision) -> Bench:
    scene = Scene(SourceText.of(text, "a.txt"), "en", Lexicon("en", text), Decisions.of(decisions))
    return Bench.of(scene)


def edit(text: str, before: str, after: str, safety: Safety = Safety.LIKELY, rule: str = "rule") -> Edit:
    start = text.index(before)
    return Edit(start, start + len(before), before, after, rule, safety, "because")


def decide(text: str, edits: list[Edit], *verdicts: tuple[int, Verdict, str]) -> Bench:
    """The bench after ``edits``, with a verdict on those that are numbered."""
    first = bench(text)
    first.apply(edits)
    keys = {(r.cut, r.put): r.key for r in first.records}
    found = [Decision(keys[edits[n].before, edits[n].after], verdict, put) for n, verdict, put in verdicts]
    second = bench(text, *found)
    second.apply(edits)
    assert replay(text, second.records) == second.text
    return second


def test_a_suggestion_that_is_accepted_is_made() -> None:
    text = "it was cold there"
    done = decide(text, [edit(text, "cold", "gold", Safety.SUGGEST)], (0, ACCEPT, ""))
    (record,) = done.records
    assert done.text == "it was gold there"
    assert (record.applied, record.decided, record.verdict, record.safety) == (
        True,
        True,
        "accept",
        Safety.SUGGEST,
    )


def test_a_rejected_repair_is_recorded_and_the_text_stays() -> None:
    text = "Febru\nary and ca\nlends"
    done = decide(text, [edit(text, "u\na", "ua"), edit(text, "a\nl", "al")], (0, REJECT, ""))
    assert done.text == "Febru\nary and calends"
    assert [(r.verdict, r.applied) for r in done.records] == [("reject", False), ("", True)]


def test_a_replaced_repair_puts_the_editors_words_for_the_whole_words() -> None:
    text = "in Febru\nary 2020"
    done = decide(text, [edit(text, "\n", "")], (0, REPLACE, "late February"))
    (record,) = done.records
    assert done.text == "in late February 2020"
    assert (record.before, record.after, record.proposed) == ("Febru\nary", "late February", "February")


def test_no_later_rule_touches_what_the_editor_wrote() -> None:
    text = "in Febru\nary  2020"
    first = bench(text)
    first.apply([edit(text, "\n", "")])
    done = bench(text, Decision(first.records[0].key, REPLACE, "the  2nd"))
    done.apply([edit(text, "\n", "")])
    wide = [edit(done.text, "e  2", "e 2", rule="spaces"), edit(done.text, "  2020", " 2020", rule="spaces")]
    done.apply(wide)
    assert done.text == "in the  2nd 2020"
    assert replay(text, done.records) == done.text


def test_a_decision_wins_over_an_edit_that_it_overlaps_and_of_two_the_first() -> None:
    text = "abcdef ghi"
    edits = [
        edit(text, "bcd", "x"),
        edit(text, "cdef", "y", Safety.SUGGEST),
        edit(text, "f g", "z", Safety.SUGGEST),
    ]
    assert decide(text, edits, (1, ACCEPT, "")).text == "aby ghi"
    both = decide(text, edits, (1, ACCEPT, ""), (2, ACCEPT, ""))
    assert both.text == "aby ghi"
    assert [d.code for d in both.diagnostics] == ["decision-refused"]


def test_several_decisions_in_one_word_all_hold() -> None:
    text = "SosyalBilimlerDergisi"
    edits = [
        edit(text, "lB", "l B"),
        edit(text, "rD", "r D", Safety.SUGGEST),
        edit(text, "Sos", "SOS", Safety.SUGGEST),
    ]
    done = decide(text, edits, (1, ACCEPT, ""), (2, ACCEPT, ""))
    assert done.text == "SOSyal Bilimler Dergisi"


def test_keys_are_of_the_source_and_no_decision_moves_them() -> None:
    text = "one cold day in Febru\nary and one warm day in Ju\nly"
    edits = [edit(text, "cold", "gold", Safety.SUGGEST), edit(text, "u\na", "ua"), edit(text, "u\nl", "ul")]
    plain = [r.key for r in decide(text, edits).records]
    for verdict, put in ((ACCEPT, ""), (REJECT, ""), (REPLACE, "some other words")):
        for number in range(3):
            done = decide(text, edits, (number, verdict, put))
            assert sorted(r.key for r in done.records) == sorted(plain)
            # A later rule finds its places unmoved too.
            later = edit(done.text, "day in", "days in", rule="late")
            done.apply([later])
            assert done.records[-1].key == "late-" + done.records[-1].key[5:]


def test_a_later_rule_has_the_same_key_whatever_was_decided_before() -> None:
    text = "one cold day in Febru\nary and one warm day"

    def last_key(*verdicts: tuple[int, Verdict, str]) -> str:
        done = decide(text, [edit(text, "u\na", "ua")], *verdicts)
        done.apply([edit(done.text, "warm", "warmer", rule="late")])
        return done.records[-1].key

    assert last_key() == last_key((0, REJECT, "")) == last_key((0, REPLACE, "March"))


def test_the_same_damage_in_the_same_words_is_counted() -> None:
    text = "x  y\n" * 40
    starts = [i for i in range(len(text)) if text.startswith("  ", i)]
    edits = [Edit(i, i + 2, "  ", " ", "spaces", Safety.SAFE, "") for i in starts]
    first = bench(text)
    first.apply(edits)
    keys = [r.key for r in first.records]
    assert len(set(keys)) == 40
    third = next(k for k in keys if k.endswith("-3"))
    done = bench(text, Decision(third, REJECT))
    done.apply(edits)
    assert [r.key for r in done.records] == keys
    assert done.text.count("  ") == 1


def test_a_block_set_aside_is_back_in_the_text_when_that_is_rejected() -> None:
    text = "A title of a text\n\nBy Ann Lee\n\nSome words stand here.\n\n* * *\n\nMore words stand here.\n"
    source = SourceText.of(text, "a.txt", "ocr-markdown")
    plain = read_copy(source, Hints())
    aside = next(r for r in plain.edits if r.aside == "layout")
    kept = read_copy(source, Hints(decisions=Decisions.of([Decision(aside.key, REJECT)])))
    assert kept.conservation.holds
    assert not any(s.strip("* ") == "" and "*" in s for s in document_strings(plain.document))
    assert [r.verdict for r in kept.edits if r.key == aside.key] == ["reject"]


def test_a_repair_that_the_article_is_built_on_says_so() -> None:
    text = "# A title of a text\n\nSome words stand here.\n\n## A part\n\nMore words stand here.\n"
    source = SourceText.of(text, "a.txt", "ocr-markdown")
    mark = next(r for r in read_copy(source, Hints()).edits if r.aside == "markup" and r.cut.startswith("##"))
    done = read_copy(source, Hints(decisions=Decisions.of([Decision(mark.key, REJECT)])))
    assert [d.key for d in done.diagnostics if d.code == "decision-refused"] == [mark.key]
    assert done.conservation.holds


def test_words_of_the_editor_are_counted_as_decided() -> None:
    text = "A title of a text\n\nThe rest of the Febru-\nary days stood in the house.\n"
    source = SourceText.of(text, "a.txt", "plain")
    joined = next(r for r in read_copy(source, Hints()).edits if r.after == "February")
    done = read_copy(source, Hints(decisions=Decisions.of([Decision(joined.key, REPLACE, "late February")])))
    assert done.conservation.holds and done.conservation.decided == 2
    assert any("late February days" in s for s in document_strings(done.document))


# ---------------------------------------------------------------- questions and what fits nothing


SOURCE = SourceText.of("The text breaks off in the\n\nmiddle. The text breaks off in the\n\nmiddle.", "a.txt")
ASKED = key_questions(
    [
        diagnostic("unfinished-paragraph", "It breaks off.", Span("a.txt", 0, 26)),
        diagnostic("unfinished-paragraph", "It breaks off.", Span("a.txt", 36, 62)),
        diagnostic("kind-guessed", "Taken for text."),
    ],
    [SOURCE],
)


def test_findings_that_ask_have_keys_of_their_own() -> None:
    first, second, third = ASKED
    assert first.key.startswith("unfinished-paragraph-") and second.key != first.key
    assert third.key == ""


@pytest.mark.parametrize("verdict", [ACCEPT, REJECT])
def test_an_answered_question_is_told_for_the_record(verdict: Verdict) -> None:
    done = answer(ASKED, [], Decisions.of([Decision(ASKED[0].key, verdict)]))
    assert [(d.severity, d.answer) for d in done[:2]] == [
        (Severity.INFO, verdict.value),
        (Severity.WARNING, ""),
    ]
    assert len(done) == 3


def test_a_question_without_words_to_replace_says_so() -> None:
    done = answer(ASKED, [], Decisions.of([Decision(ASKED[0].key, REPLACE, "more")]))
    assert [d.code for d in done].count("decision-refused") == 1
    assert done[0].answer == ""


def test_a_stale_decision_is_shown_with_what_it_was_about() -> None:
    old = Decision(
        "lost-hyphen-0000000000", ACCEPT, rule="lost-hyphen", before="Febru\nary", after="February"
    )
    (told,) = answer([], [], Decisions.of([old]))
    assert told.code == "decision-stale"
    assert "“Febru⏎ary” -> “February”" in told.message
    assert (told.key, told.before, told.after) == (old.key, old.before, old.after)


def test_a_stale_decision_names_the_key_that_the_same_repair_has_now() -> None:
    text = "Febru\nary"
    b = bench(text)
    b.apply([edit(text, "\n", "", rule="lost-hyphen")])
    old = Decision("lost-hyphen-0000000000", REJECT, rule="lost-hyphen", before=text, after="February")
    (told,) = answer([], b.records, Decisions.of([old]))
    assert b.records[0].key in told.hint


def test_over_an_article_md_decisions_about_copies_are_kept_for_later() -> None:
    (told,) = answer([], [], Decisions.of([Decision("a-1", ACCEPT), Decision("b-2", ACCEPT)]), corrected=True)
    assert (told.code, told.severity) == ("decision-stale", Severity.INFO)
