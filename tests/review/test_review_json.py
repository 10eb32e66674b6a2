"""report.json: its shape, its places, its counts; never the source as a whole."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_readings import CHECKS, EDITION, EDITS, MORE, SOURCE, reading

from docforge.model.source import SourceText
from docforge.places import Span, line_column
from docforge.review.located import Lines
from docforge.review.report import report_json

SCHEMA = json.loads((files("docforge") / "data" / "report.schema.json").read_text("utf-8"))


def made(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(report_json([("one", reading(**changes))], CHECKS, MORE, EDITION))
    return data


def test_the_report_follows_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.validate(made())
    validator.validate(json.loads(report_json([], (), (), EDITION)))
    broken = made()
    broken["articles"][0]["edits"][0]["safety"] = "certain"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(broken)


def test_every_edit_has_its_place_both_readings_rule_safety_reason_and_key() -> None:
    edits = {e["rule"]: e for e in made()["articles"][0]["edits"]}
    joined = edits["lost-hyphen"]
    assert (joined["before"], joined["after"], joined["safety"]) == ("Febru\nary", "February", "likely")
    assert joined["why"] == "the line ends without a space"
    assert joined["place"] == {"file": "a.txt", "start": 31, "end": 40, "line": 3, "column": 4}
    assert SOURCE[31:40] == "Febru\nary"
    assert joined["key"] == EDITS[0].key
    assert edits["odd-word"]["applied"] is False
    assert edits["glued-citation"]["right"] == "(Smith,"


def test_edits_stand_in_the_order_of_the_source() -> None:
    starts = [e["place"]["start"] for e in made()["articles"][0]["edits"]]
    assert starts == sorted(starts)


def test_counts_moves_and_text_set_aside() -> None:
    article = made()["articles"][0]
    assert article["counts"] == {
        "edits": {"safe": 2, "likely": 2, "suggest": 1},
        "moves": 1,
        "errors": 0,
        "warnings": 2,
        "notes": 1,
    }
    assert [(k["kind"], k["words"], k["pieces"][0]["text"]) for k in article["set_aside"]] == [
        ("running head", 4, "JOURNAL OF PAGES 12\n")
    ]
    (moved,) = article["moves"]
    assert moved["from"]["line"] == 5 and moved["to"]["line"] == 2
    assert moved["begins"] in SOURCE


def test_open_questions_are_suggestions_doubts_and_findings_that_ask() -> None:
    questions = made()["articles"][0]["questions"]
    assert [(q["kind"], q["rule"], q["effect"]) for q in questions["asked"]] == [
        ("suggested-edit", "odd-word", "words"),
        ("finding", "citation-unlinked", "apparatus"),
    ]
    assert (questions["open"], questions["listed"]) == (2, [])
    first = questions["asked"][0]
    assert (first["before"], first["after"], first["why"], first["at"]) == (
        "cold",
        "gold",
        "a rare word",
        "a.txt:4:25",
    )
    assert first["key"] == EDITS[4].key
    assert SOURCE.endswith(first["right"]) and first["left"] + "cold" in SOURCE
    assert questions["by_rule"][0] == {"rule": "citation-unlinked", "open": 1, "asked": 1}


def test_what_was_decided_is_not_open_and_is_counted() -> None:
    edits = (*EDITS[:4], replace(EDITS[4], verdict="reject"))
    data = made(edits=edits)
    assert [q["rule"] for q in data["articles"][0]["questions"]["asked"]] == ["citation-unlinked"]
    assert data["summary"]["decisions_followed"] == 1
    assert [e["verdict"] for e in data["articles"][0]["edits"] if e["rule"] == "odd-word"] == ["reject"]


def test_checks_stand_with_their_article_or_with_the_edition() -> None:
    data = made()
    assert [c["file"] for c in data["articles"][0]["checks"]] == ["articles/one/article.xml"]
    assert [(c["checker"], c["version"], c["ran"], c["errors"]) for c in data["checks"]] == [
        ("EPUBCheck", "5.2.1", False, 0),
        ("PDF", "1", True, 1),
    ]
    assert "apt install" in data["checks"][0]["reason"]


def test_the_summary_adds_up() -> None:
    summary = made()["summary"]
    assert summary["edits"] == {"safe": 2, "likely": 2, "suggest": 1}
    assert (summary["errors"], summary["warnings"], summary["open_questions"]) == (1, 3, 2)
    assert (summary["checks_run"], summary["checks_not_run"]) == (2, 1)
    assert summary["accounted_for"] is True
    assert made(unaccounted=(("lost", 2),))["summary"]["accounted_for"] is False


def test_the_source_is_never_in_the_report_as_a_whole() -> None:
    # A passage that no edit touches; the move shows the first words of what it moved, a question a few words
    # around its place, no more.
    long = "untouched words that nobody repaired " * 20
    moved = replace(
        reading(text=SOURCE + long), moves=(replace(reading().moves[0], origin=Span("a.txt", 99, 700)),)
    )
    data = report_json([("one", moved)], (), (), EDITION).decode()
    assert "untouched words" in data
    assert data.count("untouched") <= 6


def test_the_same_input_gives_the_same_bytes_and_any_text_is_valid_utf_8() -> None:
    odd = reading(edits=(replace(EDITS[0], before="a\udc80\x00b"),))
    first, second = (report_json([("one", odd)], CHECKS, MORE, EDITION) for _ in range(2))
    assert first == second
    assert json.loads(first.decode("utf-8"))["articles"][0]["edits"][0]["before"] == "a\udc80\x00b"


@given(st.text("ab\n\r", max_size=30), st.integers(0, 30))
def test_lines_and_columns_are_those_of_the_shared_rule(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert Lines([SourceText.of(text, "a")]).find("a", offset) == line_column(text, offset)
