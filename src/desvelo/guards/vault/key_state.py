"""How the keys of this installation are: where the root is kept, which epochs are alive, what was destroyed last.

Numbers and instants, never a key or anything derived from one.

Source: security-design section 4; ux.md section 6 (``/ajustes/chaves``).
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from desvelo.base import clock
from desvelo.base.keyring import keyring
from desvelo.guards.access import gate
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.errors import NotSequenced
from desvelo.guards.vault import epochs, rotating
from desvelo.guards.vault.epochs import Epoch, Rotation
from desvelo.kernel.authority import Actor, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """An epoch whose key is gone, since when, the hash of its file, and the index of the entry about it."""

    number: int
    at: datetime
    file_digest: str
    entry_index: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """All of it; *running* is the replacement that goes on, *intake_count* how many intake pairs are alive.

    *waits_until* says that the replaced key is kept for want of a backup, and until when at the latest.
    """

    root_kind: str
    root_place: str
    epochs: tuple[Epoch, ...]
    running: Rotation | None
    waits_until: datetime | None
    destroyed: Destruction | None
    intake_count: int


def state(actor: Actor, *, now: datetime) -> KeyState:
    """Return how the keys are.  Raises Forbidden."""
    gate.require(actor, Permission.KEY_MANAGE, now=now)
    return at_terminal()


def at_terminal() -> KeyState:
    """Return how the keys are, to whoever runs this machine."""
    ring = keyring(settings.DESVELO.keys)
    kind, place = ring.root_place()
    running = epochs.running()
    return KeyState(
        root_kind=kind,
        root_place=place,
        epochs=tuple(epochs.alive()),
        running=running,
        waits_until=_waits_until(running),
        destroyed=_destruction(epochs.last_done()),
        intake_count=sum(1 for _ in ring.intake_ids()),
    )


def _waits_until(running: Rotation | None) -> datetime | None:
    if running is None or running.emptied_at is None or not rotating.waits_for_backup(running, now=clock.wall()):
        return None
    return running.emptied_at + rotating.LONGEST_WAIT


def _destruction(last: Rotation | None) -> Destruction | None:
    if last is None or last.destroyed_at is None:
        return None
    digest = last.file_digest.hex() if last.file_digest else ""
    return Destruction(number=last.old, at=last.destroyed_at, file_digest=digest, entry_index=_index(last))


def _index(last: Rotation) -> int | None:
    """Return where the entry stands in the log; None if it cannot be told now, as when the log is broken."""
    try:
        return audit.index_of(last.entry) if last.entry else None
    except NotSequenced:
        return None
