r"""MathML -> TeX, for formulas of which a file gives nothing else: ``<mfrac><mi>a</mi><mn>2</mn></mfrac>``.

What has no certain TeX (an element or a script that is not below) gives None for the whole formula, whose
signs then stay text. Signs without a command of their own stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩϵϑϕ",
        (
            r"\alpha \beta \gamma \delta \varepsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi \pi"
            r" \rho \sigma \tau \upsilon \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma"
            r" \Phi \Psi \Omega \epsilon \vartheta \phi"
        ).split(),
        strict=True,
    )
)
SIGNS = {
    "−": "-", "×": r"\times", "⋅": r"\cdot", "·": r"\cdot", "÷": r"\div", "±": r"\pm", "∓": r"\mp",
    "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim", "∝": r"\propto",
    "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "∑": r"\sum", "∏": r"\prod", "∫": r"\int",
    "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq", "∪": r"\cup", "∩": r"\cap",
    "∀": r"\forall", "∃": r"\exists", "→": r"\to", "←": r"\leftarrow", "⇒": r"\Rightarrow",
    "↔": r"\leftrightarrow",
    "…": r"\ldots", "⋯": r"\cdots", "′": "'", "°": r"^{\circ}", "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\|",
    "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "\u2061": "", "\u2062": "", "\u2063": "", "\u2009": r"\,", "\u00a0": "~",
}  # fmt: skip
FUNCTIONS = frozenset(
    "arccos arcsin arctan cos cosh cot det dim exp inf lim ln log max min sin sinh sup tan tanh".split()
)
ACCENTS = {
    "^": "hat", "ˆ": "hat", "¯": "bar", "‾": "bar", "_": "bar", "→": "vec", "⃗": "vec", "~": "tilde",
    "˜": "tilde",
    "˙": "dot", "¨": "ddot",
}  # fmt: skip
VARIANTS = {"bold": "mathbf", "bold-italic": "boldsymbol", "script": "mathcal", "fraktur": "mathfrak"}
GROUPS = frozenset("math mrow mstyle mpadded semantics".split())
# What says how it looks or is read, and has no words of its own.
SILENT = frozenset("mspace annotation annotation-xml none mprescripts".split())
DEEPEST = 60
COMMAND_RE = re.compile(r"\\[A-Za-z]+$")
NOT_TEXT_RE = re.compile(r"[\\{}$%&#_^~]")


class _BeyondError(Exception):
    """The formula has what this has no TeX for."""


def mathml_tex(math: etree._Element) -> str | None:
    """The TeX of a formula in MathML; None where not all of it has one."""
    try:
        return _tex(math, 0).strip() or None
    except _BeyondError:
        return None


def _tex(node: etree._Element, depth: int) -> str:
    if depth > DEEPEST:
        raise _BeyondError
    name = str(node.tag).removeprefix("mml-")
    if name in LEAVES:
        return LEAVES[name](" ".join("".join(map(str, node.itertext())).split()), node)
    if name in SILENT:
        return ""
    kids = [child for child in node if isinstance(child.tag, str)]
    if (node.text or "").strip() or any((child.tail or "").strip() for child in node):
        raise _BeyondError
    parts = [_tex(child, depth + 1) for child in kids]
    if name in GROUPS:
        return _joined(parts)
    if name == "msqrt":
        return rf"\sqrt{{{_joined(parts)}}}"
    if name == "mfenced":
        return _fenced(node, parts)
    if name in ("mtable", "mtr", "mtd"):
        return _table(name, parts)
    if name not in SHAPES or len(parts) != SHAPES[name][0]:
        raise _BeyondError
    if name == "mover" and (accent := ACCENTS.get("".join(map(str, kids[1].itertext())).strip())):
        return rf"\{accent}{{{parts[0]}}}"
    base = parts[0] if len(parts[0]) == 1 or COMMAND_RE.fullmatch(parts[0]) else f"{{{parts[0]}}}"
    return SHAPES[name][1].format(base, *parts)


# By element: how many parts it has, and their TeX; {0} is the first one, in braces where it needs them.
SHAPES = {
    "mfrac": (2, r"\frac{{{1}}}{{{2}}}"),
    "mroot": (2, r"\sqrt[{2}]{{{1}}}"),
    "msup": (2, "{0}^{{{2}}}"),
    "msub": (2, "{0}_{{{2}}}"),
    "msubsup": (3, "{0}_{{{2}}}^{{{3}}}"),
    "mover": (2, r"\overset{{{2}}}{{{1}}}"),
    "munder": (2, "{0}_{{{2}}}"),
    "munderover": (3, "{0}_{{{2}}}^{{{3}}}"),
}


def _joined(parts: list[str]) -> str:
    """Parts one after another; a command does not run into the letters behind it."""
    out = ""
    for part in parts:
        if out and part and COMMAND_RE.search(out) and part[0].isalpha():
            out += " "
        out += part
    return out


def _fenced(node: etree._Element, parts: list[str]) -> str:
    signs = (node.get("separators", ",") or "").replace(" ", "")
    opened, closed = (_signs(node.get(name, default)) for name, default in (("open", "("), ("close", ")")))
    between = [signs[min(at, len(signs) - 1)] if signs else "" for at in range(len(parts) - 1)]
    inner = [piece for pair in zip(parts, [*between, ""], strict=False) for piece in pair]
    return _joined([opened, *inner, closed])


def _table(name: str, parts: list[str]) -> str:
    if name == "mtd":
        return _joined(parts)
    if name == "mtr":
        return " & ".join(parts)
    rows = r" \\ ".join(parts)
    return rf"\begin{{matrix}}{rows}\end{{matrix}}"


def _signs(text: str) -> str:
    return _joined([SIGNS.get(char, GREEK.get(char, char)) for char in text if char != " "])


def _letters(text: str, node: etree._Element) -> str:
    if "\\" in text:
        raise _BeyondError
    variant = node.get("mathvariant", "")
    if text in FUNCTIONS:
        return f"\\{text}"
    told = _signs(text)
    if variant in VARIANTS:
        return rf"\{VARIANTS[variant]}{{{told}}}"
    if len(text) > 1 and text.isascii() and text.isalpha():
        return rf"\mathrm{{{told}}}"
    return rf"\mathrm{{{told}}}" if variant == "normal" and text.isalpha() and text.isascii() else told


def _operator(text: str, node: etree._Element) -> str:
    if "\\" in text:
        raise _BeyondError
    if text in FUNCTIONS:
        return f"\\{text}"
    return rf"\mathrm{{{text}}}" if len(text) > 1 and text.isascii() and text.isalpha() else _signs(text)


def _words(text: str, node: etree._Element) -> str:
    if NOT_TEXT_RE.search(text):
        raise _BeyondError
    whole = "".join(map(str, node.itertext()))
    before, after = (" " if side.isspace() else "" for side in (whole[:1], whole[-1:]))
    return rf"\text{{{before}{text}{after}}}" if text else ""


LEAVES: dict[str, Callable[[str, etree._Element], str]] = {
    "mi": _letters,
    "mn": _operator,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
}
