"""People, keywords and facts of two copies: the better list, with what only the other has filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from docforge.citations.entries import fold
from docforge.model.meta import Affiliation, ArticleMeta, Contributor, History, OriginalPublication

STRAY_RE = re.compile(r"[\d@®©*†‡|/\\<>=+^~#_{}\[\]()!?:;]|[^\W\d_]{2}[.,]\w")


def merge_front(a: ArticleMeta, b: ArticleMeta) -> tuple[ArticleMeta, bool]:
    """``a`` with what only ``b`` has; True if the people are those of ``b``."""
    second = better_people(a.contributors, b.contributors)
    people, places = (b, a) if second else (a, b)
    contributors = tuple(_filled(p, places.contributors) for p in people.contributors)
    return (
        replace(
            a,
            contributors=contributors,
            affiliations=_affiliations(people, places),
            keywords=a.keywords or b.keywords,
            doi=a.doi or b.doi,
            history=_history(a.history, b.history),
            original=_original(a.original, b.original),
        ),
        second,
    )


def better_people(a: Sequence[Contributor], b: Sequence[Contributor]) -> bool:
    """Are the names of ``b`` the better ones: fewer with signs that no name has, or any at all?"""
    if not a or not b:
        return bool(b) and not a
    bad_a, bad_b = (sum(_doubtful(p.name) for p in people) for people in (a, b))
    if bad_a != bad_b:
        return bad_b < bad_a and len(b) - bad_b >= len(a) - bad_a
    return False


def _doubtful(name: str) -> bool:
    parts = name.split()
    return (
        bool(STRAY_RE.search(name))
        or len(parts) > 6
        or len(parts) < 2
        or not any(p[0].isupper() for p in parts)
    )


def _filled(person: Contributor, others: Sequence[Contributor]) -> Contributor:
    same = next((o for o in others if fold(o.name) == fold(person.name)), None)
    if same is None:
        return person
    return replace(
        person,
        orcid=person.orcid or same.orcid,
        email=person.email or same.email,
        biography=person.biography or same.biography,
        corresponding=person.corresponding or same.corresponding,
    )


def _affiliations(taken: ArticleMeta, other: ArticleMeta) -> tuple[Affiliation, ...]:
    return taken.affiliations


def _history(a: History, b: History) -> History:
    return History(**{f.name: getattr(a, f.name) or getattr(b, f.name) for f in fields(History)})


def _original(a: OriginalPublication, b: OriginalPublication) -> OriginalPublication:
    return OriginalPublication(
        **{f.name: getattr(a, f.name) or getattr(b, f.name) for f in fields(OriginalPublication)}
    )
