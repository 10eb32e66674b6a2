"""One build from read copies to written files: what its stages share, and their order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docforge.diagnostics import Diagnostic, diagnostic, has_errors
from docforge.edition.account import check_written, html_report, json_report
from docforge.edition.assemble import assemble
from docforge.edition.cache import Cache
from docforge.edition.config import EditionConfig
from docforge.edition.figures import TOLD_HERE
from docforge.edition.final import check_final
from docforge.edition.inputs import RawFile
from docforge.edition.job import Job
from docforge.edition.output import remove_stale, write_files
from docforge.edition.pages import PageMaker
from docforge.edition.press import EDITION_EPUB, EDITION_PDF, SINGLE, Press, told_of
from docforge.edition.released import check_files, check_text, program
from docforge.edition.results import BuildResult, Progress, place_findings, sort_findings
from docforge.edition.retracted import hold_against
from docforge.edition.stages import read_stage, restyle_stage
from docforge.edition.tasks import Threads, attempt
from docforge.model.edition import SITE
from docforge.normalise.across import compare_articles
from docforge.validate.base import Checked
from docforge.validate.check import as_advice

if TYPE_CHECKING:
    from docforge.exporters.laid import Laid

SITE_INDEX = f"{SITE}index.html"


class Run:
    """``files`` are those of the build by name, in the order in which they are checked and written."""

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
        self.listed: tuple[Checked, ...] = ()
        self.done = 0
        self.total = 0
        self.files: dict[str, bytes] = {}
        self.told: list[Diagnostic] = list(config.diagnostics)

    def step(self, what: str) -> None:
        self.progress(self.done, self.total, what)
        self.done += 1

    def build(
        self, jobs: list[Job], pages: PageMaker, threads: Threads, out: Path, strict: bool
    ) -> BuildResult:
        self.total = len(jobs) * (2 + len(SINGLE)) + (2 if self.partial else 4)
        for job in jobs:
            self.step(f"reading {job.config.id}")
            attempt(job.told, job.config.id, partial(self.read, job))
        self.compare(jobs)
        self.check_lists(jobs)
        self.restyle(jobs)
        for job in jobs:
            if job.printed:
                job.told += check_text(self.config.releases, self.meta, job.printed)
        if self.meta.status == "final":
            self.hold_back(jobs)
        press = Press(self.cache, self.meta, pages, threads, self.partial)
        press.begin(jobs, self.step)
        self.print(jobs, press)
        return self.finish(jobs, press, out, strict)

    # ---------------------------------------------------------------- reading

    def read(self, job: Job) -> None:
        """Read the copies, lay the editor's decisions over them, attach the pictures."""
        given = job.inputs
        reading = read_stage(self.cache, given.corrected, given.copies, given.guidance)
        done = assemble(job.config, reading, dict(given.pictures))
        job.article, job.reading = done.article, done.reading
        job.told += done.told

    def compare(self, jobs: list[Job]) -> None:
        """Tell each article which names the ones before it write otherwise."""
        found = compare_articles([(job.config.id, job.article.document) for job in jobs if job.article])
        for job in jobs:
            job.told += found.get(job.config.id, ())

    def check_lists(self, jobs: list[Job]) -> None:
        """Tell each article which works it cites were retracted, as far as the editor's list knows."""
        documents = {job.config.id: job.article.document for job in jobs if job.article}
        found, self.listed = hold_against(documents, self.retractions)
        for job in jobs:
            job.told += found.get(job.config.id, ())

    def restyle(self, jobs: list[Job]) -> None:
        """Set references and citations in the edition's style."""
        for job in jobs:
            job.printed = job.article
            if job.article and (style := self.config.style):
                article = job.article
                work = partial(restyle_stage, self.cache, article, style)
                if styled := attempt(job.told, job.config.id, work):
                    job.article = replace(article, document=styled.document)
                    job.told += styled.told

    def hold_back(self, jobs: list[Job]) -> None:
        """Mark a final edition that is none as the proof that it still is."""
        for job in jobs:
            if job.article and job.reading:
                job.told += check_final(job.config.id, job.article.document, job.reading.edits, job.told)
        if any(job.article is None or has_errors(job.told) for job in jobs):
            self.meta = replace(self.meta, status="proof")

    # ---------------------------------------------------------------- files

    def print(self, jobs: list[Job], press: Press) -> None:
        """Take the files of the articles in their order, and have those of the edition made of them."""
        paged = [job for job in jobs if job.count and not job.count.exception()]
        around = press.begin_around(paged) if paged and not self.partial else None
        laid = [(job, one) for job in jobs if (one := self.pages_of(job))]
        if around and len(laid) < len(paged):
            # One that was counted could not be painted: the others are bound without it.
            around = press.begin_around([job for job, _ in laid]) if laid else None
        bound = press.begin_bound(laid, around) if around else None
        files = press.take(jobs, self.step)
        self.files |= files
        if self.partial:
            return
        articles = [job.article for job in jobs if job.article]
        self.step(EDITION_EPUB)
        epub = press.begin_epub(articles) if articles else None
        self.step(SITE_INDEX)
        site = press.begin_site(articles, files) if articles else None
        if bound and (whole := attempt(self.told, EDITION_PDF, bound.result)):
            self.files = {EDITION_PDF: whole.data, **self.files}
            self.told += whole.diagnostics
        for name, begun in ((EDITION_EPUB, epub), (SITE_INDEX, site)):
            if begun and (exported := attempt(self.told, name, begun.result)):
                self.files |= exported.files
                self.told += told_of(exported)

    def pages_of(self, job: Job) -> Laid | None:
        """The pages of an article, with what is told of them."""
        if job.laid is None:
            return None
        laid = attempt(job.told, f"{job.config.id}: article.pdf", job.laid.result)
        job.told += [d for d in laid.diagnostics if d.code not in TOLD_HERE] if laid else ()
        return laid

    def check(self, jobs: list[Job], press: Press) -> list[Checked]:
        """Every file before it is written, in the order of the files."""
        articles = [job.article for job in jobs if job.article]
        checks: list[Checked] = []
        for name, data in self.files.items():
            begun = press.checks.get(name)
            work = (
                begun.result if begun else partial(check_written, self.cache, name, data, articles, self.meta)
            )
            checks += attempt(self.told, f"the check of {name}", work) or ()
        # lxml: an unchanged build does without.
        from docforge.validate.html import check_site

        if site := {name: data for name, data in self.files.items() if name.startswith(SITE)}:
            checks += [check_site(site, SITE_INDEX)]
        return checks if self.meta.status == "final" else [as_advice(checked) for checked in checks]

    def held_against_release(self, jobs: list[Job]) -> tuple[Diagnostic, ...]:
        """What was released of these files and is otherwise now."""
        articles = [job.printed for job in jobs if job.printed]
        told = {job.config.id for job in jobs if any(d.code.startswith("release-") for d in job.told)}
        return check_files(
            self.config.releases, self.meta, articles, self.files, program(self.cache.seed), told
        )

    def followed(self, jobs: list[Job], checks: list[Checked]) -> list[Checked]:
        """The checks, each finding with the place in the article's own text that it comes from."""
        # lxml: an unchanged build does without.
        from docforge.edition.tracing.built import built_tracer

        tracer = built_tracer(self.config, {job.config.id: job.sources for job in jobs}, self.files)
        for job in jobs:
            place = partial(tracer.place, folder=f"articles/{job.config.id}/")
            job.told = [place(d) if d.where == "article.pdf" else d for d in job.told]
        return list(map(tracer.trace, checks))

    def finish(self, jobs: list[Job], press: Press, out: Path, strict: bool) -> BuildResult:
        """Check what is to be written, add the report, write it all, and say what came of it."""
        self.step("checking and reporting")
        checks = [*self.followed(jobs, self.check(jobs, press)), *self.listed]
        if self.meta.status == "final" and not self.partial:
            self.told += self.held_against_release(jobs)
        readings = [
            (job.config.id, replace(job.reading, diagnostics=tuple(job.told))) for job in jobs if job.reading
        ]
        more = [*self.told, *(d for job in jobs if not job.reading for d in job.told)]
        for name, write in (("report.json", json_report), ("report.html", html_report)):
            report = attempt(self.told, name, partial(write, self.meta, readings, checks, more))
            if report is not None:
                self.files[name] = report
        self.step("writing")
        write_files(out, self.files)
        kept = remove_stale(out, self.files, partial=self.partial)
        checked = [d for c in checks for d in c.diagnostics]
        findings = sort_findings(
            [
                *place_findings([*self.told, *map(_hand_changed, kept)], "", ()),
                *place_findings(checked, "", [source for job in jobs for source in job.sources]),
                *(f for job in jobs for f in place_findings(job.told, job.config.id, job.sources)),
            ]
        )
        return BuildResult(
            out, tuple(self.files), tuple(job.result() for job in jobs), findings, tuple(checks), strict
        )


def _hand_changed(name: str) -> Diagnostic:
    said = f"{name} is of an earlier build and was changed since; it was left alone."
    return diagnostic("hand-changed", said, hint="Remove it if it is no longer wanted.", where=name)
