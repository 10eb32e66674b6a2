"""Stages of a build that the cache can stand in for: reading, layout, binding, writing, checking.

Each takes values and returns values; what is stored is JSON or the bytes of files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from docforge.edition.cache import Cache
from docforge.edition.formats import need_layout_engine
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.plain import (
    checked_from_plain,
    checked_to_plain,
    diagnostic_from_plain,
    diagnostic_to_plain,
    reading_from_json,
    reading_to_json,
)
from docforge.edition.reading import read_copies
from docforge.exporters.base import Exported
from docforge.model.edition import Article, EditionMeta, PageStart
from docforge.model.jsonio import to_json
from docforge.model.meta import Document
from docforge.repair.record import Reading
from docforge.validate.base import Checked

if TYPE_CHECKING:
    from docforge.edition.restyle.apply import Restyled
    from docforge.edition.restyle.styles import Style
    from docforge.exporters.issue.entries import Account, Entry
    from docforge.exporters.pdf import Laid

_ABOUT = "about.json"
T = TypeVar("T")


def _stored(
    cache: Cache,
    key: str,
    make: Callable[[], T],
    pack: Callable[[T], Mapping[str, bytes]],
    unpack: Callable[[dict[str, bytes]], T],
) -> T:
    """The value under ``key``, made and stored if there is none that can be understood."""
    known = _known(cache, key, unpack)
    if known is not None:
        return known
    value = make()
    cache.put(key, pack(value))
    return value


def _known(cache: Cache, key: str, unpack: Callable[[dict[str, bytes]], T]) -> T | None:
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
    parts = [
        *guidance.parts,
        "corrected",
        *raw_parts([corrected] if corrected else []),
        "copies",
        *raw_parts(copies),
    ]
    return _stored(
        cache,
        cache.key("read", parts),
        lambda: read_copies(corrected, copies, guidance),
        lambda reading: {"reading.json": reading_to_json(reading)},
        lambda entry: reading_from_json(entry["reading.json"]),
    )


def restyle_stage(cache: Cache, article: Article, style: Style) -> Restyled:
    """References and citations in ``style``; what pandoc answered to the same question is not asked again."""
    # Heavy: an unchanged build, and an edition without a style, does without.
    from docforge.edition.restyle.apply import restyle
    from docforge.edition.restyle.citeproc import pandoc

    def run(document: bytes, style: Style) -> bytes:
        return _stored(
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
    return _stored(cache, key, write, _pack_exported, _unpack_exported)


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
    exported = _stored(
        cache,
        cache.key("site", [repr(edition), *cover_parts(edition), *parts, *given]),
        lambda: write(articles, edition, {a: dict.fromkeys(names, b"") for a, names in downloads.items()}),
        _pack_exported,
        _unpack_exported,
    )
    there = {
        f"site/articles/{a}/{name}": data for a, files in downloads.items() for name, data in files.items()
    }
    return Exported(exported.files | there, exported.diagnostics)


def _lengthened(parts: Sequence[str | bytes]) -> list[bytes]:
    data = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return [piece for part in data for piece in (len(part).to_bytes(8, "big"), part)]


def _pack_exported(exported: Exported) -> dict[str, bytes]:
    about = json.dumps([diagnostic_to_plain(d) for d in exported.diagnostics])
    return {_ABOUT: about.encode(), **{f"files/{name}": data for name, data in exported.files.items()}}


def _unpack_exported(entry: dict[str, bytes]) -> Exported:
    found = tuple(diagnostic_from_plain(p) for p in json.loads(entry[_ABOUT]))
    files = {name.removeprefix("files/"): data for name, data in entry.items() if name != _ABOUT}
    return Exported(files, found)


def layout_stage(
    cache: Cache,
    article: Article,
    edition: EditionMeta,
    folio: int,
    begin: Callable[[Callable[..., Laid], Future[int]], Future[Laid]],
    count: Future[int],
) -> Callable[[], Laid]:
    """The pages of an article from ``folio`` on, begun by ``begin`` or taken from before.

    What comes back waits for them; ``count`` is told how many there are as soon as that is known.
    """
    # The cover and where the issue begins say nothing of an article's own pages.
    edition = replace(edition, cover=None, cover_alt="", first_page="")
    key = cache.key("layout", [repr(edition), str(folio), *article_parts(article)])
    known = _known(cache, key, lambda entry: _unpack_laid(entry)[0])
    if known is not None:
        count.set_result(known.pages)
        return lambda: known
    begun = begin(partial(lay_out, article, edition, folio), count)

    def finish() -> Laid:
        laid = begun.result()
        cache.put(key, _pack_laid([laid]))
        return laid

    return finish


def cover_parts(edition: EditionMeta) -> list[str | bytes]:
    """What of a supplied cover a result depends on; the repr of an edition leaves it out."""
    return list(edition.cover or ())


def edition_stage(
    cache: Cache,
    edition: EditionMeta,
    entries: tuple[Entry, ...],
    account: Account,
    laid: tuple[Laid, ...],
    run: Callable[[Callable[[], Laid]], Laid],
) -> Laid:
    """The PDF of the edition: the articles' pages bound with those around them."""
    about: list[str | bytes] = [repr(edition), repr(entries), repr(account)]
    parts = [*about, *cover_parts(edition), *(one.data for one in laid)]
    return _stored(
        cache,
        cache.key("bind", parts),
        lambda: run(partial(bind, edition, entries, account, laid)),
        lambda bound: _pack_laid([bound]),
        lambda entry: _unpack_laid(entry)[0],
    )


def _pack_laid(laid: Sequence[Laid]) -> dict[str, bytes]:
    about = [
        [
            one.first,
            one.pages,
            [diagnostic_to_plain(d) for d in one.diagnostics],
            [[s.page, s.part, s.letters, s.near] for s in one.starts],
        ]
        for one in laid
    ]
    return {_ABOUT: json.dumps(about).encode(), **{f"{n}.pdf": one.data for n, one in enumerate(laid)}}


def _unpack_laid(entry: dict[str, bytes]) -> list[Laid]:
    from docforge.exporters.pdf import Laid

    about: list[Any] = json.loads(entry[_ABOUT])
    return [
        Laid(
            entry[f"{n}.pdf"],
            int(first),
            int(pages),
            tuple(map(diagnostic_from_plain, said)),
            tuple(PageStart(*start) for start in starts),
        )
        for n, (first, pages, said, starts) in enumerate(about)
    ]


def check_stage(
    cache: Cache, name: str, file: str, parts: Sequence[str | bytes], check: Callable[[], Checked]
) -> Checked:
    """What ``check`` says of ``file``, or said of the same ``parts`` before.

    A check that could not run is tried again each time.
    """
    key = cache.key("check", [name, file, *parts])
    entry = cache.get(key)
    if entry is not None:
        try:
            return checked_from_plain(json.loads(entry[_ABOUT]))
        except (ValueError, KeyError, TypeError, IndexError):
            pass
    checked = check()
    if checked.ran:
        cache.put(key, {_ABOUT: json.dumps(checked_to_plain(checked)).encode()})
    return checked


def lay_out(
    article: Article, edition: EditionMeta, folio: int, counted: Callable[[int], None] | None = None
) -> Laid:
    """Pages of an article; ``counted`` is told how many. Raises ``MissingToolError`` without the engine."""
    need_layout_engine()
    from docforge.exporters.pdf import lay_out_article

    return lay_out_article(article, edition, folio, counted=counted)


def bind(edition: EditionMeta, entries: tuple[Entry, ...], account: Account, laid: tuple[Laid, ...]) -> Laid:
    """The edition's pages as one file. Raises ``MissingToolError`` without the layout engine."""
    need_layout_engine()
    from docforge.exporters.pdf import Laid, bind_edition, first_folio, lay_out_around

    after = laid[-1].last + 1 if laid else first_folio(edition)
    around = lay_out_around(edition, entries, account, after)
    data = bind_edition(edition, entries, laid, around)
    told = tuple(dict.fromkeys(d for one in around for d in one.diagnostics))
    return Laid(data, 1, sum(one.pages for one in (*laid, *around)), told)
