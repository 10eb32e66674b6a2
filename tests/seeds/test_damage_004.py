"""The damage of document 004: lost and false hyphens, columns, pull quotes, note marks."""

from __future__ import annotations

import re

import pytest
from seeds.reading import blocks, damage, document, headings, lines, reading, seed_file, text

import docforge
from docforge.model.nodes import DispQuote, Figure, NoteRef, Paragraph, Section
from docforge.model.text import inline_text
from docforge.model.walk import document_inlines, iter_blocks

pytestmark = pytest.mark.needs_shared


def _pairs(item: str) -> list[tuple[int, str, str]]:
    listed = damage(item).split("\n", 1)[1].split("Traps")[0]
    return [(int(n), a, b) for n, a, b in re.findall(r"(\d+) ([^\s|;]+)\|([^\s;]+)", listed)]


def test_004_lost_hyphens_are_all_joined() -> None:
    pairs = _pairs("004-2")
    assert len(pairs) == 98
    joined = [e for e in reading("004").edits if e.rule == "lost-hyphen"]
    assert len(joined) == 98
    body = text("004")
    for _, head, tail in pairs:
        assert head + re.sub(r"[.,;?]+\d*$", "", tail) in body, head + tail


def test_004_false_hyphens_go_and_true_ones_stay() -> None:
    item = damage("004-3")
    false = re.findall(r"(\w+)-\|(\w+)", item)
    assert len(false) == 7
    for head, tail in false:
        assert head + tail in text("004") and f"{head}-{tail}" not in text("004")
    for whole in ("might-is-right", "vis-à-vis", "Indo-Pacific", "rules-based", "Seoul-Tokyo-Washington"):
        assert whole in text("004")
    assert not re.search(r"\w- \w", text("004").replace("Interna- ", ""))


def test_004_paragraphs_are_one_line_each() -> None:
    paragraphs = [inline_text(b.content) for b in blocks("004", Paragraph) if isinstance(b, Paragraph)]
    assert all("\n" not in p and "  " not in p for p in paragraphs)
    assert len(paragraphs) == 45 + 5  # and those of the pull quotes


def test_004_furniture_title_people_and_headings() -> None:
    meta = document("004").meta
    assert inline_text(meta.title) == lines("004")[2] and inline_text(meta.subtitle) == lines("004")[3]
    assert [p.name for p in meta.contributors] == [lines("004")[5]]
    assert "Indispensable" not in text("004")
    titles = {n: lines("004")[n - 1].strip() for n in (153, 194, 285, 328, 387)}
    titles[53] = " ".join(lines("004")[n].strip() for n in (52, 53))
    wanted = [titles[n] for n in _listed_order() if n in titles]
    assert headings("004") == [(2, h) for h in wanted]


def test_004_captions_and_credits_are_figures() -> None:
    figures = [f for f in blocks("004", Figure) if isinstance(f, Figure)]
    assert len(figures) == 2
    for figure in figures:
        assert inline_text(figure.credit).startswith("Photo: ©") and "Photo" not in inline_text(
            figure.caption
        )
    assert "Open sea lines of communication" in inline_text(figures[0].caption)


def _listed_order() -> list[int]:
    """Numbers of the lines of the text in the order that the list gives."""
    listed = damage("004-5").split("Correct order of lines:")[1].split('("+"')[0]
    ranges = re.findall(r"(\d+)(?:-(\d+))?", listed)
    return [n for a, b in ranges for n in range(int(a), int(b or a) + 1)][1:]  # without the running head


def test_004_columns_stand_in_reading_order() -> None:
    """Every line of the list comes after the one before it; pull quotes and captions stand between."""
    whole, at = text("004"), 0
    order = [n for n in _listed_order() if n > 6]
    assert len(order) > 450
    for number in order:
        inner = re.split(r"\d\b|-", lines("004")[number - 1])[0].split()[1:-1]
        if inner:
            found = whole.find(" ".join(inner), at)
            assert found >= at, lines("004")[number - 1]
            at = found


def test_004_joints_are_told_each_with_its_alternative() -> None:
    joints = re.findall(r"(\d+)>(\d+)", damage("004-5").split("Joints:")[1])
    assert len(joints) == 14
    told = [d for d in reading("004").diagnostics if d.code == "reading-order"]
    for left, right in joints:
        end = " ".join(lines("004")[int(left) - 1].split()[-2:])
        begin = " ".join(lines("004")[int(right) - 1].split()[:2])
        assert sum(f"{end}” the text goes on with “{begin}" in d.message for d in told) == 1, (left, right)
    assert all("next best" in d.hint for d in told)
    assert {m.rule for m in reading("004").moves} == {"reading-order"}


def test_004_standfirst_and_pull_quotes_are_apart() -> None:
    first, last = (int(n) for n in re.findall(r"\d+", damage("004-6").split(":")[1])[:2])
    assert inline_text(document("004").meta.standfirst) == " ".join(
        line.strip() for line in lines("004")[first - 1 : last]
    )
    ranges = re.findall(r"(\d+)-(\d+) \(=", damage("004-7"))
    wanted = {" ".join(" ".join(lines("004")[int(a) - 1 : int(b)]).split()) for a, b in ranges}
    quotes = [q for q in blocks("004", DispQuote) if isinstance(q, DispQuote)]
    assert {q.kind for q in quotes} == {"pullquote"} and len(quotes) == len(wanted) == 5
    found = [inline_text(p.content) for q in quotes for p in q.blocks if isinstance(p, Paragraph)]
    assert set(found) == wanted
    trap = re.search(r"Trap: (\d+)-(\d+)", damage("004-7"))
    assert trap
    body = [inline_text(b.content) for b in blocks("004", Paragraph) if isinstance(b, Paragraph)]
    assert " ".join(line.strip() for line in lines("004")[int(trap[1]) - 1 : int(trap[2])]) in body


def test_004_each_pull_quote_stands_after_the_paragraph_it_repeats() -> None:
    row = [
        b
        for b in iter_blocks(document("004").body)
        if isinstance(b, Paragraph | DispQuote | Section | Figure)
    ]
    at = next(i for i, b in enumerate(row) if isinstance(b, DispQuote))
    before = row[at - 1]
    assert isinstance(before, Paragraph)
    repeated = re.search(r"\(= body (\d+)-(\d+)", damage("004-7"))
    assert repeated and lines("004")[int(repeated[1]) - 1].strip() in inline_text(before.content)


def test_004_note_marks_count_from_1_to_10_and_their_notes_are_empty() -> None:
    listed = re.findall(r"(\d+) `([^`]+?)(\d+)`", damage("004-9").replace("AP410", "AP4␠10"))[:9]
    marks = [n.rid for n in document_inlines(document("004")) if isinstance(n, NoteRef)]
    assert marks == [f"fn-{n}" for n in range(1, 11)] and len(listed) == 9
    assert [(n.id, n.label, n.blocks) for n in document("004").notes] == [
        (f"fn-{n}", str(n), ()) for n in range(1, 11)
    ]
    told = [d for d in reading("004").diagnostics if d.code == "note-text-missing"]
    assert len(told) == 1 and "10 notes" in told[0].message
    for trap in re.search(r"Trap: (.+?)\. \*\*", damage("004-9"))[1].split(", "):  # type: ignore[index]
        assert (trap in text("004")) == (trap in "\n".join(lines("004"))), trap
    files = docforge.convert(seed_file("004"), to=("jats", "md", "html")).files
    for name in ("article.xml", "article.md", "article.html"):
        assert files[name].decode().count("text not in the source") == 10, name


def test_004_nothing_is_left_unfinished_but_the_cut_end() -> None:
    codes = [d.code for d in reading("004").diagnostics]
    assert codes.count("truncated-end") == 1
    assert "unfinished-paragraph" not in codes and "columns-as-found" not in codes
    assert "COVID-19" in text("004")
