"""A final edition refuses what is not finished; warnings that count; progress."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import ARTICLE, FIGURE, MANIFEST, build, small_edition

FINAL = MANIFEST.replace("proof", "final")
RIGHTS = 'licence = "CC-BY-4.0"\nholder = "Ada Example"\nyear = "2026"\n'
REFUSED = {
    "no licence": ({"one/article.toml": ""}, "its licence is unknown"),
    "no author": ({"one/article.md": "---\ntitle: T\n---\n\nText is here.\n"}, "it has no author"),
    "a placeholder": ({"one/article.md": ARTICLE + FIGURE}, "is a placeholder"),
}


def test_a_final_edition_without_fault_is_final(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e", **{"edition.toml": FINAL, "one/article.toml": RIGHTS})
    result = build(edition, tmp_path / "out")
    assert result.ok, result.findings
    assert "Proof" not in (tmp_path / "out/articles/one/article.html").read_text("utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_a_final_edition_refuses(name: str, tmp_path: Path) -> None:
    files, said = REFUSED[name]
    edition = small_edition(tmp_path / "e", **{"edition.toml": FINAL, "one/article.toml": RIGHTS, **files})
    result = build(edition, tmp_path / "out")
    assert not result.ok
    refused = [f.diagnostic for f in result.findings if f.diagnostic.code == "final-refused"]
    assert [said in d.message for d in refused] == [True]
    assert refused[0].hint
    # What is refused as final is still marked as the proof that it is.
    assert "Proof" in (tmp_path / "out/articles/one/article.html").read_text("utf-8")


def test_strict_makes_warnings_count(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e", **{"edition.toml": MANIFEST + "stauts = 1\n"})
    assert build(edition, tmp_path / "out").ok
    assert not build(edition, tmp_path / "out", strict=True).ok


def test_progress_counts_up_to_the_end(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    build(small_edition(tmp_path / "e"), tmp_path / "out", progress=lambda d, t, w: steps.append((d, t)))
    assert [done for done, _ in steps] == list(range(len(steps)))
    assert {total for _, total in steps} == {len(steps)}
