#!/bin/sh
# Every test: first those that start programs or a database, a file at a time so that what it starts is started once,
# then the journeys in a real browser, each process of tests with a demonstration of its own, last the journeys that load
# the machine, one at a time.  Those leave a processor idle while they wait, so the tests that only compute run beside
# them, with what the journeys leave over and no more.
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

said="$(mktemp)"
beside=
trap 'test -z "$beside" || kill "$beside" 2>/dev/null || true; rm -f "$said"' EXIT
trap 'exit 130' INT TERM

say 'tests that start programs or a database'
.venv/bin/python -m pytest -q -n "$((workers + 1))" --dist loadfile --no-loadscope-reorder tests --ignore=tests/journeys \
    --ignore=tests/kernel --ignore=tests/architecture --ignore=tests/corpus
say 'journeys, in a real browser'
.venv/bin/python -m pytest -q -n "$workers" --dist loadfile -m 'not alone' tests/journeys
say 'journeys under load, one at a time; beside them the tests that only compute'
nice -n 10 .venv/bin/python -m pytest -q -n "$workers" tests/kernel tests/architecture tests/corpus >"$said" 2>&1 &
beside=$!
status=0
.venv/bin/python -m pytest -q -m alone tests/journeys || status=$?
wait "$beside" || status=$?
beside=
cat "$said"
exit "$status"
