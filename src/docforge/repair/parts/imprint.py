"""Lines around an article that are none of its text: kind, masthead, dates, DOI, rights, editors.

One question is answered here, for a line or for a block: which kind of front matter does it begin?
Bylines and affiliations are read elsewhere (``bylines``); nothing is changed here.
"""

from __future__ import annotations

import re

from docforge.model.months import MONTHS
from docforge.repair.parts.bylines import INSTITUTION_RE

MONTH = r"(?:" + "|".join(f"{m}|{m[:3]}\\.?" for m in MONTHS) + r"|Sept\.?)"
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s*(?:19|20)\d\d|{MONTH}\s+\d{{1,2}}(?:st|nd|rd"
    rf"|th)?,?\s+(?:19|20)\d\d"
    rf"|{MONTH},?\s+(?:19|20)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?"
    rf"|\S{{1,3}}\s+{MONTH}\s+(?:19|20)\d\d)"
)
EVENT = (
    r"(?:received|accepted|revised|submitted|published|posted|available|first published|updated|issued"
    r"|recebido|aceito"
    r"|eingegangen|angenommen|reçu|accepté)"
)
EVENT_RE = re.compile(
    rf"(?:(?:manuscript|article|date of)\s+)?(?:{EVENT}|submission|acceptance|publication)"
    rf"(?:\s+(?:online|on|for publication|in (?:its )?(?:final |revised )*form"
    rf"|first))*\s*[:.;]?\s*(?P<date>{DATE})",
    re.IGNORECASE,
)
REST_RE = re.compile(
    r"\b(?:in|its|revised|final|form|version|and|on|online|article|history|peer|review(?:ed)?|not|yet)\b",
    re.IGNORECASE,
)
DATE_ALONE_RE = re.compile(rf"\W*{DATE}\W*$", re.IGNORECASE)
EVENT_LABEL_RE = re.compile(rf"\W*{EVENT}(?:\s+(?:online|in revised form))?\s*[:.]?\s*$", re.IGNORECASE)
DOI_RE = re.compile(
    r"\W{0,3}(?:https?://(?:dx\.)?doi\.org/|D[O0QC][IKEL1]\s?[:.]\s?\S*\d|(?:doi"
    r"|\w{2,4})\s?[:.]?\s*(?:https?://(?:dx\.)?doi\.org/)?10\s?[.,]\s?\d{4,5}[\s/]"
    r"|10\.\d{4,5}/\S+$)",
    re.IGNORECASE,
)
RIGHTS_RE = re.compile(
    r"\W{0,3}(?:copyright\s*(?:[:©]|\(c\)|(?:19|20)\d\d|by\b|the authors?\b|held\b|remains\b)"
    r"|©\s*(?:copyright\b|(?:19|20)\d\d|the\b|\w+ et al)|\(c\)\s*(?:19|20)\d\d"
    r"|(?:open access\W{0,3}\s*)?this (?:is an|article is an|article is|work is|paper is"
    r"|is)\s+(?:an\s+)?(?:open[ -]?access|licen[sc]ed|distributed|published under|available under)"
    r"|licen[cs]ee\b|licen[cs]ed under|authors? (?:of papers )?retain|the authors? retain|all rights reserved"
    r"|creative commons attribution|distributed under|published by\b.{3,60}under)",
    re.IGNORECASE,
)
RIGHTS_WORD_RE = re.compile(
    r"©|\bcopyright\b|\bcreative commons\b|\bCC[ -]BY\b|\blicen[cs]e\b|\bopen[ -]access\b|\blicen[cs]ed\b"
    r"|\bdistributed\b"
    r"|\bpermits?\b|\bproperly cited\b|\bretain\b|\brelease the work\b|\battribution\b|\bISSN\b",
    re.IGNORECASE,
)
LICENCE_LABEL_RE = re.compile(
    r"\W*(?:licen[cs]e|licem?[cs]?e|rights and permissions|copyright)\s*:?\s*$", re.IGNORECASE
)
CITE_RE = re.compile(
    r"\W{0,3}(?:how to cite|to cite this|cite this|please cite|citation|recommended citation"
    r"|suggested citation|cite as)\b[\w\s]{0,30}:",
    re.IGNORECASE,
)
EDITOR_RE = re.compile(
    r"\W{0,3}(?:(?:academic|external|handling|associate|guest|section|managing|scientific|corresponding)\s+)?"
    r"(?:editors?|edited by|reviewed by|reviewers?|communicated by|specialty section"
    r"|peer review(?:ed)?(?: by)?|subject areas?)\s*:"
    r"|\W{0,3}(?:academic|handling|associate)\s+editors?\s*$",
    re.IGNORECASE,
)
CORRESPONDENCE_RE = re.compile(
    r"\W{0,4}(?:corresponding authors?|correspond[ea]nce|author for correspondence|authors? to whom"
    r"|address (?:for )?correspondence"
    r"|to whom correspondence|e-?mails?(?: address(?:es)?)?|co-?authors?|contact|tel(?:ephone)?|phone|fax)"
    r"(?:\.?/?[\w\s/’'-]{0,40}[:;]|\W{0,3}$|\s*[†‡*]|[\w\s/’'.,-]{0,60}@|\b[^.]{0,80}\be-?mail)",
    re.IGNORECASE,
)
CONTRIBUTED_RE = re.compile(
    r"\W{0,4}\d?\s?(?:(?:these|both|all|the|first"
    r"|last)\s+)*(?:(?:co-?)?(?:first )?authors?\s+(?:have\s+)?contributed"
    r"|equal(?:ly)? contribut\w+"
    r"|contributed equally|co-?first authors?|joint first authors?|present address|current address"
    r"|deceased|full list of author information|equally contributing)",
    re.IGNORECASE,
)
LABEL_RE = re.compile(
    r"\W*(?:abstract|a\sb\ss\st\sr\sa\sc\st|summary|zusammenfassung|résumé|resumen|resumo|özet|öz|riassunto|introduction"
    r"|einleitung|introducción|giriş"
    r"|key ?-?words?(?: and phrases)?|index terms|schlagwörter|schlüsselwörter|mots[- ]clés"
    r"|palabras clave|palavras-chave|anahtar kelimeler"
    r"|parole chiave|references|acknowledge?ments?|graphical abstract|highlights"
    r"|significance statement)\s*(?:[:.—–-]|$)",
    re.IGNORECASE,
)
FIELD_RE = re.compile(
    r"\W*(?:article history:?|article info|a\s*r\s*t\s*i\s*c\s*l\s*e\s*i\s*n\s*f\s*o"
    r"|authors?|affiliations?|published|doi|keywords?|contents|table of contents|editors?|reviewers?"
    r"|software|repository"
    r"|archive|license|licence)\W*$",
    re.IGNORECASE,
)
URL_RE = re.compile(
    r"\W{0,3}(?:contents lists? available"
    r"|(?:available|this article is available)\s+(?:online\s+)?(?:at|from)\b.{0,40}\w/\w"
    r"|(?:https?://|www\.)\S+\s*$|(?:journal|contents)\s+(?:home ?page|list).{0,60}(?:www"
    r"|http))",
    re.IGNORECASE,
)
MASTHEAD_RE = re.compile(
    r"\bE?-?ISSN\b|\bpage \d+ of \d+|\bpage number not for\b|\bopen access (?:publisher|journal)\b"
    r"|^\W*[^\W\d_].{2,80}?,?\s(?:19|20)\d\d\s*[,;:]\s*\d{1,4}\s?(?:\(\d{1,4}\))?\s*[,:;]\s*[\de]\d*"
    r"|^\W*[^\W\d_].{2,80}?\s\d{1,4}\s?\((?:19|20)\d\d\)[,:]?\s*(?:[\de]\d*(?:\s?[–-]\s?\d+)?)?\W*$"
    r"|^\W*[^\W\d_].{2,80}?\s\((?:19|20)\d\d\)\s*\d{1,4}\s?(?:\(\d{1,4}\))?\s*[:,]\s*[\de]\d*"
    r"|^\W*[^\W\d_].{2,80}?,\s*\d{1,4}\s?\(\d{1,4}\)\s*[,:;]"
    r"|\bVol(?:ume)?\b\.?\s*\d+.{0,12}\b(?:No|Nr|Issue|Number|Iss)\b\.?\s*\d"
    r"|^\W*(?:the\s+)?(?:[^\W\d_]+\s+){0,5}(?:journal|annals|proceedings|transactions|bulletin"
    r"|archives)\s+(?:of|for|in|on)\s+(?:[^\W\d_]+\s*){1,6}\W*$",
    re.IGNORECASE,
)
KIND_HEADS = frozenset(
    "article paper communication essay editorial commentary interview review report letter perspective"
    " opinion viewpoint"
    " protocol hypothesis tutorial survey news feature correspondence note methodology database".split()
)
KIND_WORDS = KIND_HEADS | frozenset(
    "research original short regular brief rapid full mini systematic invited technical case data"
    " software method methods"
    " and book open access free study contribution scientific type the editor to in practice length"
    " critical literature".split()
)


def plain_line(line: str) -> str:
    """A line without marks of Markdown and bullets: "**Submitted:** 1 May" -> "Submitted: 1 May"."""
    bare = re.sub(r"<[^<>\n]{1,40}>|\*+|(?<![^\W_])_+|_+(?![^\W_])|\\(?=[^\w\s])", "", line)
    return re.sub(r"^\s*(?:#{1,6}\s+|>\s+|[-•◦]\s+)+", "", re.sub(r"[ \t]+", " ", bare)).strip()


def line_kind(line: str) -> str:
    """Which kind of front matter a plain line or block begins; "" where it begins none.

    "Received: 1 May 2020; Accepted: 2 June 2020" -> "dates".
    """
    head = line[:400]
    if not head:
        return ""
    if LABEL_RE.match(head):
        return "label"
    if is_article_kind(head):
        return "kind"
    if _is_dates(head, line):
        return "dates"
    for kind, pattern in (
        ("cite", CITE_RE),
        ("doi", DOI_RE),
        ("editor", EDITOR_RE),
        ("contributed", CONTRIBUTED_RE),
        ("correspondence", CORRESPONDENCE_RE),
        ("rights", RIGHTS_RE),
        ("licence", LICENCE_LABEL_RE),
        ("address", URL_RE),
        ("field", FIELD_RE),
    ):
        if pattern.match(head):
            return kind
    if len(line) <= 160 and MASTHEAD_RE.search(head) and not INSTITUTION_RE.search(head):
        return "masthead"
    return ""


def is_article_kind(line: str) -> bool:
    """Does the line only name the kind of article: "Research Article", "MINI REVIEW", "Open AccessReview"?"""
    if len(line) > 60 or ":" in line:
        return False
    tokens = re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", line).casefold())
    if not 1 <= len(tokens) <= 6 or re.search(r"[.?!;\d]", line):
        return False
    known = [_kind_word(t) for t in tokens]
    if not all(known):
        return False
    return any(t in KIND_HEADS for t in known) or {"open", "access"} <= set(known) or known == ["research"]


def _kind_word(token: str) -> str:
    """The word of an article's kind, also with two letters changed about: "artilce" -> "article"."""
    if token in KIND_WORDS:
        return token
    if token.endswith("s") and token[:-1] in KIND_WORDS:
        return token[:-1]
    if len(token) < 5:
        return ""
    letters = sorted(token)
    return next((w for w in sorted(KIND_WORDS) if len(w) == len(token) and sorted(w) == letters), "")


def _is_dates(head: str, line: str) -> bool:
    if DATE_ALONE_RE.match(head) or EVENT_LABEL_RE.match(head):
        return True
    if len(line) > 300 or not re.search(EVENT, head[:60], re.IGNORECASE):
        return False
    rest = EVENT_RE.sub(" ", head)
    if rest == head:
        return False
    rest = REST_RE.sub(
        " ", re.sub(EVENT, " ", re.sub(DATE, " ", rest, flags=re.IGNORECASE), flags=re.IGNORECASE)
    )
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2
