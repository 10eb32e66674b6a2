"""Facts of the first publication, out of the lines that were set aside."""

from __future__ import annotations

import pytest

from docforge.importers.harvest import harvest_original
from docforge.model.meta import OriginalPublication


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (
            ["ISSN: 2049-3630 Vol. 9 Issue 2, June, 2021 A refereed journal SJIF 2020= 7.1"],
            {"issn": "2049-3630", "volume": "9", "issue": "2", "date": "2021-06"},
        ),
        (
            ["The Compositor’s Commonplace, 12(3), 2024, 41–47"],
            {
                "journal": "The Compositor’s Commonplace",
                "volume": "12",
                "issue": "3",
                "date": "2024",
                "first_page": "41",
                "last_page": "47",
            },
        ),
        (
            ["Occasional Papers in Textual Repair, No. 7, 2023, pp. 3-12"],
            {
                "journal": "Occasional Papers in Textual Repair",
                "issue": "7",
                "date": "2023",
                "first_page": "3",
                "last_page": "12",
            },
        ),
        (
            ["International Journal of Things ISSN 1234-5679"],
            {"journal": "International Journal of Things", "issn": "1234-5679"},
        ),
        (["DOI: 10.1234/abc.5."], {"doi": "10.1234/abc.5"}),
        (["Impact Factor 9.9"], {}),
    ],
)
def test_harvest(lines: list[str], facts: dict[str, str]) -> None:
    assert harvest_original(lines) == OriginalPublication(**facts)


def test_the_commonest_reading_wins() -> None:
    assert harvest_original(["Vol. 3", "Vol. 3", "Vol. 8"]).volume == "3"


def test_a_journal_is_read_from_the_articles_own_citation_and_from_its_running_heads() -> None:
    cited = "Keeper et al. (1990). The Upkeep of Harbours. Annals of Small Harbours, 7(66), 198. doi"
    assert harvest_original([cited]).journal == "Annals of Small Harbours"
    marked = "_Annals of Small Harbours_ , _7_ (66), 198. 3"
    assert harvest_original([marked]) == OriginalPublication(
        journal="Annals of Small Harbours", volume="7", issue="66"
    )
    assert harvest_original(["‘The Journal of Small Harbours"]).journal == "The Journal of Small Harbours"
    assert harvest_original(["The journal of a keeper"]).journal == ""
    found = harvest_original(["Harbours 1990, 7, 66"])
    assert (found.journal, found.volume, found.date) == ("Harbours", "7", "1990")
    assert harvest_original(["Winter Harbours, EISSN: 1234-5678"]).journal == "Winter Harbours"
    assert (
        harvest_original(["Frontiers of Harbours | www.harbours.example"]).journal == "Frontiers of Harbours"
    )
