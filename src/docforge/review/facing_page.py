"""Source and result side by side on the page, and the values that its script answers from."""

from __future__ import annotations

import json
from collections.abc import Sequence

from docforge.repair.edit import Recorded, Safety
from docforge.repair.record import Reading
from docforge.review.account import Json
from docforge.review.facing import Mark, Row, facing_rows
from docforge.review.markup import Html, el, join, text
from docforge.review.parts import place_of

LONGEST = 1_500_000  # signs of source; a longer article is listed by rule only
CONFIDENCE = {
    Safety.SAFE: "safe: the meaning cannot change",
    Safety.LIKELY: "likely: worth a look",
    Safety.SUGGEST: "not applied: for you to decide",
}


def show_facing(name: str, reading: Reading, edits: Sequence[Recorded]) -> Html:
    """A table, a row for each block: source on the left, the article on the right."""
    length = sum(len(source.text) for source in reading.sources)
    if length > LONGEST or not reading.sources:
        return el("p", "The text is too long to be shown beside its source; its repairs are listed below.")
    rows = facing_rows(reading, edits)
    head = el("tr", el("th", "In the source", scope="col"), el("th", "In the article", scope="col"))
    table = el(
        "table",
        el("thead", head),
        el("tbody", *(_row(row, edits, first=i == 0) for i, row in enumerate(rows))),
        class_="facing",
        data_article=name,
    )
    help_ = (
        "Marked words were repaired. Choose one for its reason and to answer; with the keyboard, arrow keys"
        " go from one to the next, Enter opens, A accepts, R keeps the text as found, Escape closes."
    )
    return el(
        "details",
        el("summary", el("b", "Source and article side by side"), f" · {len(rows)} blocks"),
        el("div", el("p", help_, class_="quiet live"), table, class_="inside"),
        class_="sides",
        open="open",
    )


def _row(row: Row, edits: Sequence[Recorded], *, first: bool) -> Html:
    kind = el("span", row.kind, class_="kind")
    left = _marked(row.source, row.source_marks, edits, entry=first)
    right = _marked(row.result, row.result_marks, edits)
    if not row.result and row.source:
        kinds = sorted({edits[n].aside for m in row.source_marks for n in m.edits if edits[n].aside})
        right = el("span", f"set aside: {', '.join(kinds)}" if kinds else "elsewhere", class_="quiet")
    return el(
        "tr",
        el("td", kind, left, class_="source"),
        el("td", right, class_="result"),
        **({"class_": "heading"} if row.kind in ("title", "heading") else {}),
    )


def _marked(value: str, marks: Sequence[Mark], edits: Sequence[Recorded], *, entry: bool = False) -> Html:
    parts: list[str] = []
    at = 0
    for number, mark in enumerate(marks):
        parts.append(value[at : mark.start])
        worst = max((edits[n] for n in mark.edits), key=lambda e: RANK[e.safety])
        name = f"e {worst.safety.value}{' aside' if worst.aside else ''}"
        numbers = " ".join(map(str, mark.edits))
        parts.append(
            el(
                "span",
                value[mark.start : mark.end] or "‸",
                class_=name,
                role="button",
                tabindex="0" if entry and not number else "-1",
                data_e=numbers,
                # A button of white space alone would have no name.
                **({} if value[mark.start : mark.end].strip() else {"aria_label": f"repair: {worst.rule}"}),
            )
        )
        at = mark.end
    return join(*parts, value[at:])


RANK = {Safety.SAFE: 0, Safety.LIKELY: 1, Safety.SUGGEST: 2}


def article_data(data: Json, edits: Sequence[Recorded]) -> Html:
    """What the script needs of an article, as JSON that no sign of it can end."""
    listed = [
        {
            "key": edit.key,
            "rule": edit.rule,
            "before": edit.before,
            "after": edit.after,
            "aside": edit.aside,
            "why": edit.why,
            "confidence": CONFIDENCE[edit.safety],
            "place": place_of(said["place"]),
            "applied": edit.applied,
            "verdict": edit.verdict,
            "proposal": True,
        }
        for edit, said in zip(edits, data["edits"], strict=True)
    ]
    others = [
        {
            "key": question["key"],
            "rule": question["rule"],
            "before": question["before"],
            "after": question["after"],
            "applied": False,
            "proposal": False,
        }
        for question in (*data["questions"]["asked"], *data["questions"]["listed"])
        if question["kind"] == "finding"
    ]
    encoded = json.dumps({"edits": listed, "others": others}, ensure_ascii=False, separators=(",", ":"))
    safe = text(encoded).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return el("script", Html(safe), type="application/json", data_article=data["id"])
