"""Score the parser of references: by folds, across sources, on an article; its speed, start and memory.

    python benchmarks/references.py              everything (trains a model for each fold and source)
    python benchmarks/references.py --shipped    without training: speed, start, memory
    python benchmarks/references.py --shipped --article FILE    and one article, labelled by hand:
        JSON lines with id, source, raw (as received), content (as repaired), csl

Data: ../shared/references (labelled references, their spans, the scorer).
A document's references stay in one fold; the two documents that hold most of them are split by a seeded hash.
Made-up references follow the fold of the reference whose fields they carry.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docforge.citations.parsing.model import Labeller, load_labeller
from docforge.citations.parsing.parse import parse_reference
from docforge.citations.train import Spans, read_lines, synthetic, train

SHARED = Path(__file__).resolve().parents[2] / "shared" / "references"
# AnyStyle 1.6.0 with its own model on references kept back (README of the data): micro F1 exact, whole right.
ANYSTYLE = (0.778, 0.375)
SPLIT_DOCUMENTS = ("core", "citations.xml")
LANGUAGE_WORDS = {
    "de": "der die das und von für im zur zum des eine ein hrsg verlag bd aufl",
    "fr": "le la les des et du dans une sur pour revue thèse",
    "es": "el los las y del una para por revista universidad",
    "it": "il della di e dei nel rivista gli",
    "nl": "het van een voor en",
    "en": "the of and in for on with from to an by",
}
Reference = dict[str, Any]
Keep = Callable[[Mapping[str, Any]], bool]


def scorer() -> Any:
    """The outside scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_refs", SHARED / "score_refs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fold_of(reference: Mapping[str, Any], folds: int) -> int:
    """The fold of a reference, the same in every run."""
    key = reference["id"] if reference["doc"] in SPLIT_DOCUMENTS else reference["doc"]
    return int(hashlib.sha256(f"7:{key}".encode()).hexdigest(), 16) % folds


def language_of(raw: str) -> str:
    """A guess at the language of one string, by its function words and its script."""
    if re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", raw):
        return "cjk"
    if re.search(r"[\u0400-\u04ff]", raw):
        return "cyrillic"
    words = Counter(re.findall(r"[^\W\d_]+", raw.casefold()))
    votes = {name: sum(words[w] for w in listed.split()) for name, listed in LANGUAGE_WORDS.items()}
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] else "none"


class Bench:
    """The data, and one table after the other."""

    def __init__(self, invented: int, restyled: int, iterations: int) -> None:
        self.score = scorer()
        self.references = read_lines(SHARED / "dev.jsonl")
        self.by_id = {str(d["id"]): d for d in self.references}
        self.spans = read_lines(SHARED / "dev_spans.jsonl")
        self.made = synthetic(self.references, invented, restyled, 1) if invented or restyled else []
        self.iterations = iterations

    def model(self, keep: Keep) -> Labeller:
        """A model trained on the references that are kept."""
        examples: list[tuple[str, Spans]] = []
        for d in self.spans:
            if keep(self.by_id[str(d["id"])]):
                spans: Any = d["spans"]
                examples.append((str(d["raw"]), spans))
        examples += [(raw, s) for origin, raw, s in self.made if not origin or keep(self.by_id[origin])]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crf"
            train(examples, path, self.iterations)
            return Labeller(path.read_bytes())

    def folds(self, count: int) -> None:
        """Every reference parsed by a model that has not seen its document."""
        predicted: dict[str, Any] = {}
        for fold in range(count):
            labeller = self.model(lambda d, fold=fold: fold_of(d, count) != fold)  # type: ignore[misc]
            for d in self.references:
                if fold_of(d, count) == fold:
                    predicted[str(d["id"])] = parse_reference(str(d["raw"]), labeller).csl
            print(f"fold {fold + 1} of {count} done", file=sys.stderr, flush=True)
        result, _ = self.score.score(self.references, predicted)
        self.score.show(f"{count} folds", result)
        for name in sorted({str(d["source"]) for d in self.references}):
            self.line(f"  source {name}", [d for d in self.references if d["source"] == name], predicted)
        languages = {str(d["id"]): language_of(str(d["raw"])) for d in self.references}
        for name, _ in Counter(languages.values()).most_common():
            self.line(
                f"  language {name}",
                [d for d in self.references if languages[str(d["id"])] == name],
                predicted,
            )
        print(f"  beside it, AnyStyle 1.6.0 on other references: micro F1 {ANYSTYLE[0]} whole {ANYSTYLE[1]}")

    def across(self) -> None:
        """Trained on one source, tested on the other."""
        for name in sorted({str(d["source"]) for d in self.references}):
            labeller = self.model(lambda d, name=name: d["source"] == name)  # type: ignore[misc]
            rest = [d for d in self.references if d["source"] != name]
            predicted = {str(d["id"]): parse_reference(str(d["raw"]), labeller).csl for d in rest}
            self.line(f"trained on {name} (and made-up ones), tested on the other", rest, predicted)

    def line(self, name: str, gold: Sequence[Mapping[str, Any]], predicted: Mapping[str, Any]) -> None:
        """One line of micro F1 and whole references."""
        result, _ = self.score.score(gold, predicted)
        micro = result["fields"].get("MICRO", {"exact": (0, 0, 0), "soft": (0, 0, 0)})
        print(
            f"{name:58} n={len(gold):5} micro F1 {micro['exact'][2]:.4f} soft {micro['soft'][2]:.4f}"
            f" whole {result['whole_exact']:.4f} soft {result['whole_soft']:.4f}",
            flush=True,
        )


def article(score: Any, labelled: Path) -> None:
    """The entries of one article in its damaged copies: as received, and as repaired."""
    gold = read_lines(labelled)
    for part, name in (("content", "repaired"), ("raw", "as received")):
        predicted = {str(g["id"]): parse_reference(str(g[part])).csl for g in gold}
        for source in sorted({str(g["source"]) for g in gold}):
            own = [g for g in gold if g["source"] == source]
            result, _ = score.score(own, predicted)
            exact, soft = (result["fields"]["MICRO"][key][2] for key in ("exact", "soft"))
            right = sum(suffix(predicted[str(g["id"])]) == suffix(g["csl"]) for g in own)
            print(
                f"{source}, {name:12} n={len(own)} micro F1 {exact:.4f} soft {soft:.4f}"
                f" whole {result['whole_exact']:.4f} soft {result['whole_soft']:.4f} year suffixes {right}"
            )


def suffix(csl: Any) -> str:
    """The letter behind the year."""
    return str(csl.get("year-suffix", ""))


def costs() -> None:
    """References a second with confidences on one core, time to load, memory of a fresh process."""
    raws = [str(d["raw"]) for d in read_lines(SHARED / "dev.jsonl")]
    load_labeller()
    start = time.process_time()
    for raw in raws:
        parse_reference(raw)
    spent = time.process_time() - start
    print(f"speed: {len(raws) / spent:.0f} references a second of one core")
    script = (
        "import time, resource; a = time.process_time()\n"
        "from docforge.citations.parsing.parse import parse_reference, load_labeller\n"
        "b = time.process_time(); load_labeller(); c = time.process_time()\n"
        "parse_reference('Doe, J. (2020). A title. Journal of Tests, 3(1), 4-5.')\n"
        "print(b - a, c - b, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported, loaded, memory = map(float, run.stdout.split())
    print(f"start: imports {imported:.2f} s, model {loaded:.3f} s; memory of a fresh process {memory:.0f} MB")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory after {len(raws)} references: {grown:.0f} MB")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shipped", action="store_true", help="no training")
    parser.add_argument("--article", type=Path, metavar="FILE", help="an article, labelled by hand")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--invented", type=int, default=2600)
    parser.add_argument("--restyled", type=int, default=2000)
    parser.add_argument("--iterations", type=int, default=60)
    given = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there; there is nothing to measure on.")
    costs()
    if given.article:
        article(scorer(), given.article)
    if not given.shipped:
        bench = Bench(given.invented, given.restyled, given.iterations)
        bench.across()
        bench.folds(given.folds)


if __name__ == "__main__":
    main()
