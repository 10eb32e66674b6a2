"""Ways a text is damaged further, each seeded: the same seed gives the same text.

They are cruel rather than likely: the question is only whether anything breaks or goes missing unsaid.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

# What tends to wake a parser: markup of every dialect that is read, odd spaces, controls, lone marks.
BAITS = (
    "\x00", "\x0c", "\x1b[0m", "\r", "\u00a0", "\u00ad", "\u200b", "\u2028", "\u202e", "\ufeff",
    "\ufffd", "\U000e0001", "# ", "###### ", "|", "| a | b |\n|---|\n| c |\n", "---\n",
    "---\ntitle: [\n---\n", "```\n", "$$", "[^1]", "[^1]: ", "[@", "![](", "](",
    "](javascript:alert(1))", "::: {", ":::", "<div", "</p>", "<table><tr>", "<!--", "<![CDATA[",
    "<script>", "&amp;", "&#x0;", "&nbsp", "\\", "**", "__", "~~", "(", ")", "[", "]", "“", "”", "’",
    "-\n", "—", "fi", "ﬁ", "é", "e\u0301", "Ã©", "1.", "References\n", "Abstract\n", "Figure 1",
    "Table 1\t", "\t", "\t\t\t", "https://", "doi.org/10.", "10.1000/", "@", "(2020)", "(Smith, 2020; ",
    "et al.", "&", "\n\n\n", "   \n",
)  # fmt: skip

Mutation = Callable[[str, Random], str]


def _slice(text: str, random: Random, longest: int = 4000) -> tuple[int, int]:
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.randint(0, longest))


def cut(text: str, random: Random) -> str:
    start, end = _slice(text, random)
    return text[:start] + text[end:]


def truncate(text: str, random: Random) -> str:
    return text[: random.randint(0, len(text))]


def repeat(text: str, random: Random) -> str:
    start, end = _slice(text, random)
    return text[:end] + text[start:end] * random.randint(1, 4) + text[end:]


def move(text: str, random: Random) -> str:
    start, end = _slice(text, random)
    piece, rest = text[start:end], text[:start] + text[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + piece + rest[at:]


def bait(text: str, random: Random) -> str:
    for _ in range(random.randint(1, 40)):
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(BAITS) * random.choice((1, 1, 1, 3, 50)) + text[at:]
    return text


def shuffle_lines(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    random.shuffle(lines)
    return "".join(lines)


def join_lines(text: str, random: Random) -> str:
    return "".join(" " if c == "\n" and random.random() < 0.3 else c for c in text)


def break_lines(text: str, random: Random) -> str:
    return "".join(c + "\n" if random.random() < 0.02 else c for c in text)


def other_line_ends(text: str, random: Random) -> str:
    return text.replace("\n", random.choice(("\r\n", "\r", "\n\n", "\u2028", "\n\r")))


def flip_case(text: str, random: Random) -> str:
    start, end = _slice(text, random)
    return text[:start] + text[start:end].swapcase() + text[end:]


def scramble(text: str, random: Random) -> str:
    start, end = _slice(text, random, 300)
    piece = list(text[start:end])
    random.shuffle(piece)
    return text[:start] + "".join(piece) + text[end:]


def misdecode(text: str, random: Random) -> str:
    return text.encode("utf-8", "replace").decode(random.choice(("latin-1", "cp1252", "cp437")), "replace")


MUTATIONS: tuple[Mutation, ...] = (
    cut, truncate, repeat, move, bait, bait, shuffle_lines, join_lines, break_lines, other_line_ends,
    flip_case, scramble, misdecode,
)  # fmt: skip


def mutate(text: str, seed: int) -> tuple[str, tuple[str, ...]]:
    """``text`` after one to three mutations, and their names."""
    random = Random(seed)
    names = []
    for _ in range(random.randint(1, 3)):
        mutation = random.choice(MUTATIONS)
        text = mutation(text, random)
        names.append(mutation.__name__)
    return text, tuple(names)
