"""How long the PDFs of an issue take beside pandoc and WeasyPrint by hand: articles of the corpus, one issue.

    .venv/bin/python benchmarks/issue_speed.py [--articles 10] [--runs 3]

The parties take turns in one run; medians are compared.

- ``docforge build`` of the whole issue into an empty folder: every format, every check, the report;
- the same after a word of one article changed, and after one article grew by a page, by a new command and by
  one that stays (``--watch``; from the change on, the waiting for more of it included);
- the PDFs of the issue alone, for which there is no command: nothing else is written, nothing is checked;
- the peer: pandoc to HTML of each article's Markdown, then WeasyPrint in one process for each article's PDF
  and the edition's, from docforge's own print HTML with the same CSS and fonts.

Peak memory is that of the largest single process (docforge and its children, the peer). Beside the seconds
that pass stand those that the processors work: on a machine that is busy otherwise they say more.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from build import BIN, DONE, WORK
from issue import article
from peer import write_pages
from repair import ASIDE, PAIRS

from docforge.exporters.markdown import write_markdown

COLD, PEER = "build, cold", ("pandoc", "WeasyPrint")
PDFS = "the PDFs alone, nothing checked"
GOAL_COLD, GOAL_CHANGED, GOAL_MEMORY = 0.7, 0.25, 400
# Run apart, so that what the command's own children use is counted, and nothing else.
WATCH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""


@dataclass(frozen=True)
class Measured:
    """Seconds that pass, seconds that processors work, MB of the largest process."""

    seconds: float
    work: float
    memory: float


def measured(*command: str | Path) -> Measured:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, command)], stderr=subprocess.PIPE, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in DONE:
        sys.exit(f"{command[0]} failed with {done.returncode}:\n{done.stderr[-2000:]}")
    work, memory = done.stderr.split()[-2:]
    return Measured(seconds, float(work), int(memory) / 1024)


def write_issue(folder: Path, number: int) -> list[str]:
    """An edition of ``number`` articles of the corpus, each as its corrected text."""
    folders = [f for f in sorted(PAIRS.iterdir()) if f.is_dir() and f.name not in ASIDE]
    step = max(1, len(folders) // number)
    chosen = [article(f) for f in folders[::step][:number]]
    manifest = '[journal]\ntitle = "Measures"\n[edition]\ndate = "2026"\nstatus = "draft"\n'
    for one in chosen:
        place = folder / one.id
        place.mkdir(parents=True)
        (place / "article.md").write_bytes(write_markdown(one).files["article.md"])
        manifest += f'[[articles]]\nid = "{one.id}"\n'
    (folder / "edition.toml").write_text(manifest, "utf-8")
    return [one.id for one in chosen]


def with_change(file: Path, change: Callable[[str], str]) -> str:
    """Change a text; what it was comes back."""
    before = file.read_text("utf-8")
    file.write_text(change(before), "utf-8")
    return before


def one_word(text: str) -> str:
    return re.sub(r"(\n\n[A-Z][^\n]{200,}?\b)(the)(\b)", r"\1this\3", text, count=1)


def one_page(text: str) -> str:
    added = "This paragraph was added after the issue had been built for the first time. " * 12
    more = "\n\n".join([added] * 4)
    return re.sub(r"(\n\n[A-Z][^\n]{200,}\n\n)", lambda m: f"{m[1]}{more}\n\n", text, count=1)


CHANGES = {"build, a word of the first changed": one_word, "build, the first a page longer": one_page}


def watching(build: Sequence[str | Path], file: Path) -> dict[str, Measured]:
    """The same changes while ``build --watch`` stays; work and memory of it are not told apart."""
    found = {}
    command = [str(part) for part in build if part != "--quiet"] + ["--watch"]
    # A shell may have given us an ignored signal, which a child inherits.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=heeding
    ) as process:
        lines = iter(process.stdout.readline, "") if process.stdout else iter(())

        def wait() -> None:
            if not any(line.startswith("Waiting") for line in lines):
                sys.exit("build --watch ended by itself")

        wait()
        for name, change in CHANGES.items():
            start = time.perf_counter()
            before = with_change(file, change)
            wait()
            found[f"{name}, watched"] = Measured(time.perf_counter() - start, 0.0, 0.0)
            file.write_text(before, "utf-8")
            wait()
        process.send_signal(signal.SIGINT)
    return found


def pandoc(edition: Path, ids: list[str]) -> Measured:
    from pypandoc import get_pandoc_path

    runs = [
        measured(
            get_pandoc_path(), edition / name / "article.md", "--from=markdown", "--to=html5", "--standalone",
            "--citeproc", f"--output={WORK / f'{name}-peer.html'}",
        )
        for name in ids
    ]  # fmt: skip
    return Measured(
        sum(run.seconds for run in runs), sum(run.work for run in runs), max(run.memory for run in runs)
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to set.", file=sys.stderr)
        return 2
    shutil.rmtree(WORK, ignore_errors=True)
    edition, out, pages = WORK / "issue", WORK / "out", WORK / "print"
    ids = write_issue(edition, options.articles)
    build = (BIN / "docforge", "build", edition, "--out", out, "--quiet")
    measured(*build)
    write_pages(edition, out, pages)
    pdfs = (sys.executable, Path(__file__).with_name("issue_pdfs.py"), edition, WORK / "pdfs")
    printer = (sys.executable, Path(__file__).with_name("print_pages.py"), pages)
    rows: dict[str, list[Measured]] = {}
    first = edition / ids[0] / "article.md"
    for _ in range(options.runs):
        shutil.rmtree(out)
        rows.setdefault(COLD, []).append(measured(*build))
        for name, change in CHANGES.items():
            before = with_change(first, change)
            rows.setdefault(name, []).append(measured(*build))
            first.write_text(before, "utf-8")
            measured(*build)
        for name, run in watching(build, first).items():
            rows.setdefault(name, []).append(run)
        rows.setdefault(PDFS, []).append(measured(*pdfs))
        rows.setdefault(PEER[0], []).append(pandoc(edition, ids))
        rows.setdefault(PEER[1], []).append(measured(*printer))
    return report(rows, len(ids))


def report(rows: dict[str, list[Measured]], articles: int) -> int:
    seconds = {name: median(run.seconds for run in runs) for name, runs in rows.items()}
    work = {name: median(run.work for run in runs) for name, runs in rows.items()}
    memory = {name: max(run.memory for run in runs) for name, runs in rows.items()}
    runs = len(rows[COLD])
    print(f"{articles} articles, {runs} runs, {os.cpu_count()} processors: seconds, of work, largest process")
    for name, value in seconds.items():
        against, wanted = (PEER, GOAL_COLD) if name in (COLD, PDFS) else ((COLD,), GOAL_CHANGED)
        beside = value / sum(seconds[other] for other in against)
        worked = work[name] / sum(work[other] for other in against)
        told = f"  {beside:.2f} of {' and '.join(against)} (work {worked:.2f}); wanted {wanted}"
        line = f"{name:<44}{value:>7.2f} s {work[name]:>7.2f} s {memory[name]:>5.0f} MB"
        print(line + (told if name not in PEER else ""))
    most = max(memory[name] for name in rows if name not in PEER)
    return (
        0 if seconds[COLD] <= GOAL_COLD * sum(map(seconds.__getitem__, PEER)) and most <= GOAL_MEMORY else 1
    )


if __name__ == "__main__":
    sys.exit(main())
