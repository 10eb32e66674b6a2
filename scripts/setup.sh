#!/bin/sh
# Prepares .venv with the locked dependencies, and the system libraries that WeasyPrint loads.
#
#   scripts/setup.sh           what `make edition` needs
#   scripts/setup.sh tests     the same, and what the tests need
#
# A second run with nothing changed does nothing. Exit code 4: something is missing and cannot be
# installed from here; the message says what, and the command that installs it.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-edition}
stamp=.venv/.ready-$purpose
state="$(pwd) $(cat requirements.lock pyproject.toml scripts/setup.sh scripts/verapdf.sh scripts/verapdf/* scripts/checkers.sh scripts/checkers/* | cksum)"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

say() { printf '%s\n' "setup: $*" >&2; }

# ---------------------------------------------------------------- Python

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13 /usr/bin/python3; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Python 3.11 or newer is missing. Install it, or name one: make PYTHON=/path/to/python3.11 ..."
    exit 4
fi

# ---------------------------------------------------------------- what the system lacks

# Debian names the package after the Python: python3.11-venv brings the ensurepip that venv needs.
venv_package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')

# One line a need: the Debian package, then what is missing without it. Pango's package brings GLib,
# HarfBuzz and Fontconfig along. These are the libraries that WeasyPrint opens by name when it is imported.
list_missing() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "$venv_package venv"
    "$python" - <<'PYTHON'
import ctypes, sys
needs = [
    ("libpango-1.0-0", "gobject-2.0", "0"),
    ("libpango-1.0-0", "pango-1.0", "0"),
    ("libpango-1.0-0", "harfbuzz", "0"),
    ("libpangoft2-1.0-0", "fontconfig", "1"),
    ("libpangoft2-1.0-0", "pangoft2-1.0", "0"),
    ("libharfbuzz-subset0", "harfbuzz-subset", "0"),
]
folders = ["", "/opt/homebrew/lib/", "/usr/local/lib/"] if sys.platform == "darwin" else [""]
for package, name, version in needs:
    file = f"lib{name}.{version}.dylib" if sys.platform == "darwin" else f"lib{name}.so.{version}"
    for folder in folders:
        try:
            ctypes.CDLL(folder + file)
            break
        except OSError:
            pass
    else:
        print(package, file)
PYTHON
    [ "$purpose" != tests ] || command -v pdftotext >/dev/null || echo "poppler-utils pdftotext"
    [ "$purpose" != tests ] || command -v mvn >/dev/null || echo "maven mvn"
    [ "$purpose" != tests ] || command -v chromium >/dev/null || ! command -v apt-get >/dev/null ||
        echo "chromium chromium"
}

missing=$(list_missing)
if [ -n "$missing" ]; then
    packages=$(printf '%s\n' "$missing" | cut -d' ' -f1 | sort -u | tr '\n' ' ')
    things=$(printf '%s\n' "$missing" | cut -d' ' -f2 | tr '\n' ' ')
    say "not on this system: $things"
    if ! command -v apt-get >/dev/null; then
        if command -v brew >/dev/null; then
            say "install with:  brew install pango poppler maven"
        elif command -v dnf >/dev/null; then
            say "install with:  sudo dnf install python3 pango poppler-utils maven"
        else
            say "install Pango, HarfBuzz (with its subset library), Fontconfig and Poppler's tools with your" \
                "package manager; Debian calls these: $packages"
        fi
        exit 4
    fi
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "install with:  sudo apt-get update && sudo apt-get install -y $packages"
            say "(or the same as root, without sudo), then run this again."
            exit 4
        fi
        as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
    fi
    say "installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    # $as_root and $packages hold several words each.
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $packages; } \
        >/dev/null </dev/null; then
        say "apt-get failed. Try by hand:  $as_root apt-get update && $as_root apt-get install -y $packages"
        exit 4
    fi
    missing=$(list_missing)
    if [ -n "$missing" ]; then
        say "still missing after the installation: $missing"
        exit 4
    fi
fi

# ---------------------------------------------------------------- .venv

version() { "$1" -c 'import sys; print(sys.version, sys.base_prefix)' 2>/dev/null; }

rm -f .venv/.ready-*
if [ "$(version .venv/bin/python)" != "$(version "$python")" ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
say "installing the locked dependencies into .venv (the first time some 300 MB are fetched)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
if [ "$purpose" = tests ]; then
    scripts/verapdf.sh
    scripts/checkers.sh
fi
printf '%s' "$state" >"$stamp"
say "ready"
