"""Which of two readings of one place is printed, and on what evidence.

Damage that can be seen decides first; then the witnesses, the places in all copies where a reading stands;
then, for ordinary words only, the copy that is the less damaged one. A name, a number or words in quotation
marks that none of the first two decides stay as the first copy has them, and a person is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from docforge.citations.entries import fold
from docforge.collate.damage import EDGE_RE, GLUED, PART_RE, UNKNOWN, URL_RE, Eye

FORMS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00ad": None}
)
RARELY_APART = 200
CONTEXT = 2  # words either side that make a place known in another copy
RARE = 1  # times in a million words: what is rarer may be a piece of a word
LEAST = 0.3  # by so much one reading has to look less damaged
HOST_RE = re.compile(r"https?://([\w.-]+)")
STEM = 4
LIKE = 0.5  # readings less alike than this are other words, not damage of the same


class Which(Enum):
    A = "a"
    B = "b"
    KEEP = "keep"  # the one that stands in the text
    BOTH = "both"  # they are no readings of the same words: one after the other


@dataclass(frozen=True, slots=True)
class Verdict:
    """``ask``: nobody but a person can tell. ``form``: only the shape of signs or their spaces differ."""

    which: Which
    why: str
    ask: bool = False


def alike(a: str, b: str) -> bool:
    """Are the two readings of the same words, more or less?"""
    one, two = _bare(a), _bare(b)
    longest = max(len(one), len(two))
    if longest > 2000 or min(len(one), len(two)) * 3 < longest:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= LIKE


class Witnesses:
    """What all copies read: how often a word stands in them, and in how many copies a run of words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.words: Counter[str] = Counter()
        self._runs: list[str] = []
        for text in texts:
            plain = " ".join(text.translate(FORMS).split())
            self._runs.append(f" {plain} ")
            self.words.update(EDGE_RE.sub("", token) for token in plain.split())

    def copies(self, run: str) -> int:
        """In how many copies the run stands, word for word."""
        wanted = f" {' '.join(run.translate(FORMS).split())} "
        return sum(wanted in text for text in self._runs)

    @property
    def many(self) -> bool:
        return len(self._runs) > 2


def judge(
    a: str, b: str, before: str, after: str, eye: Eye, witnesses: Witnesses, *, better: Which, quoted: bool
) -> Verdict:
    """Decide between the readings ``a`` and ``b``; ``before`` and ``after`` stand around both."""
    bare_a, bare_b = _bare(a), _bare(b)
    if a.translate(FORMS).split() == b.translate(FORMS).split():
        return Verdict(Which.KEEP, "the shape of signs only")
    left, right = before.split()[-1:], after.split()[:1]
    look_a = eye.look(" ".join((*left, a, *right)) if bare_a == bare_b else a)
    look_b = eye.look(" ".join((*left, b, *right)) if bare_a == bare_b else b)
    spacing = bare_a == bare_b
    if spacing and URL_RE.search(a):
        return _address_spaces(a, b)
    if spacing and (whole := _whole_name(a, b, eye)):
        return whole
    same = spacing or SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio() >= LIKE
    if same and abs(look_a.score - look_b.score) >= LEAST:
        which = Which.A if look_a.score < look_b.score else Which.B
        signs = look_b.signs if which is Which.A else look_a.signs
        good = look_a.signs if which is Which.A else look_b.signs
        shown = [s for s in signs if s not in good] or list(signs)
        # A lost space says nothing about the letters: "Pharm.Innov" is not worse than "Pharm tinor"; and of
        # the less damaged copy a word that no list knows is a name sooner than a misreading: "Innov", "noun".
        if spacing or better in (which, Which.KEEP) or not set(shown) <= {GLUED, UNKNOWN}:
            return Verdict(which, f"the other reading shows damage: {', '.join(shown)}")
    if spacing:
        return _join(a, b, eye)
    if _is_mark(bare_a, bare_b):
        return Verdict(Which.KEEP, "only a number that may be a note mark differs")
    if witnesses.many:
        votes_a, votes_b = (
            witnesses.copies(" ".join((*before.split()[-CONTEXT:], r, *after.split()[:CONTEXT])))
            for r in (a, b)
        )
        if max(votes_a, votes_b) > 1 and votes_a != votes_b:
            count = max(votes_a, votes_b)
            return Verdict(Which.A if votes_a > votes_b else Which.B, f"{count} copies read so")
    if bare_a.casefold() == bare_b.casefold() and better is not Which.KEEP:
        return Verdict(better, "the copy that is less damaged elsewhere has these capitals")
    seen_a, seen_b = _seen(a, b, witnesses), _seen(b, a, witnesses)
    careful = quoted or _is_careful(a, b)
    if (
        same
        and max(seen_a, seen_b) >= 2
        and min(seen_a, seen_b) * 2 <= max(seen_a, seen_b)
        and not _digits(a + b)
    ):
        which = Which.A if seen_a > seen_b else Which.B
        few, many = min(seen_a, seen_b), max(seen_a, seen_b)
        if careful or few <= 1:
            return Verdict(which, f"it stands {many} times in the copies, the other reading {_times(few)}")
    if same and fold(bare_a) == fold(bare_b) and accents(bare_a) != accents(bare_b):
        which = Which.A if accents(bare_a) > accents(bare_b) else Which.B
        if better in (which, Which.KEEP):
            return Verdict(which, "accents are lost by damage, seldom made")
    if not same and better is not Which.KEEP:
        return Verdict(better, "the other copy, more damaged elsewhere, has other signs here")
    if careful:
        return Verdict(Which.KEEP, f"{_what(a, b, quoted)} that no evidence decides", ask=True)
    if better is not Which.KEEP:
        return Verdict(better, "the copy that is less damaged elsewhere reads so")
    return Verdict(Which.KEEP, "both are words, and no evidence decides", ask=True)


def accents(text: str) -> int:
    """Letters that are not ASCII."""
    return sum(c.isalpha() and not c.isascii() for c in text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text.translate(FORMS))


def _address_spaces(a: str, b: str) -> Verdict:
    """An address has no spaces; but one that begins in the middle of a word was glued to it."""
    if any(re.search(r"\w\.?https?:", text) for text in (a, b)):
        which = Which.A if len(a.split()) > len(b.split()) else Which.B
        return Verdict(which, "the address is run together with the words before it")
    return Verdict(Which.A if len(a.split()) < len(b.split()) else Which.B, "an address holds no space")


def known_host(a: str, b: str, entry: str) -> Verdict | None:
    """Two addresses that differ in one part of the host: the one that has a name of its entry in it.

    "www.pagestudy.org" and "www.pagcstudy.org" in an entry of "Page Study".
    """
    hosts = [HOST_RE.search(text) for text in (a, b)]
    if not hosts[0] or not hosts[1]:
        return None
    ends = [text[host.end() :] for text, host in zip((a, b), hosts, strict=True) if host]
    parts = [host[1].casefold().split(".") for host in hosts if host]
    pairs = [(x, y) for x, y in zip(*parts, strict=False) if x != y]
    if ends[0] != ends[1] or len(parts[0]) != len(parts[1]) or len(pairs) != 1:
        return None
    letters, starts = _run_together(entry.replace(hosts[0][0], " ").replace(hosts[1][0], " "))
    one, two = pairs[0]
    shorter = min(len(one), len(two))
    tail = next((k for k in range(shorter) if one[-1 - k] != two[-1 - k]), shorter)
    stems = [label[: len(label) - tail] for label in (one, two)]
    found = [len(s) >= STEM and any(letters.startswith(s, at) for at in starts) for s in stems]
    if found[0] == found[1]:
        return None
    which = Which.A if found[0] else Which.B
    return Verdict(which, f"the entry has “{stems[0] if found[0] else stems[1]}” in other words too")


def _run_together(text: str) -> tuple[str, list[int]]:
    """All letters of a text without what stands between them, and where its words begin in that."""
    starts, at, found = [], 0, []
    for word in re.findall(r"[^\W_]+", text.casefold()):
        starts.append(at)
        found.append(word)
        at += len(word)
    return "".join(found), starts


def _whole_name(a: str, b: str, eye: Eye) -> Verdict | None:
    """A name that the other copy has in two pieces, the second of which is no word: "Ko siak"."""
    words_a, words_b = PART_RE.findall(a), PART_RE.findall(b)
    joined, parted = (words_a, words_b) if len(words_a) < len(words_b) else (words_b, words_a)
    if len(parted) != len(joined) + 1:
        return None
    at = next((i for i, word in enumerate(joined) if word != parted[i]), len(joined))
    pieces = parted[at : at + 2]
    if at == len(joined) or "".join(pieces) != joined[at] or joined[at].capitalize() != joined[at]:
        return None
    if eye.lexicon.common(pieces[1]) >= RARE:
        return None
    return Verdict(Which.A if joined is words_a else Which.B, f"“{pieces[1]}” is a piece of a name, no word")


def _join(a: str, b: str, eye: Eye) -> Verdict:
    """One word or two? A word so much more frequent than its halves side by side is one: "under stand"."""
    (words_a, words_b) = (PART_RE.findall(a), PART_RE.findall(b))
    joined, parted = (words_a, words_b) if len(words_a) < len(words_b) else (words_b, words_a)
    which = Which.A if joined is words_a else Which.B
    for i, word in enumerate(joined):
        halves = parted[i : i + 2]
        if word != parted[i] and len(halves) == 2 and "".join(halves) == word:
            whole = eye.lexicon.common(word) * 1e-6
            apart = eye.lexicon.common(halves[0]) * eye.lexicon.common(halves[1]) * 1e-12
            if whole > RARELY_APART * max(apart, 1e-12):
                return Verdict(which, f"“{word}” is one word")
            break
    return Verdict(Which.KEEP, "only spaces differ, and both readings are possible")


def _is_mark(a: str, b: str) -> bool:
    """Do they differ only by a small number at the end, or by brackets around it: "page.1", "page [1]."?"""
    if re.fullmatch(r"\W*\d{4}\W*", a) or not re.search(r"[^\W\d_]", a):
        return False
    one, two = (re.sub(r"[\[\](),.;:]|(?<=\D)\d{1,2}(?=\D*$)", "", text) for text in (a, b))
    return one == two


def _seen(reading: str, other: str, witnesses: Witnesses) -> int:
    """How often the words that only this reading has stand in all copies: the rarest of them."""
    tokens = [EDGE_RE.sub("", t) for t in reading.translate(FORMS).split()]
    others = {EDGE_RE.sub("", t) for t in other.translate(FORMS).split()}
    own = [t for t in tokens if t and t not in others]
    return min((witnesses.words[t] for t in own), default=0)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _is_careful(a: str, b: str) -> bool:
    """Do they differ in a number, a name or an address?"""
    if _digits(a) != _digits(b) or URL_RE.search(a) or URL_RE.search(b):
        return True
    ours, theirs = set(PART_RE.findall(a)), set(PART_RE.findall(b))
    return any(w[0].isupper() for w in ours ^ theirs)


def _what(a: str, b: str, quoted: bool) -> str:
    if URL_RE.search(a + b):
        return "an address"
    if _digits(a) != _digits(b):
        return "a number"
    return "words in quotation marks" if quoted else "a name or a word with a capital"
