"""Files that an edition may read: inside its folder, by relative names, through no link that leaves it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from docforge.errors import ConfigError


def inside(root: Path, folder: Path, name: str, where: str) -> Path:
    """``folder / name``, checked to lie in ``root`` also after links are followed.

    ``where`` begins the message ("edition.toml, line 7: copies"). Raises ``ConfigError``.
    The file need not exist.
    """
    hint = "Put the file into the edition's folder and name it relative to that."
    if not name or "\0" in name:
        raise ConfigError(f"{where} is not a file name.", hint)
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or name.startswith(("\\", "~")):
        raise ConfigError(f'{where} = "{name}" is an absolute path.', hint)
    if "\\" in name:
        raise ConfigError(f'{where} = "{name}" has a backslash in it.', 'Write "/" between folders.')
    if ".." in PurePosixPath(name).parts:
        raise ConfigError(f'{where} = "{name}" leads out of the folder with "..".', hint)
    path = folder / name
    must_stay(root, path, f'{where} = "{name}"')
    return path


def must_stay(root: Path, path: Path, what: str) -> None:
    """Raise ``ConfigError`` if ``path``, links followed, is not in ``root``."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        raise ConfigError(f"{what} is a link that leads nowhere.", "Replace the link by the file.") from error
    if not real.is_relative_to(root.resolve()):
        raise ConfigError(
            f"{what} is a link that leads out of the edition's folder.",
            "Replace the link by a copy of the file.",
        )
