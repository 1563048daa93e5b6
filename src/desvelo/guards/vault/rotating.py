"""Every epoch lives a week: a new key takes over, all is wrapped anew under it, and the old key is destroyed.

Nothing stops meanwhile.  One call of ``step`` does one bounded thing in its own transaction, whichever process calls;
what is to be done next follows from the tables and the folder, so a crash anywhere goes on with the next call:

1. make the file of the new epoch, then let it be alive: from that commit on, new keys are wrapped by it;
2. wrap the old epoch's keys anew, a batch at a time, the place reached kept beside them;
3. when nothing is left, seen twice in one serializable transaction, take the old epoch out of the table; the foreign
   key of the rows refuses this while anybody is still about to commit one, and refuses whoever comes later;
4. wait until a backup holds the keys as the new epoch wraps them, where backups are made, so that the newest one always
   opens; but not for longer than the erasure horizon leaves room for;
5. destroy its file, and put that on record with the hash of the file.

Source: security-design D4.2, D4.3, D5.3; decision 0051.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, OperationalError, connection, transaction

from desvelo.guards.access import gate
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import backups, boxes, epochs, store
from desvelo.guards.vault.epochs import Rotation
from desvelo.kernel.authority import Actor, Permission

LIFE: Final = timedelta(days=7)
LONGEST_WAIT: Final = timedelta(days=6)
"""For a backup: with the week of the next epoch less than the fourteen days after which nothing may open any more."""
BATCH: Final = 5_000
CHANNEL: Final = "desvelo_keys"
_TURN = "vault/rotation"


def ask(*, actor: Actor, now: datetime) -> None:
    """Let the current epoch be replaced now, on record; nothing more happens while one is.

    Raises Forbidden, ProofTooOld.
    """
    gate.require_proof(actor, Permission.KEY_MANAGE, now=now)
    objects = {"kind": "epoch"}
    _ask(Entry(tag="key:ask", at=now, actor=actor.id, session=actor.session, objects=objects), now=now)


def may_ask(actor: Actor, *, now: datetime) -> bool:
    """Tell whether *actor* showed a factor recently enough: asked before the button is drawn."""
    return actor.has(Permission.KEY_MANAGE) and actor.has_proved(within=gate.PROOF_LASTS, now=now)


def ask_at_terminal(*, now: datetime) -> None:
    """Let the current epoch be replaced now, as whoever runs this machine wishes; on record without a person."""
    _ask(Entry(tag="key:ask", at=now, objects={"kind": "epoch", "by": "terminal"}), now=now)


def step(*, now: datetime) -> int:
    """Do the next thing that has to be done; return how much was done, and zero when there is nothing left to do.

    Raises KeyMissing, RootUnavailable, LedgerBroken: then nothing of this step was done.
    """
    rotation = epochs.running()
    if rotation is None:
        return _begin(now=now)
    if rotation.emptied_at is not None:
        return 0 if waits_for_backup(rotation, now=now) else _destroy(now=now)
    return _rewrap() or _empty(now=now)


def waits_for_backup(rotation: Rotation, *, now: datetime) -> bool:
    """Tell whether the old key is kept because every backup there is needs it."""
    emptied_at = rotation.emptied_at
    if emptied_at is None or now - emptied_at >= LONGEST_WAIT:
        return False
    return backups.lack_keys_since(emptied_at)


def _ask(entry: Entry, *, now: datetime) -> None:
    with transaction.atomic():
        store.wait_for_turn(_TURN)
        if epochs.running() is not None:
            return
        epochs.make_due(at=now)
        audit.record([entry])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def _begin(*, now: datetime) -> int:
    """Make the next epoch, if the current one's time is over; its file lies on disk before a row needs it."""
    with transaction.atomic():
        store.wait_for_turn(_TURN)
        if epochs.running() is not None:
            return 1  # somebody else just began; the next call helps
        old = epochs.due(now=now)
        if old is None:
            return 0
        new = old + 1
        boxes.ring().add_epoch(new)
        boxes.ring().require_epoch(new)
        epochs.begin(new, made_at=now, due_at=now + LIFE)
        epochs.begin_rotation(old=old, new=new, now=now)
        audit.record([Entry(tag="key:rotate", at=now, objects={"kind": "epoch", "key": str(new)})])
    return 1


def _rewrap() -> int:
    """Wrap one batch anew; return how many keys were looked at, zero when the end was reached."""
    with transaction.atomic():
        store.wait_for_turn(_TURN)
        rotation = epochs.running()
        if rotation is None or rotation.emptied_at is not None:
            return 0
        found = epochs.next_under(rotation, limit=BATCH)
        if not found:
            return 0
        rewrapped = boxes.rewrap(
            found, to=rotation.new
        )  # one that does not open stays where it is, and holds its epoch
        epochs.replace(rewrapped)
        last = (found[-1].contact, found[-1].version)
        stuck = (0 if rotation.after == epochs.FRONT else rotation.stuck) + len(found) - len(rewrapped)
        epochs.advance(rotation, by=len(rewrapped), after=last, stuck=stuck)
    return len(found)


def _empty(*, now: datetime) -> int:
    """Take the old epoch away if nothing is left under it; otherwise begin at the front again, with the next call."""
    rotation = epochs.running()
    if rotation is None or rotation.emptied_at is not None:
        return 0
    try:
        with transaction.atomic():
            epochs.serializable()
            if epochs.count_under(rotation.old) == 0 and epochs.count_under(rotation.old) == 0:
                digest = boxes.ring().epoch_digest(rotation.old)
                epochs.end(rotation.old, digest=digest, now=now)
                return 1
    except (IntegrityError, OperationalError):
        return _from_the_front(rotation)  # somebody was about to store a key under it
    return _from_the_front(rotation)


def _from_the_front(rotation: Rotation) -> int:
    """Let the next call look at what is left again, from the first on."""
    epochs.advance(rotation, by=0, after=epochs.FRONT, stuck=rotation.stuck)
    return 0


def _destroy(*, now: datetime) -> int:
    with transaction.atomic():
        store.wait_for_turn(_TURN)
        rotation = epochs.running()
        if rotation is None or rotation.emptied_at is None:
            return 0
        boxes.ring().destroy_epoch(rotation.old)
        digest = rotation.file_digest.hex() if rotation.file_digest else "absent"
        objects = {"kind": "epoch", "key": str(rotation.old), "sha256": digest}
        if backups.lack_keys_since(rotation.emptied_at):
            objects["backup"] = "absent"
        entry = Entry(tag="key:destroy", at=now, objects=objects)
        audit.record([entry])
        epochs.note_destroyed(rotation.old, entry=entry.id, now=now)
    return 1
