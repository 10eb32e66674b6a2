"""References parsed into CSL items: cleaning, tokens, names, numbers, whole strings; nothing ever raises."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.citations.parsing.addresses import find_addresses
from docforge.citations.parsing.clean import clean_mapped
from docforge.citations.parsing.fields import make_item
from docforge.citations.parsing.numbers import read_date, read_edition, read_number, read_pages
from docforge.citations.parsing.parse import parse_reference
from docforge.citations.parsing.people import parse_names
from docforge.citations.parsing.shapes import label_by_shape
from docforge.citations.parsing.smooth import smooth_labels
from docforge.citations.parsing.tokens import cut_tokens


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("A devel-\nopment of ideas", "A development of ideas"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("*Journal of Tests*, *3*(1)", "Journal of Tests, 3(1)"),
        ("_Journal of Tests_, 3", "Journal of Tests, 3"),
        ("see https://x.org/a_b_c and", "see https://x.org/a_b_c and"),
        ("http ://www. example.org/ab", "http://www.example.org/ab"),
        ("https://x.org/End_Notes_1 2320.pdf", "https://x.org/End_Notes_12320.pdf"),
        ("https://x.org/profile/A-\n\n2/b", "https://x.org/profile/A-2/b"),
        ("doi: 10.1000/abc /xyz12.", "doi:10.1000/abc/xyz12."),
        ("www.x.org and/or more", "www.x.org and/or more"),
        ("[http://x.org/a\\_b](http://x.org/a_b)", "http://x.org/a_b"),
        ("eﬃcient ﬂow\u200b", "efficient flow"),
    ],
)
def test_cleaning(raw: str, cleaned: str) -> None:
    assert clean_mapped(raw).text == cleaned


def test_tokens_are_fine_and_addresses_whole() -> None:
    text = "Phys.Rev.D84(2011),12 (https://x.org/a(b)). oneTest"
    assert [t.text for t in cut_tokens(text)] == (
        "Phys . Rev . D 84 ( 2011 ) , 12 ( https://x.org/a(b) ) . one Test".split()
    )


@pytest.mark.parametrize(
    ("printed", "families"),
    [
        ("Romano, C., Pauli, D., & Duck, C.", ["Romano", "Pauli", "Duck"]),
        ("R. S. Zell, M. C. Moser, and G. E. Hill.", ["Zell", "Moser", "Hill"]),
        ("Ferri L., Gioia I.M., Giova G.", ["Ferri", "Gioia", "Giova"]),
        ("Pérez-Hidalgo JJ, Arias A, de la Mora JC", ["Pérez-Hidalgo", "Arias", "de la Mora"]),
        ("Müller, Hans/Schmidt, Karl", ["Müller", "Schmidt"]),
        ("Smith, John, and Jane Doe", ["Smith", "Doe"]),
        ("van der Berg, J.", ["van der Berg"]),
        ("Ludwig van Dorp", ["van Dorp"]),
        ("Md. Harun or-Rashid", ["or-Rashid"]),
        ("O’Neill, P. &Wörner, T.", ["O’Neill", "Wörner"]),
        ("Doğan, M.", ["Doğan"]),
        ("Beck, Ulla; Gidding, Anton (Hrsg.)", ["Beck", "Gidding"]),
        ("In J. M. Ramos& J. Bilski (Eds.)", ["Ramos", "Bilski"]),
        ("Иванова И. И., Петрова П. П. и др.", ["Иванова", "Петрова"]),
        ("Lisa F. Rau.", ["Rau"]),
        ("King, M. L., Jr., & Kent, R.", ["King", "Kent"]),
        ("E.G. Kessel Jr., et al.", ["Kessel"]),
        ("Aristotle.", ["Aristotle"]),
        ("Centers for Health Control and Prevention", ["Centers for Health Control and Prevention"]),
        ("S. L. Payton Jones & P. Wall", ["Payton Jones", "Wall"]),
        ("García Marín, Gabriel", ["García Marín"]),
        ("王一童, 李四", ["王一童", "李四"]),
        ("佐藤一・田中花子", ["佐藤一", "田中花子"]),
        ("von der Wiese, Carl", ["von der Wiese"]),
        ("Solano, M. A. de, Perez, L., & Berg, J. van der.", ["Solano", "Perez", "Berg"]),
        ("Lefranc (P.) et Roche (Anne)", ["Lefranc", "Roche"]),
        ("American Paper Association (APA)", ["American Paper Association"]),
        ("Statistisches Landesamt Hessen (Hrsg.)", ["Statistisches Landesamt Hessen"]),
        ("", []),
        ("———.", []),
    ],
)
def test_names(printed: str, families: list[str]) -> None:
    assert [_family(n) for n in parse_names(printed)] == families


def _family(name: dict[str, str]) -> str:
    own = name.get("family") or name.get("literal", "")
    return f"{name.get('non-dropping-particle', '')} {own}".strip()


def test_suffix_of_a_name() -> None:
    assert parse_names("King, M. L., Jr.")[0] == {"family": "King", "given": "M. L.", "suffix": "Jr."}


@pytest.mark.parametrize(
    ("text", "parts", "suffix"),
    [
        ("(2021a)", [2021], "a"),
        ("2020, May 5", [2020, 5, 5], ""),
        ("12 de marzo de 1999", [1999, 3, 12], ""),
        ("2019年3月", [2019, 3], ""),
        ("03.08.2011", [2011, 8, 3], ""),
        ("Spring 1989", [1989], ""),
        ("n.d.", [], ""),
    ],
)
def test_dates(text: str, parts: list[int], suffix: str) -> None:
    assert read_date(text)[:2] == (parts, suffix)


def test_numbers() -> None:
    assert read_pages("pp. 45 – 67") == "45-67"
    assert read_pages("S. 131--45") == "131-45"
    assert read_pages("S. 12 f.") == "12 f"
    assert read_number("Vol. 41") == "41"
    assert read_number("第3卷") == "3"
    assert read_edition("3., überarb. Aufl.") == "3"
    assert read_edition("Second edition") == "2"


def test_identifiers_by_their_form() -> None:
    text = "ISBN 978-3-16-148410-0. ISSN 1234-567X. arXiv:1234.56789v2. PMID: 1234567. Accessed 3 May 2020."
    found = find_addresses(clean_mapped(text + " doi:10.1000/ab(1)c[x]. https://x.org/a.").text)
    assert found["ISBN"] == "978-3-16-148410-0"
    assert found["ISSN"] == "1234-567X"
    assert (found["archive"], found["archive_location"]) == ("arXiv", "1234.56789v2")
    assert found["PMID"] == "1234567"
    assert found["accessed"] == {"date-parts": [[2020, 5, 3]]}
    assert (found["DOI"], found["URL"]) == ("10.1000/ab(1)c", "https://x.org/a")


WHOLE: list[tuple[str, dict[str, Any]]] = [
    (
        "Berger, M., & Lund, W. Y. (2023a). Margins as a bridge between texts. Journal of Page Studies,"
        " 23(1), 1–24. https://doi.org/10.1000/jps.2023.5",
        {
            "type": "article-journal",
            "title": "Margins as a bridge between texts",
            "container-title": "Journal of Page Studies",
            "volume": "23",
            "issue": "1",
            "page": "1-24",
            "year-suffix": "a",
            "DOI": "10.1000/jps.2023.5",
        },
    ),
    (
        "Keller, Anna (1998): Ordnung und Wandel. Eine Einführung. 2. Aufl. Opladen: Waldverlag.",
        {"type": "book", "publisher": "Waldverlag", "publisher-place": "Opladen", "edition": "2"},
    ),
    (
        "Brandt, K. (2004): Wege der Stadt. In: Vogel, H. (Hrsg.): Räume und Zeiten."
        " Wiesbaden: Vogel Verlag, S. 34-56.",
        {
            "type": "chapter",
            "container-title": "Räume und Zeiten",
            "page": "34-56",
            "publisher-place": "Wiesbaden",
        },
    ),
    (
        "[12] R. Stone, P. Field and A. Brook, Phys. Rev. Lett. 84, 1012 (2011).",
        {"container-title": "Phys. Rev. Lett", "volume": "84", "page": "1012"},
    ),
]


@pytest.mark.parametrize(("raw", "expected"), WHOLE)
def test_whole_strings(raw: str, expected: dict[str, Any]) -> None:
    parsed = parse_reference(raw)
    assert parsed.raw == raw
    assert {k: parsed.csl.get(k) for k in expected} == expected


def make(*parts: tuple[str, str], mended: bool = False) -> dict[str, Any]:
    """The item that labelled words give, with the labels as they are or mended."""
    text = "".join(words for words, _ in parts)
    tokens = cut_tokens(text)
    ends = [0]
    for words, _ in parts:
        ends.append(ends[-1] + len(words))
    labels = [
        next(label for (_, label), end in zip(parts, ends[1:], strict=True) if t.start < end) for t in tokens
    ]
    if mended:
        labels = smooth_labels(tokens, labels)
        label_by_shape(text, tokens, labels)
    return make_item(text, tokens, labels, [0.9] * len(tokens))[0]


def parts(marked: str) -> list[tuple[str, str]]:
    """ "{author:Doe, J.} {title:Rain}." as labelled words."""
    found = re.findall(r"\{([a-z]+):([^{}]*)\}|([^{}]+)", marked)
    return [(words or rest, label or "other") for label, words, rest in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # The order of medical lists, whatever the labeller took the numbers for.
        (
            "{title:Rain}. {journal:Lamp} {volume:1998}; {issue:11:393-403}.",
            {"volume": "11", "page": "393-403", "issue": None},
        ),
        (
            "{title:Rain}. {journal:Lamp} {date:1998};{volume:11}({page:2}):S3-S9.",
            {"volume": "11", "issue": "2", "page": "S3-S9"},
        ),
        ("{title:Rain}. {journal:Lamp} ({date:1997}) {issue:7}:{page:230-236}.", {"volume": "7"}),
        ("{title:Rain}. {journal:Lamp} {page:7}(2):230-236, {date:1997}.", {"volume": "7", "issue": "2"}),
        # An issue that says so is none the less the issue.
        ("{title:Rain}. {journal:Lamp}, no. {issue:7}:{page:230-236} ({date:1997}).", {"issue": "7"}),
        # Identifiers hold no volume, year or page; the day of access no volume.
        (
            "{author:Doe, J.}, {title:Rain}, arXiv:{date:1504}.{volume:01230}.",
            {"volume": None, "issued": None},
        ),
        ("{author:Doe, J.}, {title:Rain} [hep-lat/{issue:0309025}].", {"issue": None}),
        ("{author:Doe, J.}, {title:Rain}, ISBN 1-{page:55851-485}", {"page": None}),
        (
            "{author:Doe, J.} {title:Rain}. Retrieved {volume:9}/6/2017 from https://x.example",
            {"volume": None},
        ),
        ("{journal:JHEP} {date:1501}, {volume:73} ({date:2015}).", {"issued": {"date-parts": [[2015]]}}),
        # Letters of journals and of pages.
        ("{journal:Rain Lett}. {volume:B 379} ({date:2015}) {page:151}.", {"volume": "379", "page": "151"}),
        ("{journal:Rain Lett}. {volume:B379} ({date:2015}) {page:151}.", {"container-title": "Rain Lett. B"}),
        ("{journal:Rain Rep}. {volume:34} ({date:2007}) S{page:959}.", {"page": "S959"}),
        ("{author:Doe, J.} {date:1999}, {journal:Rain}, {volume:303}, L1", {"page": "L1"}),
        (
            "{author:A. DOE}. {journal:Rain Lett}. {volume:1139} ({date:1967}).",
            {"page": "1139", "volume": None},
        ),
        ("{author:A. DOE}. {journal:Rain Lett}. {volume:12} ({date:1967}).", {"page": None, "volume": "12"}),
        # Quotation marks, brackets behind a title, presses, opening signs.
        (
            "{author:DOE J}., «{author:Rain, Wind}, and Snow». {journal:Lamp}",
            {"title": "Rain, Wind, and Snow"},
        ),
        ("{author:Doe, J.} {title:Rain}. In “{container:The Sea Book}”", {"container-title": "The Sea Book"}),
        (
            "{author:Doe, J.} {title:Beetles} ({place:Order: Kind}). {journal:Lamp} 3",
            {"title": "Beetles (Order: Kind)"},
        ),
        ("{author:Doe, J.} {title:Rain} (in German). {journal:Lamp} 3", {"title": "Rain"}),
        ("{title:Rain}, Elm Univ. {publisher:Press}, {place:Leeds}", {"publisher": "Elm Univ. Press"}),
        ("{author:Doe, J.} ¿{title:Qué es la lluvia}?", {"title": "¿Qué es la lluvia?"}),
        # A range of years in a title is no page; borders a word too late.
        ("{journal:Lamp}. {volume:3}, {page:17-19}.", {"page": "17-19"}),
        ("{author:U. Oak, Weather}: {title:a history}", {"title": "Weather: a history"}),
        ("{author:Oak, Ulla}: {title:A history}", {"title": "A history"}),
        ("{author:B. Oak, C. Elm, J}. {journal:Rain Res}. 3", {"container-title": "J. Rain Res"}),
        ("{title:On rain J}. {journal:Stat. Res} 3", {"title": "On rain", "container-title": "J. Stat. Res"}),
    ],
)
def test_what_the_shape_of_print_decides(marked: str, expected: dict[str, Any]) -> None:
    item = make(*parts(marked), mended=True)
    assert {k: item.get(k) for k in expected} == expected


def test_what_the_fields_say_of_each_other() -> None:
    opened = [("Doe, J.", "author"), (" ", "other")]
    cut = make(
        *opened,
        ("Sleep", "title"),
        (". ", "other"),
        ("Lamp", "journal"),
        (" 3", "volume"),
        (":e101-", "page"),
        ("8.", "other"),
    )
    assert cut["page"] == "e101-8"
    visited = make(
        *opened,
        ("On rain", "title"),
        (". http://x.org/a, accessed 3 May ", "other"),
        ("2013", "date"),
        (".", "other"),
    )
    assert "issued" not in visited
    assert visited["accessed"] == {"date-parts": [[2013, 5, 3]]}
    book = make(
        *opened,
        ("The Atlas of Rivers", "container"),
        (", ", "other"),
        ("3rd ed.", "edition"),
        (" ", "other"),
        ("Leeds", "place"),
    )
    assert (book["title"], book.get("container-title")) == ("The Atlas of Rivers", None)
    data = make(*opened, ("Rivers [Data set]", "title"), (". ", "other"), ("Tub", "publisher"))
    assert data["title"] == "Rivers"
    late = make(
        *opened,
        ("Sand and stone", "title"),
        (", ", "other"),
        ("Kern", "author"),
        (", ", "other"),
        ("1999", "date"),
    )
    assert [n["family"] for n in late["author"]] == ["Doe"]


@pytest.mark.parametrize("mark", [" (Hrsg.)", " (Eds.)", ", (a cura di)", ". [Red.]", " (Hg. v.)"])
def test_names_with_a_mark_of_editors(mark: str) -> None:
    item = make(("Brandt, K", "author"), (mark + ": ", "other"), ("Wege der Stadt", "title"), (". ", "other"))
    assert "author" not in item
    assert item["editor"][0]["family"] == "Brandt"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Orman ve Su Dergisi", "container-title"),
        ("Journal of Rain", "container-title"),
        ("Basin Press", "publisher"),
    ],
)
def test_a_journal_without_numbers_is_no_publisher(name: str, field: str) -> None:
    item = make(
        ("Doe, J.", "author"), (" ", "other"), ("On rain", "title"), (". ", "other"), (name, "publisher")
    )
    assert item[field] == name


def test_the_order_of_law_reviews() -> None:
    item = make(
        ("Finch, A", "author"),
        (", ‘", "other"),
        ("Tort and Trust", "title"),
        ("’ (2004) 67 MLQ 233", "other"),
    )
    assert (item["volume"], item["container-title"], item["page"]) == ("67", "MLQ", "233")


def test_a_confidence_for_each_field() -> None:
    parsed = parse_reference(WHOLE[0][0])
    assert set(parsed.confidence) == set(parsed.csl) - {"type"}
    assert all(0.0 <= sure <= 1.0 for sure in parsed.confidence.values())


ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("AbcÖ.,:;()[]“”\"'’-–/&*_<>\\ \n\t0123年\u0301\u200bи")),
        st.characters(codec="utf-8"),
    ),
    max_size=300,
)


@settings(max_examples=120, deadline=None)
@given(ODD)
def test_nothing_raises_and_the_raw_string_stays(raw: str) -> None:
    parsed = parse_reference(raw)
    assert parsed.raw == raw
    assert parse_reference(raw) == parsed


@pytest.mark.parametrize("unit", ["(", "a-", "10.1000/", "http://x ", "A. ", "*a* ", ", and ", "))))", "年"])
def test_hostile_strings_cost_little(unit: str) -> None:
    parse_reference(unit * 5000)


def test_values_are_words_of_the_string() -> None:
    """No field holds a word that the string does not have."""
    for raw, _ in WHOLE:
        have = set(re.findall(r"\w+", raw))
        csl = parse_reference(raw).csl
        for field in ("title", "container-title", "publisher", "publisher-place"):
            assert set(re.findall(r"\w+", str(csl.get(field, "")))) <= have
