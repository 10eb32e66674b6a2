"""Labels of figures and tables as they stand before a caption: "Figure 1: ...", "Table 2. ...".

Markdown prints label and caption in one line; a label of another shape is kept as an attribute.
"""

from __future__ import annotations

import re

from docforge.model.nodes import Inlines, Text

LABEL_RE = re.compile(
    r"(?P<label>(?:Figure|Fig\.|Table|Tab\.|Chart|Map|Box|Scheme|Plate|Graph|Diagram|Image|Photo|Exhibit)"
    r" (?:\d+(?:\.\d+)*[a-z]?|[A-Z]\d+|[IVX]+))(?:[:.] (?=\S)|$)"
)


def split_label(caption: Inlines) -> tuple[str, Inlines]:
    """Label and rest of a caption: "Figure 1: Trade" -> ("Figure 1", "Trade"); label "" for none."""
    if not caption or not isinstance(caption[0], Text):
        return "", caption
    first = caption[0]
    found = LABEL_RE.match(first.value)
    if found is None or (found.end() == len(first.value) and len(caption) > 1):
        return "", caption
    rest = first.value[found.end() :]
    return found["label"], ((Text(rest, first.origin),) if rest else ()) + caption[1:]


def join_label(label: str, caption: Inlines) -> Inlines | None:
    """The caption with its label before it, or None where ``split_label`` would not give both back."""
    if not label:
        joined = caption
    elif not caption:
        joined = (Text(label),)
    elif isinstance(caption[0], Text):
        joined = (Text(f"{label}: {caption[0].value}"), *caption[1:])
    else:
        return None
    return joined if split_label(joined) == (label, caption) else None
