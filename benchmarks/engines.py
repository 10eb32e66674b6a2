"""Further damaged texts of known truth: every seen PDF of the corpus, dumped by every engine that is here.

    .venv/bin/python benchmarks/engines.py DIR             writes DIR/<engine>-<document>/ as the corpus does
    .venv/bin/python benchmarks/repair.py --pairs DIR      scores them

The corpus holds each PDF by one engine only. A rule that learnt an engine instead of a page shows here.
pdftotext and Tesseract are used where their programs are, pypdf, pdfminer, PyMuPDF and PyMuPDF4LLM where they
are installed; none is a dependency of docforge.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from repair import ASIDE, PAIRS

PDFTOTEXT: dict[str, tuple[str, ...]] = {"text": (), "raw": ("-raw",), "layout": ("-layout",)}
SCAN_DPI = {"scan": 150, "badscan": 100}
Dump = Callable[[Path], bytes]


def engines() -> dict[str, Dump]:
    """What can dump a PDF here, by name."""
    found: dict[str, Dump] = {}
    if shutil.which("pdftotext"):
        found |= {name: partial(pdftotext, options) for name, options in PDFTOTEXT.items()}
    if shutil.which("pdftoppm") and shutil.which("tesseract"):
        found |= {name: partial(scanned, dpi) for name, dpi in SCAN_DPI.items()}
    modules = {"pypdf": pypdf, "pdfminer": pdfminer, "pymupdf": pymupdf, "pymupdf4llm": markdown}
    return found | {name: dump for name, dump in modules.items() if importlib.util.find_spec(name)}


def pdftotext(options: tuple[str, ...], pdf: Path) -> bytes:
    return _output("pdftotext", *options, str(pdf), "-")


def scanned(dpi: int, pdf: Path) -> bytes:
    """The pages as grey pictures of low resolution, read by Tesseract."""
    with tempfile.TemporaryDirectory() as folder:
        _output("pdftoppm", "-r", str(dpi), "-gray", str(pdf), f"{folder}/page")
        pages = sorted(Path(folder).glob("page*"))
        return b"".join(_output("tesseract", str(p), "-", "--psm", "3", "--dpi", str(dpi)) for p in pages)


def pypdf(pdf: Path) -> bytes:
    reader = importlib.import_module("pypdf").PdfReader(pdf)
    return "\f".join(page.extract_text() for page in reader.pages).encode("utf-8", "replace")


def pdfminer(pdf: Path) -> bytes:
    text: str = importlib.import_module("pdfminer.high_level").extract_text(pdf)
    return text.encode("utf-8", "replace")


def pymupdf(pdf: Path) -> bytes:
    pages = importlib.import_module("pymupdf").open(pdf)
    return "\f".join(page.get_text("text") for page in pages).encode("utf-8", "replace")


def markdown(pdf: Path) -> bytes:
    text: str = importlib.import_module("pymupdf4llm").to_markdown(str(pdf), show_progress=False)
    return text.encode("utf-8", "replace")


def _output(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


def write_pair(out: Path, pair: Path, engine: str) -> str:
    """One document by one engine, beside its truth; the name of its folder."""
    folder = out / f"{engine}-{pair.name}"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = "md" if engine == "pymupdf4llm" else "txt"
    (folder / f"input.{suffix}").write_bytes(engines()[engine](pair / "input.pdf"))
    meta = json.loads((pair / "meta.json").read_text("utf-8")) | {"id": folder.name, "route": engine}
    truth = json.loads((pair / "truth.json").read_text("utf-8")) | {"id": folder.name}
    for name, data in (("meta.json", meta), ("truth.json", truth)):
        (folder / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return folder.name


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--of", type=Path, metavar="DIR", help="other PDFs than the corpus's, each by one engine"
    )
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to dump.", file=sys.stderr)
        return 2
    pairs = [
        p.parent for p in sorted((options.of or PAIRS).glob("*/input.pdf")) if p.parent.name not in ASIDE
    ]
    names = list(engines())
    work = [(pair, engine) for pair in pairs for engine in names]
    if options.of:
        work = [(pair, names[n % len(names)]) for n, pair in enumerate(pairs)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for name in pool.map(partial(write_pair, options.out), *zip(*work, strict=True)):
            print(name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
