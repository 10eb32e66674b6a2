"""Which language a text is in, and what docforge's rules know of it.

The script decides first (Unicode blocks); among languages of the Latin script, the share of their commonest
function words does, which no article can do without. A short or mixed text decides nothing: the caller's
default stands. Tags are BCP 47 (RFC 5646).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

# A few dozen function words tell an article's language; words of one letter are left out, OCR makes them.
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for with as was are by this be on from which it have not has their",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es",
        "fr": "de la le les et des en un une du dans est que pour qui par sur pas au plus ne ce avec sont",
        "es": "de la que el en los del se las por un para con no una su al lo como más es sus pero este",
        "pt": "de que do da em um para os no se na por mais as dos como mas ao das uma não são pelo também",
        "it": "di che il la per un in del non è della una le si con da dei sono alla gli al nel più come",
        "nl": "de het een van en in te dat is op voor met zijn aan niet er om ook als door bij naar wordt",
        "tr": "ve bir bu için ile olarak da de daha olan çok gibi ancak kadar sonra ise olduğu göre ne",
        "sv": "och att det som en på är av för med till den har inte om ett men var sig så från kan vid",
        "da": "og at det en den til er som på de med af for ikke der var et har om fra men kan ved blev",
        "nb": "og i det som en på er av for med til den har ikke om et men var seg så fra kan ved ble",
        "fi": "ja on ei että se oli hän mutta ovat myös kun joka tai sen mukaan kuin ole ovat jotka niin",
        "pl": "w na z się do nie że jest to przez jak po od za oraz dla są tym który ich było może",
        "cs": "na se je že do pro jako byl jsou po od podle ale nebo které který však jeho při tak která",
        "hu": "az és hogy nem egy is volt ez meg csak mint de még már vagy el azt ami lehet pedig",
        "ro": "de și în la cu pe un nu că se este din care pentru sau mai prin sunt fost fi ale",
        "ca": "de la que el els les en un una del per amb és al no es més dels com també aquest són",
        "id": "yang dan di dari untuk dengan pada dalam ini itu adalah tidak ke oleh sebagai atau akan juga",
        "la": "et in est non ut ad cum quod ex sed qui si ab quae autem esse sunt enim nec per",
    }.items()
}
# Word lists, names of parts and function words are known for these; other languages keep their words.
RULED = frozenset({"en", "de", "fr", "es", "pt", "it", "nl", "tr"})
# Written with hyphens at line ends, and wordfreq has a list of their words.
HYPHENATING = RULED | frozenset(
    "bs ca cs da el fi fil hr hu id is lt lv mk ms nb pl ro ru sh sk sl sr sv uk".split()
)
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he", "yi", "ps", "sd", "ug", "dv", "syr"})
WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})

# Words after which no sentence of the language ends, and so no paragraph.
OPEN_ENDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the a an of and or to in on at by for with from as that which who whose this these its their"
        " his her our is are was were be been has have had will would can could may might must shall should"
        " not than into between among through during under over about against within without upon",
        "de": "der die das dem den des ein eine einem einen einer eines und oder von vom im zum zur für durch"
        " gegen ohne um bis wenn weil dass sowie als wie zwischen deren dessen ihre seine unsere",
        "fr": "le la les un une des du de au aux et ou dans par pour sur sous sans entre vers chez que qui"
        " dont ce cette ces son sa ses leur leurs notre comme avec est sont",
        "es": "el la los las un una unos unas de del al y e o u en por para con sin sobre entre que cuyo cuya"
        " su sus este esta estos estas es son como desde hasta",
        "pt": "o a os as um uma uns umas de do da dos das ao aos e ou em no na nos nas por para com sem sobre"
        " entre que cujo cuja seu sua seus suas este esta é são como desde até",
        "it": "il lo la i gli le un una di del della dei delle al alla e o in nel nella per con senza su tra"
        " fra che cui suo sua questo questa è sono come dal dalla",
        "nl": "de het een van en of in op te voor met aan door bij uit naar tot tegen tussen zonder dat die"
        " wat wie hun zijn haar onze deze dit als",
        "tr": "ve veya ile için bir bu şu her gibi kadar ancak ama hem",
    }.items()
}

SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")),
    ("han", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("latin", re.compile(r"[A-Za-zÀ-ɏ]")),
)
WORD_RE = re.compile(r"[^\W\d_]{2,}")
SAMPLE = 24_000  # characters from the beginning, the middle and the end
FEWEST = 60  # words; fewer tell no language
CLEAR = 1.3  # the best language has so many times the function words of the next,
PLENTY = 0.2  # or so large a share of all words (near kin, as Danish and Norwegian, share most of theirs)


@dataclass(frozen=True, slots=True)
class Detected:
    """``language`` is "" where nothing decided; ``why`` is for the report."""

    language: str
    why: str = ""


def detect_language(text: str) -> Detected:
    """The language of a text, by script and function words."""
    sample = _sample(text)
    letters = Counter({name: len(pattern.findall(sample)) for name, pattern in SCRIPTS})
    total = letters.total()
    if total < 40:
        return Detected("")
    # Han, kana and hangul say as much in one letter as others in three.
    weight = {"han": 3, "kana": 2, "hangul": 2}
    script = max(letters, key=lambda name: (letters[name] * weight.get(name, 1), name))
    share = letters[script] / total
    if script == "latin":
        return _latin(sample)
    if share < 0.3:
        return Detected("")
    return Detected(_of_script(script, letters, sample), f"{share:.0%} of its letters are {script}")


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _of_script(script: str, letters: Counter[str], sample: str) -> str:
    match script:
        case "kana" | "han":
            return "ja" if letters["kana"] * 10 > letters["han"] else "zh"
        case "arabic":
            persian = len(re.findall("[پچژگک]", sample))
            urdu = len(re.findall("[ٹڈڑںے]", sample))
            if urdu * 50 > letters["arabic"]:
                return "ur"
            return "fa" if persian * 50 > letters["arabic"] else "ar"
        case "cyrillic":
            if len(re.findall("[іїєґ]", sample)) * 40 > letters["cyrillic"]:
                return "uk"
            return "sr" if re.search("[ђћџљњј]", sample) else "ru"
    return {"hangul": "ko", "hebrew": "he", "greek": "el", "devanagari": "hi", "thai": "th"}[script]


def _latin(sample: str) -> Detected:
    words = WORD_RE.findall(sample.casefold())
    if len(words) < FEWEST:
        return Detected("")
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in known) / len(words)
        for language, known in FUNCTION_WORDS.items()
    }
    best, second = sorted(shares, key=lambda name: (-shares[name], name))[:2]
    if shares[best] < 0.08 or (shares[best] < CLEAR * shares[second] and shares[best] < PLENTY):
        return Detected("")
    return Detected(best, f"{shares[best]:.0%} of its words are function words of {best}")


def primary(language: str) -> str:
    """The language without script and region: "de-AT" -> "de"."""
    return language.split("-")[0].casefold()


def direction(language: str) -> str:
    """What HTML's ``dir`` says of a text in the language: "rtl", or "" for left to right."""
    return "rtl" if primary(language) in RIGHT_TO_LEFT else ""


def parts_no_words(char: str) -> bool:
    """Is it a letter or sign of a script that writes words without spaces: Han, kana, their punctuation?"""
    return char != "" and (
        "\u3000" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff65"
        or "\U00020000" <= char <= "\U0003134f"
    )


def has_rules(language: str) -> bool:
    return primary(language) in RULED


def open_ends(language: str) -> frozenset[str]:
    """Words that end no sentence of the language; empty where docforge does not know them."""
    return OPEN_ENDS.get(primary(language), frozenset())
