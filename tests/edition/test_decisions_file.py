"""decisions.toml: read with every mistake named by file and line, and followed by a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import MANIFEST, write

from docforge.edition.config import load_edition
from docforge.edition.decisions import load_decisions
from docforge.errors import ConfigError
from docforge.repair.decisions import Verdict

BLOCK = '[[decision]]\nkey = "a-1"\nverdict = "accept"\n'


def load(tmp_path: Path, text: str) -> object:
    return load_decisions(write(tmp_path, {"decisions.toml": text}) / "decisions.toml", "one/decisions.toml")


def test_decisions_are_read_with_their_places(tmp_path: Path) -> None:
    more = '[[decision]]\nkey = "b-2"\nverdict = "replace"\ntext = " two\\nlines"\nnote = "n"\n'
    text = f"# mine\n{BLOCK}\n{more}"
    path = write(tmp_path, {"d.toml": text}) / "d.toml"
    first, second = load_decisions(path, "d.toml").by_key.values()
    assert (first.key, first.verdict, first.where) == ("a-1", Verdict.ACCEPT, "d.toml, line 2")
    assert (second.text, second.note) == (" two\nlines", "n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key =", "line 1: this is not TOML"),
        ("[[decision\n", "line 1: this is not TOML"),
        ('decision = "x"', "must be written as [[decision]]"),
        ("[decision]\nkey = 1", "must be written as [[decision]]"),
        ("[[decisions]]\n", 'line 1: the key "decisions" is not known'),
        ('[[decision]]\nverdict = "accept"\n', "line 1: this decision has no key"),
        ('[[decision]]\nkey = "a-1"\n', "the verdict that is missing must be one of accept, reject, replace"),
        (BLOCK.replace("accept", "yes"), 'line 3: verdict = "yes" must be one of accept, reject, replace'),
        (BLOCK.replace('"accept"', "true"), "line 3: verdict must be text in quotation marks, not true"),
        (BLOCK.replace("accept", "replace"), "the text is missing"),
        (BLOCK + 'text = "x"\n', "line 4: text goes with"),
        (BLOCK + 'tetx = "x"\n', 'line 4: the key "tetx" is not known here'),
        (BLOCK + BLOCK, 'line 5: "a-1" is decided already (line 1)'),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as stopped:
        load(tmp_path, text)
    assert "one/decisions.toml" in stopped.value.message
    assert said in stopped.value.message


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="2 mistakes"):
        load(tmp_path, BLOCK.replace("accept", "x") + BLOCK.replace("a-1", "b") + "more = 1\n")


def test_an_edition_reads_the_file_beside_the_article(tmp_path: Path) -> None:
    files = {"edition.toml": MANIFEST, "one/copy.txt": "Some text.", "one/decisions.toml": BLOCK}
    config = load_edition(write(tmp_path, files))
    assert list(config.articles[0].decisions.by_key) == ["a-1"]
    write(tmp_path, {"one/decisions.toml": "[[decision]]\n"})
    with pytest.raises(ConfigError, match=r"one/decisions\.toml, line 1"):
        load_edition(tmp_path)
