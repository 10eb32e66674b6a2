"""An edition's folder -> its files: read, lay out, write, check, report.

Nothing is written before every copy has been read. An article that fails is told as ``article-failed`` and
the others are built.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from docforge.edition.cache import Cache, fingerprint
from docforge.edition.config import ArticleConfig, EditionConfig
from docforge.edition.gather import ArticleInputs, check_picture, check_readable, gather
from docforge.edition.job import Job
from docforge.edition.output import CACHE, prepare
from docforge.edition.pages import PageMaker, processors
from docforge.edition.ready import ready_to_lay_out
from docforge.edition.results import BuildResult, Progress
from docforge.edition.retracted import load_retractions
from docforge.edition.stages import cover_parts, raw_parts
from docforge.edition.tasks import Threads
from docforge.edition.unchanged import recall, remember
from docforge.errors import UsageError

__all__ = ["Progress", "build_edition", "choose"]


def build_edition(
    config: EditionConfig,
    out: Path,
    only: Sequence[str] = (),
    strict: bool = False,
    progress: Progress | None = None,
    pages: PageMaker | None = None,
) -> BuildResult:
    """Build ``config`` into ``out``; with ``only``, these articles alone and no edition files.

    ``strict`` makes warnings count in ``BuildResult.ok``. ``progress`` is told (done, all, what). ``pages``
    lays out, open already; without it as many articles at once as there are processors.
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
    # Heavy: an unchanged build does without all that reads, writes and checks.
    from docforge.edition.run import Run

    for given in inputs:
        check_readable(given, config.name(given.config.folder))
    if config.meta.cover:
        check_picture(*config.meta.cover)
    prepare(out)
    run = Run(config, cache, progress or (lambda done, total, what: None), bool(only), listed)
    given_jobs = [Job(a, i) for a, i in zip(chosen, inputs, strict=True)]
    with Threads() as threads, ExitStack() as opened:
        pages = pages or opened.enter_context(PageMaker(processors()))
        pages.prepare(partial(ready_to_lay_out, config.meta))
        result = run.build(given_jobs, pages, threads, out, strict)
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
