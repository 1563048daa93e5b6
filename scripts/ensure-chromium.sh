#!/bin/sh
# Prints the path of a Chromium that starts; as root on Debian or Ubuntu, installs one when there is none.
# The one without windows comes first: it is the same engine, and the journeys take a third less time in it.

set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

# libatomic1: Playwright's own driver needs it, and a bare Debian has none.
browser=chromium-headless-shell
packages='fonts-liberation fonts-noto-color-emoji libatomic1'
driver="$(echo .venv/lib/python3.*/site-packages/playwright/driver/node)"

starts() {
    "$1" --version >/dev/null 2>&1
}

find_chromium() {
    for name in "${DESVELO_CHROMIUM:-}" "$browser" chromium chromium-browser google-chrome google-chrome-stable; do
        path="$(command -v "${name:-:none}" 2>/dev/null)" || continue
        if starts "$path"; then
            printf '%s\n' "$path"
            return 0
        fi
    done
    return 1
}

driver_starts() {
    [ ! -e "$driver" ] || starts "$driver"
}

install_chromium() {
    say 'installing Chromium and what drives it from the system packages (once, about 30 s)'
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 || stop \
        'apt-get update failed; its own words are above. The browser tests need Chromium.' \
        'When the package sources answer again, run the same command again, or set DESVELO_CHROMIUM=/path/to/chromium'
    # shellcheck disable=SC2086  # a list of our own words
    install() { apt-get install -y -qq --no-install-recommends "$1" $packages >/dev/null; }
    install "$browser" || install chromium || stop \
        'apt-get could not install Chromium; its own words are above.' \
        'Any Chromium or Chrome will do: set DESVELO_CHROMIUM=/path/to/it'
}

if [ -n "${DESVELO_CHROMIUM:-}" ] && ! command -v "$DESVELO_CHROMIUM" >/dev/null 2>&1; then
    stop "DESVELO_CHROMIUM says $DESVELO_CHROMIUM, and there is no such program." \
        'Correct it, or unset it to let the usual names be searched.'
fi

driver_starts && find_chromium && exit 0

command -v apt-get >/dev/null 2>&1 || stop \
    'The browser tests need Chromium, and none was found.' \
    'Install Chromium or Chrome with the package manager of this system, or set DESVELO_CHROMIUM=/path/to/it'

[ "$(id -u)" -eq 0 ] || stop \
    'The browser tests need Chromium and libatomic1, and not both were found. Ask someone who is root here to run:' \
    "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $browser $packages" \
    'or set DESVELO_CHROMIUM=/path/to/a/chromium. Then run the same command again.'

install_chromium
find_chromium || stop \
    'Chromium was installed but does not start (on Ubuntu the package only fetches a snap, which containers refuse).' \
    'Install Chrome from its own .deb, or set DESVELO_CHROMIUM=/path/to/a/chromium. Then run the same command again.'
