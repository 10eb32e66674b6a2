"""The words of a printed page (PDF): read with Poppler's pdftotext, divided words made whole again."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from tempfile import NamedTemporaryFile
from unicodedata import normalize

from lxml import html as lxml_html
from pikepdf import Name, ObjectStreamMode, PasswordError, Pdf, PdfError

from docforge.errors import InputError, MissingToolError
from docforge.model.text import words

SECONDS = 120
# A word in a narrow cell is divided so often at most.
MOST_PIECES = 4
HYPHENS = "-\u2010\u00ad"
DIVIDED_RE = re.compile(rf"[{HYPHENS}]\s*\n\s*")
# A cell of a table may stand close behind the end of the line.
HEAD_RE = re.compile(rf"([^\W_]+)[{HYPHENS}](?=\s|$)", re.MULTILINE)
TAIL_RE = re.compile(r"^[^\W\d_]+", re.MULTILINE)


def read_pdf(data: bytes) -> Iterator[str]:
    """Two readings of the text: single words line by line, which keeps every hyphen, and plain text.

    Plain text keeps "H2O" in one piece, and joins divided words by itself, now and then wrongly. Each is read
    when asked for. Raises ``MissingToolError`` without pdftotext, ``InputError`` for a file it cannot read.
    """
    program = shutil.which("pdftotext")
    if program is None:
        raise MissingToolError("pdftotext is not installed.", "On Debian: apt-get install poppler-utils")
    data = _without_colours(data)
    try:
        yield _lines(_pdftotext(program, data, "-bbox-layout"))
        yield _pdftotext(program, data)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"pdftotext gave no answer in {SECONDS} seconds.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip() or "no reason given"
        raise InputError(f"pdftotext cannot read it: {said}") from error


def _without_colours(data: bytes) -> bytes:
    """The file without what its colours mean: Poppler works that out anew for every page it reads."""
    try:
        with Pdf.open(BytesIO(data)) as pdf:
            if Name.OutputIntents not in pdf.Root:
                return data
            del pdf.Root.OutputIntents
            out = BytesIO()
            pdf.save(out, compress_streams=False, object_stream_mode=ObjectStreamMode.disable)
    except (PdfError, PasswordError):
        return data  # pdftotext says why it cannot be read
    return out.getvalue()


def _pdftotext(program: str, data: bytes, *options: str) -> str:
    with NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(data)
        copy.flush()
        command = [program, "-enc", "UTF-8", *options, copy.name, "-"]
        run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    return run.stdout.decode("utf-8", "replace")


def _lines(report: str) -> str:
    """The text of pdftotext's word report, line by line."""
    root = lxml_html.document_fromstring(report)
    return "\n".join(" ".join(w.text or "" for w in line.iter("word")) for line in root.iter("line"))


def lost_in_print(expected: Counter[str], *readings: str) -> Counter[str]:
    """Expected words that no reading of a printed text has, its divided words taken whole and in parts.

    A note's mark is printed close to its word ("here1"): such a word counts as the word.
    """
    texts = [normalize("NFKC", text) for text in readings]
    there: Counter[str] = Counter()
    for text in texts:
        there |= Counter(words(DIVIDED_RE.sub("", text))) | Counter(words(DIVIDED_RE.sub("-", text)))
    lost = expected - there
    if lost:
        lost -= _divided_over_pages(lost, texts[0])
        spare: Counter[str] = Counter()
        for word, count in (there - expected).items():
            if bare := word.rstrip("0123456789"):
                spare[bare] += count
        lost -= spare
    if lost:
        lost -= _in_pieces(lost, there - expected)
    return lost


def _divided_over_pages(lost: Counter[str], text: str) -> Counter[str]:
    """Words whose parts stand at the end of one line and at the start of another that is not the next."""
    heads, tails = Counter(HEAD_RE.findall(text)), Counter(TAIL_RE.findall(text))
    found: Counter[str] = Counter()
    for word, count in lost.items():
        for at in range(1, len(word)):
            pairs = min(heads[word[:at]], tails[word[at:]], count - found[word])
            if pairs > 0:
                heads[word[:at]] -= pairs
                tails[word[at:]] -= pairs
                found[word] += pairs
    return found


def _in_pieces(lost: Counter[str], pieces: Counter[str]) -> Counter[str]:
    """Words of narrow cells, divided with and without a hyphen: their pieces are there, as words too many."""
    found: Counter[str] = Counter()
    for word, count in lost.items():
        while found[word] < count and (parts := _pieces_of(word, pieces, MOST_PIECES)):
            pieces = pieces - Counter(parts)
            found[word] += 1
    return found


def _pieces_of(word: str, pieces: Counter[str], most: int) -> tuple[str, ...]:
    """Two pieces or more that make up ``word``; none if it cannot be made of them."""
    for at in range(len(word) - 1, 0, -1) if most > 1 else ():
        head, tail = word[:at], word[at:]
        if not pieces[head]:
            continue
        if pieces[tail] > (head == tail):
            return head, tail
        if more := _pieces_of(tail, pieces - Counter((head,)), most - 1):
            return head, *more
    return ()
