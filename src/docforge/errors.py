"""What stops work. Each says what is wrong, where, and what to do next; exit codes live in ``cli``."""

from __future__ import annotations


class DocforgeError(Exception):
    """Work cannot go on. ``hint`` says what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(DocforgeError):
    """The command or its options make no sense."""


class ConfigError(DocforgeError):
    """An edition or article file is wrong; the message names file, line and key."""


class InputError(DocforgeError):
    """A source cannot be read."""


class OutputError(DocforgeError):
    """A result cannot be written."""


class MissingToolError(DocforgeError):
    """A program or library that this work needs is missing; the hint is the command that installs it."""
