"""Raw reference strings of a file, one a line -> JSON lines with their CSL items."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docforge.citations.parsing.doubt import doubtful_fields
from docforge.citations.parsing.parse import parse_reference
from docforge.edition.inputs import RawFile
from docforge.importers.decode import decode


def parse_lines(file: RawFile, *, confidence: bool = False) -> Iterator[bytes]:
    """One JSON object with ``raw`` and ``csl`` for each line of the file, in order. Raises ``InputError``."""
    source, _ = decode(file.data, file.name, "plain")
    lines = source.text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for line in lines:
        raw = line.rstrip("\r")
        parsed = parse_reference(raw)
        told: dict[str, object] = {"raw": raw, "csl": parsed.csl}
        if confidence:
            told["confidence"] = {field: round(sure, 3) for field, sure in parsed.confidence.items()}
            told["doubtful"] = list(doubtful_fields(parsed))
        yield (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8")
