"""A build held against what was released: a change needs a new version or a correction.

Texts are compared before the layout, so that a final edition with a changed text is marked as a proof; files
are compared when they are made. An article or an issue whose version has no record yet may be what it likes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.releases import RELEASES_FILE, Release, ReleasedArticle
from docforge.model.edition import Article, Correction, EditionMeta
from docforge.model.text import document_strings

# Of one run; what they say changes although the edition does not.
REPORTS = ("report.json", "report.html")
NAMED = 6
PROGRAM = 16
ANOTHER = "If nobody changed it, another docforge reads the copies otherwise: docforge adopt keeps a text."


@dataclass(frozen=True, slots=True)
class Standing:
    """How one article stands to its release: the record that binds it, and why it need not hold.

    ``reason`` is "" where the record holds.
    """

    release: Release
    record: ReleasedArticle
    reason: str


def program(seed: str) -> str:
    """What tells one docforge, with its libraries, from another: the beginning of its fingerprint."""
    return seed[:PROGRAM]


def text_digest(article: Article) -> str:
    """Hash of all that an article says, as it is printed and not as it is styled.

    Nothing of the markup takes part, so that it stays the same from one docforge to the next.
    """
    said = "\n".join(document_strings(article.document))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def correction_digest(correction: Correction) -> str:
    parts = (correction.article, correction.date, correction.doi, correction.text)
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def standing(
    releases: Sequence[Release], meta: EditionMeta, identifier: str, version: str
) -> Standing | None:
    """The record of an article in the version that it has; None where it has none yet."""
    for release in reversed(releases):
        record = release.article(identifier)
        if record is None or release.version != meta.version or record.version != version:
            continue
        new = [
            c
            for c in meta.corrections
            if c.article == identifier and correction_digest(c) not in record.corrections
        ]
        return Standing(release, record, f"a correction of {new[-1].date} tells it" if new else "")
    return None


def check_text(releases: Sequence[Release], meta: EditionMeta, article: Article) -> tuple[Diagnostic, ...]:
    """``release-changed`` where an article reads otherwise than in its release and nothing says why."""
    known = standing(releases, meta, article.id, article.version)
    if known is None or text_digest(article) == known.record.text:
        return ()
    what = f"{article.id} reads otherwise than in the release of its version {article.version}"
    if known.reason:
        return (diagnostic("release-differs", f"{what}; {known.reason}.", where=RELEASES_FILE),)
    hint = f"{_what_to_do(article)} {ANOTHER}"
    return (diagnostic("release-changed", f"{what}.", hint=hint, where=RELEASES_FILE),)


def _what_to_do(article: Article) -> str:
    return (
        f'Raise the version (now "{article.version}") in article.toml, or in edition.toml for the whole'
        f' issue, and run docforge release; or tell readers by [[corrections]] with article = "{article.id}"'
        " in edition.toml; or take the change back."
    )


def check_files(
    releases: Sequence[Release],
    meta: EditionMeta,
    articles: Sequence[Article],
    files: Mapping[str, bytes],
    program: str,
    told: Collection[str],
) -> tuple[Diagnostic, ...]:
    """The files of a whole final edition against the release of its version.

    ``articles`` are as printed; of those in ``told`` something was said already.
    """
    release = next((r for r in reversed(releases) if r.version == meta.version), None)
    if release is None:
        return ()
    now = digests(files)
    found = [*_gone(release, articles)]
    excused = bool(found or told) or bool(_new_corrections(release, meta))
    remade: list[str] = []
    changed: list[tuple[Article, list[str]]] = []
    for article in articles:
        known = standing(releases, meta, article.id, article.version)
        if known is None or known.reason or article.id in told:
            excused = True
            continue
        differing = _differing(known.release.files, now, f"articles/{article.id}/")
        if differing and known.release.program != program:
            remade += differing
        elif differing:
            changed.append((article, differing))
    own = [n for n in _differing(release.files, now, "") if not n.startswith("articles/")]
    if own and release.program != program:
        remade += own
    elif own and not excused and len(changed) in (0, len(articles)):
        # All at once: it is the issue that changed and no article.
        changed = []
        found.append(_changed_edition(meta, own))
    found += [_changed_files(article, names) for article, names in changed]
    return (*found, *_remade(release, remade))


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Hashes of the files that are the edition; reports are about it."""
    return {name: sha256(data).hexdigest() for name, data in files.items() if name not in REPORTS}


def _new_corrections(release: Release, meta: EditionMeta) -> list[str]:
    known = {digest for article in release.articles for digest in article.corrections}
    return [digest for c in meta.corrections if (digest := correction_digest(c)) not in known]


def _differing(released: Mapping[str, str], now: Mapping[str, str], below: str) -> list[str]:
    names = {name for name in (*released, *now) if name.startswith(below)}
    return sorted(name for name in names if released.get(name) != now.get(name))


def _gone(release: Release, articles: Sequence[Article]) -> Iterable[Diagnostic]:
    here = {article.id for article in articles}
    for record in release.articles:
        if record.id not in here:
            yield diagnostic(
                "release-changed",
                f"{record.id} was released in version {release.version} of the issue and is not in it now.",
                hint="Put it back under [[articles]], or raise the version in edition.toml.",
                where=RELEASES_FILE,
            )


def _changed_files(article: Article, names: Sequence[str]) -> Diagnostic:
    return diagnostic(
        "release-changed",
        f"{article.id} reads as in its release, but its files are otherwise: {_named(names)}. Its markup, its"
        " pictures, its facts or the pages before it changed.",
        hint=_what_to_do(article),
        where=RELEASES_FILE,
    )


def _changed_edition(meta: EditionMeta, names: Sequence[str]) -> Diagnostic:
    return diagnostic(
        "release-changed",
        f"Every article reads as in the release, but {_named(names)} {'are' if len(names) > 1 else 'is'}"
        " otherwise: the facts or the look of the issue changed.",
        hint=f'Raise the version (now "{meta.version}") in edition.toml and run docforge release, or take the'
        " change back.",
        where=RELEASES_FILE,
    )


def _remade(release: Release, names: Sequence[str]) -> tuple[Diagnostic, ...]:
    if not names:
        return ()
    return (
        diagnostic(
            "release-differs",
            f"{_named(names)} {'are' if len(names) > 1 else 'is'} set otherwise than in the release, which"
            f" another docforge ({release.docforge}, {release.program}) or other libraries made; the texts"
            " are as released.",
            hint="Publish the released files. To publish these, raise the version in edition.toml.",
            where=RELEASES_FILE,
        ),
    )


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
