"""Whatever the editor decides: the text reads so, the record replays, and every word is accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from property.test_reading import KINDS, TEXTS

from docforge.importers.read import Hints, read_copy
from docforge.model.source import Kind, SourceText
from docforge.repair.decisions import Decision, Decisions, Verdict
from docforge.repair.engine import replay
from docforge.repair.record import Reading

WORDS_TOLD = ("word-lost", "word-invented", "sign-lost", "order-changed")


def read(text: str, kind: Kind, decisions: Decisions | None = None) -> Reading:
    return read_copy(SourceText.of(text, "t.txt", kind), Hints(decisions=decisions or Decisions()))


# The editor may write anything: words, marks, whole blocks.
VERDICTS = st.lists(
    st.tuples(st.sampled_from(Verdict), TEXTS | st.text(max_size=8) | st.just("the editor's own")),
    min_size=1,
    max_size=7,
)


def decided(reading: Reading, verdicts: list[tuple[Verdict, str]]) -> Decisions:
    """The verdicts, over and over, on the repairs of a reading."""
    return Decisions.of(
        [
            Decision(record.key, verdict, text if verdict is Verdict.REPLACE else "")
            for record, (verdict, text) in zip(reading.edits, verdicts * len(reading.edits), strict=False)
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS, verdicts=VERDICTS)
def test_any_decisions_conserve_words_and_replay(
    kind: Kind, text: str, verdicts: list[tuple[Verdict, str]]
) -> None:
    decisions = decided(read(text, kind), verdicts)
    reading = read(text, kind, decisions)
    assert not [d.message for d in reading.diagnostics if d.code in WORDS_TOLD]
    assert reading.conservation.holds
    replay(text, list(reading.edits))
    assert len({record.key for record in reading.edits}) == len(reading.edits)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_to_accept_what_was_done_anyway_changes_nothing(kind: Kind, text: str) -> None:
    before = read(text, kind)
    done = [r for r in before.edits if r.applied]
    after = read(text, kind, Decisions.of([Decision(r.key, Verdict.ACCEPT) for r in done]))
    assert after.document == before.document
    assert [replace(r, verdict="") for r in after.edits] == list(before.edits)
