"""What to do about a file that breaks the rules of its format, where its checker does not say so itself."""

from __future__ import annotations

# What to do, by words of the finding; else the file is not as its writer should have made it.
REMEDIES = (
    ("is given twice", "Give one of the two another id in article.md."),
    ("nothing has that id", "Correct the link in article.md, or give its target that id."),
    ("already defined", "Give one of the two another id in article.md."),
    ("not well-formed", "The file was changed or cut after it was written: write it again."),
    ("Duplicate ID", "Give one of the two another id in article.md."),
    ("first occurrence of ID", "Give one of the two another id in article.md."),
    ("not in the site", "Correct the link in article.md."),
    ("not in the book", "Correct the link in article.md."),
    ("would be fetched from", "Put the file into the article's folder and name it there."),
    ("skipping", "Give the headings of article.md levels that follow each other (##, then ###)."),
    ("attribute “lang”", "Correct language in article.toml: a BCP 47 tag such as en or de-AT."),
    ("declares entities", "Put the text itself in place of each entity."),
)
REMEDY = (
    "If docforge wrote the file, please report it with the article; else correct the element in the file."
)


def remedy_of(message: str, otherwise: str = REMEDY) -> str:
    """What to do about a file that is not as its format wants it, in an editor's words."""
    return next((remedy for words, remedy in REMEDIES if words in message), otherwise)
