"""What a normalised document shows to be amiss (gaps in labels, unpaired brackets). Told, never changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import Figure, Paragraph, TableWrap
from docforge.model.text import document_strings, inline_text
from docforge.model.walk import document_blocks
from docforge.normalise.tables import check_table
from docforge.places import Span

LABEL_RE = re.compile(r"^(?P<kind>[^\W\d_]+)\.?\s*(?P<number>\d+)$")
PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))


def check_document(document: Document) -> tuple[Diagnostic, ...]:
    """Findings about labels and pairs, in the order of the document."""
    return (
        *_labels(document),
        *_pairs(document),
        *_quotes(document),
        *_glued_marks(document),
        *_tables(document),
    )


STRAIGHT_RE = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=\w)|(?<=\w)'(?!\w)")


def _quotes(document: Document) -> Iterator[Diagnostic]:
    """One text with ' and with ’: a matter of style, which the publisher decides."""
    whole = "\n".join(re.sub(r"https?://\S+", "", text) for text in document_strings(document))
    straight, curved = len(STRAIGHT_RE.findall(whole)), whole.count("’") + whole.count("‘")
    if min(straight, curved) >= 2:
        yield diagnostic(
            "quotes-mixed",
            f"The text has straight apostrophes {straight} times and curved ones {curved} times.",
            hint="They stay as they are; choose one in article.md.",
        )


def _tables(document: Document) -> Iterator[Diagnostic]:
    for block in document_blocks(document):
        if isinstance(block, TableWrap):
            yield from check_table(block)


# A digit stuck to a word or its full stop, and nothing numeric about it: "Trade.1", "framework5".
GLUED_RE = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_]{2}[.,;:”\"’)])|(?<=[”\"’][.,;]))(\d{1,3})(?=\s|$|[.,;:])(?![.,]\d)"
)


def _glued_marks(document: Document) -> Iterator[Diagnostic]:
    """Digits that look like note marks and count 1, 2, 3 ...: where the notes are is for a person to find."""
    found: list[tuple[int, Span | None]] = []
    for block in document_blocks(document):
        if isinstance(block, Paragraph):
            found += [(int(m), block.origin) for m in GLUED_RE.findall(inline_text(block.content))]
    numbers = sorted({n for n, _ in found})
    run = [n for i, n in enumerate(numbers, 1) if n == i]
    if len(run) >= 3:
        yield diagnostic(
            "note-mark-unresolved",
            f"{len(run)} digits stuck to words count from 1 to {run[-1]}, as note marks do;"
            " no notes were found for them.",
            next(place for n, place in found if n == 1),
            "They were left as they stand; write [^1] and the notes into article.md.",
        )


def _labels(document: Document) -> Iterator[Diagnostic]:
    numbers: dict[str, list[tuple[int, Span | None]]] = defaultdict(list)
    for block in document_blocks(document):
        if isinstance(block, (Figure, TableWrap)) and (m := LABEL_RE.match(block.label)):
            numbers[m["kind"].casefold()].append((int(m["number"]), block.origin))
    for kind, found in sorted(numbers.items()):
        seen = Counter(n for n, _ in found)
        for n, count in sorted(seen.items()):
            if count > 1:
                place = [p for m, p in found if m == n][-1]
                yield diagnostic(
                    "label-order",
                    f"{kind.capitalize()} {n} comes {count} times.",
                    place,
                    "Labels stay as printed; number them anew in article.md if that is right.",
                )
        missing = [n for n in range(1, max(seen) + 1) if n not in seen]
        if missing:
            yield diagnostic(
                "label-order",
                f"{kind.capitalize()} {', '.join(map(str, missing))} is missing between 1 and {max(seen)}.",
                found[-1][1],
                "Look for it in the original: its caption may be lost or damaged.",
            )


def _pairs(document: Document) -> Iterator[Diagnostic]:
    for reference in document.references:
        yield from _unpaired(inline_text(reference.content), reference.origin, PAIRS)
    for block in document_blocks(document):
        if isinstance(block, Paragraph):
            # A quotation may run over paragraphs; brackets do not.
            yield from _unpaired(inline_text(block.content), block.origin, PAIRS[2:])


def _unpaired(text: str, place: Span | None, pairs: tuple[tuple[str, str], ...]) -> Iterator[Diagnostic]:
    for left, right in pairs:
        if text.count(left) == text.count(right) + 1:
            at = text.rfind(left)
            if right == ")" and re.match(r"\([a-z\d]\b", text[at:]):
                continue  # "(a" of a list
            yield diagnostic(
                "unclosed-bracket",
                f"“{left}” is opened and not closed: “{text[at : at + 40].strip()} …”.",
                place,
                "It stays as it is; the closing sign may be lost, or the author's slip.",
            )
