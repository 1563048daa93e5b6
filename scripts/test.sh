#!/bin/sh
# Every test: first all that can run side by side, then the journeys, alone, in a real browser.
# First argument: how many processes; the others go to one pytest, and then only that one runs.

set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
workers="$1"
shift

DESVELO_CHROMIUM="$(scripts/ensure-chromium.sh)"
export DESVELO_CHROMIUM

if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest "$@"
fi

say 'tests of every folder'
.venv/bin/python -m pytest -q -n "$workers" --ignore=tests/journeys tests

if [ -z "$(find tests/journeys -name 'test_*.py' 2>/dev/null)" ]; then
    say 'no journeys yet'
    exit 0
fi
say 'journeys, in a real browser'
exec .venv/bin/python -m pytest -q tests/journeys
