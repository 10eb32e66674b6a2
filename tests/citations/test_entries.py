"""Reference strings and keys: only what is certain is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.citations.entries import assign_keys, entry_label, read_entry, work_key
from docforge.model.meta import CslItem, Name


def people(item: CslItem) -> list[str]:
    return [n.literal or f"{n.family}|{n.given}" for n in item.author]


@pytest.mark.parametrize(
    ("raw", "authors", "year"),
    [
        ("Brunner, M., & Lind, W. Y. (2023a). Title.", ["Brunner|M.", "Lind|W. Y."], "2023a"),
        ("Brunner, M., &Lind, W. Y. (2023a).Title.", ["Brunner|M.", "Lind|W. Y."], "2023a"),
        ("Smith J, Jones KL. (2020). Title.", ["Smith|J", "Jones|KL"], "2020"),
        ("Smith J, Jones KL. A title of a work. J Test. 2020;12(3):4-5.", ["Smith|J", "Jones|KL"], "2020"),
        ("Glick B. R., Cheng Z. (2005). Title.", ["Glick|B. R.", "Cheng|Z"], "2005"),
        ("Burke S.N, Barnes C.A. (2006). Title.", ["Burke|S.N.", "Barnes|C.A."], "2006"),
        ("Abel F. B., Salt M. E. Jr. (2012). Title.", ["Abel|F. B.", "Salt|M. E. Jr"], "2012"),
        ("Smith J, Garcia Lopez M, Lee K. (2006). T.", ["Smith|J", "Garcia Lopez|M", "Lee|K"], "2006"),
        # Given names in full behind the family: where the family ends is not certain.
        ("Harris David J, Taylor Shawn D. (2018). Title.", [], "2018"),
        ("Banner Heather, Bell Randy. (2008). Title.", [], "2008"),
        ("J. Smith and K. Jones (2020) Title", ["Smith|J.", "Jones|K."], "2020"),
        ("Smith, John, and Jane Doe. 2020. Title.", ["Smith|John", "Doe|Jane"], "2020"),
        ("van der Berg, J. K., & de Hoop, J. (2010). T.", ["van der Berg|J. K.", "de Hoop|J."], "2010"),
        ("O'Neil, J.-P., Łukasz, A. (n.d.). Title", ["O'Neil|J.-P.", "Łukasz|A."], ""),
        ("King, M. L., Jr. (1963). Title", ["King|M. L., Jr."], "1963"),
        ("[12] Smith, J., et al. (2020). Title", ["Smith|J."], "2020"),
        ("- Smith, J. (2020, May 5). Title", ["Smith|J."], "2020"),
        (
            "Ministry of Foreign Affairs of Norway. (2014). T.",
            ["Ministry of Foreign Affairs of Norway"],
            "2014",
        ),
        ("NATO. (2010). Concept.", ["NATO"], "2010"),
        ("Kucera, H., Francis, W. N. A title. Brown Press, 1967.", ["Kucera|H.", "Francis|W. N."], "1967"),
        # Not certain: a sentence before the year, a name that may be an organisation, nothing at all.
        ("A title that starts (2010) with words", [], "2010"),
        ("John Smith (2020) Title", ["John Smith"], "2020"),
        ("Survival in 2020 and 2021", [], ""),
        ("", [], ""),
    ],
)
def test_authors_and_year_in_the_shapes_that_styles_print(raw: str, authors: list[str], year: str) -> None:
    item = read_entry(raw)
    assert people(item) == authors
    assert item.issued + item.year_suffix == year


def test_editors_are_no_authors() -> None:
    item = read_entry("Smith, J., & Lee, K. (Eds.). (2020). Title.")
    assert [n.family for n in item.editor] == ["Smith", "Lee"]
    assert item.author == ()


def test_a_doi_comes_from_doi_org_and_not_out_of_a_longer_address() -> None:
    assert read_entry("A, B. (2020). T. https://doi.org/10.1000/x_1.").doi == "10.1000/x_1"
    assert read_entry("A, B. (2020). T. https://example.org/edit/10.4324/97810-12/some-title").doi == ""
    assert read_entry("A, B. (2020). T. doi:10.1000/x").doi == "10.1000/x"


def test_nothing_else_is_read() -> None:
    item = read_entry("Smith, J. (2020). A title. *Journal*, 12(3), 4–5. Press.")
    assert item == CslItem(author=(Name("Smith", "J."),), issued="2020")


def test_labels_as_printed() -> None:
    assert [entry_label(t) for t in ("[3] Smith", "12. Smith", "7) Smith", "Smith 2020", "3M. (2020)")] == [
        "3",
        "12",
        "7",
        "",
        "",
    ]


def test_the_same_work_has_one_key_glued_or_not() -> None:
    whole = "Horvat, M. (2021a). The Future of Relations. *Institute of Affairs*. http://example.org/a 1.pdf"
    glued = "Horvat, M. (2021e). The Future ofRelations.InstituteofAffairs. http://example.org/b"
    assert work_key(whole) == work_key(glued) == "thefutureofrelationsinstituteofaffairs"


def test_keys_are_readable_and_unique() -> None:
    items = [
        read_entry("Brunner, M. (2023a). T."),
        read_entry("Yılmaz, M. (2023). T."),
        read_entry("Yılmaz, M. (2023). U."),
        read_entry("van der Berg, J. (2010). T."),
        read_entry("山田, 太郎 (2020). T."),
        read_entry("scanned beyond reading"),
        read_entry("3M Company. (2020). T."),
        CslItem(author=(Name(literal="NATO"),)),
    ]
    assert assign_keys(items) == (
        "brunner-2023a",
        "yilmaz-2023",
        "yilmaz-2023-2",
        "van-der-berg-2010",
        "ref-5",
        "ref-6",
        "ref-3m-company-2020",
        "nato-nd",
    )


# Pandoc: a letter, digit or _ first, single punctuation inside; XML: an NCName.
KEY_RE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@given(
    st.lists(
        st.builds(
            CslItem,
            author=st.lists(
                st.builds(Name, family=st.text(max_size=8), given=st.just(""), literal=st.text(max_size=8)),
                max_size=2,
            ).map(tuple),
            issued=st.sampled_from(["", "2020", "2020-05", "?"]),
            year_suffix=st.sampled_from(["", "a"]),
        ),
        max_size=12,
    )
)
def test_keys_fit_pandoc_and_xml(items: list[CslItem]) -> None:
    keys = assign_keys(items)
    assert len(set(keys)) == len(items)
    assert all(KEY_RE.fullmatch(k) for k in keys)
    assert keys == assign_keys(items)


@given(st.text(max_size=300))
def test_reading_never_fails_and_invents_no_name(raw: str) -> None:
    item = read_entry(raw)
    for name in (*item.author, *item.editor):
        assert set(name.family + name.literal) <= set(raw) | set(" ")


@pytest.mark.parametrize("raw", ["", " ", "  (2020). X.", "\u3000(2020)", "(2020)"])
def test_an_entry_without_a_name_has_no_author(raw: str) -> None:
    assert read_entry(raw).author == ()
