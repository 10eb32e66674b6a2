"""Stages of a build that the cache can stand in for: reading, writing, checking; pages have their own.

Each takes values and returns values; what is stored is JSON or the bytes of files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from docforge.edition.cache import Cache
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.plain import (
    checked_from_plain,
    checked_to_plain,
    diagnostic_from_plain,
    diagnostic_to_plain,
    reading_from_json,
    reading_to_json,
)
from docforge.exporters.base import Exported
from docforge.model.edition import SITE, Article, EditionMeta
from docforge.model.jsonio import to_json
from docforge.model.meta import Document
from docforge.repair.record import Reading
from docforge.validate.base import Checked

if TYPE_CHECKING:
    from docforge.edition.restyle.apply import Restyled
    from docforge.edition.restyle.styles import Style
    from docforge.validate.pdf_bound import Shown

ABOUT = "about.json"
T = TypeVar("T")
Found = TypeVar("Found", Checked, Checked | None)


def stored(
    cache: Cache,
    key: str,
    make: Callable[[], T],
    pack: Callable[[T], Mapping[str, bytes]],
    unpack: Callable[[dict[str, bytes]], T],
) -> T:
    """The value under ``key``, made and stored if there is none that can be understood."""
    before = known(cache, key, unpack)
    if before is not None:
        return before
    value = make()
    cache.put(key, pack(value))
    return value


def known(cache: Cache, key: str, unpack: Callable[[dict[str, bytes]], T]) -> T | None:
    """The value under ``key``, if there is one that can be understood."""
    entry = cache.get(key)
    if entry is None:
        return None
    try:
        return unpack(entry)
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def raw_parts(files: Sequence[RawFile]) -> list[str | bytes]:
    """What of input files a result depends on."""
    return [part for raw in files for part in (raw.name, raw.kind or "", raw.data)]


class _Same:
    """A document known by identity: equal documents may still differ in the places they were read from."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


@lru_cache(maxsize=32)
def _text_of(same: _Same) -> str:
    """The JSON of a document, written once for the many files that depend on it."""
    return to_json(same.document)


def article_parts(article: Article) -> list[str | bytes]:
    """What of an article a written file depends on."""
    assets = [part for name, data in article.assets for part in (name, data)]
    return [
        article.id,
        article.first_page,
        article.last_page,
        repr(article.page_starts),
        article.version,
        article.elocation_id,
        _text_of(_Same(article.document)),
        "assets",
        *assets,
    ]


def read_stage(
    cache: Cache, corrected: RawFile | None, copies: Sequence[RawFile], guidance: Guidance
) -> Reading:
    """``read_copies``, or what it yielded for the same bytes before."""

    def read() -> Reading:
        # Heavy: an unchanged build does without.
        from docforge.edition.reading import read_copies

        return read_copies(corrected, copies, guidance)

    parts = [
        *guidance.parts,
        "corrected",
        *raw_parts([corrected] if corrected else []),
        "copies",
        *raw_parts(copies),
    ]
    return stored(
        cache,
        cache.key("read", parts),
        read,
        lambda reading: {"reading.json": reading_to_json(reading)},
        lambda entry: reading_from_json(entry["reading.json"]),
    )


def restyle_stage(cache: Cache, article: Article, style: Style) -> Restyled:
    """References and citations in ``style``; what pandoc answered to the same question is not asked again."""
    # Heavy: an unchanged build, and an edition without a style, does without.
    from docforge.edition.restyle.apply import restyle
    from docforge.edition.restyle.citeproc import pandoc

    def run(document: bytes, style: Style) -> bytes:
        return stored(
            cache,
            cache.key("citeproc", [document, style.csl]),
            lambda: pandoc(document, style),
            lambda data: {"set.json": data},
            lambda entry: entry["set.json"],
        )

    return restyle(article.document, style, article.id, run)


def export_stage(
    cache: Cache,
    name: str,
    articles: Sequence[Article],
    edition: EditionMeta,
    write: Callable[[], Exported],
    more: Sequence[str | bytes] = (),
) -> Exported:
    """What ``write`` yields for these articles, or what it yielded before; ``name`` tells formats apart.

    ``more`` is what else the files depend on.
    """
    digests = [sha256(b"".join(_lengthened(article_parts(article)))).digest() for article in articles]
    key = cache.key("write", [name, repr(edition), *digests, *more])
    return stored(cache, key, write, _pack_exported, _unpack_exported)


def site_stage(
    cache: Cache,
    articles: Sequence[Article],
    edition: EditionMeta,
    downloads: Mapping[str, Mapping[str, bytes]],
    write: Callable[[Sequence[Article], EditionMeta, Mapping[str, Mapping[str, bytes]]], Exported],
) -> Exported:
    """The site of an edition. Files to download are in the key by their hashes, and in no entry."""
    given = [part for a in articles for name, data in downloads[a.id].items() for part in (a.id, name, data)]
    parts = [part for article in articles for part in article_parts(article)]
    exported = stored(
        cache,
        cache.key("site", [repr(edition), *cover_parts(edition), *parts, *given]),
        lambda: write(articles, edition, {a: dict.fromkeys(names, b"") for a, names in downloads.items()}),
        _pack_exported,
        _unpack_exported,
    )
    there = {
        f"{SITE}articles/{a}/{name}": data for a, files in downloads.items() for name, data in files.items()
    }
    return Exported(exported.files | there, exported.diagnostics)


def _lengthened(parts: Sequence[str | bytes]) -> list[bytes]:
    data = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return [piece for part in data for piece in (len(part).to_bytes(8, "big"), part)]


def _pack_exported(exported: Exported) -> dict[str, bytes]:
    about = json.dumps([diagnostic_to_plain(d) for d in exported.diagnostics])
    return {ABOUT: about.encode(), **{f"files/{name}": data for name, data in exported.files.items()}}


def _unpack_exported(entry: dict[str, bytes]) -> Exported:
    found = tuple(diagnostic_from_plain(p) for p in json.loads(entry[ABOUT]))
    files = {name.removeprefix("files/"): data for name, data in entry.items() if name != ABOUT}
    return Exported(files, found)


def cover_parts(edition: EditionMeta) -> list[str | bytes]:
    """What of a supplied cover a result depends on; the repr of an edition leaves it out."""
    return list(edition.cover or ())


def check_stage(
    cache: Cache, name: str, file: str, parts: Sequence[str | bytes], check: Callable[[], Found]
) -> Found | Checked:
    """What ``check`` says of ``file``, or said of the same ``parts`` before.

    A check that could not run, or that says nothing, is tried again each time.
    """
    key = cache.key("check", [name, file, *parts])
    if (before := known(cache, key, lambda entry: checked_from_plain(json.loads(entry[ABOUT])))) is not None:
        return before
    checked = check()
    if checked is not None and checked.ran:
        cache.put(key, {ABOUT: json.dumps(checked_to_plain(checked)).encode()})
    return checked


def shown_stage(cache: Cache, data: bytes) -> Shown | None:
    """What the PDF of an article shows, to hold the PDF of the edition against it."""
    from docforge.validate.pdf_bound import Shown, shown_in

    def unpack(entry: dict[str, bytes]) -> Shown | None:
        about = json.loads(entry[ABOUT])
        return about and Shown(tuple(about["articles"]), frozenset(about["looks"]))

    def pack(shown: Shown | None) -> dict[str, bytes]:
        about = shown and {"articles": shown.articles, "looks": sorted(shown.looks)}
        return {ABOUT: json.dumps(about).encode()}

    return stored(cache, cache.key("shown", [data]), lambda: shown_in(data), pack, unpack)
