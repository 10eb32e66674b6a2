"""Stages the seeds as an edition: their files and the manifest beside this script, copied into one folder.

    python tests/seeds/stage.py TARGET [--seeds DIR]

The seeds' texts are no part of this project; they are read from ``../shared/seeds`` next to the checkout.
Each copy is byte for byte. Exit code 2: the seeds are not there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[2] / "shared" / "seeds"


def seed_files() -> dict[str, tuple[str, ...]]:
    """The names of each article's copies, as the manifest has them."""
    manifest = tomllib.loads((HERE / "edition.toml").read_text(encoding="utf-8"))
    return {article["id"]: tuple(article["copies"]) for article in manifest["articles"]}


def stage(target: Path, seeds: Path = SEEDS) -> None:
    """Make ``target`` an edition's folder. Raises ``FileNotFoundError`` before anything is written."""
    for names in seed_files().values():
        for name in names:
            if not (seeds / name).is_file():
                raise FileNotFoundError(f"There is no seed {name} in {seeds}.")
    for article, names in seed_files().items():
        folder = target / article
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / article / "article.toml", folder / "article.toml")
        for name in names:
            shutil.copyfile(seeds / name, folder / name)
    shutil.copyfile(HERE / "edition.toml", target / "edition.toml")


def main() -> int:
    parser = argparse.ArgumentParser(description="Stage the seeds as an edition.")
    parser.add_argument("target", type=Path)
    parser.add_argument("--seeds", type=Path, default=SEEDS)
    given = parser.parse_args()
    try:
        stage(given.target, given.seeds)
    except FileNotFoundError as error:
        print(f"{error} Name their folder with --seeds.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
