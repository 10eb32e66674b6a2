"""What must not be packed, whoever asks: no right to it, published already, another's DOI.

"Passing these checks is not admission": a journal decides, and so does an archive.
"""

from __future__ import annotations

from collections.abc import Iterator

from docforge.diagnostics import Diagnostic
from docforge.exporters.details import plain_doi
from docforge.submission.facts import Facts
from docforge.submission.target import Item, Kind, Order, fault, refusal

NOT_ADMISSION = "Passing these checks is not admission: the journal or the archive decides."
PROOF_ONLY = "private proof only"
OPEN = ("https://creativecommons.org/", "http://creativecommons.org/")


def is_open(facts: Facts) -> bool:
    """A licence under which anybody may publish the article again."""
    return facts.licence_url.startswith(OPEN)


def check_gate(order: Order, kind: Kind) -> Iterator[Diagnostic]:
    """Refusals that hold for every target of a kind."""
    seen: dict[str, str] = {}
    for item in order.items:
        yield from _identity(item, seen)
        yield from _rights(item)
        if kind == "new":
            yield from _published(item)


def _identity(item: Item, seen: dict[str, str]) -> Iterator[Diagnostic]:
    given = item.facts.article.document.meta.doi.strip()
    if given and not plain_doi(given):
        yield fault(
            item,
            "DOI",
            f'"{given[:80]}" is no DOI.',
            "a DOI begins with 10. and a prefix of digits, then a slash.",
            'Write doi = "10.1234/abc" in article.toml, or take the line out.',
            "doi",
        )
    for name, value in (("id", item.id), ("DOI", item.facts.doi.casefold())):
        key = f"{name} {value}"
        if value and key in seen:
            yield fault(
                item,
                name,
                f"it is the {name} of {seen[key]} too ({value}).",
                f"each article has a {name} of its own.",
                "Give one of the two articles another.",
                "doi" if name == "DOI" else "",
            )
        elif value:
            seen[key] = item.id


def _rights(item: Item) -> Iterator[Diagnostic]:
    facts = item.facts
    if facts.record.permission or is_open(facts):
        return
    if facts.licence == "unknown":
        yield refusal(
            item,
            "licence",
            f"the licence is unknown and no permission is on record: {PROOF_ONLY}.",
            "nothing leaves the house without a licence or a permission.",
            "Give licence in article.toml, or write under [record] permission = who permitted it, when and "
            'for what, as "its authors send it, 3 May 2026".',
            "licence",
        )
    elif facts.reprint:
        yield refusal(
            item,
            "permission",
            f'it appeared elsewhere first, "{facts.licence}" is no open licence and no permission is on '
            f"record: {PROOF_ONLY}.",
            "a reprint needs the permission of who holds the rights.",
            "Write under [record] permission = who gave it, when and for what.",
            "record.permission",
        )


def _published(item: Item) -> Iterator[Diagnostic]:
    facts = item.facts
    if facts.record.resubmission:
        return
    rule = "most journals refuse what was published before."
    remedy = "Write under [record] resubmission = who consented to have it offered as new, and when."
    if facts.published:
        yield refusal(
            item,
            "DOI",
            f"the article was published already (https://doi.org/{facts.published}) and no consent is on "
            "record.",
            rule,
            remedy,
            "record.resubmission",
        )
    elif facts.reprint:
        first = facts.original.journal or facts.original.publisher or facts.original.url
        yield fault(
            item,
            "first publication",
            f"the article seems to have appeared already ({first}).",
            rule,
            remedy,
            "record.resubmission",
            advice=True,
        )
