"""Slips of the author that a text shows by itself: asked about, never changed.

Each rule compares the document with itself: an abbreviation that stands for two things, or whose letters
change places; a name in two spellings; a word that is one letter off a word the text uses often; two kinds of
English spelling; a word that stands twice, or alone where a sentence should be; a year that the table gives
otherwise. What only knowledge of the matter could tell is not looked for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import Figure, Paragraph, TableWrap
from docforge.model.text import inline_text
from docforge.model.walk import document_blocks
from docforge.places import Span
from docforge.repair.words.language import primary
from docforge.repair.words.lexicon import Lexicon

MOST = 12  # findings of one kind; more are no slips but a habit
MOST_WORDS = 40_000  # different words that are compared letter by letter
LEFT = "It stays as it is; ask the author, and correct it in article.md if it is a slip."


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of an article's own words."""

    text: str
    place: Span | None


def check_slips(document: Document) -> tuple[Diagnostic, ...]:
    """What the author may want to look at, in the order of the rules."""
    said = list(said_in(document))
    english = primary(document.meta.language) == "en"
    found: list[Diagnostic] = []
    found += _few(_abbreviations(said))
    found += _few(_spellings(said, document.meta.language))
    found += _few(_lone_words(said))
    if english:
        found += _few(_doubled(said))
        found += _few(_mixed(said))
        found += _few(_phrases(said))
        found += _few(_years(document, said))
    found += _few(_capitals(document))
    return tuple(found)


def said_in(document: Document) -> Iterator[Said]:
    """Paragraphs, captions and the words of tables."""
    for paragraph in document.meta.abstract:
        yield Said(inline_text(paragraph.content), paragraph.origin)
    for block in document_blocks(document):
        match block:
            case Paragraph():
                yield Said(inline_text(block.content), block.origin)
            case Figure():
                yield Said(inline_text(block.caption), block.origin)
            case TableWrap():
                cells = (inline_text(c.content) for row in (*block.head, *block.body) for c in row)
                yield Said(" | ".join(cells), block.origin)
            case _:
                pass


def _few(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    kept = list(found)
    return kept if len(kept) <= MOST else []


# ---------------------------------------------------------------- abbreviations

DEFINED_RE = re.compile(
    r"(?<![\w'’&-])(?P<words>(?:[^\W\d_][\w'’&-]{0,30}[ ,]{1,2}){1,9})"
    r"\((?P<short>[A-Z][A-Za-z]{0,6}[A-Z][A-Za-z]?)\)"
)
SHORT_RE = re.compile(r"(?<![\w.&/-])[A-Z]{3,7}s?(?![\w&/-])")
SMALL = frozenset("a an and of for the in on to with at de la le du des et und der die das für y e".split())


def _abbreviations(said: Sequence[Said]) -> Iterator[Diagnostic]:
    """One abbreviation for two things, two for one thing, and letters that change places."""
    long: dict[str, dict[str, Said]] = defaultdict(dict)
    short: dict[str, dict[str, Said]] = defaultdict(dict)
    uses: Counter[str] = Counter()
    first: dict[str, Said] = {}
    for one in said:
        for m in DEFINED_RE.finditer(one.text):
            abbreviation = _bare(m["short"])
            expansion = _expansion(m["words"].split(), abbreviation)
            if expansion:
                long[abbreviation].setdefault(expansion, one)
                short[expansion].setdefault(abbreviation, one)
        for m in SHORT_RE.finditer(one.text):
            uses[_bare(m.group())] += 1
            first.setdefault(_bare(m.group()), one)
    for abbreviation, expansions in long.items():
        if len(expansions) > 1:
            names = " and ".join(f"“{e}”" for e in list(expansions)[:3])
            yield _asked("abbreviation-varies", f"{abbreviation} stands for {names}.", expansions)
    for expansion, abbreviations in short.items():
        if len(abbreviations) > 1:
            names = " and ".join(list(abbreviations)[:3])
            yield _asked("abbreviation-varies", f"“{expansion}” is shortened to {names}.", abbreviations)
    for abbreviation in sorted(long):
        for other in sorted(_neighbours(abbreviation) & set(uses) - set(long)):
            message = (
                f"{abbreviation} is explained in the text; {other}, with two letters exchanged, is not"
                f" ({uses[other]} times)."
            )
            yield diagnostic("abbreviation-varies", message, first[other].place, LEFT)


def _bare(abbreviation: str) -> str:
    return abbreviation[:-1] if abbreviation.endswith("s") and len(abbreviation) > 2 else abbreviation


def _expansion(before: list[str], abbreviation: str) -> str:
    """The words that the letters stand for, in small letters; "" when they do not fit."""
    words = [w.strip(",") for w in before]
    wanted = sorted(abbreviation.casefold())
    capitals = sorted(c.casefold() for c in abbreviation if c.isupper())
    for count in range(2, len(words) + 1):
        tail = words[-count:]
        if tail[0].casefold() in SMALL:
            continue
        initials = [part[0].casefold() for w in tail for part in re.split(r"[-&]", w) if part]
        heavy = [w[0].casefold() for w in tail if w.casefold() not in SMALL]
        if sorted(initials) == wanted or sorted(heavy) in (wanted, capitals):
            return re.sub(r"s\b", "", " ".join(tail).casefold().replace("-", " "))
    return ""


def _neighbours(abbreviation: str) -> set[str]:
    """The abbreviation with two neighbouring letters exchanged: "EDT" -> "DET", "ETD"."""
    if len(abbreviation) < 3:
        return set()
    found = {
        abbreviation[:i] + abbreviation[i + 1] + abbreviation[i] + abbreviation[i + 2 :]
        for i in range(len(abbreviation) - 1)
    }
    return found - {abbreviation}


def _asked(code: str, message: str, places: dict[str, Said]) -> Diagnostic:
    last = list(places.values())[-1]
    return diagnostic(code, message, last.place, LEFT)


# ---------------------------------------------------------------- two spellings

WORD_RE = re.compile(r"(?<![\w'’-])[^\W\d_]{6,24}(?![\w’'-])")


def _spellings(said: Sequence[Said], language: str) -> Iterator[Diagnostic]:
    """A name in two spellings, and a rare word one letter off a word that the text uses often."""
    counts: Counter[str] = Counter()
    places: dict[str, Said] = {}
    for one in said:
        for m in WORD_RE.finditer(one.text):
            counts[m.group()] += 1
            places.setdefault(m.group(), one)
    if len(counts) > MOST_WORDS:
        return
    lexicon = Lexicon(language)
    keys: dict[str, set[str]] = defaultdict(set)
    for word in counts:
        for key in _deletions(word.casefold()):
            keys[key].add(word)
    told: set[tuple[str, str]] = set()
    for word in sorted(counts):
        if counts[word] > 1:
            continue
        for other in sorted({o for k in _deletions(word.casefold()) for o in keys[k]} - {word}):
            if (word, other) in told or not _slip(word, other, counts, lexicon):
                continue
            told |= {(word, other), (other, word)}
            named = word[0].isupper()
            message = (
                f"The name “{word}” is also spelled “{other}”: is it the same name?"
                if named
                else f"“{word}” stands once; “{other}”, one letter off, {counts[other]} times."
            )
            yield diagnostic("spelling-varies", message, places[word].place, LEFT)


def _deletions(word: str) -> set[str]:
    """The word, and the word with one letter less: words that share one are one edit apart."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(1, len(word) - 1))}


def _slip(word: str, other: str, counts: Counter[str], lexicon: Lexicon) -> bool:
    a, b = word.casefold(), other.casefold()
    if a == b or a[:2] != b[:2] or a[-1] != b[-1] or word[0].isupper() != other[0].isupper():
        return False
    if abs(len(a) - len(b)) > 1 or word.isupper() or other.isupper():
        return False
    rare, often = lexicon.common(word), lexicon.common(other)
    if word[0].isupper():
        # Two rare names of almost the same letters; words of the language have forms of their own.
        if len(a) != len(b):
            return rare < 0.05 and often > 300 * max(rare, 0.01)
        return rare < 0.05 and (often < 4 or counts[other] >= 2) and len(a) >= 8
    return counts[other] >= 3 and rare < 0.15 and often > 300 * max(rare, 0.01)


# ---------------------------------------------------------------- words too many, or alone

DOUBLED_RE = re.compile(
    r"\b(the|a|an|of|and|to|for|with|from|by|at|as|is|are|was|were|be|it|its|this|their|or) \1\b(?! [–—-])"
)
LONE_RE = re.compile(r"(?<=[a-zß-ÿ][.!?] )([^\W\d_a-zß-ÿ][a-zß-ÿ]{4,})\.(?=\s|$)")
EXCLAIMED = frozenset("indeed perhaps maybe never always exactly nothing sometimes certainly agreed".split())


def _doubled(said: Sequence[Said]) -> Iterator[Diagnostic]:
    for one in said:
        for m in DOUBLED_RE.finditer(one.text):
            around = one.text[max(0, m.start() - 20) : m.end() + 20].strip()
            yield diagnostic("word-doubled", f"A word stands twice: “… {around} …”.", one.place, LEFT)


def _lone_words(said: Sequence[Said]) -> Iterator[Diagnostic]:
    """A single word as a sentence, which the text uses as a word: "... policy. Cooperation." """
    lower = {m.group() for one in said for m in re.finditer(r"\b[a-zß-ÿ]{5,}\b", one.text)}
    for one in said:
        for m in LONE_RE.finditer(one.text):
            word = m[1].casefold()
            if word in lower and word not in EXCLAIMED:
                yield diagnostic(
                    "word-alone",
                    f"“{m[1]}.” stands as a sentence of its own: is it a word that lost its place?",
                    one.place,
                    LEFT,
                )


# ---------------------------------------------------------------- two kinds of English

DOTTED = "U.S. and US"
OUR = "col|fav|behavi|hon|lab|neighb|hum|rum|arm|harb|vig|endeav|flav|sav|vap"
MIXED = (
    (
        "-our and -or",
        rf"\b(?:un|dis)?(?:{OUR})our(?:s|ed|ing|able|ably|ite|ful|hood|ly|ist)?\b",
        rf"\b(?:un|dis)?(?:{OUR})or(?:s|ed|ing|able|ably|ite|ful|hood|ly|ist)?\b",
    ),
    ("defence and defense", r"\b(?:def|off|pret)ence\b", r"\b(?:def|off|pret)ense\b"),
    ("programme and program", r"\bprogrammes?\b", r"\bprograms?\b"),
    ("centre and center", r"\b(?:centre|theatre|metre)s?\b", r"\b(?:center|theater|meter)s?\b"),
    (
        "-ise and -ize",
        r"\b[a-z]{3,}(?:al|an|at|it|if|in|il|on|er|or|bol|ti|ni|gn)is(?:e|es|ed|ing|ation|ations)\b",
        r"\b[a-z]{3,}(?:al|an|at|it|if|in|il|on|er|or|bol|ti|ni|gn)iz(?:e|es|ed|ing|ation|ations)\b",
    ),
    (DOTTED, r"\b(?:U\.S\.|U\.N\.|E\.U\.|U\.K\.)", r"\b(?:US|UN|EU|UK)\b"),
)
NO_SUFFIX = re.compile(
    r"^(?:(?:prom|rev|superv|adv|surpr|exerc|compr|dev|telev|improv|rad|r|pra|organ?)is\w*|ra?ising|promising)$"
)


def _mixed(said: Sequence[Said]) -> Iterator[Diagnostic]:
    """Both spellings of one kind of word, one of them the exception."""
    whole = "\n".join(re.sub(r"[“\"][^”\"]{1,400}[”\"]", " ", one.text) for one in said)
    for name, left, right in MIXED:
        text = whole if name == DOTTED else whole.casefold()
        counted = [Counter(m.group().casefold() for m in re.finditer(p, text)) for p in (left, right)]
        if name == "-ise and -ize":
            counted = [Counter({w: n for w, n in c.items() if not NO_SUFFIX.match(w)}) for c in counted]
        a, b = counted[0].total(), counted[1].total()
        if a and b and min(a, b) <= 3 and max(a, b) >= 3:
            rare = counted[0] if a < b else counted[1]
            words = ", ".join(f"“{w}”" for w in sorted(rare)[:4])
            place = next((one.place for one in said if next(iter(rare)) in one.text.casefold()), None)
            yield diagnostic(
                "spelling-mixed",
                f"The text spells {name} both ways: {a} and {b} times; the exception is {words}.",
                place,
                LEFT,
            )


# ---------------------------------------------------------------- phrases that English does not have

PHRASES = (
    (r"\b[Aa]n other\b", "another"),
    (r"\b[Ee]ach (?:are|were|have) \w+", "each is ..."),
    (r"\b(?:support|help|fight|face|trust|respect|assist|defend) one other\b", "one another"),
    (r"\bshow(?:n|ed|s)? no (?:that|the)\b", "shown not"),
    (r"\b(?:including|such) as (?:the|a|an) \w+, including\b", "including"),
    (r"(?<!seem )(?<!look )(?<!sound )(?<!feel )\blike as\b", "like"),
    (r"\bincluding as\b", "including"),
    (r"\b(?!always|perhaps)[a-z]{3,}s shown no\b", "have shown no"),
    (r"\bexcept from\b", "except for"),
    (r"\bhas just entered into force since\b", "entered into force"),
    (r"\bpost (?:First|Second|Cold)\b(?= World\b| War\b)", "post-…"),
    (r"\bcounter (?:strike|attack|measure|terrorism|piracy)s?\b", "one word, or with a hyphen"),
    (r"(?<=\)), included [^\W\d_a-zß-ÿ]\w+(?=, [a-z]+)", "including"),
)


def _phrases(said: Sequence[Said]) -> Iterator[Diagnostic]:
    for one in said:
        for pattern, usual in PHRASES:
            for m in re.finditer(pattern, one.text):
                yield diagnostic("phrase-odd", f"“{m.group()}” is unusual (“{usual}”?).", one.place, LEFT)


YEAR_RE = re.compile(r"\b(?:1[89]|20)\d\d\b")
SENTENCE_RE = re.compile(r"(?<=[a-zß-ÿ\d)”\"][.!?]) (?=[^\W\d_a-zß-ÿ])")
SAME_YEAR_RE = re.compile(r"\b(?:in|during) (?:the|that) same year\b")
BEGUN_RE = re.compile(r"In ((?:1[89]|20)\d\d),? ")


def _years(document: Document, said: Sequence[Said]) -> Iterator[Diagnostic]:
    """A sentence "In 2002 ... in Ruritania", and a table that gives another year for Ruritania."""
    rows: dict[str, set[str]] = defaultdict(set)
    for block in document_blocks(document):
        if isinstance(block, TableWrap):
            for name, year in _dated(block):
                rows[name].add(year)
    if not rows:
        return
    names = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(rows, key=len, reverse=True))) + r")\b")
    for one in said:
        year = ""
        for sentence in SENTENCE_RE.split(one.text):
            begun, dates = BEGUN_RE.match(sentence), set(YEAR_RE.findall(sentence))
            if not (year and not dates and SAME_YEAR_RE.search(sentence)):
                year = begun[1] if begun and len(dates) == 1 else ""
            for name in sorted(set(names.findall(sentence))) if year else ():
                if year not in rows[name]:
                    given = ", ".join(sorted(rows[name]))
                    yield diagnostic(
                        "year-differs",
                        f"The text says {year} of {name}; the table gives {given}.",
                        one.place,
                        "They may mean two things; nothing was changed.",
                    )


def _dated(table: TableWrap) -> Iterator[tuple[str, str]]:
    """(name, year) of a table with a column of years; the name is a row's first cell without its bracket."""
    grid = [[inline_text(c.content).strip() for c in row] for row in table.body]
    for column in range(1, max((len(row) for row in grid), default=0)):
        cells = [(row[0], row[column]) for row in grid if len(row) > column]
        dated = [(name, cell) for name, cell in cells if YEAR_RE.fullmatch(cell)]
        if len(dated) >= 4 and len(dated) * 10 >= len(cells) * 9:
            for name, year in dated:
                bare = re.sub(r"\s*\(.*", "", name)
                if re.fullmatch(r"[^\W\d_a-zß-ÿ][^\W\d_]{3,}(?: [^\W\d_]+){0,2}", bare):
                    yield bare, year


def _capitals(document: Document) -> Iterator[Diagnostic]:
    """A title in capitals in the reference list."""
    for reference in document.references:
        content = re.sub(r"https?://\S+", "", inline_text(reference.content))
        m = re.search(r"(?:[^\W\d_a-zß-ÿ]{2,30}[ :,&-]{1,3}){3,12}[^\W\d_a-zß-ÿ]{3,30}", content)
        if m:
            yield diagnostic(
                "reference-capitals",
                f"A reference has its title in capitals: “{m.group()[:60]} …”.",
                reference.origin,
                "It stays as printed; the style of the list may ask for another case.",
            )
