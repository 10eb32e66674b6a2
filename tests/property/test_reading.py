"""Whatever the text: reading never raises, the record replays, and every word is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.importers.read import Hints, read_copy
from docforge.model.source import Kind, SourceText
from docforge.repair.engine import replay

KINDS: tuple[Kind, ...] = ("plain", "ocr-markdown", "web", "html")
# Pieces that make up articles, and pieces that break readers.
PIECES = st.sampled_from(
    """
# Heading|**Bold title**|ABSTRACT|KEYWORDS: one, two|REFERENCES:|INTRODUCTION|1. Method|2.1 Parts|By Ann Lee
Ann Lee*|* University of Nowhere
a@b.org|DOI: 10.1234/abc.5|ISSN: 1234-5678|Vol. 3 Issue 4, May, 2020|43Journal of Things|Figure 1: A thing
Table 2. Rows|Photo: © Somebody
The quick brown fox jumps over the lazy dog and|goes on.|A whole sentence stands here.|bro-|ken words
zone(Lee, 2020)|(Lee & Oak, 2021a; Ash et al., 2019)
Lee, A. (2020). A title. *Journal*, 3(2), 1–9. https://doi.org/10.1234/x_y
Oak&Ash, B. (2021).Next.https://x.org/a b|[1] Lee A. Title. 2020.
a\tb\tc|1\t2\t3|x   y   z|- item|1. item|> quote|---|***|* * *|```|![alt](pic.svg)|[label](http://x.org/a(b))|<u>under</u>|<sup>2</sup>|<br>
<p class="nav">Home</p>|<article><h1>T</h1>|</div>|<script>x</script>|&amp;|&#233;|&bogus;
<!-- c -->|<table><tr><th>A<td>B</table>|<a href="x">y</a>
\\*|\\_|*|**|***|_|__|[^1]|[^1]: note|1 A note stands here.
word.1|\x0c|\x00|\ufeff|\u00a0|\u2028|é|ﬁ|â€™|年|ا|\U0001d49c|²|½|...|‐|\xad
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
SEPARATORS = st.sampled_from(["\n", "\n\n", " ", "", " \n", "  \n", "\f", "\r\n", "\n \n", "\t", "\n    "])
TEXTS = st.lists(st.tuples(PIECES, SEPARATORS), min_size=1, max_size=30).map(
    lambda p: "".join(a + b for a, b in p)
)


def check(text: str, kind: Kind) -> None:
    reading = read_copy(SourceText.of(text, "t.txt", kind), Hints())
    told = [
        d.message
        for d in reading.diagnostics
        if d.code in ("word-lost", "word-invented", "sign-lost", "order-changed")
    ]
    assert not told
    assert reading.conservation.holds
    replay(text, list(reading.edits))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_articles_in_pieces(kind: Kind, text: str) -> None:
    check(text, kind)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text(kind: Kind, text: str) -> None:
    check(text, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "piece",
    ["[", "*", "_", "<", "(", "- ", "> ", "**a ", "<p>", "\f", " ", "\n", "[a](", "&", "a-\n", "\t", "“"],
)
def test_long_runs_of_one_sign(kind: Kind, piece: str) -> None:
    check("Title of a text\n\n" + piece * 5000, kind)
