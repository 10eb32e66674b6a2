"""Write your word on repairs and questions of ARTICLE into its decisions.toml.

ARTICLE is the id of an article of the edition, or a file (then name the file for the decisions with
--decisions). A proofread Word file (--from FILE.docx) gives its tracked changes as proposals: they wait
there for your word and change nothing by themselves. KEY is what `docforge explain ARTICLE` shows in
brackets; several are given by several options or with commas. Comments and order of the file are kept. The
next build follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docforge.cli import show
from docforge.cli.options import ArticleName, BuiltInto, DecisionsFile, EditionDir, Quiet
from docforge.cli.places import default_edition
from docforge.errors import UsageError

if TYPE_CHECKING:
    from docforge.edition.explain import Subject


def command(
    article: ArticleName,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="KEY", help="As docforge proposed.")
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="KEY", help="As the text was found.")
    ] = None,
    replace: Annotated[
        list[str] | None, typer.Option("--replace", metavar="KEY=TEXT", help="As you write it.")
    ] = None,
    undo: Annotated[
        list[str] | None, typer.Option("--undo", metavar="KEY", help="Take a decision back.")
    ] = None,
    rule: Annotated[str, typer.Option("--rule", help="The rule that all are accepted or rejected of.")] = "",
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Accept all that is undecided.")] = False,
    reject_all: Annotated[bool, typer.Option("--reject-all", help="Reject all that is undecided.")] = False,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", help="Merge this decisions.toml, or take the changes of this .docx.", show_default=False
        ),
    ] = None,
    edition_dir: EditionDir = None,
    out: BuiltInto = Path("build"),
    decisions: DecisionsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    from docforge.cli.inputs import read_subject
    from docforge.edition.deciding import Wanted, decide
    from docforge.edition.decisions import load_decisions
    from docforge.repair.decisions import Decisions, Verdict

    if accept_all and reject_all:
        raise UsageError("--accept-all and --reject-all exclude each other.", "Say one of them.")
    if bool(rule) != (accept_all or reject_all):
        raise UsageError("--rule goes with --accept-all or --reject-all.", "Name the rule and say which.")
    every = Verdict.ACCEPT if accept_all else Verdict.REJECT if reject_all else None
    subject = read_subject(article, edition_dir or default_edition(), out, decisions)
    if subject.path is None:
        raise UsageError(f"{article} is a file.", "Name the file for its decisions: --decisions FILE.toml")
    if source and source.suffix.lower() == ".docx":
        _take(source, article, subject, subject.path, as_json, quiet)
        return
    wanted = Wanted(
        _keys(accept),
        _keys(reject),
        dict(_pair(given) for given in replace or ()),
        _keys(undo),
        rule,
        every,
        load_decisions(source, str(source)) if source else Decisions(),
    )
    done = decide(subject.reading, subject.decisions, wanted, subject.path)
    named = (("accepted", Verdict.ACCEPT), ("rejected", Verdict.REJECT), ("replaced", Verdict.REPLACE))
    counts = {name: done.count(verdict) for name, verdict in (*named, ("undone", None))}
    if as_json:
        outcome = {"file": str(done.path), "decisions": counts, "unknown": list(done.unknown)}
        show.say_json({"ok": True, "exit_code": 0, **outcome})
    elif not quiet:
        said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
        show.say(f"wrote {done.path}: {said}." if said else f"{done.path}: nothing to change.")
        if done.unknown:
            show.say(
                f"Of these fit nothing in the text as it is (kept all the same): {', '.join(done.unknown)}."
            )
        again = f"docforge convert {article} --decisions {done.path}" if decisions else _build(edition_dir)
        show.say(f"Next: {again}")


def _take(source: Path, article: str, subject: Subject, path: Path, as_json: bool, quiet: bool) -> None:
    """Proposals of a proofread Word file into decisions.toml, and what could not be taken over."""
    from docforge.edition.inputs import load_file
    from docforge.edition.proofread import take_proofread

    taken = take_proofread(load_file(source, str(source)), subject.reading, path)
    if as_json:
        outcome = {
            "file": str(path),
            "proposals": [p.key for p in taken.new],
            "known": taken.known,
            "unplaced": list(taken.unplaced),
            "remarks": [{"text": r.text, "at": r.at, "by": r.by} for r in taken.remarks],
            "untracked": list(taken.untracked),
        }
        show.say_json({"ok": True, "exit_code": 0, **outcome})
        return
    if quiet:
        return
    known = f" ({taken.known} were there already)" if taken.known else ""
    show.say(f"{path}: {len(taken.new)} proposals of {source.name} written{known}.")
    for remark in taken.remarks:
        by = f" ({remark.by})" if remark.by else ""
        show.say(f"  not a change of words, for you to look at: {remark.text}{by} -- at “{remark.at}”")
    for message in taken.unplaced:
        show.say(f"  {message}")
    for paragraph in taken.untracked:
        show.say(f"  reads otherwise than the article, but no change was tracked: “{paragraph[:90]} …”")
    if taken.new:
        show.say(f"See them:  docforge explain {article} --rule proofread")
        show.say(f"Take all:  docforge decide {article} --rule proofread --accept-all")


def _build(edition_dir: Path | None) -> str:
    return f"docforge build {edition_dir}" if edition_dir else "docforge build"


def _keys(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(key.strip() for part in given or () for key in part.split(",") if key.strip())


def _pair(given: str) -> tuple[str, str]:
    key, sign, text = given.partition("=")
    if not sign:
        raise UsageError(f'--replace "{given}" has no text.', "Write --replace KEY=TEXT.")
    return key.strip(), text
