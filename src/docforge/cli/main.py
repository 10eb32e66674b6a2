"""The entry point. Commands are imported when called, so that ``--version`` loads nothing else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command as to_command

from docforge import __version__
from docforge.cli import codes
from docforge.cli.interrupt import heed_interrupts
from docforge.errors import DocforgeError

if TYPE_CHECKING:
    # What Typer calls a context and a command depends on its version (it carried Click in until 2026).
    ClickContext = Any
    ClickCommand = Any

# Command -> the line that ``docforge --help`` shows; the module of the same name holds it.
COMMANDS = {
    "build": "Build an edition: PDF, EPUB, HTML, JATS, Markdown, DOCX and a report.",
    "convert": "Convert one article from its damaged copies.",
    "release": "Record a final edition, so that later changes need a new version or a correction.",
    "package": "Pack a journal submission.",
    "check": "Check files with every validator that is there.",
    "explain": "Show what was repaired in an article, and why, and what is open.",
    "decide": "Accept, reject or replace repairs; answer questions.",
    "references": "Check the reference list of an article, or hand it on; read raw strings into items.",
    "proof": "Write the proof of an article: pages with line numbers, and a query sheet for its author.",
    "missing": "List what must be asked of authors and publishers, as letters.",
    "adopt": "Put a built article.md into the article's folder, to correct it there.",
    "init": "Write a commented edition to start from.",
    "doctor": "Show what is installed and what is missing.",
}


class LazyGroup(TyperGroup):
    """A group whose commands are modules of this package, imported by name."""

    def list_commands(self, ctx: ClickContext) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: ClickContext, cmd_name: str) -> ClickCommand | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"docforge.cli.{cmd_name}")
        single = typer.Typer(add_completion=False)
        single.command(cmd_name, help=module.__doc__, short_help=COMMANDS[cmd_name])(module.command)
        return to_command(single)


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"docforge {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=False)
def _docforge(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn damaged text into a published edition."""


def main(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code. Never raises, never shows a traceback."""
    as_json = "--json" in arguments
    try:
        app(args=list(arguments), prog_name="docforge")
        return codes.DONE
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else codes.DONE if stop.code is None else codes.USAGE
        if code == codes.INTERRUPTED:
            _say("Interrupted; no file was left half-written.", "", code, as_json)
        return code
    except KeyboardInterrupt:
        _say("Interrupted; no file was left half-written.", "", codes.INTERRUPTED, as_json)
        return codes.INTERRUPTED
    except DocforgeError as error:
        _say(error.message, error.hint, codes.code_of(error), as_json)
        return codes.code_of(error)
    except Exception as error:
        place = _place(error)
        hint = f"Please report it with the command you gave and this place: {place}."
        _say(f"docforge failed ({type(error).__name__}: {error}).", hint, codes.OUR_FAULT, as_json)
        return codes.OUR_FAULT


def _place(error: BaseException) -> str:
    """Where in docforge an unforeseen error came from: module and line, no path of the machine."""
    place = "unknown"
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if str(name).startswith("docforge"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _say(message: str, hint: str, code: int, as_json: bool) -> None:
    from docforge.cli.show import show_error

    show_error(message, hint, code, as_json)


def run() -> None:
    """Entry point of the ``docforge`` program."""
    heed_interrupts()
    sys.exit(main(sys.argv[1:]))
