"""Works that notes cite in words: what is printed in the note, and the entries that it must lead to."""

from __future__ import annotations

import pytest

from docforge.citations.link import link_citations
from docforge.model.meta import CslItem, Document, Name, Reference
from docforge.model.nodes import Cite, Footnote, Inline, Italic, Paragraph, SmallCaps, Text
from docforge.model.text import document_strings
from docforge.model.walk import document_inlines

LIST = (
    ("elm", "Elm", "Jane", "The Book of Small Things", "1999"),
    ("elm-2", "Elm", "Jane", "Letters from the Mill", "2004"),
    ("ash", "Ash", "Karl", "Die Mühlen am Fluss. Eine Geschichte", "1987"),
    ("oak", "van der Oak", "S.", "Over water en wind", "1978"),
    ("yew", "Yew", "T.", "Le moulin et la rivière", "2011"),
    ("fir", "Fir", "L.", "Salt", "1990"),
    ("fir-2", "Fir", "M.", "Salt roads", "1990"),
    ("haya", "Haya", "R.", "Los molinos del valle alto", "2001"),
    ("rowan", "Rowan", "P.", "Winds: A Natural History", "2015"),
)


def references() -> tuple[Reference, ...]:
    found = []
    for key, family, given, title, year in LIST:
        raw = f"{family}, {given}, {title}. {year}."
        item = CslItem("book", title=title, author=(Name(family, given),), issued=year)
        found.append(Reference(key, raw, (Text(raw),), item))
    return tuple(found)


def inlines(marked: str) -> tuple[Inline, ...]:
    """ "Elm, *The Book*": stars set italics, bars small capitals."""
    out: list[Inline] = []
    for number, part in enumerate(marked.split("*")):
        if number % 2:
            out.append(Italic((Text(part),)))
            continue
        for place, words in enumerate(part.split("|")):
            if words:
                out.append(SmallCaps((Text(words),)) if place % 2 else Text(words))
    return tuple(out)


def linked(*notes: str) -> tuple[list[str], list[str], list[str]]:
    """Ids that the notes lead to, what is printed for them, and the codes of what is told."""
    made = tuple(Footnote(f"fn-{n}", str(n), (Paragraph(inlines(t)),)) for n, t in enumerate(notes, 1))
    document = Document(notes=made, references=references())
    done, told = link_citations(document)
    assert list(document_strings(done)) == list(document_strings(document))
    cites = [n for n in document_inlines(done) if isinstance(n, Cite)]
    ids = [i.rid for c in cites for i in c.items]
    return ids, [c.printed for c in cites], [d.code for d in told]


FIXES = [
    ("12. Jane Elm, *The Book of Small Things* (London: Press, 1999), 34.", "elm", "Jane Elm"),
    ("J. Elm, The Book of Small Things (London: Press, 1999), 34.", "elm", "J. Elm"),
    ("Elm, *Book of Small Things*, 40.", "elm", "Elm"),
    ("See Elm, Small Things, p. 40, with further evidence.", "elm", "Elm"),
    ("Vgl. Ash, Die Mühlen am Fluss, Berlin 1987, S. 12.", "ash", "Ash"),
    ("Vgl. Karl |Ash|: Die Mühlen am Fluss. Eine Geschichte, Berlin 1987, S. 12.", "ash", "Ash"),
    ("Ash, Mühlen, S. 12 f.", "ash", "Ash"),
    ("Hierzu Ash 1987, S. 12; anders Elm 2004: 15.", "ash elm-2", "Ash 1987, S. 12 Elm 2004: 15"),
    ("S. van der Oak, *Over water en wind* (Leiden 1978), p. 3.", "oak", "Oak"),
    ("T. Yew, « Le moulin et la rivière », Paris, 2011, p. 7.", "yew", "T. Yew"),
    ("Véase Haya, *Los molinos del valle alto*, Madrid, 2001.", "haya", "Haya"),
    ("Rowan, Winds: A Natural History, 2nd ed. (2018), 9.", "rowan", "Rowan"),
    ("Elm, *The Book of Small Things*, 3; Ash, *Die Mühlen am Fluss*, S. 4.", "elm ash", "Elm Ash"),
    ("L. Fir, *Salt* (1990), 8.", "fir", "L. Fir"),
    ("M. Fir, *Salt roads* (1990), 8.", "fir-2", "M. Fir"),
    ("Jane Elm, Kim Hazel and Bo Gorse, The Book of Small Things, 3.", "elm", "Jane Elm"),
    ("Elm, *Book of Small Things*, 40; ibid., p. 41.", "elm elm", "Elm ibid., p. 41"),
    ("Ash, Mühlen, S. 12. Ders., Die Mühlen am Fluss, S. 14.", "ash ash", "Ash Ders"),
]


@pytest.mark.parametrize(("note", "ids", "printed"), FIXES)
def test_works_that_notes_cite_in_words(note: str, ids: str, printed: str) -> None:
    found, shown, told = linked(note)
    assert found == ids.split()
    assert " ".join(shown) == printed
    assert told == []


LEAVES_ALONE = [
    "Elm was of another opinion, as the letters of small firms show.",
    "On elm and ash, and the book of small things, see above.",
    "Peter Elm, *The Book of Small Hours* (Leeds 1971), 3.",
    "Karl Elm, *The Book of Small Things* (Leeds 1971), 3.",
    "Elm, *Stone and Sand*, 40.",
    "Elm told it so. The Book of Small Things is another matter.",
    "Elm 1971, S. 3.",
    "Ash Wednesday of 1987 was cold.",
]


@pytest.mark.parametrize("note", LEAVES_ALONE)
def test_what_notes_leave_open_is_left(note: str) -> None:
    assert linked(note)[0] == []


def test_what_fits_two_entries_is_told() -> None:
    ids, _, told = linked("Fir 1990, 8.")
    assert (ids, told) == ([], ["citation-ambiguous"])


def test_ibid_in_the_next_note_is_the_work_of_the_note_before() -> None:
    ids, _, _ = linked("Jane Elm, *The Book of Small Things* (London 1999), 34.", "Ibid., p. 35.")
    assert ids == ["elm", "elm"]


FIRST = "Jane Elm, *The Book of Small Things* (London 1999), 34; Ash, *Die Mühlen am Fluss*, S. 3."
NAMED_BY_NOTE = [
    ("Elm (wie Anm. 1), S. 12.", "elm", "Elm (wie Anm. 1), S. 12"),
    ("Vgl. Ash (Anm. 1), S. 40 f.", "ash", "Ash (Anm. 1), S. 40 f"),
    ("See Elm, supra note 1, at 7.", "elm", "Elm, supra note 1"),
    ("Elm (n. 1), 12; Ash, note 1 above, p. 5.", "elm ash", "Elm (n. 1), 12 Ash, note 1 above, p. 5"),
    ("Ash, op. cit. (n. 1), p. 5.", "ash", "Ash, op. cit. (n. 1), p. 5"),
    ("Elm (cit. nota 1), p. 5.", "elm", "Elm (cit. nota 1), p. 5"),
    ("Elm, see note 1.", "", ""),
    ("Haya (wie Anm. 1), S. 12.", "", ""),
    ("Elm (wie Anm. 2), S. 12.", "", ""),
    ("Elm (wie Anm. 7), S. 12.", "", ""),
    ("The elm trees of note 1 above.", "", ""),
]


@pytest.mark.parametrize(("note", "ids", "printed"), NAMED_BY_NOTE)
def test_the_number_of_an_earlier_note_names_a_work_of_it(note: str, ids: str, printed: str) -> None:
    found, shown, _ = linked(FIRST, note)
    assert found[2:] == ids.split()
    assert " ".join(shown[2:]) == printed


def test_the_text_of_an_article_is_not_read_so() -> None:
    text = "So Elm, The Book of Small Things, says."
    done, _ = link_citations(Document(body=(Paragraph((Text(text),)),), references=references()))
    assert not [n for n in document_inlines(done) if isinstance(n, Cite)]


def test_many_names_cost_little() -> None:
    linked("Elm, Small, " * 1500)
