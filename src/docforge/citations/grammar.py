"""The grammar of printed citations: text in, the works it names with their offsets out.

The reference list plays no part here.

Author-year: "(see Panda, 2021a, 2021b, p. 3; Banka & Bussmann, 2023)", narrative "Panda (2021a)".
Numeric: "[1, 3-5]". What has no name and year is none: "(May 2012)", "(SDF)", "(2013-2023)".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docforge.citations.names import PARTICLES, word_set

YEAR_RE = re.compile(
    r"(?<![\w–-])(?:(?:\[(?P<first>(?:1[5-9]|20)\d\d)\]\s+)?(?P<year>1[5-9]\d\d|20\d\d)(?P<suffix>[a-z])?"
    # "2021a–c" goes on; "2019–2021" is a span of time.
    r"(?!\w|[–-](?!(?<=\d[a-z][–-])[a-z]\b))"
    r"|(?P<undated>n\.\s?d\.|o\.\s?J\.|s\.\s?f\."
    r"|(?:in press|forthcoming|submitted|im Druck|en prensa|à paraître)\b))"
)
MORE_YEARS_RE = re.compile(
    r"(?P<gap>\s*,\s*|\s+(?:and|&)\s+)(?:(?P<year>1[5-9]\d\d|20\d\d)(?P<suffix>[a-z])?|(?P<letter>[a-z])(?!\.))(?![\w–-])"
)
LETTER_RANGE_RE = re.compile(r"(?P<dash>[–-])(?P<last>[a-z])(?!\w)")
# "2019 [2001]", "2001/2019": a work with the year of its first edition.
OTHER_YEAR_RE = re.compile(r"\s?\[(?P<first>(?:1[5-9]|20)\d\d)\]|/\s?(?P<second>(?:1[5-9]|20)\d\d)(?!\w)")
# "ders. 2010", "idem, 2010": the persons of the work before.
SAME_RE = re.compile(r"(?:ders|dies|idem|eadem|id|ead)\.?,?", re.IGNORECASE)
LOCATOR_RE = re.compile(
    r"\s*[,:]\s*(?P<locator>(?:(?:pp?|ss?|ch|chap|chaps|kap|cap|para|paras|sec|fig|abb|tab|vol|bd|no|n|fn|anm|art|app|rn|págs?|pág)\b\.?\s?|§+\s?"
    r"|(?:pages?|seiten?|chapters?|sections?|paragraphs?|table|figure|note|article|appendix)\s)"
    r"[\divxlcA-Z]+(?:\s?[–,-]\s?\d+)*(?:\s?ff?)?|\d{1,4}(?:\s?[–-]\s?\d{1,4})?(?:\s?ff?)?)(?![\w])",
    re.IGNORECASE,
)
# "emphasis added", "for a review", "and the works cited there": a few words that belong to the work before.
SUFFIX_RE = re.compile(r"(?:\s*,\s*|\s+)[a-z][^\d,;()]{0,60}")
SIGNAL_RE = re.compile(
    r"(?:(?:but |and )?see(?: also| for example| e\.g\.)?|e\.\s?g\.|i\.\s?e\.|cf\.|compare|also|source"
    r"|for (?:a review|an overview|details|example|instance)|according to|following|after|from|in|as in"
    r"|adapted from|based on|reviewed (?:in|by)|vgl|siehe(?: auch)?|zit\. nach|voir(?: aussi)?|selon"
    r"|d['’]après|véase(?: también)?|según|cfr|vedi|zie(?: ook)?|(?:ayrıca )?bkz"
    # Names begin so too: "Ver Hoef".
    r"|(?-i:ver(?: también| também)?|nach|vid|se))(?!\w)[,:.]*\s*",
    re.IGNORECASE,
)
SECOND_HAND_RE = re.compile(r".*\b(?:cited|quoted|reported) (?:in|by)\s+", re.DOTALL)
# The OCR reads "ot al.", "et al,,".
ET_AL_RE = re.compile(
    r"\s*,?\s*(?:\b(?i:[eo]t\.?\s+a[l1])\b[.,]{0,3}|\b(?:and|und|et|y|e)\s+(?:others|colleagues|co-?workers|otros|otras|outros|outras|autres|altri|Kollegen|andere"
    r"|col(?:l|s|ab|aboradores)?)\b\.?|\bu\.\s?a\.|\bi\s+(?:in\.|sur(?:\.|adnici))|\be\.?\s?a\.|\bve\s+(?:ark\.|diğerleri|ark\b)|\bm\.\s?fl\.)$"
)
# Words for "and" between two names, each with a capital letter.
AND = r"(?:and|und|et|y|e|ve|og|och|en|i|oraz|ja)"
SPLIT_RE = re.compile(
    rf"\s*,\s*(?:(?:&|\b(?:and|und|et|y)\b)\s*)?|\s*&\s*|\s+{AND}\s+(?=[^\W\d_a-zß-ÿ]|v[ao]n |d[ei] )"
    r"|(?<=[^\W\d_]{2})/(?=[^\W\d_a-zß-ÿ][^\W\d_])"
)
SHORT_NAME_RE = re.compile(r"\s*\[[^\W\d_a-z][\w&.-]{1,12}\](?=,?\s*$)")
POSSESSIVE_RE = re.compile(r"['’]s?$")
INITIALS_RE = re.compile(r"^(?:[^\W\d_]\.[\s-]?)+\s*|,?\s+(?:[^\W\d_]\.[\s-]?)+$")
# A month, a season or an event beside a year makes a date.
DATE_WORDS = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter easter christmas "
    "monday tuesday wednesday thursday friday saturday sunday since until before after during circa ca about "
    "born died founded summit conference war treaty act olympics election elections edition version"
)
PART_LIMIT = 400
LOOK_BACK = 160


@dataclass(frozen=True, slots=True)
class Work:
    """One work as a citation names it, with its offsets in the text that was parsed."""

    start: int
    end: int
    names: tuple[str, ...]
    et_al: bool
    year: str
    suffix: str
    prefix: str = ""
    locator: str = ""
    comma: bool = False  # "Smith, 2020", not "Smith 2020"
    whole: str = ""  # the names before they were split, for organisations with "and" in them
    other: str = ""  # another year that stands beside it: "2019 [2001]"


@dataclass(frozen=True, slots=True)
class NamePhrase:
    names: tuple[str, ...]
    et_al: bool
    prefix: str
    whole: str


def parse_group(content: str, before: NamePhrase | None = None, same: NamePhrase | None = None) -> list[Work]:
    """The works inside one pair of brackets; parts that name none are passed over.

    ``before`` are the names in front of the bracket of a narrative citation, ``same`` those of "idem".

    >>> [(w.names, w.year + w.suffix) for w in parse_group("Panda, 2021a, 2021b; Banka & Bussmann, 2023")]
    [(('Panda',), '2021a'), (('Panda',), '2021b'), (('Banka', 'Bussmann'), '2023')]
    """
    works: list[Work] = []
    start = 0
    for part in content.split(";"):
        if len(part) <= PART_LIMIT:
            works += _parse_part(part, start, before, before or same)
            if works:
                before = NamePhrase(works[-1].names, works[-1].et_al, "", works[-1].whole)
        start += len(part) + 1
    return works


def _parse_part(part: str, offset: int, previous: NamePhrase | None, same: NamePhrase | None) -> list[Work]:
    """Works of one part between semicolons; "2020" alone goes on with the names of the part before."""
    works: list[Work] = []
    begin = len(part) - len(part.lstrip())
    # "Smith, 1990, as cited in Jones, 2020" cites Jones.
    second_hand = SECOND_HAND_RE.match(part)
    while match := YEAR_RE.search(part, max(begin, second_hand.end() if second_hand else 0)):
        head = part[begin : match.start()]
        phrase = read_phrase(head)
        comma = head.rstrip().endswith(",") or not head.strip()
        if SAME_RE.fullmatch(head.strip()):
            phrase = same
        elif phrase is None and not head.strip() and not works:
            phrase = previous
        if phrase is None:
            return works
        years = [(begin, match.end(), match["year"] or "n.d.", match["suffix"] or "")]
        other = match["first"] or ""
        position = match.end()
        if (letters := LETTER_RANGE_RE.match(part, position)) and years[-1][3]:
            years += _letters(years[-1], letters)
            position = letters.end()
        elif second := OTHER_YEAR_RE.match(part, position):
            other = second["first"] or second["second"]
            position = second.end()
            years[-1] = (years[-1][0], position, *years[-1][2:])
        while more := MORE_YEARS_RE.match(part, position):
            if more["letter"] and not years[-1][3]:
                break
            year = more["year"] or years[-1][2]
            years.append((more.end("gap"), more.end(), year, more["letter"] or more["suffix"] or ""))
            position = more.end()
        locator = LOCATOR_RE.match(part, position)
        if locator:
            position = locator.end()
        if (tail := SUFFIX_RE.match(part, position)) and tail.end() == len(part):
            position = len(part.rstrip())
        years[-1] = (years[-1][0], position, *years[-1][2:])
        for number, (start, end, year, suffix) in enumerate(years):
            last = number == len(years) - 1
            works.append(
                Work(
                    offset + start,
                    offset + end,
                    phrase.names,
                    phrase.et_al,
                    year,
                    suffix,
                    phrase.prefix if number == 0 else "",
                    locator["locator"] if locator and last else "",
                    comma,
                    phrase.whole,
                    other if number == 0 else "",
                )
            )
        rest = re.match(r"\s*(?:,|\band\b|&)\s*", part[position:])
        left = part[position:].strip(" .\n")
        if not left or not rest:
            return works if not left else works[: -len(years)]
        begin = position + rest.end()
    return works


def _letters(first: tuple[int, int, str, str], match: re.Match[str]) -> list[tuple[int, int, str, str]]:
    """Works of "2021a–c" behind the first; those inside the range have nothing of their own in print."""
    _, end, year, letter = first
    inside = range(ord(letter) + 1, ord(match["last"]))
    return [
        *((end, end, year, chr(c)) for c in inside),
        (match.start("last"), match.end(), year, match["last"]),
    ]


def read_phrase(text: str) -> NamePhrase | None:
    """Names before a year: "see also Banka & Bussmann, " -> (Banka, Bussmann) with the prefix apart."""
    rest = text
    if second_hand := SECOND_HAND_RE.match(rest):
        rest = rest[second_hand.end() :]
    while signal := SIGNAL_RE.match(rest):
        rest = rest[signal.end() :]
    while (word := re.match(r"[a-z'’][\w'’-]*[,:]?\s+", rest)) and word[0].strip(" ,:") not in PARTICLES:
        rest = rest[word.end() :]
    prefix = text[: len(text) - len(rest)]
    # "World Health Organization [WHO], 2021": the name that is used from here on is no other name.
    rest = SHORT_NAME_RE.sub("", rest)
    whole = POSSESSIVE_RE.sub("", rest.strip().rstrip(" ,:"))
    bare = ET_AL_RE.sub("", whole)
    et_al = bare != whole
    names = tuple(INITIALS_RE.sub("", n).strip() for n in SPLIT_RE.split(bare.strip(" ,")))
    # "Smith, J., & Jones, K." leaves empty names where the initials stood.
    names = tuple(n for n in names if n)
    if not names or not all(_may_be_name(n) for n in names):
        return None
    return NamePhrase(names, et_al, prefix, bare.strip(" ,"))


def _may_be_name(name: str) -> bool:
    words = name.split()
    if len(words) > 9 or any(sign in '()[]<>=/|"“”' for sign in name):
        return False
    if any(sign.isdigit() for sign in name) and not re.search(r"[^\W\d_]", words[0]):
        return False
    if any(word.strip(".,").isdigit() for word in words):
        return False
    first = words[0]
    return not first[0].islower() or first.casefold() in PARTICLES or first[:2] in ("d'", "d’")


def is_date_like(work: Work) -> bool:
    """Whether the names are a month, a season, an event: "(Lisbon Summit, November 2010)"."""
    return any(w.casefold().strip(".,") in DATE_WORDS for name in work.names for w in name.split())


NARRATIVE_RE = re.compile(
    r"[(\[]\s*(?:(?:1[5-9]\d\d|20\d\d)(?:[a-z]?(?![\w–-])|[a-z][–-][a-z]\b)|\[(?:1[5-9]|20)\d\d\]\s|n\.\s?d\.)"
)
START_RE = re.compile(r"(?<![\w'’-])(?=[^\W\d_])")


def narrative_starts(text: str, bracket: int) -> list[int]:
    """Where names before a bracket may begin, longest first: "In Panda (2021a)" -> "In Panda", "Panda"."""
    low = max(0, bracket - LOOK_BACK)
    window = text[low:bracket]
    if not window[-1:].isspace() and not window[-1:].isalpha():
        return []
    # A sentence end stops the search; an initial or a word for "et al." does not.
    stop = 0
    others = ET_AL_RE.search(window.rstrip())
    for match in re.finditer(
        r"(?<![A-Z])(?<!\bal)[.!?:;]\s|[()\[\]]", window[: others.start()] if others else window
    ):
        stop = match.end()
    starts = []
    for match in START_RE.finditer(window, stop):
        word = re.match(r"[\w'’-]+", window[match.start() :])
        if word and (word[0][0].isupper() or not word[0][0].islower() or word[0].casefold() in PARTICLES):
            starts.append(low + match.start())
    return starts[-12:]


# "[1, 3-5]"; a scan reads stops for commas, letters for digits, other brackets: "[3. 4]", "[1O]", "[12)".
PLACE = r",\s*(?:pp?\.|ss?\.|S\.|ch(?:ap)?\.|sec\.|kap\.|fig\.|§+)\s?[\d–-]{1,12}"
PLACE_RE = re.compile(PLACE)
DIGIT = r"(?:\d|[lIO|](?=\d)|(?<=\d)[lIO|])"
LEAD = r"(?:(?:see(?: also)?|cf\.|e\.\s?g\.,?|vgl\.|siehe(?: auch)?|voir|refs?\.)\s+(?=\d))?"
NUMERIC_RE = re.compile(
    rf"(?:\[\s*{LEAD}|(?P<other>[({{]))\s*"
    r"(?P<body>(?:\d|[lIO|](?=\d)|(?<=\d)[lIO|]|(?<=\[)[l|](?=\])){1,4}"
    rf"(?:(?:\s*[,;.–—-]\s*|,?\s+(?:and|und|et|y|&)\s+){DIGIT}{{1,4}}){{0,60}}(?:{PLACE})?)"
    r"\s*(?:\]|(?(other)\]|[)}]))"
)
MISREAD = str.maketrans("lI|O", "1110")
NUMBER_RE = re.compile(r"(?P<first>\d{1,4})(?:\s*[–—-]\s*(?P<last>\d{1,4}))?(?P<locator>" + PLACE + r")?")
