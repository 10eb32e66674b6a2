"""What the rules of JATS4R mean for who edits an article: in plain words, with what to do.

A rule is told by its pattern and by words of its message; a message that is not in the table is shown as it
is, with the remedy of its pattern.
"""

from __future__ import annotations

import re

# Such a remedy makes a warning a note for the record: the text stands as it was printed.
NOTHING = "Nothing needs to be done"
# pattern, words of the message, what is wrong, what to do
_TOLD = (
    (
        "permissions-errors",
        "Missing top-level",
        "the article does not say what its rights are",
        "Set licence (and holder, year) in article.toml.",
    ),
    (
        "permissions-errors",
        "Missing <copyright-year>",
        "a copyright is claimed without its year",
        "Set year in article.toml, or for a figure in its attributes in article.md.",
    ),
    (
        "permissions-errors",
        "Missing <copyright-holder>",
        "a copyright is claimed without its holder",
        "Set holder in article.toml, or for a figure in its attributes in article.md.",
    ),
    (
        "permissions-errors",
        "4-digit year",
        "the year of the copyright is no year of four digits",
        "Correct year in article.toml.",
    ),
    (
        "permissions-warnings",
        "No licence URI",
        "the licence has no address, so a program cannot tell what it allows",
        'Set licence in article.toml to an SPDX id ("CC-BY-4.0") or to the address of the licence.',
    ),
    (
        "permissions-warnings",
        "Creative Commons licenses should",
        "the address of the Creative Commons licence is not written as Creative Commons writes it",
        'Set licence in article.toml to its SPDX id ("CC-BY-4.0").',
    ),
    (
        "permissions-warnings",
        "conflict with <copyright-year>",
        "the line of copyright names another year than the year that is given",
        "Make statement and year in article.toml agree.",
    ),
    (
        "permissions-warnings",
        "conflict with <copyright-holder>",
        "the line of copyright does not name the holder that is given",
        "Make statement and holder in article.toml agree.",
    ),
    (
        "accessibility-errors",
        "must have <alt-text>",
        "a picture has no description",
        'Write alt="..." at the figure in article.md; if it says nothing, mark it as decorative.',
    ),
    (
        "accessibility-errors",
        "<th> element not found",
        "a table has no header cells, so a screen reader cannot say what its columns are",
        "Give the table a head row in article.md.",
    ),
    (
        "accessibility-errors",
        "<table> element not found",
        "a table has no cells: only its label or caption is there",
        "Put the table into article.md.",
    ),
    (
        "accessibility-errors",
        "Text that describes the linked object",
        "a link does not say what it leads to",
        "Give the link words of its own in article.md.",
    ),
    (
        "accessibility-errors",
        "must have a title",
        "a section has no heading",
        "Give it a heading in article.md, or join it with the section before it.",
    ),
    (
        "accessibility-warnings",
        "A URI is not descriptive",
        "a link shows its address instead of words",
        f"{NOTHING} where the address stands in print; else put words in its place in article.md.",
    ),
    (
        "accessibility-warnings",
        "duplication of the figure",
        "the description of a picture only repeats its caption",
        'Let alt="..." in article.md say what the picture shows.',
    ),
    (
        "accessibility-warnings",
        "@list-type overridden",
        "a numbered list does not begin with 1, so its numbers are written out",
        f"{NOTHING} where the numbers are right.",
    ),
    (
        "auths-aff-errors",
        "there must be a relationship",
        "it is not told which author belongs to which affiliation",
        "Name the affiliations of each of the [[authors]] in article.toml.",
    ),
    (
        "auths-aff-errors",
        "there mut be a relationship",
        "it is not told which author belongs to which affiliation",
        "Name the affiliations of each of the [[authors]] in article.toml.",
    ),
    (
        "auths-aff-warnings",
        "included as <contrib",
        "nobody is named as an author",
        "Name the [[authors]] in article.toml.",
    ),
    (
        "auths-aff-warnings",
        "country code",
        "the country of an affiliation has no code of two letters (ISO 3166-1)",
        "Write the country's English name, in article.toml or article.md.",
    ),
    (
        "abstract",
        "abstract-type attribute value",
        "a further abstract is of a kind that JATS4R does not name",
        f"{NOTHING} where the kind is right; else correct it under abstracts in article.md.",
    ),
    (
        "coi-errors",
        "Conflict of Interest",
        "a statement of competing interests stands in the text instead of beside the authors",
        "Let the section hold paragraphs only, without sections of its own or a number.",
    ),
    (
        "data-availability-errors",
        "Data Availability",
        "the statement on data stands in the text instead of the back matter",
        "Put its section last in article.md.",
    ),
    (
        "display-object-errors",
        "does not have a <graphic>",
        "a figure has no picture",
        "Put the picture into figures/ and name it at the figure in article.md.",
    ),
    (
        "display-object-warnings-1",
        "looks like a label",
        "a caption begins with what looks like a label, but there is no label",
        'Write the label before the caption in article.md ("Figure 1: ...").',
    ),
    (
        "display-object-warnings-2",
        "no id attribute",
        "a figure or table has no id, so that nothing can point to it",
        "Give it an id in article.md ({#fig-1}).",
    ),
    (
        "ethics-errors",
        "more than once",
        "there are two statements on ethics",
        "Join them in article.md.",
    ),
    (
        "general-citations-errors",
        "publication-type attribute",
        "an entry of the reference list does not say what kind of work it is",
        "Give its type in references.json, or in the front matter of article.md.",
    ),
    (
        "general-citations-errors",
        "<lpage> must be larger",
        "an entry's last page comes before its first",
        "Correct page in references.json, or in the front matter of article.md.",
    ),
    (
        "general-citations-errors",
        "4 digit year",
        "an entry's year is no year of four digits",
        "Correct issued in references.json, or in the front matter of article.md.",
    ),
    (
        "general-citations-warnings",
        'publication-type="other"',
        "entries of the reference list do not tell what kind of work they are",
        f"{NOTHING} where it is not known; else give their type in references.json.",
    ),
    (
        "general-citations-warnings",
        "person-group",
        "entries of the reference list stand as they were printed, without their authors marked",
        f"{NOTHING}: the fields that are certain stand beside the printed entry.",
    ),
    (
        "preprint-citations",
        "",
        "a preprint in the reference list lacks authors, title, date, server, address or day of access",
        "Complete the entry in references.json, or in the front matter of article.md.",
    ),
    (
        "data-citations-errors",
        "",
        "a data set in the reference list lacks its title, or a year or version is not as it should be",
        "Complete the entry in references.json, or in the front matter of article.md.",
    ),
    (
        "credit-",
        "",
        "a role of a contributor is not given as the CRediT taxonomy has it",
        "Write the role as one of its fourteen terms (credit.niso.org).",
    ),
    (
        "xml-lang-errors",
        "",
        "a language is given by a code that there is not",
        'Set language to a code such as "en" (BCP 47).',
    ),
)
# What to do for a pattern whose message is shown as it is.
_REMEDIES = (
    ("permissions-", "See licence, holder, year and statement in article.toml."),
    ("auths-aff-", "See [[authors]] and affiliations in article.toml."),
    ("abstract-", "See the abstract in the front matter of article.md."),
    ("kwd-", "See keywords in the front matter of article.md."),
    ("peer-review-", "See kind in article.toml: reviews of peers need more than docforge can give."),
    ("", "Correct it in article.md or article.toml; the recommendation is at https://jats4r.niso.org/."),
)


def in_words(rule: str, message: str) -> tuple[str, str]:
    """What a broken rule says in plain words, and what to do; ``rule`` is "pattern/.../..."."""
    pattern = rule.partition("/")[0]
    for name, words, plain, remedy in _TOLD:
        if pattern.startswith(name) and words in message:
            return plain, remedy
    remedy = next(remedy for name, remedy in _REMEDIES if pattern.startswith(name))
    return re.sub(r"[.\s]+$", "", message), remedy
