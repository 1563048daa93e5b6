"""Compare what is stored sealed with what the log says was stored: a changed, missing or added record is named.

One contact after another, so that everything about one is read in one statement and therefore at one moment: its
entries, its sealed rows, what entries hold sealed.  The hash of each row must be the last one that an entry wrote; each
payload must open to what its leaf committed to, and whatever else is sealed for it must open where it stands.  All
contacts are compared once a week, one in a hundred, chosen at random, once a day; each step is small and the next goes
on from there.

Source: security-design D3.3, D7.1.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from desvelo.guards.audit import sweeps
from desvelo.guards.audit.states import Discrepancy, Sweep
from desvelo.guards.vault import boxes, columns, places, store, stored
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.models import Contact
from desvelo.guards.vault.stored import Stored
from desvelo.kernel.ledger import digests, leaf
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why

ALL_EVERY, SOME_EVERY = timedelta(days=7), timedelta(days=1)
SOME = 1
CONTACTS, LOOKED_AT = 20, 2_000
_KINDS = {
    digests.BODY: "body",
    digests.DATUM: "datum",
    digests.FILE: "file",
    digests.PROFILE: "profile",
    digests.IDENTIFIER: "identifier",
    digests.TRUSTED: "phone",
    digests.LATEST: "phone",
    digests.DRAFT: "draft",
}
_FIRST = UUID(int=0)
_SALT = leaf.SALT_BYTES


def sweep_again(*, now: datetime) -> int:
    """Do one step of the comparison that runs, or begin one that is due; return 1 while there is more to do."""
    with transaction.atomic():
        run = sweeps.running(lock=True)
        if run is not None:
            sweeps.save(step(run, now=now))
            return 1
    if sweeps.running() is None and (share := _due(now=now)):
        sweeps.begin(share=share, seed=os.urandom(16), now=now)
        return 1
    return 0


def step(run: Sweep, *, now: datetime) -> Sweep:
    """Return *run* after one step: further on, or finished."""
    if not run.entries_over:
        last, count, found = sweeps.compare_entries(run.entry_done, now=now)
        new = sweeps.report(found)
        return replace(
            run,
            entry_done=last or run.entry_done,
            entries_over=last is None,
            entries=run.entries + count,
            found=run.found + new,
        )
    looked_at = _contacts_after(run.contact_done or _FIRST, share=run.share)
    if not looked_at:
        return replace(run, finished_at=now)
    chosen = [each for each in looked_at if _is_chosen(each, run)]
    records, found = _compare(chosen, now=now)
    return replace(
        run,
        contact_done=looked_at[-1],
        contacts=run.contacts + len(chosen),
        records=run.records + records,
        found=run.found + sweeps.report(found),
    )


def _due(*, now: datetime) -> int:
    """Return which share is due: all, some, or 0 for none."""
    for share, every in ((sweeps.ALL, ALL_EVERY), (SOME, SOME_EVERY)):
        last = sweeps.last_finished(least_share=share)
        if last is None or now - last.started_at >= every:
            return share
    return 0


def _is_chosen(contact: UUID, run: Sweep) -> bool:
    chance = int.from_bytes(sha256(run.seed + contact.bytes).digest()[:8]) % sweeps.ALL
    return chance < run.share


def _contacts_after(last: UUID, *, share: int) -> list[UUID]:
    """Return the next contacts by id: those that are there, and those that only entries speak of."""
    limit = CONTACTS if share == sweeps.ALL else LOOKED_AT
    with connection.cursor() as cursor:
        cursor.execute(
            "(SELECT id FROM vault_contact WHERE id > %(last)s ORDER BY id LIMIT %(limit)s) UNION "
            "(SELECT DISTINCT contact_id FROM ledger.entry WHERE contact_id > %(last)s ORDER BY 1 LIMIT %(limit)s) "
            "ORDER BY 1 LIMIT %(limit)s",
            {"last": last, "limit": limit},
        )
        return [row[0] for row in cursor.fetchall()]


def _compare(contacts: Sequence[UUID], *, now: datetime) -> tuple[int, list[Discrepancy]]:
    """Compare everything of *contacts*; return how many records were read, and what was found."""
    if not contacts:
        return 0, []
    store.hold(contacts)  # a key renewed between the two readings would look like a payload that was changed
    seen, found = stored.read(contacts), list[Discrepancy]()
    there = set(Contact.objects.filter(pk__in=contacts).values_list("pk", flat=True))
    for contact, about in seen.items():
        box, wrong = _key(contact, is_there=contact in there)
        found += [
            Discrepancy(kind=kind, record=record, what=what, contact=contact, found_at=now)
            for kind, record, what in [*wrong, *_wrong(about, box=box), *_closed(box)]
        ]
    return sum(len(each.records) + len(each.payloads) for each in seen.values()), found


def _key(contact: UUID, *, is_there: bool) -> tuple[Box | None, list[tuple[str, UUID, str]]]:
    """Return the box of a contact, and what is wrong with its key; whoever was erased has neither row nor key."""
    try:
        box = boxes.load([contact], why=Why.UPKEEP).get(contact)
    except NotReadable:
        return None, [("key", contact, "changed")]
    return box, [("key", contact, "missing")] if is_there and box is None else []


def _closed(box: Box | None) -> Iterator[tuple[str, UUID, str]]:
    """Yield what no entry has the hash of and does not open where it stands: it was changed, or came from elsewhere.

    And what is not there although its row says that it must be.
    """
    if box is None:
        return
    for column in columns.every():
        if column.bound_as in digests.HASHED or column.table == "ledger.payload":
            continue  # those are compared with their entries
        kind = _KINDS.get(column.bound_as, "value")
        for each in columns.values(column, box.contact, to_change=False):
            if not columns.opens(column, box, each.place, each.record):
                yield kind, each.row, "changed"
        for row in columns.absent(column, box.contact):
            yield kind, row, "missing"


def _wrong(about: Stored, *, box: Box | None) -> Iterator[tuple[str, UUID, str]]:
    known, committed = about.said()
    for (kind, row), what in about.differences(known):
        yield _KINDS[kind], row, what
    for entry, commitment in committed.items():
        if box is not None and (what := _payload(about.payloads.get(entry), entry, commitment, box=box)):
            yield "payload", entry, what
    for entry in about.payloads.keys() - committed.keys():
        yield "payload", entry, "added"


def _payload(held: bytes | None, entry: UUID, commitment: bytes, *, box: Box) -> str:
    """Return what is wrong with a payload; nothing if it opens to what its leaf committed to."""
    if held is None:
        return "missing"
    try:
        content = box.open(places.payload(entry), held[_SALT:])
    except NotReadable:
        return "changed"
    return "" if leaf.commitment(held[:_SALT], content) == commitment else "changed"
