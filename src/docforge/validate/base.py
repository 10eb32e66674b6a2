"""What a check of a written file gives back. "Not run" is told apart from "nothing found"."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Checked:
    """``checker`` and ``version`` name the tool or rule set.

    With ``ran`` False, ``reason`` says why not and what to do; else what the check leaves out ("": nothing).
    """

    checker: str
    version: str
    file: str
    ran: bool
    reason: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
