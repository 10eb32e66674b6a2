"""The seeds' manifest: staged whole, byte for byte, and with nothing in it that must be found by the tool."""

from __future__ import annotations

from pathlib import Path

import pytest
from seeds.stage import HERE, SEEDS, main, seed_files, stage

from docforge.edition.assemble import assemble
from docforge.edition.config import load_edition
from docforge.edition.gather import gather
from docforge.edition.reading import read_copies
from docforge.model.text import inline_text, words
from docforge.repair.words.capitals import SMALL

IDS = ["geopolitical-relationship", "inevitable-partnership", "japan-nato-alignment"]
SHARED_WORDS = 4  # as many words in a row are no accident


def word_runs(text: str) -> set[tuple[str, ...]]:
    found = [word.casefold() for word in words(text)]
    return set(zip(*(found[start:] for start in range(SHARED_WORDS)), strict=False))


@pytest.mark.needs_shared
def test_the_staged_edition_loads(tmp_path: Path) -> None:
    stage(tmp_path / "edition")
    edition = load_edition(tmp_path / "edition")
    assert [article.id for article in edition.articles] == IDS
    assert edition.meta.status == "proof"
    assert edition.diagnostics == ()
    first = edition.articles[0]
    assert [copy.name[:3] for copy in first.copies] == ["001", "000"]


@pytest.mark.needs_shared
def test_the_editor_sets_a_title_in_title_case(tmp_path: Path) -> None:
    stage(tmp_path)
    config = load_edition(tmp_path)
    chosen = config.articles[0]
    given = gather(config, chosen)
    printed = inline_text(read_copies(None, given.copies).document.meta.title)
    read = read_copies(None, given.copies, given.guidance)
    title = inline_text(assemble(chosen, read, {}).article.document.meta.title)
    assert printed.isupper() and title.upper() == printed
    cased = [word for word in words(title) if not word.isupper()]
    assert len(cased) >= len(words(title)) - 1
    assert all(word[0].isupper() or word in SMALL for word in cased)


@pytest.mark.needs_shared
def test_copies_are_byte_for_byte_and_a_second_staging_changes_nothing(tmp_path: Path) -> None:
    stage(tmp_path)
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*.*"))}
    stage(tmp_path)
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*.*"))} == before
    for article, names in seed_files().items():
        for name in names:
            assert (tmp_path / article / name).read_bytes() == (SEEDS / name).read_bytes()


@pytest.mark.needs_shared
def test_the_manifest_quotes_nothing_from_the_seeds() -> None:
    manifest = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.rglob("*.toml")))
    for names in seed_files().values():
        for name in names:
            assert not word_runs(manifest) & word_runs((SEEDS / name).read_text(encoding="utf-8"))


def test_without_the_seeds_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["stage.py", str(tmp_path / "edition"), "--seeds", str(tmp_path / "none")])
        assert main() == 2
    assert not (tmp_path / "edition").exists()
    assert "Name their folder with --seeds" in capsys.readouterr().err
