"""Two copies of one article: what is listed, what is grouped, what is refused."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.citations.entries import assign_keys, read_entry
from docforge.collate.differences import compare_copies
from docforge.collate.identity import same_work
from docforge.collate.readings import Kind, align, find_variants
from docforge.diagnostics import Diagnostic, Severity
from docforge.model.meta import ArticleMeta, Document, OriginalPublication, Reference
from docforge.model.nodes import Inlines, Italic, Paragraph, Text
from docforge.model.source import SourceText
from docforge.places import Span

TITLE = "How printed pages come apart on their way to the screen"
BODY = (
    "Every page that is scanned loses something, and most of what it loses was never in the words.",
    "A running head repeats itself until somebody takes it out, and then a real repetition may go with it.",
    "Hyphens at the end of a line are either part of the word or part of the line, and nobody says which.",
)
ENTRIES = (
    "Banner, A., & Bussmann, M. (2023). Uneasy neighbours of the printed line. Page Studies, 23(1), 1–24.",
    "Horvat, M. (2021a). The future of the column. Institute of Type. https://example.org/a",
    "Horvat, M. (2021b). The future of the column. Institute of Type. https://example.org/a",
)


def source(name: str, texts: tuple[str, ...]) -> SourceText:
    return SourceText.of("\n\n".join(texts), name)


def copy(
    name: str,
    body: tuple[str, ...] = BODY,
    entries: tuple[str, ...] = ENTRIES,
    title: str = TITLE,
    doi: str = "",
) -> tuple[Document, SourceText]:
    """A document whose source is its title, paragraphs and entries with blank lines between."""
    received = source(name, (title, *body, *entries))

    def node(text: str) -> Inlines:
        start = received.text.index(text)
        return (Text(text, Span(name, start, start + len(text))),)

    items = [read_entry(e) for e in entries]
    keys = assign_keys(items)
    references = tuple(
        Reference(k, e, node(e), i, origin=node(e)[0].origin)
        for k, e, i in zip(keys, entries, items, strict=True)
    )
    document = Document(
        meta=ArticleMeta(title=node(title), original=OriginalPublication(doi=doi)),
        body=tuple(Paragraph(node(t)) for t in body),
        references=references,
    )
    return document, received


def listed(base: tuple[Document, SourceText], other: tuple[Document, SourceText]) -> list[Diagnostic]:
    return list(compare_copies(*base, *other))


def test_equal_copies_have_nothing_to_tell() -> None:
    assert listed(copy("a.txt"), copy("b.txt")) == []


def test_a_name_that_differs_is_told_with_both_readings_and_its_place() -> None:
    other = copy("b.txt", entries=(ENTRIES[0].replace("Bussmann", "Busmann"), *ENTRIES[1:]))
    base = copy("a.txt")
    (only,) = listed(base, other)
    assert (only.code, only.severity) == ("copy-differs", Severity.INFO)
    assert "“Bussmann” here, “Busmann” in b.txt" in only.message
    assert only.span is not None
    assert base[1].text[only.span.start : only.span.end] == "Bussmann"
    assert "b.txt, line 9" in only.hint


def test_words_added_dropped_and_changed_in_the_body() -> None:
    body = (
        BODY[0].replace("most of what it loses", "much of what it loses"),
        BODY[1].replace(" until somebody takes it out", ""),
        BODY[2].replace("nobody says which", "nobody ever says which"),
    )
    found = listed(copy("a.txt"), copy("b.txt", body=body))
    assert [d.message.split(": ", 1)[1] for d in found] == [
        "“most” here, “much” in b.txt.",
        "“until somebody takes it out” here, nothing in b.txt.",
        "nothing here, “ever” in b.txt.",
    ]


def test_spaces_shapes_of_quotes_and_markup_are_grouped() -> None:
    entries = (
        ENTRIES[0].replace("(2023). Uneasy", "(2023).Uneasy"),
        ENTRIES[1].replace("Institute of Type", "InstituteofType"),
        ENTRIES[2],
    )
    other, received = copy("b.txt", entries=entries)
    first = other.body[0]
    assert isinstance(first, Paragraph)
    other = replace(other, body=(Paragraph((Italic(first.content),)), *other.body[1:]))
    found = listed(copy("a.txt"), (other, received))
    assert [d.code for d in found] == ["copy-differs", "copy-differs"]
    assert "Only spaces differ in b.txt, in 2 places" in found[0].message
    assert "Only markup" in found[1].message


def test_a_passage_of_one_copy_only() -> None:
    extra = "This last remark was added in proof and is not found in the other printing at all."
    more, less = copy("a.txt", body=(*BODY, extra)), copy("b.txt")
    (missing,) = listed(more, less)
    (added,) = listed(less, more)
    assert missing.message.startswith("Not in b.txt: paragraph")
    assert added.message.startswith("Only in a.txt: paragraph")
    assert added.span is not None and added.span.file == "a.txt"


def test_entries_meet_by_author_year_and_letter_whatever_their_order() -> None:
    found = listed(copy("a.txt"), copy("b.txt", entries=(ENTRIES[2], ENTRIES[0], ENTRIES[1])))
    assert found == []
    (lost,) = listed(copy("a.txt"), copy("b.txt", entries=ENTRIES[:2]))
    assert "Not in b.txt: reference “Horvat, M. (2021b)" in lost.message


def test_a_partial_copy_says_what_it_holds() -> None:
    found = listed(copy("a.txt"), copy("b.txt", body=()))
    assert [d.code for d in found] == ["copy-partial"]
    assert "the title and references" in found[0].message
    assert "lacks the body text" in found[0].message


def test_another_work_is_refused() -> None:
    other = copy(
        "b.txt",
        title="On growing pears in cold valleys",
        body=("Pears want sun and a wall that keeps the warmth of the day through a clear night.",),
        entries=("Orchard, P. (1999). Pears.",),
    )
    (only,) = listed(copy("a.txt"), other)
    assert (only.code, only.severity) == ("copy-unrelated", Severity.ERROR)


@pytest.mark.parametrize(
    ("doi_a", "doi_b", "title", "same"),
    [
        ("10.1000/a", "https://doi.org/10.1000/A", "Another title of it", True),
        ("10.1000/a", "10.1000/b", "How printed words come apart on the way to a screen", False),
        ("10.1000/a", "10.1000/b", TITLE.upper(), True),
        ("10.1000/a", "", TITLE.upper(), True),
    ],
)
def test_the_same_work_by_doi_then_by_title(doi_a: str, doi_b: str, title: str, same: bool) -> None:
    a, _ = copy("a.txt", doi=doi_a)
    b, _ = copy("b.txt", doi=doi_b, title=title)
    assert same_work(a, b) is same


def test_a_copy_without_front_matter_is_known_by_its_passages() -> None:
    long = tuple(f"{t} {n} {t[::-1]}" for n, t in enumerate(BODY * 3))
    a, _ = copy("a.txt", body=long)
    b, _ = copy("b.txt", body=long[2:], title="x")
    assert same_work(a, replace(b, meta=ArticleMeta()))


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        ("a Bussmann, b", "a Busmann, b", [("words", "Bussmann", "Busmann")]),
        (
            "NewStudies.ABC 37",
            "New Studies. ABC 37",
            [("spacing", "NewStudies.ABC", "New Studies. ABC")],
        ),
        ("it's a – b", "it’s a - b", [("form", "it's", "it’s"), ("form", "–", "-")]),
        ("xRelations.https://a/lR9", "x Relations. https://a/IR9", [("words", "lR9", "IR9")]),
        (
            f"https://a.org/{'x' * 70}lR71O9{'y' * 20}z",
            f"https://a.org/{'x' * 70}IR7109{'y' * 20}z",
            [
                ("words", "…xxxxxxlR71O9y…", "…xxxxxxIR7109y…"),
                ("words", "…xxlR71O9yyyyy…", "…xxIR7109yyyyy…"),
            ],
        ),
        (
            "https://a.org/b_c",
            "https://a.org/b\\_c",
            [("markup", "https://a.org/b_c", "https://a.org/b\\_c")],
        ),
        ("same", "same", []),
        ("", "new", [("words", "", "new")]),
    ],
)
def test_variants(base: str, other: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(v.kind.value, v.base, v.other) for v in find_variants(base, other)] == expected


@given(st.text("ab c'’-.", max_size=60), st.text("ab c'’-.", max_size=60))
def test_variants_are_found_exactly_where_words_differ(base: str, other: str) -> None:
    found = list(find_variants(base, other))
    assert (found == []) == (base.split() == other.split())
    assert all(0 <= v.at <= len(base) for v in found)
    if "".join(base.split()) != "".join(other.split()):
        assert any(v.kind is not Kind.SPACING for v in found)


def test_alignment_is_one_to_one_and_finds_moved_passages() -> None:
    assert align(BODY, (BODY[2], BODY[0], BODY[1])) == [(0, 1), (1, 2), (2, 0)]
    assert align(BODY, ("nothing of the kind",)) == []
    assert align(("again",) * 90, ("again",) * 91) == [(n, n) for n in range(90)]


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def seed(number: str) -> tuple[Document, SourceText]:
    """The entries of a seed as lines; the importers do far better."""
    (path,) = SEEDS.glob(f"{number}*")
    text = path.read_text(encoding="utf-8")
    lines = [re.sub(r"^- |<|>|\*|\[.*?\]\(|\)$", "", li) for li in text.split("REFERENCES")[-1].splitlines()]
    entries = tuple(li for li in lines if "(20" in li)
    items = [read_entry(e) for e in entries]
    references = tuple(
        Reference(k, e, (Text(e),), i) for k, e, i in zip(assign_keys(items), entries, items, strict=True)
    )
    abstract = max(text.split("\n\n")[:14], key=len).strip("*")
    meta = ArticleMeta(abstract=(Paragraph((Text(abstract),)),))
    return Document(meta=meta, references=references), SourceText.of(text, path.name)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the damaged source documents are not beside this checkout")
def test_the_two_copies_of_the_seeds_and_the_works_that_are_none() -> None:
    base, other = seed("001"), seed("000")
    assert same_work(base[0], other[0])
    messages = [d.message for d in listed(base, other)]
    assert any("“Bussmann” here, “Busmann” in" in m for m in messages)
    assert any("“aspeniaonline” here, “aspensonline” in" in m for m in messages)
    assert not any(m.startswith(("Not in", "Only in 000")) for m in messages)
    for number in ("002", "004"):
        assert [d.code for d in listed(base, seed(number))] == ["copy-unrelated"]
