"""The editor's word on what docforge proposed, by the stable key of each proposal.

A decision is about one edit or one question of one article. It is a value here; ``decisions.toml`` is read
and written by ``edition``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from enum import StrEnum

EXCERPT = 300


def excerpt(text: str) -> str:
    """A text as a decision keeps it for reading."""
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"


class Verdict(StrEnum):
    ACCEPT = "accept"  # as proposed; of a question without a proposal: it may stand as it is
    REJECT = "reject"  # as found
    REPLACE = "replace"  # as the editor writes it


@dataclass(frozen=True, slots=True)
class Decision:
    """``text`` is what stands there after ``REPLACE``.

    ``rule``, ``before`` and ``after`` show what it was about, should it fit nothing any more.
    ``where`` is its place in the editor's file ("one/decisions.toml, line 7").
    """

    key: str
    verdict: Verdict
    text: str = ""
    rule: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proofreader would have: ``before`` becomes ``after`` between the words ``left`` and ``right``.

    It waits for a decision on its key. ``where`` is its place in the editor's file.
    """

    key: str
    before: str
    after: str
    left: str = ""
    right: str = ""
    by: str = ""
    date: str = ""
    note: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions about one article by key, in the order of the file, and what proofreaders propose."""

    by_key: Mapping[str, Decision] = field(default_factory=dict)
    proposals: tuple[Proposed, ...] = ()

    @staticmethod
    def of(decisions: Sequence[Decision]) -> Decisions:
        return Decisions({decision.key: decision for decision in decisions})

    def on(self, key: str) -> Decision | None:
        """What the editor said of the proposal or question with this key."""
        return self.by_key.get(key)

    def __bool__(self) -> bool:
        return bool(self.by_key or self.proposals)

    @property
    def parts(self) -> list[str]:
        """What of them a result depends on."""
        said = [
            part
            for d in self.by_key.values()
            for part in (d.key, d.verdict.value, d.text, d.rule, d.before, d.after, d.where)
        ]
        return [*said, "proposals", *(part for p in self.proposals for part in astuple(p))]
