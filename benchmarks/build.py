"""How long a build takes beside the same work done with pandoc and WeasyPrint by hand.

    make benchmark          (or: .venv/bin/python benchmarks/build.py --runs 5 --edition FOLDER)

Everything is measured in one run on one machine, the parties taking turns, and medians are compared. docforge
lays out pages in a second process while it writes the other formats, the peer does one thing after the other:
on a machine that is busy otherwise the comparison says less.

- ``docforge build``, whole process, into an empty folder: repair, all formats, checks, report;
- the same command again with nothing changed;
- the peer: pandoc to HTML, EPUB and JATS one after the other for the Markdown that docforge made of the same
  texts, then WeasyPrint for the same PDFs (the edition's and each article's) from the same HTML with the same
  CSS and fonts, all in one Python process so that its start-up counts once (it writes no Markdown, DOCX, JSON
  or report, and checks nothing);
- ``docforge --version`` beside a Typer program of one command.

The edition is that of ../shared/seeds where it is there, else the sample.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from peer import write_pages

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / ".benchmark"
BIN = Path(sys.executable).parent
# A build whose articles have open questions ends with 1; the time is as good.
DONE = (0, 1)

TYPER_PROGRAM = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = "x") -> None:
    print(name)
app()
"""


def run(*command: str | Path) -> float:
    """Seconds that a command takes; its output is dropped unless it fails."""
    start = time.perf_counter()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode not in DONE:
        sys.exit(f"{command[0]} failed with {done.returncode}:\n{done.stderr[-2000:]}")
    return seconds


def stage_edition() -> Path:
    if (ROOT.parent / "shared" / "seeds").is_dir():
        folder = ROOT / "build" / ".seeds-edition"
        run(sys.executable, ROOT / "tests" / "seeds" / "stage.py", folder)
        return folder
    return ROOT / "sources"


def build(edition: Path, out: Path) -> float:
    return run(BIN / "docforge", "build", edition, "--out", out, "--quiet")


def pandoc(articles: Sequence[Path]) -> float:
    """HTML, EPUB and JATS of each finished Markdown, one after the other, citations styled."""
    from pypandoc import get_pandoc_path

    total = 0.0
    for folder in articles:
        for to, name in (("html5", "peer.html"), ("epub3", "peer.epub"), ("jats_publishing", "peer.xml")):
            total += run(
                get_pandoc_path(),
                folder / "article.md",
                "--from=markdown",
                f"--to={to}",
                "--standalone",
                "--citeproc",
                f"--resource-path={folder}",
                f"--output={WORK / f'{folder.name}-{name}'}",
            )
    return total


def weasyprint(pages: Path) -> float:
    """The PDFs of the edition and of each article, in a process of its own."""
    return run(sys.executable, Path(__file__).with_name("print_pages.py"), pages)


def compare_start_up(runs: int) -> tuple[list[float], list[float]]:
    program = WORK / "typer_program.py"
    program.write_text(TYPER_PROGRAM, "utf-8")
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(run(BIN / "docforge", "--version"))
        theirs.append(run(sys.executable, program))
    return ours, theirs


@dataclass
class Times:
    """Seconds of each run, by party."""

    cold: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    pandoc: list[float] = field(default_factory=list)
    weasyprint: list[float] = field(default_factory=list)


def measure(edition: Path, runs: int) -> Times:
    times = Times()
    out = WORK / "out"
    pages = WORK / "print"
    build(edition, out)
    write_pages(edition, out, pages)
    articles = sorted(path.parent for path in out.glob("articles/*/article.md"))
    for _ in range(runs):
        shutil.rmtree(out)
        times.cold.append(build(edition, out))
        times.again.append(build(edition, out))
        times.pandoc.append(pandoc(articles))
        times.weasyprint.append(weasyprint(pages))
    return times


def row(name: str, seconds: Sequence[float], beside: str = "") -> None:
    spread = f"{min(seconds):.2f}-{max(seconds):.2f}"
    print(f"{name:<44}{median(seconds):>8.2f} s  {spread:>13}  {beside}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each party runs (default 3)")
    parser.add_argument("--edition", type=Path, help="an edition's folder")
    options = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    edition = options.edition or stage_edition()

    times = measure(edition, options.runs)
    ours, theirs = compare_start_up(5 * options.runs)
    peer = [sum(pair) for pair in zip(times.pandoc, times.weasyprint, strict=True)]
    cold, again, other = median(times.cold), median(times.again), median(peer)

    print(f"edition {edition.name}, {options.runs} runs, {os.cpu_count()} processors; median and range")
    row("pandoc: HTML, EPUB, JATS of each article", times.pandoc)
    row("WeasyPrint: edition and article PDFs", times.weasyprint)
    row("peer together", peer)
    row("docforge build, cold", times.cold, f"{cold / other:.2f} of the peer (wanted: at most 1)")
    row("docforge build, nothing changed", times.again, f"{again / cold:.3f} of cold (wanted: at most 0.1)")
    row("Typer program of one command", theirs)
    row("docforge --version", ours, f"{median(ours) / median(theirs):.2f} of it (wanted: at most 1.5)")


if __name__ == "__main__":
    main()
