"""The statements at the end of an article, by their headings, and the order in which a journal prints them.

The kinds are those that publishers ask for: acknowledgements, funding, competing interests and the like
(ICMJE Recommendations, II and IV, https://www.icmje.org/recommendations/; JATS4R recommendations).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.model.labels import statement_headings
from docforge.model.nodes import Block, Section
from docforge.model.text import inline_text

# In the order of print.
STATEMENTS = {
    "acknowledgements": "Acknowledgements",
    "funding": "Funding",
    "competing_interests": "Competing interests",
    "data": "Data availability",
    "ethics": "Ethics",
    "ai": "Use of artificial intelligence",
    "contributions": "Author contributions",
}
_HEADINGS = {
    "acknowledgements": r"acknowledge?ments?|danksagung|remerciements|agradecimientos|agradecimentos"
    r"|ringraziamenti|teşekkür|благодарности",
    "funding": r"(?:source of )?funding(?: (?:statement|sources?|information))?"
    r"|financial (?:support|disclosure)|förderung|finanzierung|financement"
    r"|financiación|financiamento|finanziamento",
    "competing_interests": r"(?:declaration of |statement of )?"
    r"(?:competing|conflicts? of|conflicting|financial) interests?(?: statement)?"
    r"|declarations? of interests?|disclosure(?: statement)?s?|interessenkonflikte?"
    r"|conflits? d[’']intérêts|conflictos? de intereses|conflitos? de interesses?|conflitto di interessi",
    "data": r"(?:data|code|data and code|availability of data|data and materials?)(?: and materials?)?"
    r" (?:availability|accessibility|access)(?: statement)?|availability of data(?: and materials?)?"
    r"|datenverfügbarkeit|disponibilité des données|disponibilidad de (?:los )?datos",
    "ethics": r"(?:research )?ethic(?:s|al)(?: (?:statement|approval|declarations?|considerations?))*"
    r"(?: and consent(?: to participate)?)?|ethics approval.{0,40}|informed consent(?: statement)?",
    "ai": r"(?:declaration |statement )?(?:on |of )?(?:the )?use of (?:generative )?"
    r"(?:ai|artificial intelligence)\b.{0,60}",
    "contributions": r"(?:authors?[’']?s? )?contributions?(?: of (?:the )?authors?)?|credit authorship.{0,40}"
    r"|authorship contributions?|beiträge der autoren|contribution des auteurs",
}
_HEADING_RES = {
    kind: re.compile(rf"(?:{heading})\s*[.:]?", re.IGNORECASE) for kind, heading in _HEADINGS.items()
}
APPENDIX_RE = re.compile(
    r"(?:appendi(?:x|ces)|supplementary (?:materials?|information|data)|anhang|annexe?s?|anexos?"
    r"|appendice|ek)\b.*",
    re.IGNORECASE,
)
APPENDIX = "appendix"


def statement_of(block: Block) -> str:
    """The kind of statement that a section is by its heading, "appendix", or ""."""
    if not isinstance(block, Section):
        return ""
    title = " ".join(inline_text(block.title).split())
    if kind := statement_headings().get(title.rstrip(" .:").casefold()):
        return kind
    for kind, heading in _HEADING_RES.items():
        if heading.fullmatch(title):
            return kind
    return APPENDIX if APPENDIX_RE.fullmatch(title) else ""


def split_statements(
    body: Sequence[Block], back: Sequence[Block]
) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
    """The text, its statements in the order of print, its appendices, and what else stands at the back.

    Statements and appendices are taken from the end of the body, where nothing but such sections follows, and
    from the back. Sections of one kind keep their order.
    """
    end = len(body)
    while end and statement_of(body[end - 1]):
        end -= 1
    order = {kind: n for n, kind in enumerate(STATEMENTS)}
    found = [*body[end:], *back]
    statements = sorted((b for b in found if statement_of(b) in order), key=lambda b: order[statement_of(b)])
    appendices = tuple(block for block in found if statement_of(block) == APPENDIX)
    rest = tuple(block for block in found if not statement_of(block))
    return tuple(body[:end]), tuple(statements), appendices, rest
