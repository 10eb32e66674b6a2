"""The list of the long seed: its duplicates, exactly; merged on request with nothing lost; its card."""

from __future__ import annotations

import json
import re

import pytest
from seeds.reading import damage, seed_file

from docforge.citations.checks.duplicates import find_groups
from docforge.citations.checks.entry import cited_ids, listed_entries
from docforge.cli.main import main
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.model.nodes import Cite
from docforge.model.text import document_strings, words
from docforge.model.walk import document_inlines
from docforge.repair.record import Reading

pytestmark = pytest.mark.needs_shared


def read(numbers: tuple[str, ...], duplicates: str = "keep") -> Reading:
    files = [seed_file(number) for number in numbers]
    return read_copies(
        None, [RawFile(f.name, f.read_bytes()) for f in files], Guidance(duplicates=duplicates)
    )


@pytest.mark.parametrize("numbers", [("001",), ("000",), ("000", "001")])
def test_the_works_that_are_listed_several_times_are_found_exactly(numbers: tuple[str, ...]) -> None:
    entries = listed_entries(read(numbers).document.references)
    groups = find_groups(entries)
    # "Brummer 2023a-c, Coffey 2020a-b, ..." in the list of damage.
    told = re.findall(r"([\w-]+) (20\d\d)([a-e])-([a-e])", damage("000-16"))
    wanted = {(name, f"{year}{chr(c)}") for name, year, a, b in told for c in range(ord(a), ord(b) + 1)}
    found = {(e.entry.exact[0], e.entry.year + e.entry.suffix) for g in groups for e in g.entries}
    assert (len(groups), sum(len(g.entries) for g in groups)) == (5, 15)
    assert found == wanted


@pytest.mark.parametrize("numbers", [("001",), ("000", "001")])
def test_merged_on_request_every_word_is_accounted_for(numbers: tuple[str, ...]) -> None:
    kept, merged = read(numbers), read(numbers, "merge")
    assert (len(kept.document.references), len(merged.document.references)) == (39, 29)
    assert merged.conservation.holds
    aside = [e for e in merged.edits if e.rule == "duplicate-reference"]
    assert len(aside) == 10 and all(e.applied and e.aside for e in aside)
    before = sum(len(words(t)) for t in document_strings(kept.document))
    after = sum(len(words(t)) for t in document_strings(merged.document))
    set_aside = dict(merged.conservation.set_aside)["duplicate reference"]
    assert before - after == set_aside == sum(len(words(e.before)) for e in aside)
    assert kept.conservation.kept - merged.conservation.kept == set_aside
    ids = {r.id for r in merged.document.references}
    assert len(cited_ids(merged.document)) == 40 and set(cited_ids(merged.document)) == ids
    printed = [
        [n.printed for n in document_inlines(r.document) if isinstance(n, Cite)] for r in (kept, merged)
    ]
    assert printed[0] == printed[1]


def test_the_card(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["references", str(seed_file("001")), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)["card"]
    assert (card["entries"], card["cited"], card["uncited"]) == (39, 39, 0)
    assert (card["linked"], card["unlinked"], card["ambiguous"]) == (40, 0, 0)
    assert (card["duplicate_works"], card["duplicate_entries"]) == (5, 15)
    assert card["identifiers"]["DOI"]["wrong"] == 0 and card["retractions"] == {"checked": False}
