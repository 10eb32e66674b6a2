"""What a publisher prints for its authors behind an article: "Submit your manuscript here: ...".

Such a box stands at the end, between the halves of the reference list, or beside it. It begins with an
invitation, and most of its lines praise the publisher in words that no article says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

RULE = "advertising"
REACH = 24  # filled lines of a box
WIDEST = 110  # characters of its lines that praise nothing: a name, a quotation
LEAST = 3  # lines that tell a box
WORK = r"(?:next |own |best )?(?:manuscripts?|articles?|papers?|research|work)"
INVITATION_RE = re.compile(
    rf"[-*_•+\s]*(?:publish with (?!\w+ (?:and|or) \w+[.,])|submit your {WORK}\b|publish your {WORK}\b"
    rf"|ready to submit your {WORK}|why (?:publish|submit) with us)",
    re.IGNORECASE,
)
PRAISE_RE = re.compile(
    rf"free of charge|freely available for redistribution|(?:submit|publish) your {WORK}"
    r"|your research papers? will be"
    r"|peer[- ]review(?:ed)? (?:and|by|process)|(?:thorough|rigorous|fast|rapid) peer[- ]review"
    r"|(?:convenient )?online (?:manuscript )?submission|no space constraints|colou?r figure charges"
    r"|(?:immediate|rapid) publication|publi(?:shed|cation) ?(?:immediately )?up?on acceptance"
    r"|keep the copyright"
    r"|(?:inclusion|indexed|archived|cited) (?:in|on) (?:pubmed|CAS|scopus|google)"
    r"|maximum visibility|support for research data|open access which fosters|benefit from\b"
    r"|wider collaboration"
    r"|take full advantage|always in progress|learn more|manuscript (?:management )?system|testimonials"
    r"|significant development for|biomedical research(?:ers)? in our lifetime"
    r"|^\W*(?:https?:|www\.)\S+(?:submi|author|publish|info/)\S*\s*$",
    re.IGNORECASE,
)


def find_advertising(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside a publisher's box for authors: "Publish with us and every reader can read your work ..."."""
    filled = [line for line in split_lines(text) if not line.blank]
    at = 0
    while at < len(filled):
        bare = filled[at].text
        stop = _end(filled, at) if INVITATION_RE.match(bare) or _praises(bare) else at
        if stop > at:
            yield from _aside(filled[at:stop])
        at = max(stop, at + 1)


def _end(filled: Sequence[Line], at: int) -> int:
    """Index behind the last line of the box; ``at`` itself where its lines tell none."""
    praised = [at]
    for i in range(at + 1, min(at + REACH, len(filled))):
        line = filled[i]
        if line.page != filled[at].page or (i > praised[-1] + 3):
            break
        if PRAISE_RE.search(line.text):
            praised.append(i)
        elif len(line.text.strip()) > WIDEST:
            break
    enough = (len(praised) >= LEAST or _praises(filled[at].text)) and 2 * len(praised) > praised[-1] - at
    return praised[-1] + 1 if enough else at


def _praises(line: str) -> bool:
    """Does one line hold all of a box: "fast, convenient online submission • rapid publication • ..."?"""
    return len({m.group().casefold() for m in PRAISE_RE.finditer(line)}) >= LEAST


def _aside(box: Sequence[Line]) -> Iterator[Edit]:
    why = "a publisher's invitation to authors, no part of the article"
    for line in box:
        yield Edit(line.start, line.end, line.text, "", RULE, Safety.LIKELY, why, "advertising")
