"""How the cost of repair grows: seconds and memory for 10 kB to 10 MB of text, and for hostile shapes.

    make benchmark-growth     (or: .venv/bin/python benchmarks/growth.py --most 1000000)

Each size is read in a process of its own. What is timed is ``docforge convert --to md`` without start-up:
repair, structure, conservation check and the Markdown; "repair" is the rules and the check alone. Memory is
the most that it had at once, less what it had before. The text is that of the sample edition, repeated
and numbered so that no paragraph comes twice. Linear cost shows as the same rate (kB/s) in every row. Seconds
are those of the processor, and the median of ``--repeat`` runs is shown: machines are noisy.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
HOSTILE = {
    "spaces": "a" + " " * 40,
    "brackets": "[(",
    "stars": "*a",
    "digits": "1234567890 ",
    "full stops": "A.",
    "form feeds": "a\f",
    "short lines": "Ab c\n",
    "tabs": "a\tb\n",
    "wide gaps": "word     word     word\n",
    "hyphens": "exam-\nple ",
    "notes": "word1 word2\n\n1 Note\n\f",
    "addresses": "https://a.example/b-\n",
    "entries": "Silva, A. (2020). A title. 1(2), 3-4.\n",
    "pipes": "| a | b |\n",
    "entities": "&amp;<b>",
}


def sample(size: int) -> str:
    """``size`` characters of damaged prose, every paragraph its own."""
    articles = [p.read_text("utf-8") for p in sorted((ROOT / "sources").glob("*/copy-*.txt"))]
    pieces: list[str] = []
    length = 0
    while length < size:
        # A number of its own in every paragraph, so that repeats are not taken for running heads.
        blocks = articles[len(pieces) % len(articles)].split("\n\n")
        pieces.append("\n\n".join(f"In {len(pieces)} of {i}: {b}" for i, b in enumerate(blocks) if b.strip()))
        length += len(pieces[-1])
    return "\n\n".join(pieces)[:size]


def one(shape: str, size: int) -> None:
    """Measure in this process and print: seconds, of them for repair and its check, MiB at most."""
    import docforge
    from docforge.importers import read
    from docforge.repair.engine import Bench

    unit = HOSTILE.get(shape)
    text = sample(size) if unit is None else unit * (size // len(unit))
    docforge.convert(("warm.txt", sample(8000).encode()), to=("md",))
    apply, check = Bench.apply, vars(read)["check_conservation"]
    spent = 0.0

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            nonlocal spent
            start = time.process_time()
            result = work(*arguments, **named)
            spent += time.process_time() - start
            return result

        return run

    Bench.apply = timed(apply)  # type: ignore[method-assign]
    vars(read)["check_conservation"] = timed(check)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    result = docforge.convert(("text.txt", text.encode()), to=("md",))
    seconds = time.process_time() - begun
    if not result.readings[0].conservation.holds:
        raise SystemExit(f"conservation does not hold: {shape}, {size}")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds, spent, (after - before) / 1024)


def measure(shape: str, size: int, repeat: int) -> tuple[float, float, float]:
    found = []
    for _ in range(repeat):
        done = subprocess.run(
            [sys.executable, __file__, "--one", shape, str(size)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr[-2000:] or done.stdout)
        seconds, repair, mebibytes = map(float, done.stdout.split())
        found.append((seconds, repair, mebibytes))
    seconds, repair, mebibytes = (statistics.median(row[i] for row in found) for i in range(3))
    return seconds, repair, mebibytes


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--one", nargs=2, metavar=("SHAPE", "SIZE"), help=argparse.SUPPRESS)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="leave out larger sizes")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--hostile", type=int, default=200_000, help="size of the hostile texts; 0: none")
    options = parser.parse_args()
    if options.one:
        one(options.one[0], int(options.one[1]))
        return 0
    heads = f"{'text':<14}{'characters':>12}{'seconds':>10}{'kB/s':>8}{'repair kB/s':>13}"
    print(f"{heads}{'MiB':>8}{'MiB per MB':>12}")
    rates = []
    for size in SIZES:
        if size <= options.most:
            seconds, repair, memory = measure("prose", size, options.repeat if size < 5_000_000 else 1)
            rates.append(size / seconds)
            print(
                f"{'prose':<14}{size:>12,}{seconds:>10.2f}{size / seconds / 1000:>8.0f}"
                f"{size / repair / 1000:>13.0f}{memory:>8.0f}"
                f"{memory / size * 1e6:>12.0f}"
            )
    bad = min(rates[1:], default=rates[0]) * 4 < max(rates)
    for shape in HOSTILE if options.hostile else ():
        small, large = (measure(shape, n, 1)[0] for n in (options.hostile // 4, options.hostile))
        grows = large / small
        # Four times the text may take four times as long, and a little more; twelve times is another law.
        bad = bad or (grows > 12 and large > 1)
        print(
            f"{shape:<14}{options.hostile:>12,}{large:>10.2f}{options.hostile / large / 1000:>8.0f}"
            f"{'':>8}  ×{grows:.1f} for ×4"
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
