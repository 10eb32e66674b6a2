"""The standard printed form of a citation: author families, year and suffix, as APA 7 sets them in text.

"(Kovač & Novak, 2022; Panda, 2021a, p. 3)" in brackets, "Panda (2021a)" in running text. Markdown writes a
bare ``[@key]`` where the printed words are the ones made here, and keeps the words themselves where not.
"""

from __future__ import annotations

from docforge.model.meta import CslItem, Name

_MANY = 3  # from this number of names on, only the first is printed


def printed_year(csl: CslItem) -> str:
    """Year and suffix ("2021a"), "" where no year is known."""
    return csl.issued[:4] + csl.year_suffix if csl.issued[:4] else ""


def printed_names(csl: CslItem) -> str:
    """Families as printed in text: "Panda", "Kovač & Novak", "Doe et al."; "" where nobody is known."""
    names = [_name(n) for n in csl.author or csl.editor]
    if not names or not all(names):
        return ""
    if len(names) >= _MANY:
        return f"{names[0]} et al."
    return " & ".join(names)


def _name(name: Name) -> str:
    return name.literal or name.family


def printed_item(
    csl: CslItem, prefix: str = "", locator: str = "", *, narrative: bool = False, year_only: bool = False
) -> str:
    """One work of a citation as it is printed; "" where the item is not known well enough.

    >>> item = CslItem(author=(Name("Panda"),), issued="2021", year_suffix="a")
    >>> printed_item(item, "see", "p. 3")
    'see Panda, 2021a, p. 3'
    >>> printed_item(item, narrative=True)
    'Panda (2021a)'
    """
    names, year = printed_names(csl), printed_year(csl)
    if not year or not (names or year_only):
        return ""
    tail = f", {locator}" if locator else ""
    lead = f"{prefix} " if prefix else ""
    if year_only:
        return f"{lead}{year}{tail}"
    if narrative:
        return f"{lead}{names} ({year}{tail})"
    return f"{lead}{names}, {year}{tail}"


def split_printed(
    whole: str, count: int, *, narrative: bool = False
) -> tuple[str, tuple[str, ...], str, str] | None:
    """Before, the works' own strings, separator and after of a printed citation; None if unclear.

    >>> split_printed("(Doe, 2020; Lee, 2021)", 2)
    ('(', ('Doe, 2020', 'Lee, 2021'), '; ', ')')
    """
    before = after = ""
    inner = whole
    if not narrative and len(whole) > 1 and whole[0] + whole[-1] in ("()", "[]"):
        before, inner, after = whole[0], whole[1:-1], whole[-1]
    for separator in ("; ", ", "):
        parts = inner.split(separator) if count > 1 else [inner]
        if len(parts) == count:
            return before, tuple(parts), separator, after
    return None
