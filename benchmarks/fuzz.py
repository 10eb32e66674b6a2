"""Texts damaged beyond reason, through the whole of docforge but the slow formats.

    make fuzz        (or: .venv/bin/python benchmarks/fuzz.py --runs 1000 --first 5000)
    .venv/bin/python benchmarks/fuzz.py --corpus --runs 20000 --jobs 2     the long run, hours

Each run is made of its number alone, so a failure is seen again with ``--first N --runs 1``; its text is
kept in build/fuzz/. What must hold, whatever the text:

- nothing but ``DocforgeError`` is raised, and an unreadable text is the only ground for one;
- the conservation check holds, or says that it does not, and it counted every word of the text;
- a failed article is told as an error;
- the JATS is valid, and the Markdown and the JSON read back as the same document;
- no text takes longer than ``SLOWEST`` seconds of the processor for a kilobyte.

The texts are those of sources/, and of ../shared/seeds where they are there; with ``--corpus`` those of
../shared/corpus, each run on a window of ``--length`` characters (0: the whole file).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from random import Random

from mutations import mutate

import docforge
from docforge.errors import InputError
from docforge.importers.markdown.document import read_markdown
from docforge.model.jsonio import from_json
from docforge.model.source import SourceText
from docforge.model.text import words
from docforge.validate.jats import check_jats

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "fuzz"
FORMATS = ("md", "json", "html", "jats", "epub")
SLOWEST = 0.4  # seconds a kB, all formats and checks included; a small text may be one table, and costs most
SMALL = 4  # kB: a shorter text is counted as so long, for what every run costs
# What may make a file look like no text at all.
CONTROLS_RE = re.compile("[\\x00-\\x08\\x0e-\\x1f]")
CONSERVATION_CODES = {"word-lost", "word-invented"}


@lru_cache
def texts(corpus: bool) -> list[tuple[str, str]]:
    patterns = ("sources/*/copy-*.*", "../shared/seeds/*.txt")
    if corpus:
        patterns = ("../shared/corpus/pairs/*/input.txt", "../shared/corpus/pairs/*/input.md")
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return [
        (f"{path.parent.name}-{path.name}", path.read_bytes().decode("utf-8", "replace"))
        for path in found
        if path.suffix in {".txt", ".md", ".html"}
    ]


def problems(name: str, text: str) -> Iterator[str]:
    """What does not hold for this text; empty when all is well."""
    try:
        result = docforge.convert((name, text.encode("utf-8", "surrogatepass")), to=FORMATS)
    except InputError as error:
        if text.strip() and not CONTROLS_RE.search(text):
            yield f"refused, though it is text: {error.message}"
        return
    except Exception:
        yield traceback.format_exc(limit=-6)
        return
    codes = {diagnostic.code for diagnostic in result.diagnostics}
    if "article-failed" in codes:
        yield next(d.message for d in result.diagnostics if d.code == "article-failed")
    for reading in result.readings:
        account = reading.conservation
        if not account.holds and not codes & CONSERVATION_CODES:
            yield f"conservation does not hold and nothing says so: {account.unaccounted} {account.invented}"
        counted = len(words(reading.sources[0].text))
        # Text that looks like docforge's own Markdown is read as such, and its mark-up is no word.
        if account.source_words != counted and reading.sources[0].kind != "markdown":
            yield f"conservation counted {account.source_words} words of {counted}"
        markdown = result.files["article.md"].decode("utf-8")
        document, _ = read_markdown(SourceText.of(markdown, "article.md", "markdown"))
        if document != reading.document:
            yield "the Markdown does not read back as the same document"
        if from_json(result.files["article.json"].decode("utf-8")) != reading.document:
            yield "the JSON does not read back as the same document"
    checked = check_jats(result.files["article.xml"], "article.xml")
    for diagnostic in checked.diagnostics[:3]:
        yield f"JATS: {diagnostic.message}"


@lru_cache
def warm() -> None:
    """Load what every run needs, which is no part of a run's time."""
    name, text = texts(False)[0]
    list(problems(name, text))


@dataclass(frozen=True, slots=True)
class Run:
    number: int
    name: str
    kinds: tuple[str, ...]
    found: tuple[str, ...]
    rate: float  # seconds a kB
    kept: str = ""


def run(number: int, corpus: bool, length: int) -> Run:
    """One run; a text with problems is kept."""
    sources = texts(corpus)
    name, text = sources[number % len(sources)]
    if length and len(text) > length:
        start = Random(number).randrange(len(text) - length)
        text = text[start : start + length]
    damaged, kinds = mutate(text, number)
    warm()
    begun = time.process_time()
    found = list(problems(name, damaged))
    rate = (time.process_time() - begun) / max(SMALL, len(damaged) / 1000)
    if rate > SLOWEST:
        found.append(f"{rate:.2f} seconds a kB")
    kept = KEPT / f"{number}-{name}"
    if found:
        KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(damaged.encode("utf-8", "surrogatepass"))
    return Run(number, name, tuple(kinds), tuple(found), rate, str(kept.relative_to(ROOT)) if found else "")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="number of the first run")
    parser.add_argument("--corpus", action="store_true", help="mutate the files of ../shared/corpus")
    parser.add_argument("--length", type=int, default=0, help="characters of each text; 0: all of it")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    if not texts(options.corpus):
        print("There are no texts to mutate.", file=sys.stderr)
        return 2
    start = time.perf_counter()
    failed = 0
    used: Counter[str] = Counter()
    slowest = (0.0, -1)
    numbers = range(options.first, options.first + options.runs)
    work = partial(run, corpus=options.corpus, length=options.length)
    with ProcessPoolExecutor(options.jobs) as pool:
        for done in pool.map(work, numbers, chunksize=4):
            used.update(done.kinds)
            slowest = max(slowest, (done.rate, done.number))
            if done.found:
                failed += 1
                print(f"run {done.number} ({done.name}; {', '.join(done.kinds)}): kept as {done.kept}")
                for problem in done.found:
                    print("   ", problem.strip().replace("\n", "\n    "), flush=True)
    seconds = time.perf_counter() - start
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(used.items()))
    print(
        f"fuzz: {options.runs} texts in {seconds:.0f} s, {failed} with problems;"
        f" at worst {slowest[0]:.3f} s a kB (run {slowest[1]}) ({kinds})"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
