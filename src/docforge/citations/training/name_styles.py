"""Notations of name lists: order, initials, signs between names, capitals, "et al."."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Person = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NameStyle:
    """One notation of a list of names."""

    order: (
        str  # "inverted", "first" (only the first is inverted), "direct", "bare" (Vancouver), "plain" (CJK)
    )
    given: str  # "full", "spaced" (J. F.), "tight" (J.F.), "bare" (JF)
    between: str
    last: str
    capitals: bool
    particle_last: bool
    bracket: bool
    shown: int
    etal: str

    def write(self, people: Sequence[Person]) -> str:
        """The list as it would be printed."""
        names = [self.name(person, place == 0) for place, person in enumerate(people)]
        if len(names) > self.shown:
            sign = " " if self.etal[:1] in "[ae等" or self.order == "bare" else self.between
            return self.between.join(names[: self.shown]) + (sign if self.shown else "") + self.etal
        if len(names) < 2:
            return names[0]
        return self.between.join(names[:-1]) + self.last + names[-1]

    def name(self, person: Person, first: bool) -> str:
        """One name."""
        if "literal" in person or not person.get("family"):
            return person.get("literal") or person.get("given", "")
        family, given = person["family"], person.get("given", "")
        particle = person.get("non-dropping-particle", "")
        if self.order == "plain":
            return family + given
        if self.capitals:
            family = family.upper()
        given = self._given(given)
        inverted = self.order in ("inverted", "bare") or (self.order == "first" and first)
        if not inverted:
            return " ".join(p for p in (given, particle, family) if p)
        if particle and not self.particle_last:
            family, particle = f"{particle} {family}", ""
        if not given:
            return family
        given = f"{given} {particle}".rstrip()
        if self.bracket:
            return f"{family} ({given})"
        return f"{family} {given}" if self.order == "bare" else f"{family}, {given}"

    def _given(self, given: str) -> str:
        if self.given == "full" or not given:
            return given
        initials = [word[0] + "." for word in re.split(r"[\s.]+", given.replace("-", " ")) if word]
        if self.given == "bare":
            return "".join(i[0] for i in initials)
        return (" " if self.given == "spaced" else "").join(initials)


def draw_name_style(
    language: str, terms: Mapping[str, Sequence[str]], r: random.Random, editors: bool = False
) -> NameStyle:
    """A notation that lists of the language may have."""
    joiner = r.choice(terms["and"])
    if language in ("zh", "ja"):
        sign = r.choice((", ", "，", "、")) if language == "zh" else r.choice(("・", "、", ", "))
        return NameStyle("plain", "full", sign, sign, False, False, False, 3, r.choice(terms["etal"]))
    weights = (10, 8, 70, 4) if editors else (56, 9, 24, 11)
    if language in ("ru", "uk", "pl", "cs", "it", "fr"):
        # "Петров А. В.", "Nowicki J.": the family first, without a comma.
        weights = (*weights[:3], 40)
    order = r.choices(("inverted", "first", "direct", "bare"), weights)[0]
    given = r.choices(("full", "spaced", "tight", "bare"), (42, 33, 23, 2))[0]
    if order == "bare":
        given = r.choices(("spaced", "tight", "bare"), (2, 2, 6) if language == "en" else (4, 3, 3))[0]
    between = r.choices((", ", "; ", "/", " / ", " – ", " "), (62, 18, 9, 3, 1, 0))[0]
    if order == "bare":
        between = r.choice((", ", ", ", "; "))
    draw = r.random()
    if "/" in between or "–" in between or draw < 0.25:
        last = between
    else:
        spaced = f" {joiner} " if joiner != "/" else "/"
        last = spaced if draw < 0.75 else f",{spaced}" if joiner != "/" else "/"
    if draw > 0.95:
        between = last
    return NameStyle(
        order,
        given,
        between,
        last,
        r.random() < (0.1 if language != "fr" else 0.25),
        r.random() < 0.4,
        order == "inverted" and given == "full" and r.random() < 0.03,
        r.choices((99, 3, 1, 6), (84, 6, 6, 4))[0],
        r.choice(terms["etal"]),
    )
