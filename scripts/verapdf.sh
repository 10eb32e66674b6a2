#!/bin/sh
# Puts veraPDF, the checker of PDF/UA and PDF/A, into .venv/share/verapdf; Maven fetches it.
#
#   scripts/verapdf.sh
#
# A second run does nothing. The files must be those of verapdf/SHA256SUMS. Exit code 4: Maven is missing.
set -eu
cd "$(dirname "$0")/verapdf"
folder=../../.venv/share/verapdf

right() { (cd "$1" 2>/dev/null && sha256sum --quiet --strict -c -) <SHA256SUMS >/dev/null 2>&1; }

if right "$folder"; then
    exit 0
fi
if ! command -v mvn >/dev/null; then
    echo "verapdf: Maven is missing. Install it:  sudo apt-get install maven" >&2
    exit 4
fi
rm -rf "$folder"
mkdir -p "$folder"
mvn --quiet --batch-mode --file pom.xml dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$(cd "$folder" && pwd)" </dev/null
if ! right "$folder"; then
    rm -rf "$folder"
    echo "verapdf: the files fetched are not those of scripts/verapdf/SHA256SUMS" >&2
    exit 1
fi
