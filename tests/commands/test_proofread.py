"""A Word file of ours, proofread with tracked changes, comes back as proposals that wait for the editor."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from commands.program import docforge
from edition.editions import MANIFEST, write

COPY = """\
On Mills

Ada Example

Abstract

We study mills that stand by rivers and turn in the wind.

Introduction

Mills are old, and a river is older than any mill (Elm 1999). The miller sleeps, the river does not.

The miller's quiet cat sleeps by the river too. Nobody counts the cats of a mill, though many live there.

References

Elm, J. (1999). The book of small things. London: Press.
"""
COPY_FILE = "one/copy.txt"
OWN = ("--decisions", "one/decisions.toml")
WHO = 'w:author="P. Reader" w:date="2026-03-01T10:00:00Z"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def put(text: str) -> str:
    return f'<w:ins w:id="901" {WHO}>{run(text)}</w:ins>'


def out(text: str) -> str:
    return f'<w:del w:id="902" {WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def proofread(data: bytes, found: str, *parts: str) -> bytes:
    """The Word file with the run that holds ``found`` once parted there, ``parts`` in its place."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as box, zipfile.ZipFile(done, "w") as new:
        for name in box.namelist():
            content = box.read(name)
            if name == "word/document.xml":
                text = content.decode()
                whole = re.compile(
                    r'<w:r>(?:<w:rPr>(?:(?!</?w:r>).)*</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>'
                )
                runs = [m for m in whole.finditer(text) if found in m[1]]
                assert len(runs) == 1, found
                before, _, after = runs[0][1].partition(found)
                made = run(before) + "".join(parts) + run(after)
                content = (text[: runs[0].start()] + made + text[runs[0].end() :]).encode()
            new.writestr(name, content)
    return done.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with one article, and the Word file of it."""
    made = write(tmp_path, {"edition.toml": MANIFEST, "one/copy.txt": COPY})
    assert docforge("convert", "one/copy.txt", "-o", "one.docx", cwd=made).code == 0
    return made


def take(folder: Path, *edits: tuple[str, ...]) -> list[dict[str, str]]:
    """The proposals that the Word file gives with these edits."""
    data = (folder / "one.docx").read_bytes()
    for found, *parts in edits:
        data = proofread(data, found, *parts)
    (folder / "read.docx").write_bytes(data)
    ran = docforge("decide", COPY_FILE, *OWN, "--from", "read.docx", "--json", cwd=folder)
    assert ran.code == 0, ran.said
    repairs = json.loads(docforge("explain", COPY_FILE, *OWN, "--json", cwd=folder).out)["repairs"]
    return [edit for edit in repairs if edit["rule"] == "proofread"]


def decide(folder: Path, *given: str) -> None:
    assert docforge("decide", COPY_FILE, *OWN, *given, cwd=folder).code == 0


def text_of(folder: Path) -> str:
    """The article as it reads with the decisions."""
    ran = docforge("convert", COPY_FILE, *OWN, "-o", "read.md", cwd=folder)
    assert ran.code == 0, ran.said
    return (folder / "read.md").read_text("utf-8")


FORMS = [
    (("old, and", out("old"), put("ancient"), run(", and")), "old", "ancient", "Mills are ancient, and"),
    (("We study", run("We "), put("carefully "), run("study")), "We", "We carefully", "We carefully study"),
    (("that stand", out("that "), run("stand")), "mills that", "mills", "study mills stand by rivers"),
    (("sleeps, the", run("sleep"), out("s"), put("t"), run(", the")), "sleeps", "sleept", "miller sleept,"),
    ((" by the river too", run(" by the river"), out(" too")), "river too", "river", "by the river. Nobody"),
    (("cats of", run("cats"), put(" and dogs"), run(" of")), "cats", "cats and dogs", "cats and dogs of"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "before", "after", "text"), FORMS, ids=[f[2] for f in FORMS])
def test_a_tracked_change_waits_and_is_made_when_it_is_accepted(
    folder: Path, edit: tuple[str, ...], before: str, after: str, text: str
) -> None:
    (proposal,) = take(folder, edit)
    assert (proposal["before"], proposal["after"], proposal["safety"]) == (before, after, "suggest")
    assert "P. Reader on 2026-03-01" in proposal["why"]
    assert text not in text_of(folder)
    decide(folder, "--accept", str(proposal["key"]))
    assert text in text_of(folder)
    decide(folder, "--reject", str(proposal["key"]))
    assert text not in text_of(folder)


def test_all_of_a_proofread_file_are_accepted_at_once_and_it_is_taken_twice_only_once(folder: Path) -> None:
    edits = (FORMS[0][0], FORMS[2][0], FORMS[5][0])
    assert len(take(folder, *edits)) == 3
    again = docforge("decide", COPY_FILE, *OWN, "--from", "read.docx", cwd=folder)
    assert "0 proposals of read.docx written (3 were there already)" in again.out
    decide(folder, "--rule", "proofread", "--accept-all")
    text = text_of(folder)
    assert all(form[3] in text for form in (FORMS[0], FORMS[2], FORMS[5]))


def test_the_editor_may_write_another_text(folder: Path) -> None:
    (proposal,) = take(folder, FORMS[0][0])
    decide(folder, "--replace", f"{proposal['key']}=very old")
    assert "Mills are very old, and a river" in text_of(folder)


def test_a_change_across_a_mark_is_told_not_made(folder: Path) -> None:
    take(folder, ("Elm 1999", run("Elm "), out("1999"), put("1998")))
    ran = docforge("convert", COPY_FILE, *OWN, "-o", "a.md", cwd=folder)
    assert "proposal-unplaced" in ran.said
    assert "article.md" in ran.said


def test_a_decision_on_a_change_without_a_place_is_told_once(folder: Path) -> None:
    (proposal,) = take(folder, FORMS[0][0])
    decide(folder, "--accept", proposal["key"])
    copy = folder / COPY_FILE
    copy.write_text(copy.read_text("utf-8").replace(proposal["before"], "all else"), "utf-8")
    ran = docforge("convert", COPY_FILE, *OWN, "-o", "a.md", cwd=folder)
    assert ran.said.count("[proposal-unplaced]") == 1
    assert "decision-stale" not in ran.said


def test_a_proposal_whose_words_are_gone_is_told(folder: Path) -> None:
    take(folder, FORMS[0][0])
    (folder / "one/copy.txt").write_text(COPY.replace("Mills are old", "Mills are grey"), "utf-8")
    ran = docforge("convert", COPY_FILE, *OWN, "-o", "a.md", cwd=folder)
    assert "has no place: its words do not stand in the text" in ran.said
    assert "one/decisions.toml" in ran.said


def test_comments_parted_paragraphs_and_silent_changes_are_listed(folder: Path) -> None:
    mark = f'<w:p><w:pPr><w:rPr><w:ins w:id="903" {WHO}/></w:rPr></w:pPr>'
    data = proofread((folder / "one.docx").read_bytes(), "older than any mill", run("elder than any mill"))
    data = proofread(data, "Nobody counts", "</w:p><w:p>", run("Nobody counts"))
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as box, zipfile.ZipFile(done, "w") as new:
        for name in box.namelist():
            content = box.read(name)
            if name == "word/document.xml":
                text = content.decode()
                start = text.rindex("<w:p>", 0, text.index("quiet cat sleeps"))
                content = (text[:start] + mark + text[text.index("</w:pPr>", start) + 8 :]).encode()
            new.writestr(name, content)
    (folder / "read.docx").write_bytes(done.getvalue())
    ran = docforge("decide", "one", "--from", "read.docx", cwd=folder)
    assert ran.code == 0, ran.said
    assert "a paragraph is parted here" in ran.out
    assert "no change was tracked: “Mills are old, and a river is elder" in ran.out


def test_an_edition_takes_them_in_its_own_text_too_and_counts_them(folder: Path) -> None:
    assert docforge("convert", COPY_FILE, "-o", "one/article.md", cwd=folder).code == 0
    (proposal,) = take(folder, FORMS[0][0])
    assert docforge("decide", "one", "--accept", str(proposal["key"]), cwd=folder).code == 0
    ran = docforge("build", cwd=folder)
    assert ran.code == 0, ran.said
    assert "Mills are ancient" in (folder / "build/articles/one/article.md").read_text("utf-8")
    account = json.loads((folder / "build/report.json").read_text("utf-8"))["articles"][0]["conservation"]
    assert account["decided"] == 1
    assert not account["unaccounted"]
    assert not account["invented"]


@pytest.mark.parametrize("name", ["read.docx", "bad.docx"])
def test_what_is_no_word_file_is_refused_in_words(folder: Path, name: str) -> None:
    if name == "bad.docx":
        (folder / name).write_bytes(b"PK no zip")
    ran = docforge("decide", "one", "--from", name, cwd=folder)
    assert ran.code in (2, 3)
    assert name in ran.said
    assert "Traceback" not in ran.said


def test_a_broken_proposal_is_named_with_its_line(folder: Path) -> None:
    (folder / "one/decisions.toml").write_text('[[proposal]]\nkey = "a"\nbefore = 3\nwhat = "x"\n', "utf-8")
    ran = docforge("build", cwd=folder)
    assert ran.code == 2
    assert "line 3" in ran.said
    assert "what is not known here" in ran.said
