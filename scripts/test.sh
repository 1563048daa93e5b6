#!/bin/sh
# Every test: first all that can run side by side, then the journeys in a real browser, each process of tests with a
# demonstration of its own, last the journeys that load the machine, alone.
# First argument: how many processes; the others go to one pytest, and then only that one runs.  The first tests get one
# process more, because many of them wait for a process they started.

set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
workers="$1"
shift

DESVELO_CHROMIUM="$(scripts/ensure-chromium.sh)"
export DESVELO_CHROMIUM

# Every process of a test loads some hundred modules, and compiling them takes longer than all else it does: they are
# compiled once, before any test, also where the caller's shell asks Python to keep nothing.
unset PYTHONDONTWRITEBYTECODE
.venv/bin/python -m compileall -q src benchmarks tests/support

if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest "$@"
fi

say 'tests of every folder'
.venv/bin/python -m pytest -q -n "$((workers + 1))" --dist worksteal --ignore=tests/journeys tests

if [ -z "$(find tests/journeys -name 'test_*.py' 2>/dev/null)" ]; then
    say 'no journeys yet'
    exit 0
fi
say 'journeys, in a real browser'
.venv/bin/python -m pytest -q -n "$workers" --dist loadfile -m 'not alone' tests/journeys
say 'journeys under load, one at a time'
exec .venv/bin/python -m pytest -q -m alone tests/journeys
