"""The names that parts of a scholarly article carry, in the languages docforge reads.

``MAIN_RE``: parts that hold the argument (Introduction, Methods, Bulgular ...). ``BACK_RE``: what stands
after it (Acknowledgements, Funding ...). Both match a whole line, a printed number and a closing mark
included.
"""

from __future__ import annotations

import re

_END = r"\s*[:.]?\s*"
NUMBERING = r"(?:(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}|[A-H])\s*[.):]?\s*)?"
_MAIN = (
    # English
    r"introduction|background|(?:executive )?summary|literature review|theory"
    r"|(?:related|previous|prior) (?:works?|research)"
    r"|theoretical (?:background|framework)|statement of need|aims?(?: and objectives)?|objectives?"
    r"|(?:materials?|patients?|subjects?|participants?|methods?|experimental)(?: (?:and|&) "
    r"(?:methods?|materials?|methodology|procedures?))"
    r"|methods?|methodology|methodological approach|experimental(?: (?:section|procedures?|methods?|part))?"
    r"|(?:main )?results?(?: (?:and|&) (?:discussions?|analysis))?|findings|discussions?"
    r"|discussions? and conclusions?"
    r"|(?:general |overall |in )?conclusions?"
    r"|conclusions? and (?:outlook|future (?:works?|directions?|perspectives?)|recommendations)"
    r"|summary and conclusions?|concluding remarks|limitations"
    r"|(?:limitations and )?future (?:works?|directions?|research|perspectives?|prospects)|outlook"
    r"|case (?:report|presentation|description)"
    # German, French, Spanish, Portuguese, Italian, Turkish
    r"|einleitung|einführung|hintergrund|methoden?|methodik|material und methoden"
    r"|ergebnisse(?: und diskussion)?"
    r"|diskussion|schluss(?:folgerung(?:en)?|betrachtung|wort)?|fazit|ausblick"
    r"|contexte|méthodes?|méthodologie|matériels? et méthodes?|résultats?(?: et discussion)?"
    r"|introducción|antecedentes|materiales? y métodos?|métodos|metodología|resultados(?: y discusión)?"
    r"|discusión|conclusión|conclusiones"
    r"|introdução|materia(?:l|is) e métodos?|metodologia|resultados e discussão|discussão|conclus(?:ão|ões)"
    r"|considerações finais"
    r"|introduzione|materiali e metodi|metodi|risultati(?: e discussione)?|discussione|conclusion[ei]"
    r"|giriş|(?:gereç|materyal) ve (?:yöntem(?:ler)?|metot|metod)|yöntem|bulgular(?: ve tartışma)?|tartışma"
    r"(?: ve sonuç)?|sonuç(?:lar)?(?: ve öneriler)?"
)
_BACK = (
    r"acknowledge?ments?|funding(?: (?:information|sources?|statement|acknowledge?ments?))?"
    r"|financial (?:support|disclosure)|sources? of funding"
    r"|(?:(?:declarations?|statements?|disclosures?) of )?(?:potential )?"
    r"(?:competing|conflicts? of|conflicting|financial) interests?(?: (?:statement|disclosure|declaration))?"
    r"|(?:credit )?authors?['’]?s?['’]?(?: individual)? contributions?(?: statement)?"
    r"|contributions? of (?:the )?authors?"
    r"|(?:data|code|software|materials?)(?:(?:,? and|,) (?:data|code|software|materials?))* "
    r"(?:availability|accessibility)(?: statement)?"
    r"|availability(?: of (?:supporting )?(?:data|code)(?: and materials?)?| statement)?"
    r"|ethic(?:s|al)(?: (?:statements?|approvals?|declarations?|considerations?))?"
    r"(?: and consent(?: to participate)?)?"
    r"|(?:informed )?consent(?: (?:statement|for publication|to participate))?"
    r"|(?:institutional review board|informed consent) statement"
    r"|(?:supplementary|supplemental|supporting) (?:materials?|information|data|files?)"
    r"|additional (?:files?|information)"
    r"|abbreviations|disclosures?(?: statements?)?|disclaimer|declarations|about the authors?"
    r"|authors?['’]?s?['’]? information"
    r"|pre-publication history|appendi(?:x|ces)(?: [A-Z0-9]{1,2})?|glossary"
    r"|danksagung|finanzierung|interessenkonflikte?|anhang|remerciements|financements?"
    r"|conflits? d['’]intérêts?"
    r"|agradecimientos?|financiación|financiamiento|conflictos? de intereses?|agradecimentos?|financiamento"
    r"|conflitos? de interesses?|ringraziamenti|finanziament[oi]|conflitt[oi] d['’]interess[ei]"
    r"|teşekkür(?:ler)?|çıkar çatışması|finansal destek|ek(?:ler)? ?\d?"
)
MAIN_RE = re.compile(rf"{NUMBERING}(?:{_MAIN}){_END}", re.IGNORECASE)
BACK_RE = re.compile(rf"{NUMBERING}(?:{_BACK}){_END}", re.IGNORECASE)
BACK_NAME_RE = re.compile(rf"(?:{_BACK})", re.IGNORECASE)
LIST_RE = re.compile(
    rf"{NUMBERING}(?:references?(?: cited)?|bibliography|works cited|literature(?: cited)?"
    r"|literatur(?:verzeichnis)?|références|bibliographie|referencias|bibliografía|referências|kaynakça"
    rf"|kaynaklar|bibliografia|notes|endnotes|footnotes|anmerkungen|notas|dipnotlar){_END}",
    re.IGNORECASE,
)

# Parts of Methods: their names tell a heading, though not its level.
LESSER_RE = re.compile(
    rf"{NUMBERING}(?:statistical (?:analys[ei]s|methods)|data (?:collection|analys[ei]s)"
    rf"|study (?:design|area|population)|ethical approval|experimental (?:design|animals)){_END}",
    re.IGNORECASE,
)


def is_lesser_name(line: str) -> bool:
    """Is the line the name of a part of Methods and nothing else: "Statistical analysis"?"""
    return line[:1].isupper() and len(line) <= 80 and bool(LESSER_RE.fullmatch(line))


def is_part_name(line: str) -> bool:
    """Is the line the name of a part and nothing else: "2. Materials and Methods", "Teşekkür"?"""
    bare = line.strip()
    return (
        3 <= len(bare) <= 80
        and not bare[:1].islower()
        and any(p.fullmatch(bare) for p in (MAIN_RE, BACK_RE, LIST_RE))
    )
