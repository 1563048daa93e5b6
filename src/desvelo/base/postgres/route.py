"""How the programs get to the data: as this user, through mounts of our own, directly as another user, or as a copy.

Each way is tried for real: the launcher goes it up to the point of running ``initdb --version`` inside the data folder.
What works there works for the database; what does not is told with the folder that stands in the way.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desvelo.base.postgres import copied
from desvelo.base.postgres import place as places
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.errors import BinariesUnusable, Unreachable, UserNotChangeable
from desvelo.base.postgres.order import Order, Refusal, User
from desvelo.base.postgres.place import Place

SUGGESTION = Path("/var/lib/desvelo")
_PROBE_SECONDS = 60
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Programs and data as the database will see them, and what the launcher does to make it so."""

    bin_dir: Path
    data: Path
    user: User | None = None
    binds: tuple[tuple[str, str], ...] = ()

    def command(
        self, argv: list[str], *, death_signal: signal.Signals, env: Mapping[str, str] | None = None
    ) -> list[str]:
        """Return the launcher's command line that ends in *argv*."""
        order = Order(
            argv=tuple(argv),
            env={**_ENVIRONMENT, **(env or {})},
            folder=str(self.data),
            parent=os.getpid(),
            death_signal=death_signal.name,
            user=self.user,
            binds=self.binds,
        )
        return [sys.executable, "-P", "-m", "desvelo.base.postgres.launch", order.to_text()]


def choose(binaries: Binaries, data: Path, *, place: Place, user: User | None) -> Route:
    """Return the first way that works.  Raises Unreachable, UserNotChangeable, BinariesUnusable."""
    direct = Route(bin_dir=binaries.bin_dir, data=data, user=user)
    if user is None:
        _require(_probe(direct), direct)
        return direct
    mounted = _mounted(binaries, data, place=place, user=user)
    if _probe(mounted) == 0:
        return mounted
    result = _probe(direct)
    if result == Refusal.PROGRAM and binaries.folders:
        brought = replace(direct, bin_dir=copied.programs(binaries, home=_home(place)))
        if _probe(brought) == 0:
            return brought
    _require(result, direct)
    return direct


def _home(place: Place) -> Path:
    return place.sockets.parent


def _mounted(binaries: Binaries, data: Path, *, place: Place, user: User) -> Route:
    assert place.data is not None, "root has mount points"  # noqa: S101 - a mistake of the caller's code
    assert place.programs is not None, "root has mount points"  # noqa: S101
    binds = places.mount_points(place, binaries.folders)
    return Route(
        bin_dir=binaries.moved_to(place.programs),
        data=place.data,
        user=user,
        binds=((str(data), str(place.data)), *binds),
    )


def _probe(route: Route) -> int:
    command = route.command([str(route.bin_dir / "initdb"), "--version"], death_signal=signal.SIGKILL)
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=_PROBE_SECONDS).returncode
    except subprocess.TimeoutExpired:
        return Refusal.PROGRAM


def _require(exit_code: int, route: Route) -> None:
    if exit_code == 0:
        return
    name = route.user.name if route.user is not None else "this user"
    if exit_code == Refusal.USER:
        raise UserNotChangeable(user=name)
    if exit_code in {Refusal.FOLDER, Refusal.PROGRAM} and route.user is not None:
        wanted = route.data if exit_code == Refusal.FOLDER else route.bin_dir
        raise Unreachable(user=name, blocked=first_closed(wanted, user=route.user), suggestion=SUGGESTION)
    raise BinariesUnusable(folder=route.bin_dir, reason=f"they do not run here (code {exit_code})")


def first_closed(path: Path, *, user: User) -> Path:
    """Return the topmost folder on the way to *path* that *user* may not enter, as far as its mode tells."""
    for folder in reversed(path.parents):
        found = folder.stat()
        if found.st_mode & (0o100 if found.st_uid == user.uid else 0o001) == 0:
            return folder
    return path
