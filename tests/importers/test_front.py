"""Front matter of journals in damaged dumps: a small case of our own for each kind of layout."""

from __future__ import annotations

import pytest
from importers.front_cases import BODY, CASES, PROSE, SHORT, Case, reading

from docforge.model.nodes import Paragraph, Section
from docforge.model.text import inline_text
from docforge.model.walk import iter_blocks


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_front_matter_is_read_from_its_layout(case: Case) -> None:
    document = reading(case.head + BODY, case.kind).document
    meta = document.meta
    assert inline_text(meta.title) == case.title
    assert [p.name for p in meta.contributors] == case.authors
    assert [a.text for a in meta.affiliations] == case.affiliations
    assert len(meta.abstract) == case.abstract and len(meta.keywords) == case.keywords
    first = next(b for b in iter_blocks(document.body) if isinstance(b, (Section, Paragraph)))
    begins = inline_text(first.title if isinstance(first, Section) else first.content)
    assert begins in ("Introduction", "1. Introduction", "Summary")
    whole = " ".join(inline_text(b.content) for b in iter_blocks(document.body) if isinstance(b, Paragraph))
    for word in case.gone:
        assert word not in whole


def test_a_long_title_may_end_with_an_initial() -> None:
    title = "On the life of wooden posts and rails cut from young trees of Quercus robur L."
    meta = reading(f"{title}\n\nAda Wren, Bo Oak\n\nAbstract\n\n{SHORT}\n" + BODY).document.meta
    assert inline_text(meta.title) == title
    assert [p.name for p in meta.contributors] == ["Ada Wren", "Bo Oak"]


TITLE = "Why Fences Fall in the North"
LEAVE_ALONE = [
    (
        "a sentence with names",
        f"{TITLE}\n\nAda Wren and Bo Oak went to the hills in May and counted posts there.\n\n{PROSE}",
    ),
    ("a heading in title case", f"{TITLE}\n\nA Note on Wood\n\n{PROSE}\nMore Words on Wood\n\n{SHORT}"),
    (
        "a sentence about a university",
        f"{TITLE}\n\nThe University of Nowhere has a hill of its own, and posts were set on it by"
        f" its students, who had read of fences in the library of the Institute of Posts.\n\n{PROSE}",
    ),
    (
        "a sentence on what was received",
        f"{TITLE}\n\nReceived wisdom of 2010 says that oak stands longest of all.\n\n{PROSE}",
    ),
    (
        "a year's events",
        f"{TITLE}\n\n{PROSE}\nPublished in 1998 by the farmers, the first list names every post.\n\n{SHORT}",
    ),
]


@pytest.mark.parametrize("text", [t for _, t in LEAVE_ALONE], ids=[n for n, _ in LEAVE_ALONE])
def test_what_is_no_front_matter_stays_in_the_body(text: str) -> None:
    found = reading(text)
    meta = found.document.meta
    assert inline_text(meta.title) == TITLE
    assert meta.contributors == () and meta.affiliations == () and meta.abstract == ()
    asides = [e.cut for e in found.edits if e.aside and len(e.cut.split()) > 1]
    assert asides == []


def test_facts_of_the_first_publication_stay_its_own() -> None:
    head = (
        f"Annals of Rural Things, Vol. 12, No. 3, 2019, 41-57\nISSN 1234-5679\nARTICLE\n{TITLE}\n"
        "Ada Wren 1 and Bo Oak 1\n"
        "1 University of Nowhere\nDOI: 10.1234/fence.1\nReceived: 3 May 2018; Revised: 1 June 2018;"
        " "
        "Accepted: 7 June 2018\n"
        f"Published online: 9 July 2018\n\nAbstract\n{SHORT}\n"
    )
    meta = reading(head + BODY).document.meta
    assert (meta.doi, meta.original.doi) == ("", "10.1234/fence.1")
    assert (meta.original.issn, meta.original.volume, meta.original.issue) == ("1234-5679", "12", "3")
    assert meta.original.date == "2018-07-09" and meta.history.published == ""
    history = meta.history
    assert (history.received, history.revised, history.accepted) == ("2018-05-03", "2018-06-01", "2018-06-07")


def test_marks_tie_authors_to_places_and_addresses_to_authors() -> None:
    head = (
        f"{TITLE}\nAda Wren1,2, Bo Oak2* and Cleo Rook1\n"
        "1 University of Nowhere 2 Institute of Posts, Noland\n"
        "* Corresponding author: Bo Oak, e-mail: posts@example.org\n"
        "Co-authors: AW: a.w@example.org, CR: fence17@example.org\n\nAbstract\n"
    )
    meta = reading(head + SHORT + "\n" + BODY).document.meta
    assert [p.affiliations for p in meta.contributors] == [("aff-1", "aff-2"), ("aff-2",), ("aff-1",)]
    assert [p.email for p in meta.contributors] == [
        "a.w@example.org",
        "posts@example.org",
        "fence17@example.org",
    ]
    assert [p.corresponding for p in meta.contributors] == [False, True, False]


def test_a_summary_before_the_introduction_is_an_abstract_and_else_a_part() -> None:
    head = f"{TITLE}\nAda Wren 1 and Bo Oak 1\n1 University of Nowhere\n\nSummary\n{SHORT}\n"
    assert len(reading(head + BODY).document.meta.abstract) == 1
    part = reading(head + f"Statement of need\n{PROSE}{PROSE}").document
    assert part.meta.abstract == () and isinstance(part.body[0], Section)


def test_a_table_of_authors_may_stand_above_the_title_and_by_columns() -> None:
    facts = "PUBLISHED\nNot published yet.\nDOI\nNo DOI yet.\n"
    rows = f"AUTHORS AFFILIATIONS\nAda Wren Mill Lab\nJo Oak Paper Research\n{facts}"
    columns = f"AUTHORS\n\nAda Wren\n\nJo Oak\n\nAFFILIATIONS\n\nMill Lab\n\nPaper Research\n\n{facts}\n"
    for head in (f"{rows}{TITLE}\n", f"{TITLE}\n\n{columns}"):
        meta = reading(head + BODY).document.meta
        assert inline_text(meta.title) == TITLE
        assert [p.name for p in meta.contributors] == ["Ada Wren", "Jo Oak"]
        assert [a.text for a in meta.affiliations] == ["Mill Lab", "Paper Research"]
        assert [p.affiliations for p in meta.contributors] == [("aff-1",), ("aff-2",)]


def test_a_title_that_is_the_running_head_too_is_kept_above_its_names() -> None:
    head = "Fences of the North"
    pages = "\f".join(f"{head}\n\n{PROSE}\n{n}" for n in range(2, 5))
    meta = reading(f"{head}\n\n{head}\nAda Wren, Jo Oak\n{BODY}\f{pages}").document.meta
    assert inline_text(meta.title) == head
    assert [p.name for p in meta.contributors] == ["Ada Wren", "Jo Oak"]


def test_a_title_set_solid_on_the_text_ends_where_a_sentence_begins() -> None:
    for title in ("Why fences fall in the\nvalleys of the north", "Why fences fall " + "in the valleys " * 5):
        title = title.strip()
        meta = reading(
            f"Research Article\n{title}\nIn the hills we asked.\n{PROSE}{PROSE}\n{BODY}"
        ).document.meta
        assert inline_text(meta.title) == title.replace("\n", " ")


def test_names_stand_between_a_title_and_a_narrow_column() -> None:
    column = "The fences of the\nvalley fall down\nevery spring, and\nnobody asks.\n"
    meta = reading(f"Why Fences Fall\nAda Wren and Bo Oak\n{column}{PROSE}\n{BODY}").document.meta
    assert inline_text(meta.title) == "Why Fences Fall"
    assert [p.name for p in meta.contributors] == ["Ada Wren", "Bo Oak"]


def test_the_head_of_a_page_parts_two_names_that_lost_what_stood_between() -> None:
    top = (
        "Why Fences Fall in the Valleys\n\nAda Mary Wren Bo Oak ®!, and Cleo Rook\n\n"
        "1 Department of Fences, University of Nowhere 2 Institute of Posts, Noland\n\nAbstract\n"
    )
    foot = "Wren et al. (2020). Why Fences Fall in the Valleys. Journal of Fences, 3(2), 14. {}\n\f"
    text = top + SHORT + foot.format(1) + BODY + foot.format(2) + PROSE + foot.format(3)
    names = [p.name for p in reading(text).document.meta.contributors]
    assert names == ["Ada Mary Wren", "Bo Oak", "Cleo Rook"]
    apart = [p.name for p in reading(text.replace("Wren et al", "Elm et al")).document.meta.contributors]
    assert apart == ["Ada Mary Wren Bo Oak", "Cleo Rook"]
