"""An edition's folder -> its files: read, lay out, write, check, report.

Nothing is written before every copy has been read. An article that fails is told as ``article-failed`` and
the others are built; this is the one place where any exception of one document becomes a diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from docforge.diagnostics import Diagnostic, diagnostic, has_errors
from docforge.edition.account import SITE, check_written, html_report, json_report
from docforge.edition.assemble import assemble
from docforge.edition.cache import Cache, fingerprint
from docforge.edition.colophon import made_from
from docforge.edition.config import ArticleConfig, EditionConfig
from docforge.edition.figures import TOLD_HERE
from docforge.edition.final import check_final
from docforge.edition.formats import FORMATS
from docforge.edition.gather import ArticleInputs, check_picture, check_readable, gather
from docforge.edition.inputs import RawFile
from docforge.edition.output import CACHE, prepare, remove_stale, write_files
from docforge.edition.pages import PageMaker, processors
from docforge.edition.released import check_files, check_text, program, text_digest
from docforge.edition.results import ArticleResult, BuildResult, place_findings, sort_findings
from docforge.edition.retracted import hold_against, load_retractions
from docforge.edition.stages import (
    cover_parts,
    edition_stage,
    export_stage,
    layout_stage,
    raw_parts,
    read_stage,
    restyle_stage,
    site_stage,
)
from docforge.edition.unchanged import recall, remember
from docforge.errors import DocforgeError, UsageError
from docforge.exporters.base import Exported
from docforge.model.edition import Article
from docforge.model.source import SourceText
from docforge.model.text import inline_text
from docforge.normalise.across import compare_articles
from docforge.repair.record import Reading
from docforge.review.questions import decided, open_questions
from docforge.validate.base import Checked
from docforge.validate.check import as_advice

if TYPE_CHECKING:
    from docforge.exporters.issue.entries import Entry, Made
    from docforge.exporters.pdf import Laid

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
# The formats beside PDF that say where pages begin and end; others are written during the layout.
PAGED = ("jats", "html", "epub")
THREADS = 2
# PDF comes from the layout of the whole edition, not from an article alone.
SINGLE = tuple(f for name, f in FORMATS.items() if name != "pdf")


@dataclass(slots=True)
class _Job:
    """One article on its way. ``told`` collects what is said about it."""

    config: ArticleConfig
    inputs: ArticleInputs
    reading: Reading | None = None
    article: Article | None = None
    # As the copies print references and citations; ``article`` has them in the edition's style.
    printed: Article | None = None
    told: list[Diagnostic] = field(default_factory=list)
    pdf: bytes = b""
    aside: dict[str, Future[Exported]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def build_edition(
    config: EditionConfig,
    out: Path,
    only: Sequence[str] = (),
    strict: bool = False,
    progress: Progress | None = None,
    jobs: int = 0,
) -> BuildResult:
    """Build ``config`` into ``out``; with ``only``, these articles alone and no edition files.

    ``strict`` makes warnings count in ``BuildResult.ok``. ``progress`` is told (done, all, what). ``jobs``
    articles are laid out at once, 0 for as many as there are processors.
    Raises ``UsageError`` (unknown article, a place that is no place for results), ``InputError`` (a copy
    cannot be read; nothing is written), ``OutputError`` and ``MissingToolError``.
    """
    chosen = choose(config, only)
    _refuse_place(config, out)
    inputs = [gather(config, article) for article in chosen]
    path = config.retractions
    listed = load_retractions(path, config.name(path)) if path else None
    cache = Cache(out / CACHE, fingerprint())
    parts = [*_whole_parts(config, inputs, only), "retractions", *raw_parts([listed] if listed else [])]
    whole = cache.key("build", parts)
    if (known := recall(cache, whole, out, strict)) is not None:
        return known
    for given in inputs:
        check_readable(given, config.name(given.config.folder))
    if config.meta.cover:
        check_picture(*config.meta.cover)
    prepare(out)
    run = _Run(config, cache, progress or (lambda done, total, what: None), bool(only), listed)
    try:
        with PageMaker(jobs or processors(), len(chosen)) as run.pages:
            result = run.build([_Job(a, i) for a, i in zip(chosen, inputs, strict=True)], out, strict)
    finally:
        run.pool.shutdown(cancel_futures=True)
    if not only:
        cache.used.add(whole)
        cache.prune()
    remember(cache, whole, result, run.files)
    return result


def choose(config: EditionConfig, only: Sequence[str]) -> tuple[ArticleConfig, ...]:
    """The articles named, in the edition's order; all when none is named. Raises ``UsageError``."""
    ids = [article.id for article in config.articles]
    for name in only:
        if name not in ids:
            close = get_close_matches(name, ids, 1, 0.4)
            maybe = f'Did you mean "{close[0]}"? ' if close else ""
            raise UsageError(
                f'There is no article "{name}" in this edition.', f"{maybe}Articles: {', '.join(ids)}."
            )
    return tuple(article for article in config.articles if not only or article.id in only)


def _refuse_place(config: EditionConfig, out: Path) -> None:
    """Results never land among the sources: an article.md there would win at the next build."""
    place = out.resolve()
    if place == config.folder.resolve() or any(
        place.is_relative_to(article.folder.resolve()) for article in config.articles
    ):
        raise UsageError(f"{out} holds the sources of the edition.", "Name another folder with --out.")


def _whole_parts(
    config: EditionConfig, inputs: Sequence[ArticleInputs], only: Sequence[str]
) -> list[str | bytes]:
    parts: list[str | bytes] = [repr(config.meta), repr(config.diagnostics), "only" if only else "all"]
    parts += [repr(config.releases), *cover_parts(config.meta)]
    parts += [config.style.csl] if config.style else []
    for given in inputs:
        parts += given.parts
    return parts


class _Run:
    """One build: what its steps share."""

    def __init__(
        self,
        config: EditionConfig,
        cache: Cache,
        progress: Progress,
        partial: bool,
        retractions: RawFile | None,
    ) -> None:
        self.config = config
        self.meta = config.meta
        self.cache = cache
        self.progress = progress
        self.partial = partial
        self.retractions = retractions
        self.checks: tuple[Checked, ...] = ()
        self.done = 0
        self.total = 0
        self.files: dict[str, bytes] = {}
        self.told: list[Diagnostic] = list(config.diagnostics)
        self.pool = ThreadPoolExecutor(THREADS)
        self.pages: PageMaker
        self.pdf_checks: dict[str, Future[tuple[Checked, ...]]] = {}

    def step(self, what: str) -> None:
        self.progress(self.done, self.total, what)
        self.done += 1

    def attempt(self, told: list[Diagnostic], where: str, work: Callable[[], T]) -> T | None:
        """``work()``; our own faults become a diagnostic, so that other documents are built."""
        try:
            return work()
        except DocforgeError:
            raise
        except Exception as error:
            cause = f"{type(error).__name__}: {error}"[:300]
            hint = "This is a fault of docforge: please report it with the text that caused it."
            told.append(diagnostic("article-failed", f"{where} failed ({cause}).", hint=hint, where=where))
            return None

    def build(self, jobs: list[_Job], out: Path, strict: bool) -> BuildResult:
        self.total = len(jobs) * (2 + len(SINGLE)) + (2 if self.partial else 4)
        for job in jobs:
            self.step(f"reading {job.config.id}")
            self.attempt(job.told, job.config.id, lambda job=job: self.read(job))  # type: ignore[misc]
        self.compare(jobs)
        self.check_lists(jobs)
        self.restyle(jobs)
        for job in jobs:
            if job.printed:
                job.told += check_text(self.config.releases, self.meta, job.printed)
        if self.meta.status == "final":
            self.hold_back(jobs)
        self.begin_aside(jobs)
        self.lay_out(jobs)
        for job in jobs:
            self.export(job)
        if not self.partial:
            articles = [job.article for job in jobs if job.article]
            self.bind(articles)
            self.add_site(articles)
        return self.finish(jobs, out, strict)

    def read(self, job: _Job) -> None:
        """Read the copies, lay the editor's decisions over them, attach the pictures."""
        given = job.inputs
        reading = read_stage(self.cache, given.corrected, given.copies, given.guidance)
        done = assemble(job.config, reading, dict(given.pictures))
        job.article, job.reading = done.article, done.reading
        job.told += done.told

    def compare(self, jobs: list[_Job]) -> None:
        """Tell each article which names the ones before it write otherwise."""
        found = compare_articles([(job.config.id, job.article.document) for job in jobs if job.article])
        for job in jobs:
            job.told += found.get(job.config.id, ())

    def check_lists(self, jobs: list[_Job]) -> None:
        """Tell each article which works it cites were retracted, as far as the editor's list knows."""
        documents = {job.config.id: job.article.document for job in jobs if job.article}
        found, self.checks = hold_against(documents, self.retractions)
        for job in jobs:
            job.told += found.get(job.config.id, ())

    def restyle(self, jobs: list[_Job]) -> None:
        """Set references and citations in the edition's style."""
        for job in jobs:
            job.printed = job.article
            if job.article and (style := self.config.style):
                article = job.article
                styled = self.attempt(
                    job.told, job.config.id, partial(restyle_stage, self.cache, article, style)
                )
                if styled:
                    job.article = replace(article, document=styled.document)
                    job.told += styled.told

    def hold_back(self, jobs: list[_Job]) -> None:
        """Mark a final edition that is none as the proof that it still is."""
        for job in jobs:
            if job.article and job.reading:
                job.told += check_final(job.config.id, job.article.document, job.reading.edits, job.told)
        if any(job.article is None or has_errors(job.told) for job in jobs):
            self.meta = replace(self.meta, status="proof")

    def begin_aside(self, jobs: list[_Job]) -> None:
        """Write other formats while pages are laid out; ``export`` takes the results in its own order."""
        for job in jobs:
            for f in (f for f in SINGLE if f.name not in PAGED):
                if article := job.printed if f.as_printed else job.article:
                    write = partial(f.write, article, self.meta)
                    job.aside[f.name] = self.pool.submit(
                        export_stage, self.cache, f.name, [article], self.meta, write
                    )

    def lay_out(self, jobs: list[_Job]) -> None:
        """PDF of each article, where one ends the next begins; then the edition's, of the same pages."""
        from docforge.exporters.issue.entries import entry

        done: list[tuple[Entry, Laid, Made]] = []
        for job, finish in self.begin_layouts(jobs):
            laid = self.attempt(job.told, f"{job.config.id}: article.pdf", finish)
            if laid is None or job.article is None or job.reading is None:
                continue
            job.pdf = laid.data
            job.told += [d for d in laid.diagnostics if d.code not in TOLD_HERE]
            one = entry(job.article, str(laid.first))
            done.append((one, laid, made_from(one, job.inputs, job.reading, job.told)))
            # Laid out without the others an article begins on page 1, which is not its page in the edition.
            if not self.partial and not job.article.elocation_id:
                job.article = replace(
                    job.article, first_page=str(laid.first), last_page=str(laid.last), page_starts=laid.starts
                )
            self.begin_check(f"articles/{job.config.id}/article.pdf", laid.data, [job.article])
        if done and not self.partial:
            entries, pages, account = zip(*done, strict=True)
            bind = partial(edition_stage, self.cache, self.meta, entries, account, pages, self.pages.run)
            if bound := self.attempt(self.told, "edition.pdf", bind):
                self.files["edition.pdf"] = bound.data
                self.told += bound.diagnostics
                self.begin_check("edition.pdf", bound.data, [job.article for job in jobs if job.article])

    def begin_layouts(self, jobs: list[_Job]) -> list[tuple[_Job, Callable[[], Laid]]]:
        """Begin to lay out every article, each as soon as it is known where the one before it ends."""
        from docforge.exporters.pdf import first_folio

        begun: list[tuple[_Job, Callable[[], Laid]]] = []
        counts: list[tuple[int, Future[int]]] = []

        def following() -> int:
            ended = ((start, count) for start, count in reversed(counts) if count.exception() is None)
            return next((start + count.result() for start, count in ended), first_folio(self.meta))

        for job in jobs:
            self.step(f"laying out {job.config.id}")
            if job.article is None or job.reading is None:
                continue
            # Where numbers stand for pages, nobody waits for the pages before.
            start = 1 if job.article.elocation_id else following()
            counts.append((start, Future()))
            count = counts[-1][1]
            begun.append(
                (job, layout_stage(self.cache, job.article, self.meta, start, self.pages.begin, count))
            )
        return begun

    def begin_check(self, name: str, data: bytes, articles: list[Article]) -> None:
        """Let pages be read back while others are laid out and other formats are written."""
        self.pdf_checks[name] = self.pool.submit(check_written, self.cache, name, data, articles, self.meta)

    def export(self, job: _Job) -> None:
        """Every format of one article, with its pictures beside."""
        article = job.article
        folder = f"articles/{job.config.id}"
        if job.pdf:
            job.files[f"{folder}/article.pdf"] = job.pdf
        for f in SINGLE:
            self.step(f"{job.config.id}: {f.file}")
            if article is None:
                continue
            exported = self.attempt(
                job.told,
                f"{folder}/{f.file}",
                job.aside[f.name].result
                if f.name in job.aside
                else partial(
                    export_stage,
                    self.cache,
                    f.name,
                    [article],
                    self.meta,
                    partial(f.write, article, self.meta),
                ),
            )
            if exported:
                job.files |= {f"{folder}/{name}": data for name, data in exported.files.items()}
                job.told += [d for d in exported.diagnostics if d.code not in TOLD_HERE]
        if article is not None:
            job.files |= {f"{folder}/{name}": data for name, data in article.assets}
        self.files |= job.files

    def bind(self, articles: list[Article]) -> None:
        """The EPUB of the whole edition."""
        self.step("edition.epub")
        if not articles:
            return
        from docforge.exporters.epub import write_epub

        exported = self.attempt(
            self.told,
            "edition.epub",
            lambda: export_stage(
                self.cache,
                "edition-epub",
                articles,
                self.meta,
                lambda: write_epub(articles, self.meta, "edition.epub"),
                cover_parts(self.meta),
            ),
        )
        if exported:
            self.files |= exported.files
            self.told += [d for d in exported.diagnostics if d.code not in TOLD_HERE]

    def add_site(self, articles: list[Article]) -> None:
        """The pages of the edition for the web, with the files of each article to download."""
        self.step("site/index.html")
        if not articles:
            return
        from docforge.exporters.site import DOWNLOADS, write_site

        downloads = {
            article.id: {
                name: self.files[f"articles/{article.id}/{name}"]
                for name in DOWNLOADS
                if f"articles/{article.id}/{name}" in self.files
            }
            for article in articles
        }
        site = self.attempt(
            self.told,
            "site/index.html",
            partial(site_stage, self.cache, articles, self.meta, downloads, write_site),
        )
        if site:
            self.files |= site.files
            self.told += [d for d in site.diagnostics if d.code not in TOLD_HERE]

    def check(self, articles: list[Article]) -> list[Checked]:
        """Every file before it is written, in the order of the files."""
        checks: list[Checked] = []
        for name, data in self.files.items():
            begun = self.pdf_checks.get(name)
            work = (
                begun.result if begun else partial(check_written, self.cache, name, data, articles, self.meta)
            )
            checks += self.attempt(self.told, f"the check of {name}", work) or ()
        # lxml: an unchanged build does without.
        from docforge.validate.html import check_site

        if site := {name: data for name, data in self.files.items() if name.startswith(SITE)}:
            checks += [check_site(site, f"{SITE}index.html")]
        return checks if self.meta.status == "final" else [as_advice(checked) for checked in checks]

    def held_against_release(self, jobs: list[_Job]) -> tuple[Diagnostic, ...]:
        """What was released of these files and is otherwise now."""
        articles = [job.printed for job in jobs if job.printed]
        told = {job.config.id for job in jobs if any(d.code.startswith("release-") for d in job.told)}
        return check_files(
            self.config.releases, self.meta, articles, self.files, program(self.cache.seed), told
        )

    def finish(self, jobs: list[_Job], out: Path, strict: bool) -> BuildResult:
        """Check what is to be written, add the report, write it all, and say what came of it."""
        self.step("checking and reporting")
        checks = [*self.check([job.article for job in jobs if job.article]), *self.checks]
        if self.meta.status == "final" and not self.partial:
            self.told += self.held_against_release(jobs)
        readings = [
            (job.config.id, replace(job.reading, diagnostics=tuple(job.told))) for job in jobs if job.reading
        ]
        more = [*self.told, *(d for job in jobs if not job.reading for d in job.told)]
        for name, write in (("report.json", json_report), ("report.html", html_report)):
            report = self.attempt(self.told, name, partial(write, self.meta, readings, checks, more))
            if report is not None:
                self.files[name] = report
        self.step("writing")
        write_files(out, self.files)
        kept = remove_stale(out, self.files, partial=self.partial)
        checked = [d for c in checks for d in c.diagnostics]
        findings = sort_findings(
            [
                *place_findings([*self.told, *checked, *map(_hand_changed, kept)], "", ()),
                *(f for job in jobs for f in place_findings(job.told, job.config.id, _sources(job))),
            ]
        )
        return BuildResult(
            out, tuple(self.files), tuple(_result(job) for job in jobs), findings, tuple(checks), strict
        )


def _sources(job: _Job) -> tuple[SourceText, ...]:
    return job.reading.sources if job.reading else ()


def _result(job: _Job) -> ArticleResult:
    title = inline_text(job.article.document.meta.title) if job.article else ""
    if job.reading is None:
        return ArticleResult(job.config.id, title, None)
    edits = job.reading.edits
    return ArticleResult(
        job.config.id,
        title,
        job.reading.conservation,
        *decided(edits, job.told),
        len(open_questions(edits, job.told)),
        text_digest(job.printed) if job.printed else "",
    )


def _hand_changed(name: str) -> Diagnostic:
    said = f"{name} is of an earlier build and was changed since; it was left alone."
    return diagnostic("hand-changed", said, hint="Remove it if it is no longer wanted.", where=name)
