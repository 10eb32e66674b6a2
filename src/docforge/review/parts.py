"""The parts of the report page: errors, open questions, counts, repairs, text set aside, checks."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.review.account import Json
from docforge.review.markup import Html, both, el, join, visible

ROWS = 400
SIGNS = 600
SAFETY = {
    "safe": "safe",
    "likely": "likely: worth a look",
    "suggest": "not applied: for you to decide",
}


def show_errors(found: Sequence[Json]) -> Html:
    errors = [d for d in found if d["severity"] == "error"]
    if not errors:
        return Html("")
    return join(el("h3", "Errors"), findings(errors))


def show_warnings(found: Sequence[Json]) -> Html:
    """Warnings that ask nothing; those that ask are questions."""
    warnings = [d for d in found if d["severity"] == "warning" and not d["key"]]
    stale = [d for d in found if d["code"] in ("decision-stale", "decision-refused") and d["key"]]
    if not warnings and not stale:
        return Html("")
    return join(el("h3", "Warnings"), findings([*stale, *warnings]))


def show_questions(article: str, questions: Json) -> Html:
    """The questions that the editor is asked, worst first, each with its place and what may be answered."""
    if not questions["open"]:
        return join(el("h3", "Open questions"), el("p", "None."))
    items = [_question(article, q) for q in questions["asked"]]
    more = len(questions["listed"])
    rest = f"{plural_of(more, 'question more is', 'questions more are')} in report.json." if more else ""
    return join(
        el("h3", f"Open questions ({questions['open']})"),
        el("ol", *items, class_="list questions"),
        el("p", rest, class_="quiet") if rest else Html(""),
    )


def _question(article: str, question: Json) -> Html:
    finding = question["kind"] == "finding"
    find = el(
        "button",
        "Show in the text",
        type="button",
        data_find=question["key"],
        data_article=article,
        class_="live",
    )
    return el(
        "li",
        el("p", _asked(question)),
        Html("") if finding else _readings(question),
        el("p", question["why"], class_="quiet") if not finding and question["why"] else Html(""),
        el("div", data_offer="", data_article=article, data_key=question["key"]),
        el(
            "p",
            f"{question['at']} · {words(question['rule'])} ",
            Html("") if finding else find,
            class_="place",
        ),
        class_="warn",
    )


def _asked(question: Json) -> str:
    if question["kind"] == "finding":
        return f"{question['why']} {question['hint']}".strip()
    if question["kind"] == "doubtful-edit":
        return "This was repaired. Is it right?"
    return "Should this be repaired?"


def _readings(question: Json) -> Html:
    """Both readings in the text around them."""
    before, after = _long(question["before"]), _long(question["after"])
    if max(len(question["before"]), len(question["after"])) <= SIGNS:
        before, after = both(question["before"], question["after"])
    left, right = (el("span", visible(question[side]), class_="quiet") for side in ("left", "right"))
    nothing = el("span", "nothing", class_="quiet")
    rows = (("Found", before), ("Repaired", after if question["after"] else nothing))
    return el(
        "dl",
        *(el("div", el("dt", n), el("dd", left, r, right, class_="reading")) for n, r in rows),
        class_="pair",
    )


def show_counts(data: Json) -> Html:
    counted = data["conservation"]
    rows = [("Words in the source", counted["source_words"]), ("Kept in the article", counted["kept"])]
    rows += [(f"Set aside: {s['kind']}", s["words"]) for s in counted["set_aside"] if s["words"]]
    words = el(
        "table",
        *(el("tr", el("th", name, scope="row"), el("td", number(n), class_="n")) for name, n in rows),
        class_="counts",
    )
    lost = [
        el(
            "p",
            f"{title}: ",
            ", ".join(f"{w['word']} ({w['times']})" for w in counted[key][:ROWS]),
            class_="bad",
        )
        for key, title in (("unaccounted", "Words not accounted for"), ("invented", "Words without a source"))
        if counted[key]
    ]
    return join(el("h3", "Words"), words, *lost)


def show_repairs(article: str, edits: Sequence[Json]) -> Html:
    groups: dict[str, list[Json]] = {}
    for edit in edits:
        groups.setdefault(edit["rule"], []).append(edit)
    if not groups:
        return join(el("h3", "Repairs"), el("p", "Nothing was repaired."))
    return join(
        el("h3", f"Repairs ({len(edits)})"), *(_rule(article, name, groups[name]) for name in sorted(groups))
    )


def _rule(article: str, name: str, edits: Sequence[Json]) -> Html:
    tally = ", ".join(
        f"{number} {SAFETY[safety]}"
        for safety in SAFETY
        if (number := sum(e["safety"] == safety for e in edits))
    )
    reasons = {e["why"] for e in edits}
    shared = len(reasons) == 1
    titles = ["Place", "Before", "After", *([] if shared else ["Why"])]
    mixed = len({e["safety"] for e in edits}) > 1
    rows = [_edit_row(e, not shared, mixed) for e in edits[:ROWS]]
    table = el(
        "table",
        el("thead", el("tr", *(el("th", t, scope="col") for t in titles))),
        el("tbody", *rows),
        class_="edits",
    )
    return el(
        "details",
        el("summary", el("b", words(name)), f" · {tally}"),
        el(
            "div",
            el("p", edits[0]["why"]) if shared else Html(""),
            el("p", *_all_of_rule(article, name, len(edits)), class_="live answers"),
            el(
                "div",
                table,
                class_="scroll",
                tabindex="0",
                role="region",
                aria_label=f"Repairs: {words(name)}",
            ),
            cut(edits),
            class_="inside",
        ),
    )


def _all_of_rule(article: str, rule: str, count: int) -> tuple[Html, ...]:
    """One click for all repairs of a rule."""
    names = {"accept": f"All {count} are right", "reject": f"Keep all {count} as found"}
    return tuple(
        el(
            "button",
            name,
            type="button",
            data_all_verdict=verdict,
            data_article=article,
            data_rule=rule,
        )
        for verdict, name in names.items()
    )


def _edit_row(edit: Json, with_reason: bool, with_safety: bool) -> Html:
    if max(len(edit["before"]), len(edit["after"])) <= SIGNS:
        before, after = both(edit["before"], edit["after"])
    else:
        before, after = _long(edit["before"]), _long(edit["after"])
    left, right = (el("span", visible(edit[side]), class_="quiet") for side in ("left", "right"))
    before, after = join(left, before, right), join(left, after, right)
    if edit["set_aside"] and not edit["after"].strip():
        after = el("span", f"set aside: {edit['set_aside']}", class_="quiet")
        before = join(left, el("del", _long(edit["before"])), right)
    elif not edit["after"] and not edit["left"] + edit["right"]:
        after = el("span", "nothing", class_="quiet")
    flag = join(el("br"), SAFETY[edit["safety"]]) if with_safety and edit["safety"] != "safe" else Html("")
    if edit["other_copy"]:
        after = join(after, el("br"), el("span", f"in {place_of(edit['other_copy'])}", class_="quiet"))
    if edit["verdict"]:
        flag = join(el("br"), f"your decision: {edit['verdict']}")
    return el(
        "tr",
        el("td", place_of(edit["place"]), flag, class_="place"),
        el("td", before, class_="reading"),
        el("td", after, class_="reading"),
        *([el("td", edit["why"])] if with_reason else []),
    )


def show_aside(kinds: Sequence[Json]) -> Html:
    if not kinds:
        return Html("")
    groups = []
    for kind in kinds:
        pieces = [
            join(el("p", place_of(p["place"]), class_="place"), el("blockquote", _long(p["text"])))
            for p in kind["pieces"][:ROWS]
        ]
        count = f" · {plural_of(len(kind['pieces']), 'piece', 'pieces')}, "
        count += plural_of(kind["words"], "word", "words")
        groups.append(
            el(
                "details",
                el("summary", el("b", kind["kind"]), count),
                el("div", *pieces, cut(kind["pieces"]), class_="inside"),
            )
        )
    return join(
        el("h3", "Set aside"),
        el("p", "Text of the source that is not in the article.", class_="quiet"),
        *groups,
    )


def show_moves(moves: Sequence[Json]) -> Html:
    if not moves:
        return Html("")
    items = [
        el(
            "li",
            el("p", f"“{m['begins']}”" if m["begins"] else words(m["rule"])),
            el("p", join(place_of(m["from"]), " to ", place_of(m["to"]), f" · {m['why']}"), class_="place"),
        )
        for m in moves[:ROWS]
    ]
    return el(
        "details",
        el("summary", el("b", "Moved"), f" · {plural_of(len(moves), 'passage', 'passages')}"),
        el("div", el("ul", *items, class_="list"), cut(moves), class_="inside"),
    )


def show_notes(found: Sequence[Json]) -> Html:
    notes = [d for d in found if d["severity"] == "info"]
    if not notes:
        return Html("")
    return el(
        "details",
        el("summary", el("b", "Also noted"), f" · {len(notes)}"),
        el(
            "div",
            el("ul", *(show_finding(d) for d in notes[:ROWS]), class_="list"),
            cut(notes),
            class_="inside",
        ),
    )


def show_checks(checks: Sequence[Json], of: str) -> Html:
    if not checks:
        return Html("")
    rows = []
    for check in checks:
        if not check["ran"]:
            result = join(tag("not run", "warn"), " ", check["reason"])
        elif check["errors"]:
            result = tag(plural_of(check["errors"], "error", "errors"), "bad")
        elif check["warnings"]:
            result = tag(plural_of(check["warnings"], "warning", "warnings"), "warn")
        else:
            result = tag("passed", "good")
        if check["ran"] and check["reason"]:
            result = join(result, " ", check["reason"])
        rows.append(
            el(
                "tr",
                el("td", f"{check['checker']} {check['version']}".strip()),
                el("td", check["file"]),
                el("td", result, findings(check["diagnostics"])),
            )
        )
    head = el("thead", el("tr", *(el("th", t, scope="col") for t in ("Check", "File", "Result"))))
    table = el("table", head, el("tbody", *rows))
    region = el("div", table, class_="scroll", tabindex="0", role="region", aria_label=f"Checks of {of}")
    return join(el("h3", "Checks"), region)


# ---------------------------------------------------------------- pieces


def findings(found: Sequence[Json]) -> Html:
    """A list of findings, nothing where there is none."""
    if not found:
        return Html("")
    return join(el("ul", *(show_finding(d) for d in found[:ROWS]), class_="list"), cut(found))


def show_finding(data: Json) -> Html:
    kind = {"error": "error", "warning": "warn"}.get(data["severity"], "note")
    return el(
        "li",
        el("p", data["message"]),
        el("p", data["hint"], class_="quiet") if data["hint"] else Html(""),
        el("p", _about(data["place"], data["where"], words(data["code"])), class_="place"),
        class_=kind,
    )


def _about(place: Json | None, where: str, about: str) -> str:
    at = " · in ".join(filter(None, (place_of(place), where))) if place else where
    return f"{at} · {about}" if at else about


def place_of(place: Json) -> str:
    if place["line"] is None:
        return str(place["file"])
    return f"{place['file']}:{place['line']}:{place['column']}"


def _long(value: str) -> Html:
    if len(value) <= SIGNS:
        return visible(value)
    rest = f" … {number(len(value) - SIGNS)} more signs in report.json"
    return join(visible(value[:SIGNS]), el("span", rest, class_="quiet"))


def cut(items: Sequence[Json]) -> Html:
    if len(items) <= ROWS:
        return Html("")
    return el("p", f"{number(len(items) - ROWS)} more are in report.json.", class_="quiet")


def title(data: Json) -> str:
    return str(data["title"] or f"{data['id']} (no title found)")


def words(code: str) -> str:
    """ "running-head" -> "running head": codes are for programs."""
    return code.replace("-", " ")


def tag(name: str, kind: str) -> Html:
    return el("span", name, class_=f"tag {kind}".strip())


def number(value: int) -> str:
    return f"{value:,}"


def plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def plural_of(count: int, one: str, many: str) -> str:
    return f"{number(count)} {plural(count, one, many)}"
