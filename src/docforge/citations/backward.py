"""Citations that point back: "ibid., p. 5", "ebd.", "Elm, op. cit., p. 7", "Elm (wie Anm. 3), S. 7".

"ibid." is the work of the citation just before it, in the same paragraph or the one before, if that was one
work and was linked. "op. cit." is the one entry of the list whose authors stand before it; with the number
of an earlier note, the one work of these authors that the note was linked to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from docforge.citations.clusters import Hit, is_free, put
from docforge.citations.grammar import LOCATOR_RE, NamePhrase, narrative_starts, read_phrase
from docforge.citations.index import ReferenceIndex
from docforge.model.nodes import Cite, CiteItem

IBID_RE = re.compile(r"(?<!\w)(?:[ií]b[ií]d(?:em)?\b\.?|ebd\.|ebenda\b|ib\.(?=,?\s+[ps]))", re.IGNORECASE)
OP_CIT_RE = re.compile(
    r"(?<=\w)(?:[’']s)?,?\s+(?:(?:op|loc|art|ob)\.?\s?cit\b\.?|a\.\s?a\.\s?O\.|a\.\s?g\.\s?e\.)",
    re.IGNORECASE,
)
# "Elm (wie Anm. 3)", "Elm (n. 3)", "Elm, supra note 3", "Elm, note 3 above", "Elm, op. cit. (n. 3)".
SEE_NOTE_RE = re.compile(
    r"(?<=\w)\.?,?\s+(?:(?:op|loc|art)\.?\s?cit\.?,?\s+)?(?P<open>[(\[])?"
    r"(?:(?:wie|siehe|s\.|as\s+in|supra|voir|cit\.|zie|come|como\s+en),?\s+)?(?:in\s+)?"
    r"(?:Anm(?:erkung|\.)|Fn\.?|Fu(?:ß|ss)note|n\.|(?:foot-?)?note|nota|noot)\s?(?P<note>\d{1,4})"
    r"(?P<behind>,?\s+(?:above|oben|supra|ci-dessus|arriba|acima|sopra))?(?P<close>[)\]])?(?![\w-])",
    re.IGNORECASE,
)
SIGNS_RE = re.compile(
    r"i[bd]|[íe]b|cit\b|a\.\s?[ag]\.|(?:an?m|fn|n|n?ote|nota|noot|erkung)\.?\s?\d", re.IGNORECASE
)
REACH = 1  # paragraphs back


@dataclass(slots=True)
class Memory:
    """The work cited last, and how many paragraphs ago; "" after several works or one without an entry."""

    last: str = ""
    age: int = 0
    open: list[int] = field(default_factory=list)  # where this paragraph cites what could not be linked
    note: str = ""  # the number of the note that is being read
    of_note: dict[str, set[str]] = field(default_factory=dict)  # what each note was linked to

    def turn(self) -> None:
        """A new paragraph begins."""
        self.age += 1
        self.open = []

    def forget(self) -> None:
        self.last = ""

    def before(self, hits: Sequence[Hit], position: int) -> str:
        """The one work cited last before ``position``: in ``hits`` of this paragraph, or before it."""
        at = bisect_left(hits, position, key=lambda hit: hit[0])
        behind = bisect_left(self.open, position)
        opened = self.open[behind - 1] if behind else -1
        if at and hits[at - 1][0] > opened:
            return _only(hits[at - 1][2])
        return self.last if opened < 0 and self.age <= REACH else ""

    def keep(self, hits: Sequence[Hit]) -> None:
        """What this paragraph leaves behind for the next, and its note for those that name its number."""
        if self.note:
            works = (item.rid for _, _, cite in hits for item in cite.items)
            self.of_note.setdefault(self.note, set()).update(works)
        opened = max(self.open, default=-1)
        if hits and hits[-1][0] > opened:
            self.last, self.age = _only(hits[-1][2]), 0
        elif opened >= 0:
            self.last = ""


def _only(cite: Cite) -> str:
    works = {item.rid for item in cite.items}
    return works.pop() if len(works) == 1 else ""


def find_backward(text: str, hits: list[Hit], memory: Memory, index: ReferenceIndex) -> list[Hit]:
    """``hits`` with the citations that point back, in the order of the text."""
    if not SIGNS_RE.search(text):
        return hits
    for match in IBID_RE.finditer(text):
        rid = memory.before(hits, match.start()) if is_free(hits, match.start(), match.end()) else ""
        if rid:
            put(hits, _cite(text, match.start(), match.end(), rid))
    for match in SEE_NOTE_RE.finditer(text):
        works = memory.of_note.get(match["note"]) if match["note"] != memory.note else None
        if works and bool(match["open"]) == bool(match["close"]):
            _put_named(text, hits, match, index, works)
    for match in OP_CIT_RE.finditer(text):
        _put_named(text, hits, match, index)
    return hits


def _put_named(
    text: str, hits: list[Hit], sign: re.Match[str], index: ReferenceIndex, works: set[str] | None = None
) -> None:
    """Link the names before ``sign`` if just one entry has them, of ``works`` where those are given."""
    for start in narrative_starts(text, sign.start()):
        phrase = read_phrase(text[start : sign.start()])
        named = index.of_names(phrase) if phrase and not phrase.prefix else ()
        fits = [entry for entry in named if works is None or entry.id in works]
        if len(fits) == 1 and is_free(hits, start, sign.end()):
            put(hits, _cite(text, start, sign.end(), fits[0].id))
            return


def _cite(text: str, start: int, end: int, rid: str) -> Hit:
    locator = LOCATOR_RE.match(text, end)
    stop = locator.end() if locator else end
    item = CiteItem(rid, text[start:stop], locator=locator["locator"] if locator else "")
    return start, stop, Cite((item,), "", "")


def same_persons(index: ReferenceIndex, rid: str) -> NamePhrase | None:
    """The names of an entry as "idem" means them."""
    entry = index.by_id.get(rid)
    return NamePhrase(entry.exact, False, "", ", ".join(entry.exact)) if entry and entry.exact else None
