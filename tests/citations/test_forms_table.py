"""Every common form of a citation, in a table: what is printed, and the entries that it must lead to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from citations.lists import document, listed

from docforge.citations.link import link_citations
from docforge.model.meta import Document
from docforge.model.nodes import Cite, Footnote, Inline, Italic, Paragraph, Sup, Text
from docforge.model.text import document_strings
from docforge.model.walk import document_inlines

RAWS = (
    "Ash, B. (2019). The mill on the river. Elm Press.",
    "Ash, B. (2021a). The weir. Elm Press.",
    "Ash, B. (2021b). The lock. Elm Press.",
    "Elm, T., Fir, C., & Yew, D. (2018). Three trees. Oak Press.",
    "Gorse, K., & Hazel, M. (2020). Two bushes. Oak Press.",
    "Ivy, L. (2015). Climbers. Oak Press.",
    "Müller, H., & Öztürk, A. (2017). Ein Titel. Verlag.",
    "O'Neil, P. (2016). A title. Press.",
    "van der Berg, S. (2014). Mountains. Press.",
    "García Márquez, G. (2012). Un título. Editorial.",
    "World Health Organization. (2020). Report. WHO.",
    "Smith, J. A., & Smith, K. (2011). Kin. Press.",
)
CASES = [
    ("Ash (2019)", "ash-2019"),
    ("(Ash, 2019)", "ash-2019"),
    ("(Ash 2019)", "ash-2019"),
    ("(Ash, 2019, p. 3)", "ash-2019"),
    ("(Ash, 2019: 3-5)", "ash-2019"),
    ("(Ash 2019, S. 12f.)", "ash-2019"),
    ("(Ash, 2019, pp. 3–5)", "ash-2019"),
    ("Ash's (2019) view", "ash-2019"),
    ("Ash’s (2019)", "ash-2019"),
    ("(see also Ash, 2019)", "ash-2019"),
    ("(see Ash, 2019; also Ivy, 2015)", "ash-2019 ivy-2015"),
    ("(e.g., Ash, 2019; Ivy, 2015)", "ash-2019 ivy-2015"),
    ("(cf. Ash, 2019)", "ash-2019"),
    ("Elm et al. (2018)", "elm-2018"),
    ("(Elm et al., 2018)", "elm-2018"),
    ("(Elm et al. 2018)", "elm-2018"),
    ("Elm, Fir, and Yew (2018)", "elm-2018"),
    ("Elm, Fir & Yew (2018)", "elm-2018"),
    ("(Elm, Fir, & Yew, 2018)", "elm-2018"),
    ("Gorse and Hazel (2020)", "gorse-2020"),
    ("Gorse & Hazel (2020)", "gorse-2020"),
    ("(Gorse & Hazel, 2020)", "gorse-2020"),
    ("Gorse und Hazel (2020)", "gorse-2020"),
    ("Gorse y Hazel (2020)", "gorse-2020"),
    ("Gorse et Hazel (2020)", "gorse-2020"),
    ("Gorse e Hazel (2020)", "gorse-2020"),
    ("Gorse ve Hazel (2020)", "gorse-2020"),
    ("(Gorse und Hazel, 2020)", "gorse-2020"),
    ("(Gorse et Hazel, 2020)", "gorse-2020"),
    ("Müller und Öztürk (2017, S. 5)", "muller-2017"),
    ("(Müller/Öztürk 2017, 5)", "muller-2017"),
    ("(Ash, 2021a, 2021b)", "ash-2021a ash-2021b"),
    ("(Ash, 2021a, b)", "ash-2021a ash-2021b"),
    ("Ash (2021a, 2021b)", "ash-2021a ash-2021b"),
    ("(Ash, 2019, 2021a)", "ash-2019 ash-2021a"),
    ("Ash (2019; 2021b)", "ash-2019 ash-2021b"),
    ("(Ash, 2021a and 2021b)", "ash-2021a ash-2021b"),
    ("Ash (2019, 2021a) and Ivy (2015)", "ash-2019 ash-2021a ivy-2015"),
    ("(Ash, 2021a–b)", "ash-2021a ash-2021b"),
    ("(Ash, 2021a-b)", "ash-2021a ash-2021b"),
    ("O'Neil (2016)", "o-neil-2016"),
    ("O’Neil (2016)", "o-neil-2016"),
    ("van der Berg (2014)", "van-der-berg-2014"),
    ("Van der Berg (2014)", "van-der-berg-2014"),
    ("(van der Berg, 2014)", "van-der-berg-2014"),
    ("García Márquez (2012)", "garcia-marquez-2012"),
    ("(WHO, 2020)", "world-health-organization-2020"),
    ("the World Health Organization (2020)", "world-health-organization-2020"),
    ("World Health Organization (WHO, 2020)", "world-health-organization-2020"),
    ("(World Health Organization [WHO], 2020)", "world-health-organization-2020"),
    ("(Smith & Smith, 2011)", "smith-2011"),
    ("(J. A. Smith & K. Smith, 2011)", "smith-2011"),
    ("(Ivy, 2015, as cited in Ash, 2019)", "ash-2019"),
    ("(Ash, 2019; see also Elm et al., 2018, chap. 2; Ivy, 2015)", "ash-2019 elm-2018 ivy-2015"),
    ("[Ash, 2019]", "ash-2019"),
    ("[Ash 2019; Ivy 2015]", "ash-2019 ivy-2015"),
    ("Ash [2019]", "ash-2019"),
    ("(Ash, 2019, emphasis added)", "ash-2019"),
    ("according to Ash (2019), who", "ash-2019"),
    ("As Ash (2019) and Ivy (2015) say", "ash-2019 ivy-2015"),
    ("(Ash, 2019, § 3)", "ash-2019"),
    ("(Ash, 2019, Kap. 2)", "ash-2019"),
    ("(Ash, 2019, Abb. 3)", "ash-2019"),
    ("(Ash, 2019, s. 15)", "ash-2019"),
    ("(Ash, 2019, p. 3, n. 4)", "ash-2019"),
    ("(Ash, 2019, pp. 3, 7)", "ash-2019"),
    ("(Ash, 2019, passim)", "ash-2019"),
    ("(Ash, 2019, p. xii)", "ash-2019"),
    ("(Ash 2019: 3, 7)", "ash-2019"),
    ("(vgl. Ash 2019)", "ash-2019"),
    ("(siehe auch Ash 2019, 5 ff.)", "ash-2019"),
    ("(voir Ash, 2019)", "ash-2019"),
    ("(véase también Ash, 2019)", "ash-2019"),
    ("(bkz. Ash, 2019)", "ash-2019"),
    ("(Ash, 2019; ayrıca bkz. Ivy, 2015)", "ash-2019 ivy-2015"),
    ("(Gorse/Hazel 2020)", "gorse-2020"),
    ("(Ash, 2019 and Ivy, 2015)", "ash-2019 ivy-2015"),
    ("(Ash, 2019, Ivy, 2015)", "ash-2019 ivy-2015"),
    ("(both Ash, 2019, and Ivy, 2015)", "ash-2019 ivy-2015"),
    ("Ash (2019, p. 3; see also Ivy, 2015)", "ash-2019 ivy-2015"),
    ("Ash (in her 2019 book)", ""),
    ("zone(Ash, 2019)", "ash-2019"),
    ("Elm u. a. (2018)", "elm-2018"),
    ("Elm ve ark. (2018)", "elm-2018"),
    ("Elm ve diğerleri (2018)", "elm-2018"),
    ("Elm y otros (2018)", "elm-2018"),
    ("Elm e outros (2018)", "elm-2018"),
    ("Elm i in. (2018)", "elm-2018"),
    ("Elm m.fl. (2018)", "elm-2018"),
    ("Elm and colleagues (2018)", "elm-2018"),
    ("ELM ET AL. (2018)", "elm-2018"),
    ("(ASH, 2019)", "ash-2019"),
    ("(ASH, 2019, p. 3)", "ash-2019"),
    ("Ash (2019a)", ""),
    ("(Ash, 2019) (Ivy, 2015)", "ash-2019 ivy-2015"),
    ("Ash, 2019, wrote", ""),
    ("(Ash, 2019 [2001])", "ash-2019"),
    ("(Ash, [2001] 2019)", "ash-2019"),
    ("(Ash, 2001/2019)", "ash-2019"),
    ("(Ash, forthcoming)", ""),
    ("(Ash 2019; 2021a: 4)", "ash-2019 ash-2021a"),
    ("(Ash 2019, 2021a: 4; Ivy 2015)", "ash-2019 ash-2021a ivy-2015"),
]


def linked(given: Document) -> str:
    """The ids that the citations lead to; what is printed stays the same."""
    done, _ = link_citations(given)
    assert list(document_strings(done)) == list(document_strings(given))
    return " ".join(i.rid for n in document_inlines(done) if isinstance(n, Cite) for i in n.items)


@pytest.mark.parametrize(("text", "ids"), CASES)
def test_author_and_year(text: str, ids: str) -> None:
    assert linked(document(f"As {text} shows.", *RAWS)) == ids


NUMBERED = tuple(
    replace(r, id=f"r{n}", label=str(n))
    for n, r in enumerate(listed(*(f"Author{c}, A. (2010). Title {c}. Press." for c in "ABCDEFGHIJ")), 1)
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[1]", "1"),
        ("[1,3–5]", "1 3 4 5"),
        ("[1, 3-5]", "1 3 4 5"),
        ("[1; 3]", "1 3"),
        ("[1]–[3]", "1 2 3"),
        ("[1]-[3], [5]", "1 2 3 5"),
        ("[1], [3]", "1 3"),
        ("[1, p. 5]", "1"),
        ("[1, pp. 5–6]", "1"),
        ("[1, S. 3]", "1"),
        ("[1, § 3]", "1"),
        ("[see 1, 2]", "1 2"),
        ("[cf. 3]", "3"),
        ("[e.g., 1]", "1"),
        ("[1 and 3]", "1 3"),
        ("[1, 2 and 3]", "1 2 3"),
        ("Ref. [2]", "2"),
        ("[1,2,5–7,9]", "1 2 5 6 7 9"),
        ("[11]", ""),
        ("[1, 11]", "1"),
        ("[3]–[1]", "3 1"),
        ("[1:5]", ""),
        ("[see page 3]", ""),
    ],
)
def test_numbers(text: str, ids: str) -> None:
    given = Document(body=(Paragraph((Text(f"Shown by {text}."),)),), references=NUMBERED)
    assert linked(given).replace("r", "") == ids


def test_raised_numbers_behind_words() -> None:
    content: list[Inline] = []
    for number in ("1", "2", "3,4", "5–7", "8", "9,10"):
        content += [Text("and a word"), Sup((Text(number),))]
    given = Document(body=(Paragraph(tuple(content)),), references=NUMBERED)
    assert linked(given).replace("r", "").split() == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Mills (Ash, 2019) turn (ibid., p. 5).", "ash-2019 ash-2019"),
        ("Mills (Ash, 2019) turn (ebd., S. 5) and turn (ebd.: 7).", "ash-2019 ash-2019 ash-2019"),
        ("Ash (2019) said; ibid. p. 3.", "ash-2019 ash-2019"),
        ("(Ash, 2019; Ivy, 2015) and (ibid., p. 5)", "ash-2019 ivy-2015"),
        ("(Ash, 2019) and (Birch, 2001) and (ibid., p. 5)", "ash-2019"),
        ("Ibid., p. 3.", ""),
        ("(Ash 2021a; ders. 2021b, S. 3)", "ash-2021a ash-2021b"),
        ("(Ash 2021a). So (dies. 2021b: 3)", "ash-2021a ash-2021b"),
        ("(Ash 2021a). So (idem, 2019)", "ash-2021a ash-2019"),
        ("Ivy, op. cit., p. 7, says", "ivy-2015"),
        ("Gorse and Hazel, op. cit.", "gorse-2020"),
        ("Vgl. Gorse und Hazel, a. a. O., S. 7.", "gorse-2020"),
        ("Ash, op. cit., p. 7", ""),
        ("Nobody, op. cit., p. 7", ""),
    ],
)
def test_citations_that_point_back(text: str, ids: str) -> None:
    assert linked(document(text, *RAWS)) == ids


def test_notes_point_back_to_the_note_before_and_no_further() -> None:
    texts = ("Ibid., p. 1.", "Gorse & Hazel (2020), 3.", "Ebd., S. 5.", "Something else.", "Ebd., S. 9.")
    notes = tuple(Footnote(f"n{n}", str(n), (Paragraph((Text(t),)),)) for n, t in enumerate(texts, 1))
    given = replace(document("(Ash, 2019)", *RAWS), notes=notes)
    assert linked(given) == "ash-2019 gorse-2020 gorse-2020"


def test_an_italic_word_that_points_back() -> None:
    content = (Text("Mills (Ash, 2019) turn ("), Italic((Text("ibid."),)), Text(", p. 5)."))
    given = Document(body=(Paragraph(content),), references=listed(*RAWS))
    assert linked(given) == "ash-2019 ash-2019"
