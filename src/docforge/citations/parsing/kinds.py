"""The CSL type of a reference, from its labels, its fields and its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

THESIS_RE = re.compile(
    r"\b(?:Ph\.?\s?D\.?|MPhil|master'?s?|doctoral|inaugural)[\s-]*(?:thesis|dissertation|diss)\b"
    r"|\b(?:thesis|dissertation|diss\.|habil\.|habilitationsschrift|thèse|tesis|tesi|proefschrift|avhandling"
    r"|afhandling|doktorarbeit|diplomarbeit|masterarbeit|magisterarbeit|doktora tezi|диссертация|дис\.)(?!\w)"
    r"|学位论文|学位論文",
    re.IGNORECASE,
)
REPORT_RE = re.compile(
    r"\b(?:technical report|tech\. ?rep|working papers?|discussion papers?|research report|arbeitspapier"
    r"|diskussionspapier|forschungsbericht|policy brief|white paper|memorandum|rapport|informe|report no)\b",
    re.IGNORECASE,
)
CONF_RE = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|congress|kongress|tagung|tagungsband"
    r"|actes du|colloque|congreso|congresso|convegno|konferenc\w+|конференци\w+|poster session|meeting)(?!\w)"
    r"|会议|大会",
    re.IGNORECASE,
)
DATASET_RE = re.compile(
    r"\[(?:data ?set|data file|datensatz)[^\]]{0,40}\]"
    r"|\b(?:zenodo|dryad|figshare|pangaea|icpsr)\b.{0,80}\bdata ?set\b"
    r"|\bdata ?set\b.{0,80}\b(?:zenodo|dryad|figshare|pangaea|icpsr)\b",
    re.IGNORECASE,
)
SOFTWARE_RE = re.compile(r"\[(?:computer )?software[^\]]{0,40}\]", re.IGNORECASE)
NEWS_RE = re.compile(
    r"\b(?:times|zeitung|herald|tribune|guardian|telegraph|le monde|daily|gazeta|gazetesi|spiegel|corriere"
    r"|el país|libération|tageszeitung|washington post|news)\b",
    re.IGNORECASE,
)


def guess_kind(text: str, labels: Collection[str], item: Mapping[str, object]) -> str:
    """The CSL type; "" is never given: what has no mark of its own is a "document"."""
    container = str(item.get("container-title", ""))
    if DATASET_RE.search(text):
        return "dataset"
    if SOFTWARE_RE.search(text):
        return "software"
    genre = str(item.get("genre", ""))
    if THESIS_RE.search(genre) or ("container-title" not in item and THESIS_RE.search(text)):
        return "thesis"
    if "journal" in labels and container:
        issued = item.get("issued")
        parts = issued.get("date-parts") if isinstance(issued, dict) else None
        if NEWS_RE.search(container) and "volume" not in item and parts and len(parts[0]) > 2:
            return "article-newspaper"
        return "article-journal"
    if container:
        if CONF_RE.search(container):
            return "paper-conference"
        return "chapter"
    if genre or REPORT_RE.search(text):
        return "report"
    if "archive" in item:
        return "article"
    if "publisher" in item or "publisher-place" in item or "editor" in item or "edition" in item:
        return "book"
    if "URL" in item:
        return "webpage"
    return "document"
