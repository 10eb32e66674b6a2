"""Phrases that name what a picture shows, and nothing else: "The new bridge before the flood.".

A caption without a label is told by what it lacks, a finite verb. docforge has no grammar, so
whatever could be one counts as one: forms of "be" and "have", pronouns, words in -ed that no article
precedes, plurals that are verbs as often, pasts that do not end in -ed.
"""

from __future__ import annotations

import re

from docforge.repair.words.lexicon import Lexicon

MOST, LEAST = 14, 3  # words
DETERMINERS = frozenset("the a an our one".split())
PREPOSITIONS = frozenset(
    (
        "of in on at from with by near before after during under over behind beside for to inside outside"
        " between among around through across along against above below beyond next"
    ).split()
)
# What pictures show: no paragraph of its own says "the old bridge.", but one may say "a small price.".
SHOWN = frozenset(
    (
        "page homepage website site screen screenshot interface dashboard mock-up mockup prototype wireframe"
        " logo poster cover flyer leaflet brochure form view photo photograph portrait picture image sketch"
        " drawing painting illustration diagram chart graph map plan model layout design exhibition display"
        " building house office room hall lab laboratory library workshop kitchen studio interior exterior"
        " façade facade front entrance door gate window roof tower church chapel mill farm barn factory plant"
        " station bridge street road square market park garden field harbour harbor port river lake beach"
        " coast valley mountain hill skyline landscape village town statue monument memorial grave"
        " team crew staff board members participants attendees visitors students children audience crowd"
        " group class family couple delegation winners speakers panel"
        " machine engine device instrument camera boat ship train car tool tools equipment apparatus specimen"
    ).split()
)
# What makes a sentence of a phrase, beside what is told by its ending.
VERBS = frozenset(
    (
        "is are was were be been am has have had do does did can could will would shall should may might must"
        " i you he she it we they who which that what where when while because if not but so than as whose"
        " became began bought broke brought built came caught chose cost cut drew drove fell felt flew forgot"
        " found gave gets goes gone got grew happens heard held helps hit keeps kept knew knows laid"
        " lay leads led left lent let lets lies lost made makes means meant met needs paid put ran"
        " read rose said sang sat saw says seems seen sent set shook showed shows shut sold spent spoke"
        " stands stood stays struck takes taught tells thought threw told took turns"
        " went wins won wore works wrote"
    ).split()
)
WORD_RE = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*['’]?")
MARKS_RE = re.compile(r"[\s,\w'’./&-]+\.")
# A name counts as one word, whatever is in it: "The new Every Boat on the Lake home page".
NAME_RE = re.compile(
    r"(?<=\s)(?:(?!I\b)[^\W\d_a-zß-ÿ][\w'’./-]*(?:\s+(?:(?:of|in|on|for|the|a|an|to|and|at|&)\s+){0,2}"
    r"(?!I\b)[^\W\d_a-zß-ÿ][\w'’./-]*)*|“[^“”]{2,60}”|\"[^\"]{2,60}\")(?=[\s,])"
)


def names_picture(text: str, lexicon: Lexicon) -> bool:
    """Does a sentence only name what can be seen, with no finite verb: "The new home page."?"""
    bare = NAME_RE.sub("Name", text.strip())
    if not MARKS_RE.fullmatch(bare) or not bare[:1].isupper():
        return False
    words = [w.casefold() for w in WORD_RE.findall(bare)]
    if not LEAST <= len(words) <= MOST or words[0] not in DETERMINERS or "," in bare.split(" ", 2)[1]:
        return False
    end = next((i for i, w in enumerate(words) if i and w in PREPOSITIONS), len(words))
    if words[end - 1] not in SHOWN:
        return False
    return not any(_may_be_verb(words, i, lexicon) for i in range(len(words)))


def _may_be_verb(words: list[str], i: int, lexicon: Lexicon) -> bool:
    word, before = words[i], words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    if word in VERBS or re.search(r"['’](?:re|ve|ll|m|d|t)$", word):
        return True
    if word.endswith("ed") and len(word) > 4:
        return before not in DETERMINERS
    if word in DETERMINERS and i:
        return before not in PREPOSITIONS and before != "and"  # "the team reads a book"
    if not re.search(r"[^su'’i]s$", word):
        return False
    # "The team meets in spring", "The visitors meet in spring": a noun in the plural ends its phrase.
    base = word[:-1]
    forms = (f"{base}ing", f"{base.removesuffix('e')}ing", f"{base}{base[-1:]}ing")
    verb = max(map(lexicon.common, forms)) > 0.5 * lexicon.common(word) > 0
    return verb or bool(after and after not in PREPOSITIONS and after != "and")
