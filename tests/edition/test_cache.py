"""The store of finished stages: what is put in comes out, and what is damaged counts as absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.edition.cache import Cache, _pack, _unpack, fingerprint

FILES = {"a.json": b"{}", "files/b.pdf": b"\x00\x01\n\xff", "empty": b""}


@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=200), max_size=5))
def test_entries_come_back(files: dict[str, bytes]) -> None:
    assert _unpack(_pack(files)) == files


@given(st.binary(max_size=300))
def test_other_bytes_are_no_entry(data: bytes) -> None:
    assert _unpack(data) is None


@given(st.data())
def test_a_damaged_entry_is_none(data: st.DataObject) -> None:
    packed = bytearray(_pack(FILES))
    head = packed.index(b"\n")
    at = data.draw(st.integers(head + 1, len(packed) - 1))
    packed[at] ^= 1
    assert _unpack(bytes(packed)) is None


def test_an_entry_cut_short_is_none() -> None:
    packed = _pack(FILES)
    assert all(_unpack(packed[:length]) is None for length in range(len(packed)))


def test_deep_json_is_no_entry() -> None:
    assert _unpack(b"[" * 100_000 + b"\n") is None


def test_every_part_of_a_key_counts(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "seed")
    keys = {
        cache.key("read", ["ab", "c"]),
        cache.key("read", ["a", "bc"]),
        cache.key("read", ["abc"]),
        cache.key("write", ["ab", "c"]),
        Cache(tmp_path, "other").key("read", ["ab", "c"]),
    }
    assert len(keys) == 5


def test_prune_keeps_what_was_used(tmp_path: Path) -> None:
    first = Cache(tmp_path, "seed")
    for name in ("one", "two"):
        first.put(first.key(name, []), FILES)
    (tmp_path / "written.json").write_text("{}")
    second = Cache(tmp_path, "seed")
    assert second.get(second.key("one", [])) == FILES
    second.prune()
    assert {path.name for path in tmp_path.iterdir()} == {second.key("one", []), "written.json"}


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache", "seed")
    cache.put(cache.key("x", []), FILES)
    assert cache.get(cache.key("x", [])) is None
    cache.prune()


def test_the_fingerprint_is_the_same_twice_and_changes_with_the_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = fingerprint()
    assert fingerprint() == first
    monkeypatch.setattr("docforge.__version__", "0.0.0")
    assert fingerprint() != first
