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


def is_table_kind(match: re.Match[str]) -> bool:
    """Does the label name a table?"""
    return match["kind"].casefold().rstrip("s.") in TABLE_WORDS


def is_certain(match: re.Match[str]) -> bool:
    """Has the rule for caption lines set a tab behind the label?"""
    return "\t" in match.string[match.end("number") : match.end()]
