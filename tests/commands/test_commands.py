"""The commands as a user runs them: what they write, what they say, and their exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest
from commands.program import Ran, docforge
from edition.editions import ARTICLE, MANIFEST, small_edition, write


def names(folder: Path) -> set[str]:
    """Files below ``folder``, without the cache."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if ".cache" not in path.parts}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A folder where an edition was begun and built, and what the build said; copy it to change it."""
    folder = tmp_path_factory.mktemp("begun")
    assert docforge("init", "x", cwd=folder).code == 0
    return folder, docforge("build", "x", cwd=folder)


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
    ran = docforge("convert", "-", cwd=tmp_path, stdin=ARTICLE.encode())
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
        assert docforge("convert", "a.md", "--to", to, "-o", out, cwd=tmp_path).code == 0
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


# ---------------------------------------------------------------- package, check, doctor


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


# ---------------------------------------------------------------- bad input

# name -> (files, arguments, exit code, what is said)
COVERED = MANIFEST.replace("[edition]\n", '[edition]\ncover = "c.jpg"\n', 1)
BAD: dict[str, tuple[dict[str, str | bytes], tuple[str, ...], int, str]] = {
    "no edition": ({}, ("build",), 2, "docforge init"),
    "edition is a file": ({"x": "y"}, ("build", "x"), 2, "is a file"),
    "broken TOML": ({"edition.toml": "[edition\n"}, ("build",), 2, "edition.toml, line 1"),
    "unknown article": (
        {"edition.toml": MANIFEST, "one/article.md": ARTICLE},
        ("build", "--only", "x"),
        2,
        "one",
    ),
    "unknown theme": (
        {"edition.toml": MANIFEST.replace('status = "proof"', 'theme = "nope"'), "one/a.md": ARTICLE},
        ("build",),
        2,
        "edition.toml, line 5",
    ),
    "missing figure": (
        {"edition.toml": MANIFEST, "one/a.md": ARTICLE, "one/article.toml": '[figures.a]\nfile = "x.svg"\n'},
        ("build",),
        2,
        "one/article.toml, line 2",
    ),
    "path out of the edition": (
        {"edition.toml": MANIFEST + 'copies = ["../../x.txt"]\n', "one/a.md": ARTICLE},
        ("build",),
        2,
        "leads out of the folder",
    ),
    "cover that is no picture": (
        {"edition.toml": COVERED, "c.jpg": "words", "one/a.md": ARTICLE},
        ("build",),
        3,
        "c.jpg cannot be used: it is no picture",
    ),
    "figure that is cut off": (
        {
            "edition.toml": MANIFEST,
            "one/a.md": ARTICLE,
            "one/article.toml": '[figures.fig-1]\nfile = "f.png"\n',
            "one/f.png": b"\x89PNG\r\n\x1a\n",
        },
        ("build",),
        3,
        "one/f.png cannot be used: the PNG file is damaged",
    ),
    "empty copy": ({"edition.toml": MANIFEST, "one/a.txt": ""}, ("build",), 3, "one/a.txt is empty"),
    "results are a file": (
        {"edition.toml": MANIFEST, "one/a.md": ARTICLE, "out": "mine"},
        ("build", "--out", "out"),
        2,
        "out is a file",
    ),
    "empty": ({"a.txt": ""}, ("convert", "a.txt"), 3, "a.txt is empty"),
    "binary": ({"a.txt": b"ab\x00cd"}, ("convert", "a.txt"), 3, "not text"),
    "picture": ({"a.txt": b"\x89PNG\r\n\x1a\n\x00"}, ("convert", "a.txt"), 3, "PNG"),
    "pdf": ({"a.pdf": b"%PDF-1.4\n\x00"}, ("convert", "a.pdf"), 3, "pdftotext -layout a.pdf a.txt"),
    "false docx": ({"a.docx": b"text"}, ("convert", "a.docx"), 3, "not a DOCX"),
    "broken docx": ({"a.docx": b"PK\x03\x04text"}, ("convert", "a.docx"), 3, "a.docx"),
    "not there": ({}, ("convert", "none.txt"), 3, "none.txt cannot be read"),
    "folder": ({"d/a.txt": "x"}, ("convert", "d"), 3, "is a folder"),
    "no format": ({"a.md": ARTICLE}, ("convert", "a.md", "--to", "htm"), 2, 'Did you mean "html"?'),
    "no kind": ({"a.md": ARTICLE}, ("convert", "a.md", "--kind", "x"), 2, "Kinds:"),
    "two standard inputs": ({}, ("convert", "-", "-"), 2, "once only"),
    "out is a file": ({"a.md": ARTICLE, "o": "mine"}, ("convert", "a.md", "-o", "o"), 2, "o is a file"),
    "out below a file": (
        {"a.md": ARTICLE, "o": "m"},
        ("convert", "a.md", "-o", "o/b.md"),
        2,
        "o is a file",
    ),
    "too large": ({"a.txt": b"a b\n" * (9 * 1024 * 1024)}, ("convert", "a.txt"), 3, "too large"),
    "one endless line": ({"a.txt": b"a" * (5 * 1024 * 1024)}, ("convert", "a.txt"), 3, "line of"),
    "endless line of 50 MB": ({"a.txt": b"a" * (50 * 1024 * 1024)}, ("convert", "a.txt"), 3, "too large"),
    "empty standard input": ({}, ("convert", "-"), 3, "is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_and_writes_nothing(name: str, tmp_path: Path) -> None:
    files, arguments, code, said = BAD[name]
    write(tmp_path, files)
    ran = docforge(*arguments, cwd=tmp_path)
    assert (ran.code, said in ran.err) == (code, True), ran.said
    assert ran.out == ""
    assert "  -> " in ran.err
    assert names(tmp_path) == set(files)
    assert str(tmp_path) not in ran.err


def test_bad_input_as_json(tmp_path: Path) -> None:
    ran = docforge("build", "--json", cwd=tmp_path)
    told = json.loads(ran.out)
    assert (ran.code, told["exit_code"], told["ok"]) == (2, 2, False)
    assert told["error"]["message"]
    assert told["error"]["hint"]


def test_a_hundred_thousand_brackets_are_only_text(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "A title of this\n\n" + "[" * 100_000 + "\n"})
    assert docforge("convert", "a.txt", "-o", "b.md", cwd=tmp_path).code in (0, 1)


def test_xml_entities_and_foreign_addresses_stay_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "elsewhere", {"secret.txt": "TOPSECRET"}) / "secret.txt"
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><article><h1>A page of text</h1>'
        f'<p>It names &x; and <img src="file://{secret}"> and <img src="http://127.0.0.1:9/x.png">.</p>'
        "</article></body></html>"
    )
    write(tmp_path, {"a.html": page})
    ran = docforge("convert", "a.html", "--to", "md,html,pdf,epub,jats", "-o", "out", cwd=tmp_path)
    assert ran.code in (0, 1), ran.err
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or b"TOPSECRET" not in path.read_bytes()


def test_an_interrupted_build_leaves_nothing_half_written(tmp_path: Path) -> None:
    small_edition(tmp_path)
    command = [sys.executable, "-m", "docforge", "build", "--quiet"]
    # A shell starts what runs in its background with interrupts ignored, and children inherit that.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=heeding)
    end = time.monotonic() + 60
    while not (tmp_path / "build/.cache").exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Interrupted" in said
    assert "Traceback" not in said
    assert names(tmp_path / "build") == set()


def test_a_closed_pipe_shows_no_traceback(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ARTICLE + "\nMore text is here.\n" * 5000})
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "docforge", "convert", "a.md"]
    run = subprocess.run(
        command, cwd=tmp_path, stdout=written, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(written)
    assert "Traceback" not in run.stderr
