"""Compare what is stored sealed with what the log says was stored: a changed, missing or added record is named.

One contact after another, so that everything about one is read in one statement and therefore at one moment: its
entries, its sealed rows, what entries hold sealed.  The hash of each row must be the last one that an entry wrote; each
payload must open to what its leaf committed to, and whatever else is sealed for it must open where it stands.  All
contacts are compared once a week, one in a hundred, chosen at random, once a day; each step is small and the next goes
on from there.

Source: security-design D3.3, D7.1.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from desvelo.guards.audit import sweeps
from desvelo.guards.audit.states import Discrepancy, Sweep
from desvelo.guards.vault import boxes, columns, places, store
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.models import Contact
from desvelo.kernel.ledger import digests, leaf, packing
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why

ALL_EVERY, SOME_EVERY = timedelta(days=7), timedelta(days=1)
SOME = 1
CONTACTS, LOOKED_AT = 20, 2_000
_KINDS = {digests.BODY: "body", digests.DATUM: "datum", digests.FILE: "file"}
_FIRST = UUID(int=0)
_SALT = leaf.SALT_BYTES


@dataclass(slots=True)
class _Seen:
    """What one statement gave about one contact."""

    entries: list[tuple[int, UUID, bytes]] = field(default_factory=list)
    records: dict[digests.Key, bytes] = field(default_factory=dict)
    payloads: dict[UUID, bytes] = field(default_factory=dict)


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
    seen, found = _read(contacts), list[Discrepancy]()
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
    """Yield what no entry binds and what does not open where it stands: it was changed, or came from elsewhere."""
    if box is None:
        return
    for column in columns.every():
        if column.bound_as or column.table == "ledger.payload":
            continue  # those are compared with their entries
        for each in columns.values(column, box.contact, to_change=False):
            if not columns.opens(column, box, each.place, each.record):
                yield "value", each.place.row, "changed"


def _read(contacts: Sequence[UUID]) -> dict[UUID, _Seen]:
    """Read all there is about *contacts* in one statement: what two would see, a write between them could part."""
    parts = [_ENTRIES, _PAYLOADS] + [
        f"SELECT '{each.bound_as}', contact_id, id, {each.column}, 0 FROM {each.table} "  # noqa: S608  our own tables
        f"WHERE contact_id = ANY(%(contacts)s) AND {each.column} IS NOT NULL"
        for each in columns.every()
        if each.bound_as
    ]
    seen: dict[UUID, _Seen] = {each: _Seen() for each in contacts}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"contacts": list(contacts)})
        for kind, contact, record, content, place in cursor:
            _put(seen[contact], kind, record, bytes(content), place)
    return seen


_ENTRIES = """
    SELECT 'entry', e.contact_id, e.id, e.leaf, coalesce(l.index, (1::bigint << 62) + p.arrival)
    FROM ledger.entry e LEFT JOIN ledger.leaf l ON l.entry_id = e.id LEFT JOIN ledger.pending p ON p.entry_id = e.id
    WHERE e.contact_id = ANY(%(contacts)s) AND (l.index IS NOT NULL OR p.arrival IS NOT NULL)
"""
_PAYLOADS = """
    SELECT 'payload', contact_id, entry_id, salt || sealed, 0 FROM ledger.payload WHERE contact_id = ANY(%(contacts)s)
"""


def _put(about: _Seen, kind: str, record: UUID, content: bytes, place: int) -> None:
    if kind == "entry":
        about.entries.append((place, record, packing.unpack(content)))
    elif kind == "payload":
        about.payloads[record] = content
    else:
        about.records[kind, record] = digests.digest(content)


def _wrong(about: _Seen, *, box: Box | None) -> Iterator[tuple[str, UUID, str]]:
    known, committed = _said(about)
    for key, value in known.items():
        if about.records.get(key) != value:
            yield _KINDS.get(key[0], key[0]), key[1], "changed" if key in about.records else "missing"
    for kind, record in about.records.keys() - known.keys():
        yield _KINDS[kind], record, "added"
    for entry, commitment in committed.items():
        if box is not None and (what := _payload(about.payloads.get(entry), entry, commitment, box=box)):
            yield "payload", entry, what
    for entry in about.payloads.keys() - committed.keys():
        yield "payload", entry, "added"


def _said(about: _Seen) -> tuple[dict[digests.Key, bytes], dict[UUID, bytes]]:
    """Return what the entries say is stored: the hash of each record, the commitment of each payload."""
    known, committed = dict[digests.Key, bytes](), dict[UUID, bytes]()
    for _, entry, content in sorted(about.entries):
        try:
            said: dict[str, Any] = json.loads(content)
            digests.replay(said["objects"], tag=said["tag"], result=said["result"], known=known)
            if said["tag"] == digests.ERASED and said["result"] == "done":
                committed.clear()
            for gone in digests.forgotten(said["objects"]):
                committed.pop(gone, None)
            if said["commitment"]:
                committed[entry] = bytes.fromhex(said["commitment"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # a leaf that somebody broke is named by the comparison of entries, and by the tree
    return known, committed


def _payload(stored: bytes | None, entry: UUID, commitment: bytes, *, box: Box) -> str:
    """Return what is wrong with a payload; nothing if it opens to what its leaf committed to."""
    if stored is None:
        return "missing"
    try:
        content = box.open(places.payload(entry), stored[_SALT:])
    except NotReadable:
        return "changed"
    return "" if leaf.commitment(stored[:_SALT], content) == commitment else "changed"
