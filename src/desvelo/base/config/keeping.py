"""Who keeps the keys: settings of split mode, where another process alone reads what the root wraps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = frozenset({"DESVELO_KEY_PEERS", "DESVELO_KEY_PROCESS", "DESVELO_KEY_QUOTA", "DESVELO_KEY_SOCKET"})
QUOTA = range(100, 100_001)
DEFAULT_QUOTA = 3_000
_PEER = re.compile(r"[a-z_][a-z0-9_.-]{0,31}|[0-9]{1,10}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Where the key process is asked, if there is one; *is_own* says that ``desvelo up`` starts it.

    *peers* are the users whom it gives keys to, by name or number (its own for none), *quota* of how many contacts one
    person may have keys opened within an hour.
    """

    socket: Path | None = None
    is_own: bool = False
    peers: tuple[str, ...] = ()
    quota: int = DEFAULT_QUOTA


def read(environment: Mapping[str, str], *, data: Path) -> Keeping:
    """Read them; raise ValueError(setting, sentence)."""
    is_own = {"": False, "off": False, "on": True}.get(environment.get("DESVELO_KEY_PROCESS", ""))
    if is_own is None:
        raise ValueError("DESVELO_KEY_PROCESS", "DESVELO_KEY_PROCESS must be one of: off, on.")
    named = environment.get("DESVELO_KEY_SOCKET")
    socket = Path(named).expanduser().absolute() if named else None
    peers = tuple(peer for each in environment.get("DESVELO_KEY_PEERS", "").split(",") if (peer := each.strip()))
    if not all(_PEER.fullmatch(peer) for peer in peers):
        raise ValueError(
            "DESVELO_KEY_PEERS", "DESVELO_KEY_PEERS must be names or numbers of users, with commas between."
        )
    quota = environment.get("DESVELO_KEY_QUOTA", str(DEFAULT_QUOTA))
    if not re.fullmatch(r"[0-9]{1,6}", quota, re.ASCII) or int(quota) not in QUOTA:
        raise ValueError(
            "DESVELO_KEY_QUOTA", f"DESVELO_KEY_QUOTA must be a number from {QUOTA.start} to {QUOTA.stop - 1}."
        )
    if socket is None and is_own:
        socket = data / "run" / "keys.sock"
    return Keeping(socket=socket, is_own=is_own, peers=peers, quota=int(quota))
