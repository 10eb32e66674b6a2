"""The stages that make pages, for which the cache can stand in: articles, what is around them, binding."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from docforge.edition.cache import Cache
from docforge.edition.formats import need_layout_engine
from docforge.edition.plain import diagnostic_from_plain, diagnostic_to_plain
from docforge.edition.stages import ABOUT, article_parts, cover_parts, known
from docforge.model.edition import Article, EditionMeta, PageStart

if TYPE_CHECKING:
    from docforge.exporters.issue.entries import Account, Entry
    from docforge.exporters.laid import Around, Laid

_PDF = "pages.pdf"
# Begins work in a process of its own; with a number to come, the work tells how many pages there are.
Begin = Callable[..., Future["Laid"]]


def layout_stage(
    cache: Cache, article: Article, edition: EditionMeta, folio: int, begin: Begin, count: Future[int]
) -> Future[Laid]:
    """The pages of an article from ``folio`` on, begun by ``begin`` or taken from before.

    ``count`` is told how many there are as soon as that is known.
    """
    # The cover and where the issue begins say nothing of an article's own pages.
    edition = replace(edition, cover=None, cover_alt="", first_page="")
    key = cache.key("layout", [repr(edition), str(folio), *article_parts(article)])
    return _begun(cache, key, partial(lay_out, article, edition, folio), begin, count)


def cover_stage(cache: Cache, edition: EditionMeta, titles: tuple[str, ...], begin: Begin) -> Future[Laid]:
    """The cover of the edition."""
    key = cache.key("cover", [repr(edition), repr(titles), *cover_parts(edition)])
    return _begun(cache, key, partial(lay_out_part, "cover", edition, titles), begin)


def front_stage(cache: Cache, edition: EditionMeta, entries: tuple[Entry, ...], begin: Begin) -> Future[Laid]:
    """The pages before the articles."""
    key = cache.key("front", [repr(edition), repr(entries)])
    return _begun(cache, key, partial(lay_out_part, "front", edition, entries), begin)


def lists_stage(
    cache: Cache,
    edition: EditionMeta,
    entries: tuple[Entry, ...],
    folio: int,
    begin: Begin,
    count: Future[int],
) -> Future[Laid]:
    """Corrections, contributors, indexes from ``folio`` on; ``count`` is told how many pages they take."""
    key = cache.key("lists", [repr(edition), repr(entries), str(folio)])
    return _begun(cache, key, partial(lay_out_part, "lists", edition, entries, folio), begin, count)


def colophon_stage(
    cache: Cache, edition: EditionMeta, account: Account, folio: int, begin: Begin
) -> Future[Laid]:
    """The colophon, from ``folio`` on."""
    key = cache.key("colophon", [repr(edition), repr(account), str(folio)])
    return _begun(cache, key, partial(lay_out_part, "colophon", edition, account, folio), begin)


def _begun(
    cache: Cache, key: str, work: Callable[..., Laid], begin: Begin, count: Future[int] | None = None
) -> Future[Laid]:
    """Pages stored under ``key``, or begun now and stored when they are there."""
    before = known(cache, key, _unpack)
    if before is not None:
        if count is not None:
            count.set_result(before.pages)
        there: Future[Laid] = Future()
        there.set_result(before)
        return there

    def store(done: Future[Laid]) -> None:
        if not done.cancelled() and done.exception() is None:
            cache.put(key, _pack(done.result()))

    begun = begin(work) if count is None else begin(work, count)
    begun.add_done_callback(store)
    return begun


def bind_stage(
    cache: Cache,
    edition: EditionMeta,
    entries: tuple[Entry, ...],
    laid: Sequence[Laid],
    around: Around,
    begin: Begin,
) -> Future[Laid]:
    """The PDF of the edition: the articles' pages bound with those around them."""
    parts: list[str | bytes] = [repr(edition), repr(entries), *(one.data for one in (*around.all, *laid))]
    work = partial(_bind, edition, entries, laid, around)
    return _begun(cache, cache.key("bind", parts), work, begin)


def _bind(edition: EditionMeta, entries: tuple[Entry, ...], laid: Sequence[Laid], around: Around) -> Laid:
    from docforge.exporters.issue.pages import bind_edition
    from docforge.exporters.laid import Laid

    data = bind_edition(edition, entries, laid, around)
    told = tuple(dict.fromkeys(d for one in around.all for d in one.diagnostics))
    return Laid(data, 1, sum(one.pages for one in (*laid, *around.all)), told)


def _pack(laid: Laid) -> dict[str, bytes]:
    about = [
        laid.first,
        laid.pages,
        [diagnostic_to_plain(d) for d in laid.diagnostics],
        [[s.page, s.part, s.letters, s.near] for s in laid.starts],
    ]
    return {ABOUT: json.dumps(about).encode(), _PDF: laid.data}


def _unpack(entry: dict[str, bytes]) -> Laid:
    from docforge.exporters.laid import Laid

    about: list[Any] = json.loads(entry[ABOUT])
    first, pages, said, starts = about
    return Laid(
        entry[_PDF],
        int(first),
        int(pages),
        tuple(map(diagnostic_from_plain, said)),
        tuple(PageStart(*start) for start in starts),
    )


# ---------------------------------------------------------------- what a process of its own does


def lay_out(
    article: Article, edition: EditionMeta, folio: int, counted: Callable[[int], None] | None = None
) -> Laid:
    """Pages of an article; ``counted`` is told how many. Raises ``MissingToolError`` without the engine."""
    need_layout_engine()
    from docforge.exporters.pdf import lay_out_article

    return lay_out_article(article, edition, folio, counted=counted)


def lay_out_part(part: str, *given: Any) -> Laid:
    """The "cover", "front", "lists" or "colophon". Raises ``MissingToolError`` without the engine."""
    need_layout_engine()
    from docforge.exporters.issue import pages

    parts: dict[str, Callable[..., Laid]] = {
        "cover": pages.lay_out_cover,
        "front": pages.lay_out_front,
        "lists": pages.lay_out_lists,
        "colophon": pages.lay_out_colophon,
    }
    return parts[part](*given)
