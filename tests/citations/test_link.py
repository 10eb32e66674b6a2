"""Citations in the text and the list they point to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.citations.checks.run import check_references
from docforge.citations.entries import assign_keys, read_entry
from docforge.citations.link import link_citations
from docforge.diagnostics import Diagnostic
from docforge.model.meta import ArticleMeta, Document, Reference
from docforge.model.nodes import (
    Cite,
    ExtLink,
    Figure,
    Inline,
    Italic,
    Paragraph,
    Section,
    Text,
)
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines
from docforge.places import Span

RAWS = (
    "Brunner, M., & Lind, W. Y. (2023a). Anarchy.",
    "Brunner, M., & Lind, W. Y. (2023b). Anarchy.",
    "Panda, J. (2021a). Elusive.",
    "Panda, J. (2021b). Other.",
    "Smith, J. (2020). One.",
    "Credi, O., Marrone, A., & Menotti, R. (2020). X.",
    "Food and Agriculture Organization. (2019). R.",
    "van Dijk, T. (1999). D.",
    "May, T. (2012). M.",
)


def references(*raws: str) -> tuple[Reference, ...]:
    items = [read_entry(r) for r in raws]
    return tuple(
        Reference(key, raw, (Text(raw),), item)
        for key, raw, item in zip(assign_keys(items), raws, items, strict=True)
    )


def link(text: str, refs: tuple[Reference, ...] | None = None) -> tuple[tuple[Inline, ...], list[Diagnostic]]:
    node = Text(text, Span("a.txt", 100, 100 + len(text)))
    refs = references(*RAWS) if refs is None else refs
    linked, found = link_citations(Document(body=(Paragraph((node,)),), references=refs))
    block = linked.body[0]
    assert isinstance(block, Paragraph)
    assert inline_text(block.content) == text
    return block.content, [d for d in found if d.code.startswith("citation")]


def cites(content: tuple[Inline, ...]) -> list[Cite]:
    return [n for n in content if isinstance(n, Cite)]


@pytest.mark.parametrize(
    ("text", "printed", "ids"),
    [
        ("zone(Brunner &Lind, 2023a).", "(Brunner &Lind, 2023a)", "brunner-2023a"),
        ("(Panda, 2021a, 2021b)", "(Panda, 2021a, 2021b)", "panda-2021a panda-2021b"),
        ("(Panda, 2021a,b)", "(Panda, 2021a,b)", "panda-2021a panda-2021b"),
        ("(Panda, 2021a; 2021b)", "(Panda, 2021a; 2021b)", "panda-2021a panda-2021b"),
        ("so (Smith, 2020; Panda, 2021b) too", "(Smith, 2020; Panda, 2021b)", "smith-2020 panda-2021b"),
        ("(Smith, 2020, Panda, 2021a; van Dijk, 1999)",) * 2 + ("smith-2020 panda-2021a van-dijk-1999",),
        ("(Credi et al., 2020)", "(Credi et al., 2020)", "credi-2020"),
        ("(Credi, Marrone, & Menotti, 2020)",) * 2 + ("credi-2020",),
        ("(Brunner and Lind 2023b)", "(Brunner and Lind 2023b)", "brunner-2023b"),
        ("[Smith, 2020]", "[Smith, 2020]", "smith-2020"),
        ("(FAO, 2019)", "(FAO, 2019)", "food-and-agriculture-organization-2019"),
        ("(Food and Agriculture Organization, 2019)",) * 2 + ("food-and-agriculture-organization-2019",),
        ("(Smith, 1990, as cited in Panda, 2021b)",) * 2 + ("panda-2021b",),
        ("(J. Smith, 2020)", "(J. Smith, 2020)", "smith-2020"),
        ("(May, 2012)", "(May, 2012)", "may-2012"),
    ],
)
def test_citations_in_brackets(text: str, printed: str, ids: str) -> None:
    content, found = link(text)
    (cite,) = cites(content)
    assert cite.printed == printed
    assert " ".join(i.rid for i in cite.items) == ids
    assert not cite.narrative
    assert found == []


@pytest.mark.parametrize(
    ("text", "printed", "ids"),
    [
        ("Panda (2021a) says", "Panda (2021a)", "panda-2021a"),
        ("In Panda (2021a, 2021b) it", "Panda (2021a, 2021b)", "panda-2021a panda-2021b"),
        ("As Brunner and Lind (2023b, p. 5)", "Brunner and Lind (2023b, p. 5)", "brunner-2023b"),
        ("Credi et al.'s (2020) view", "Credi et al.'s (2020)", "credi-2020"),
        ("by van Dijk (1999).", "van Dijk (1999)", "van-dijk-1999"),
    ],
)
def test_citations_in_the_sentence(text: str, printed: str, ids: str) -> None:
    content, found = link(text)
    (cite,) = cites(content)
    assert (cite.printed, cite.narrative, cite.before, cite.after) == (printed, True, "", "")
    assert " ".join(i.rid for i in cite.items) == ids
    assert found == []


def test_prefix_and_locator_are_told_apart_and_stay_printed() -> None:
    content, _ = link("(see Panda, 2021a, p. 3; cf. Smith, 2020: 15; van Dijk, 1999, chap. 2)")
    (cite,) = cites(content)
    assert [(i.prefix, i.locator) for i in cite.items] == [("see", "p. 3"), ("cf.", "15"), ("", "chap. 2")]
    assert [i.printed for i in cite.items] == [
        "see Panda, 2021a, p. 3",
        "cf. Smith, 2020: 15",
        "van Dijk, 1999, chap. 2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "(May 2012)",
        "(April 2013)",
        "(Lisbon Summit, November 2010)",
        "(SDF)",
        "(2013-2023)",
        "(ISAF)",
        "(2002)",
        "Article 9 (1947)",
        "(since 2009)",
        "(11 September 2001)",
        "(May 6, 2014)",
        "[sic]",
        "[12]",
        "Lisbon (2010)",
        "the Smith (SDF, 2nd) case",
        "(Panda and others at the 2021 meeting)",
    ],
)
def test_what_is_no_citation_stays_text_and_is_not_told(text: str) -> None:
    content, found = link(text)
    assert cites(content) == []
    assert found == []


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("(Jones, 2018)", "citation-unlinked", "Jones, 2018"),
        ("(Smyth, 2020)", "citation-unlinked", "Smith, 2020"),
        ("(Smith & Lee, 2020)", "citation-unlinked", "Smith, 2020"),
        ("(Panda, 2021)", "citation-ambiguous", "Panda, 2021b"),
        ("Panda (2021) says", "citation-ambiguous", "Panda, 2021a"),
        ("Panda (2019) says", "citation-unlinked", "Panda, 2021a"),
    ],
)
def test_what_fits_none_or_several_is_told_with_candidates(text: str, code: str, named: str) -> None:
    content, found = link(text)
    assert cites(content) == []
    (only,) = found
    assert only.code == code
    assert named in only.message + only.hint


def test_an_open_work_does_not_cost_its_neighbours_their_link() -> None:
    content, found = link("x (Jones, 2018; Smith, 2020; Panda, 2021a) y")
    (cite,) = cites(content)
    assert cite.printed == "Smith, 2020; Panda, 2021a"
    assert content[0] == Text("x (Jones, 2018; ")
    assert [d.code for d in found] == ["citation-unlinked"]
    assert found[0].span == Span("a.txt", 103, 114)


def test_places_are_narrowed_where_source_and_text_have_one_length() -> None:
    content, _ = link("ab (Smith, 2020) cd")
    assert [n.origin for n in content] == [
        Span("a.txt", 100, 103),
        Span("a.txt", 103, 116),
        Span("a.txt", 116, 119),
    ]
    wide = Text("ab (Smith, 2020) cd", Span("a.txt", 0, 50))
    linked, _ = link_citations(Document(body=(Paragraph((wide,)),), references=references(*RAWS)))
    assert {n.origin for n in linked.body[0].content} == {Span("a.txt", 0, 50)}  # type: ignore[union-attr]


def test_a_citation_may_run_through_neighbouring_texts_and_italic_latin() -> None:
    content = (
        Text("a (Credi ", Span("a.txt", 0, 9)),
        Italic((Text("et al."),), Span("a.txt", 10, 16)),
        Text(", 2020) b ", Span("a.txt", 17, 27)),
        Italic((Text("et al."),)),
    )
    linked, _ = link_citations(Document(body=(Paragraph(content),), references=references(*RAWS)))
    block = linked.body[0]
    assert isinstance(block, Paragraph)
    assert [type(n).__name__ for n in block.content] == ["Text", "Cite", "Text", "Italic"]
    assert block.content[1].origin == Span("a.txt", 2, 24)
    assert inline_text(block.content) == inline_text(content)


def test_headings_captions_abstract_and_emphasis_but_not_links() -> None:
    cited = (Italic((Text("(Smith, 2020)"),)),)
    document = Document(
        meta=ArticleMeta(abstract=(Paragraph(cited),)),
        body=(
            Section("s", cited, (Figure("fig-1", "Figure 1", cited),)),
            Paragraph((ExtLink("https://example.org", (Text("(Smith, 2020)"),)),)),
        ),
        references=references(*RAWS),
    )
    linked, _ = link_citations(document)
    assert sum(isinstance(n, Cite) for n in document_inlines(linked)) == 3


NUMBERED = tuple(Reference(f"r{n}", f"[{n}] Someone", (Text("Someone"),), label=str(n)) for n in range(1, 8))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[1]", "r1"),
        ("[1, 3-5]", "r1 r3 r4 r5"),
        ("[1,3–4; 7]", "r1 r3 r4 r7"),
        ("[2, p. 14]", "r2"),
    ],
)
def test_numbers_where_the_entries_carry_them(text: str, ids: str) -> None:
    content, found = link(text, NUMBERED)
    (cite,) = cites(content)
    assert cite.printed == text
    assert " ".join(i.rid for i in cite.items) == ids
    assert found == []


def test_a_number_outside_the_list_is_told_and_a_year_is_none() -> None:
    assert [d.code for d in link("[3, 9]", NUMBERED)[1]] == ["citation-unlinked"]
    assert link("[2013]", NUMBERED)[1] == []
    assert cites(link("the scores t[1] and p[2]", NUMBERED)[0]) == []
    assert len(cites(link("the scores[1] of it[2]", NUMBERED)[0])) == 2
    assert link("[5-3]", NUMBERED)[0] == (Text("[5-3]"),)


UNNUMBERED = tuple(Reference(f"r{n}", "Someone", (Text("Someone"),)) for n in range(1, 5))


def test_numbers_without_a_list_of_their_length_are_told_once() -> None:
    content, found = link("So [1, 2], so [3], [4] and [5], and so [6] and [10].")
    assert cites(content) == []
    (told,) = found
    assert told.code == "citation-unlinked"
    assert "numbers 1 to 10, but the list has 9 entries" in told.message


def test_places_stand_for_numbers_that_a_list_has_lost_only_where_the_text_proves_it() -> None:
    content, _ = link("a [1] b [2, 3] c", UNNUMBERED)
    assert [i.rid for c in cites(content) for i in c.items] == ["r1", "r2", "r3"]
    # Beyond the list, not from 1, too few: notes, years, anything.
    for text in ("a [1] b [2] c [9]", "a [2] b [3] c [4]", "a [1]"):
        assert cites(link(text, UNNUMBERED)[0]) == []


def test_a_range_of_letters_is_linked_as_far_as_the_list_goes() -> None:
    content, found = link("(Panda, 2021a–c)")
    assert [i.rid for c in cites(content) for i in c.items] == ["panda-2021a", "panda-2021b"]
    assert [d.code for d in found] == ["citation-year"] and "“Panda, 2021a–c”" in found[0].message


def test_uncited_and_duplicate_entries_are_told() -> None:
    document = Document(
        body=(Paragraph((Text("(Brunner & Lind, 2023a) and (Smith, 2020)"),)),),
        references=references(*RAWS[:2], RAWS[4]),
    )
    linked, told = link_citations(document)
    duplicate, uncited = check_references(linked)
    assert told == () and (duplicate.code, uncited.code) == ("reference-duplicate", "reference-uncited")
    assert "2023a" in duplicate.message and "2023b" in duplicate.message
    assert "Entry 2" in uncited.message


def test_a_list_that_nothing_cites_and_a_text_without_list_are_told_once() -> None:
    alone = check_references(Document(references=references(*RAWS[2:6])))
    assert [d.code for d in alone] == ["reference-uncited"]
    _, without = link_citations(
        Document(body=(Paragraph((Text("(A, 2001) (B & C, 2002) (D et al., 2003)"),)),))
    )
    assert [(d.code, "3 citations" in d.message) for d in without] == [("citation-unlinked", True)]


WORDS = "( ) [ ] Panda Smith Brunner Lind 2021a 2021b 2020 2023a 1999 b p. 3 : 1 - ' 's ."
PIECES = st.sampled_from([*WORDS.split(), "; ", ", ", " & ", " and ", "van Dijk", "see ", " et al.", " "])


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4), st.booleans())
def test_the_printed_text_never_changes(texts: list[str], numbered: bool) -> None:
    content = tuple(
        Italic((Text(t),)) if n % 3 == 2 else Text(t, Span("a", 0, len(t))) for n, t in enumerate(texts)
    )
    document = Document(body=(Paragraph(content),), references=NUMBERED if numbered else references(*RAWS))
    linked, _ = link_citations(document)
    block = linked.body[0]
    assert isinstance(block, Paragraph)
    assert inline_text(block.content) == inline_text(content)
    again, _ = link_citations(linked)
    assert again == linked


SEED = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("001*"))


@pytest.mark.skipif(not SEED, reason="the damaged source documents are not beside this checkout")
def test_every_citation_of_the_long_seed_resolves_and_every_entry_is_cited() -> None:
    text = SEED[0].read_text(encoding="utf-8")
    body, _, tail = text.partition("REFERENCES:")
    # Two entries are cut by page furniture; only their lost ends stand alone.
    raws = [line for line in tail.splitlines() if "(20" in line]
    document = Document(
        body=tuple(Paragraph((Text(p),)) for p in body.split("\n\n")), references=references(*raws)
    )
    linked, found = link_citations(document)
    groups = [n for n in document_inlines(linked) if isinstance(n, Cite)]
    assert (len(raws), len(groups)) == (39, 39)
    assert {i.rid for g in groups for i in g.items} == {r.id for r in linked.references}
    assert not any(r.id.startswith("ref-") for r in linked.references)
    assert found == ()
