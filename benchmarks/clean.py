"""What repair does to texts that need none: a false repair is worse than none.

    make benchmark-clean      (or: .venv/bin/python benchmarks/clean.py)

The truths of ../shared/corpus are written out as plain text, in three shapes: a paragraph a line, hard
wrapped at 72 characters, and hard wrapped with a space at each wrapped line's end. Then they are read like
any damaged text. Counted are words that an applied edit changed (joined, parted, replaced), and among them
those that hold a digit, stand in a DOI or URL, or begin with a capital (names). Words set aside are shown by
kind: they left the body, but not the account. Goal: fewer than 1 changed word in 20,000, none of the others.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from repair import PAIRS

import docforge
from docforge.model.text import words
from docforge.repair.edit import Recorded

WIDTH = 72
ADDRESS_RE = re.compile(r"https?://|www\.|\bdoi\b|10\.\d{4}|@")


def plain(truth: dict[str, object]) -> list[str]:
    """The blocks of a truth as an author's plain text holds them."""
    return [b for b in map(str.strip, _blocks(truth)) if b]


def _blocks(truth: dict) -> Iterator[str]:  # type: ignore[type-arg]
    yield truth.get("title") or ""
    yield ", ".join(truth.get("authors") or [])
    if truth.get("abstract"):
        yield "Abstract"
        yield from truth["abstract"]
    for block in truth["blocks"]:
        match block["type"]:
            case "list":
                yield "\n".join(f"- {item}" for item in block["items"])
            case "table":
                yield f"{block.get('label') or ''} {block.get('caption') or ''}"
                yield "\n".join("\t".join(row) for row in block["cells"])
            case "figure":
                yield f"{block.get('label') or ''} {block.get('caption') or ''}"
            case _:
                yield block.get("text") or ""
    if truth.get("references"):
        yield "References"
        for reference in truth["references"]:
            yield reference.get("raw") or ""


def wrapped(blocks: list[str], end: str = "") -> str:
    """Hard wrapped; ``end`` stands at the end of each line that goes on. Rows and items stay lines."""
    out = []
    for block in blocks:
        lines = [block] if "\t" in block or "\n" in block else wrap(block, WIDTH, break_long_words=False)
        out.append(f"{end}\n".join(lines))
    return "\n\n".join(out) + "\n"


def changed(edits: tuple[Recorded, ...]) -> list[Recorded]:
    """Applied edits that make other words."""
    return [e for e in edits if e.applied and not e.aside and words(e.before) != words(e.after)]


def grave(edit: Recorded) -> bool:
    """Does it touch a number, an address or a name?"""
    return bool(
        re.search(r"\d", edit.before)
        or ADDRESS_RE.search(edit.before)
        or any(w[:1].isupper() for w in words(edit.before))
    )


def main() -> int:
    shapes = (
        ("a line a paragraph", lambda blocks: "\n\n".join(blocks) + "\n"),
        ("wrapped", wrapped),
        ("wrapped, spaced", lambda blocks: wrapped(blocks, " ")),
    )
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to measure.", file=sys.stderr)
        return 2
    seen: set[str] = set()
    truths = []
    for path in sorted(PAIRS.glob("*/truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        key = " ".join(b.get("text") or "" for b in truth["blocks"])[:400]
        if key not in seen:
            seen.add(key)
            truths.append((path.parent.name, truth))
    failed = False
    print(f"{'shape':<22}{'texts':>6}{'words':>9}{'changed':>9}{'of them grave':>15}{'one in':>9}  set aside")
    for name, shape in shapes:
        total = 0
        found: list[tuple[str, Recorded]] = []
        aside: Counter[str] = Counter()
        for key, truth in truths:
            text = shape(plain(truth))
            reading = docforge.convert((f"{key}.txt", text.encode()), to=("md",)).readings[0]
            total += reading.conservation.source_words
            found += [(key, e) for e in changed(reading.edits)]
            aside.update(dict(reading.conservation.set_aside))
        serious = [(k, e) for k, e in found if grave(e)]
        failed = failed or len(found) * 20_000 > total or bool(serious)
        kinds = ", ".join(f"{kind} {n}" for kind, n in aside.most_common(8))
        rate = f"{total // len(found):,}" if found else "–"
        print(f"{name:<22}{len(truths):>6}{total:>9,}{len(found):>9}{len(serious):>15}{rate:>9}  {kinds}")
        for key, e in found[:40]:
            print(f"    {key}: {e.rule} {e.before!r} -> {e.after!r}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
