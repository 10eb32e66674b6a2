"""The commands as a user runs them: what they write, what they say, and their exit codes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from commands.program import Ran, docforge, names, program
from edition.editions import ARTICLE, MANIFEST, small_edition, write


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A folder where an edition was begun and built, and what the build said; copy it to change it."""
    folder = tmp_path_factory.mktemp("begun")
    assert program("init", "x", cwd=folder).code == 0
    return folder, program("build", "x", cwd=folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The same with the small edition itself."""
    folder = small_edition(tmp_path_factory.mktemp("small"))
    return folder, docforge("build", cwd=folder)


# ---------------------------------------------------------------- init, build, explain, adopt


def test_init_then_build(begun: tuple[Path, Ran]) -> None:
    folder, ran = begun
    assert ran.code == 0, ran.said
    assert {"edition.pdf", "edition.epub", "report.html", "report.json"} <= names(folder / "build")
    text = (folder / "build/articles/first-article/article.md").read_text("utf-8")
    assert "The line that you are reading was broken" in text
    assert "so that somebody who doubts it" in text
    assert "Vol. 1" not in text
    assert "warning" not in ran.err


def test_init_never_writes_over_an_edition(tmp_path: Path) -> None:
    write(tmp_path, {"x/edition.toml": "mine", "y/first-article/note": "mine"})
    for name in ("x", "y"):
        ran = docforge("init", name, cwd=tmp_path)
        assert ran.code == 2
        assert "left alone" in ran.err
    assert names(tmp_path) == {"x/edition.toml", "y/first-article/note"}


def test_build_takes_the_current_folder_or_sources(small: tuple[Path, Ran], tmp_path: Path) -> None:
    # Only the same edition built into the same folder is "unchanged".
    small_edition(tmp_path / "sources")
    shutil.copytree(small[0] / "build", tmp_path / "build")
    for folder in (small[0], tmp_path):
        assert "1 article unchanged in build/" in docforge("build", cwd=folder).out


def test_build_says_where_and_how_much_and_quiet_says_nothing(small: tuple[Path, Ran]) -> None:
    folder, ran = small
    assert ran.code == 0
    assert "1 article built in build/" in ran.out
    assert "report.html" in ran.out
    quiet = docforge("build", "--quiet", cwd=folder)
    assert (quiet.code, quiet.said) == (0, "")


def test_build_as_json(tmp_path: Path) -> None:
    small_edition(tmp_path, **{"edition.toml": MANIFEST + "stauts = 1\n"})
    ran = docforge("build", "--json", "--strict", cwd=tmp_path)
    told = json.loads(ran.out)
    assert ran.code == told["exit_code"] == 1
    assert told["ok"] is False
    assert told["counts"]["warning"] == 1
    (finding,) = [f for f in told["findings"] if f["severity"] == "warning"]
    assert finding["code"] == "config-ignored"
    assert finding["place"] == "edition.toml, line 8"
    assert ran.err == ""


def test_errors_in_the_result_are_exit_code_1(tmp_path: Path) -> None:
    small_edition(tmp_path, **{"edition.toml": MANIFEST.replace("proof", "final")})
    ran = docforge("build", cwd=tmp_path)
    assert ran.code == 1
    assert "its licence is unknown" in ran.err
    assert "article.toml" in ran.err
    assert "edition.pdf" in names(tmp_path / "build")


def test_explain_shows_repairs_with_their_places(tmp_path: Path) -> None:
    docforge("init", "x", cwd=tmp_path)
    ran = docforge("explain", "first-article", "--edition", "x", cwd=tmp_path)
    assert ran.code == 0
    assert re.search(r"first-article/copy-1\.txt:\d+:\d+  “[^”]*read-⏎ing[^”]*” -> “[^”]*reading", ran.out)
    one_file = docforge("explain", "x/first-article/copy-1.txt", "--json", cwd=tmp_path)
    assert any(edit["after"] == "reading" for edit in json.loads(one_file.out)["repairs"])


def test_explain_refuses_what_is_not_there(tmp_path: Path) -> None:
    docforge("init", "x", cwd=tmp_path)
    unknown = docforge("explain", "second", "--edition", "x", cwd=tmp_path)
    assert (unknown.code, "first-article" in unknown.err) == (2, True)
    rule = docforge("explain", "first-article", "--rule", "nope", "--edition", "x", cwd=tmp_path)
    assert (rule.code, "Rules that did something" in rule.err) == (2, True)


def test_adopt_puts_the_text_there_and_never_over_another(begun: tuple[Path, Ran], tmp_path: Path) -> None:
    shutil.copytree(begun[0] / "x", tmp_path / "x")
    assert docforge("adopt", "first-article", "--edition", "x", cwd=tmp_path).code == 3
    shutil.copytree(begun[0] / "build", tmp_path / "build")
    target = tmp_path / "x/first-article/article.md"
    assert docforge("adopt", "first-article", "--edition", "x", cwd=tmp_path).code == 0
    adopted = target.read_text("utf-8")
    assert "already" in docforge("adopt", "first-article", "--edition", "x", cwd=tmp_path).out
    target.write_text(adopted.replace("damaged", "well damaged"), "utf-8")
    refused = docforge("adopt", "first-article", "--edition", "x", cwd=tmp_path)
    assert (refused.code, "--overwrite" in refused.err) == (2, True)
    assert "well damaged" in target.read_text("utf-8")
    # The corrected text wins over the copy, and the build leaves it alone.
    assert docforge("build", "x", "-q", cwd=tmp_path).code == 0
    assert "well damaged" in (tmp_path / "build/articles/first-article/article.html").read_text("utf-8")
    assert "well damaged" in target.read_text("utf-8")
    assert docforge("adopt", "first-article", "--edition", "x", "--overwrite", cwd=tmp_path).code == 0


# ---------------------------------------------------------------- convert


def test_convert_writes_markdown_to_standard_output(tmp_path: Path) -> None:
    ran = program("convert", "-", cwd=tmp_path, stdin=ARTICLE.encode())
    assert ran.code == 0, ran.err
    assert ran.out.startswith("---\n")
    assert "# A first part" in ran.out
    assert names(tmp_path) == set()


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    ran = docforge("convert", "-", "-o", "-", "--to", "jats", cwd=tmp_path, stdin=ARTICLE.encode())
    assert ran.code == 0 and ran.out.startswith("<?xml"), ran.said
    assert not list(tmp_path.iterdir())


SUFFIXES = {
    "md": b"---",
    "json": b"{",
    "html": b"<!",
    "pdf": b"%PDF-",
    "epub": b"PK",
    "xml": b"<?xml",
    "docx": b"PK",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_known_suffix_names_file_and_format(suffix: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE})
    ran = docforge("convert", "a.md", "-o", f"out/b.{suffix}", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert names(tmp_path / "out") == {f"b.{suffix}"}
    assert (tmp_path / f"out/b.{suffix}").read_bytes().startswith(SUFFIXES[suffix])


def test_several_formats_need_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE})
    assert docforge("convert", "a.md", "--to", "md,html", cwd=tmp_path).code == 2
    assert docforge("convert", "a.md", "--to", "md,html", "-o", "b.md", cwd=tmp_path).code == 2
    assert docforge("convert", "a.md", "--to", "md,html", "-o", "b", cwd=tmp_path).code == 0
    assert names(tmp_path / "b") == {"article.md", "article.html"}


def test_a_name_against_its_format_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE})
    ran = docforge("convert", "a.md", "--to", "html", "-o", "b.pdf", cwd=tmp_path)
    assert ran.code == 2
    assert names(tmp_path) == {"a.md"}


def test_several_inputs_are_copies_of_one_article(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE, "b.md": ARTICLE.replace("easy to test", "hard to test")})
    ran = docforge("convert", "a.md", "b.md", "--json", "-o", "out", cwd=tmp_path)
    told = json.loads(ran.out)
    assert ran.code == 0
    assert [f["place"].split(":")[0] for f in told["findings"] if f["code"] == "copy-differs"] == ["a.md"]
    assert "easy to test" in (tmp_path / "out/article.md").read_text("utf-8")


def test_results_are_the_same_bytes_twice(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE})
    for out in ("one", "two"):
        to = "md,json,html,pdf,epub,jats,docx"
        assert program("convert", "a.md", "--to", to, "-o", out, cwd=tmp_path).code == 0
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_what_was_written_can_be_read_again(suffix: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE})
    assert docforge("convert", "a.md", "-o", f"b.{suffix}", cwd=tmp_path).code == 0
    ran = docforge("convert", f"b.{suffix}", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "# A first part" in ran.out
    assert "Small things are easy to test." in ran.out
