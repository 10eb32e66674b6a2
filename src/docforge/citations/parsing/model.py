"""The labeller: a linear-chain conditional random field over the tokens of a reference."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import pycrfsuite

from docforge.citations.parsing.features import make_features
from docforge.citations.parsing.tokens import Token

MODEL = "references.crf"


class Labeller:
    """A trained model; give it as bytes."""

    def __init__(self, model: bytes) -> None:
        self._bytes = model
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)

    def label(self, tokens: Sequence[Token]) -> tuple[list[str], list[float]]:
        """A label for each token, and its marginal probability."""
        if not tokens:
            return [], []
        tagger = self._tagger
        tagger.set(pycrfsuite.ItemSequence(make_features(tokens)))
        labels: list[str] = tagger.tag()
        return labels, [tagger.marginal(label, i) for i, label in enumerate(labels)]


@cache
def load_labeller() -> Labeller:
    """The model that is shipped with docforge, loaded once."""
    return Labeller((files("docforge") / "data" / "references" / MODEL).read_bytes())
