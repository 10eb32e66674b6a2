"""Profiles of journals: read strictly, checked point by point, the letter filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from submission.orders import ARTICLE, item, order, unpacked, with_meta
from submission.test_pmc import picture, with_picture

from docforge.edition.profiles import PROFILE_KEYS, load_profile, shipped_profiles
from docforge.errors import ConfigError, UsageError
from docforge.model.journal import JournalProfile
from docforge.model.nodes import Paragraph, Section, Text
from docforge.submission.journal import checklist, find_points, journal_target, letter_text
from docforge.submission.pack import pack
from docforge.validate.docx_words import docx_text

PROFILE = JournalProfile("j.toml", "A Journal", words=9, abstract_words=9, title_words=9)


def test_three_profiles_ship_and_every_key_is_explained() -> None:
    assert shipped_profiles() == ("computing", "humanities", "medical")
    kinds = [load_profile(name) for name in shipped_profiles()]
    assert [k.reference_style for k in kinds] == ["ieee", "chicago-author-date", "vancouver-nlm"]
    assert [k.blind for k in kinds] == [False, True, False]
    assert all(key.explained.endswith((".", "?")) or key.explained.endswith('".') for key in PROFILE_KEYS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[limits]\nwords = 5\n", "j.toml: the journal has no name"),
        (
            '[journal]\nname = "J"\n[limits]\nwords = "many"\n',
            'j.toml, line 4: words = "many" is not a number',
        ),
        ('[journal]\nname = "J"\n[limits]\nwrods = 5\n', 'j.toml, line 4: The key "wrods" is not known'),
        ('[journal]\nname = "J"\n[other]\na = 5\n', 'j.toml, line 3: "other" is not known'),
        (
            '[journal]\nname = "J"\n[limits]\nkeywords_min = 9\nkeywords_max = 3\n',
            "j.toml, line 4: keywords_min = 9 is more than keywords_max = 3",
        ),
        (
            '[journal]\nname = "J"\n[text]\nreference_style = "nonesuch-style"\n',
            'j.toml, line 4: There is no citation style "nonesuch-style"',
        ),
        ('[journal]\nname = "J"\n[text]\nstatements = ["horoscope"]\n', "j.toml, line 4: statements"),
        ('[journal]\nname = "J"\n[figures]\nfile_name = "a b"\n', "j.toml, line 4: file_name"),
        ('[journal]\nname = "J"\n[letter]\ntext = "Dear {cat}"\n', "j.toml, line 4: text"),
        ("[journal\n", "j.toml, line 1: this is not TOML"),
    ],
)
def test_a_mistake_in_a_profile_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "j.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_profile(str(path))
    assert said in error.value.message


def test_a_profile_that_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match="There is no profile"):
        load_profile("nowhere.toml")


def statuses(profile: JournalProfile, **changes: object) -> dict[str, str]:
    return {p.fact: p.status for p in find_points(profile, item(with_meta(**changes)))}  # type: ignore[arg-type]


def test_limits_are_counted() -> None:
    assert statuses(PROFILE) == {"article": "met", "abstract": "met", "title": "met"}
    tight = replace(PROFILE, words=2, abstract_words=2, title_words=2, keywords_max=1, references_max=1)
    found = statuses(replace(tight, figures_max=1, keywords_min=9))
    assert set(found.values()) == {"NOT MET", "met"}
    assert found["figures and tables"] == "met"


def test_an_abstract_that_is_too_long_is_refused_with_the_rule_and_the_place() -> None:
    profile = replace(PROFILE, abstract_words=2, lines={"abstract_words": "j.toml, line 7"})
    made = pack(journal_target(profile), order())
    assert made.data == b""
    assert made.told[0].message == (
        "one, abstract: 5 words, 3 too many. Rule: A Journal asks for at most 2 words (j.toml, line 7)."
    )
    assert made.told[0].hint == "Shorten it."


def test_sections_statements_and_figures_are_looked_for() -> None:
    profile = replace(
        PROFILE,
        sections=("Beginning|Start", "Methods"),
        statements=("ethics",),
        formats=("png",),
        min_dpi=300,
        width_mm=85,
        colour="grey",
    )
    found = find_points(profile, item(with_picture(picture(200), "figures/a.png")))
    wrong = {f"{p.fact}: {p.told}" for p in found if p.status == "NOT MET"}
    assert wrong == {
        "section Methods: it is not there",
        "statement Ethics: it is not there",
        "figure figures/a.png: 200 x 8 dots are 59 dots per inch, too small",
        "figure figures/a.png: it is rgb",
    }
    ethics = Section("e", (Text("Ethics statement"),), (Paragraph((Text("None needed."),)),))
    article = replace(ARTICLE, document=replace(ARTICLE.document, back=(ethics,)))
    assert {p.fact: p.status for p in find_points(profile, item(article))}["statement Ethics"] == "met"


def test_a_package_is_built_as_the_journal_wants_it() -> None:
    profile = replace(
        load_profile("humanities"), words=0, keywords_min=0, file_name="fig{number}", confirm=("It is so.",)
    )
    made = pack(journal_target(profile), order())
    files = unpacked(made.data)
    assert {"manuscript.docx", "manuscript.pdf", "figures/fig1.svg", "README.txt"} <= set(files)
    assert set(made.beside) == {
        "title-page.docx", "self-citations.txt", "leak-scan.txt", "checklist.txt", "cover-letter.docx",
    }  # fmt: skip
    assert "please consider our research article" in docx_text(made.beside["cover-letter.docx"])
    assert "[ ] confirmation: It is so." in made.beside["checklist.txt"].decode()


def test_the_letter_leaves_gaps_for_what_is_not_known() -> None:
    profile = replace(PROFILE, letter="{title}, {authors}, {corresponding}, {editor}")
    assert letter_text(profile, item().facts) == (
        "On mending all of it, Ellen van Marsh, Martin Oakes, Ellen van Marsh, ellen@journal.example, "
        "[editor: to be filled in]"
    )


def test_the_checklist_says_what_it_is_not() -> None:
    assert "Passing these checks is not admission" in checklist(PROFILE, item())
