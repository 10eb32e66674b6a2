"""Web addresses of entries that are still broken in print, with every way to make them whole.

"https://example.org/Notes_1 2320.pdf" may be Notes_12320, Notes_1-2320, Notes_1_2320 or Notes_1%202320. An
address that stands whole in another entry settles it; else all are told, and none is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from docforge.citations.checks.entry import Listed
from docforge.citations.identifiers import MORE_URL_RE, find_urls, trim_trailing
from docforge.diagnostics import Diagnostic
from docforge.places import Span

JOINTS = ("", "-", "_", "%20")
LEAST_WORD = 3  # letters of a piece that can be found again in its address
PIECES = 3  # breaks of one address
NEXT_RE = re.compile(r"\s+(?P<next>[^\s\"<>{}|^`\]]+)")


def broken_address(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each broken address as printed, with what it may be; the first one is the likeliest."""
    for start, end, url in find_urls(text):
        parts = [url]
        stop = end
        while len(parts) <= PIECES and (MORE_URL_RE.match(text, stop) or parts[-1].endswith("-")):
            more = NEXT_RE.match(text, stop)
            if not more:
                break
            parts.append(trim_trailing(more["next"]))
            stop = more.start("next") + len(parts[-1])
        if len(parts) > 1:
            yield text[start:stop], joined(parts)


def joined(parts: Sequence[str]) -> tuple[str, ...]:
    """Every address that pieces make; a hyphen before a break is the address's own, or the line's.

    >>> joined(["https://a.example/x-", "y"])
    ('https://a.example/x-y', 'https://a.example/xy', 'https://a.example/x-', 'https://a.example/x-%20y')
    """
    first = parts[0]
    ways = ("", "%20") if first.endswith("-") else JOINTS
    found = [way.join(parts) for way in ways]
    if first.endswith("-"):
        found.insert(1, first[:-1] + "".join(parts[1:]))
        found.insert(2, first)
    else:
        found.append(first)
    return tuple(dict.fromkeys(found))


def check_addresses(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    whole: dict[str, Listed] = {}
    broken: list[tuple[Listed, str, tuple[str, ...]]] = []
    for listed in entries:
        found = list(broken_address(listed.text))
        broken += [(listed, printed, ways) for printed, ways in found]
        cut = {ways[-1] for _, ways in found} | {printed.split()[0] for printed, _ in found}
        for _, _, url in find_urls(listed.text):
            if url not in cut:
                whole.setdefault(url, listed)
    for listed, printed, ways in broken:
        witness = next((w for w in ways if w in whole), "")
        hint = (
            f"It stands whole in {whole[witness].name}: {witness}."
            if witness
            else f"It may be {' or '.join(ways)}."
        )
        yield listed.tell(
            "address-broken",
            f"{listed.name}: its web address is broken: {printed}.",
            f"{hint} Nothing was changed; try which one opens.",
            before=printed,
            after=witness or ways[0],
        )


def check_rebuilt(
    entries: Sequence[Listed], repairs: Sequence[tuple[Span, str, str, str]]
) -> Iterator[Diagnostic]:
    """Addresses that repairs made whole, with what they may be as well; one finding an address.

    A repair is its place, the words before and after it, and the space that was cut out between them.
    """
    by_place = sorted(repairs, key=lambda repair: (repair[0].file, repair[0].start))
    places = [(place.file, place.start) for place, _, _, _ in by_place]
    for listed in entries:
        origin = listed.reference.origin
        if origin is None:
            continue
        low = bisect_left(places, (origin.file, origin.start))
        made = [repair[1:] for repair in by_place[low : bisect_left(places, (origin.file, origin.end))]]
        urls = [url for _, _, url in find_urls(listed.text)] if made else []
        for url in dict.fromkeys(urls):
            inside = [(b, a, c) for b, a, c in made if a in url]
            if not inside:
                continue
            others = [
                url.replace(after, way)
                for before, after, cut in inside
                if len(after) >= LEAST_WORD and url.count(after) == 1 and cut
                for way in joined(before.split(cut))
                if way != after
            ]
            hint = f"Try whether it opens; it may also be {' or '.join(others)}."
            yield listed.tell(
                "address-rebuilt",
                f"{listed.name}: its web address was broken in the source and made whole: {url}.",
                hint if others else "Try whether it opens.",
                before="; ".join(b for b, _, _ in inside),
                after=url,
            )
