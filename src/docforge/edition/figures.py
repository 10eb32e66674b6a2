"""Pictures to figures: what article.toml says, and what lies in the article's folder under a figure's id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.overrides import IMAGE_SUFFIXES, FigureOverride
from docforge.edition.paths import inside
from docforge.errors import ConfigError
from docforge.model.meta import Document
from docforge.model.nodes import Block, Blocks, DispQuote, Figure, List, Section, Text
from docforge.model.walk import document_blocks

FOLDER = "figures"
Finish = Callable[[Figure], Figure]
# Exporters tell these again for each format; here they are told once, with what an editor can do. SVG is
# cleaned here, so that exporters find nothing left to refuse in it.
TOLD_HERE = frozenset({"figure-missing", "figure-description-missing"})


def find_pictures(root: Path, folder: Path) -> dict[str, bytes]:
    """Every image in the article's folder and its ``figures/`` by its name relative to the article.

    Raises ``ConfigError`` for a link that leaves ``root``.
    """
    found = {}
    for place in (folder, folder / FOLDER):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file():
                name = path.relative_to(folder).as_posix()
                found[name] = inside(root, folder, name, "image").read_bytes()
    return found


def named_pictures(root: Path, folder: Path, names: Mapping[str, FigureOverride]) -> dict[str, bytes]:
    """The images that article.toml names, checked when it was read."""
    return {
        given.file: inside(root, folder, given.file, "file").read_bytes()
        for given in names.values()
        if given.file
    }


def attach_figures(
    document: Document, pictures: Mapping[str, bytes], given: Mapping[str, FigureOverride], where: str
) -> tuple[Document, tuple[tuple[str, bytes], ...], tuple[Diagnostic, ...]]:
    """Document with its figures' files, descriptions and rights; the pictures that it uses; what is missing.

    The pictures are safe to be written out anywhere: SVG is cleaned, and one that cannot be read is left out.
    A key of ``given`` is a figure's id ("fig-1") or label ("Figure 1"). A figure without a file takes
    ``figures/<id>.svg`` (or .png ...) where there is one; a file that does not exist becomes a placeholder.
    """
    from docforge.exporters.pictures import safe_picture  # loads lxml, which an unchanged build does without

    found: list[Diagnostic] = []
    unused = dict(given)
    used: dict[str, bytes] = {}

    def finish(figure: Figure) -> Figure:
        key = next((k for k in given if _names(k, figure)), None)
        if key is not None:
            unused.pop(key, None)
            figure = _apply(figure, given[key])
        wanted = figure.graphic
        if wanted not in pictures:
            figure = replace(figure, graphic=_by_id(figure.id, pictures) if not wanted else "")
        if figure.graphic:
            picture = safe_picture(figure.graphic, pictures[figure.graphic])
            found.extend(picture.diagnostics)
            if not picture.data:
                return replace(figure, graphic="")
            used[figure.graphic] = picture.data
        found.extend(_missing(figure, wanted))
        return figure

    document = replace(
        document,
        body=_map(document.body, finish),
        back=_map(document.back, finish),
        notes=tuple(replace(note, blocks=_map(note.blocks, finish)) for note in document.notes),
    )
    ids = [block.id for block in document_blocks(document) if isinstance(block, Figure)]
    found += [
        diagnostic(
            "config-ignored",
            f'There is no figure "{key}" in the article.',
            hint=f"Figures here: {', '.join(ids)}." if ids else "No figure was found in this article.",
            where=f"{where}, [figures.{key}]",
        )
        for key in unused
    ]
    return document, tuple(sorted(used.items())), tuple(dict.fromkeys(found))


def _missing(figure: Figure, wanted: str) -> Iterator[Diagnostic]:
    name = figure.label or figure.id
    if not figure.graphic:
        what = (
            f'the image "{wanted}" is not in the folder of the article' if wanted else "the image is missing"
        )
        yield diagnostic(
            "figure-missing",
            f"{name}: {what}; a placeholder stands for it.",
            figure.origin,
            f'Put it there and write file = "figures/..." under [figures.{figure.id}] in article.toml.',
        )
    elif not figure.alt and not figure.decorative:
        yield diagnostic(
            "figure-description-missing",
            f"{name} has no description for readers who do not see it.",
            figure.origin,
            f'Write alt = "..." under [figures.{figure.id}] in article.toml, or decorative = true if it says'
            " nothing.",
        )


def _names(key: str, figure: Figure) -> bool:
    return key == figure.id or (bool(figure.label) and _plain(key) == _plain(figure.label))


def _plain(label: str) -> str:
    return re.sub(r"[\W_]+", "", label).casefold()


def _apply(figure: Figure, given: FigureOverride) -> Figure:
    rights = {k: v for k, v in (("licence", given.licence), ("holder", given.holder)) if v}
    return replace(
        figure,
        graphic=given.file or figure.graphic,
        alt=given.alt or figure.alt,
        decorative=given.decorative or figure.decorative,
        credit=(Text(given.credit),) if given.credit else figure.credit,
        permission=replace(figure.permission, **rights),
    )


def _by_id(identifier: str, pictures: Mapping[str, bytes]) -> str:
    names = (f"{FOLDER}/{identifier}{suffix}" for suffix in IMAGE_SUFFIXES)
    return next((name for name in names if name in pictures), "")


def _map(blocks: Blocks, finish: Finish) -> Blocks:
    return tuple(_block(block, finish) for block in blocks)


def _block(block: Block, finish: Finish) -> Block:
    match block:
        case Figure():
            return finish(block)
        case Section() | DispQuote():
            return replace(block, blocks=_map(block.blocks, finish))
        case List():
            return replace(
                block, items=tuple(replace(item, blocks=_map(item.blocks, finish)) for item in block.items)
            )
        case _:
            return block


def picture_names(document: Document) -> tuple[str, ...]:
    """Files that the document's figures name."""
    return tuple(b.graphic for b in document_blocks(document) if isinstance(b, Figure) and b.graphic)


def linked_pictures(root: Path, folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Images that a text names and that lie in its folder; others are simply not there."""
    found = {}
    for name in names:
        try:
            path = inside(root, folder, name, "image")
        except ConfigError:
            continue
        if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file():
            found[name] = path.read_bytes()
    return found
