"""decisions.toml changed in place: comments and order stay, and what is written is what was meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.edition.deciding import Wanted, changed_text, decide, quoted, tomllib_decisions
from docforge.edition.decisions import load_decisions
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.errors import UsageError
from docforge.repair.decisions import Decision, Decisions, Verdict
from docforge.repair.record import Reading

ACCEPT, REJECT, REPLACE = Verdict.ACCEPT, Verdict.REJECT, Verdict.REPLACE
FILE = """\
# Mine.

[[decision]]  # the first
key = "a-1"
verdict = "accept"  # accept | reject | replace
note = "why"

# About the second.
[[decision]]
key = "b-2"
verdict = "replace"
text = '''
two
lines'''
before = "x"
"""
DUMP = """\
A letter about letters

Ada Example

The days of Febru-
ary were long, and the days of Novem-
ber were short, and nobody said so then.
"""


def read(decisions: Decisions | None = None) -> Reading:
    raw = RawFile("a.txt", DUMP.encode())
    return read_copies(None, [raw], Guidance("en", decisions=decisions or Decisions()))


def test_a_verdict_changes_where_it_stands_and_comments_stay() -> None:
    changed = changed_text(FILE, {"a-1": Decision("a-1", REJECT)})
    assert changed == FILE.replace('"accept"  #', '"reject"  #')


def test_a_text_comes_and_goes_with_its_verdict() -> None:
    put = changed_text(FILE, {"a-1": Decision("a-1", REPLACE, 'so "it" is')})
    assert 'verdict = "replace"  # accept | reject | replace\ntext = "so \\"it\\" is"\nnote' in put
    gone = changed_text(FILE, {"b-2": Decision("b-2", ACCEPT)})
    assert gone.endswith('key = "b-2"\nverdict = "accept"\nbefore = "x"\n')
    other = changed_text(FILE, {"b-2": Decision("b-2", REPLACE, "one line")})
    assert other.endswith('verdict = "replace"\ntext = "one line"\nbefore = "x"\n')


def test_undoing_takes_the_block_and_leaves_the_comments() -> None:
    assert changed_text(FILE, {"a-1": None}).startswith("# Mine.\n\n# About the second.\n[[decision]]\n")
    assert changed_text(FILE, {"a-1": None, "b-2": None}) == "# Mine.\n\n# About the second.\n"


def test_new_decisions_come_last_and_a_new_file_explains_itself() -> None:
    new = Decision("c-3", ACCEPT, rule="c", before="one\ntwo", after="onetwo")
    block = (
        '[[decision]]\nkey = "c-3"\nverdict = "accept"\nrule = "c"\nbefore = "one\\ntwo"\nafter = "onetwo"\n'
    )
    assert changed_text(FILE, {"c-3": new}) == f"{FILE}\n{block}"
    assert changed_text("", {"c-3": new}).startswith("# The editor's word")


KEYS = st.sampled_from(["a-1", "b-2", "c-3", "d-4"])
DECISIONS = st.none() | st.builds(
    Decision, st.just(""), st.sampled_from(Verdict), st.text(max_size=20), note=st.text(max_size=9)
)


@given(st.lists(st.tuples(KEYS, DECISIONS), max_size=8))
def test_whatever_is_written_is_read_back(steps: list[tuple[str, Decision | None]]) -> None:
    text, expected = FILE, {"a-1": (ACCEPT, ""), "b-2": (REPLACE, "two\nlines")}
    for key, given_ in steps:
        put = given_.text if given_ and given_.verdict is REPLACE else ""
        decision = Decision(key, given_.verdict, put, note=given_.note) if given_ else None
        if decision is None and key not in expected:
            continue
        text = changed_text(text, {key: decision})
        expected.pop(key, None)
        if decision:
            expected[key] = (decision.verdict, decision.text)
        found = {k: (d.verdict, d.text) for k, d in tomllib_decisions(text).by_key.items()}
        assert found == expected
    assert text.startswith("# Mine.")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_quoted_as_toml(text: str) -> None:
    assert tomllib.loads(f"x = {quoted(text)}")["x"] == text


def test_deciding_and_reading_again(tmp_path: Path) -> None:
    reading = read()
    path = tmp_path / "decisions.toml"
    (first,) = (e.key for e in reading.edits if e.after == "February")
    (second,) = (e.key for e in reading.edits if e.after == "November")
    done = decide(reading, Decisions(), Wanted([first], [], {second: "Nov."}), path)
    assert (done.count(ACCEPT), done.count(REPLACE), done.unknown) == (1, 1, ())
    decisions = load_decisions(path, "decisions.toml")
    again = read(decisions)
    assert [e.verdict for e in again.edits if e.key in (first, second)] == ["accept", "replace"]
    assert {e.key for e in again.edits} >= {e.key for e in reading.edits}
    undone = decide(again, decisions, Wanted(undo=[first, second]), path)
    assert undone.count(None) == 2
    assert not load_decisions(path, "decisions.toml")


def test_a_rule_is_decided_as_a_whole_and_what_was_decided_stays(tmp_path: Path) -> None:
    reading = read()
    rule = next(e.rule for e in reading.edits if e.after == "February")
    path = tmp_path / "decisions.toml"
    decide(reading, Decisions(), Wanted(rule=rule, every=REJECT), path)
    decisions = load_decisions(path, "decisions.toml")
    assert {d.verdict for d in decisions.by_key.values()} == {REJECT}
    assert not decide(read(decisions), decisions, Wanted(rule=rule, every=ACCEPT), path).changed


def test_what_there_is_not_is_refused(tmp_path: Path) -> None:
    reading = read()
    key = reading.edits[0].key
    for wanted, said in (
        (Wanted(["nothing-1"]), "no repair or question"),
        (Wanted([key[:-1]]), "no repair or question"),
        (Wanted(undo=[key]), "no decision on"),
        (Wanted(rule="nothing", every=ACCEPT), "nothing of a rule"),
        (Wanted(), "Nothing was decided"),
    ):
        with pytest.raises(UsageError) as stopped:
            decide(reading, Decisions(), wanted, tmp_path / "d.toml")
        assert said in stopped.value.message and stopped.value.hint
    assert not (tmp_path / "d.toml").exists()


def test_a_merged_file_wins_and_what_fits_nothing_is_kept(tmp_path: Path) -> None:
    reading = read()
    key = reading.edits[0].key
    before = Decisions.of([Decision(key, ACCEPT)])
    merged = Decisions.of([Decision(key, REJECT), Decision("old-0", ACCEPT, before="a", after="b")])
    path = tmp_path / "decisions.toml"
    path.write_text(changed_text("# Mine.\n", {key: before.by_key[key]}), "utf-8")
    done = decide(reading, before, Wanted(merged=merged), path)
    assert done.unknown == ("old-0",)
    found = load_decisions(path, "d")
    assert [(d.key, d.verdict) for d in found.by_key.values()] == [(key, REJECT), ("old-0", ACCEPT)]
    assert path.read_text("utf-8").startswith("# Mine.\n")
