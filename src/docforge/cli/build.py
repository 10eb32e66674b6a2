"""Build an edition into a folder.

EDITION_DIR is the folder with edition.toml: the current one if it has that file, else sources/.
Writes edition.pdf, edition.epub, report.html, report.json and a folder for each article.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docforge.cli import codes, show
from docforge.cli.interrupt import stop_if_interrupted
from docforge.cli.places import default_edition
from docforge.errors import DocforgeError
from docforge.model.edition import EditionMeta

if TYPE_CHECKING:
    from docforge.edition.results import ArticleResult, BuildResult


def command(
    edition_dir: Annotated[
        Path | None, typer.Argument(help="Folder with edition.toml.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("build"),
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Build this article alone (may be given again).")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            help="Lay out so many articles at once. Default: as many as there are processors.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again after each change of a file, until Ctrl-C.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    from docforge.edition.pages import PageMaker, processors
    from docforge.edition.workers import rarely_collect

    place = edition_dir or default_edition()
    rarely_collect()
    # The layout engine takes as long to load as everything else together: it begins first.
    with PageMaker(jobs or processors()) as pages:
        from docforge.edition.build import build_edition
        from docforge.edition.config import load_edition
        from docforge.edition.ready import ready_to_build
        from docforge.edition.watching import PAUSE, changes

        meta = EditionMeta()

        def build() -> int:
            nonlocal meta
            config = load_edition(place)
            meta = config.meta
            with show.progress_bar(not (quiet or as_json)) as progress:
                result = build_edition(config, out, only or (), strict, progress, pages)
            if as_json:
                show.say_json(_plain(result))
            else:
                _show(result, quiet)
            return _code(result)

        def pause() -> None:
            stop_if_interrupted()
            time.sleep(PAUSE)

        def rest() -> None:
            if not quiet:
                show.say("Waiting for changes. Ctrl-C ends.", error=True)
            ready_to_build(pages, meta)

        code = _keep_building(build, rest, changes(place, out, pause), as_json) if watch else build()
    raise typer.Exit(code)


def _keep_building(
    build: Callable[[], int], rest: Callable[[], None], changes: Iterator[None], as_json: bool
) -> int:
    """Build after each change until Ctrl-C, which is no failure here; what came of the last build."""
    next(changes)
    code = build()  # what cannot be begun is not waited for
    while True:
        try:
            rest()
            next(changes)
        except KeyboardInterrupt:
            return code
        try:
            code = build()
        except DocforgeError as error:
            code = codes.code_of(error)
            show.show_error(error.message, error.hint, code, as_json)


def _code(result: BuildResult) -> int:
    return codes.DONE if result.ok else codes.ERRORS_IN_RESULT


def _plain(result: BuildResult) -> dict[str, Any]:
    return {
        "ok": result.ok,
        "exit_code": _code(result),
        "out": str(result.out),
        "unchanged": result.unchanged,
        "files": list(result.files),
        "articles": [
            {
                "id": a.id,
                "title": a.title,
                "decisions_followed": a.followed,
                "decisions_unfollowed": a.unfollowed,
                "open_questions": a.questions,
            }
            for a in result.articles
        ],
        "counts": show.counted(result.findings),
        "findings": [show.finding_plain(f) for f in result.findings],
        "not_checked": [
            {"checker": c.checker, "file": c.file, "reason": c.reason} for c in result.checks if not c.ran
        ],
    }


def _show(result: BuildResult, quiet: bool) -> None:
    show.show_findings(result.findings, quiet=quiet)
    if not quiet:
        articles = f"{len(result.articles)} article{'' if len(result.articles) == 1 else 's'}"
        state = "unchanged" if result.unchanged else "built"
        said = show.in_words(show.counted(result.findings))
        show.say(f"{articles} {state} in {result.out}/: {said}. See {result.out / 'report.html'}.")
        show_decisions(result.articles)


def show_decisions(articles: Sequence[ArticleResult]) -> None:
    """How many decisions hold, how many do not, and what is still to be decided."""
    followed = sum(a.followed for a in articles)
    unfollowed = sum(a.unfollowed for a in articles)
    waiting = [a for a in articles if a.questions]
    if followed or unfollowed:
        not_followed = f", {unfollowed} not (stale or refused, see the warnings)" if unfollowed else ""
        show.say(f"Decisions: {followed} followed{not_followed}.")
    if waiting:
        listed = ", ".join(f"{a.id} ({a.questions})" for a in waiting)
        show.say(f"Open questions: {listed}. See them with: docforge explain {waiting[0].id} --open")
