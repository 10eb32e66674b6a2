"""Pictures and the decisions of an editor in a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import ARTICLE, FIGURE, MANIFEST, SVG, build, codes, small_edition, tree, write

import docforge
from docforge.errors import ConfigError


def test_a_figure_is_attached_with_its_description(tmp_path: Path) -> None:
    toml = '[figures.fig-1]\nfile = "figures/square.svg"\nalt = "A black square."\nlicence = "CC-BY-4.0"\n'
    files = {"one/article.md": ARTICLE + FIGURE, "one/figures/square.svg": SVG, "one/article.toml": toml}
    result = build(small_edition(tmp_path / "e", **files), tmp_path / "out")
    assert "figure-missing" not in codes(result)
    assert (tmp_path / "out/articles/one/figures/square.svg").read_text() == SVG
    assert b"A black square." in (tmp_path / "out/articles/one/article.xml").read_bytes()


def test_another_cover_makes_another_issue_and_no_other_article(tmp_path: Path) -> None:
    manifest = MANIFEST.replace("[edition]\n", '[edition]\ncover = "cover.svg"\n', 1)
    edition = small_edition(tmp_path / "e", **{"edition.toml": manifest, "cover.svg": SVG})
    build(edition, tmp_path / "out")
    before = tree(tmp_path / "out")
    (edition / "cover.svg").write_text(SVG.replace("<rect", '<rect fill="#123456"'))
    build(edition, tmp_path / "out")
    after = tree(tmp_path / "out")
    changed = {name for name in before if before[name] != after[name]}
    assert "edition.pdf" in changed
    assert not any(name.startswith("articles/") for name in changed)


UNSAFE = SVG.replace("<rect", '<script>alert(1)</script><image href="https://example.org/a.png"/><rect')


def test_a_picture_is_made_safe_before_it_is_written_anywhere(tmp_path: Path) -> None:
    files = {"one/article.md": ARTICLE + FIGURE, "one/figures/square.svg": UNSAFE}
    result = build(small_edition(tmp_path / "e", **files), tmp_path / "out")
    written = (tmp_path / "out/articles/one/figures/square.svg").read_text()
    assert "<rect" in written and "script" not in written and "example.org" not in written
    refused = [f.diagnostic.message for f in result.findings if f.diagnostic.code == "resource-refused"]
    assert len(refused) == 2


def test_a_picture_that_cannot_be_read_is_a_placeholder_and_written_nowhere(tmp_path: Path) -> None:
    files = {"one/article.md": ARTICLE + FIGURE, "one/figures/square.svg": "<svg"}
    result = build(small_edition(tmp_path / "e", **files), tmp_path / "out")
    (told,) = [f for f in result.findings if f.diagnostic.code == "figure-missing"]
    assert "not a readable SVG" in told.diagnostic.message
    assert [path.name for path in (tmp_path / "out").rglob("*.svg")] == ["cover.svg"]


def test_a_missing_figure_is_a_placeholder_and_told_once(tmp_path: Path) -> None:
    result = build(small_edition(tmp_path / "e", **{"one/article.md": ARTICLE + FIGURE}), tmp_path / "out")
    (told,) = [f for f in result.findings if f.diagnostic.code == "figure-missing"]
    assert "figures/square.svg" in told.diagnostic.message
    assert result.ok


def test_a_figure_without_description_is_told_once(tmp_path: Path) -> None:
    files = {"one/article.md": ARTICLE + FIGURE, "one/figures/square.svg": SVG}
    result = build(small_edition(tmp_path / "e", **files), tmp_path / "out")
    assert codes(result).count("figure-description-missing") == 1


def test_a_figure_that_says_nothing_needs_no_description(tmp_path: Path) -> None:
    files = {
        "one/article.md": ARTICLE + FIGURE,
        "one/figures/square.svg": SVG,
        "one/article.toml": "[figures.fig-1]\ndecorative = true\n",
    }
    result = build(small_edition(tmp_path / "e", **files), tmp_path / "out")
    assert "figure-description-missing" not in codes(result)
    made = tmp_path / "out" / "articles" / "one"
    assert 'alt="" role="presentation"' in (made / "article.html").read_text("utf-8")
    assert "<alt-text>null</alt-text>" in (made / "article.xml").read_text("utf-8")
    assert "{#fig-1 .decorative}" in (made / "article.md").read_text("utf-8")
    assert result.ok, [f.diagnostic.message for f in result.findings]
    files["one/article.toml"] += 'alt = "A square."\n'
    with pytest.raises(ConfigError, match="decorative"):
        build(small_edition(tmp_path / "e2", **files), tmp_path / "out2")


def test_a_named_figure_that_does_not_exist_stops_the_build(tmp_path: Path) -> None:
    files = {"one/article.toml": '[figures.fig-1]\nfile = "figures/none.svg"\n'}
    with pytest.raises(
        ConfigError, match=r'one/article.toml, line 2: the image "figures/none.svg" does not exist'
    ):
        build(small_edition(tmp_path / "e", **files), tmp_path / "out")


def test_a_key_for_a_figure_that_is_not_there_is_ignored_aloud(tmp_path: Path) -> None:
    files = {"one/article.toml": '[figures.fig-9]\nalt = "x"\n'}
    result = build(small_edition(tmp_path / "e", **files), tmp_path / "out")
    assert any('There is no figure "fig-9"' in f.diagnostic.message for f in result.findings)


def test_decisions_win_over_what_is_read(tmp_path: Path) -> None:
    toml = """\
title = "On other things"
keywords = ["a", "b"]
abstract = ["First.", "Second."]
licence = "CC0-1.0"
year = 2026
[[authors]]
name = "Ada Example"
orcid = "0000-0002-1825-0097"
affiliation = "University of Somewhere"
[[authors]]
family = "Beispiel"
given = "Bo"
affiliation = ["University of Somewhere", "A House"]
[original]
journal = "An Old Journal"
date = 1999
[dates]
accepted = 2026-01-02
"""
    build(small_edition(tmp_path / "e", **{"one/article.toml": toml}), tmp_path / "out")
    result = docforge.convert(tmp_path / "out/articles/one/article.md", to=["json"])
    meta = result.readings[0].document.meta
    assert meta.keywords == ("a", "b")
    assert [p.name for p in meta.contributors] == ["Ada Example", "Bo Beispiel"]
    assert [a.text for a in meta.affiliations] == ["University of Somewhere", "A House"]
    assert meta.contributors[1].affiliations == tuple(a.id for a in meta.affiliations)
    assert (meta.original.journal, meta.original.date) == ("An Old Journal", "1999")
    assert meta.history.accepted == "2026-01-02"
    assert (meta.permission.licence, meta.permission.year) == ("CC0-1.0", "2026")
    assert len(meta.abstract) == 2


CAPITALS = """\
THE MENDING OF OLD NATO MAPS

Ada Example

Abstract

Old maps of NATO are torn, and this short text says how they are mended by hand.

Introduction

NATO drew many maps. The members of NATO kept them, and most of them are torn at the folds today.
"""


def test_a_title_in_capitals_is_set_in_title_case_where_the_editor_says_so(tmp_path: Path) -> None:
    manifest = MANIFEST.replace('id = "one"', 'id = "map"')
    edition = write(tmp_path / "e", {"edition.toml": manifest, "map/copy.txt": CAPITALS})
    first = build(edition, tmp_path / "out", only=["map"])
    write(edition, {"map/article.toml": 'title_capitals = "title"\n'})
    second = build(edition, tmp_path / "out", only=["map"])
    titles = [result.articles[0].title for result in (first, second)]
    assert titles == ["THE MENDING OF OLD NATO MAPS", "The Mending of Old NATO Maps"]
    account = second.articles[0].conservation
    assert account is not None and account.holds
