"""Exit codes: the one place where an error becomes a number."""

from __future__ import annotations

from docforge.errors import (
    ConfigError,
    DocforgeError,
    InputError,
    MissingToolError,
    OutputError,
    UsageError,
)

DONE = 0
ERRORS_IN_RESULT = 1
USAGE = 2
UNREADABLE = 3
MISSING_TOOL = 4
OUR_FAULT = 70
INTERRUPTED = 130

OF_ERROR: dict[type[DocforgeError], int] = {
    UsageError: USAGE,
    ConfigError: USAGE,
    OutputError: USAGE,
    InputError: UNREADABLE,
    MissingToolError: MISSING_TOOL,
}


def code_of(error: DocforgeError) -> int:
    """The exit code of an error that stopped the work."""
    return next((code for kind, code in OF_ERROR.items() if isinstance(error, kind)), OUR_FAULT)
