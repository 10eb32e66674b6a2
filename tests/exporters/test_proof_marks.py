"""Line numbers of a proof: to be seen in the margin, and in no text that is read out of the file."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from pages_fixture import EDITION, every_node, long_article

from docforge.exporters.pdf import write_pdf
from docforge.model.edition import Article, Status
from docforge.validate.pdf import check_pdf
from docforge.validate.words import check_words

DPI = 72
# The strip left of the text that line numbers stand in: a left page's margin is 29 mm, a right page's 25 mm.
STRIP = {False: (50, 28), True: (42, 26)}


@cache
def made(long: bool, status: Status) -> bytes:
    return write_pdf(article(long), replace(EDITION, status=status)).files["article.pdf"]


def article(long: bool) -> Article:
    return long_article() if long else every_node()


def text(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def rows(data: bytes, page: int) -> list[int]:
    """The heights, in points, at which something dark stands left of the text of a page."""
    x, width = STRIP[page % 2 == 1]
    box = ["-f", str(page), "-l", str(page), "-x", str(x), "-y", "60", "-W", str(width), "-H", "580"]
    command = ["pdftoppm", "-gray", "-r", str(DPI), *box]
    image = subprocess.run([*command, "-"], input=data, capture_output=True, check=True).stdout
    kind, size, _, pixels = image.split(b"\n", 3)
    assert kind == b"P5"
    across = int(size.split()[0])
    dark = [min(pixels[at : at + across]) < 200 for at in range(0, len(pixels), across)]
    return joined([at for at, there in enumerate(dark) if there])


def joined(heights: Sequence[int]) -> list[int]:
    """The first of each group of heights that stand closer than a line; a sign may have gaps."""
    return [at for at in heights if not {*range(at - 8, at)} & {*heights}]


@pytest.mark.parametrize("long", [False, True])
def test_a_proof_with_numbers_passes_the_checks_and_is_the_same_again(long: bool) -> None:
    data = made(long, "proof")
    assert check_pdf(data, "proof.pdf").diagnostics == ()
    assert check_words([article(long)], data, "proof.pdf").diagnostics == ()
    again = write_pdf(article(long), replace(EDITION, status="proof")).files["article.pdf"]
    assert again == data


def test_numbers_are_no_text() -> None:
    assert text(made(True, "proof")).replace("Proof,", "Draft,") == text(made(True, "draft"))


def test_every_fifth_line_has_a_number_beside_it() -> None:
    numbers = rows(made(True, "proof"), 2)
    assert len(numbers) >= 5
    # Five lines of 13.5 points; a heading between them makes it more.
    steps = [b - a for a, b in pairwise(numbers)]
    assert min(steps) >= 66 and steps.count(67) + steps.count(68) >= 1, steps
    assert rows(made(True, "draft"), 2) == rows(made(True, "final"), 2) == []
