"""What kind of article a text is, as JATS names kinds: from a printed line, or from a plain structure.

An interview is told by speakers' labels that take turns, a book review by the book's own line (pages, and a
price or an ISBN). Without such evidence the kind stays what the editor gave or the model's default.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from docforge.importers.draft import Draft, Role

PRINTED = (
    (r"book reviews?|reviews? of books?", "book-review"),
    (r"interviews?|in conversation|q ?& ?a", "interview"),
    (r"editorials?|from the editors?", "editorial"),
    (
        r"(?:guest )?(?:commentar(?:y|ies)|comments?|opinions?|viewpoints?|perspectives?)",
        "article-commentary",
    ),
    (r"letters?(?: to the editors?)?|correspondence", "letter"),
    (r"obituar(?:y|ies)|in memoriam", "obituary"),
    (r"case (?:reports?|stud(?:y|ies))", "case-report"),
    (r"(?:short|rapid|brief) (?:communications?|reports?|papers?|articles?)", "rapid-communication"),
    (r"(?:systematic |literature |mini[- ]?)?reviews?(?: articles?| papers?)?", "review-article"),
    (r"(?:original |regular |full )?(?:research |scientific )?(?:articles?|papers?)", "research-article"),
)
PRINTED_RE = tuple((re.compile(rf"{pattern}\W*", re.IGNORECASE), kind) for pattern, kind in PRINTED)
SPEAKER_RE = re.compile(r"\**(?P<name>(?:[^\W\d_a-zß-ÿ][\w.’'-]{0,20} ?){1,3}):\**\s+\S")
FEWEST_TURNS = 6
NO_SPEAKERS = frozenset(
    "note notes source sources figure table box example keywords abstract summary photo credit step".split()
)
PAGES_RE = re.compile(
    r"\b(?:[ivxlc]+ ?\+ ?)?\d{2,4} ?(?:pp?\b|pages\b|S\.)|\bpp\. ?(?:[ivxlc]+ ?\+ ?)?\d{2,4}\b"
)
PRICE_RE = re.compile(
    r"\bISBN\b|[£$€] ?\d+(?:\.\d\d)?|\b(?:hardback|hardcover|paperback|cloth)\b", re.IGNORECASE
)
HEAD, LONGEST_HEAD = 8, 60  # blocks and words in which the line of a book is looked for


def find_kind(draft: Draft) -> str:
    """JATS article-type of the text, or "" where nothing shows one."""
    for edit in draft.asides:
        if edit.aside == "article kind":
            line = re.sub(r"^[#*_\s]+|[*_\s:]+$", "", edit.before)
            found = next((kind for pattern, kind in PRINTED_RE if pattern.fullmatch(line)), "")
            if found:
                return found
    if _is_book_review(draft):
        return "book-review"
    return "interview" if _is_interview(draft) else ""


def _is_book_review(draft: Draft) -> bool:
    """One of the first blocks is a book: "... Oldtown: Mill Press, 2019. xii + 284 pp. £25. ISBN ..."."""
    head = [c.plain for c in draft.chunks if c.role not in (Role.ASIDE, Role.REFERENCE)][:HEAD]
    return any(
        len(line.split()) <= LONGEST_HEAD and PAGES_RE.search(line) and PRICE_RE.search(line) for line in head
    )


def _is_interview(draft: Draft) -> bool:
    """Speakers' labels at the begin of most paragraphs, two or three of them, taking turns."""
    text = [c for c in draft.chunks if c.role in (Role.FREE, Role.PARAGRAPH) and c.words > 3]
    names = [m["name"].strip() for c in text if (m := SPEAKER_RE.match(c.text))]
    counted = Counter(n for n in names if n.casefold() not in NO_SPEAKERS)
    turns = sum(a != b for a, b in pairwise(names))
    speakers = [n for n, count in counted.items() if count >= 3]
    return (
        len(speakers) in (2, 3, 4)
        and sum(counted[n] for n in speakers) * 2 >= len(text)
        and len(names) >= FEWEST_TURNS
        and turns * 3 >= 2 * (len(names) - 1)
    )
