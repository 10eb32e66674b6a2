"""Lines that a text dump set solid: title, names, institutions and addresses, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished, split_blocks, wrapping
from docforge.repair.parts.bylines import (
    EMAIL_RE,
    INSTITUTION_RE,
    LEAD_RE,
    PARTICLES,
    lower_words,
    read_names,
)
from docforge.repair.parts.imprint import line_kind, plain_line
from docforge.repair.parts.names import is_part_name
from docforge.repair.rules.parts.author_tables import table_end

LABEL_RE = re.compile(
    r"\s*[*_]*(?:abstract|summary|zusammenfassung|résumé|resumen|resumo|özet|references|bibliography"
    r"|notes|acknowledge?ments?)[*_]*\s*:?\s*$",
    re.IGNORECASE,
)
KEYWORDS_RE = re.compile(
    r"\s*[*_]*(?:key ?-?words?|index terms|schlagwörter|schlüsselwörter|mots[- ]clés|palabras clave"
    r"|anahtar kelimeler)\b",
    re.IGNORECASE,
)
ABSTRACT_RE = re.compile(
    r"\s*[*_]*(?:abstract|summary|zusammenfassung|résumé|resumen|resumo|özet)\b[*_]*\s*(?:[:.—–-]|$)",
    re.IGNORECASE,
)
PART_RE = re.compile(
    r"\s*(?:background|introduction|aims?|objectives?|purpose|context|rationale|design|settings?"
    r"|participants|patients|subjects"
    r"|(?:materials? (?:and|&) |patients (?:and|&) |subjects (?:and|&) )?methods?|methodology"
    r"|interventions?|main outcome measures?"
    r"|measurements?|results?|findings|conclusions?|discussion|interpretation|significance|limitations"
    r"|trial registration"
    r"|hintergrund|ziele?|methoden|ergebnisse|schlussfolgerung(?:en)?|antecedentes|objetivos?|métodos"
    r"|resultados|conclusiones"
    r"|objectifs?|méthodes|résultats)(?: and \w+)?\s*[:.–—]\s*(?=\S)",
    re.IGNORECASE,
)
OPEN_RE = re.compile(
    r"(?:[,;:–—-]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|as|is|are|was|der|die|das|und|von"
    r"|de|la|le|et))$",
    re.IGNORECASE,
)
GLUED_RE = re.compile(r"[^\W\d_]{2}(?P<cut>)(?<=[a-zß-ÿ])[A-ZÀ-ÖØ-Þ][a-zß-ÿ]+ ")
MARK_RE = re.compile(r"\s*(?:\d{1,2}|[*†‡§¶])[.)]?\s*(?=[^\W\d_a-zß-ÿ])")
MARKS_ONLY_RE = re.compile(r"(?=.*[\d*†‡§¶])[\W\d]{1,60}")
HANGING_RE = re.compile(r"\s*(?:\d{1,2}|[*†‡§¶])[\d,*†‡§¶\s]*(?:,|;|and\b|&|$)")
NOTED_RE = re.compile(r"\s*(?:\\\*|[*†‡§¶](?![*†‡§¶])|\d{1,2}[.)]?\s)\s*[^\W\d_a-zß-ÿ]")
ABSTRACT_WORD_LEAD_RE = re.compile(r"(?:ABSTRACT|Abstract)\s+(?=[^\W\d_a-zß-ÿ])")
ABSTRACT_WORD_RE = re.compile(r"(?:ABSTRACT|Abstract) +[^\W\d_a-zß-ÿ]")
ALONE = frozenset("kind masthead doi dates address licence field".split())
PAGE = 90  # lines of a first page, at whose foot notes about the authors may stand
ZONE = 60  # filled lines in which a dump's front matter stands
TITLE = 8  # lines of a title


def find_front_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """Part title, names, institutions and addresses; labels stand alone."""
    yield from _bold_title(text)
    ends = wrapping(text)
    if not ends.wrapped:
        return
    breaks = _front_breaks(text)
    breaks |= _title_end(text, ends.width)
    abstract = keywords = seen = 0
    for start, end in split_blocks(text):
        lines = text[start:end].split("\n")
        offset = start
        for i, line in enumerate(lines):
            if ABSTRACT_RE.match(line):
                abstract = 60
            elif KEYWORDS_RE.match(line):
                abstract, keywords = 0, 6
            abstract -= abstract > 0
            keywords -= keywords > 0
            seen += 1
            offset += len(line) + 1
            if i + 1 == len(lines):
                break
            after = lines[i + 1]
            why = _label(line, after) or breaks.get(offset, "")
            if not why and abstract and PART_RE.match(after) and is_finished(line):
                why = "a part of the abstract begins with its name"
            if not why and keywords and is_part_name(after.strip()):
                why = "the keywords end before the first part"
            if not why and seen <= PAGE and _is_note(after):
                why = "a note about the authors begins on this line"
            if why:
                yield Edit(offset - 1, offset, "\n", "\n\n", "line-block", Safety.LIKELY, why)
    yield from _glued_byline(text)


def _label(line: str, after: str) -> str:
    if "\t" in line and "\t" in after:
        return ""  # rows of a table
    if LABEL_RE.match(line) or LABEL_RE.match(after):
        return "the name of a part of the article stands on a line of its own"
    if KEYWORDS_RE.match(after):
        return "the keywords begin on this line"
    return ""


def _is_note(line: str) -> bool:
    """Does a line at the foot of a first page begin an address: "* Correspondence: ...", "1School of ..."?"""
    plain = plain_line(line)
    if line_kind(plain) in ("correspondence", "contributed"):
        return bool(re.match(r"\W*[*†‡§¶]|.*@", line)) or plain.lower().startswith("correspond")
    return bool(re.match(r"\d{1,2}\s?[^\W\d_a-zß-ÿ]\w+ of\b", plain) and INSTITUTION_RE.search(plain))


class _Zone:
    """The filled lines of the front matter, what each is by its own words, and which lines touch."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, str]] = []
        self.joined: list[bool] = []  # does the line stand right under the one before it?
        self.lower = lower_words(text)
        for start, end in split_blocks(text):
            offset = start
            for i, line in enumerate(text[start:end].split("\n")):
                self.lines.append((offset, line))
                self.joined.append(i > 0)
                offset += len(line) + 1
            if len(self.lines) > ZONE:
                break
        self.plain = [plain_line(line) for _, line in self.lines]
        self.kinds = [line_kind(p) for p in self.plain]
        for i, plain in enumerate(self.plain[1:], 1):
            if ABSTRACT_WORD_RE.match(plain) and any(self.names(j) for j in range(i)):
                self.kinds[i] = "label"

    def end(self) -> int:
        """Index of the line with which the body or the abstract begins."""
        prose = 0
        for i, plain in enumerate(self.plain):
            if self.kinds[i] == "label":
                return i
            known = self.kinds[i] or INSTITUTION_RE.search(plain) or EMAIL_RE.search(plain) or self.names(i)
            prose = 0 if known or not self.joined[i] else prose + 1
            if prose >= 5 or len(plain) > 400:
                return i - prose + 1 if len(plain) <= 400 else i
            if i >= ZONE:
                return i
        return len(self.plain)

    def names(self, i: int, *, first: int | None = None) -> int:
        """How much a line looks like names: 2 by marks or number of names, 1 by their shape alone.

        A mark may stand on the next line: "Jack Wren⏎1¶ and Jim Oak⏎1".
        """
        begin = first if first is not None else i
        end = i + 1
        if end < len(self.plain) and HANGING_RE.match(self.plain[end]):
            end += 1
        found = read_names(self._raw(begin, end), self.lower, cut=True)
        if not found and end > i + 1:
            found = read_names(self._raw(begin, i + 1), self.lower, cut=True)
        if not found:
            return 0
        marked = any(re.search(r"\d|[*†‡§¶©®∗⋆]|^[a-z](?:,|$)", n.marks) for n in found)
        return 2 if marked or len(found) >= 3 else 1

    def _raw(self, begin: int, end: int) -> str:
        return "\n".join(line.replace("**", "") for _, line in self.lines[begin:end])

    def byline_follows(self, i: int) -> bool:
        """Do names with marks begin within the next lines?"""
        return any(
            not self.kinds[j] and self.names(j) == 2 for j in range(i + 1, min(i + 5, len(self.plain)))
        )

    def marks_follow(self, i: int) -> bool:
        """Do marks of names stand alone within the next lines: "1,2"?"""
        return any(MARKS_ONLY_RE.fullmatch(p) for p in self.plain[i + 1 : i + 4])


def _front_breaks(text: str) -> dict[int, str]:
    """Offsets of line starts at which a part of the front matter begins, with the reasons."""
    zone = _Zone(text)
    stop = zone.end()
    breaks: dict[int, str] = {}
    state = "title"
    first = 0  # the line with which the part in hand begins
    for i in range(stop):
        state_new, why = _next(zone, i, state, first) if i else (_start(zone, 0), "")
        if why and zone.joined[i]:
            breaks[zone.lines[i][0]] = why
        if why or not i or not zone.joined[i]:
            first = i
        state = state_new
    if stop < len(zone.lines) and zone.joined[stop] and zone.kinds[stop] == "label":
        breaks[zone.lines[stop][0]] = "the abstract or the text begins on this line"
    elif stop < len(zone.lines) and zone.joined[stop] and state == "byline" and stop >= 2:
        breaks[zone.lines[stop][0]] = "the names end, and lines of prose begin"
    return breaks


def _title_end(text: str, width: float) -> dict[int, str]:
    """The end of a title that stands right on the text: it ends short, where full lines of prose begin.

    "How we mended the fences of the⏎valley⏎Fences fall down all over the country." In columns the title's
    lines are longer than the text's.
    """
    below = table_end(text)
    blocks = (b for b in split_blocks(text) if b[0] >= below)
    head = [b for b, _ in zip(blocks, range(3), strict=False)]
    start, end = next((b for b in head if "\n" in text[b[0] : b[1]]), (0, 0))
    lines = text[start : min(end, start + 2000)].split("\n")
    offset = start
    breaks: dict[int, str] = {}
    for i, (line, after) in enumerate(pairwise(lines[:5])):
        offset += len(line) + 1
        bare = line.strip()
        kind = line_kind(plain_line(bare))
        if (is_finished(bare) and not bare.endswith("?")) or (kind and (i or kind != "kind")) or "\t" in line:
            return {}
        if kind:
            breaks[offset] = "the kind of article stands on a line of its own"
        anew = re.match(r"\s*(?:A|An|As|At|By|For|From|If|In|On|The|This|To|We|When|With)\s", after)
        if kind or (len(bare) >= 0.8 * width and not anew) or OPEN_RE.search(bare):
            continue
        full = [later for later in lines[i + 1 : i + 4] if len(later.strip()) > 0.7 * width]
        begins = re.match(r"\s*[\"“‘'(]?(?:[^\W\d_a-zß-ÿ]|\d)", after)
        if (not begins and len(full) < 3) or any(_marked_names(later) for later in lines[i + 1 : i + 6]):
            continue
        if len(full) >= 2 and begins and not read_names(after, cut=True):
            return breaks | {offset: "the title ends short, and lines of prose begin"}
        return {}
    return {}


def _marked_names(line: str) -> bool:
    return any(re.search(r"[\d*†‡]", name.marks) for name in read_names(line, cut=True))


def _start(zone: _Zone, i: int) -> str:
    return zone.kinds[i] or "title"


def _next(zone: _Zone, i: int, state: str, first: int) -> tuple[str, str]:
    """What line ``i`` is after a line of ``state``, and why it begins a part of its own ("": it goes on)."""
    plain, kind, before = zone.plain[i], zone.kinds[i], zone.plain[i - 1]
    if kind == "correspondence" and state == "institution" and zone.joined[i] and before.endswith((";", ",")):
        return state, ""
    if kind:
        return kind, "another part of the front matter begins on this line"
    if not zone.joined[i] and NOTED_RE.match(zone.lines[i][1]):
        return "institution", "an institution begins with its mark"
    if state in ALONE and not before.endswith(","):
        return "title", "the line before stands alone"
    if state == "correspondence" and not INSTITUTION_RE.search(plain):
        return state, ""
    if MARKS_ONLY_RE.fullmatch(plain):
        return "byline", "" if state == "byline" else "marks of names stand on a line of their own"
    open_before = bool(OPEN_RE.search(before)) and state == "title"
    if state == "byline" and not MARK_RE.match(plain) and zone.names(i, first=first):
        return "byline", "" if _goes_on(zone, i) else "another name begins on this line"
    if state == "byline" and HANGING_RE.match(plain) and zone.names(i, first=first):
        return "byline", ""
    names = zone.names(i) if not open_before else 0
    if names == 1 and state == "institution" and (before.endswith(",") or not _place_follows(zone, i)):
        names = 0  # "Elm Town, Noland"
    if names == 1 and state == "title" and i + 1 < len(zone.plain) and zone.names(i + 1) == 2:
        names = 0  # the last line of a title that looks like a name: "Open-Source Course"
    if names == 2 and state != "institution":
        return "byline", "names with their marks begin on this line"
    if names and state != "byline" and (_before_institution(zone, i) or zone.marks_follow(i)):
        return "byline", "names begin on this line, and an institution or a mark follows"
    if names and state == "title" and not open_before and _names_by_line(zone, i):
        return "byline", "each line of the block is a name"
    if names and state == "title" and _between_title_and_prose(zone, i):
        return "byline", "names stand between the title and lines of prose"
    if state == "byline":
        return "institution", "the names end on the line before"
    if state == "title" and not open_before and not zone.byline_follows(i):
        if EMAIL_RE.search(plain):
            return "institution", "an address begins on this line"
        if INSTITUTION_RE.search(plain):
            return "institution", "an institution begins on this line"
    if state == "institution" and MARK_RE.match(plain) and not OPEN_RE.search(before):
        return "institution", "an institution begins with its mark"
    return state, ""


def _names_by_line(zone: _Zone, i: int) -> bool:
    """Does a block begin here of which every line is one name, above an institution or a date?"""
    if zone.joined[i]:
        return False
    last = i
    while last + 1 < len(zone.plain) and zone.joined[last + 1] and zone.names(last + 1):
        last += 1
    whole = last + 1 >= len(zone.plain) or not zone.joined[last + 1]
    single = all(len(read_names(p, zone.lower)) == 1 for p in zone.plain[i : last + 1])
    return last > i and whole and single and _before_institution(zone, last)


def _between_title_and_prose(zone: _Zone, i: int) -> bool:
    """Two names or more, or "By ...", on a line of their own above full lines: "Ink⏎Ada Wren, Jo Oak⏎..."."""
    line, below = zone.plain[i], zone.plain[i + 1 : i + 4]
    full = [p for p in below if len(p) >= max(40, len(line))]
    named = len(read_names(line, zone.lower)) >= 2 or (LEAD_RE.match(line) and read_names(line, zone.lower))
    if i + 1 < len(zone.joined) and not zone.joined[i + 1]:
        return bool(named)
    if not named or not below or not re.match(r"[\"“‘'(]?[^\W\d_a-zß-ÿ]", below[0]):
        return False
    # Full lines, or a narrow column whose lines go on in small letters.
    return len(full) == 3 or (len(below) > 1 and below[1][:1].islower())


def _place_follows(zone: _Zone, i: int) -> bool:
    return i + 1 < len(zone.plain) and bool(INSTITUTION_RE.search(zone.plain[i + 1]))


def _goes_on(zone: _Zone, i: int) -> bool:
    """Do the names go on in line ``i``, with a name cut by the line end or after a comma?

    Two whole names with nothing between them are two: "Judit Berg⏎Francis Vale4" (the mark stands elsewhere).
    """
    before, plain = zone.plain[i - 1], zone.plain[i]
    if re.search(r"(?:,|;|&|\band)\s*$", before) or re.match(r"(?:,|;|&|and\b|\d|[a-zß-ÿ])", plain):
        return True
    last, here = read_names(before, zone.lower, cut=True), read_names(plain, zone.lower, cut=True)
    return not (
        last
        and here
        and not last[-1].marks
        and len(last[-1].name.split()) > 1
        and len(here[0].name.split()) > 1
        and last[-1].name.split()[-1].casefold() not in PARTICLES
        and len(last[-1].name.split()[-1].strip(".")) > 1
    )


def _before_institution(zone: _Zone, i: int) -> bool:
    """Does an institution, an address, a date or the abstract follow the line?"""
    if i + 1 >= len(zone.plain):
        return False
    after = zone.plain[i + 1]
    return bool(
        EMAIL_RE.search(after)
        or INSTITUTION_RE.search(after)
        or zone.kinds[i + 1] in ("correspondence", "dates", "doi", "label", "editor", "contributed")
        or (re.match(r"1[.)]?\s?[^\W\d_]", after) and not read_names(after))
    )


def _bold_title(text: str) -> Iterator[Edit]:
    """A byline on the line of a title in bold: "# **Fences of the North** Ada Wren*, Jo Oak"."""
    for (start, end), _ in zip(split_blocks(text), range(ZONE // 2), strict=False):
        if not text.startswith("#", start) or end - start > 1000:
            continue
        at = text.rfind("**", start, end) + 2
        if at < start + 8 or text[at : at + 1] != " " or "\n" in text[start:end]:
            continue
        names = read_names(text[at:end], lower_words(text))
        if len(names) >= 2 or any(n.marks for n in names):
            why = "the title in bold ends, and nothing but names follows on the line"
            yield Edit(at, at + 1, " ", "\n\n", "line-block", Safety.LIKELY, why)
            return


def _glued_byline(text: str) -> Iterator[Edit]:
    """A byline glued to the title it stands under: "Research DebtChris Olah, Shan Carter"."""
    start = len(text) - len(text.lstrip())
    line = text[start : start + 400].split("\n")[0]
    if len(line) > 300 or "\t" in line:
        return
    for m in GLUED_RE.finditer(line):
        rest = line[m.start("cut") :]
        names = read_names(rest, lower_words(text))
        if len(names) >= 2 and len(line[: m.start("cut")].split()) >= 1:
            at = start + m.start("cut")
            why = "names begin inside the word, and nothing but names follows on the line"
            yield Edit(at, at, "", "\n\n", "line-block", Safety.LIKELY, why)
            return
