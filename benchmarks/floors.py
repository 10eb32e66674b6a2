"""What was reached on the corpus, document by document: floors that rise freely and fall only with a reason.

    .venv/bin/python benchmarks/floors.py                                 raise what has risen
    .venv/bin/python benchmarks/floors.py --allow-regression "why"        let floors fall, and note why

``tests/quality/floors.json`` holds for every document each metric of ``repair.SHOWN`` as it was measured, to
three digits (rates of words to five), and the reasons of every fall. ``tests/quality`` holds them.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from repair import FLOORS, LOWER_IS_BETTER, PAIRS, SHOWN, Scores, measure

Floors = dict[str, dict[str, float]]


def rounded(metric: str, value: float) -> float:
    """To the worse side, so that the same result never misses its own floor."""
    scale = 10**5 if metric.endswith("_rate") else 10**3
    steps = value * scale
    return (math.ceil(steps - 1e-9) if metric in LOWER_IS_BETTER else math.floor(steps + 1e-9)) / scale


def floors_of(scores: Scores) -> dict[str, float]:
    return {m: rounded(m, scores[m]) for m, _ in SHOWN if scores.get(m) is not None}


def falls(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The metrics that are worse than their floors."""
    worse = []
    for metric, floor in floors.items():
        value = found.get(metric)
        if value is None or (value > floor if metric in LOWER_IS_BETTER else value < floor):
            worse.append(f"{metric} {value} (floor {floor})")
    return worse


def load() -> dict[str, Any]:
    return (
        dict(json.loads(FLOORS.read_text("utf-8"))) if FLOORS.exists() else {"documents": {}, "lowered": []}
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--allow-regression", default="", metavar="REASON")
    options = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to measure.", file=sys.stderr)
        return 2
    names = sorted(p.name for p in PAIRS.iterdir() if (p / "truth.json").exists())
    with ProcessPoolExecutor(2) as pool:
        measured = [floors_of(ours) for ours, _ in pool.map(measure, names)]
    held = load()
    floors: Floors = held["documents"]
    fallen = {
        name: worse
        for name, found in zip(names, measured, strict=True)
        if (worse := falls(found, floors.get(name, {})))
    }
    for name, worse in fallen.items():
        print(f"{name}: {'; '.join(worse)}")
    if fallen and not options.allow_regression:
        print('Nothing was written. To let these fall, say why: --allow-regression "..."')
        return 1
    if fallen:
        held["lowered"].append({"why": options.allow_regression, "documents": sorted(fallen)})
    held["documents"] = dict(zip(names, measured, strict=True))
    FLOORS.parent.mkdir(parents=True, exist_ok=True)
    FLOORS.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {FLOORS.relative_to(FLOORS.parents[2])}: {len(names)} documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
