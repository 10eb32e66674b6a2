"""Sentences over page breaks: "The" ⏎ running head ⏎ "Navy operates" is one sentence.

A page break is a form feed (from the file itself, or left by the rule for running heads). Only texts whose
columns are in order can be joined so: where text frames begin (see ``lines.Wrapping.frames``) the next block
in the file need not be the next in the sentence, and what is unfinished is reported instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docforge.diagnostics import diagnostic
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Bench, Scene
from docforge.repair.lines import is_finished, split_blocks, wrapping
from docforge.repair.parts.captions import CAPTION_RE, is_certain, is_set_off, label_of, shows
from docforge.repair.references.lists import find_heads
from docforge.repair.rules.lines.line_ends import hyphen_edit
from docforge.repair.words.language import open_ends

SIDE_BY_SIDE_RE = re.compile(r"(?<=[^\s\d]) {3,}(?=[^\W\d_].{12})")
FRAME_RE = re.compile(r"(?m)^ \S[^\n]*")
GAP_RE = re.compile(r"(?<!\s)\s*\f\s*")
ANAPHORA_RE = re.compile(r"(?:These|Those|Such|They|This)\b")
HEADING_LENGTH = 90
HYPHEN_RE = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
URL_TAIL_RE = re.compile(r"(?:https?://|www\.)\S*$")
URL_HEAD_RE = re.compile(r"[\w%#?=&.,'~+-]*/[^\s/]*(?:/|\.\w)")


def _last_block(text: str, at: int) -> str:
    least = max(0, at - 2000)
    return text[max(text.rfind("\n\n", least, at), text.rfind("\f", least, at), least) : at].strip()


def find_page_break_joins(text: str, scene: Scene) -> Iterator[Edit]:
    """Join a sentence, a word or a URL that goes on after a page break."""
    frames = wrapping(text).frames
    for m in GAP_RE.finditer(text):
        left, right = _last_block(text, m.start()), text[m.end() : m.end() + 200]
        gap = m.group()
        if not left or not right or frames or _is_caption(right) or _is_caption(left) or shows(left):
            continue
        if URL_TAIL_RE.search(left[-300:]) and URL_HEAD_RE.match(right) and left[-1] in "-/_=":
            yield Edit(
                m.start(), m.end(), gap, "", "page-break", Safety.LIKELY, "a URL goes on after the page break"
            )
        elif (
            re.match(r"https?://", right)
            and re.search(r"\((?:19|20)\d\d[a-z]?\)", left)
            and "://" not in left
        ):
            yield Edit(
                m.start(),
                m.end(),
                gap,
                " ",
                "page-break",
                Safety.LIKELY,
                "the link belongs to the reference before it",
            )
        elif re.search(r"[^\W\d_][-‐‑\u00ad]$", left) and re.match(r"[^\W\d_]", right):
            yield hyphen_edit(text, m, m.start() - 1, scene)
        elif why := _goes_on(left, right, open_ends(scene.language)):
            yield Edit(m.start(), m.end(), gap, " ", "page-break", Safety.LIKELY, why)


# An address that stops at a sign no address ends with, and a line that begins as one goes on.
URL_WRAP_RE = re.compile(
    r"(?<=https:)[ \t]*\n[ \t]*(?=//)"
    r"|(?<=[/_=?&%#~-])[ \t]*\n[ \t]*(?=[\w%?=&#~.-]+)"
    r"|(?<=[\w]\.)[ \t]*\n[ \t]*(?=\d[\w./()-]*\s|\d[\w./()-]*$)",
    re.MULTILINE,
)
ADDRESS_RE = re.compile(r"(?:https?:(?://)?|www\.|doi\.org/)\S*$|(?<!\S)10\.\d{4,9}/\S*$")


def find_url_wraps(text: str, scene: Scene) -> Iterator[Edit]:
    """An address cut by a line end: "https://⏎doi.org/10.1/x"; nothing comes between, no hyphen goes."""
    for m in URL_WRAP_RE.finditer(text):
        before = text[max(0, m.start() - 300) : m.start()]
        address = ADDRESS_RE.search(before)
        if not address or (before.endswith(".") and "/" not in address.group()[8:]):
            continue
        why = "an address goes on over the line end"
        yield Edit(m.start(), m.end(), m.group(), "", "url-wrap", Safety.LIKELY, why)


URL_CUT_RE = re.compile(r"(?<=[-/_=])[ \t]*\n\s*\n\s*(?=[\w%#?=&.,'~+-]+/\S+)")


def find_url_joins(text: str, scene: Scene) -> Iterator[Edit]:
    """A URL cut by an empty line: "https://…/Alexandra-" ⏎⏎ "2/publication/…"; its hyphen stays."""
    for m in URL_CUT_RE.finditer(text):
        if URL_TAIL_RE.search(text[max(0, m.start() - 300) : m.start()]):
            why = "the address goes on after an empty line"
            yield Edit(m.start(), m.end(), m.group(), "", "url-join", Safety.LIKELY, why)


def _is_caption(block: str) -> bool:
    """A caption on a line of its own is neither half of a sentence."""
    match = CAPTION_RE.match(block)
    return match is not None and is_certain(match)


def _goes_on(left: str, right: str, open_words: frozenset[str]) -> str:
    """Why the text after a page break goes on the sentence before it; "" when it need not."""
    if left.rfind("(") > max(left.rfind(")"), len(left) - 240) and re.match(r"[^()]{4,160}\)", right):
        return "a bracket opens before the page break and closes after it"
    if is_finished(left) or re.match(r"[#|>*•-]|\d+[.)]\s", right):
        return ""
    last = re.search(r"[^\W\d_]+$", left)
    if right[:1].islower() and not left.isupper() and len(left) > 24:
        return "a sentence breaks off before the page break and goes on in lower case after it"
    if left.endswith(",") and len(left) > HEADING_LENGTH:
        return "a comma before the page break: the sentence goes on"
    if last and last.group().casefold() in open_words and len(left) > 60:
        return f"no sentence ends with “{last.group()}”"
    return ""


def tell_unfinished(bench: Bench) -> None:
    """Report what could not be joined: paragraphs that break off, and page breaks that may hide a join."""
    text = bench.text
    ordered = any(m.rule == "reading-order" for m in bench.moves)
    if not ordered and wrapping(text).frames and (frames := FRAME_RE.findall(text)):
        at = text.index(frames[0])
        bench.diagnostics.append(
            diagnostic(
                "columns-as-found",
                f"The text was set in columns: {len(frames)} text frames begin in it, and stand in the order"
                " of the file.",
                bench.span(at, at + 1),
                "Where a sentence breaks off, its other half may stand in another frame; set them right in"
                " article.md.",
            )
        )
    rows = [line for line in text.split("\n") if SIDE_BY_SIDE_RE.search(line)]
    if len(rows) >= 20 and len(rows) * 3 > text.count("\n"):
        at = text.index(rows[0])
        bench.diagnostics.append(
            diagnostic(
                "columns-as-found",
                f"{len(rows)} lines hold columns side by side; they were not set one after the other.",
                bench.span(at, at + len(rows[0])),
                "Extract the text again in reading order (pdftotext without -layout), or set it right in"
                " article.md.",
            )
        )
    for m in GAP_RE.finditer(text):
        left, right = _last_block(text, m.start()), text[m.end() : m.end() + 60]
        if len(left) > HEADING_LENGTH and is_finished(left) and ANAPHORA_RE.match(right):
            bench.diagnostics.append(
                diagnostic(
                    "judgement-join",
                    f"After a page break “{' '.join(right.split()[:4])} …” may continue the paragraph"
                    " before it.",
                    bench.span(m.end(), m.end() + len(right.split(" ")[0])),
                    "Left as two paragraphs; join them in article.md if they are one.",
                )
            )
    blocks = list(split_blocks(text))
    references = max((start for start, _ in find_heads(text)), default=len(text))
    for i, (start, end) in enumerate(blocks):
        if start > references:
            break  # entries of a reference list end in many ways
        block = re.sub(r"[ \n]+", " ", text[start:end]).rstrip(" ")
        if block.startswith("[^"):
            continue
        if i + 1 == len(blocks):
            if re.search(r"[^\W\d_][-‐‑]$", block) or (len(block) > HEADING_LENGTH and block.endswith(",")):
                bench.diagnostics.append(
                    diagnostic(
                        "truncated-end",
                        f"The text breaks off: “… {' '.join(block.split()[-4:])}”.",
                        bench.span(max(start, end - 30), end),
                        "The rest is not in the source; look for a complete copy.",
                    )
                )
        elif (
            len(block) > HEADING_LENGTH
            and not is_finished(block)
            and re.search(r"[^\W_,]$|,$", block)
            and not ("\t" in block or re.search(r"://\S*$", block) or MAIL_RE.search(block))
            and not MAIL_RE.search(text, *_first_line(text, blocks[i + 1][0]))
        ):
            bench.diagnostics.append(
                diagnostic(
                    "unfinished-paragraph",
                    "A paragraph breaks off in the middle of a sentence:"
                    f" “… {' '.join(block.split()[-5:])}”.",
                    bench.span(max(start, end - 40), end),
                    "Its continuation stands elsewhere or is missing; nothing was joined without evidence.",
                )
            )


def _labelled_joins(text: str, blocks: Sequence[tuple[int, int]], scene: Scene) -> Iterator[Edit]:
    """A caption with a label, cut: "Figure 2: Boats in con-⏎⏎trolled waters", or before small letters."""
    why = "the caption breaks off, and the block below it goes on"
    for (before, caption), after in zip(pairwise(blocks), blocks[2:], strict=False):
        (start, end), (first, stop) = caption, after
        head = text[start : min(end, start + 120)]
        label, _ = label_of(head) or (None, 0)
        if label is None or "\f" in text[end:first]:
            continue
        if not (label["mark"] or is_certain(label) or is_set_off(head)):
            continue
        indent = first + re.match(r"[ ]*", text[first:stop][:80]).end()  # type: ignore[union-attr]
        tail = text[max(start, end - 40) : end]
        if not text[indent].islower() or is_finished(tail) or "\t" in text[indent:stop]:
            continue
        hyphen = HYPHEN_RE.search(tail)
        word = re.match(r"[^\W\d_]+", text[indent : indent + 40])
        if hyphen and word and scene.lexicon.known(hyphen[1] + word.group(), 0.3):
            yield Edit(end - 1, indent, text[end - 1 : indent], "", "caption-join", Safety.LIKELY, why)
        elif not hyphen and is_finished(text[max(before[0], before[1] - 40) : before[1]]):
            yield Edit(end, indent, text[end:indent], " ", "caption-join", Safety.LIKELY, why)


MAIL_RE = re.compile(r"[\w.]@[\w.]")


def _first_line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


CREDIT_RE = re.compile(r"\b(?:Photo|Photograph|Image|Picture|Illustration|Foto|Credit|Bild)s?\s*:|©")


def find_caption_joins(text: str, scene: Scene) -> Iterator[Edit]:
    """A caption cut by blank lines: "Open sea lines␣" ⏎⏎ "of communication ... Photo: © ..."."""
    blocks = list(split_blocks(text))
    if not wrapping(text).spaced:
        yield from _labelled_joins(text, blocks, scene)
        return
    at = 0
    while at < len(blocks):
        chain = [at]
        while chain[-1] + 1 < len(blocks) and len(chain) < 4:
            (_, end), (start, stop) = blocks[chain[-1]], blocks[chain[-1] + 1]
            left, right = text[blocks[chain[-1]][0] : end], text[start:stop]
            if (
                "\f" in text[end:start]
                or is_finished(left)
                or not right[:1].islower()
                or text[end : end + 1] != " "
            ):
                break
            if right.count("\n") > 3:
                break
            chain.append(chain[-1] + 1)
        joined = text[blocks[at][0] : blocks[chain[-1]][1]]
        if len(chain) > 1 and CREDIT_RE.search(joined):
            for a, b in pairwise(chain):
                cut = text[blocks[a][1] : blocks[b][0]]
                why = "a caption with its credit, cut by an empty line"
                yield Edit(blocks[a][1], blocks[b][0], cut, " ", "caption-join", Safety.LIKELY, why)
        at = chain[-1] + 1
