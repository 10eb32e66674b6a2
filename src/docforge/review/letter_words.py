"""The phrases of the letters of ``docforge missing`` in the language of an article (data/letters.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"


@cache
def read_phrases() -> dict[str, dict[str, Any]]:
    """Language -> its phrases; a table inside is a thing to ask for."""
    return tomllib.loads((files("docforge") / "data" / "letters.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language."""

    language: str
    phrases: Mapping[str, Any]

    def say(self, key: str, **fields: object) -> str:
        """A phrase of the letter's frame: "Where: in the section “Method”."."""
        return str(self.phrases[key]).format(**fields)

    def ask(self, kind: str, part: str, **fields: object) -> str:
        """What is missing, where, or what is needed; "" where the kind has no such part."""
        return str(self.phrases[kind].get(part, "")).format(**fields)

    def quoted(self, text: str) -> str:
        """ "Method" -> "“Method”"."""
        opened, closed = self.phrases["quotes"]
        return f"{opened}{text}{closed}"

    def listed(self, names: Sequence[str]) -> str:
        """ "Oak, Ash and Elm"."""
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {self.phrases['and']} {names[-1]}"

    @property
    def ends(self) -> tuple[str, ...]:
        """What may end a sentence without a full stop of its own."""
        return ".", "…", str(self.phrases["quotes"][1])


@cache
def words_of(language: str) -> Words:
    """The phrases of a BCP 47 language, English where the letters do not know it: "de-AT" -> German."""
    known = read_phrases()
    primary = language.partition("-")[0].casefold()
    name = primary if primary in known else ENGLISH
    return Words(name, known[name])
