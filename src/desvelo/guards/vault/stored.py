"""What lies sealed for contacts, and what their entries say lies there: both read at one moment.

Source: security-design D3.3, D7.1.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from desvelo.guards.vault import columns
from desvelo.kernel.ledger import digests, packing
from desvelo.kernel.ledger.digests import Key


@dataclass(slots=True)
class Stored:
    """What one statement gave about one contact: its entries by their place, hashes of records, payloads as stored."""

    entries: list[tuple[int, UUID, bytes]] = field(default_factory=list)
    records: dict[Key, bytes] = field(default_factory=dict)
    payloads: dict[UUID, bytes] = field(default_factory=dict)

    def said(self) -> tuple[dict[Key, bytes], dict[UUID, bytes]]:
        """Return what the entries say is stored: the hash of each record, the commitment of each payload."""
        known, committed = dict[Key, bytes](), dict[UUID, bytes]()
        for _, entry, content in sorted(self.entries):
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

    def differences(self, known: dict[Key, bytes]) -> Iterator[tuple[Key, str]]:
        """Yield each record that is not as *known* from the entries: missing, changed, added."""
        for key, value in known.items():
            if key not in self.records:
                yield key, "missing"
            elif value not in (digests.PRESENT, self.records[key]):
                yield key, "changed"
        for key in self.records.keys() - known.keys():
            yield key, "added"


def read(contacts: Sequence[UUID]) -> dict[UUID, Stored]:
    """Read all there is about *contacts* in one statement: what two would see, a write between them could part."""
    parts = [_ENTRIES, _PAYLOADS] + [
        f"SELECT '{each.bound_as}', {each.owner}, {each.row}, {each.column}, 0 "  # noqa: S608  our own tables
        f"FROM {each.table} WHERE {each.owner} = ANY(%(contacts)s) AND {each.column} IS NOT NULL"
        for each in columns.every()
        if each.bound_as
    ]
    found: dict[UUID, Stored] = {each: Stored() for each in contacts}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"contacts": list(contacts)})
        for kind, contact, record, content, place in cursor:
            _put(found[contact], kind, record, bytes(content), place)
    return found


_ENTRIES = """
    SELECT 'entry', e.contact_id, e.id, e.leaf, coalesce(l.index, (1::bigint << 62) + p.arrival)
    FROM ledger.entry e LEFT JOIN ledger.leaf l ON l.entry_id = e.id LEFT JOIN ledger.pending p ON p.entry_id = e.id
    WHERE e.contact_id = ANY(%(contacts)s) AND (l.index IS NOT NULL OR p.arrival IS NOT NULL)
"""
_PAYLOADS = """
    SELECT 'payload', contact_id, entry_id, salt || sealed, 0 FROM ledger.payload WHERE contact_id = ANY(%(contacts)s)
"""


def _put(about: Stored, kind: str, record: UUID, content: bytes, place: int) -> None:
    if kind == "entry":
        about.entries.append((place, record, packing.unpack(content)))
    elif kind == "payload":
        about.payloads[record] = content
    else:
        about.records[kind, record] = digests.digest(content)
