"""Score the parser of references: by folds, across sources, by language; confidences, an article, costs.

    python benchmarks/references.py              everything (trains models for each fold and source; an hour)
    python benchmarks/references.py --quick      samples, one fold of five, and across sources (5 minutes)
    python benchmarks/references.py --shipped    without training: costs, printed references, no folds
    python benchmarks/references.py --shipped --article FILE    and one article, labelled by hand:
        JSON lines with id, source, raw (as received), content (as repaired), csl

Data: ../shared/references (labelled references, their spans, the scorer), and printed_references.txt of
tests/citations (references of many languages and kinds, made up and labelled by hand; no model learns them).
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
from docforge.citations.parsing.parse import ParsedReference, parse_reference
from docforge.citations.train import SEEDS, Amounts, Spans, read_lines, synthetic, train

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "references"
PRINTED = ROOT / "tests" / "citations" / "printed_references.txt"
# AnyStyle 1.6.0 with its own model on references kept back (README of the data): micro F1 exact, whole right.
ANYSTYLE = (0.778, 0.375)
SPLIT_DOCUMENTS = ("core", "citations.xml")
FOLDS = 5
QUICK = Amounts(csl=0, housed=1600)
QUICK_SHARE = 40
BINS = (0.95, 0.9, 0.8, 0.6, 0.4, 0.0)
LANGUAGE_WORDS = {
    "de": "der die das und von für im zur zum des eine ein hrsg hg verlag bd aufl",
    "fr": "le la les des et du dans une sur pour revue thèse",
    "es": "el los las y del una para por revista universidad",
    "pt": "o os da do das dos e uma para em universidade",
    "it": "il della di e dei nel rivista gli",
    "nl": "het van een voor en",
    "pl": "w i na z do red wyd",
    "tr": "ve bir için ile dergisi üzerine",
    "en": "the of and in for on with from to an by",
}
Reference = dict[str, Any]
Keep = Callable[[Mapping[str, Any]], bool]
Parsed = Mapping[str, ParsedReference]


def scorer() -> Any:
    """The outside scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_refs", SHARED / "score_refs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def share_of(key: object, parts: int) -> int:
    """A number below ``parts`` for a key, the same in every run."""
    return int(hashlib.sha256(f"7:{key}".encode()).hexdigest(), 16) % parts


def fold_of(reference: Mapping[str, Any], folds: int) -> int:
    """The fold of a reference."""
    return share_of(reference["id"] if reference["doc"] in SPLIT_DOCUMENTS else reference["doc"], folds)


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


def read_printed() -> list[Reference]:
    """The references labelled by hand: "> string" and under it "field: value", after "# language"."""
    found: list[Reference] = []
    language = ""
    for line in PRINTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            language = line[2:]
        elif line.startswith("> "):
            found.append({"id": f"printed-{len(found)}", "source": language, "raw": line[2:], "csl": {}})
        elif line and not line.startswith("("):
            field, _, value = line.partition(": ")
            people = [{"literal": name} for name in value.split("; ")]
            found[-1]["csl"][field] = people if field in ("author", "editor") else value
    return found


class Bench:
    """The data, and one table after the other."""

    def __init__(
        self, amounts: Amounts, iterations: int, percent: int = 100, models: int = len(SEEDS)
    ) -> None:
        self.score = scorer()
        read = read_lines(SHARED / "dev.jsonl")
        self.references = [d for d in read if share_of(d["id"], 100) < percent]
        self.by_id = {str(d["id"]): d for d in self.references}
        self.spans = [d for d in read_lines(SHARED / "dev_spans.jsonl") if str(d["id"]) in self.by_id]
        self.made = [synthetic(self.references, amounts, seed) for seed in SEEDS[:models]]
        self.iterations = iterations

    def model(self, keep: Keep) -> Labeller:
        """Models trained on the references that are kept."""
        examples: list[tuple[str, Spans]] = []
        for d in self.spans:
            if keep(self.by_id[str(d["id"])]):
                spans: Any = d["spans"]
                examples.append((str(d["raw"]), spans))
        trained: list[bytes] = []
        with tempfile.TemporaryDirectory() as folder:
            for made in self.made:
                more = [(raw, s) for origin, raw, s in made if not origin or keep(self.by_id[origin])]
                path = Path(folder) / "model.crf"
                train([*examples, *more], path, self.iterations)
                trained.append(path.read_bytes())
        return Labeller(*trained)

    def folds(self, wanted: int) -> None:
        """References parsed by models that have not seen their documents."""
        parsed: dict[str, ParsedReference] = {}
        for fold in range(wanted):
            labeller = self.model(lambda d, fold=fold: fold_of(d, FOLDS) != fold)  # type: ignore[misc]
            own = [d for d in self.references if fold_of(d, FOLDS) == fold]
            parsed |= {str(d["id"]): parse_reference(str(d["raw"]), labeller) for d in own}
            print(f"fold {fold + 1} of {wanted} done", file=sys.stderr, flush=True)
        self.tables(f"{wanted} of {FOLDS} folds", [d for d in self.references if d["id"] in parsed], parsed)

    def across(self) -> None:
        """Trained on one source, tested on the other."""
        parsed: dict[str, ParsedReference] = {}
        for name in sorted({str(d["source"]) for d in self.references}):
            labeller = self.model(lambda d, name=name: d["source"] == name)  # type: ignore[misc]
            rest = [d for d in self.references if d["source"] != name]
            parsed |= {str(d["id"]): parse_reference(str(d["raw"]), labeller) for d in rest}
        self.tables("across sources", self.references, parsed)

    def tables(self, name: str, gold: Sequence[Reference], parsed: Parsed) -> None:
        """Field by field, then by source and language, then what the confidences are worth."""
        predicted = {key: p.csl for key, p in parsed.items()}
        self.score.show(name, self.score.score(gold, predicted)[0])
        groups = [(f"source {d['source']}", d) for d in gold]
        groups += [(f"language {language_of(str(d['raw']))}", d) for d in gold]
        for group, _ in Counter(g for g, _ in groups).most_common():
            line(self.score, f"  {group}", [d for g, d in groups if g == group], predicted)
        reliability(self.score, gold, parsed)
        print(
            f"  beside it, AnyStyle 1.6.0 on other references: micro F1 {ANYSTYLE[0]} whole {ANYSTYLE[1]}\n"
        )


def line(score: Any, name: str, gold: Sequence[Mapping[str, Any]], predicted: Mapping[str, Any]) -> None:
    """One line of micro F1 and whole references."""
    result, _ = score.score(gold, predicted)
    micro = result["fields"].get("MICRO", {"exact": (0, 0, 0), "soft": (0, 0, 0)})
    print(
        f"{name:40} n={len(gold):5} micro F1 {micro['exact'][2]:.4f} soft {micro['soft'][2]:.4f}"
        f" whole {result['whole_exact']:.4f} soft {result['whole_soft']:.4f}",
        flush=True,
    )


def reliability(score: Any, gold: Sequence[Mapping[str, Any]], parsed: Parsed) -> None:
    """Of the fields said to be so sure, how many are right."""
    told: Counter[float] = Counter()
    sums: dict[float, float] = dict.fromkeys(BINS, 0.0)
    right: Counter[float] = Counter()
    for d in gold:
        one = parsed[str(d["id"])]
        wanted, given = score.canon(d["csl"]), score.canon(one.csl)
        for field in set(score.FIELDS) & set(given) - set(d.get("_skip") or ()):
            sure = one.confidence.get(field, 0.0)
            place = next(b for b in BINS if sure >= b)
            told[place] += 1
            sums[place] += sure
            right[place] += wanted.get(field) == given[field]
    print("  fields said to be sure: " + " ".join(f"{'>= ' + str(b):>10}" for b in BINS))
    shown = [b for b in BINS if told[b]]
    print("    how many              " + " ".join(f"{told[b]:10}" for b in BINS))
    print("    said, on average      " + " ".join(f"{sums[b] / told[b]:10.3f}" for b in shown))
    print("    right                 " + " ".join(f"{right[b] / told[b]:10.3f}" for b in shown))


def article(score: Any, labelled: Path) -> None:
    """The entries of one article in its damaged copies: as received, and as repaired."""
    gold = read_lines(labelled)
    for part, name in (("content", "repaired"), ("raw", "as received")):
        predicted = {str(g["id"]): parse_reference(str(g[part])).csl for g in gold}
        for source in sorted({str(g["source"]) for g in gold}):
            own = [g for g in gold if g["source"] == source]
            line(score, f"{source}, {name}", own, predicted)
            right = sum(suffix(predicted[str(g["id"])]) == suffix(g["csl"]) for g in own)
            print(f"{'':40} year suffixes right: {right} of {len(own)}")


def suffix(csl: Any) -> str:
    """The letter behind the year."""
    return str(csl.get("year-suffix", ""))


def printed(score: Any, errors: bool) -> None:
    """References of many languages labelled by hand, parsed by the shipped model."""
    gold = read_printed()
    predicted = {str(g["id"]): parse_reference(str(g["raw"])).csl for g in gold}
    line(score, "printed references", gold, predicted)
    for language in dict.fromkeys(str(g["source"]) for g in gold):
        line(score, f"  language {language}", [g for g in gold if g["source"] == language], predicted)
    if errors:
        raws = {str(g["id"]): str(g["raw"]) for g in gold}
        for key, field, wanted, given in score.score(gold, predicted)[1]:
            print(f"{raws[key]}\n    {field}: {given!r}, not {wanted!r}")


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
    parser.add_argument("--quick", action="store_true", help="samples of the data, one fold")
    parser.add_argument(
        "--errors", action="store_true", help="list what goes wrong in the printed references"
    )
    parser.add_argument("--article", type=Path, metavar="FILE", help="an article, labelled by hand")
    parser.add_argument("--folds", type=int, help=f"how many of the {FOLDS} folds")
    parser.add_argument("--percent", type=int, help="the share of the labelled references")
    parser.add_argument("--csl", type=int, help="made-up references in styles of CSL")
    parser.add_argument("--housed", type=int, help="made-up references in house styles")
    parser.add_argument("--models", type=int, default=len(SEEDS), help="how many of the models")
    parser.add_argument("--iterations", type=int, default=60)
    given = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there; there is nothing to measure on.")
    costs()
    printed(scorer(), given.errors)
    if given.article:
        article(scorer(), given.article)
    if not given.shipped:
        usual = QUICK if given.quick else Amounts()
        amounts = Amounts(
            usual.csl if given.csl is None else given.csl,
            usual.housed if given.housed is None else given.housed,
        )
        percent = given.percent or (QUICK_SHARE if given.quick else 100)
        bench = Bench(amounts, given.iterations, percent, given.models)
        bench.across()
        bench.folds(given.folds or (1 if given.quick else FOLDS))


if __name__ == "__main__":
    main()
