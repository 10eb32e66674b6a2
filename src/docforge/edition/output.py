"""Results to disk: written beside, then renamed, so that no reader ever meets half a file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from docforge.errors import OutputError

WRITTEN = "written.json"
CACHE = ".cache"


def prepare(out: Path) -> None:
    """Make ``out`` and prove that it can be written to, before any work. Raises ``OutputError``."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file; results need a folder.", "Name another place with --out.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise _unwritable(out, error) from error


def write_files(out: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write ``files`` (names relative to ``out``) and return the names of those that changed.

    All are staged in ``out`` first; when that fails nothing is changed. Raises ``OutputError``.
    """
    changed = {name: data for name, data in files.items() if not _same(out / name, data)}
    if not changed:
        return ()
    try:
        with tempfile.TemporaryDirectory(prefix=".staging-", dir=out) as staging:
            for number, data in enumerate(changed.values()):
                (Path(staging) / str(number)).write_bytes(data)
            for number, name in enumerate(changed):
                target = out / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (Path(staging) / str(number)).replace(target)
    except OSError as error:
        raise _unwritable(out, error) from error
    return tuple(changed)


def write_file(path: Path, data: bytes) -> None:
    """Write one file beside its place and rename it there. Raises ``OutputError``."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", "Name a file.")
    prepare(path.parent)
    write_files(path.parent, {path.name: data})


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{out} cannot be written to: {error.strerror or error}.", "Name another place, or mend the rights."
    )


# ---------------------------------------------------------------- what earlier builds wrote


def remove_stale(out: Path, files: Mapping[str, bytes], *, partial: bool) -> tuple[str, ...]:
    """Remove what an earlier build wrote and this one did not; note what this one wrote.

    A file that was changed since, or that docforge never wrote, is left alone; the names of changed ones are
    returned. A ``partial`` build (--only) removes nothing.
    """
    note = out / CACHE / WRITTEN
    before = _noted(note)
    now = {name: sha256(data).hexdigest() for name, data in files.items()}
    kept: list[str] = []
    for name in [] if partial else sorted(before.keys() - now.keys()):
        path = out / name
        if not path.is_file() or path.is_symlink():
            continue
        if sha256(path.read_bytes()).hexdigest() != before[name]:
            kept.append(name)
            continue
        path.unlink()
        _remove_empty(path.parent, out)
    noted = before | now if partial else now
    text = json.dumps(noted, indent=0, sort_keys=True, ensure_ascii=True)
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        write_files(note.parent, {WRITTEN: text.encode()})
    except OSError as error:
        raise _unwritable(out, error) from error
    return tuple(kept)


def _noted(note: Path) -> dict[str, str]:
    try:
        data = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    # The note lies where anybody may write: a name that leads out of the folder is never removed.
    return {
        name: digest
        for name, digest in data.items()
        if isinstance(digest, str) and ".." not in Path(name).parts and not Path(name).is_absolute()
    }


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
