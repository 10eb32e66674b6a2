"""The labeller: linear-chain conditional random fields over the tokens of a reference, each of its own draws.

Each model proposes its best labels; the proposal counts that all models together find the likeliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import log

import pycrfsuite

from docforge.citations.parsing.features import make_features
from docforge.citations.parsing.tokens import Token

MODELS = ("references-1.crf", "references-2.crf")
LEAST = 1e-300


class Labeller:
    """Trained models; give them as bytes."""

    def __init__(self, *models: bytes) -> None:
        # The taggers read the bytes where they are.
        self._bytes = models
        self._taggers = [pycrfsuite.Tagger() for _ in models]
        for tagger, model in zip(self._taggers, models, strict=True):
            tagger.open_inmemory(model)

    def label(self, tokens: Sequence[Token]) -> tuple[list[str], list[float]]:
        """A label for each token, and its marginal probability."""
        if not tokens:
            return [], []
        sequence = pycrfsuite.ItemSequence(make_features(tokens))
        proposals: list[list[str]] = []
        for tagger in self._taggers:
            tagger.set(sequence)
            proposals.append(tagger.tag())
        labels = proposals[0]
        if any(other != labels for other in proposals[1:]):
            labels = max(proposals, key=self._likelihood)
        count = len(self._taggers)
        return labels, [
            sum(t.marginal(label, i) for t in self._taggers) / count for i, label in enumerate(labels)
        ]

    def _likelihood(self, labels: list[str]) -> float:
        return sum(log(max(tagger.probability(labels), LEAST)) for tagger in self._taggers)


@cache
def load_labeller() -> Labeller:
    """The models that are shipped with docforge, loaded once."""
    folder = files("docforge") / "data" / "references"
    return Labeller(*((folder / name).read_bytes() for name in MODELS))
