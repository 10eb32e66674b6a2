"""The one way to the network: Crossref's register of works, asked only where the user says ``--lookup``.

Nothing that comes back changes a text; it is told as a suggestion (``citations.lookup``). Answers are kept on
disk, so that a second look asks nothing. https://api.crossref.org, https://github.com/CrossRef/rest-api-doc
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import docforge
from docforge.citations.lookup import Record, Register, suggest
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Reference

SERVER = "https://api.crossref.org"
SECONDS = 20
LARGEST = 4_000_000
FIELDS = "DOI,title,author,issued,published-print,published-online,container-title"
Progress = Callable[[int, int, str], None]


class UnreachableError(Exception):
    """The register gave no answer; ``str`` says why."""


@dataclass(slots=True)
class Crossref:
    """A register at ``server``; ``folder`` keeps its answers, ``mailto`` is told it as its etiquette asks."""

    folder: Path
    server: str = SERVER
    mailto: str = ""
    asked: int = field(default=0, init=False)

    def register(self) -> Register:
        return Register("Crossref", self.by_doi, self.search)

    def by_doi(self, doi: str) -> Record | None:
        found = self._get(f"/works/{quote(doi, safe='')}", {})
        return found if isinstance(found, dict) else None

    def search(self, printed: str) -> Sequence[Record]:
        asked = {"query.bibliographic": printed[:500], "rows": "3", "select": FIELDS}
        found = self._get("/works", asked)
        items = found.get("items") if isinstance(found, dict) else None
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def _get(self, path: str, asked: dict[str, str]) -> Any:
        """The message of an answer, None where the register has nothing. Raises ``UnreachableError``."""
        told = asked | ({"mailto": self.mailto} if self.mailto else {})
        url = f"{self.server}{path}{'?' if told else ''}{urlencode(told)}"
        kept = self.folder / f"{sha256(url.encode()).hexdigest()[:40]}.json"
        try:
            return json.loads(kept.read_bytes())
        except (OSError, ValueError):
            pass
        message = self._ask(url)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(message, ensure_ascii=False), encoding="utf-8")
        except OSError:
            pass  # it is asked again next time
        return message

    def _ask(self, url: str) -> Any:
        self.asked += 1
        agent = f"docforge/{docforge.__version__}" + (f" (mailto:{self.mailto})" if self.mailto else "")
        request = urllib.request.Request(url, headers={"User-Agent": agent, "Accept": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.loads(answer.read(LARGEST)).get("message")
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise UnreachableError(f"it answered {error.code} {error.reason}") from error
        except (OSError, ValueError, AttributeError) as error:
            raise UnreachableError(str(getattr(error, "reason", "") or error)) from error


def look_up(
    references: Sequence[Reference], crossref: Crossref, progress: Progress | None = None
) -> Iterator[Diagnostic]:
    """What Crossref suggests for each entry; ``not-checked`` from the first entry that it does not answer."""
    register = crossref.register()
    for number, reference in enumerate(references):
        if progress:
            progress(number, len(references), f"asking Crossref about {reference.id}")
        try:
            found = suggest(reference, register)
        except UnreachableError as error:
            yield diagnostic(
                "not-checked",
                f"Crossref was not asked about {len(references) - number} of {len(references)} references:"
                f" {error}.",
                hint="Try again later; what it answered is kept.",
            )
            return
        if found:
            yield found
