"""Printed name lists -> CSL names, in any order and notation; every script.

"Romero, C., & Dweck, C.", "R. S. Zemel and G. Hinton", "Feretti L., Gioia I.M.", "Pérez-Higueras JJ",
"Müller, Hans/Schmidt, Karl", "Smith, John, and Jane Doe", "van der Berg, J.", "Md. Harun or-Rashid", "NATO".
"""

from __future__ import annotations

import re

from docforge.citations.parsing.lexicon import AND_WORDS, CLASSES, PARTICLES, SUFFIXES

CslName = dict[str, str]

ET_AL_RE = re.compile(
    r"[\s,;&]*(?:\b(?:and|und|et|y|e)\s+)?(?:\[?\bet\.?\s*al(?:ii|\b)\.?\]?|\bu\.\s?a\.(?=\W|$)|\band\s+others\b|\bund\s+andere\b|\bi\s+in\.|\bve\s+diğerleri\b"
    r"|\bи\s+др\.|\bet\s+autres\b|\by\s+otros\b|\be\s+altri\b|\bm\.\s?fl\.|\bvd\.|&\s*al\b\.?|等|外\s*\d*\s*人|…|\.\.\.).{0,12}$",
    re.IGNORECASE,
)
ROLE_RE = re.compile(
    r"[\s,;]*[(\[]?\b(?:eds?|editors?|hrsg|hg|hgg|herausgeber|éds?|dirs?|coords?|comps?|orgs?|red|ред|szerk|utg|udg|yay(?:\.\s?)?haz"
    r"|a\s?cura\s?di|sous\s+la\s+dir(?:ection|\.)(?:\s+de)?|trans|transl|translators?|übers)\b\.?[)\]]?[\s,;.:]*$",
    re.IGNORECASE,
)
LEAD_RE = re.compile(
    r"^[\s,;]*(?:(?:in|en|dans)\s*:\s*|(?:in|dans)\s+(?=(?-i:[A-ZÀ-Þ])\.)|edited\s+by\s+|ed\.\s+by\s+|eds?\.:?\s+|hrsg\.?\s+v(?:on|\.)\s+|hg\.?\s+v(?:on|\.)\s+|hrsg\.?:?\s+|herausgegeben\s+von\s+"
    r"|sous\s+la\s+dir(?:ection|\.)\s+(?:de\s+|d['’])?|(?:a\s+)?cura\s+di\s+|by\s+|von\s+(?=(?-i:[A-ZÀ-Þ]\w+\s[A-ZÀ-Þ]))|par\s+|and\s+|und\s+|&\s*|translated\s+by\s+|trans\.\s+(?:by\s+)?|übers\.\s+v(?:on|\.)\s+)",
    re.IGNORECASE,
)
GROUP_RE = re.compile(
    r"\s*[;；·•]\s*(?:(?:and|und|et|y|e|&|ve|и)\s+)?|\s*,?\s*&\s*|\s*,?\s+(?:and|und|et|y|en|og|och|ve|та|і|и|oraz|και|dan)\s+|\s+[ei]\s+(?=[A-ZÀ-Þ])"
    r"|\s*/\s*|\s+[-–—]\s+|(?<=[\w.])\s*[、，]\s*|(?<=[\u4e00-\u9fff])・(?=[\u4e00-\u9fff])|(?<=\w\.)and\s+|,\s*and(?=[A-Z])|,\s*with\s+"
)
# "J", "J.", "JJ", "J.-P.", "Yu.", "Th.", "J. F. A. K."
INITIAL = (
    r"(?:[^\W\d_a-zß-öø-ÿ]{1,2}[.·]|[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿа-я]{0,2}\.|[^\W\d_a-zß-öø-ÿ]{1,3}(?![\w.]))"
)
INITIALS_RE = re.compile(rf"{INITIAL}(?:[\s-]*{INITIAL}){{0,5}}\.?")
SUFFIX_RE = re.compile(r"(?:jr|sr|ii|iii|iv|jun|sen|junior|senior|filho|neto|fils|père)\.?", re.IGNORECASE)
TAIL_PARTICLE_RE = re.compile(
    r"(?<=[\w.])\s+((?:von|van|de|du|da|do|dos|das|del|della|di|zu|la|den|der|ten|ter|af|av)"
    r"(?:\s(?:der|den|dem|la|las|los|l['’]))?)\.?$"
)
CJK_RE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
DASHES_RE = re.compile(r"^[\s_\-–—―.]{3,}|^[―—–]+")
ORG_WORDS = frozenset({"inst"})
# "Landesamt", "Außenministerium": compounds whose end says what they are.
ORG_END_RE = re.compile(
    r"[^\W\d_]{2,}(?:amt|ministerium|institut|verband|anstalt|gesellschaft|stiftung|zentrum)$", re.IGNORECASE
)
BRACKETED_RE = re.compile(
    r"(?P<family>(?:^|[,;&/]\s*|\s(?:et|and|und|e|y)\s)[^\W\d_][\w’'-]+)"
    r"\s\((?P<given>(?:[^\W\d_]+\.?[\s-]?){1,3})\)(?=\s*(?:[,;&/]|$|(?:et|and|und|e|y)\s))"
)
VANCOUVER_RE = re.compile(r"[^\W\d_]{2,}\s[A-ZÀ-Þ]{1,3}(?=,|$)")
NAMES_LIMIT = 4000


def parse_names(text: str) -> list[CslName]:
    """CSL names of a printed list, in its order; [] where no name stands.

    >>> [n["family"] for n in parse_names("Romero, C., Paunesku, D., & Dweck, C.")]
    ['Romero', 'Paunesku', 'Dweck']
    """
    bare = _bare(BRACKETED_RE.sub(_given_in_brackets, text[:NAMES_LIMIT]))
    if not bare:
        return []
    if _is_organisation(bare):
        return [{"literal": part.strip(" ,.")} for part in re.split(r"\s*;\s*", bare) if part.strip(" ,.")]
    groups = [g.strip(" ,") for g in GROUP_RE.split(bare)]
    split = [[p for p in (part.strip() for part in g.split(",")) if p] for g in groups if g]
    split = [g for g in split if g]
    if not split:
        return []
    names: list[CslName] = []
    inverted = _is_inverted(split, ";" in bare)
    for number, parts in enumerate(split):
        _read_group(parts, names, inverted, number == 0)
    return names


def _given_in_brackets(match: re.Match[str]) -> str:
    """ "Lefort (P.)" -> "Lefort, P.", but "Lefort (Hrsg.)"."""
    words = {c for w in re.findall(r"[^\W\d_]+", match["given"]) for c in CLASSES.get(w.casefold(), ())}
    return match[0] if "ed" in words or "trans" in words else f"{match['family']}, {match['given']}"


def _bare(text: str) -> str:
    text = DASHES_RE.sub("", text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:")
    if text[:1] in "([" and text.count(text[:1]) > text.count(")" if text[:1] == "(" else "]"):
        text = text[1:]
    # The stop that ended an initial belongs to it.
    text = ET_AL_RE.sub("", text)
    for _ in range(2):
        text = LEAD_RE.sub("", text)
        text = ROLE_RE.sub("", text)
    text = (
        re.sub(r"\s*[(\[][^()\[\]]*[)\]]?\s*$", "", text) if text.count("(") + text.count("[") == 1 else text
    )
    text = re.sub(r"\s+\.", ".", text)
    text = re.sub(r"(?<=[^\W\d_])\s+-\s*(?=[^\W\d_])|(?<=[^\W\d_.])-\s+(?=[^\W\d_])", "-", text)
    text = text.replace("ˇ", "").strip(" ,;:")
    return re.sub(r"\s+", " ", text)


def _words(part: str) -> list[str]:
    return part.split()


def _is_organisation(text: str) -> bool:
    """One name of many words, no person's: "Centers for Disease Control and Prevention"."""
    words = re.findall(r"[^\W_]+", text)
    if CJK_RE.search(text):
        return len(text) > 6 and not re.search(r"[,;、，・]", text)
    if not words or (";" in text and _has_initials(text)):
        return False
    classes = [c for w in words for c in CLASSES.get(w.casefold(), ())]
    organ = any(c in ORG_WORDS for c in classes) or any(ORG_END_RE.fullmatch(w) for w in words)
    if len(words) == 1:
        return text.isupper() and len(text) > 3
    functions = sum(
        1
        for w in words
        if w.islower() and "fn" in CLASSES.get(w, ()) and w not in PARTICLES and (w not in AND_WORDS or organ)
    )
    if organ and (functions or not _has_initials(text)) and (not re.search(r",\s*[A-Z]\.", text)):
        return len(words) >= 2 and (
            functions > 0 or "," not in text or text.count(",") == 1 or len(words) > 4
        )
    return functions > 0 and len(words) > 3 and not _has_initials(text)


def _has_initials(text: str) -> bool:
    return bool(re.search(r"(?<!\w)[^\W\d_a-zß-öø-ÿ]\.(?!\w\w)", text) or VANCOUVER_RE.search(text))


def is_initials(part: str) -> bool:
    """Whether a part is nothing but initials: "J. F.", "JJ", "J.-P.", "M"."""
    if SUFFIX_RE.fullmatch(part) or CJK_RE.search(part):
        return False
    # "Heide, C. von der": particles that follow the initials.
    part = TAIL_PARTICLE_RE.sub("", part)
    return bool(INITIALS_RE.fullmatch(part)) or bool(
        re.fullmatch(r"(?:[^\W\d_a-zß-öø-ÿ]\.?[\s-]?){1,6}", part) and len(part) < 8
    )


def _is_inverted(groups: list[list[str]], semicolons: bool) -> bool | None:
    """Whether the list sets families first; None where single words leave it open."""
    first = groups[0]
    parts = [p for g in groups for p in g]
    if len(first) > 1 and is_initials(first[1]):
        return True
    if semicolons and any(len(g) == 2 for g in groups):
        return True
    if len(first) == 1:
        return False
    if all(len(g) == 2 for g in groups) and len(groups) > 1:
        return True
    if len(groups) > 1 and len(groups[-1]) == 1 and len(_words(groups[-1][0])) == 1 and len(parts) > 2:
        # "Smith, Jones and Brown": families alone.
        return False if all(len(_words(p)) == 1 for p in parts) else None
    return None


def _read_group(parts: list[str], names: list[CslName], inverted: bool | None, first: bool) -> None:
    i = 0
    while i < len(parts):
        part = parts[i]
        following = parts[i + 1] if i + 1 < len(parts) else ""
        if SUFFIX_RE.fullmatch(part) and names:
            names[-1]["suffix"] = part
            i += 1
        elif (
            following
            and is_initials(following)
            and not SUFFIX_RE.fullmatch(following)
            and not _lead_initials(part)
        ):
            given, particle = following, ""
            names.append(_inverted(part, given, particle))
            i += 2
        elif (
            following and SUFFIX_RE.fullmatch(following) and i + 2 < len(parts) and is_initials(parts[i + 2])
        ):
            names.append({**_inverted(part, parts[i + 2], ""), "suffix": following})
            i += 3
        elif is_initials(part) and names and "given" not in names[-1] and "literal" not in names[-1]:
            names[-1]["given"] = part
            i += 1
        elif following and _pairs(part, following, parts, i, inverted, first):
            names.append(_inverted(part, following, ""))
            i += 2
        else:
            names.append(direct_name(part))
            i += 1


def _pairs(part: str, following: str, parts: list[str], i: int, inverted: bool | None, first: bool) -> bool:
    """Whether "part, following" is one person: "Adams, Nicholson B."; "García Márquez, Gabriel"."""
    if (
        _lead_initials(part)
        or _trailing_initials(part)
        or CJK_RE.search(part)
        or SUFFIX_RE.fullmatch(following)
    ):
        return False
    family_words = [w for w in _words(part) if w.casefold() not in PARTICLES]
    if inverted is False:
        return False
    if inverted:
        return len(family_words) <= 3
    if len(family_words) == 1:
        return first or ((len(parts) - i) % 2 == 0 and len(_words(following)) <= 2)
    # "Howard Turtle, Bruce Croft" lists persons; "García Márquez, Gabriel" inverts one.
    return first and i == 0 and len(parts) == 2 and len(_words(following)) == 1


def _lead_initials(part: str) -> bool:
    words = _words(part)
    return (
        len(words) > 1 and bool(re.fullmatch(r"(?:[^\W\d_a-zß-öø-ÿ]\.-?)+|[^\W\d_a-zß-öø-ÿ]", words[0]))
    ) or bool(re.match(r"(?:[^\W\d_a-zß-öø-ÿ]\.-?){1,4}(?=[A-ZÀ-Þ][a-zß-öø-ÿ]{2})", part))


def _trailing_initials(part: str) -> bool:
    words = _words(part)
    return len(words) > 1 and (
        bool(re.fullmatch(r"(?:[^\W\d_a-zß-öø-ÿ]\.?-?){1,4}", words[-1]))
        and not SUFFIX_RE.fullmatch(words[-1])
    )


def _inverted(family: str, given: str, particle: str) -> CslName:
    words = _words(family)
    suffix = ""
    if len(words) > 1 and SUFFIX_RE.fullmatch(words[-1]) and words[-1].casefold().rstrip(".") in SUFFIXES:
        suffix = words.pop()
    name = _family(" ".join(words))
    name["given"] = given.strip(" ,")
    tail = re.fullmatch(r"(.*?)\s+((?:Jr|Sr|II|III|IV)\.?)", name["given"])
    if tail:
        name["given"], suffix = tail[1], tail[2]
    if suffix:
        name["suffix"] = suffix
    return name


def _family(text: str) -> CslName:
    """A family name with its particles apart: "van der Berg"."""
    words = _words(text.strip(" ,"))
    head = 0
    while head < len(words) - 1 and words[head].casefold() in PARTICLES and words[head][:1].islower():
        head += 1
    name: CslName = {}
    if head:
        name["non-dropping-particle"] = " ".join(words[:head])
    name["family"] = " ".join(words[head:]).strip(" ,:;") or text.strip()
    if (
        len(name["family"]) > 3
        and name["family"].endswith(".")
        and not re.search(r"\b\w{1,2}\.$", name["family"])
    ):
        name["family"] = name["family"][:-1]
    return name


def direct_name(part: str) -> CslName:
    """One name with no comma: "R. S. Zemel", "Feretti L.", "Jean de la Fontaine", "Aristotle", "王一童"."""
    part = part.strip(" ,;")
    if CJK_RE.search(part):
        return {"literal": part.replace(" ", "") if CJK_RE.match(part[-1:]) else part}
    tight = re.match(r"((?:[^\W\d_a-zß-öø-ÿ]\.-?){1,4})(?=[A-ZÀ-Þ][^\W\d_]{2}|[a-z]{1,3}\s[A-ZÀ-Þ])", part)
    if tight:
        part = f"{tight[1]} {part[tight.end() :]}"
    words = _words(part)
    suffix = ""
    if len(words) > 2 and SUFFIX_RE.fullmatch(words[-1]):
        suffix = words.pop()
    if len(words) < 2:
        name = _family(part)
        name["family"] = name["family"].strip(".") if len(name["family"]) > 3 else name["family"]
        return name
    classes = [c for w in words for c in CLASSES.get(w.casefold().strip("."), ())]
    if ("inst" in classes or any(ORG_END_RE.fullmatch(w) for w in words)) and not _has_initials(part):
        return {"literal": part}
    name = _direct(words)
    if suffix:
        name["suffix"] = suffix
    return name


def _direct(words: list[str]) -> CslName:
    leading = 0
    while leading < len(words) - 1 and _initial_word(words[leading]):
        leading += 1
    trailing = len(words)
    if not leading:
        while trailing > 1 and _trailing_word(words[trailing - 1], words[0]):
            trailing -= 1
    if trailing < len(words) and not leading:
        # "Feretti L.", "Pérez-Higueras JJ"; "Gabriel García M." has its family before the initial too.
        return {**_family(" ".join(words[:trailing])), "given": " ".join(words[trailing:])}
    if leading and (
        (leading > 1 and len(words) - leading == 2) or any(_is_particle(w) for w in words[leading:])
    ):
        # "S. L. Peyton Jones", "U. Nunes da Rocha".
        return {**_family(" ".join(words[leading:])), "given": " ".join(words[:leading])}
    split = len(words) - 1
    for place in range(1, len(words) - 1):
        if words[place].casefold() in PARTICLES and (words[place][:1].islower() or len(words[place]) > 1):
            split = place
            break
    name = _family(" ".join(words[split:]))
    name["given"] = " ".join(words[:split])
    return name


def _is_particle(word: str) -> bool:
    return word in PARTICLES or word[:2] in ("d'", "d’", "D'", "D’")


def _trailing_word(word: str, first: str) -> bool:
    """Whether a word behind a family is its initials: "L.", "JJ", "MMSM" ("Li" and "Rau." are names)."""
    bare = word.rstrip(".")
    capitals = bare.isupper() and bare.isalpha()
    return bool(re.fullmatch(r"(?:[^\W\d_a-zß-öø-ÿ]\.?-?){1,3}|(?:[^\W\d_a-zß-öø-ÿ]\.-?)+", word)) or (
        capitals and len(bare) == 4 and not first.isupper()
    )


def _initial_word(word: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:[^\W\d_a-zß-öø-ÿ]\.?-?){1,3}|(?:[^\W\d_a-zß-öø-ÿ]\.[-]?)+|[A-ZÀ-Þ][a-z]{1,2}\.(?:-?[A-Z]\.)*",
            word,
        )
    )
