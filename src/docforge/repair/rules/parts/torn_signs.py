"""Values whose sign a dump has torn out: "98.0␣⏎␣4.9⏎95.5␣⏎␣5.5⏎±⏎±" for "98.0 ± 4.9⏎95.5 ± 5.5".

A sign that is set in a font of its own is a piece by itself, and a dump of pieces puts those of a column one
after the other. The space that stood before it is left at the end of the value, the one behind it at the
beginning of its deviation; there are as many signs as values and deviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

RULE = "torn-sign"
WHY = "as many signs as values and deviations, whose spaces show where the signs were"
FEWEST = 3
VALUE_RE = re.compile(r"[-−–+<>~]?\d[\d.,]*[ \u00a0]")
DEVIATION_RE = re.compile(r"[ \u00a0]\d[\d.,]*%?")
SIGN_RE = re.compile(r"\s*±\s*")


def find_torn_signs(text: str, scene: Scene) -> Iterator[Edit]:
    """Put signs back between values and deviations: "12.4␣⏎␣1.9⏎±" -> "12.4 ± 1.9"."""
    if "±" not in text:
        return
    for run in _runs(split_lines(text)):
        values = [line for line in run if VALUE_RE.fullmatch(line.text)]
        deviations = [line for line in run if DEVIATION_RE.fullmatch(line.text)]
        signs = [line for line in run if SIGN_RE.fullmatch(line.text)]
        if not FEWEST <= len(values) == len(deviations) == len(signs):
            continue
        if any(a.start > b.start for a, b in zip(values, deviations, strict=True)):
            continue
        yield _edit(text, run, list(zip(values, signs, deviations, strict=True)))


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of a page that are values, deviations or signs, with nothing but blank lines between them."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.blank:
            continue
        if line is not None and _is_piece(line.text) and (not run or run[-1].page == line.page):
            run.append(line)
            continue
        if run:
            yield run
        run = [line] if line is not None and _is_piece(line.text) else []


def _is_piece(text: str) -> bool:
    return any(shape.fullmatch(text) for shape in (VALUE_RE, DEVIATION_RE, SIGN_RE))


def _edit(text: str, run: Sequence[Line], wholes: Sequence[tuple[Line, Line, Line]]) -> Edit:
    """One edit for the run; its values stay as far apart as its lines were."""
    start, end = run[0].start, run[-1].end
    apart = "\n\n" if run[1].index > run[0].index + 1 else "\n"
    pieces: list[Piece] = []
    for whole in wholes:
        pieces.append(apart)
        for line in whole:
            bare = line.text.strip()
            first = line.start + line.text.index(bare)
            pieces += [(first, first + len(bare)), " "]
        pieces.pop()
    pieces.pop(0)
    after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
    return Edit(start, end, text[start:end], after, RULE, Safety.LIKELY, WHY, pieces=tuple(pieces))
