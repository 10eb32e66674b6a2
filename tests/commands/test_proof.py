"""docforge proof: the pages with line numbers, and a query sheet that says what to look at and where."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from commands.program import Ran, docforge, program
from edition.editions import MANIFEST, write

PROSE = (
    "Whoever walks up from the harbour sees the press before the church. Its windows are large, because the"
    " compositors needed light, and its door is narrow, because only the paper merchant ever came with a"
    " load. Children were told not to look in while type was being set.",
    "Of the owners little is known that can be trusted. They kept accounts in three languages, paid their"
    " bills late, and printed what the town council asked for as long as it was short. A long report was"
    " refused once, and the letter of refusal is the only thing of theirs that is framed today.",
    "Behind the house a second building held what the first had no room for: ink in barrels, ropes for drying"
    " the sheets, a bed for the apprentice. When the roof fell in, the barrels were saved before the bed, and"
    " the apprentice wrote about it to his mother.",
)
COPY = f"""\
# A History of One Press

Ada Example

## The house

{PROSE[0]}

{PROSE[1]} The printer Aldersey bought the house in 1871 and never lived in it.

## The barn

{PROSE[2]}

The road to it was closed in 1902 and is closed still.
"""
OTHER = COPY.replace("1871", "1877").replace("1902", "1907")
FILES = {
    "edition.toml": MANIFEST.replace('id = "one"', 'id = "zero"') + '[[articles]]\nid = "one"\n',
    "zero/article.md": "---\ntitle: Zero\n---\n\nNothing is asked here.\n",
    "one/copy-1.md": COPY,
    "one/copy-2.md": OTHER,
}
SHEET = "Queries to the author"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A built edition, and what writing the proof of its second article said."""
    folder = write(tmp_path_factory.mktemp("proof"), FILES)
    assert docforge("build", cwd=folder).code == 0
    return folder, docforge("proof", "one", "-o", "out.pdf", cwd=folder)


def pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def test_each_query_has_its_place_question_answers_and_key(made: tuple[Path, Ran]) -> None:
    folder, ran = made
    assert ran.code == 0, ran.said
    asked = json.loads(docforge("explain", "one", "--open", "--json", cwd=folder).out)["questions"]["asked"]
    keys = {question["key"] for question in asked}
    assert len(keys) >= 2
    text = pages(folder / "out.pdf")
    sheet = "\n".join(page for page in text if re.search(r"AQ\d+\n", page))
    assert SHEET in sheet and "A History of One Press" in sheet and "Ada Example" in sheet
    for key in keys:
        assert f"Key: {key} (docforge decide one" in sheet
    flat = " ".join(sheet.split())
    assert "The copy has “1871”. Should it read “1877”?" in flat
    assert "It should read “1877”. “1871” is right. Otherwise:" in flat


def test_the_line_that_is_named_is_the_line(made: tuple[Path, Ran]) -> None:
    folder, _ = made
    text = pages(folder / "out.pdf")
    flat = " ".join(" ".join(text).split())
    found = re.search(r"Page (\d+), line (\d+): in the section “The house”", flat)
    assert found, flat
    first = 2
    page, line = int(found[1]) - first, int(found[2])
    # Lines of the type area, the running head and the foot cut off.
    box = ["-x", "0", "-y", "66" if page else "0", "-W", "500", "-H", "540", "-layout"]
    command = ["pdftotext", "-f", str(page + 1), "-l", str(page + 1), *box, str(folder / "out.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = [part for part in done.stdout.decode().split("\n") if part.strip()]
    assert "1871" in lines[line - 1], (line, lines)


def test_the_number_of_the_query_stands_in_the_margin(made: tuple[Path, Ran]) -> None:
    folder, _ = made
    # Right of a left page's text stands nothing else.
    strip = ["-f", "1", "-l", "1", "-x", "415", "-y", "60", "-W", "60", "-H", "520", "-r", "72", "-gray"]
    command = ["pdftoppm", *strip, str(folder / "out.pdf")]
    image = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n", 3)[3]
    assert min(image) < 200
    assert not any("AQ" in page for page in pages(folder / "out.pdf")[:1])


def test_folios_are_those_of_the_edition_and_the_sheet_has_its_own(made: tuple[Path, Ran]) -> None:
    folder, _ = made
    with pikepdf.open(folder / "out.pdf") as pdf:
        labels = [str(page.label) for page in pdf.pages]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert labels[0] == "2" and labels[-1].startswith("Q")
    assert titles == ["A History of One Press", SHEET]


def test_the_proof_passes_the_checks_and_is_the_same_again(made: tuple[Path, Ran]) -> None:
    folder, _ = made
    ran = docforge("check", "out.pdf", cwd=folder)
    assert ran.code == 0 and "0 errors, 0 warnings" in ran.out, ran.said
    assert program("proof", "one", "-o", "again.pdf", cwd=folder).code == 0
    assert (folder / "again.pdf").read_bytes() == (folder / "out.pdf").read_bytes()


def test_what_was_decided_is_not_asked(made: tuple[Path, Ran], tmp_path: Path) -> None:
    write(tmp_path, FILES)
    first = json.loads(docforge("proof", "one", "--json", cwd=tmp_path).out)
    keys = [query["key"] for query in first["queries"] if query["key"]]
    assert first["ok"] and first["file"] == "one-proof.pdf" and len(keys) >= 2
    assert docforge("decide", "one", "--accept", ",".join(keys), cwd=tmp_path).code == 0
    again = json.loads(docforge("proof", "one", "--json", cwd=tmp_path).out)
    assert not any(query["key"] for query in again["queries"])


def test_an_article_of_which_nothing_is_asked_has_a_sheet_that_says_so(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    ran = docforge("proof", "zero", cwd=tmp_path)
    assert ran.code == 0
    assert "Proof, not for citation" in pages(tmp_path / "zero-proof.pdf")[0]


def test_an_unknown_article_is_an_error_of_use(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    ran = docforge("proof", "three", cwd=tmp_path)
    assert ran.code == 2 and 'no article "three"' in ran.err
    assert not list(tmp_path.glob("*.pdf"))
