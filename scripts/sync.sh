#!/bin/sh
# Makes .venv say exactly what uv.lock says.  First argument: "runtime" (what `make demo` runs) or "dev" (tests too).
# "bench" makes .venv-bench instead, which holds nothing but the opponents of the benchmarks.
#
# A runtime sync leaves packages of a dev sync where they are, so the two commands do not undo each other.

set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

folder=.venv
case "${1:-}" in
    runtime) options='--no-dev --inexact' ;;
    dev) options='--compile-bytecode' ;; # for the processes that tests start: see scripts/test.sh
    bench) options='--only-group bench' folder=.venv-bench ;;
    *) stop 'scripts/sync.sh takes "runtime", "dev" or "bench".' ;;
esac

# The system's own Python, never one fetched behind the owner's back.
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT="$folder"
UV_PYTHON="${UV_PYTHON:-$("${PYTHON:-python3}" -c 'import sys; print(sys.executable)')}"
export UV_PYTHON
# Behind a firewall that re-signs TLS only the system's certificates help; a bare machine has none, then uv's own serve.
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
fi
unset VIRTUAL_ENV

say "installing the locked packages into $folder/ ($1)"
# shellcheck disable=SC2086  # options are words of our own
.boot/bin/uv sync --frozen --quiet $options || stop \
    'uv could not install the locked packages; its own words are above.' \
    'Usual reasons: no network, a full disk (1 GB is enough), a proxy to be named (HTTPS_PROXY), an index to be named (UV_INDEX_URL).'
