"""What no command can read is told in plain words and writes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from commands.program import docforge, names, program
from edition.editions import ARTICLE, MANIFEST, small_edition, write

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


@pytest.mark.parametrize("code", sorted({case[2] for case in BAD.values()}))
def test_the_program_ends_with_the_same_exit_code(code: int, tmp_path: Path) -> None:
    files, arguments, _, said = next(case for case in BAD.values() if case[2] == code)
    write(tmp_path, files)
    ran = program(*arguments, cwd=tmp_path)
    assert ran.code == code and said in ran.said


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
