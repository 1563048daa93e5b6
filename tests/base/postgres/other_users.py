"""Run a command as somebody else: an ordinary user, or a root without the right to mount.

An ordinary user must be able to read the interpreter.  Where that stands under a closed folder (``/root/.pyenv``), the
command runs in a mount namespace of its own in which the closed folder is replaced by one that holds nothing else.
"""

import os
import pwd
import sys
from pathlib import Path

import desvelo
from mounts import apart

ORDINARY = pwd.getpwnam("nobody").pw_uid
NAMELESS = 54321
_SHOW = """
set -e
closed=$1; shift
if [ -n "$closed" ]; then
    mount -t tmpfs -o mode=755 none /mnt
    for folder in $FOLDERS; do mkdir -p "/mnt$folder"; mount --bind "$folder" "/mnt$folder"; done
    mount -t tmpfs -o mode=755 none "$closed"
    for folder in $FOLDERS; do mkdir -p "$folder"; mount --bind "/mnt$folder" "$folder"; done
fi
exec "$@"
"""


def as_ordinary(command: list[str], *, uid: int = ORDINARY) -> list[str]:
    """Return *command* to be run as a user that is not root."""
    if os.geteuid() != 0:
        return command
    closed, folders = _closed()
    drop = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--"]
    show = ["env", f"FOLDERS={' '.join(map(str, folders))}", "sh", "-c", _SHOW, "sh", str(closed or "")]
    return [*apart(), *show, *drop, *command]


def without_mounting(command: list[str]) -> list[str]:
    """Return *command* to be run by a root that may not mount, as in most containers."""
    return ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin", *command]


def alone_in_a_user_namespace(command: list[str]) -> list[str]:
    """Return *command* to be run by a root that is the only user there is."""
    return ["unshare", "--user", "--map-root-user", *command]


def _closed() -> tuple[Path | None, list[Path]]:
    """Return the topmost folder that others may not enter on the way to what the command needs, and what it needs."""
    needed = {Path(sys.base_prefix).resolve(), Path(sys.prefix), Path(str(desvelo.__file__)).parents[1]}
    needed.add(Path(__file__).parents[2])
    for folder in needed:
        for parent in reversed(folder.parents):
            if parent.stat().st_mode & 0o001 == 0:
                return parent, sorted(each for each in needed if each.is_relative_to(parent))
    return None, []
