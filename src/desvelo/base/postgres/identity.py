"""Which user PostgreSQL runs as when root starts it: ``postgres`` if this machine has one, else ``nobody``.

PostgreSQL refuses root.  No user is made for it: what an installation adds to a machine, somebody must remove.
"""

import errno
import os
import pwd
from collections.abc import Sequence
from pathlib import Path

from desvelo.base.postgres.errors import UserNotChangeable, UserWithoutName
from desvelo.base.postgres.order import User

CHOICES = ("postgres", "nobody")
_NOBODY = 65534


def of_postgres(choices: Sequence[str] = CHOICES) -> User | None:
    """Return the user to become, or None when we are an ordinary user already.  Raises UserWithoutName."""
    if os.geteuid() != 0:
        return None
    for name in choices:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(name=name, uid=found.pw_uid, gid=found.pw_gid)
    raise UserWithoutName(uid=_NOBODY)


def require_name(user: User | None) -> None:
    """Refuse a user whom initdb would refuse (a container started with any number).  Raises UserWithoutName."""
    uid = os.geteuid() if user is None else user.uid
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise UserWithoutName(uid=uid) from None


def give(folder: Path, user: User) -> None:
    """Make *folder* and all in it the property of *user*: its content first, so that a cut leaves it to be repeated.

    Links are not followed: what they lead to stays as it is.  Raises UserNotChangeable.
    """
    if folder.lstat().st_uid == user.uid:
        return
    for _path, folders, files, descriptor in os.fwalk(folder, topdown=False, follow_symlinks=False):
        for name in (*folders, *files):
            give_one(name, user, inside=descriptor)
    give_one(folder, user)


def give_one(entry: Path | str, user: User, *, inside: int | None = None) -> None:
    """Make one entry the property of *user*.  Raises UserNotChangeable where root here has no such right."""
    try:
        os.chown(entry, user.uid, user.gid, dir_fd=inside, follow_symlinks=False)
    except OSError as error:
        if error.errno in {errno.EINVAL, errno.EPERM}:
            raise UserNotChangeable(user=user.name) from None
        raise
