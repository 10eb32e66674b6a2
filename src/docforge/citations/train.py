"""Train the labeller of references anew: ``python -m docforge.citations.train SPANS [SPANS ...] -o FOLDER``.

SPANS are JSON lines {"raw", "spans": [[start, end, label], ...]}; beside a file NAME_spans.jsonl a file
NAME.jsonl with {"id", "csl"} gives items that are set in other styles too. The same seed, data and packages
give the same model. Needs the dependency group ``train``; with --csl 0 --housed 0 the labelled spans
are enough. Each of the models learns from made-up references of its own seed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from docforge.citations.parsing.features import make_features
from docforge.citations.parsing.model import MODELS
from docforge.citations.training.spans import label_tokens

Spans = Sequence[tuple[int, int, str]]
PARAMETERS = {"c1": 0.15, "c2": 0.01, "feature.minfreq": 3, "feature.possible_transitions": True}
ITERATIONS = 60
SEEDS = (1, 101)  # one for each of the models


def train(examples: Iterable[tuple[str, Spans]], model: Path, iterations: int = ITERATIONS) -> None:
    """Write the model that the labelled strings give."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for raw, spans in examples:
        tokens, labels = label_tokens(raw, spans)
        if tokens:
            trainer.append(pycrfsuite.ItemSequence(make_features(tokens)), labels)
    trainer.set_params({**PARAMETERS, "max_iterations": iterations})
    trainer.train(str(model))


def read_lines(path: Path) -> list[dict[str, object]]:
    """The JSON lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class Amounts(NamedTuple):
    """How many references are made up: in styles of CSL, and in house styles."""

    csl: int = 3000
    housed: int = 11000


def synthetic(
    references: Sequence[dict[str, object]], amounts: Amounts, seed: int
) -> list[tuple[str, str, Spans]]:
    """Made-up references as (id of the origin or "", string, spans)."""
    found: list[tuple[str, str, Spans]] = []
    if not any(amounts):
        return found
    from docforge.citations.training import synthesise

    if amounts.csl:
        import pypandoc

        pandoc = pypandoc.get_pandoc_path()
        restyled = amounts.csl // 2 if references else 0
        found += synthesise.invented(amounts.csl - restyled, seed, pandoc)
        found += synthesise.restyled(references, restyled, seed + 1, pandoc)
    return [*found, *synthesise.housed(references, amounts.housed, seed + 2)]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("spans", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--csl", type=int, default=Amounts().csl)
    parser.add_argument("--housed", type=int, default=Amounts().housed)
    parser.add_argument("--iterations", type=int, default=ITERATIONS)
    given = parser.parse_args(arguments)
    examples: list[tuple[str, Spans]] = []
    references: list[dict[str, object]] = []
    for path in given.spans:
        examples += [(str(d["raw"]), d["spans"]) for d in read_lines(path)]  # type: ignore[misc]
        items = path.with_name(path.name.replace("_spans", ""))
        if items != path and items.exists():
            references += read_lines(items)
    for name, seed in zip(MODELS, SEEDS, strict=True):
        made = synthetic(references, Amounts(given.csl, given.housed), seed)
        train([*examples, *((raw, spans) for _, raw, spans in made)], given.output / name, given.iterations)


if __name__ == "__main__":
    main()
