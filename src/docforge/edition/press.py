"""Articles that are read -> their files, and those of the edition, each begun as soon as it can be.

Pages are laid out one article after the other, for each begins where the one before it ends; they are painted
while the next is laid out. Everything else is done beside: what needs no page at once, the rest of an article
with its checks when its pages are known, the pages around the articles when theirs are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from docforge.diagnostics import Diagnostic
from docforge.edition.account import check_bound, check_written
from docforge.edition.cache import Cache
from docforge.edition.colophon import provenance
from docforge.edition.figures import TOLD_HERE
from docforge.edition.formats import FORMATS, Format
from docforge.edition.job import Checks, Job, Made
from docforge.edition.page_stages import (
    bind_stage,
    colophon_stage,
    cover_stage,
    front_stage,
    layout_stage,
    lists_stage,
)
from docforge.edition.pages import PageMaker
from docforge.edition.ready import ready_to_write
from docforge.edition.stages import cover_parts, export_stage, site_stage
from docforge.edition.tasks import Threads, attempt, settled, then
from docforge.exporters.base import Exported
from docforge.model.edition import Article, EditionMeta

if TYPE_CHECKING:
    from docforge.exporters.issue.entries import Entry, Provenance
    from docforge.exporters.laid import Around, Laid

# The formats beside PDF that say where pages begin and end; others are written during the layout.
PAGED = ("jats", "html", "epub")
# PDF comes from the layout of the whole edition, not from an article alone.
SINGLE = tuple(f for name, f in FORMATS.items() if name != "pdf")
PDF = ".pdf"
EDITION_PDF, EDITION_EPUB = "edition.pdf", "edition.epub"


class Press:
    """What the work on the files of one build shares. ``partial``: these articles alone, no edition."""

    def __init__(
        self, cache: Cache, meta: EditionMeta, pages: PageMaker, threads: Threads, partial: bool
    ) -> None:
        self.cache = cache
        self.meta = meta
        self.pages = pages
        self.threads = threads
        self.partial = partial
        self.checks: dict[str, Future[Checks]] = {}

    # ---------------------------------------------------------------- articles

    def begin(self, jobs: Sequence[Job], step: Callable[[str], None]) -> None:
        """Begin all that is made of the articles; comes back when it is known where the last one begins."""
        # The layout engine gets ready first: everything waits for its pages.
        then(self.threads.writing, self.pages.ready, lambda _: ready_to_write())
        ready = [job for job in jobs if job.article and job.reading]
        for job in ready:
            for f in (f for f in SINGLE if f.name not in PAGED):
                if article := job.printed if f.as_printed else job.article:
                    work = partial(self._export, f, article)
                    job.aside[f.name] = then(self.threads.beside, self.pages.ready, work)
        self._lay_out(jobs, step)

    def _lay_out(self, jobs: Sequence[Job], step: Callable[[str], None]) -> None:
        """Begin the layout of each article as soon as it is known where the one before it ends."""
        for number, job in enumerate(jobs):
            step(f"laying out {job.config.id}")
            if job.article is None or job.reading is None:
                continue
            # Where numbers stand for pages, nobody waits for the pages before.
            job.first = 1 if job.article.elocation_id else self._following(jobs[:number])
            job.count = Future()
            job.laid = layout_stage(
                self.cache, job.article, self.meta, job.first, self.pages.begin, job.count
            )
            job.made = then(self.threads.writing, job.laid, partial(self._make, job, job.article))

    def _following(self, jobs: Sequence[Job]) -> int:
        """The folio after the last page of these articles."""
        from docforge.exporters.issue.entries import first_folio

        ended = ((job.first, job.count) for job in reversed(jobs) if job.count and not job.count.exception())
        return next((first + count.result() for first, count in ended), first_folio(self.meta))

    def _export(self, f: Format, article: Article, ready: Future[None] | None = None) -> Exported:
        return export_stage(self.cache, f.name, [article], self.meta, partial(f.write, article, self.meta))

    def _make(self, job: Job, article: Article, pages: Future[Laid]) -> Made:
        """Every file of an article whose pages are known, and the check of each."""
        laid = None if pages.exception() else pages.result()
        # Laid out without the others an article begins on page 1, which is not its page in the edition.
        if laid and not self.partial and not article.elocation_id:
            article = replace(
                article, first_page=str(laid.first), last_page=str(laid.last), page_starts=laid.starts
            )
        files = {f"{job.folder}/article{PDF}": laid.data} if laid else {}
        checks = {
            name: self.threads.beside.submit(check_written, self.cache, name, data, [article], self.meta)
            for name, data in files.items()
        }
        exports = {
            f.name: job.aside.get(f.name) or settled(partial(self._export, f, article)) for f in SINGLE
        }
        for exported in exports.values():
            if exported.exception() is None:
                files |= {f"{job.folder}/{name}": data for name, data in exported.result().files.items()}
        files |= {f"{job.folder}/{name}": data for name, data in article.assets}
        return Made(article, exports, files, checks | self._check(files, article))

    def _check(self, files: Mapping[str, bytes], article: Article) -> dict[str, Future[Checks]]:
        return {
            name: settled(partial(check_written, self.cache, name, data, [article], self.meta))
            for name, data in files.items()
            if not name.endswith(PDF)
        }

    def take(self, jobs: Sequence[Job], step: Callable[[str], None]) -> dict[str, bytes]:
        """The files of the articles, in their order; what is told of them goes to each."""
        files: dict[str, bytes] = {}
        for job in jobs:
            made = attempt(job.told, job.config.id, job.made.result) if job.made else None
            for f in SINGLE:
                step(f"{job.config.id}: {f.file}")
                if made:
                    work = made.exports[f.name].result
                    job.told += told_of(attempt(job.told, f"{job.folder}/{f.file}", work))
            if made:
                job.article = made.article
                files |= made.files
                self.checks |= made.checks
        return files

    # ---------------------------------------------------------------- the edition

    def begin_around(self, jobs: Sequence[Job]) -> Callable[[], Around]:
        """Begin the pages around these articles, which are counted; what comes back waits for them."""
        from docforge.exporters.issue.back import has_lists
        from docforge.exporters.laid import Around

        begin, entries = self.pages.begin, _entries(jobs)
        account = tuple(map(_provenance, entries, jobs))
        folio = self._following(jobs)
        listed = None
        if has_lists(self.meta, entries):
            count: Future[int] = Future()
            listed = lists_stage(self.cache, self.meta, entries, folio, begin, count)
            folio += 0 if count.exception() else count.result()
        colophon = colophon_stage(self.cache, self.meta, account, folio, begin)
        cover = cover_stage(self.cache, self.meta, tuple(one.title for one in entries), begin)
        front = front_stage(self.cache, self.meta, entries, begin)
        return lambda: Around(
            cover.result(), front.result(), listed.result() if listed else None, colophon.result()
        )

    def begin_bound(self, laid: Sequence[tuple[Job, Laid]], around: Callable[[], Around]) -> Future[Laid]:
        """The PDF of the edition: the pages of the articles bound with those around them, and its check."""
        bound = self.threads.binding.submit(self._bind, laid, around)
        self.checks[EDITION_PDF] = self.threads.binding.submit(self._check_bound, laid, bound)
        return bound

    def _bind(self, laid: Sequence[tuple[Job, Laid]], around: Callable[[], Around]) -> Laid:
        entries = _entries([job for job, _ in laid])
        pages = [one for _, one in laid]
        return bind_stage(self.cache, self.meta, entries, pages, around(), self.pages.begin).result()

    def _check_bound(self, laid: Sequence[tuple[Job, Laid]], bound: Future[Laid]) -> Checks:
        """Check the PDF of the edition beside those of its articles, which were checked."""
        made = [(f"{job.folder}/article{PDF}", job.made.result()) for job, _ in laid if job.made]
        parts = {name: one.files[name] for name, one in made}
        told = [found for name, one in made for found in one.checks[name].result()]
        articles = [one.article for _, one in made]
        data = bound.result().data
        return check_bound(self.cache, EDITION_PDF, data, articles, self.meta, parts, told, self.pages.run)

    def begin_epub(self, articles: Sequence[Article]) -> Future[Exported]:
        """The EPUB of the whole edition."""

        def write() -> Exported:
            from docforge.exporters.epub import write_epub

            return write_epub(articles, self.meta, EDITION_EPUB)

        return self.threads.writing.submit(
            export_stage, self.cache, "edition-epub", articles, self.meta, write, cover_parts(self.meta)
        )

    def begin_site(self, articles: Sequence[Article], files: Mapping[str, bytes]) -> Future[Exported]:
        """The pages of the edition for the web, with the files of each article to download."""

        def write() -> Exported:
            from docforge.exporters.site import DOWNLOADS, write_site

            downloads = {
                article.id: {
                    name: files[f"articles/{article.id}/{name}"]
                    for name in DOWNLOADS
                    if f"articles/{article.id}/{name}" in files
                }
                for article in articles
            }
            return site_stage(self.cache, articles, self.meta, downloads, write_site)

        return self.threads.writing.submit(write)


def _entries(jobs: Sequence[Job]) -> tuple[Entry, ...]:
    from docforge.exporters.issue.entries import entry

    return tuple(entry(job.article, str(job.first)) for job in jobs if job.article)


def _provenance(one: Entry, job: Job) -> Provenance:
    if job.reading is None:
        raise ValueError(f"{one.id} was not read")
    return provenance(one, job.inputs, job.reading, job.told)


def told_of(exported: Exported | None) -> list[Diagnostic]:
    """What a writer has to say that was not said when the pictures were read."""
    return [d for d in exported.diagnostics if d.code not in TOLD_HERE] if exported else []
