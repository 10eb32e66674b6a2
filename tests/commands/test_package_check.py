"""``package``, ``check`` and ``doctor`` as a user runs them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from commands.program import docforge, names
from edition.editions import ARTICLE, MANIFEST, small_edition, write

# Nothing leaves the house without a licence or a permission.
LICENSED = 'licence = "CC-BY-4.0"\nholder = "Ada Example"\nyear = "2026"\n'


def test_package_of_one_article(tmp_path: Path) -> None:
    small_edition(tmp_path, **{"one/article.toml": LICENSED})
    ran = docforge("package", ".", "--target", "meca", "-o", "p.zip", "--journal", "A Journal", cwd=tmp_path)
    assert ran.code == 0, ran.err
    package = zipfile.ZipFile(tmp_path / "p.zip")
    assert {"manifest.xml", "transfer.xml", "article.xml", "article.pdf"} <= set(package.namelist())
    assert b"A Journal" in package.read("transfer.xml")
    assert docforge("check", "p.zip", cwd=tmp_path).code == 0


def test_package_of_copies(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE, "article.toml": LICENSED})
    assert docforge("package", "a.md", "-o", "p.zip", cwd=tmp_path).code == 0
    assert zipfile.is_zipfile(tmp_path / "p.zip")


def test_a_package_with_an_error_is_written_as_a_draft_only(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "Text without any title is here.\n"})
    refused = docforge("package", "a.md", "-o", "p.zip", "--kind", "x", cwd=tmp_path)
    assert refused.code == 2
    broken = ARTICLE + "\nSee [@nobody2001].\n\n[Figure 9](#fig-9) is not there.\n"
    write(tmp_path, {"b.md": broken})
    ran = docforge("package", "b.md", "-o", "p.zip", cwd=tmp_path)
    assert ran.code == 1, ran.said
    assert "--draft" in ran.err
    assert not (tmp_path / "p.zip").exists()
    assert docforge("package", "b.md", "-o", "p.zip", "--draft", cwd=tmp_path).code == 1
    assert (tmp_path / "p.zip").exists()


def test_an_edition_of_several_gives_a_package_for_each(tmp_path: Path) -> None:
    broken = ARTICLE + "\n[Figure 9](#fig-9) is not there.\n"
    edition = {"edition.toml": MANIFEST + '[[articles]]\nid = "two"\n', "two/article.md": broken}
    edition |= {f"{name}/article.toml": LICENSED for name in ("one", "two")}
    small_edition(tmp_path / "e", **edition)
    ran = docforge("package", "e", "-o", "packages", cwd=tmp_path)
    assert (ran.code, "two: has errors and was not packed" in ran.err) == (1, True)
    assert names(tmp_path / "packages") == {"one.zip"}
    assert docforge("package", "e", "-o", "p.zip", "--draft", cwd=tmp_path).code == 1
    assert names(tmp_path) - names(tmp_path / "e") >= {"p-one.zip", "p-two.zip"}
    assert docforge("package", "e", "-o", "q.zip", "--only", "one", cwd=tmp_path).code == 0
    assert zipfile.is_zipfile(tmp_path / "q.zip")
    assert docforge("package", "e", "--target", "nope", "-o", "p.zip", cwd=tmp_path).code == 2


@pytest.mark.needs_epubcheck
def test_check_runs_every_validator_over_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE})
    assert docforge("convert", "a.md", "--to", "jats,pdf,epub,html", "-o", "out", cwd=tmp_path).code == 0
    ran = docforge("check", "out", "--json", cwd=tmp_path)
    told = json.loads(ran.out)
    assert ran.code == 0, told["findings"]
    assert {c["file"].rpartition(".")[2] for c in told["checks"] if c["ran"]} == {
        "xml",
        "pdf",
        "epub",
        "html",
    }


def test_check_finds_what_is_wrong_and_says_what_it_cannot_check(tmp_path: Path) -> None:
    write(tmp_path, {"a.xml": "<article><nope/></article>", "a.txt": "x", "b.pdf": "%PDF-nope"})
    wrong = docforge("check", "a.xml", "b.pdf", cwd=tmp_path)
    assert wrong.code == 1
    assert "invalid-output" in wrong.err
    ran = docforge("check", "a.txt", cwd=tmp_path)
    assert (ran.code, "not checked" in ran.out) == (0, True)
    assert docforge("check", "none.xml", cwd=tmp_path).code == 3


def test_check_opens_packages_and_pages(tmp_path: Path) -> None:
    write(tmp_path, {"p.zip": "no zip", "a.html": '<!DOCTYPE html><title>T</title><a href="#no">x</a>'})
    ran = docforge("check", "p.zip", "a.html", "--json", cwd=tmp_path)
    told = json.loads(ran.out)
    checkers = ["MECA DTDs", "HTML links", "Nu HTML checker", "axe"]
    assert (ran.code, [c["checker"] for c in told["checks"]]) == (1, checkers)
    assert {f["place"].partition(":")[0] for f in told["findings"]} == {"p.zip", "a.html"}


def test_check_of_an_edition_checks_its_files(tmp_path: Path) -> None:
    small_edition(tmp_path)
    assert docforge("check", ".", cwd=tmp_path).code == 0
    write(tmp_path, {"edition.toml": MANIFEST.replace("proof", "prof")})
    ran = docforge("check", ".", cwd=tmp_path)
    assert (ran.code, "line 5" in ran.err) == (2, True)


def test_doctor_lists_what_is_there_and_how_to_install_what_is_not(tmp_path: Path) -> None:
    told = json.loads(docforge("doctor", "--json", cwd=tmp_path).out)
    assert {"WeasyPrint", "pandoc", "EPUBCheck", "Java"} <= {part["name"] for part in told["parts"]}
    assert all(part["there"] or part["remedy"] for part in told["parts"])
