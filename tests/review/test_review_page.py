"""report.html: whole in itself, readable, safe whatever the sources hold."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from review_readings import CHECKS, EDITION, EDITS, MORE, reading

from docforge.review.markup import VOID, both, el, visible
from docforge.review.page import report_html
from docforge.review.parts import ROWS, SIGNS


class Page(HTMLParser):
    """Collects text, ids and links, and fails on elements that are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._open):
            self.text.append(data)


def page(**changes: object) -> Page:
    made = reading(**changes)  # type: ignore[arg-type]
    return Page(report_html([("one", made)], CHECKS, MORE, EDITION).decode("utf-8"))


def shown(html: str) -> str:
    return "".join(Page(html).text)


def test_nothing_comes_from_outside_and_only_the_named_script_runs() -> None:
    html = report_html([("one", reading())], CHECKS, MORE, EDITION).decode("utf-8")
    tags = Page(html).tags
    assert not {"img", "link", "iframe", "object"} & {name for name, _ in tags}
    assert all(
        value is not None and value.startswith("#") for _, a in tags for k, value in a.items() if k == "href"
    )
    body = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"url\(|@import|\bon\w+=", body)
    policy = next(a["content"] or "" for name, a in tags if name == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in policy and "unsafe" not in policy
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert b64encode(sha256(script.encode()).digest()).decode() in policy
    assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|eval\(", script)
    data = [a for name, a in tags if name == "script" and a]
    assert data == [{"type": "application/json", "data-article": "one"}]


def test_what_was_done_can_be_read() -> None:
    text = " ".join("".join(page().text).split())
    for words in (
        "Report on A & B",
        "Pages, Vol. 1, Issue 2, 2026",
        "every word accounted for",
        "Should this be repaired?",
        "No author was found.",
        "Name one in article.toml.",
        "a.txt:3:4",
        "lost hyphen",
        "Febru⏎ary",
        "was⍽cold",
        "set aside: running head",
        "the left column comes first",
        "Taken for the text of a PDF.",
        "Java is not installed",
        "No font has ⽥.",
        "The key “tilte” is not known.",
        "passed",
        "not run",
    ):
        assert words in text, words


def test_words_that_are_not_accounted_for_are_named() -> None:
    assert "Words not accounted for: vanished (2)" in "".join(page(unaccounted=(("vanished", 2),)).text)


def test_the_order_is_counts_then_questions_then_repairs() -> None:
    text = "".join(page().text)
    places = [
        text.index(w)
        for w in (
            "repairs made",
            "Open questions",
            "Words in the source",
            "Repairs (5)",
            "Text of the source that",
        )
    ]
    assert places == sorted(places)


def test_it_can_be_used_by_keyboard_and_by_ear() -> None:
    tags = page().tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert all((a["href"] or "")[1:] in ids for name, a in tags if name == "a")
    assert any(name == "html" and a["lang"] == "en" for name, a in tags)
    names = [name for name, _ in tags]
    assert names.count("h1") == 1 and names.count("main") == 1
    assert names.count("summary") == names.count("details") > 0
    regions = [a for _, a in tags if a.get("role") == "region"]
    assert regions and all(a["tabindex"] == "0" and a["aria-label"] for a in regions)
    assert all("scope" in a for name, a in tags if name == "th")


def test_markup_in_the_sources_is_text_here() -> None:
    evil = replace(EDITS[0], before="<script>alert(1)</script>", after='"><img src=x>', why="<b>")
    made = page(edits=(evil,))
    assert "img" not in {n for n, _ in made.tags}
    assert sum(n == "script" for n, _ in made.tags) == 2  # the data and the page's own
    assert "<script>alert(1)</script>" in "".join(made.text)


def test_long_lists_and_texts_are_cut_and_say_so() -> None:
    many = tuple(replace(EDITS[0], before=f"w{n}") for n in range(ROWS + 7))
    assert "7 more are in report.json." in "".join(page(edits=many).text)
    long = replace(EDITS[0], before="x" * (SIGNS + 1500))
    assert "1,500 more signs in report.json" in "".join(page(edits=(long,)).text)


def test_an_edition_without_articles() -> None:
    text = "".join(Page(report_html([], (), (), EDITION).decode()).text)
    assert "There are no articles." in text


def test_blanks_that_are_easy_to_miss_are_shown() -> None:
    assert shown(visible("one two")) == "one two"
    assert shown(visible(" a  b ")) == "·a··b·"
    assert shown(visible("a \nb\tc\u00a0d\u00ade")) == "a·⏎b⇥c⍽d‧e"
    before, after = both("zone(Smith", "zone (Smith")
    assert (shown(before), after) == (
        "zone(Smith",
        'zone<ins><span class="blank" title="space">·</span><wbr></ins>(Smith',
    )


def test_a_form_feed_is_shown_as_its_sign() -> None:
    assert el("p", "one\ftwo") == "<p>one␌two</p>"


def test_elements_escape_text_and_attributes() -> None:
    assert el("p", "a < b & c", title='"x"') == '<p title="&quot;x&quot;">a &lt; b &amp; c</p>'
    assert el("p", "a\x00b\ud800") == "<p>a\\u0000b\\ud800</p>"


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_gives_a_page_that_holds_together(before: str, after: str) -> None:
    made = reading(edits=(replace(EDITS[0], before=before, after=after),))
    Page(report_html([("one", made)], (), (), EDITION).decode("utf-8"))
