"""Bags for archives (Portico, CLOCKSS and their like): BagIt 1.0, RFC 8493, a folder for each article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from docforge.diagnostics import Diagnostic
from docforge.submission.checks import check_common
from docforge.submission.meca import check_article, collect
from docforge.submission.target import Order, Parts, Target
from docforge.submission.zipped import CHECKSUMS, README, checksum_lines
from docforge.validate.bag import BAGIT, MANIFEST, TAGS

INFO = "bag-info.txt"
PAYLOAD = "data/"
LINE = 79


def check_bagit(order: Order) -> Iterator[Diagnostic]:
    yield from check_article(order)
    for item in order.items:
        yield from check_common(item, "an archive")


def build_bagit(order: Order) -> Parts:
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    for item in order.items:
        parts, words, _ = collect(item)
        files |= {f"{PAYLOAD}{item.id}/{name}": data for name, data in parts.items()}
        about |= {f"{PAYLOAD}{item.id}/{name}": text for name, text in words.items()}
    return Parts(files, about, seal=partial(_bag, order))


def _bag(order: Order, files: Mapping[str, bytes]) -> dict[str, bytes]:
    payload = {name: data for name, data in files.items() if name.startswith(PAYLOAD)}
    tags = {
        BAGIT: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        INFO: _info(order, payload),
        MANIFEST: checksum_lines(payload),
        README: files[README].replace(CHECKSUMS.encode(), MANIFEST.encode()),
    }
    tags[TAGS] = checksum_lines(tags)
    base = bag_name(order)
    return {f"{base}/{name}": data for name, data in (payload | tags).items()}


def bag_name(order: Order) -> str:
    """A folder's name by journal, volume and number: "journal-of-mended-text-4-2"."""
    edition = order.edition
    names = [edition.journal or edition.title, edition.volume, edition.issue]
    if len(order.items) == 1:
        names.append(order.items[0].id)
    return re.sub(r"[^a-z0-9]+", "-", " ".join(filter(None, names)).lower()).strip("-")[:80] or "bag"


def _info(order: Order, payload: Mapping[str, bytes]) -> bytes:
    """Facts about the bag. Its date is that of the issue: no clock is asked."""
    edition = order.edition
    titles = "; ".join(item.facts.title for item in order.items)
    facts = [
        ("Source-Organization", edition.publisher),
        ("Contact-Email", edition.deposit.email),
        ("External-Description", f"{edition.journal or edition.title}: {titles}"),
        *(("External-Identifier", item.facts.doi) for item in order.items),
        ("Bagging-Date", edition.date if len(edition.date) == 10 else ""),
        ("Payload-Oxum", f"{sum(map(len, payload.values()))}.{len(payload)}"),
        ("Bag-Software-Agent", "docforge"),
    ]
    lines = [f"{name}: {' '.join(value.split())}" for name, value in facts if value]
    return ("\n".join(_folded(line) for line in lines) + "\n").encode()


def _folded(line: str) -> str:
    """RFC 8493, 2.2.2: a long value goes on in the next line, indented."""
    words, lines = line.split(" "), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) + 1 > LINE:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines)


BAGIT_TARGET = Target(
    "bagit",
    "BagIt bag for an archive",
    "BagIt 1.0 (RFC 8493), SHA-256",
    "The whole issue, a folder for each article: JATS, PDF, pictures, supplements, sources.",
    "Give the zip, or the folder in it, to the archive. Any BagIt tool checks it.",
    "deposit",
    True,
    check_bagit,
    build_bagit,
)
