"""Names that two articles of one edition write in two ways: asked about, never changed.

One name in other words is found by its initials: "Office for Safety and Cooperation in Ruritania" in one
article, "... Collaboration ..." in another. One abbreviation in other capitals is found by its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.normalise.slips import SMALL, said_in
from docforge.places import Span

PHRASE_RE = re.compile(
    r"\b[^\W\d_a-zß-ÿ][\w'-]*(?:(?: [a-zß-ÿ]{1,3}){0,2} [^\W\d_a-zß-ÿ][\w'-]*){2,11}"  # "Office for Safety"
)
CAPITALS_RE = re.compile(r"(?<![\w’'-])[^\W\d_a-zß-ÿ][^\W\d_]*[^\W\d_a-zß-ÿ][^\W\d_]*(?![\w’'-])")
LEAST, LONGEST = 3, 7  # words with a capital in a name
LETTERS = 5  # of an abbreviation; shorter ones mean many things
MOST = 12  # findings in one article; more are a habit
HINT = "It may be a slip in one of them; both stay as they are."

Key = tuple[str, ...]
Forms = dict[Key, dict[str, Span | None]]


@dataclass(frozen=True, slots=True)
class _Names:
    """What one article calls things: forms by the initials of a name, or by its letters."""

    long: Forms
    short: Forms


def compare_articles(articles: Sequence[tuple[str, Document]]) -> dict[str, tuple[Diagnostic, ...]]:
    """By article id, the names that an article before it in the edition writes otherwise."""
    seen: list[tuple[str, _Names]] = []
    found = {}
    for name, document in articles:
        names = _names(document)
        told = list(_differences(names, seen))
        found[name] = tuple(told) if len(told) <= MOST else ()
        seen.append((name, names))
    return found


def _names(document: Document) -> _Names:
    names = _Names({}, {})
    for said in said_in(document):
        for match in PHRASE_RE.finditer(said.text.replace("’", "'")):
            for key, form in _windows(match.group().split(" ")):
                names.long.setdefault(key, {}).setdefault(form, said.place)
        for match in CAPITALS_RE.finditer(said.text):
            word = match.group()
            if len(word) >= LETTERS:
                names.short.setdefault((word.casefold(),), {}).setdefault(word, said.place)
    return names


def _windows(words: Sequence[str]) -> Iterator[tuple[Key, str]]:
    """Each stretch of a phrase that may be a name, with its initials and small words."""
    heavy = [i for i, word in enumerate(words) if word[0].isupper()]
    for first, start in enumerate(heavy):
        for end in heavy[first + LEAST - 1 : first + LONGEST]:
            stretch = words[start : end + 1]
            if all(word[0].isupper() or word in SMALL for word in stretch):
                key = tuple(word[0] if word[0].isupper() else word for word in stretch)
                yield key, " ".join(stretch)


def _differences(names: _Names, seen: Sequence[tuple[str, _Names]]) -> Iterator[Diagnostic]:
    told: list[str] = []
    for key in sorted(names.long, key=lambda k: (-len(k), k)):
        for form, place in names.long[key].items():
            for article, others in seen:
                other = next(iter(others.long.get(key, ())), form)
                if form not in others.long.get(key, ()) and _alike(form, other):
                    if not any(form in whole for whole in told):
                        told.append(form)
                        yield _told(form, other, article, place)
                    break
    for key, forms in names.short.items():
        for article, others in seen:
            known = others.short.get(key, {})
            if known and not set(forms) & set(known):
                form, place = next(iter(forms.items()))
                yield _told(form, next(iter(known)), article, place)
                break


def _alike(form: str, other: str) -> bool:
    """Are half of the capital words the same, and not all? One word with an ending is no difference."""
    pairs = [(a, b) for a, b in zip(form.split(" "), other.split(" "), strict=True) if a[0].isupper()]
    unlike = [(a, b) for a, b in pairs if a != b]
    if len(unlike) == 1 and (unlike[0][0].startswith(unlike[0][1]) or unlike[0][1].startswith(unlike[0][0])):
        return False
    return 0 < len(unlike) * 2 <= len(pairs)


def _told(form: str, other: str, article: str, place: Span | None) -> Diagnostic:
    return diagnostic(
        "name-across-articles", f"“{form}” here is “{other}” in the article {article}.", place, HINT
    )
