"""How well two damaged copies of one article are merged, beside each copy alone.

    .venv/bin/python benchmarks/merge.py                   the articles that the corpus has by two routes
    .venv/bin/python benchmarks/merge.py --pdf             more pairs: each seen PDF by other engines too
    .venv/bin/python benchmarks/merge.py --dumps DIR       the same pairs out of what engines.py wrote there
    .venv/bin/python benchmarks/merge.py jose-00300        pairs whose name has this in it

For each pair: word error, lost and invented words of either copy and of the merge in both orders of the
arguments. ``goal`` says whether the merge is within .005 of the better copy. ``--pdf`` dumps ``input.pdf`` by
every engine that ``engines.py`` finds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from engines import engines
from jats_prediction import predict
from repair import ASIDE, PAIRS, Scores, damaged, scorer

import docforge

NEAR = 0.005
Copy = tuple[str, bytes]
Pair = tuple[str, str, Copy, Copy]  # name, document with the truth, the copies


def corpus_pairs() -> Iterator[Pair]:
    """Articles that stand in the corpus by two routes."""
    routes: dict[str, list[str]] = defaultdict(list)
    for folder in sorted(PAIRS.iterdir()):
        if folder.name not in ASIDE and (folder / "truth.json").exists():
            routes[folder.name.split("-", 1)[1]].append(folder.name)
    for article, names in routes.items():
        for one, two in pairwise(names):
            yield f"{article} ({route(one)}, {route(two)})", one, copy(one), copy(two)


def route(name: str) -> str:
    return name.split("-", 1)[0]


def copy(name: str) -> Copy:
    path = damaged(PAIRS / name)
    return f"{route(name)}{path.suffix}", path.read_bytes()


def pdf_pairs() -> Iterator[Pair]:
    """The text of a seen document beside dumps of its PDF by other engines."""
    for folder in sorted(PAIRS.iterdir()):
        pdf = folder / "input.pdf"
        if folder.name in ASIDE or not pdf.exists() or not folder.name.startswith("pdf"):
            continue
        own = copy(folder.name)
        for engine, dump in engines().items():
            data = dump(pdf)
            if data.strip() and data != own[1]:
                yield f"{folder.name} (+{engine})", folder.name, own, (f"{engine}.txt", data)


def dumped_pairs(folder: Path) -> Iterator[Pair]:
    """The text of a seen document beside the dumps of its PDF that ``engines.py`` wrote into ``folder``."""
    for path in sorted(PAIRS.iterdir()):
        if path.name in ASIDE or not (path / "input.pdf").exists() or not path.name.startswith("pdf"):
            continue
        own = copy(path.name)
        for dump in sorted(folder.glob(f"*-{path.name}")):
            engine, file = dump.name.split("-", 1)[0], damaged(dump)
            if (data := file.read_bytes()) != own[1]:
                yield f"{path.name} (+{engine})", path.name, own, (f"{engine}{file.suffix}", data)


def measure(document: str, copies: Sequence[Copy], words: str) -> Scores:
    """Scores of what docforge makes of these copies."""
    given = copies[0] if len(copies) == 1 else list(copies)
    result = docforge.convert(given, to=("jats",))
    score = scorer()
    truth = json.loads((PAIRS / document / "truth.json").read_text("utf-8"))
    scores = dict(score.score(truth, predict(result.files["article.xml"]), words))
    scores["holds"] = all(r.conservation.holds for r in result.readings)
    scores["refused"] = any(d.code == "copy-unrelated" for d in result.diagnostics)
    return scores


def line(name: str, pair: Pair) -> tuple[str, bool]:
    _, document, one, two = pair
    words = "\n".join(data.decode("utf-8", "replace") for _, data in (one, two))
    found = [measure(document, copies, words) for copies in ((one,), (two,), (one, two), (two, one))]
    best = min((f["wer"] for f in found[:2] if f["wer"] is not None), default=None)
    if best is None:
        return f"{name:<34} no truth of the body", True
    good = all(f["wer"] <= best + NEAR and f["holds"] and not f["refused"] for f in found[2:])
    cells = "".join(f"{f['wer']:>8.4f}" for f in found)
    cells += "".join(f"{f['lost_words']:>6}" for f in found) + "".join(
        f"{f['invented_words']:>4}" for f in found
    )
    note = "yes" if good else "no"
    note += "" if all(f["holds"] for f in found) else ", conservation broken"
    note += ", refused" if any(f["refused"] for f in found) else ""
    return f"{name:<34}{cells}  {note}", good


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*")
    parser.add_argument("--pdf", action="store_true", help="pairs made from PDFs as well")
    parser.add_argument("--dumps", type=Path, help="pairs made from PDFs that engines.py has dumped")
    options = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to measure.", file=sys.stderr)
        return 2
    pairs = [*corpus_pairs(), *(pdf_pairs() if options.pdf else ())]
    pairs += dumped_pairs(options.dumps) if options.dumps else ()
    pairs = [p for p in pairs if not options.names or any(n in p[0] for n in options.names)]
    four = ("a", "b", "a+b", "b+a")
    print(f"{'word error, lost, invented of':<34}" + "".join(f"{h:>8}" for h in four), end="")
    print("".join(f"{h:>6}" for h in four) + "".join(f"{h:>4}" for h in four) + "  goal")
    reached = 0
    for pair in pairs:
        text, good = line(pair[0], pair)
        reached += good
        print(text, flush=True)
    print(f"{reached} of {len(pairs)} within {NEAR} of the better copy, in both orders")
    return 0


if __name__ == "__main__":
    sys.exit(main())
