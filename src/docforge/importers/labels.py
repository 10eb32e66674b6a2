"""The words that name parts of an article, in the languages docforge reads."""

from __future__ import annotations

import re

ABSTRACT_RE = re.compile(
    r"^(abstract|a\sb\ss\st\sr\sa\sc\st|summary|zusammenfassung|résumé|resumen|resumo|özet|öz|riassunto)\s*[:.—–-]?\s*$",
    re.IGNORECASE,
)
ABSTRACT_LEAD_RE = re.compile(
    r"^(abstract|summary|zusammenfassung|résumé|resumen|resumo|özet|öz|riassunto)\s*(?:[:.—–]|\s-)\s*(?=\S)",
    re.IGNORECASE,
)
KEYWORDS_RE = re.compile(
    r"^(key ?-?words?(?: and phrases)?|index terms|schlagw(?:ö|o)rte(?:r)?|schlüsselwörter|mots[- ]clés"
    r"|palabras clave|palavras-chave"
    r"|anahtar kelimeler|parole chiave)\s*[:.—–-]?\s*",
    re.IGNORECASE,
)
REFERENCES_RE = re.compile(
    r"^(?:\d+\.?\s+)?(references?(?: cited)?|bibliography|works cited|literature(?: cited)?|"
    r"literatur(?:verzeichnis)?|références|"
    r"bibliographie|referencias|bibliografía|referências|kaynakça|kaynaklar|bibliografia)\s*:?\s*$",
    re.IGNORECASE,
)
FRAME_RE = re.compile(
    r"^(introduction|conclusions?|concluding remarks|einleitung|schluss|fazit|conclusion|conclusión"
    r"|introducción|giriş|sonuç)\s*:?$",
    re.IGNORECASE,
)
# "Here is an image: it shows" is no credit; one begins with a capital, or after a sentence or a bracket.
CREDIT_RE = re.compile(
    r"(?:^|(?<=[.!?)\]”’\"'|—–]\s)|(?<=[(\[])|(?<=\s)(?=(?-i:[A-Z©])))"
    r"(?P<credit>(?:Photo|Photograph|Image|Picture|Illustration|Foto|Bild|Credit)s?(?: credit)?"
    r"\s*(?::|by ).{2,160}"
    r"|(?:(?:Photo|Image|Picture)s? )?courtesy (?:of|:) .{2,160}"
    r"|(?:Reproduced|Reprinted|Republished|Adapted|Used)(?: here)? (?:with|by)(?: the)?(?: kind)? permission"
    r" .{2,160}"
    r"|©.{2,120})$",
    re.IGNORECASE,
)
PERMISSION_RE = re.compile(
    r"(?:^|(?<=[.!?)\]”’\"']\s))(?:"
    r"(?:Reproduced|Reprinted|Republished|Adapted|Used)(?: here)? (?:with|by)(?: the)?(?: kind)? permission"
    r"|Mit (?:freundlicher )?Genehmigung|Abdruck mit|Met toestemming"
    r"|(?:Reproduit |Publié )?[Aa]vec l[’'](?:aimable )?autorisation"
    r"|(?:Reproducid[oa] )?[Cc]on (?:el )?permiso|(?:Reproduzid[oa] )?[Cc]om (?:a )?(?:permissão|autorização)"
    r"|(?:Per g|G)entile concessione) .{2,200}$"
)
# "Source: the city's archive." at the end of a caption; "The source: a spring" is none.
SOURCE_RE = re.compile(
    r"(?:^|(?<=[.!?)\]”’\"']\s))(?:Data )?(?:Sources?|Quellen?|Fuentes?|Fontes?|Kaynak|Bron)\s?:\s(?=\S)"
    r".{2,300}$"
)
