"""``docforge build --watch``: built again after each change, ended by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from commands.program import docforge
from edition.editions import small_edition

from docforge.edition.watching import changes


def watched(folder: Path, steps: list[object]) -> Iterator[None]:
    """``changes``, which do the next of ``steps`` instead of waiting; an error when there is none left."""

    def pause() -> None:
        if not steps:
            raise TimeoutError
        step = steps.pop(0)
        if callable(step):
            step()

    return changes(folder, folder / "build", pause)


def test_a_change_is_told_once_it_is_over(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one", "utf-8")
    steps: list[object] = [
        None,
        partial(file.write_text, "two and", "utf-8"),
        partial(file.write_text, "two and more", "utf-8"),
        None,
    ]
    told = watched(tmp_path, steps)
    next(told)
    next(told)
    assert steps == []


@pytest.mark.parametrize("name", ["build/report.html", ".a.md.swp", ".git/index"])
def test_results_and_hidden_files_are_no_change(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    told = watched(tmp_path, [partial(file.write_text, "x", "utf-8"), None])
    next(told)
    with pytest.raises(TimeoutError):
        next(told)


def test_what_changes_during_the_work_and_what_is_removed_counts(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    told = watched(tmp_path, [None, None])
    next(told)
    file.write_text("x", "utf-8")
    next(told)
    file.unlink()
    next(told)


def test_an_edition_is_built_again_and_a_mistake_does_not_end_it(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e")
    manifest = edition / "edition.toml"
    command = ["docforge", "build", str(edition), "--out", str(tmp_path / "out"), "--watch"]
    # A shell may have given us an ignored signal, which a child inherits.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heeding,
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert "built in" in next(line for line in lines if " in " in line and "report.html" in line)
        right = manifest.read_text("utf-8")
        manifest.write_text("[journal\n", "utf-8")
        assert "edition.toml" in next(line for line in lines if line.startswith("docforge: "))
        manifest.write_text(right, "utf-8")
        assert "report.html" in next(line for line in lines if "report.html" in line)
        assert next(line for line in lines if line.startswith("Waiting"))
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_what_cannot_be_begun_is_not_waited_for(tmp_path: Path) -> None:
    ran = docforge("build", "none", "--watch", cwd=tmp_path)
    assert ran.code == 2
    assert "There is no edition.toml" in ran.said
