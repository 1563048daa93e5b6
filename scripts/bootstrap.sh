#!/bin/sh
# Puts uv and Babel into .boot/, by hash, with nothing but python3 and its pip.
#
# `pip install --target` is used because it works on Debian's own python (which refuses a plain pip install, PEP 668)
# and needs neither the venv module nor root.

set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
python="${PYTHON:-python3}"

command -v "$python" >/dev/null 2>&1 || stop \
    "There is no $python here. Desvelo needs Python 3.11 or newer." \
    "On Debian or Ubuntu, as root: apt-get install -y python3 python3-pip" \
    "If it has another name here, say so: make PYTHON=/path/to/python3.11 ..."

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop \
    "$python is $("$python" -V 2>&1); Desvelo needs Python 3.11 or newer." \
    "Debian 12 and Ubuntu 24.04 bring one: apt-get install -y python3 python3-pip" \
    "If a newer one is here under another name: make PYTHON=/path/to/python3.11 ..."

"$python" -m pip --version >/dev/null 2>&1 || stop \
    "$python has no pip." \
    "On Debian or Ubuntu, as root: apt-get install -y python3-pip"

say 'fetching the build tools into .boot/ (once)'
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
rm -rf .boot
"$python" -m pip install --quiet --no-input --no-cache-dir --only-binary :all: --require-hashes \
    --target .boot --requirement scripts/bootstrap.txt >&2 || stop \
    'pip could not fetch uv and Babel; its own words are above.' \
    'Usual reasons: no network, a proxy to be named (HTTPS_PROXY), a package index to be named (PIP_INDEX_URL).'
