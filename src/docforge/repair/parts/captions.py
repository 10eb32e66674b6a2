"""What the label of a figure or a table looks like: "Figure 1.", "Supplementary Table S2:", "FIG. 3 |"."""

from __future__ import annotations

import re

CAPTION_RE = re.compile(
    r"^(?P<before>(?:supplement(?:al|ary)?|appendix|extended data|additional|online)\s+)?"
    r"(?P<kind>Figures?|Figs?\.?|Tables?|Tab\.|Abbildung|Abb\.|Tabelle|Tableau|Figura|Tabla|Tabela|Şekil|Tablo"
    r"|Scheme|Plate|Map|Chart|Graph|Exhibit|Box)"
    r"[\s\u00a0]*[-–]?(?P<number>\d{1,3}(?:\.\d{1,3})*[a-z]?|[IVXL]+\b|[A-Z][.-]?\d{1,3})"
    r"(?![\w/%])(?!-\d|-[^\W\d_])\s*(?P<mark>[.:|—–-]|(?=\s)|$)\s*",
    re.IGNORECASE,
)
TABLE_WORDS = ("table", "tab", "tabelle", "tableau", "tabla", "tabela", "tablo")
# What is said of a figure in a sentence: "Figure 2 shows ...", "Table 1 and ...".
VERB_RE = re.compile(
    r"(?:shows?|presents?|and|or|to|is|are|was|were|has|have|illustrates?|gives?|lists?|in|of|on|depicts?"
    r"|summari[sz]es?|displays?|contains?|provides?|reports?|describes?|compares?|demonstrates?|indicates?"
    r"|for|with|as|where|which|that|can|below|above)\b"
)
CONTINUED_RE = re.compile(r"\W*\(?(?:cont(?:d|inued|’d|'d)?)\b[.)]*\W*$", re.IGNORECASE)

# What text browsers leave of a picture, before its caption: "[harbour.png] The harbour in 1902."
PICTURE_RE = re.compile(
    r"\[(?P<file>[\w.%-]{1,80}\.(?:png|jpe?g|gif|svg|webp))\]\s+(?=\S+\s+\S+)", re.IGNORECASE
)

# What is shown, said without a label: "A screenshot of the form", "The mill as it appeared in 1902."
SHOWN_RE = re.compile(
    r"(?:an?\s?|the )?(?:[\w-]+ ){0,2}?(?:screen ?shots?|photo(?:graph)?s?|snapshots?|screen captures?)"
    r" (?:of|from|showing|by)\s+(?=\S)",
    re.IGNORECASE,
)
APPEARS_RE = re.compile(
    r"(?P<what>[^.;:!?]{3,90}?),? as (?:it|they|he|she) (?:appear(?:s|ed)|look(?:s|ed)|st(?:ands?|ood)) "
    r"(?:on|in|at|to|before|after|today|from)\b[^.;:!?]{0,120}\.?"
)
SAID_RE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|shows?|can|could|will|would|may|should|must|did|does|do|we|I|you)\b"
)


def shows(text: str) -> bool:
    """Does a block only name what a picture shows: no verb of its own, one phrase?"""
    bare = text.strip()
    if len(bare.split()) > 28 or "\n" in bare or not bare[:1].isupper():
        return False
    if SHOWN_RE.match(bare):
        return not SAID_RE.search(bare) and not re.search(r"[.!?;]\s+\S", bare)
    match = APPEARS_RE.fullmatch(bare)
    return match is not None and not SAID_RE.search(match["what"])


def is_table_kind(match: re.Match[str]) -> bool:
    """Does the label name a table?"""
    return match["kind"].casefold().rstrip("s.") in TABLE_WORDS


def is_certain(match: re.Match[str]) -> bool:
    """Has the rule for caption lines set a tab behind the label?"""
    return "\t" in match.string[match.end("number") : match.end()]
