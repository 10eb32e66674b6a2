"""Start-up: what ``docforge --version`` loads, how long it takes, and what a wrong command says."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands.program import docforge, program

import docforge as package
from docforge.cli.main import COMMANDS

HEAVY = (
    "lxml",
    "weasyprint",
    "pypandoc",
    "pikepdf",
    "fontTools",
    "markdown_it",
    "yaml",
    "wordfreq",
    "rich.progress",
)

ONE_COMMAND = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = "x") -> None:
    print(name)
app()
"""


def test_version_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom docforge.cli.main import main\ncode = main(['--version'])\n"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert run.stdout.split("\n")[:2] == [f"docforge {package.__version__}", "0 []"]


def _fastest(command: list[str], cwd: Path) -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, capture_output=True, check=True)
        return time.perf_counter() - start

    return min(once() for _ in range(5))


def test_version_is_as_quick_as_a_small_typer_program(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(ONE_COMMAND)
    plain = _fastest([sys.executable, "one.py"], tmp_path)
    ours = _fastest([sys.executable, "-m", "docforge", "--version"], tmp_path)
    assert ours <= 1.5 * plain


def test_help_lists_every_command(tmp_path: Path) -> None:
    ran = program("--help", cwd=tmp_path)
    assert ran.code == 0
    for name in COMMANDS:
        assert f"  {name} " in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, tmp_path: Path) -> None:
    ran = docforge(name, "--help", cwd=tmp_path)
    assert ran.code == 0
    assert "--json" in ran.out
    assert "--quiet" in ran.out


@pytest.mark.parametrize("arguments", [("bulid",), ("build", "--nope"), ("convert",), ("explain",), ()])
def test_wrong_use_is_exit_code_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert docforge(*arguments, cwd=tmp_path).code == 2


def test_our_own_fault_is_exit_code_70_with_a_request_to_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from docforge.cli.main import main
    from docforge.edition import starter

    def fail(folder: Path) -> tuple[str, ...]:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(starter, "start_edition", fail)
    assert main(["init", str(tmp_path / "x")]) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError: by nought" in said
    assert "report" in said
    assert "Traceback" not in said


def test_interruption_is_exit_code_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from docforge.cli.main import main
    from docforge.edition import starter

    def interrupt(folder: Path) -> tuple[str, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr(starter, "start_edition", interrupt)
    assert main(["init", str(tmp_path / "x")]) == 130
    assert "Interrupted" in capsys.readouterr().err
