"""The colophon: what an issue was made from, with what, and what was checked and what was not."""

from __future__ import annotations

from io import BytesIO

import docforge
from docforge.exporters.html_context import Element, sub, sub_text
from docforge.exporters.issue.entries import Account
from docforge.exporters.theme import FACES, families_of, font_bytes
from docforge.model.edition import EditionMeta
from docforge.model.labels import ENGLISH, labels_of

NOT_CHECKED = (
    "Not checked: whether a repair is right, whether a quotation, a name or a number agrees with anything "
    "outside the sources, and what the files need a person for, such as the descriptions of pictures."
)
FILES = (
    "Each file of this edition is checked after its pages are made, so that no page can hold the result: the "
    "report of the build (report.json, report.html) says for every file what was checked, with which version "
    "of which checker, and what was not."
)


def add_colophon(page: Element, edition: EditionMeta, account: Account) -> None:
    """The heading, how the pages were made, a table of the articles, and the checks."""
    named = labels_of(edition.language)["colophon"]
    sub_text(page, "h2", named, data_outline=named)
    if edition.language.partition("-")[0] != ENGLISH:
        # What follows is told in English.
        page = sub(page, "div", "english", lang=ENGLISH)
    sub_text(
        page,
        "p",
        f"Made by docforge {docforge.__version__} in the theme “{edition.theme}”; "
        f"set in {', '.join(_fonts(edition))}.",
    )
    if not account:
        return
    _add_table(sub(page, "div", "table-wrap"), account)
    holding = sum(made.holds for made in account)
    sub_text(
        page,
        "p",
        f"Checked: every word of the sources stands in the text, is set aside by name, or was changed by a "
        f"recorded repair, and no other word appears: so in {holding} of {len(account)} articles. "
        + (_open(account) or "No question is open."),
    )
    sub_text(page, "p", FILES)
    sub_text(page, "p", NOT_CHECKED)


def _open(account: Account) -> str:
    asked = sum(made.questions for made in account)
    if not asked:
        return ""
    return f"{asked} question{'s are' if asked > 1 else ' is'} open."


def _add_table(wrap: Element, account: Account) -> None:
    table = sub(wrap, "table")
    sub_text(table, "caption", "What the articles were made from")
    head = sub(sub(table, "thead"), "tr")
    for name in ("Article", "Sources (SHA-256)", "Words", "Set aside", "Repairs", "Open"):
        cell = sub_text(head, "th", name, "" if name[0] in "A" or name.startswith("Sources") else "right")
        cell.set("scope", "col")
    body = sub(table, "tbody")
    for made in account:
        row = sub(body, "tr")
        sub_text(row, "th", made.title, scope="row")
        sources = sub(row, "td", "sources")
        for number, source in enumerate(made.sources):
            if number:
                sub(sources, "br")
            sub_text(sources, "span", f"{source.name} {source.digest}")
        for count in (made.words, made.set_aside, made.repairs, made.questions):
            sub_text(row, "td", f"{count:,}".replace(",", "\u202f"), "right")


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
