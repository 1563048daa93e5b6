#!/bin/sh
# Proves the README's two commands on a Debian that has only python3 with pip, make and git: a debootstrap root, a fresh
# clone, first as root and then as a normal user, each command twice.  Run it as root; it prints one line a step, with
# the seconds it took, and keeps the long output in the folder it names.
#
# Arguments: where the root is made (about 3 GB; made again only when it is missing), and one user, `root` or `ana`, when
# not both are meant.

set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
here="$(pwd)"
root="${1:-/var/tmp/desvelo-bare-debian}"
users="${2:-root ana}"
logs="$root.logs"

[ "$(id -u)" -eq 0 ] || stop 'A root of its own needs chroot and mounts: run this as root.'
command -v debootstrap >/dev/null 2>&1 || stop 'There is no debootstrap here: apt-get install -y debootstrap'

if [ ! -e "$root/.made" ]; then
    say "making a minimal Debian in $root"
    debootstrap --variant=minbase --include=python3,python3-pip,make,git,ca-certificates bookworm "$root" >/dev/null
    # Behind a firewall that re-signs TLS, the machine's own certificates are the ones that hold.
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
    chroot "$root" useradd --create-home --shell /bin/sh ana
    touch "$root/.made"
fi
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir -p "$logs"

unmount() {
    for place in dev/shm dev/pts dev proc; do
        umount --lazy "$root/$place" 2>/dev/null || true
    done
}
trap unmount EXIT
unmount
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t devpts devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"

# As a normal login would: nothing of this machine's environment but where the certificates are.
inside() {
    user="$1"
    shift
    chroot "$root" su --login "$user" --command "
        export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PIP_CERT=/etc/ssl/certs/ca-certificates.crt CI=true
        export DESVELO_SHARED=/srv/shared PIP_DEFAULT_TIMEOUT=180
        $*"
}

# Prints the seconds until the address the demonstration prints answers, then ends it and waits until all is gone.
demo() {
    inside "$1" "cd desvelo && exec python3 - $2" <<'PROGRAM'
import json, os, signal, subprocess, sys, time, urllib.request

begun = time.monotonic()
command = ["make", "demo", "ARGS=--no-browser --json --port " + sys.argv[1]]
running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr, text=True, start_new_session=True)
try:
    line = running.stdout.readline()
    if not line:
        sys.exit("the demonstration did not start")
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    served = browser.open(json.loads(line)["url"] + "/demo", timeout=30).status
    print(f"/demo answers {served} after {time.monotonic() - begun:.1f} s", file=sys.__stdout__)
finally:
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: the whole group hears it
print(f"Ctrl-C ends it with {running.wait(60)}", file=sys.__stdout__)
PROGRAM
}

rm -rf "$root/srv/shared"
[ ! -d "${DESVELO_SHARED:-../shared}" ] || cp -r "${DESVELO_SHARED:-../shared}" "$root/srv/shared"
for user in $users; do
    home="$(chroot "$root" getent passwd "$user" | cut -d: -f6)"
    rm -rf "$root$home/desvelo" "$root$home/.local/share/desvelo" "$root/var/lib/desvelo"
    git clone --quiet --no-local --no-hardlinks "$here" "$root$home/desvelo"
    chroot "$root" chown -R "$user" "$home/desvelo"
    for turn in cold warm; do
        say "$user: make demo, $turn"
        demo "$user" 8700 2>"$logs/$user-demo-$turn"
    done
    for turn in first second; do
        begun="$(date +%s)"
        inside "$user" 'cd desvelo && make test' >"$logs/$user-test-$turn" 2>&1 || {
            tail -n 40 "$logs/$user-test-$turn"
            stop "$user: make test failed the $turn time; the rest of its words: $logs/$user-test-$turn"
        }
        say "$user: make test, $turn time: passes in $(($(date +%s) - begun)) s"
        grep -E '^[0-9]+ passed' "$logs/$user-test-$turn"
    done
done
say "both commands hold, twice in a row, for: $users"
