"""Writing: whole files or none, and nothing removed that docforge did not write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from edition.editions import tree

from docforge.edition.output import prepare, remove_stale, write_file, write_files
from docforge.errors import OutputError

FILES = {"a.txt": b"A", "deep/er/b.txt": b"B"}


def test_files_are_written_and_only_changed_ones_again(tmp_path: Path) -> None:
    assert write_files(tmp_path, FILES) == ("a.txt", "deep/er/b.txt")
    assert tree(tmp_path) == FILES
    assert write_files(tmp_path, {**FILES, "a.txt": b"C"}) == ("a.txt",)
    assert tree(tmp_path) == {**FILES, "a.txt": b"C"}


def test_a_failure_while_staging_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, FILES)
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if data == b"new B":
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_files(tmp_path, {"a.txt": b"new A", "deep/er/b.txt": b"new B"})
    assert tree(tmp_path) == FILES
    assert not list(tmp_path.glob(".staging*"))


def test_a_file_is_no_place_for_results(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        prepare(tmp_path / "x")
    with pytest.raises(OutputError):
        prepare(tmp_path / "x" / "out")
    with pytest.raises(OutputError, match="is a folder"):
        write_file(tmp_path, b"")
    assert (tmp_path / "x").read_text() == "mine"


def test_stale_files_go_and_foreign_or_changed_ones_stay(tmp_path: Path) -> None:
    first = {"articles/old/article.md": b"old", "articles/old/article.pdf": b"pdf", "keep.txt": b"k"}
    write_files(tmp_path, first)
    assert remove_stale(tmp_path, first, partial=False) == ()
    (tmp_path / "foreign.txt").write_text("mine")
    (tmp_path / "articles/old/article.md").write_text("changed by hand")
    write_files(tmp_path, {"keep.txt": b"k"})
    assert remove_stale(tmp_path, {"keep.txt": b"k"}, partial=False) == ("articles/old/article.md",)
    assert set(tree(tmp_path)) == {"articles/old/article.md", "keep.txt", "foreign.txt"}


def test_empty_folders_go_too(tmp_path: Path) -> None:
    first = {"articles/old/article.md": b"old", "keep.txt": b"k"}
    write_files(tmp_path, first)
    remove_stale(tmp_path, first, partial=False)
    remove_stale(tmp_path, {"keep.txt": b"k"}, partial=False)
    assert not (tmp_path / "articles").exists()


def test_a_partial_build_removes_nothing_and_forgets_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    remove_stale(tmp_path, FILES, partial=False)
    remove_stale(tmp_path, {"a.txt": b"A"}, partial=True)
    assert tree(tmp_path) == FILES
    remove_stale(tmp_path, {"a.txt": b"A"}, partial=False)
    assert tree(tmp_path) == {"a.txt": b"A"}


@pytest.mark.parametrize("note", ["", "[]", "{", '{"../outside.txt": 1}', "[" * 100_000])
def test_a_broken_note_of_earlier_files_removes_nothing(note: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_files(tmp_path, {"outside.txt": b"x"})
    prepare(out)
    write_files(out, FILES)
    write_files(out, {".cache/written.json": note.encode()})
    remove_stale(out, {"a.txt": b"A"}, partial=False)
    assert tree(tmp_path) == {"outside.txt": b"x", **{f"out/{k}": v for k, v in FILES.items()}}


def test_a_note_that_leads_outside_removes_nothing(tmp_path: Path) -> None:
    from hashlib import sha256

    out = tmp_path / "out"
    write_files(tmp_path, {"outside.txt": b"x"})
    prepare(out)
    digest = sha256(b"x").hexdigest()
    names = {"../outside.txt": digest, str(tmp_path / "outside.txt"): digest}
    write_files(out, {".cache/written.json": json.dumps(names).encode()})
    remove_stale(out, {}, partial=False)
    assert (tmp_path / "outside.txt").exists()
