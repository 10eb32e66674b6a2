"""Everything but PDF: how fast it is made beside pandoc, and what the checkers of others say of it.

    .venv/bin/python benchmarks/web.py [--articles 10] [--runs 3]      (or: make benchmark-web)
    .venv/bin/python benchmarks/web.py --check [--articles 20]

Articles of ../shared/corpus, from their truths, as canonical Markdown. Measured in one run on one machine,
the parties taking turns, medians compared:

- pandoc to HTML, EPUB and JATS, one after the other, each article for itself, citations styled;
- one docforge process that reads the same Markdown and writes Markdown, JSON, HTML, EPUB, JATS and DOCX of
  each article, the EPUB of the issue and its site; and the same without DOCX, which pandoc itself writes.

``--check`` writes HTML, JATS, EPUB and site of the articles and runs EPUBCheck, Ace, the Nu checker, axe, the
DTD, JATS4R, the rules of archives, the check of claims and the comparison of words over every file. An error,
a warning or a check that did not run is a failure; what JATS recommends and the articles do not have is a
note before an edition is final, and is only counted.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from issue import article
from repair import ASIDE, PAIRS

from docforge.diagnostics import Severity
from docforge.exporters.epub import WHOLE, write_epub
from docforge.exporters.html import write_html
from docforge.exporters.jats import write_jats
from docforge.exporters.markdown import write_markdown
from docforge.exporters.site import write_site
from docforge.model.edition import Article, EditionMeta
from docforge.validate.check import as_advice, check_paths
from docforge.validate.html import check_site
from docforge.validate.words import check_words

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / ".benchmark-web"
EDITION = EditionMeta(
    title="Measures", journal="Measures", publisher="The Measurers", date="2026", status="final"
)
FORMATS = ("md", "json", "html", "epub", "jats", "docx")
WANTED = 0.7


def corpus(count: int) -> list[Article]:
    folders = [f for f in sorted(PAIRS.iterdir()) if f.is_dir() and f.name not in ASIDE]
    step = max(1, len(folders) // count)
    return [article(folder) for folder in folders[::step][:count]]


# ---------------------------------------------------------------- speed


def write_all(sources: Sequence[Path], out: Path, formats: Sequence[str]) -> None:
    """The work of our side, in a process of its own."""
    import docforge
    from docforge.exporters.docx import write_docx

    articles = []
    # As in a build: pandoc writes DOCX beside, while the other formats are written.
    with ThreadPoolExecutor(2) as pool:
        beside = {}
        for path in sources:
            result = docforge.convert(path, to=[f for f in formats if f != "docx"], edition=EDITION)
            put(out / path.stem, result.files)
            articles.append(Article(path.stem, result.readings[0].document))
            if "docx" in formats:
                beside[path.stem] = pool.submit(write_docx, articles[-1], EDITION)
        for name, written in beside.items():
            put(out / name, written.result().files)
    put(out, write_epub(articles, EDITION, WHOLE).files)
    put(out, write_site(articles, EDITION).files)


def put(folder: Path, files: dict[str, bytes] | object) -> None:
    assert hasattr(files, "items")
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


Seconds = tuple[float, float]  # by the clock, and of the processor


def timed(*command: str | Path) -> Seconds:
    start, before = time.perf_counter(), processor()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed with {done.returncode}:\n{done.stderr[-2000:]}")
    return time.perf_counter() - start, processor() - before


def processor() -> float:
    """Processor time of processes that have ended, which a busy machine does not stretch."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pandoc(sources: Sequence[Path], out: Path) -> Seconds:
    from pypandoc import get_pandoc_path

    clock = cpu = 0.0
    for path in sources:
        for to, suffix in (("html5", "html"), ("epub3", "epub"), ("jats_publishing", "xml")):
            target = out / f"{path.stem}.{suffix}"
            options = ("--from=markdown", f"--to={to}", "--standalone", "--citeproc", f"--output={target}")
            one = timed(get_pandoc_path(), path, *options)
            clock, cpu = clock + one[0], cpu + one[1]
    return clock, cpu


def row(name: str, seconds: Sequence[Seconds], beside: Sequence[Seconds] = ()) -> float:
    """Print a line; how much of the time of the other party it is."""
    clock, cpu = (median(part) for part in zip(*seconds, strict=True))
    line = f"{name:<52}{clock:>7.2f} s {cpu:>7.2f} s of the processor"
    if not beside:
        print(line)
        return 1
    other_clock, other_cpu = (median(part) for part in zip(*beside, strict=True))
    print(f"{line}  {clock / other_clock:.2f} and {cpu / other_cpu:.2f} of pandoc")
    return float(clock / other_clock)


def race(articles: Sequence[Article], runs: int) -> int:
    sources = WORK / "sources"
    sources.mkdir(parents=True)
    for one in articles:
        (sources / f"{one.id}.md").write_bytes(write_markdown(one).files["article.md"])
    paths = sorted(sources.glob("*.md"))
    (WORK / "peer").mkdir()
    ours: dict[str, list[Seconds]] = {"docx": [], "": []}
    theirs: list[Seconds] = []
    for _ in range(runs):
        theirs.append(pandoc(paths, WORK / "peer"))
        for kind, seconds in ours.items():
            formats = ",".join(name for name in FORMATS if kind or name != "docx")
            seconds.append(timed(sys.executable, __file__, "--write", formats, sources, WORK / "ours"))
    words = sum(len(path.read_text("utf-8").split()) for path in paths)
    print(f"{len(paths)} articles, {words} words, {runs} runs, {os.cpu_count()} processors; medians")
    row("pandoc: HTML, EPUB, JATS", theirs)
    ratio = row("docforge: all but PDF, with issue EPUB and site", ours["docx"], theirs)
    row("docforge: the same without DOCX", ours[""], theirs)
    print(f"wanted: at most {WANTED}; {'reached' if ratio <= WANTED else 'NOT reached'}")
    return 0 if ratio <= WANTED else 1


# ---------------------------------------------------------------- checks


def check(articles: Sequence[Article]) -> int:
    """Every file past every checker."""
    site = write_site(articles, EDITION).files
    whole = write_epub(articles, EDITION, WHOLE).files
    put(WORK, site)
    put(WORK, whole)
    checks = [check_site(site, "site"), *(check_words(articles, data, name) for name, data in whole.items())]
    for one in articles:
        single = write_html(one, EDITION).files | write_epub([one], EDITION).files
        single |= write_jats(one, EDITION).files
        put(WORK / one.id, single)
        page = f"site/articles/{one.id}/index.html"
        checks += [check_words([one], data, name) for name, data in {**single, page: site[page]}.items()]
    checks += map(as_advice, check_paths([WORK]))
    wrong = 0
    table: dict[str, Counter[str]] = {}
    for done in checks:
        line = table.setdefault(f"{done.checker} {done.version}", Counter())
        line["files"] += 1
        faults = [told for told in done.diagnostics if told.severity is not Severity.INFO]
        line["findings"] += len(faults)
        line["notes"] += len(done.diagnostics) - len(faults)
        line["not run"] += not done.ran
        wrong += len(faults) + (not done.ran)
        for told in faults:
            print(f"    {told.where}: {told.message[:300]}")
        if not done.ran:
            print(f"    {done.file}: {done.checker} did not run. {done.reason}")
    for name, line in table.items():
        counts = ", ".join(f"{line[what]} {what}" for what in ("findings", "notes", "not run"))
        print(f"{name:<34}{line['files']:>4} files, {counts}")
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", nargs=3, metavar=("FORMATS", "SOURCES", "OUT"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.write:
        formats, sources, out = wanted.write
        write_all(sorted(Path(sources).glob("*.md")), Path(out), formats.split(","))
        return 0
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing was measured or checked.")
        return 0
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    if wanted.check:
        return check(corpus(wanted.articles or 20))
    return race(corpus(wanted.articles or 10), wanted.runs)


if __name__ == "__main__":
    sys.exit(main())
