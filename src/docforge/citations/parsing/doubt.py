"""Which fields of a parsed reference must be looked at before anybody relies on them."""

from __future__ import annotations

from docforge.citations.parsing.parse import ParsedReference

# Below this a field is a question, not an answer. Identifiers are read by their form and always sure.
THRESHOLD = 0.65


def doubtful_fields(parsed: ParsedReference) -> tuple[str, ...]:
    """CSL names of the fields that are less sure than the threshold, in the order of the item."""
    return tuple(field for field, sure in parsed.confidence.items() if sure < THRESHOLD)
