"""One raw reference string -> a CSL-JSON item with a confidence for each field."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.citations.parsing.clean import clean_mapped
from docforge.citations.parsing.fields import make_item
from docforge.citations.parsing.model import Labeller, load_labeller
from docforge.citations.parsing.shapes import label_by_shape
from docforge.citations.parsing.smooth import smooth_labels
from docforge.citations.parsing.stretches import CslJson
from docforge.citations.parsing.tokens import cut_tokens

# What is longer is no single reference; its head is read.
LENGTH_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """``raw`` as given, the CSL-JSON item, and for each field how sure the parser is (0 to 1)."""

    raw: str
    csl: CslJson
    confidence: dict[str, float]


def parse_reference(raw: str, labeller: Labeller | None = None) -> ParsedReference:
    """Read any reference string; what cannot be read gives an empty item, never an error."""
    cleaned = clean_mapped(raw[:LENGTH_LIMIT])
    text = cleaned.text
    tokens = cut_tokens(text, cleaned.italics)
    if not any(t.text[0].isalnum() for t in tokens):
        return ParsedReference(raw, {}, {})
    labels, marginals = (labeller or load_labeller()).label(tokens)
    mended = smooth_labels(tokens, labels)
    label_by_shape(text, tokens, mended)
    item, confidence = make_item(text, tokens, mended, marginals)
    return ParsedReference(raw, item if confidence else {}, confidence)
