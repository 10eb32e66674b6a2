"""What lines of a reference list look like: headings, numbers, borders of entries, what ends a list.

Shapes only; ``weighing`` weighs them against each other.
"""

from __future__ import annotations

import re

_NAMES = (
    r"references?(?: cited| list| and (?:further reading|notes))?|(?:selected |cited |general )?bibliography"
    r"|works cited|cited (?:works|literature|references)|literature(?: cited| references)?"
    r"|list of references|sources cited|notes and references|literatur(?:verzeichnis|nachweise?|angaben)?"
    r"|quellen(?:verzeichnis)?|références(?: bibliographiques)?|bibliographie"
    r"|referencias(?: bibliográficas)?|bibliografía|referências(?: bibliográficas)?|bibliografia"
    r"|riferimenti(?: bibliografici)?|kaynakça|kaynaklar|referenties|literatuur|referenser|referanser"
    r"|(?:supplementary|additional|supplemental) references|further reading"
)
# "## 7. **References**", "R E F E R E N C E S", "[References]"
HEADING_RE = re.compile(
    rf"[#*_ \t]*+(?:(?:\d{{1,2}}|[IVX]{{1,5}})\.?[ \t]+)?[*_\[]*"
    rf"(?:{_NAMES}|r e f e r e n c e s|b i b l i o g r a p h y)"
    r"[\]]?[ \t]*[:.]?[*_ \t]*(?:\\?\[edit\])?[ \t]*",
    re.IGNORECASE,
)
# The heading and the first entry on one line: "References 1. Smith", "REFERENCES[1] A. Lee".
GLUED_RE = re.compile(
    r"[#* \t]*+(?:references?(?: cited)?|bibliography|literature cited|works cited|literatur(?:verzeichnis)?)"
    r"[:.*]*[ \t]*(?=(?:\[1\]|\(1\)|1[.)])[ \t]*[^\W\d_])",
    re.IGNORECASE,
)
# What stands behind a list and is no entry: a name of a part, alone or before a colon or dash.
_PARTS = (
    r"acknowledge?ments?|funding|(?:declarations?|statements?)(?: of [\w ]{3,40})?"
    r"|(?:declaration of |potential )?(?:competing|conflicts?(?: of)?) interests?(?: statement| declaration)?"
    r"|data availability(?: statement)?|sample availability|availability(?: of [\w ]{3,40})?"
    r"|author(?:s['’]?|['’]s)? (?:contributions?|affiliations?|information|details|notes?|biograph(?:y|ies))"
    r"|contributors?|ethics(?: statement| approval)?|disclosures?(?: statement)?|about the authors?"
    r"|abbreviations|publisher['’]s note|(?:electronic )?supplement(?:ary|al) (?:materials?|information|data)"
    r"|supporting information|additional (?:information|files?)|appendix(?: [A-Z\d])?|appendices"
    r"|copyright(?: information| statement)?|licen[cs]e|peer[- ]review(?: file| history)?|correspondence"
    r"|pre-?publication history"
    r"|reprints?|reviewed by|edited by|editors?|figure (?:legends|captions)|legends(?: to figures)?|notes?"
    r"|endnotes|footnotes|anmerkungen|notas|updates and corrections|reuse|citation|submission history"
    r"|contents|danksagung|remerciements|(?:how to )?cite(?: this (?:article|paper|work))?"
)
# The same in running words, which no entry begins with.
_PHRASES = (
    r"cite this (?:article|paper|work)|(?:please )?cite as\b|how to cite|to cite this|for attribution in"
    r"|publisher['’]s note|conflicts? of interest|copyright\s+(?:©|\(c\)|\d{4})|©|\(c\)\s?\d{4}"
    r"|this (?:is an open[- ]access|article is (?:distributed|licensed|an open))"
    r"|(?:received|submitted|accepted|published)(?: on)?:?\s+\d{1,2}[ -]\w{3,9}\.?[ -](?:19|20)\d\d"
    r"|all rights reserved|the authors? declares?\b|disclaimer|permission to "
)
STOP_RE = re.compile(
    rf"[#*_ \t]*+(?:\d{{1,2}}\.?[ \t]+)?(?:(?:{_PARTS})[*_ \t]*(?:[:.—–-]|$)|{_PHRASES})", re.IGNORECASE
)
# Not the date of a print: "###### 11/22/26, 10:32 AM".
MARKDOWN_HEAD_RE = re.compile(r"[ \t]*#{1,6}[ \t]+(?=.*[^\W\d_]{3})")
CAPTION_RE = re.compile(
    r"[*_ \t]*(?:fig(?:ure)?s?\.?|table|scheme|plate|abbildung|tabelle)[ \t]*(?:\d{1,3}|[IVX]{1,5})"
    r"[*_]*[.:|][*_]*\s+\S",
    re.IGNORECASE,
)
UPPER = r"[^\W\d_a-zß-öø-ÿ]"
PARTICLE = r"(?:van|von|de|der|den|di|da|dal|del|della|dos|du|la|le|el|al|ter|ten|zu|zur|af|av|bin|ibn|d['’])"
# "Smith, J.", "Smith J,", "Smith JA.", "van der Berg, A.", "Smith, John", "O’Neil-Jones Á.,", "SMITH, J."
NAME_RE = re.compile(
    rf"(?:{PARTICLE}\s+){{0,3}}{UPPER}[\w'’‐-]+(?:[ -]{UPPER}[\w'’‐-]+){{0,2}}"
    rf"(?:,\s?(?:{UPPER}[.,](?!\s?\d)|{UPPER}{{2,3}}[.,:;](?=\s)|{UPPER}[a-zß-öø-ÿ]+(?:[ ,.;&(]|$))"
    rf"|\s+{UPPER}\.|\s+{UPPER}{{1,3}}(?:[,.:;]|\s\())",
)
# "J. Smith", "J.-P. Smith and", "[K. Lee"
INITIALS_RE = re.compile(rf"(?:{UPPER}\.[\s-]?){{1,3}}(?:{PARTICLE}\s+){{0,3}}{UPPER}[\w'’‐-]+[,.:]?\s")
DASH_RE = re.compile(r"(?:[—–_-]\s?){2,}[\s,.]")
YEAR_RE = re.compile(r"(?<![\w/.–-])(?:1[6-9]\d\d|20[0-4]\d)[a-z]?(?![\w/]|[–-]\d)")
# A program's name in small letters with its year: "pagekit. (2020)".
_SMALL = r"[a-zß-öø-ÿ][\w-]{2,30}\.\s\((?:1[6-9]|20)\d\d[a-z]?\)"
# "World Health Organization. (2020)", "Argo. (2021)", "Doe and Roe 2019."
ORGANISATION_RE = re.compile(
    rf"[\"“‘']?{UPPER}[^\n]{{2,160}}?(?:[\s.,]\((?:(?:1[6-9]|20)\d\d[a-z]?\b|n\.\s?d\.)"
    rf"|\.\s(?:1[6-9]|20)\d\d[a-z]?\.)|{_SMALL}"
)
# What goes on with the entry before, never begins one.
CONTINUES_RE = re.compile(
    rf"\s*(?!{_SMALL})"
    r"(?:[a-zß-öø-ÿ](?![\w'’]*\s+[^\W\d_a-zß-öø-ÿ][\w'’-]+,)|[&(),;:.%/]|https?:|www\.|doi|DOI|In[:,]?\s|In$"
    r"|Retrieved|Accessed|Available|ISBN|ISSN|PMID|pp?\.\s|Vol\.|Ph\.?D|M\.?Sc|arXiv:|\d+\s?[,.:;(–-]|\d{1,4}$"
    r"|\[(?:PubMed|Cross ?Ref|Google|PDF|HTML|link|Ref|PMC|Accessed)|(?:and|und|y|et)\s)",
)
LINK_TAIL_RE = re.compile(
    r"(?:\s*\[(?:PubMed|Cross ?Ref|Google Scholar|PDF|HTML|link|PMC free article|Article|Full ?text|View)"
    r"[^\]\n]{0,20}\])+\s*$",
    re.IGNORECASE,
)
# The short title of a journal with its year or volume: "Food Sci. Technol. 2007, 8", "J. Anim., 19(7): 4".
JOURNAL_RE = re.compile(
    rf"\s*(?:{UPPER}[\w-]*\.?,?\s){{1,6}}(?:(?:1[89]|20)\d\d[,;]\s?\d|\d{{1,4}}\s?(?:\(\d{{1,3}}\))?\s?:\s?\d+[-–]\d)"
)
ENDED_RE = re.compile(r"(?:[.…)\]/!?”\"*_>]|\d[a-z]?|(?:://|\bwww\.)\S+|\b10\.\d{4,}/\S+)\s*$")
OPEN_RE = re.compile(
    r"(?:[,;:&(–-]|\b(?:and|the|of|in|a|an|for|on|with|to|und|der|die|et|In|Eds?\.,|vol\.|pp?\.|no\.)"
    r"|(?<![A-Za-z])[^\W\d_a-zß]\.)\s*$"
)
# The number of an entry at a line's start: "[12] ", "12. ", "(12) ", "12 Smith", "12.Smith", "12." alone.
NUMBER_RE = re.compile(
    r"\s*(?:[-*+•>]\s+)?\*{0,2}(?:\\?\[(?P<square>\d{1,3})\\?\]|\((?P<round>\d{1,3})\)"
    r"|(?P<stop>\d{1,3})(?:\\?[.)]|\*\*[.)]?|[.)]\*\*)|(?P<comma>\d{1,3}),(?=\s)"
    r"|(?P<bare>\d{1,3})(?=\s+[^\W\d_a-z\"“‘']))\*{0,2}\.?(?P<gap>\s+|(?=[^\W\d_])|$)"
)
LONE_RE = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s*$")
# A number inside a line that ran on: "... 12–14. 2. Smith, J.", "...) [3] A. Lee"
INNER_NUMBER_RE = re.compile(
    rf"(?<=[.\])\d/])[ \t]+(?:\[(?P<square>\d{{1,3}})\]|(?P<stop>\d{{1,3}})\.)[ \t]*(?={UPPER})"
)
# The stop of a number that a scan lost: ". The Page. Lee, A. 2020."
STOPPED_RE = re.compile(rf"\s*[.,]\s+(?={UPPER})")
BULLET_RE = re.compile(r"\s*[-*+•·▪‣](?:\s+|$)")


def ended(line: str) -> bool:
    """Could the line end an entry? Not inside a bracket, not with an initial: "(J. E.⏎Lewin, Trans.)"."""
    bare = line.rstrip()
    if LINK_TAIL_RE.search(bare[-60:]):
        return True
    return (
        bool(ENDED_RE.search(bare[-80:]))
        and bare.count("(") <= bare.count(")")
        and not OPEN_RE.search(bare[-24:])
    )


def strong_start(line: str) -> bool:
    """Does the line begin as an entry of persons does: "Smith, J.", "J. Smith,", "———."?"""
    bare = line.lstrip(" \t*_")[:160]
    return bool(NAME_RE.match(bare) or INITIALS_RE.match(bare) or DASH_RE.match(bare))


def weak_start(line: str) -> bool:
    """Does the line begin with an organisation or a title and a year near it?"""
    return bool(ORGANISATION_RE.match(line.lstrip(" \t*_")[:240]))


def has_year(text: str) -> bool:
    return bool(YEAR_RE.search(text)) or "n.d." in text or "in press" in text.casefold()


# Only names and a year: the title of the work must follow.
NAMES_YEAR_RE = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.,:;-]*\s+|(?:and|et|al\.?,?|&|und|y|van|von|de|der|da|di|del|la|le)\s+){1,40}+"
    r"\((?:1[6-9]|20)\d\d[a-z]?\)[.,:]?\s*"
)
# A person somewhere in the text: "Title of a work Lee, A. and Oak, B., 2017."
INNER_NAME_RE = re.compile(rf"{UPPER}[\w'’‐-]{{1,40}},?\s(?:{UPPER}\.|{UPPER}{{1,2}}[,.])")
