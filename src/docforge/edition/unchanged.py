"""A build of which nothing changed: the result of the last one, if its files are still there as written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from docforge.edition.cache import Cache
from docforge.edition.plain import (
    checked_from_plain,
    checked_to_plain,
    conservation_from_plain,
    conservation_to_plain,
    diagnostic_from_plain,
    diagnostic_to_plain,
)
from docforge.edition.results import ArticleResult, BuildResult, Finding

_RESULT = "result.json"


def remember(cache: Cache, key: str, result: BuildResult, files: Mapping[str, bytes]) -> None:
    """Store a result under ``key`` with the hashes of its files, but not the files again."""
    data = {
        "files": {name: sha256(data).hexdigest() for name, data in files.items()},
        "articles": [
            [
                a.id,
                a.title,
                conservation_to_plain(a.conservation) if a.conservation else None,
                [a.followed, a.unfollowed, a.questions, a.text],
            ]
            for a in result.articles
        ],
        "findings": [
            [diagnostic_to_plain(f.diagnostic), f.article, f.line, f.column] for f in result.findings
        ],
        "checks": [checked_to_plain(c) for c in result.checks],
    }
    cache.put(key, {_RESULT: json.dumps(data, ensure_ascii=True).encode()})


def recall(cache: Cache, key: str, out: Path, strict: bool) -> BuildResult | None:
    """The result stored under ``key``, unless a file of it is gone or changed."""
    entry = cache.get(key)
    if entry is None:
        return None
    try:
        plain: dict[str, Any] = json.loads(entry[_RESULT])
        if not all(_is_there(out / name, digest) for name, digest in plain["files"].items()):
            return None
        return BuildResult(
            out,
            tuple(plain["files"]),
            tuple(
                ArticleResult(a[0], a[1], conservation_from_plain(a[2]) if a[2] else None, *a[3])
                for a in plain["articles"]
            ),
            tuple(Finding(diagnostic_from_plain(f[0]), *f[1:]) for f in plain["findings"]),
            tuple(checked_from_plain(c) for c in plain["checks"]),
            strict,
            unchanged=True,
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _is_there(path: Path, digest: str) -> bool:
    try:
        return sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False
