"""Texts damaged beyond reason, through the whole of docforge but the slow formats.

    make fuzz        (or: .venv/bin/python benchmarks/fuzz.py --runs 1000 --first 5000)

Each run is made of its number alone, so a failure is seen again with ``--first N --runs 1``; its text is
kept in build/fuzz/. What must hold, whatever the text:

- nothing but ``DocforgeError`` is raised, and an unreadable text is the only ground for one;
- the conservation check holds, or says that it does not, and it counted every word of the text;
- a failed article is told as an error;
- the JATS is valid, and the Markdown and the JSON read back as the same document.

The texts are those of sources/, and of ../shared/seeds where they are there.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutations import mutate

import docforge
from docforge.errors import InputError
from docforge.importers.markdown import read_markdown
from docforge.model.jsonio import from_json
from docforge.model.source import SourceText
from docforge.model.text import words
from docforge.validate.jats import check_jats

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "fuzz"
FORMATS = ("md", "json", "html", "jats", "epub")
# What may make a file look like no text at all.
CONTROLS_RE = re.compile("[\\x00-\\x08\\x0e-\\x1f]")
CONSERVATION_CODES = {"word-lost", "word-invented"}


def texts() -> list[tuple[str, str]]:
    found = [
        path
        for pattern in ("sources/*/copy-*.*", "../shared/seeds/*.txt")
        for path in sorted(ROOT.glob(pattern))
        if path.suffix in {".txt", ".md", ".html"}
    ]
    return [(path.name, path.read_bytes().decode("utf-8", "replace")) for path in found]


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
        if account.source_words != counted:
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


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="number of the first run")
    options = parser.parse_args()
    sources = texts()
    start = time.perf_counter()
    failed = 0
    used: Counter[str] = Counter()
    for number in range(options.first, options.first + options.runs):
        name, text = sources[number % len(sources)]
        damaged, names = mutate(text, number)
        used.update(names)
        found = list(problems(name, damaged))
        if found:
            failed += 1
            KEPT.mkdir(parents=True, exist_ok=True)
            kept = KEPT / f"{number}-{name}"
            kept.write_bytes(damaged.encode("utf-8", "surrogatepass"))
            print(f"run {number} ({name}; {', '.join(names)}): kept as {kept.relative_to(ROOT)}")
            for problem in found:
                print("   ", problem.strip().replace("\n", "\n    "))
    seconds = time.perf_counter() - start
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(used.items()))
    print(f"fuzz: {options.runs} texts in {seconds:.0f} s, {failed} with problems ({kinds})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
