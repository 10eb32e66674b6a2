"""``docforge missing``: what must be asked of whom, one letter for each addressee, ready to mail."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from docforge.edition.assemble import Assembled, assemble
from docforge.edition.build import choose
from docforge.edition.cache import Cache, fingerprint
from docforge.edition.config import EditionConfig
from docforge.edition.gather import gather
from docforge.edition.output import CACHE
from docforge.edition.reading import read_copies
from docforge.edition.stages import read_stage
from docforge.model.edition import EditionMeta
from docforge.model.text import inline_text
from docforge.review.letter_words import Words, words_of
from docforge.review.missing import Missing, find_missing

WIDTH = 76
BETWEEN = "=" * WIDTH


@dataclass(frozen=True, slots=True)
class Request:
    """What one article lacks. ``title`` is how the letter calls it."""

    article: str
    title: str
    items: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """``to`` is "author" or "publisher"; ``names`` and ``emails`` are those that the articles give.

    ``language`` is that of the articles, or English where the letters do not know it.
    """

    to: str
    names: tuple[str, ...]
    emails: tuple[str, ...]
    requests: tuple[Request, ...]
    language: str = "en"

    @property
    def count(self) -> int:
        return sum(len(request.items) for request in self.requests)


def write_letters(config: EditionConfig, only: Sequence[str], out: Path) -> tuple[Letter, ...]:
    """A letter to the authors of each article that lacks something, then one to each publisher and language.

    Readings come from the cache of ``out`` where they are still true. Raises ``UsageError``, ``InputError``.
    """
    cache = Cache(out / CACHE, fingerprint()) if (out / CACHE).is_dir() else None
    letters: list[Letter] = []
    # Two publishers that are not known are not the same one.
    publishers: dict[tuple[str, str, str], list[Request]] = {}
    for article in choose(config, only):
        given = gather(config, article)
        inputs = given.corrected, given.copies, given.guidance
        reading = read_stage(cache, *inputs) if cache else read_copies(*inputs)
        done = assemble(article, reading, dict(given.pictures))
        document = done.reading.document
        items = find_missing(document, done.told, done.reading.sources)
        title = inline_text(document.meta.title) or article.id
        language = words_of(document.meta.language).language
        if own := tuple(i for i in items if i.to == "author"):
            people = document.meta.contributors
            letters.append(
                Letter(
                    "author",
                    tuple(p.name for p in people),
                    tuple(p.email for p in people if p.email),
                    (Request(article.id, title, own),),
                    language,
                )
            )
        if rest := tuple(i for i in items if i.to == "publisher"):
            name = _publisher(done)
            publishers.setdefault((name, "" if name else article.id, language), []).append(
                Request(article.id, title, rest)
            )
    letters += [
        Letter("publisher", (name,) if name else (), (), tuple(requests), language)
        for (name, _, language), requests in publishers.items()
    ]
    return tuple(letters)


def _publisher(done: Assembled) -> str:
    """Who published the article first, as far as it says so: the publisher, else the journal."""
    original = done.reading.document.meta.original
    return original.publisher or original.journal


def letters_text(letters: Sequence[Letter], edition: EditionMeta) -> str:
    """All letters as plain text, a line of signs between them."""
    if not letters:
        return "Nothing is missing that authors or publishers could give.\n"
    return f"\n{BETWEEN}\n\n".join(_letter(letter, edition) for letter in letters)


def letters_plain(letters: Sequence[Letter]) -> list[dict[str, object]]:
    """The same as values for JSON."""
    return [asdict(letter) for letter in letters]


def _letter(letter: Letter, edition: EditionMeta) -> str:
    words = words_of(letter.language)
    titles = ", ".join(words.quoted(request.title) for request in letter.requests)
    name = edition.title or edition.journal
    begin = (
        words.say("preparing_named", edition=words.quoted(name), titles=titles)
        if name
        else words.say("preparing", titles=titles),
        words.say("damaged"),
        words.say("ask_one") if letter.count == 1 else words.say("ask_many", count=letter.count),
    )
    lines = [*_head(letter, titles, words), "", _salutation(letter, words), ""]
    lines += [*textwrap.wrap(" ".join(begin), WIDTH), ""]
    number = 0
    for request in letter.requests:
        if len(letter.requests) > 1:
            lines += [*textwrap.wrap(words.quoted(request.title), WIDTH), ""]
        for item in request.items:
            number += 1
            lines += [*_item(number, item, words), ""]
    lines += textwrap.wrap(words.say("lost"), WIDTH)
    lines += ["", words.say("regards"), *edition.editors]
    return "\n".join(lines) + "\n"


def _head(letter: Letter, titles: str, words: Words) -> tuple[str, ...]:
    names = ", ".join(letter.names) or words.say(f"to_{letter.to}")
    address = f"<{', '.join(letter.emails)}>" if letter.emails else words.say("no_address")
    return words.say("to", names=names, address=address), words.say("subject", titles=titles)


def _salutation(letter: Letter, words: Words) -> str:
    if letter.to == "author" and letter.names:
        return words.say("dear" if len(letter.names) == 1 else "dear_all", names=words.listed(letter.names))
    return words.say("dear_unknown")


def _item(number: int, item: Missing, words: Words) -> list[str]:
    head = f"{number}. "
    rest = " " * len(head)
    what = item.what if item.what.endswith(words.ends) else f"{item.what}."
    lines = textwrap.wrap(what, WIDTH, initial_indent=head, subsequent_indent=rest)
    told = [words.say("where", where=item.where.rstrip("."))] if item.where else []
    for text in (*told, words.say("needed", needed=item.needed)):
        lines += textwrap.wrap(text, WIDTH, initial_indent=rest, subsequent_indent=rest)
    return lines
