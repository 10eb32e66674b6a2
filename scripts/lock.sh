#!/bin/sh
# Writes requirements.lock anew from pyproject.toml: run time, validators, tests and the build backend.
# Uses uv from the path, else one of its own in build/.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    .venv/bin/python -m venv build/.uv
    build/.uv/bin/python -m pip install --quiet --disable-pip-version-check uv
    uv=build/.uv/bin/uv
fi

mkdir -p build
{
    echo '# Every dependency of docforge with its hashes, for Python 3.11 and newer on any platform.'
    echo '# Written by `make lock` from pyproject.toml; do not edit.'
    "$uv" pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links \
        --extra validate --group build --group dev pyproject.toml
} >build/requirements.lock
if grep -n '://' build/requirements.lock; then
    echo 'lock: the lock must name no address; requirements.lock is left as it was' >&2
    exit 1
fi
mv build/requirements.lock requirements.lock
echo "lock: requirements.lock holds $(grep -c '==' requirements.lock) packages"
