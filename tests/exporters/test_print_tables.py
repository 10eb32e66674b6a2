"""Tables and names on the printed page: columns by what they hold, names without a false hyphen."""

from __future__ import annotations

import pytest
from lxml import html

from docforge.exporters.print_names import keep_names
from docforge.exporters.table_widths import balance_tables, column_shares

LONG = "words that go on for a while and fill a cell of a table with running text, line after line " * 3


def test_a_column_of_text_gets_the_room_that_columns_of_words_do_not_need() -> None:
    shares = column_shares([["name", LONG, "7"], ["other", LONG, "12"]])
    assert sum(shares) == 100
    assert shares[1] > 60 and min(shares) >= 3


def test_more_text_gets_more_room() -> None:
    few, more, most = column_shares([[LONG[:80], LONG[:160], LONG]])
    assert few < more < most


def test_many_columns_of_long_words_share_alike() -> None:
    shares = column_shares([["Incomprehensibilities"] * 12])
    assert len(set(shares)) == 1 and sum(shares) <= 100


@pytest.mark.parametrize(
    ("rows", "set_widths"),
    [
        (f"<tr><td>a</td><td>{LONG}</td></tr>", True),
        ("<tr><td>a</td><td>b</td></tr>", False),
        (f"<tr><td>{LONG}</td></tr>", False),
        (f'<tr><td colspan="2">all</td></tr><tr><td>a</td><td>{LONG}</td></tr>', True),
    ],
)
def test_only_tables_with_running_text_get_columns_of_set_widths(rows: str, set_widths: bool) -> None:
    article = html.fragment_fromstring(f"<article><table><caption>C</caption>{rows}</table></article>")
    balance_tables(article)
    table = article.find("table")
    assert table is not None
    assert [child.tag for child in table][:2] == (
        ["caption", "colgroup"] if set_widths else ["caption", "tr"]
    )
    assert ("prose" in (table.get("class") or "")) == set_widths


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("see my_data.csv now", 'see <span class="url">my_data.csv</span> now'),
        ("a_b and <em>x_y</em> c_d", '<span class="url">a_b</span> and <em><span class="url">x_y</span></em> '
         '<span class="url">c_d</span>'),
        ("<code>a_b</code> plain", "<code>a_b</code> plain"),
        ('<a href="x">a_b</a>', '<a href="x">a_b</a>'),
        ("_ and __ stay", "_ and __ stay"),
    ],
)  # fmt: skip
def test_names_are_set_as_addresses_are(before: str, after: str) -> None:
    article = html.fragment_fromstring(f"<article><p>{before}</p></article>")
    keep_names(article)
    assert html.tostring(article, encoding="unicode") == f"<article><p>{after}</p></article>"
