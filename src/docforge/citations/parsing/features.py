"""What the labeller sees of a token: form, word classes, neighbours, the stretch it is in, its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from docforge.citations.parsing.lexicon import CLASSES
from docforge.citations.parsing.tokens import Token

BREAKS = frozenset('.,;:()[]{}“”"«»„?!|「」『』《》')
QUOTES_OPEN = frozenset("“„«‘‹「『《")
QUOTES_CLOSE = frozenset("”»’›」』》")


@lru_cache(maxsize=20000)
def form(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Lower-case word, shape, classes of one token."""
    lower = text.casefold()
    first = text[0]
    if first.isdigit():
        return _number(text)
    if first.isalpha():
        classes = CLASSES.get(lower, ())
        if len(text) > 7 and (text[:4].casefold() == "http" or "://" in text):
            return "<url>", "URL", ()
        script = _script(first)
        if script:
            return lower, script, classes
        if len(text) == 1:
            return lower, "X" if first.isupper() else "x", classes
        if text.isupper():
            return lower, "XX" if len(text) == 2 else "XXX", classes
        if text.islower():
            return lower, "xx" if len(text) < 4 else "xxx", classes
        if first.isupper() and text[1:].islower():
            return lower, "Xx", classes
        if lower.startswith("www."):
            return "<url>", "URL", ()
        return lower, "xX", classes
    return text, text if len(text) == 1 else "SIGN", CLASSES.get(lower, ())


def _number(text: str) -> tuple[str, str, tuple[str, ...]]:
    if text.startswith("10.") and "/" in text:
        return "<doi>", "DOI", ()
    if not text.isdigit():
        return "<num>", "NUM", ()
    if len(text) == 4 and ("1500" <= text < "2100"):
        return "<year>", "YEAR", ("year",)
    return (text if len(text) < 3 else f"<d{len(text)}>"), f"9{min(len(text), 6)}", ()


def _script(sign: str) -> str:
    code = ord(sign)
    if code < 0x370:
        return ""
    if (
        0x3040 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xAC00 <= code <= 0xD7AF
    ):
        return "CJK"
    if 0x590 <= code <= 0x8FF or 0x900 <= code <= 0xDFF or 0xE00 <= code <= 0xE7F:
        return "OTHERSCRIPT"
    return ""


@lru_cache(maxsize=20000)
def own(text: str, gap: bool) -> tuple[str, ...]:
    """Features of a token alone."""
    word, shape, classes = form(text)
    found = [f"w={word}", f"s={shape}", f"g={gap}", f"s={shape}|g={gap}"]
    found += [f"c={c}" for c in classes]
    found += [f"c={c}|s={shape}" for c in classes]
    if len(word) > 3 and word[0].isalpha():
        found += [
            f"p3={word[:3]}",
            f"x3={word[-3:]}",
            f"x2={word[-2:]}",
            f"x4={word[-4:]}" if len(word) > 5 else "short",
        ]
    if not classes and shape == "Xx":
        found.append("plain-cap")
    return tuple(found)


@lru_cache(maxsize=60000)
def near(text: str, offset: int) -> tuple[str, ...]:
    """Features of a token for a neighbour ``offset`` tokens away."""
    word, shape, classes = form(text)
    found = [f"{offset}w={word}", f"{offset}s={shape}"]
    found += [f"{offset}c={c}" for c in classes]
    return tuple(found)


@lru_cache(maxsize=20000)
def far(text: str, offset: int) -> tuple[str, ...]:
    """Features of a token further away: shape and classes only."""
    _word, shape, classes = form(text)
    return (f"{offset}s={shape}", *[f"{offset}c={c}" for c in classes])


def make_features(tokens: Sequence[Token]) -> list[list[str]]:
    """One list of features for each token."""
    count = len(tokens)
    forms = [form(t.text) for t in tokens]
    shapes = [f[1] for f in forms]
    stretches = _stretches(tokens, forms)
    whole = _whole(tokens, forms)
    rows: list[list[str]] = []
    years = numbers = quote = depth = stops = 0
    seen: set[str] = set()
    slanted = any(t.italic for t in tokens)
    slants = 0
    for i, token in enumerate(tokens):
        text, shape = token.text, shapes[i]
        row = list(own(text, token.gap))
        for offset in (1, 2):
            row += near(tokens[i - offset].text, -offset) if i >= offset else (f"-{offset}start",)
            row += near(tokens[i + offset].text, offset) if i + offset < count else (f"{offset}end",)
        for offset in (3, 4):
            if i >= offset:
                row += far(tokens[i - offset].text, -offset)
            if i + offset < count:
                row += far(tokens[i + offset].text, offset)
        before = shapes[i - 1] if i else "^"
        after = shapes[i + 1] if i + 1 < count else "$"
        before2 = shapes[i - 2] if i > 1 else "^"
        after2 = shapes[i + 2] if i + 2 < count else "$"
        row += (
            f"ss-={before}|{shape}",
            f"ss+={shape}|{after}",
            f"sss={before}|{shape}|{after}",
            f"ss--={before2}|{before}|{shape}",
            f"ss++={shape}|{after}|{after2}",
            f"s5={before2}|{before}|{shape}|{after}|{after2}",
            f"ww-={forms[i - 1][0] if i else '^'}|{forms[i][0]}",
            f"ww+={forms[i][0]}|{forms[i + 1][0] if i + 1 < count else '$'}",
        )
        if text in QUOTES_OPEN or (text == '"' and not quote):
            quote = 1
        elif text == '"' or (text in QUOTES_CLOSE and (text != "’" or after not in ("x", "xx", "xxx"))):
            quote = 0
            seen.add("quote")
        elif text in "([":
            depth += 1
        elif text in ")]":
            depth = max(0, depth - 1)
        state = f"y{min(years, 2)}n{min(numbers, 3)}q{quote}d{min(depth, 1)}"
        row += (
            f"st={state}",
            f"st={state}|{shape}",
            f"i={min(i, 12)}" if i < 12 else f"i={min(i // 20, 8)}*20",
            f"e={min(count - i, 8)}",
            f"r={i * 10 // count}",
            f"r={i * 10 // count}|{whole}",
            f"stop={min(stops, 4)}",
            f"sq={'quote' in seen}|y{min(years, 1)}|{min(stops, 3)}",
        )
        row += stretches[i]
        if slanted:
            mark = "slant" if token.italic else "upright"
            row += (mark, f"{mark}|{state[:2]}", f"{mark}|{shape}", f"{mark}|{slants}")
            if i and tokens[i - 1].italic != token.italic:
                row.append(f"{mark}-edge")
                slants += token.italic
        rows.append(row)
        if shape == "YEAR":
            years += 1
        elif shape[0] == "9":
            numbers += 1
        elif text == "." and i and len(tokens[i - 1].text) > 2 and i + 1 < count and tokens[i + 1].gap:
            stops += 1
    return rows


def _whole(tokens: Sequence[Token], forms: Sequence[tuple[str, str, tuple[str, ...]]]) -> str:
    """What kind of reference it is at a glance: where the first year stands, whether there are quotes."""
    count = len(tokens)
    first = next((i for i, f in enumerate(forms) if f[1] == "YEAR"), -1)
    where = "none" if first < 0 else "early" if first * 2 < count else "late"
    bracket = first > 0 and tokens[first - 1].text in "(["
    quotes = any(t.text in '“"„«' for t in tokens)
    return f"{where}{bracket:d}{quotes:d}"


def _stretches(
    tokens: Sequence[Token], forms: Sequence[tuple[str, str, tuple[str, ...]]]
) -> list[tuple[str, ...]]:
    """Features of the stretch between two signs that a token stands in, and of the stretches beside it."""
    bounds: list[tuple[int, int]] = []
    start = 0
    count = len(tokens)
    for i, token in enumerate(tokens):
        if token.text in BREAKS and not _abbreviates(tokens, i):
            bounds.append((start, i + 1))
            start = i + 1
    if start < count:
        bounds.append((start, count))
    summaries = [_summary(tokens, forms, a, b) for a, b in bounds]
    found: list[tuple[str, ...]] = []
    for number, (a, b) in enumerate(bounds):
        summary, classes, first, sign = summaries[number]
        features = [
            f"t={summary}",
            f"t1={first}",
            f"tsign={sign}",
            f"t={summary}|{sign}",
            f"tn={min(number, 8)}",
        ]
        features += [f"tc={c}" for c in classes]
        previous_sign = summaries[number - 1][3] if number else "^"
        features.append(f"tp={previous_sign}|{summary}|{sign}")
        if number:
            features += (f"-t={summaries[number - 1][0]}", f"-t1={summaries[number - 1][2]}")
            features += [f"-tc={c}" for c in summaries[number - 1][1]]
        if number + 1 < len(bounds):
            features += (f"+t={summaries[number + 1][0]}", f"+t1={summaries[number + 1][2]}")
            features += [f"+tc={c}" for c in summaries[number + 1][1]]
        if number + 2 < len(bounds):
            features += (f"++t={summaries[number + 2][0]}", f"++t1={summaries[number + 2][2]}")
        shared = tuple(features)
        for i in range(a, b):
            found.append((*shared, f"tpos={min(i - a, 4)}", f"tend={min(b - i, 4)}"))
    return found


def _abbreviates(tokens: Sequence[Token], i: int) -> bool:
    """A full stop behind a letter, or a short word before a small letter, ends no stretch."""
    if tokens[i].text != "." or i == 0:
        return False
    previous = tokens[i - 1].text
    if len(previous) == 1 and previous.isalpha():
        return True
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return (
        len(previous) <= 5
        and previous.isalpha()
        and (following in (",", ":", ")") or following[:1].islower())
    )


KEY_CLASSES = frozenset(
    "ed in page vol issue edition press inst thesis report conf journal news access place region month trans"
    " etal series book id nodate".split()
)


def _summary(
    tokens: Sequence[Token], forms: Sequence[tuple[str, str, tuple[str, ...]]], a: int, b: int
) -> tuple[str, tuple[str, ...], str, str]:
    """Length and make-up of a stretch, its classes, its first word, the sign that ends it."""
    capitals = smalls = initials = digits = functions = 0
    classes: list[str] = []
    for i in range(a, b):
        _word, shape, own_classes = forms[i]
        if shape in ("Xx", "XX", "XXX", "xX"):
            capitals += 1
        elif shape in ("xx", "xxx"):
            smalls += 1
        elif shape == "X":
            initials += 1
        elif shape[0] in "9Y":
            digits += 1
        for c in own_classes:
            if c == "fn":
                functions += 1
            elif c in KEY_CLASSES and c not in classes:
                classes.append(c)
    summary = f"C{min(capitals, 4)}s{min(smalls, 3)}I{min(initials, 2)}d{min(digits, 2)}f{min(functions, 2)}"
    last = tokens[b - 1].text
    return summary, tuple(classes), forms[a][0], last if last in BREAKS else "$"
