"""Open every sealed record of an installation with every key it has: a program of its own, with Django set up.

Prints one JSON object: *unknown* columns of bytes that nobody told this program about, *closed* records that no key or
more than one opened, and *opened*, each plaintext with the column it came from.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from desvelo.base.keyring import keyring  # noqa: E402
from desvelo.guards.vault import boxes  # noqa: E402
from desvelo.guards.vault.boxes import Place  # noqa: E402
from desvelo.kernel.sealing import cobblestone, context  # noqa: E402
from desvelo.kernel.sealing.errors import NotReadable  # noqa: E402
from desvelo.kernel.sealing.whys import Why  # noqa: E402

SEALED_FOR_A_CONTACT: dict[str, tuple[str, Callable[..., Place]]] = {
    "channel_identity.latest": ("contact_id", lambda row: Place(table="identity", column="latest", row=row)),
    "channel_identity.trusted": ("contact_id", lambda row: Place(table="identity", column="trusted", row=row)),
    "channel_media.description": ("id", lambda row: Place(table="media", column="description", row=row)),
    "channel_message.body": ("id", lambda row: Place(table="message", column="body", row=row)),
    "channel_message.detail": ("id", lambda row: Place(table="message", column="detail", row=row)),
    "desk_draft.sealed": (
        "conversation_id, author_id",
        lambda row, author: Place(table="draft", column=f"text/{author}", row=row),
    ),
    "ledger.payload.sealed": ("entry_id", lambda row: Place(table="entry", column="payload", row=row)),
    "vault.identifier.sealed": (
        "contact_id, kind",
        lambda row, kind: Place(table="identifier", column=kind, row=row),
    ),
    "vault_contact.profile": ("id", lambda row: Place(table="contact", column="profile", row=row)),
    "vault_datum.named": ("id", lambda row: Place(table="datum", column="named", row=row)),
    "vault_datum.sealed": (
        "id, label",
        lambda row, label: Place(table="datum", column="value", row=row, data_class=label),
    ),
}
KEYS_CLOSED_FOR_A_CONTACT: dict[str, tuple[str, Callable[..., Place]]] = {
    "channel_media.file_key": ("id", lambda row: Place(table="media", column="file_key", row=row)),
}
QUARANTINE = "intake.quarantine.record"
ENVELOPE = "intake.quarantine.envelope"
NOTICE = "channel_notice.record"
OF_OURS = {
    "access_challenge.bound_to",
    "access_approval.mac",
    "access_challenge.digest",
    "access_departure.bound_to",
    "access_departure.digest",
    "access_failure.key",
    "access_dataofficer.mac",
    "access_grant.mac",
    "access_guestpass.mac",
    "access_identityprovider.mac",
    "access_identityprovider.secret_sealed",
    "access_invitation.digest",
    "access_invitation.mac",
    "access_knowndevice.token_hash",
    "access_passkey.credential_id",
    "access_passkey.public_key",
    "access_samlanswer.departure_id",
    "access_samlanswer.mac",
    "access_spentassertion.digest",
    "access_recoverylink.digest",
    "access_recoverylink.mac",
    "access_provisionedgroup.mac",
    "access_provisionedperson.mac",
    "access_provisioningtoken.digest",
    "access_provisioningtoken.mac",
    "access_review.digest",
    "access_roleclone.mac",
    "access_session.mac",
    "access_session.token_hash",
    "access_user.totp_next_sealed",
    "access_team.mac",
    "access_terminalcode.digest",
    "access_terminalcode.mac",
    "access_user.totp_sealed",
    "channel_message.trail",
    "channel_number.token_sealed",
    "intake.batch.sealed_key",
    "intake.quarantine.delivery_id",
    "intake.raw.delivery_id",
    "intake.raw.record",
    "ledger.checkpoint.root",
    "ledger.entry.leaf",
    "ledger.evidence.content",
    "ledger.leaf.hash",
    "ledger.node.hash",
    "ledger.payload.salt",
    "ledger.pending.hash",
    "ledger.sweep.seed",
    "ledger.verification.edge",
    "ledger.verification.root",
    "vault.contact_key.sealed",
    "vault.identifier.index",
    "vault.occurrence.index",
    "vault.installation.root_fingerprint",
    "vault.rotation.file_digest",
    "vault_classsession.mac",
    "vault_erasure.mac",
    "vault_keycopy.digest",
    "vault_ruleset.mac",
}
_COLUMNS = """
    SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name || '.' || column_name
    FROM information_schema.columns NATURAL JOIN information_schema.tables
    WHERE data_type = 'bytea' AND table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _records(columns: dict[str, tuple[str, Callable[..., Place]]]) -> Iterator[tuple[str, Place, bytes]]:
    for column, (names, place) in columns.items():
        table, _, name = column.rpartition(".")
        for *row, record in _rows(f"SELECT {names}, {name} FROM {table} WHERE {name} IS NOT NULL"):  # noqa: S608  ours
            yield column, place(*row), bytes(record)


def _openings(opens: Iterable[Callable[[Place, bytes], bytes]], place: Place, record: bytes) -> Iterator[bytes]:
    for each in opens:
        try:
            yield each(place, record)
        except NotReadable:
            continue


def _quarantined() -> Iterator[bytes]:
    key = keyring(settings.DESVELO.keys).service("quarantine")
    for delivery, record in _rows("SELECT delivery_id, record FROM intake.quarantine WHERE reason <> 'not_readable'"):
        yield cobblestone.open_record(key, context.encode("desvelo/1", "quarantine", bytes(delivery)), bytes(record))


def _enveloped() -> Iterator[bytes]:
    key = keyring(settings.DESVELO.keys).service("quarantine")
    for delivery, record in _rows("SELECT delivery_id, envelope FROM intake.quarantine WHERE envelope IS NOT NULL"):
        place = context.encode("desvelo/1", "envelope", bytes(delivery))
        yield cobblestone.open_record(key, place, bytes(record))


def _noticed() -> Iterator[bytes]:
    key = keyring(settings.DESVELO.keys).service("quarantine")
    for row, record in _rows("SELECT id, record FROM channel_notice"):
        yield cobblestone.open_record(key, context.encode("desvelo/1", "notice", str(row)), bytes(record))


def main() -> None:
    """Print what is unknown, closed and open."""
    keys = list(boxes.load([row[0] for row in _rows("SELECT id FROM vault_contact")], why=Why.UNSAID).values())
    opened, closed = [], []
    for column, place, record in _records(KEYS_CLOSED_FOR_A_CONTACT):
        found = list(_openings([box.unwrap for box in keys], place, record))
        closed += [] if len(found) == 1 else [(column, str(place.row))]
    for column, place, record in _records(SEALED_FOR_A_CONTACT):
        found = list(_openings([box.open for box in keys], place, record))
        opened += [(column, each.decode("utf-8", "backslashreplace")) for each in found]
        closed += [] if len(found) == 1 else [(column, str(place.row))]
    opened += [(QUARANTINE, each.decode("utf-8", "backslashreplace")) for each in _quarantined()]
    opened += [(ENVELOPE, each.decode("utf-8", "backslashreplace")) for each in _enveloped()]
    opened += [(NOTICE, each.decode("utf-8", "backslashreplace")) for each in _noticed()]
    known = {*SEALED_FOR_A_CONTACT, *KEYS_CLOSED_FOR_A_CONTACT, QUARANTINE, ENVELOPE, NOTICE, *OF_OURS}
    unknown = sorted({row[0] for row in _rows(_COLUMNS)} - known)
    json.dump({"unknown": unknown, "closed": closed, "opened": opened}, sys.stdout)


if __name__ == "__main__":
    main()
