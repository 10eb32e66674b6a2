"""Lines of keys, which tomllib does not tell."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.edition.tomlfile import key_lines, read_toml
from docforge.errors import ConfigError

CASES = {
    "plain": ("a = 1\nb = 2\n", {"a": 1, "b": 2}),
    "table": ("[t]\n\na = 1\n", {"t": 1, "t.a": 3}),
    "array of tables": ("[[t]]\na = 1\n[[t]]\na = 2\n", {"t[0]": 1, "t[0].a": 2, "t[1]": 3, "t[1].a": 4}),
    "table in an array": ("[[t]]\n[t.u]\na = 1\n", {"t[0]": 1, "t[0].u": 2, "t[0].u.a": 3}),
    "quoted": ('[copies."a b.txt"]\nkind = "web"\n', {"copies.a b.txt": 1, "copies.a b.txt.kind": 2}),
    "dotted": ("a.b = 1\n", {"a.b": 1}),
    "list over lines": ('a = [\n  "x = 1",\n  "]",\n]\nb = 1\n', {"a": 1, "b": 5}),
    "string over lines": ('a = """\nb = 1\n[c]\n"""\nd = 1\n', {"a": 1, "d": 5}),
    "quotes inside a long string": ('a = """x \\""" y\nb = 1"""\nc = 1\n', {"a": 1, "c": 3}),
    "literal over lines": ("a = '''\nb = 1\n'''\nc = 1\n", {"a": 1, "c": 4}),
    "comment with brackets": ('a = 1 # [ { """\nb = 1\n', {"a": 1, "b": 2}),
    "header with a comment": ("[t] # why\na = 1\n", {"t": 1, "t.a": 2}),
}


@pytest.mark.parametrize("name", CASES)
def test_lines(name: str) -> None:
    text, lines = CASES[name]
    tomllib.loads(text)
    assert key_lines(text) == lines


@given(st.text(max_size=300))
def test_never_fails_on_any_text(text: str) -> None:
    key_lines(text)


BROKEN = {
    "no quotation marks": ("[edition]\nstatus = draft\n", "line 2"),
    "table cut off": ("[edition\n", "line 1"),
    "string cut off": ('[edition]\na = "x\n', "line 2"),
    "same key twice": ("a = 1\na = 2\n", "line 2"),
    "list never closed": ("a = [1,\n2\n", "line "),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    text, where = BROKEN[name]
    (tmp_path / "edition.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_toml(tmp_path / "edition.toml", "edition.toml")
    assert caught.value.message.startswith(f"edition.toml, {where}")
    assert caught.value.hint


def test_wrong_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_bytes('a = 1\nb = "\xe4"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match="line 2: this is not UTF-8"):
        read_toml(tmp_path / "e.toml", "e.toml")


def test_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_bytes(b"\xef\xbb\xbfa = 1\r\n[t]\r\nb = 2\r\n")
    toml = read_toml(tmp_path / "e.toml", "e.toml")
    assert toml.at("t.b") == "e.toml, line 3"
    assert toml.at("t.absent") == "e.toml, line 2"
