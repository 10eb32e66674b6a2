"""Labelled tokens -> stretches of one label, each with how sure it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from docforge.citations.parsing.tokens import Token

CslJson = dict[str, object]
TEXT_EDGE = " \t,;:/|–—-"
# What the labeller says of a stretch -> how many such fields were right in references of another source than
# those that the labeller had learnt from (benchmarks/references.py).
SAID = (0.0, 0.25, 0.45, 0.55, 0.65, 0.78, 0.88, 0.94, 0.975, 1.0)
RIGHT = (0.3, 0.32, 0.4, 0.45, 0.6, 0.7, 0.81, 0.88, 0.94, 0.996)
# Numbers of a form of their own are right more often than the labeller says: what is left of its doubts.
DOUBTS = {"date": 0.15, "page": 0.6}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens of one label that belong together: label, text, place, how sure."""

    label: str
    text: str
    start: int
    end: int
    confidence: float


Stretches = dict[str, list[Stretch]]


def join_stretches(
    text: str, tokens: Sequence[Token], labels: Sequence[str], marginals: Sequence[float]
) -> list[Stretch]:
    """Runs of one label; a run goes on over signs that were labelled OTHER."""
    runs: list[list[int]] = []
    for i, label in enumerate(labels):
        if label == "other":
            continue
        if runs and labels[runs[-1][-1]] == label and _only_signs(tokens, runs[-1][-1] + 1, i, label):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [
        Stretch(
            labels[run[0]],
            text[tokens[run[0]].start : tokens[run[-1]].end],
            tokens[run[0]].start,
            tokens[run[-1]].end,
            _sure(tokens, run, marginals, labels[run[0]]),
        )
        for run in runs
    ]


def _only_signs(tokens: Sequence[Token], start: int, end: int, label: str) -> bool:
    limit = 1 if label in ("volume", "issue", "page", "date") else 3
    return end - start <= limit and all(
        not t.text[0].isalnum()
        and (
            label not in ("volume", "issue", "page")
            or t.text in "-‐‑–—/&"
            or (t.text == "," and label == "issue")
        )
        for t in tokens[start:end]
    )


def _sure(tokens: Sequence[Token], run: Sequence[int], marginals: Sequence[float], label: str) -> float:
    """A stretch is as sure as all its tokens together, and as the words on both sides, where it might end."""
    inside = exp(0.5 * sum(log(max(marginals[i], 1e-9)) for i in run))
    beside = 1.0
    for step, place in ((-1, run[0] - 1), (1, run[-1] + 1)):
        while 0 <= place < len(tokens) and not tokens[place].text[0].isalnum():
            place += step
        if 0 <= place < len(tokens):
            beside = min(beside, marginals[place])
    return calibrate(1 - (1 - inside * beside**0.5) * DOUBTS.get(label, 1.0))


def calibrate(said: float) -> float:
    """The share of fields that are right among those of which the labeller said so much."""
    place = max(1, min(bisect_right(SAID, said), len(SAID) - 1))
    low, high = SAID[place - 1], SAID[place]
    return RIGHT[place - 1] + (RIGHT[place] - RIGHT[place - 1]) * (said - low) / (high - low)


def tidy(text: str, stretch: Stretch) -> str:
    """A field's words without the signs around them; a stop after an abbreviation stays with it."""
    value = re.sub(r"\s+([.,;:!?)\]])", r"\1", stretch.text).strip(TEXT_EDGE)
    value = re.sub(r"([(\[])\s+", r"\1", value)
    after = text[stretch.end : stretch.end + 2].strip()[:1]
    if after in "?!" and after:
        value += after
    if value[:1] in "([" and value.count(value[0]) > value.count(")" if value[0] == "(" else "]"):
        value = value[1:]
    if value[-1:] in ")]" and value.count(value[-1]) > value.count("(" if value[-1] == ")" else "["):
        value = value[:-1]
    return value.strip(TEXT_EDGE)
