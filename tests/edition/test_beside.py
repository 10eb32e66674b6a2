"""What lies beside a file counts for every command as it does for a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands.program import docforge as run_docforge

import docforge
from docforge.cli.main import main
from docforge.edition.beside import guide, references_beside
from docforge.edition.build import choose
from docforge.edition.config import load_edition
from docforge.edition.convert import convert_copies
from docforge.edition.explain import read_files
from docforge.edition.gather import gather
from docforge.edition.inputs import load_file
from docforge.edition.material import copies_material
from docforge.edition.overrides import Overrides
from docforge.errors import ConfigError

ARTICLE = """\
On sluices and their keepers

Ida Reed

Introduction

Sluices are kept at night (Rush, 2011a; Rush, 2011b), and nobody sees it (Sedge, 2014).

References

Rush, T. (2011a). The sluice by night. Fen Journal, 8(2), 10–19. https://doi.org/10.1000/sluice

Rush, T. (2011b). The sluice by night. Fen Journal, 8(2), 10–19. https://doi.org/10.1000/sluice

Sedge, M. (2014). Keepers of the fen. Fen Press.
"""
SETTINGS = 'language = "en"\nduplicate_references = "merge"\n'
ITEM = {
    "id": "k",
    "type": "book",
    "title": "Keepers of the fen",
    "author": [{"family": "Sedge", "given": "Maud"}],
    "issued": {"date-parts": [[2014]]},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "dump.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "one" / "article.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "one" / "references.json").write_text(json.dumps([ITEM]), encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[[articles]]\nid = "one"\n', encoding="utf-8")
    return tmp_path


def test_duplicates_are_merged_as_article_toml_says_in_every_command(folder: Path) -> None:
    config = load_edition(folder)
    given = gather(config, choose(config, ["one"])[0]).guidance
    assert given.duplicates == "merge" and given.language == "en" and given.references is not None
    beside, text = folder / "one", load_file(folder / "one" / "dump.txt", "dump.txt")
    converted = convert_copies([text], folder=beside)
    assert len(converted.readings[0].document.references) == 2
    assert len(docforge.convert(beside / "dump.txt").readings[0].document.references) == 2
    assert len(read_files([text], beside).reading.document.references) == 2
    packed = copies_material([text], beside)
    assert len(packed.article.document.references) == 2
    assert {f.diagnostic.code for f in packed.findings} >= {"reference-merged"}
    card = run_docforge("references", "dump.txt", "--json", cwd=beside)
    assert json.loads(card.out)["card"]["entries"] == 2
    assert [r.certain for r in packed.article.document.references] == [False, True]


def test_the_option_wins_over_article_toml_either_way(folder: Path) -> None:
    text = load_file(folder / "one" / "dump.txt", "dump.txt")
    kept = convert_copies([text], folder=folder / "one", duplicates="keep")
    assert len(kept.readings[0].document.references) == 3
    (folder / "one" / "article.toml").write_text('duplicate_references = "keep"\n', encoding="utf-8")
    merged = convert_copies([text], folder=folder / "one", duplicates="merge")
    assert len(merged.readings[0].document.references) == 2
    assert len(convert_copies([text], folder=folder / "one").readings[0].document.references) == 3
    out = str(folder / "out.md")
    options = ["--duplicate-references", "merge", "-o", out, "-q"]
    assert main(["convert", str(folder / "one" / "dump.txt"), *options]) == 0
    assert Path(out).read_text(encoding="utf-8").count("id: rush") == 1


def test_the_default_is_that_of_the_edition_or_to_keep() -> None:
    assert guide(Overrides()).duplicates == "keep"
    assert guide(Overrides(), default_duplicates="merge").duplicates == "merge"
    assert (
        guide(Overrides(values={"duplicate_references": "keep"}), default_duplicates="merge").duplicates
        == "keep"
    )
    assert (
        guide(Overrides(values={"title_capitals": "title", "language": "de"}), language="nl").language == "nl"
    )


def test_a_list_that_is_a_link_out_of_the_folder_is_refused(folder: Path) -> None:
    listed = folder / "one" / "references.json"
    listed.rename(folder.parent / f"{folder.name}.json")
    listed.symlink_to(folder.parent / f"{folder.name}.json")
    with pytest.raises(ConfigError, match=r"references\.json is a link"):
        references_beside(folder / "one")
