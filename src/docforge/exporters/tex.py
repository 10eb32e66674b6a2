"""TeX formulas -> HTML text: what sub- and superscripts, Greek letters and common signs can say.

No formula engine is at work here: this is for a single sign in a printed line, and where an engine fails.
"""

from __future__ import annotations

import re

from docforge.exporters.html_context import Element, add_text, element, sub, sub_text

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau"
    " upsilon phi chi psi omega"
)
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_CAPITALS = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SIGNS = {
    "times": "×", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠",
    "approx": "≈", "equiv": "≡", "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "in": "∈", "forall": "∀", "exists": "∃",
    "ldots": "…", "dots": "…", "cdots": "⋯", "quad": "\u2003", "prime": "′", "div": "÷", "sim": "∼",
    "propto": "∝", "nabla": "∇",
}  # fmt: skip
LETTERS = dict(zip(_GREEK.split(), _GREEK_LETTERS, strict=True)) | _CAPITALS
RELATIONS = frozenset("=<>≤≥≠≈≡∼∝→←⇒∈")
OPERATORS = frozenset("+×·±÷−")
TOKEN_RE = re.compile(
    r"\\(?P<word>[A-Za-z]+)|\\(?P<sign>[,;! %&_#${}])|(?P<one>[\w+\-=<>()\[\].,;:!/|'*^_{}])|(?P<space>\s+)"
)
_INDEX = r"[_^]\s*(?:\{[^{}]*\}|\\[A-Za-z]+|[^\s{}\\])"
STACKED_RE = re.compile(rf"\\(?:sum|prod|int|lim|max|min)(?![A-Za-z])|{_INDEX}\s*[_^]|[_^]\s*\{{[^{{}}]*[_^]")
_UPRIGHT = frozenset({"text", "mathrm", "operatorname", "textrm"})
_FUNCTIONS = frozenset({"log", "ln", "exp", "sin", "cos", "tan", "max", "min", "lim"})


class _BeyondError(Exception):
    """The formula uses what this subset has not."""


def set_as_text(parent: Element, tex: str) -> bool:
    """Set a formula into ``parent``; False, and nothing set, where it is beyond this subset."""
    made = element("span")
    try:
        tokens = _tokens(tex)
        if _sequence(made, tokens, 0, 0) != len(tokens):
            return False
    except _BeyondError:
        return False
    add_text(parent, made.text or "")
    parent.extend(list(made))
    return bool(len(parent) or parent.text)


def fits_a_line(tex: str) -> bool:
    r"""Does it stand well as text: ``x_1``, ``p < .05``? Not with one index over another, or a large sign."""
    return STACKED_RE.search(tex) is None


def _tokens(tex: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(tex):
        match = TOKEN_RE.match(tex, at)
        if match is None:
            raise _BeyondError
        if not match["space"]:
            found.append(match[0])
        elif found and found[-1] in {"\\" + name for name in _UPRIGHT}:
            pass
        else:
            found.append(" ")
        at = match.end()
    return found


def _sequence(parent: Element, tokens: list[str], at: int, depth: int) -> int:
    """Set tokens until the closing brace of this group; gives the index after the last one set."""
    if depth > 12:
        raise _BeyondError
    while at < len(tokens) and tokens[at] != "}":
        at = _one(parent, tokens, at, depth)
    return at


def _group(parent: Element, tokens: list[str], at: int, depth: int) -> int:
    """Set the argument at ``at``: a braced group or one token."""
    while at < len(tokens) and tokens[at] == " ":
        at += 1
    if at >= len(tokens):
        raise _BeyondError
    if tokens[at] != "{":
        return _one(parent, tokens, at, depth + 1)
    end = _sequence(parent, tokens, at + 1, depth + 1)
    if end >= len(tokens):
        raise _BeyondError
    return end + 1


def _one(parent: Element, tokens: list[str], at: int, depth: int) -> int:
    token = tokens[at]
    if token in "^_":
        return _group(sub(parent, "sup" if token == "^" else "sub"), tokens, at + 1, depth)
    if token == "{":
        return _group(parent, tokens, at, depth)
    if token == " ":
        return at + 1
    if token.startswith("\\"):
        return _command(parent, tokens, at)
    if token.isalpha():
        sub_text(parent, "i", token)
    else:
        _sign(parent, "−" if token == "-" else "′" if token == "'" else token)
    return at + 1


def _command(parent: Element, tokens: list[str], at: int) -> int:
    name = tokens[at][1:]
    if name in LETTERS:
        sub_text(parent, "i", LETTERS[name])
    elif name in _SIGNS:
        _sign(parent, _SIGNS[name])
    elif name in _FUNCTIONS:
        add_text(parent, name + "\u2009")
    elif name in {",", ";", " "}:
        add_text(parent, "\u2009")
    elif name == "!":
        pass
    elif len(name) == 1 and not name.isalpha():
        add_text(parent, name)
    elif name in _UPRIGHT and tokens[at + 1 : at + 2] == ["{"]:
        end = tokens.index("}", at) if "}" in tokens[at:] else 0
        if not end or any(t.startswith("\\") for t in tokens[at + 2 : end]):
            raise _BeyondError
        add_text(parent, "".join(tokens[at + 2 : end]))
        return end + 1
    else:
        raise _BeyondError
    return at + 1


def _sign(parent: Element, sign: str) -> None:
    """A relation with thick space, an operator with thin space, anything else as it is.

    Nothing stands before it, or a relation or bracket: it is a sign of what follows ("10^{-3}", "x = -1").
    """
    space = "\u2005" if sign in RELATIONS else "\u2009" if sign in OPERATORS else ""
    if len(parent) and not parent[-1].tail:
        before = "x"
    else:
        before = (parent[-1].tail if len(parent) else parent.text) or ""
    if not before or before[-1] in "\u2005\u2009([,;":
        space = ""
    add_text(parent, f"{space}{sign}{space}")
