"""The colophon: what an issue was made from, with what, and what was checked and what was not."""

from __future__ import annotations

from io import BytesIO

import docforge
from docforge.exporters.html_context import Element, sub, sub_text
from docforge.exporters.issue.entries import Account
from docforge.exporters.theme import FACES, families_of, font_bytes
from docforge.model.edition import EditionMeta
from docforge.model.labels import Labels, labels_of

COUNTS = ("words", "aside", "repairs", "open")


def add_colophon(page: Element, edition: EditionMeta, account: Account) -> None:
    """The heading, how the pages were made, a table of the articles, and the checks."""
    words = labels_of(edition.language)
    if not edition.language.casefold().startswith(words.language):
        # Told in English, where the labels do not know the language.
        page.set("lang", words.language)
    sub_text(page, "h2", words["colophon"], data_outline=words["colophon"])
    made = words.say(
        "made",
        "made",
        version=docforge.__version__,
        theme=words.quoted(edition.theme),
        fonts=", ".join(_fonts(edition)),
    )
    sub_text(page, "p", made)
    if not account:
        return
    _add_table(sub(page, "div", "table-wrap"), account, words)
    holding = words.number(sum(one.holds for one in account))
    asked = sum(one.questions for one in account)
    checked = words.say("made", "checked", len(account), holding=holding)
    still_open = words.say("made", "still_open", asked) if asked else words.say("made", "none_open")
    sub_text(page, "p", f"{checked} {still_open}")
    sub_text(page, "p", words.say("made", "files"))
    sub_text(page, "p", words.say("made", "not_checked"))


def _add_table(wrap: Element, account: Account, words: Labels) -> None:
    table = sub(wrap, "table")
    sub_text(table, "caption", words.say("made", "caption"))
    head = sub(sub(table, "thead"), "tr")
    for name in (words["article"], words.say("made", "sources")):
        sub_text(head, "th", name, scope="col")
    for name in COUNTS:
        sub_text(head, "th", words.say("made", name), "right", scope="col")
    body = sub(table, "tbody")
    for made in account:
        row = sub(body, "tr")
        sub_text(row, "th", made.title, scope="row", lang=made.language)
        sources = sub(row, "td", "sources")
        for number, source in enumerate(made.sources):
            if number:
                sub(sources, "br")
            sub_text(sources, "span", f"{source.name} {source.digest}")
        for count in (made.words, made.set_aside, made.repairs, made.questions):
            sub_text(row, "td", words.number(count), "right")


def _fonts(edition: EditionMeta) -> tuple[str, ...]:
    """The families of the theme, as the fonts call themselves, and the edition's own."""
    from fontTools.ttLib import TTFont

    wanted = families_of(edition.theme, edition.sheets)
    names = []
    for face in (face for face in FACES if face.family in wanted):
        with TTFont(BytesIO(font_bytes(face.file)), lazy=True) as font:
            table = font["name"]
            names.append(str(table.getDebugName(16) or table.getDebugName(1)))
    return tuple(dict.fromkeys((*names, *(font.name for font in edition.fonts))))
