"""What the label of a figure or a table looks like: "Figure 1.", "Supplementary Table S2:", "FIG. 3 |"."""

from __future__ import annotations

import re

# Words for what is shown, in many languages: a sentence hardly begins with one and a number.
FIGURE_WORDS = (
    r"Figures?|Figs?\.?|Abbildung(?:en)?|Abb\.|Figura|Fig(?:uu?|ú)r|Afbeelding|Afb\.|Şekil|Scheme|Plate|Map|Chart"
    r"|Graph|Exhibit|Box|Gr[áa]fic[oa]|Ilustraci[óo]n|Ilustração|Imagen|Imagem|Esquema|Mapa|Graphique|Schéma"
    r"|Rys(?:\.|unek)|Ryc(?:\.|ina)|Obr(?:\.|ázek)|Slika|Kuv(?:a|io)|Resim|Рис(?:\.|унок)|Мал(?:\.|юнок)"
    r"|Εικόνα|Σχήμα|图|圖|図|그림"
)
TABLE_WORDS = (
    r"Tables?|Tab\.|Tabelle|Tableau|Tabla|Tabela|Tablo|Tabell?a?|Tabulka|Tablica|Taulukko|Cuadro|Quadro"
    r"|Таблица|Табл\.|Таблиця|Πίνακας|表|표"
)
# Words that begin sentences too, and need a mark behind the number: "Image 3: ...", not "Image 3 was".
WEAK_WORDS = (
    r"Panel|Diagram(?:me|a)?|Image|Pictures?|Photo(?:graph)?|Foto|Illustration|Video|Movie|Animation|Screenshot"
    r"|Text ?box|Graphic|Drawing|Bild|Grafik|Karte|Carte|Schema"
)
CAPTION_RE = re.compile(
    r"^(?P<before>(?:suppl?(?:ement(?:al|ary)?|\.)|appendix|extended data|additional|online|web)\s+)?"
    rf"(?P<kind>(?P<table>{TABLE_WORDS})|{FIGURE_WORDS}"
    rf"|(?-i:(?=[A-Z]))(?:{WEAK_WORDS})(?=[\s\u00a0]*S?\d{{1,3}}[a-z]?[\s\u00a0]?[.:|—–](?:\s|$)))"
    r"[\s\u00a0]*(?:(?:no|nr)\b\.?|n?[°º]|№|\#)?[\s\u00a0]*[-–]?"
    r"(?P<number>\d{1,2}-\d{1,2}(?=[.:]\s)|\d{1,3}(?:\.\d{1,3})*(?:[a-z]|\([a-z]\)(?=[.:]))?|[IVXL]+\b|[A-Z][.-]?\d{1,3})"
    r"(?![\w/%])(?!-\d|-[^\W\d_])\s*(?P<mark>[.:|—–-]|(?=\s)|$)\s*",
    re.IGNORECASE,
)
CAPTION_MARK = "!>> "  # before a caption that has no label: in the place of its tag, or of its picture
# Marks of Markdown and tags of type about a label: "**Figure 2**.", "_Fig. 3 | The mill._"
MARKS_RE = re.compile(
    r"^\s*(?:>[ \t]?)?(?:#{1,6}[ \t]+)?|\*{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])"
    r"|</?(?:b|i|em|strong|u|span|small)>",
    re.IGNORECASE,
)
SET_OFF_RE = re.compile(r"(\*{1,3}|_{1,3})[^\W\d_]{2,12}\.?[ \u00a0-]?[A-Z]?\d{1,3}[a-z]?\1 ")
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

# What a page of news sets before a caption: "Image caption, The mayor opens the bridge."
LEAD_RE = re.compile(r"(?:(?:image|photo|picture|figure|video) )?caption[:,] (?=\S+ \S)", re.IGNORECASE)
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

# Where a picture, or a part of it, is to be seen: "(Left) The mill.", "Top: the weir. Bottom: the lock."
PLACE_RE = re.compile(
    r"(?:\((?:above|below|left|right|top|bottom|cent(?:er|re)|middle|from left(?: to right)?"
    r"|clockwise[^()\n]{0,30})\)|(?:above|left|right|top|bottom|opposite|inset|left to right"
    r"|(?:top|bottom|upper|lower) (?:row|left|right)|from left(?: to right)?|clockwise from [a-z ]{3,20}"
    r"|pictured)(?: panel)?:)\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
LONGEST_PLACE = 120  # words


def unmarked(text: str) -> str:
    """``text`` with blanks for the marks of its type, each letter at its place: "**Figure 1.**"."""
    return MARKS_RE.sub(lambda m: " " * len(m.group()), text)


def label_of(text: str) -> tuple[re.Match[str], int] | None:
    """The label that a block begins with, and where in the block: marks of type about it do not count."""
    view = unmarked(text)
    bare = view.lstrip()
    match = CAPTION_RE.match(bare)
    return (match, len(view) - len(bare)) if match else None


def is_set_off(text: str) -> bool:
    """Is the label alone in other type: "**Fig. 2** The mill"? No sentence sets it so."""
    return SET_OFF_RE.match(text) is not None


def shows(text: str) -> bool:
    """Does a block only name what a picture shows: no verb of its own, one phrase?"""
    bare = text.strip()
    if PLACE_RE.match(bare):
        return "\n" not in bare and bare[:2].strip("(")[:1].isupper() and len(bare.split()) <= LONGEST_PLACE
    if len(bare.split()) > 28 or "\n" in bare or not bare[:1].isupper():
        return False
    if SHOWN_RE.match(bare):
        return not SAID_RE.search(bare) and not re.search(r"[.!?;]\s+\S", bare)
    match = APPEARS_RE.fullmatch(bare)
    return match is not None and not SAID_RE.search(match["what"])


def is_table_kind(match: re.Match[str]) -> bool:
    """Does the label name a table?"""
    return match["table"] is not None


def is_certain(match: re.Match[str]) -> bool:
    """Has the rule for caption lines set a tab behind the label?"""
    return "\t" in match.string[match.end("number") : match.end()]
