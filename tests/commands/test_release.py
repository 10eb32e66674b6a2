"""docforge release: what it refuses, what it records, and what a later build says of a change."""

from __future__ import annotations

import json
import shutil
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from commands.program import docforge
from edition.editions import ARTICLE, MANIFEST, write

FINAL = MANIFEST.replace('"proof"', '"final"') + '[[articles]]\nid = "two"\n'
RIGHTS = 'licence = "CC-BY-4.0"\nholder = "Ada Example"\n'
FILES = {
    "edition.toml": FINAL,
    "one/article.md": ARTICLE,
    "one/article.toml": RIGHTS,
    "two/article.md": ARTICLE.replace("small", "large"),
    "two/article.toml": RIGHTS,
}
CORRECTION = '\n[[corrections]]\narticle = "one"\ntext = "For easy read hard."\ndate = "2026-06-01"\n'


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a released edition of two articles; copy it to change it."""
    folder = write(tmp_path_factory.mktemp("released"), FILES)
    ran = docforge("release", cwd=folder)
    assert ran.code == 0, ran.said
    assert "Released version 1, 2 articles: 38 files recorded in releases.toml." in ran.out
    return folder


@pytest.fixture
def edition(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "edition"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def findings(folder: Path) -> tuple[int, list[tuple[str, str, str]]]:
    ran = docforge("build", "--json", cwd=folder)
    told = json.loads(ran.out)["findings"]
    said = [(f["code"], f["message"], f["hint"]) for f in told if f["code"].startswith("release-")]
    return ran.code, said


def test_the_record_has_the_hash_of_every_file_but_the_reports(released: Path) -> None:
    record = tomllib.loads((released / "releases.toml").read_text("utf-8"))
    (release,) = record["release"]
    built = released / "build"
    assert {"edition.pdf", "edition.epub", "articles/two/article.xml"} <= set(release["files"])
    assert not any("report" in name for name in release["files"])
    for name, digest in release["files"].items():
        assert sha256((built / name).read_bytes()).hexdigest() == digest
    assert [(a["id"], a["version"], a["corrections"]) for a in release["article"]] == [
        ("one", "1", []),
        ("two", "1", []),
    ]


def test_a_build_of_what_was_released_is_silent_and_a_second_release_changes_nothing(edition: Path) -> None:
    before = (edition / "releases.toml").read_bytes()
    assert findings(edition) == (0, [])
    ran = docforge("release", cwd=edition)
    assert ran.code == 0 and "Released already" in ran.out
    assert (edition / "releases.toml").read_bytes() == before


def test_the_same_release_gives_the_same_record(released: Path, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert docforge("release", "--out", "elsewhere", cwd=tmp_path).code == 0
    assert (tmp_path / "releases.toml").read_bytes() == (released / "releases.toml").read_bytes()


def test_only_a_final_edition_is_released(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "edition.toml": FINAL.replace('"final"', '"proof"')})
    ran = docforge("release", cwd=tmp_path)
    assert ran.code == 2
    assert "only a final edition is released" in ran.err and 'status = "final"' in ran.err
    assert not (tmp_path / "releases.toml").exists()


def test_errors_hold_a_release_back(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "two/article.toml": ""})
    ran = docforge("release", cwd=tmp_path)
    assert ran.code == 1
    assert "its licence is unknown" in ran.err and "Not released: 1 error" in ran.err
    assert not (tmp_path / "releases.toml").exists()


def test_a_changed_article_is_an_error_until_its_version_is_raised(edition: Path) -> None:
    change(edition / "one/article.md", "easy", "hard")
    code, said = findings(edition)
    assert code == 1
    ((kind, message, hint),) = said
    assert kind == "release-changed"
    assert message == "one reads otherwise than in the release of its version 1."
    for way in ('version (now "1") in article.toml', "[[corrections]]", "take the change back"):
        assert way in hint
    # What is written says on its pages that it is no final edition.
    assert "Proof, not for citation" in (edition / "build/articles/one/article.html").read_text("utf-8")
    assert docforge("release", cwd=edition).code == 1
    change(edition / "one/article.toml", "licence", 'version = "2"\nlicence')
    assert findings(edition) == (0, [])
    ran = docforge("release", cwd=edition)
    assert ran.code == 0 and "Released version 1" in ran.out
    records = tomllib.loads((edition / "releases.toml").read_text("utf-8"))["release"]
    assert [[a["version"] for a in r["article"]] for r in records] == [["1", "1"], ["2", "1"]]
    assert findings(edition) == (0, [])


def test_a_correction_tells_a_change(edition: Path) -> None:
    change(edition / "one/article.md", "easy", "hard")
    change(edition / "edition.toml", '[[articles]]\nid = "two"\n', '[[articles]]\nid = "two"\n' + CORRECTION)
    code, said = findings(edition)
    assert code == 0
    assert [(kind, message) for kind, message, _ in said] == [
        (
            "release-differs",
            "one reads otherwise than in the release of its version 1; a correction of 2026-06-01 tells it.",
        )
    ]
    assert docforge("release", cwd=edition).code == 0
    assert findings(edition) == (0, [])
    # The correction is used up: the next change needs a reason of its own.
    change(edition / "one/article.md", "hard", "harder")
    assert findings(edition)[0] == 1


def test_a_change_of_the_issue_is_told_once_and_goes_with_a_version(edition: Path) -> None:
    change(edition / "edition.toml", '"A test"', '"Another test"')
    code, said = findings(edition)
    assert code == 1
    assert len(said) == 1 and "the facts or the look of the issue changed" in said[0][1]
    change(edition / "edition.toml", "[edition]", '[edition]\nversion = "2"')
    assert findings(edition) == (0, [])


def test_an_article_that_is_gone_is_told(edition: Path) -> None:
    change(edition / "edition.toml", '[[articles]]\nid = "two"\n', "")
    code, said = findings(edition)
    assert code == 1 and said[0][1].startswith("two was released in version 1 of the issue and is not in it")


def test_pages_that_another_docforge_makes_otherwise_are_no_error(edition: Path) -> None:
    record = edition / "releases.toml"
    digest = tomllib.loads(record.read_text("utf-8"))["release"][0]["files"]["edition.pdf"]
    change(record, digest, "0" * 64)
    program = tomllib.loads(record.read_text("utf-8"))["release"][0]["program"]
    change(record, f'program = "{program}"', 'program = "0000000000000000"')
    code, said = findings(edition)
    assert code == 0
    ((kind, message, _),) = said
    assert kind == "release-differs" and "edition.pdf is set otherwise" in message
    assert "the texts are as released" in message
    ran = docforge("release", cwd=edition)
    assert ran.code == 2 and "recorded with other files" in ran.err


def test_a_record_that_was_written_over_is_named_with_its_line(edition: Path) -> None:
    change(edition / "releases.toml", 'text = "', 'text = "z')
    ran = docforge("build", cwd=edition)
    assert ran.code == 2 and "releases.toml, line 4" in ran.err and "backup" in ran.err


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('[[corrections]]\ntext = "x"\ndate = "2026"\n', "this correction has no article"),
        ('[[corrections]]\narticle = "none"\ntext = "x"\ndate = "2026"\n', 'there is no article "none"'),
        ('[[corrections]]\narticle = "one"\ntext = "x"\ndate = "May"\n', "is not a date"),
        ('corrections = "x"\n', "must be written as [[corrections]]"),
    ],
)
def test_mistakes_in_corrections_are_named(block: str, said: str, tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "edition.toml": block + FINAL if not block.startswith("[") else FINAL + block})
    ran = docforge("build", cwd=tmp_path)
    assert ran.code == 2 and said in ran.err, ran.said
