#!/bin/sh
# Builds the wheel, installs it with pip into an empty environment in another folder, and uses it there.
set -eu
cd "$(dirname "$0")/.."
repository=$(pwd)
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT INT TERM

.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-build-isolation --no-deps \
    --wheel-dir "$elsewhere/dist" "$repository"
cd "$elsewhere"
"$repository/.venv/bin/python" -m venv empty
empty/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
# A safe path keeps the working folder out of the imports: only the wheel can answer.
PYTHONSAFEPATH=1
export PYTHONSAFEPATH
empty/bin/docforge --version
empty/bin/docforge init x
empty/bin/docforge build x
for file in edition.pdf edition.epub report.json report.html; do
    [ -s "build/$file" ] || { echo "try_wheel: build/$file was not written" >&2; exit 1; }
done
echo "try_wheel: an edition was built from the wheel alone"
