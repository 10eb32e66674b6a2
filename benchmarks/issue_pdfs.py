"""The PDFs of an edition and nothing else: no other format, no check, no report, no cache.

    issue_pdfs.py EDITION_DIR FOLDER

docforge has no such command. The layouts are those of ``docforge build``, in as many processes.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from docforge.edition.assemble import assemble
from docforge.edition.cache import Cache
from docforge.edition.config import load_edition
from docforge.edition.gather import gather
from docforge.edition.page_stages import (
    bind_stage,
    colophon_stage,
    cover_stage,
    front_stage,
    layout_stage,
    lists_stage,
)
from docforge.edition.pages import PageMaker, processors
from docforge.edition.ready import ready_to_lay_out
from docforge.edition.stages import read_stage
from docforge.exporters.issue.entries import entry, first_folio
from docforge.exporters.laid import Around
from docforge.model.edition import Article


def main() -> None:
    config, out = load_edition(Path(sys.argv[1])), Path(sys.argv[2])
    cache, meta = Cache(None, ""), config.meta
    with PageMaker(processors()) as pages:
        pages.prepare(partial(ready_to_lay_out, meta))
        articles: list[Article] = []
        for chosen in config.articles:
            given = gather(config, chosen)
            reading = read_stage(cache, given.corrected, given.copies, given.guidance)
            articles.append(assemble(chosen, reading, dict(given.pictures)).article)
        folio, begun = first_folio(meta), []
        for article in articles:
            count: Future[int] = Future()
            begun.append(layout_stage(cache, article, meta, folio, pages.begin, count))
            folio += count.result()
        laid = [one.result() for one in begun]
        entries = tuple(entry(article, str(one.first)) for article, one in zip(articles, laid, strict=True))
        listed: Future[int] = Future()
        lists = lists_stage(cache, meta, entries, folio, pages.begin, listed)
        around = Around(
            cover_stage(cache, meta, tuple(one.title for one in entries), pages.begin).result(),
            front_stage(cache, meta, entries, pages.begin).result(),
            lists.result(),
            colophon_stage(cache, meta, (), folio + listed.result(), pages.begin).result(),
        )
        bound = bind_stage(cache, meta, entries, laid, around, pages.begin).result()
    out.mkdir(parents=True, exist_ok=True)
    (out / "edition.pdf").write_bytes(bound.data)
    for article, one in zip(articles, laid, strict=True):
        (out / f"{article.id}.pdf").write_bytes(one.data)


if __name__ == "__main__":
    main()
