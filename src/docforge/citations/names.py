"""Author lists at the head of a reference string, in the shapes that styles print.

APA "Berger, M., & Lund, W. Y."; Vancouver "Smith J, Jones KL"; initials first "J. Smith and K. Jones";
Chicago "Smith, John, and Jane Doe"; organisations. A list that fits none of them is not read at all.
"""

from __future__ import annotations

import re

from docforge.model.meta import Name


def word_set(text: str) -> frozenset[str]:
    """A list of words as it is easiest to read and to change."""
    return frozenset(text.split())


PARTICLES = word_set(
    "al ap bin da das de del della den der des di do dos du el la le lo san st ten ter tes van vande "
    "vanden vander von zu zum zur y 't af av ibn abu bint"
)
# Words that a person's name does not have.
ORGANISATION_WORDS = word_set(
    "agency academy administration alliance assembly association authority bank board bureau cabinet center "
    "centre church college commission committee company conference congress consortium corporation council "
    "court department directorate embassy federation forum foundation fund government group inc initiative "
    "institute institution international laboratory league library ltd ministry museum nations network nato "
    "office organisation organization parliament party press project republic research secretariat senate "
    "service services society states trust un union university world"
)
# Small words inside a name; any other small word is a sign of a title.
FUNCTION_WORDS = PARTICLES | word_set("and as at et for from in of on the to und with")
LETTER = r"[^\W\d_]"
# "M.", "W. Y.", "J.-P.", "Yu.", "E. J": at least one full stop, or one lone capital.
INITIALS_RE = re.compile(r"(?:[^\W\d_][a-z]?\.[\s-]?){1,5}(?:[^\W\d_])?\.?|[A-ZÀ-Þ]")
GIVEN_RE = re.compile(rf"{LETTER}{{2,}}(?:[\s-](?:{LETTER}{{2,}}|{LETTER}\.?)){{0,3}}")
SENIORITY_RE = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
# "Smith JK", "Glick B. R", "Burke S.N": initials behind the family, the last full stop taken off.
VANCOUVER_RE = re.compile(
    r"(?P<family>.+?)\s(?P<given>(?:[A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){0,3}|(?:[A-ZÀ-Þ]\.[\s-]?){1,4}[A-ZÀ-Þ]?)"
    r"(?:\s(?:Jr|Sr|II|III))?)"
)
LEADING_INITIALS_RE = re.compile(r"(?P<given>(?:[^\W\d_][a-z]?\.[\s-]?){1,5})\s?(?P<family>.+)")
EDITORS_RE = re.compile(r"[\s,]*\(?\b(?:Eds?|eds?|Hrsg|Editors?)\.?\)?[\s.,]*$")
ET_AL_RE = re.compile(r"[\s,]*(?:\bet\s+al\b\.?|\band\s+others\b|…|\.\s?\.\s?\.)[\s.,]*$")
AND_RE = re.compile(r"\s*,?\s*(?:&|\b(?:and|und|et)\b)\s*")


def read_names(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Names of an author list in order, and whether they are editors; None for a shape that is not known."""
    text = " ".join(text.split())
    editing = bool(EDITORS_RE.search(text))
    text = ET_AL_RE.sub("", EDITORS_RE.sub("", text))
    # APA shortens twenty authors and more to "A, B, ... Z".
    text = re.sub(r",?\s*(?:…|\.\s?\.\s?\.)\s*", ", ", text).strip(" ,:")
    if not text or re.search(r"\b\d+\b", text) or not _starts_like_name(text):
        return None
    names = _persons(text)
    if names is None:
        whole = text.rstrip(".")
        if not _is_one_name(whole):
            return None
        names = (Name(literal=whole),)
    return names, editing


def is_organisation(text: str) -> bool:
    """Whether a name holds a word that persons' names do not have."""
    return any(word.casefold().strip(".,()") in ORGANISATION_WORDS for word in text.split())


def _starts_like_name(text: str) -> bool:
    first = text.split()[0]
    return (
        first[0].isupper() or first.casefold() in PARTICLES or not (first[0].islower() or first[0].isupper())
    )


def _is_one_name(text: str) -> bool:
    """An organisation or a lone name: few words, no sentence, no comma outside of an organisation."""
    if not 1 <= len(text.split()) <= 12 or re.search(r"[.?!:;“”\"]\s", text):
        return False
    if not all(w[0].isupper() or w.casefold() in FUNCTION_WORDS or not w[0].isalpha() for w in text.split()):
        return False
    return not text.split()[-1][0].islower() and ("," not in text or is_organisation(text))


def _persons(text: str) -> tuple[Name, ...] | None:
    if is_organisation(text) and not re.search(r",\s(?:[^\W\d_]\.[\s-]?)+", text):
        return None
    names: list[Name] = []
    parts = [p for p in AND_RE.split(text) if p]
    for part in parts:
        read = _flat_list(part) or _comma_pairs(part) or (_full_names(part) if len(parts) > 1 else None)
        if read is None:
            return None
        names += read
    return tuple(names) or None


def _comma_pairs(part: str) -> list[Name] | None:
    """ "Hughes, C. W., Patalano, A." or "Smith, John A." """
    tokens = [t.strip() for t in part.rstrip().split(",") if t.strip()]
    names: list[Name] = []
    index = 0
    while index < len(tokens):
        family = tokens[index]
        given = tokens[index + 1] if index + 1 < len(tokens) else ""
        full = given.rstrip(".") if GIVEN_RE.fullmatch(given.rstrip(".")) else ""
        if not _is_family(family) or not (INITIALS_RE.fullmatch(given) or full):
            return None
        # Full given names are certain only where they cannot be further families: "Smith, Jones, Lee".
        if full and not INITIALS_RE.fullmatch(given):
            if len(tokens) != 2 or not _is_one_word(family):
                return None
            given = full if re.search(rf"{LETTER}{{2,}}$", full) else given
        index += 2
        if index < len(tokens) and SENIORITY_RE.fullmatch(tokens[index]):
            given = f"{given}, {tokens[index]}"
            index += 1
        names.append(Name(family=family, given=_full_stop(given)))
    return names or None


def _full_stop(given: str) -> str:
    """The last initial may have lost its full stop to the end of the list: "E. J" -> "E. J."."""
    return f"{given}." if re.search(r"\.[\s-]?[^\W\d_]$", given) else given


def _flat_list(part: str) -> list[Name] | None:
    """ "Smith J, Jones KL", "Glick B. R., Burke S.N" or "J. Smith, K. Jones"."""
    names: list[Name] = []
    for token in (t.strip() for t in part.split(",")):
        bare = token.rstrip(".")
        if (match := VANCOUVER_RE.fullmatch(bare)) and _is_family(match["family"]):
            names.append(Name(family=match["family"], given=_full_stop(match["given"])))
        elif (match := LEADING_INITIALS_RE.fullmatch(bare)) and _is_family(match["family"]):
            names.append(Name(family=match["family"], given=match["given"].strip()))
        else:
            return None
    # "Harris David J, Taylor Shawn D": full given names stand there too; where a family ends is not certain.
    long = sum(not _is_one_word(n.family) for n in names)
    return names if names and 2 * long < len(names) else None


def _is_one_word(family: str) -> bool:
    return sum(word.casefold() not in PARTICLES for word in family.split()) == 1


def _full_names(part: str) -> list[Name] | None:
    """ "Jane Doe", "Maria A. de la Cruz": only beside other names, where it can be no organisation."""
    names: list[Name] = []
    for token in (t.strip().rstrip(".") for t in part.split(",")):
        words = token.split()
        if not 2 <= len(words) <= 5 or is_organisation(token):
            return None
        cut = len(words) - 1
        while cut > 1 and words[cut - 1].casefold() in PARTICLES:
            cut -= 1
        family, given = " ".join(words[cut:]), " ".join(words[:cut])
        if not _is_family(family) or not all(w[0].isupper() for w in words[:cut]):
            return None
        names.append(Name(family=family, given=given))
    return names or None


def _is_family(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 5 or "." in text.replace("St.", ""):
        return False
    own = [w for w in words if w.casefold() not in PARTICLES]
    return (
        bool(own)
        and all(re.fullmatch(rf"(?:{LETTER}['’])?{LETTER}[\w'’‘ʼ‐‑-]*", w) for w in own)
        and (all(not w[0].islower() for w in own))
    )
