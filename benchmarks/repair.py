"""How well damaged articles are repaired: docforge, pandoc and the raw input, side by side.

    make benchmark-repair     (or: .venv/bin/python benchmarks/repair.py)
    .venv/bin/python benchmarks/repair.py pdf-jose-00184 --worst        one document, each metric
    .venv/bin/python benchmarks/repair.py --route pdf-text --list       one line a document
    .venv/bin/python benchmarks/repair.py --aside                       the documents kept aside alone
    .venv/bin/python benchmarks/repair.py --pairs DIR --alone           other pairs (see engines.py), no peer

Reads ../shared/corpus (pairs of damaged text and true structure, with their scorer). What is scored is the
JATS that ``docforge convert --to jats`` gives, read back by ``jats_prediction``. The peer is pandoc on the
same text, as Markdown to JATS, read back the same way; with PyMuPDF4LLM installed (it is no dependency) its
reading of the PDF itself is shown too, on the documents that have one. ``--write DIR`` keeps JATS, Markdown
and prediction of each document.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from jats_prediction import Prediction, predict

import docforge

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
PAIRS = CORPUS / "pairs"
FLOORS = ROOT / "tests" / "quality" / "floors.json"
# Never looked at while rules are written: what is measured on them is what a stranger's text may expect.
ASIDE = frozenset(
    (
        "pdf-jose-00292 pdf-molecules21020186 md-pmc6200556"
        " ocr-pmc5806308 ocr-jose-00302 ocrreal-mibio-140 web-distill-gnn-intro"
        " web-distill-td-paths"
    ).split()
)
SHOWN = (
    ("wer", "word error"),
    ("paragraph_boundary_f1", "paragraphs"),
    ("heading_f1", "headings"),
    ("table_cell_f1", "table cells"),
    ("caption_recall", "captions"),
    ("footnote_recall", "footnotes"),
    ("reference_f1", "references"),
    ("citation_link_f1", "citations"),
    ("title_similarity", "title"),
    ("author_f1", "authors"),
    ("lost_rate", "lost"),
    ("invented_rate", "invented"),
)
LOWER_IS_BETTER = {"wer", "lost_rate", "invented_rate"}
Scores = dict[str, Any]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(pair: Path) -> Path:
    return next(p for p in (pair / "input.txt", pair / "input.md") if p.exists())


def measure(name: str, keep: str = "", alone: bool = False) -> tuple[Scores, Scores]:
    """Scores of docforge for one document and, unless it is alone, of the raw input."""
    score = scorer()
    pair = PAIRS / name
    truth = json.loads((pair / "truth.json").read_text("utf-8"))
    text = damaged(pair).read_text("utf-8", errors="replace")
    begun = time.perf_counter()
    result = docforge.convert(damaged(pair), to=("jats", "md"))
    seconds = time.perf_counter() - begun
    prediction = predict(result.files["article.xml"])
    if keep:
        folder = Path(keep) / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "article.xml").write_bytes(result.files["article.xml"])
        (folder / "article.md").write_bytes(result.files["article.md"])
        (folder / "pred.json").write_text(json.dumps(prediction, ensure_ascii=False, indent=1), "utf-8")
    scores = dict(score.score(truth, prediction, text))
    scores["seconds"] = seconds
    scores["holds"] = all(r.conservation.holds for r in result.readings)
    return scores, {} if alone else dict(score.score(truth, score.raw_pred(text), text))


def measure_pandoc(name: str) -> Scores:
    """Scores of pandoc for the same text."""
    import pypandoc

    pair = PAIRS / name
    text = damaged(pair).read_text("utf-8", errors="replace").replace("\f", "\n\n")
    jats = pypandoc.convert_text(
        text, "jats_publishing", format="markdown-yaml_metadata_block", extra_args=["--standalone"]
    )
    return _scored(pair, predict(jats.encode("utf-8")))


def measure_pymupdf(name: str) -> Scores | None:
    """Scores of PyMuPDF4LLM, which reads the PDF; None where there is no PDF."""
    import pymupdf4llm
    import pypandoc

    pair = PAIRS / name
    if not (pair / "input.pdf").exists():
        return None
    markdown = pymupdf4llm.to_markdown(str(pair / "input.pdf"), show_progress=False)
    jats = pypandoc.convert_text(
        markdown, "jats_publishing", format="markdown-yaml_metadata_block", extra_args=["--standalone"]
    )
    return _scored(pair, predict(jats.encode("utf-8")))


def _scored(pair: Path, prediction: Prediction) -> Scores:
    truth = json.loads((pair / "truth.json").read_text("utf-8"))
    text = damaged(pair).read_text("utf-8", errors="replace")
    return dict(scorer().score(truth, prediction, text))


def mean(found: Sequence[Scores], metric: str) -> float | None:
    values = [s[metric] for s in found if s.get(metric) is not None]
    return sum(values) / len(values) if values else None


def peers(work: Callable[[str], Scores | None], names: Sequence[str], jobs: int) -> list[Scores]:
    with ProcessPoolExecutor(jobs) as pool:
        return [scores for scores in pool.map(work, names) if scores]


def row(title: str, found: Sequence[Scores]) -> str:
    cells = [f"{title:<28}{len(found):>3}"]
    for metric, head in SHOWN:
        value = mean(found, metric)
        cells.append(
            f"{'–' if value is None else format(value, '.4f' if 'rate' in metric else '.3f'):>{len(head)}}"
        )
    return "  ".join(cells)


def head() -> str:
    return "  ".join([f"{'':<28}{'n':>3}", *(h for _, h in SHOWN)])


def route(name: str) -> str:
    return str(json.loads((PAIRS / name / "meta.json").read_text("utf-8"))["route"])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--route", default="")
    parser.add_argument("--aside", action="store_true", help="only the documents kept aside")
    parser.add_argument("--seen", action="store_true", help="without the documents kept aside")
    parser.add_argument("--pairs", type=Path, metavar="DIR", help="other pairs than those of the corpus")
    parser.add_argument("--alone", action="store_true", help="without the peer and the input unchanged")
    parser.add_argument("--list", action="store_true", help="a line for each document")
    parser.add_argument("--worst", action="store_true", help="every metric of each document, as JSON")
    parser.add_argument("--write", default="", metavar="DIR")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.pairs:
        global PAIRS
        PAIRS = options.pairs
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to measure.", file=sys.stderr)
        return 2
    names = options.ids or sorted(p.name for p in PAIRS.iterdir() if (p / "truth.json").exists())
    if options.aside:
        names = [n for n in names if n in ASIDE]
    if options.seen:
        names = [n for n in names if n not in ASIDE]
    routes = {n: route(n) for n in names}
    names = [n for n in names if options.route in ("", routes[n])]
    if options.jobs > 1 and len(names) > 1:
        with ProcessPoolExecutor(options.jobs) as pool:
            work = partial(measure, keep=options.write, alone=options.alone)
            measured = list(pool.map(work, names))
    else:
        measured = [measure(n, options.write, options.alone) for n in names]
    ours = {n: m[0] for n, m in zip(names, measured, strict=True)}
    raw = {n: m[1] for n, m in zip(names, measured, strict=True)}
    if options.worst:
        print(json.dumps(ours, ensure_ascii=False, indent=1))
        return 0
    print(head())
    if options.list:
        for n in names:
            print(row(n, [ours[n]]))
        print()
    for kind in sorted({routes[n] for n in names}):
        print(row(kind, [ours[n] for n in names if routes[n] == kind]))
    print(row("ALL", list(ours.values())))
    if not options.alone:
        print(row("ALL, pandoc, same text", peers(measure_pandoc, names, options.jobs)))
    if not options.alone and importlib.util.find_spec("pymupdf4llm"):
        read = peers(measure_pymupdf, names, options.jobs)
        print(row("with a PDF, PyMuPDF4LLM", read))
        print(row("with a PDF, docforge", [ours[n] for n in names if (PAIRS / n / "input.pdf").exists()]))
    if not options.alone:
        print(row("ALL, input unchanged", list(raw.values())))
    broken = [n for n in names if not ours[n]["holds"]]
    not_on = f": not on {', '.join(broken)}" if broken else ""
    print(f"conservation holds on {len(names) - len(broken)} of {len(names)}{not_on}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
