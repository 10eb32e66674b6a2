"""000 and 001 as one article: the better reading wherever the list names one, in both orders."""

from __future__ import annotations

import re
from functools import cache

import pytest
from seeds.reading import damage, document, lines, seed_file, text

from docforge.edition.inputs import RawFile
from docforge.edition.reading import read_copies
from docforge.model.meta import Document, Reference
from docforge.model.nodes import ExtLink, Italic, Section
from docforge.model.text import document_strings, inline_text
from docforge.model.walk import iter_blocks, iter_inlines
from docforge.repair.record import Reading

pytestmark = [pytest.mark.needs_shared, pytest.mark.parametrize("order", (("000", "001"), ("001", "000")))]
Order = tuple[str, ...]
GLUED_ITALICS = (247, 249, 251, 262, 306, 308, 223)  # lines of 001 whose italics are lost


@cache
def merged(order: Order) -> Reading:
    files = [seed_file(number) for number in order]
    return read_copies(None, [RawFile(f.name, f.read_bytes(), None) for f in files])


def entries(document: Document) -> dict[str, str]:
    return {r.id: inline_text(r.content) for r in document.references}


def italics(reference: Reference) -> list[str]:
    return [inline_text(n.content) for n in iter_inlines(reference.content) if isinstance(n, Italic)]


def whole(order: Order) -> str:
    return "\n".join(document_strings(merged(order).document))


def test_the_account_holds_and_nothing_is_refused(order: Order) -> None:
    reading = merged(order)
    assert reading.conservation.unaccounted == () and reading.conservation.invented == ()
    assert not [d for d in reading.diagnostics if d.severity == "error"]
    assert reading.document == merged(order[::-1]).document


def test_000_18_the_body_is_of_the_copy_that_has_one(order: Order) -> None:
    document_, alone = merged(order).document, document("001")
    sections = [s.title for s in iter_blocks(document_.body) if isinstance(s, Section)]
    assert sections == [s.title for s in iter_blocks(alone.body) if isinstance(s, Section)]
    assert [d.code for d in merged(order).diagnostics].count("copy-partial") == 1
    assert [inline_text(p.content) for p in document_.meta.abstract] == [lines("001")[12]]
    assert document_.meta.original == alone.meta.original


def test_every_entry_is_cited_and_every_citation_resolves(order: Order) -> None:
    reading = merged(order)
    assert len(reading.document.references) == 39
    codes = {d.code for d in reading.diagnostics}
    assert not codes & {"citation-unlinked", "citation-ambiguous", "reference-uncited"}


def test_000_12_the_name_with_more_witnesses_is_printed_and_recorded(order: Order) -> None:
    wrong, right = re.search(r"`(\w+)` \(001: (\w+),", damage("000-12")).groups()  # type: ignore[union-attr]
    assert wrong not in whole(order) and right in whole(order)
    assert [(e.before.strip(","), e.after.strip(",")) for e in merged(order).edits if wrong in e.before] == [
        (wrong, right)
    ]


def test_000_13_the_likely_host_is_printed_and_an_undecided_token_is_asked_about(order: Order) -> None:
    wrong, right = re.search(r"`([\w.]+it)` \(001: ([\w.]+it)\)", damage("000-13")).groups()  # type: ignore[union-attr]
    assert f"//{wrong}/" not in whole(order) and f"//{right}/" in whole(order)
    tokens = set(re.findall(r"&h=\S+?&crl=c", "\n".join((*lines("000"), *lines("001")))))
    assert len(tokens) == 3
    asked = [e for e in merged(order).edits if e.rule == "merge" and not e.applied]
    assert len(asked) == 3
    shown = {t for e in asked for t in tokens if t in e.before or t in e.after}
    assert shown == tokens  # each reading is kept
    assert (
        sum(
            d.code == "copy-differs" and "no evidence decides" in d.message for d in merged(order).diagnostics
        )
        == 3
    )


def test_001_6_entries_are_those_of_the_copy_that_has_no_glue(order: Order) -> None:
    better = entries(document("000"))
    for key, entry in entries(merged(order).document).items():
        said, other = re.sub(r"https?://\S+", "", entry), re.sub(r"https?://\S+", "", better[key])
        straight = other.translate(str.maketrans("’‘", "''"))
        assert said == straight or key.startswith("banka"), key


def test_what_neither_copy_has_right_is_repaired(order: Order) -> None:
    journal = re.search(r'"(TYB Akademi [^"]+)"', damage("000-11"))[1]  # type: ignore[index]
    assert whole(order).count(f"{journal}, 37.") == 3
    last = list(entries(merged(order).document).values())[-1]
    for right in re.findall(r'"(\(2020\)\. The|Ramírez & J\.)"', damage("000-11")):
        assert right in last
    assert "& J." in last and "). The" in last


def test_001_7_italics_come_from_the_other_copy(order: Order) -> None:
    assert all(str(n) in damage("001-7") or n in (249, 251) for n in (*GLUED_ITALICS[:1], *GLUED_ITALICS[3:]))
    theirs = {r.id: italics(r) for r in document("000").references}
    heads = [lines("001")[n - (2 if n == 262 else 1)][:14] for n in GLUED_ITALICS]
    found = [r for r in merged(order).document.references if inline_text(r.content)[:14] in heads]
    assert len(found) >= len(GLUED_ITALICS)
    for reference in found:
        assert italics(reference) == theirs[reference.id] != [], reference.id


def test_001_8_and_001_9_addresses_and_words_are_whole(order: Order) -> None:
    references = merged(order).document.references
    hrefs = [n.href for r in references for n in iter_inlines(r.content) if isinstance(n, ExtLink)]
    assert len(hrefs) == 35 and not [h for h in hrefs if re.search(r"\s", h)]
    assert re.search(r"000: (Japan-\w+)", damage("001-9"))[1] in whole(order)  # type: ignore[index]


def test_000_14_and_001_19_quotes_are_of_one_shape(order: Order) -> None:
    assert not re.search("[“”‘’]", whole(order))
    assert "quotes-mixed" not in {d.code for d in merged(order).diagnostics}


def test_000_15_and_000_16_what_both_have_is_told_once(order: Order) -> None:
    codes = [d.code for d in merged(order).diagnostics]
    assert codes.count("unclosed-bracket") == 1 and codes.count("reference-duplicate") == 5


@pytest.mark.parametrize("other", ("002", "004"))
def test_another_work_is_not_mixed_in(order: Order, other: str) -> None:
    reading = merged((*order, other))
    assert reading.document == merged(order).document
    assert [d.code for d in reading.diagnostics if d.severity == "error"] == ["copy-unrelated"]
    assert text(other) not in whole((*order, other))
