#!/bin/sh
# Stages the documents of ../shared/seeds as an edition and builds it:  scripts/build_seeds.sh OUT
set -eu
cd "$(dirname "$0")/.."

if [ ! -d ../shared/seeds ]; then
    echo "seeds: ../shared/seeds is not beside this repository; nothing is built" >&2
    [ "${CI:-}" != true ] || exit 1
    exit 0
fi
.venv/bin/python tests/seeds/stage.py build/.seeds-edition
.venv/bin/docforge build build/.seeds-edition --out "$1"
