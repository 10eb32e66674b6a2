"""What ``docforge init`` writes: a commented ``edition.toml`` and one small article, ready to build."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from docforge.edition.article_keys import ARTICLE_KEYS
from docforge.edition.config import EDITION_FILE
from docforge.edition.keys import EDITION_KEYS, Key
from docforge.edition.output import prepare, write_files
from docforge.edition.overrides import ARTICLE_FILE
from docforge.errors import UsageError

SAMPLE = "first-article"
WIDTH = 96

_TABLES = {
    "journal": "The journal. Facts left empty are left out, never invented.",
    "edition": "This issue.",
    "deposit": "What registration agencies ask for when the issue is deposited (docforge package).",
    "board": "The people of the journal, one block for each kind of work; they stand in the imprint.",
    "articles": "The articles in the order of print, one block for each.",
}
_CORRECTIONS = "After a release: corrections that the issue prints, one block for each."
# Nobody is on the board until the editor says so.
_HEADERS = {"articles": "[[articles]]", "board": "# [[board]]"}
_ARTICLE_TABLES = {
    "abstracts": "One block for each abstract of another kind than the abstract itself.",
    "products": "One block for each work that a review is of.",
    "related": "One block for each article that a correction, reply or comment is about.",
    "translations": "Write [translations.de] (the language), a table for each.",
    "statements": "What stands after the text; what the article says of it itself is replaced.",
    "authors": "One block for each author, in the order of print.",
    "dates": "What happened when.",
    "funding": "One block for each funder.",
    "supplements": "One block for each supplementary file.",
    "record": "What is on record of permissions and consents.",
    "original": "Where the article first appeared. It is never taken for this edition's own facts.",
    "figures": 'Write [figures.fig-1] (the id) or [figures."Figure 1"] (the label), a table for each.',
    "copies": 'Write [copies."scan.txt"], a table for each copy that is taken for something else.',
}

# Long enough that its running heads stand a page apart: nearer ones are not taken for running heads.
_TEXT = """\
A Letter to a New Editor

Ada Example

University of Somewhere

ada@example.org

Abstract

A short text with the usual damage in it, to be replaced by your own.

What this is

This short article shows what docforge does with a damaged text. The line that you are read-
ing was broken by hand, and so was the word before it. A program that only copies the page
would keep both. It would keep the running head as well, which the typesetter put at the top
of each page and which is no part of any sentence. Readers of paper pass over such a line
without seeing it. Readers of a copied text fall over it, and search engines find a word cut
in two nowhere at all. So the first thing to do with such a text is to undo what the page did
to it, and to write down each time what was done and why, so that

\fThe New Editor, Vol. 1, No. 1 (2026) 2

somebody who doubts it can look it up. The second thing is to leave alone what cannot be
known. Where a sentence breaks off because a line is missing, no program can tell how it went
on, and a guess that reads well is worse than a gap. The report therefore asks you instead.

What to do next

Replace this text by a copy of your own article. Put all the copies that you have into the
folder: the first one is the text, and the others show where it may be wrong. Then build the
edition again and look at the pages. Most of what is still wrong will be one of three things:
a heading that was taken for a sentence, a caption that has lost its figure, or a

\fThe New Editor, Vol. 1, No. 1 (2026) 3

reference that could not be read. The report lists each of them with the line of your copy
that it stands in.

Decisions about an article go into article.toml: its authors, its licence, the files of its
figures. What stands there wins over what was read. If you want to correct the text itself,
let docforge adopt the article and change the file that it puts into the folder. From then on
that file is the text, and the copies only serve to show where they differ from it. No build
ever writes over it.
"""


def start_edition(folder: Path) -> tuple[str, ...]:
    """Write a new edition into ``folder`` and return the names of its files.

    Raises ``UsageError`` where there is one already, ``OutputError`` where nothing can be written.
    """
    if (folder / EDITION_FILE).exists():
        raise UsageError(f"{folder / EDITION_FILE} exists already; it was left alone.", "Name a new folder.")
    if (folder / SAMPLE).exists():
        raise UsageError(f"{folder / SAMPLE} exists already; it was left alone.", "Name a new folder.")
    prepare(folder)
    files = {
        EDITION_FILE: edition_text().encode(),
        f"{SAMPLE}/{ARTICLE_FILE}": article_text().encode(),
        f"{SAMPLE}/copy-1.txt": _TEXT.encode(),
    }
    return write_files(folder, files)


def edition_text() -> str:
    """A commented edition.toml: every key with its meaning and its default."""
    lines = ["# An edition of docforge. Lines that begin with # are explanations or defaults.", ""]
    given = {
        "journal.title": "The New Editor",
        "edition.title": "A first issue",
        "edition.status": "draft",
        "articles.id": SAMPLE,
    }
    for table, about in _TABLES.items():
        lines += [f"# {about}", _HEADERS.get(table, f"[{table}]")]
        for key in (k for k in EDITION_KEYS if k.table == table):
            lines += _explained(key, given.get(key.path))
        lines.append("")
    lines += [f"# {_CORRECTIONS}", "# [[corrections]]"]
    for key in (k for k in EDITION_KEYS if k.table == "corrections"):
        lines += _explained(key, None)
    return "\n".join([*lines, ""])


def article_text() -> str:
    """A commented article.toml. What it says wins over what is read from the copies."""
    lines = [
        "# Decisions about one article. Each key is optional; what stands here wins over what is read.",
        "",
    ]
    for key in (k for k in ARTICLE_KEYS if not k.table):
        lines += _explained(key, None)
    lines += [""]
    for table, about in _ARTICLE_TABLES.items():
        lines += [*textwrap.wrap(about, WIDTH, initial_indent="# ", subsequent_indent="# ")]
        header = {
            "authors": "[[authors]]",
            "abstracts": "[[abstracts]]",
            "products": "[[products]]",
            "related": "[[related]]",
            "funding": "[[funding]]",
            "supplements": "[[supplements]]",
            "figures": "[figures.fig-1]",
            "copies": '[copies."copy-1.txt"]',
            "translations": "[translations.de]",
        }
        lines += [f"# {header.get(table, f'[{table}]')}"]
        for key in (k for k in ARTICLE_KEYS if k.table == table):
            lines += _explained(key, None)
        lines.append("")
    return "\n".join(lines)


def _explained(key: Key, given: str | None) -> list[str]:
    about = key.explained
    if key.choices and key.choices[0] not in about:
        about += f" One of {', '.join(key.choices)}."
    if key.example:
        about += f" For example {_toml(key.example)}."
    comment = textwrap.wrap(about, WIDTH, initial_indent="# ", subsequent_indent="# ")
    if given is not None:
        return [*comment, f"{key.name} = {_toml(given)}"]
    return [*comment, f"# {key.name} = {_toml(key.default)}"]


def _toml(value: str | bool | tuple[str, ...] | None) -> str:
    """A value as TOML writes it; for plain values that is how JSON does."""
    return json.dumps(list(value) if isinstance(value, tuple) else value or "", ensure_ascii=False)
